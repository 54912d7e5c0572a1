//! Words of a text back in its figures file (写回): a file that lost its reasons drafts the same text again, and
//! everything else in it is as it was typed.

#[path = "random_accounts/mod.rs"]
mod random_accounts;

use std::{
    fs,
    path::{Path, PathBuf},
};

use juesuan::{
    embedded,
    figures::{FinalAccounts, Record, Reference, Shape, Text, TextKind, load, save},
    formats::txt,
    report::{
        House, binding, draft, printed,
        reading::{Shelf, known_titles},
        segment,
    },
    revise::write_back::{Left, Why, WriteBack, write_back},
    source::Source,
};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every figures file of the repository, with its department and year.
fn departments() -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for department in fs::read_dir(root().join("data/departments")).unwrap() {
        for file in fs::read_dir(department.unwrap().path()).unwrap() {
            let path = file.unwrap().path();
            if path.extension().is_some_and(|ending| ending == "yaml") {
                found.push((path.clone(), fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found.sort();
    assert!(found.len() > 3);
    found
}

fn accounts(text: &str) -> FinalAccounts {
    let (accounts, faults) = load(&Source::new("决算数据.yaml", text), Reference::shipped());
    accounts.unwrap_or_else(|| panic!("{faults:?}\n{text}"))
}

fn house(accounts: &FinalAccounts) -> House {
    let book = accounts.phrasebook.as_deref().unwrap_or("jilin-county");
    House::load_to_write(book, &Reference::shipped().catalogue).0.unwrap()
}

fn drafted(text: &str) -> String {
    let accounts = accounts(text);
    let house = house(&accounts);
    txt(&draft(&house, &accounts, &printed(&accounts, &house.style)))
}

/// Write a report back into a figures file.
fn back(figures: &str, report: &str) -> WriteBack {
    let house = house(&accounts(figures));
    let shelf = Shelf::of(&house);
    let titles = known_titles([&house]);
    let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
    let document = segment(&Source::new("情况说明.txt", report), &titles);
    let reading = shelf.read(&document);
    let bound = binding::bind(&reading, Reference::shipped());
    write_back(&Source::new("决算数据.yaml", figures), (&reading, &bound), Reference::shipped()).unwrap()
}

const KEYS: [&str; 6] = ["较上年原因", "较预算原因", "原因", "说明", "结果应用", "评价结果"];

/// A figures file without its reasons and prose, and what of it is left.
fn stripped(text: &str) -> String {
    let mut lines = Vec::new();
    for line in text.lines() {
        let (body, margin) = (line.trim_start(), line.len() - line.trim_start().len());
        if KEYS.iter().any(|key| body.strip_prefix(key).is_some_and(|rest| rest.starts_with(':'))) && margin > 0 {
            continue;
        }
        let mut line = line.to_owned();
        for key in KEYS {
            while let Some(at) = line.find(&format!(", {key}: ")) {
                let rest = &line[at + 2..];
                let end = rest.find(", ").into_iter().chain(rest.find(" }")).min().unwrap();
                line.replace_range(at..at + 2 + end, "");
            }
        }
        lines.push(line);
    }
    lines.join("\n") + "\n"
}

/// Every line of the first is in the second, in order; what is new stands on lines or between commas of its own.
fn holds(kept: &str, text: &str) {
    let mut lines = text.lines();
    for wanted in kept.lines() {
        let within = |line: &str| {
            let mut parts = line.split(", ");
            wanted
                .split(", ")
                .all(|wanted| parts.any(|part| part.trim_end_matches(" }") == wanted.trim_end_matches(" }")))
        };
        assert!(lines.any(within), "{wanted}\n{text}");
    }
}

#[test]
fn a_file_without_reasons_drafts_its_own_text_again() {
    for (path, text) in departments() {
        let (bare, report) = (stripped(&text), drafted(&text));
        let back = back(&bare, &report);
        // The only text that cannot go home is one that was never there.
        assert!(back.left.iter().all(|left| left.why == Why::Placeholder), "{}: {:?}", path.display(), back.left);
        assert_eq!(drafted(&back.text), report, "{}", path.display());
        holds(&bare, &back.text);
    }
}

#[test]
fn a_file_that_says_the_same_stays_byte_for_byte() {
    for (path, text) in departments() {
        let back = back(&text, &drafted(&text));
        assert_eq!(back.written, [], "{}", path.display());
        assert_eq!(back.text, text, "{}", path.display());
    }
}

#[test]
fn a_published_text_gives_its_words_to_a_bare_file() {
    let mut seen = 0;
    for (path, text) in departments() {
        let department = path.strip_prefix(root().join("data/departments")).unwrap().with_extension("");
        let golden = root().join("golden").join(department);
        let Ok(published) = fs::read_to_string(golden.join("published.md")) else { continue };
        seen += 1;
        let back = back(&stripped(&text), &published);
        assert_eq!(back.left, []);
        holds(&stripped(&text), &back.text);
        // The converter wrote one sign as a formula.
        let again = drafted(&back.text).replace("$\\geq 75%$", "≥75%");
        assert_eq!(again, fs::read_to_string(golden.join("expected.txt")).unwrap());
    }
    assert!(seen > 0);
}

#[test]
fn words_changed_by_hand_win_and_what_repeats_the_old_ones_keeps_them() {
    let (_, text) =
        departments().into_iter().find(|(path, _)| path.ends_with(Path::new("jingyu-zhengwu/2023.yaml"))).unwrap();
    let old = "一般行政管理事务和其他网信事务科目对应的相关项目业务没发生";
    let report = drafted(&text).replacen(old, "信息化项目: 暂缓实施 # 见批复", 1);
    let back = back(&text, &report);
    let written: Vec<_> = back.written.iter().map(|written| (&*written.words, written.old.as_deref())).collect();
    assert_eq!(
        written,
        [("信息化项目: 暂缓实施 # 见批复", Some(old)), (old, Some("同收支总体")), (old, Some("同收支总体"))]
    );
    assert!(back.text.lines().nth(back.written[0].line - 1).unwrap().starts_with("  原因: "));
    assert_eq!(drafted(&back.text).matches(old).count(), drafted(&text).matches(old).count() - 1);
}

#[test]
fn a_reason_that_was_led_in_anew_or_taken_out_is_told() {
    let (_, text) =
        departments().into_iter().find(|(path, _)| path.ends_with(Path::new("jingyu-zhengwu/2023.yaml"))).unwrap();
    let (reason, draft) = ("支出中包含上年结转的经费", drafted(&text));
    let said = format!("102%。决算数大于预算数的主要原因是{reason}。");
    assert!(draft.contains(&said));
    for (others, wanted) in [
        // Read as the section's reason, which stands before.
        ("102%。主要原因是人员增加。", &[(Why::Repeated, "是人员增加"), (Why::Unsaid, reason)][..]),
        ("102%。", &[(Why::Unsaid, reason)]),
    ] {
        let back = back(&text, &draft.replacen(&said, others, 1));
        let left: Vec<(Why, &str)> = back.left.iter().map(|left| (left.why, &*left.words)).collect();
        assert_eq!(left, wanted);
        assert_eq!(back.text, text);
    }
}

#[test]
fn what_is_still_to_be_settled_stays_out() {
    let (_, text) =
        departments().into_iter().find(|(path, _)| path.ends_with(Path::new("jingyu-zhengwu/2023.yaml"))).unwrap();
    let report = drafted(&text)
        .replacen("有人员变动。", "有人员变动【请核对原因：方向已由大于变为小于】。", 1)
        .replacen("预算包含浮动比例", "【待补充：主要原因】", 1)
        .replacen("追加购买社会化服务项目", "追加项目", 1);
    let without = text.replace("    - 科目编码: 2080199          # 其他人力资源和社会保障管理事务支出\n      年初预算数: 0\n      决算数: 21.53\n      原因: 追加购买社会化服务项目\n", "");
    assert_ne!(without, text);
    let back = back(&without, &report);
    let left: Vec<Why> = back.left.iter().map(|left| left.why).collect();
    assert_eq!(left, [Why::NoRow, Why::Marked, Why::Placeholder]);
    assert_eq!(back.text, without);
}

/// Made-up departments a book, of which nothing is missing.
const DEPARTMENTS: u64 = 16;
/// Lines in a thousand that bare files draft otherwise: prose that goes on into what is said of the next row stays out.
/// A ratchet.
const CHANGED: usize = 4;

/// Without reasons, remarks, purposes and prose.
fn bare(accounts: &FinalAccounts) -> String {
    let mut bare = accounts.clone();
    let catalogue = accounts.catalogue;
    let strip = |record: &mut Record, shape: &Shape| {
        for (text, def) in record.texts.iter_mut().zip(&shape.texts) {
            let words = !matches!(def.kind, TextKind::Choice | TextKind::Names | TextKind::Text);
            if words && !catalogue.concepts[def.concept].lasting {
                *text = Text::Absent;
            }
        }
    };
    strip(&mut bare.root, &catalogue.root);
    for (rows, group) in bare.groups.iter_mut().zip(&catalogue.groups) {
        rows.iter_mut().for_each(|row| strip(row, &group.shape));
    }
    save(&bare, Reference::shipped())
}

#[test]
fn made_up_departments_get_their_words_back() {
    let (mut lines, mut changed) = (0, 0);
    for book in embedded::phrasebook_names() {
        let house = House::load_to_write(&book, &Reference::shipped().catalogue).0.unwrap();
        for seed in 0..DEPARTMENTS {
            let full = random_accounts::complete(seed, &house);
            let text = full.source.text();
            let text = if full.phrasebook.is_some() {
                text.to_owned()
            } else {
                text.replacen("金额单位", &format!("话术: {book}\n金额单位"), 1)
            };
            let report = drafted(&text);
            let same = back(&text, &report);
            assert_eq!(same.written, [], "{book} {seed}");
            assert_eq!(same.text, text, "{book} {seed}");
            let untold = |left: &&Left| matches!(left.why, Why::Repeated | Why::Unsaid);
            assert_eq!(same.left.iter().find(untold), None, "{book} {seed}");
            let bare = bare(&accounts(&text));
            let back = back(&bare, &report);
            let unclear = |left: &&Left| !matches!(left.why, Why::Placeholder | Why::Unending);
            assert_eq!(back.left.iter().find(unclear), None, "{book} {seed}");
            let again = drafted(&back.text);
            lines += report.lines().count();
            changed += report.lines().zip(again.lines()).filter(|(one, other)| one != other).count();
            assert_eq!(report.lines().count(), again.lines().count(), "{book} {seed}");
        }
    }
    assert!(changed * 1000 <= CHANGED * lines, "{changed} of {lines}");
}

#[test]
fn a_list_that_lost_its_last_member_is_another_list() {
    let path = root().join("data/departments/example-culture/2024.yaml");
    let text = fs::read_to_string(path).unwrap();
    let report = drafted(&text);
    for (member, name) in [("、局办公会审定", "工作机制"), ("、《示例区文化和旅游局项目绩效自评细则》", "管理制度")]
    {
        assert_eq!(report.matches(member).count(), 1, "{member}");
        let back = back(&text, &report.replace(member, ""));
        assert_eq!(back.written.len(), 1, "{:?}", back.written);
        assert!(back.written[0].name.contains(name), "{:?}", back.written);
        assert_eq!(drafted(&back.text), report.replace(member, ""));
    }
}
