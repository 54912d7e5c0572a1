//! A whole report corrected: the cells of its tables follow, and what no cell can take is told (整本报告的表).

use std::{collections::BTreeSet, fs, path::Path, process::Command};

use serde_json::Value;

use crate::{paper, view};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const FIGURES: &str = "data/departments/jingyu-zhengwu/2023.yaml";

fn run(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_juesuan"));
    let done = command.args(arguments).current_dir(folder).output().unwrap();
    (done.status.code().unwrap(), String::from_utf8(done.stderr).unwrap())
}

/// One item goes and another comes, 其他收入 begins and 机关运行经费 ends, one figure is another.
fn corrected() -> String {
    let mut text = fs::read_to_string(Path::new(ROOT).join(FIGURES)).unwrap();
    let (from, to) = (text.find("    - 科目编码: 2013799").unwrap(), text.find("    - 科目编码: 2080199").unwrap());
    text.replace_range(
        from..to,
        "    - 科目编码: 2080501\n      年初预算数: 3\n      决算数: 20\n      原因: 人员退休\n",
    );
    let replaced = text.replacen("  财政拨款收入: 593.32\n", "  财政拨款收入: 590.32\n  其他收入: 3\n", 1);
    let end = replaced.find("  机关运行经费: {").unwrap();
    let line = &replaced[end..=end + replaced[end..].find('\n').unwrap()];
    replaced.replacen(line, "", 1)
}

/// The whole report in one format with an edit, updated: the folder, the exit code, what was told, the report's cells.
fn updated(ending: &str, edit: impl Fn(String) -> String) -> (tempfile::TempDir, i32, String, Value) {
    let folder = tempfile::tempdir().unwrap();
    let (draft, new) = (format!("整本.{ending}"), format!("新稿.{ending}"));
    fs::write(folder.path().join("更正.yaml"), corrected()).unwrap();
    run(folder.path(), &["draft", &format!("{ROOT}/{FIGURES}"), "--whole", "-o", &draft]);
    if ending != "docx" {
        let edited = edit(fs::read_to_string(folder.path().join(&draft)).unwrap());
        fs::write(folder.path().join(&draft), edited).unwrap();
    }
    let report = ["--to", "更正.yaml", "-o", &new, "--report", "报告.json"];
    let (code, told) = run(folder.path(), &[&["update", &draft][..], &report].concat());
    let report: Value = serde_json::from_slice(&fs::read(folder.path().join("报告.json")).unwrap()).unwrap();
    (folder, code, told, report["cells"].clone())
}

fn strings(cells: &Value, list: &str, keys: &[&str]) -> BTreeSet<String> {
    let one =
        |cell: &Value| keys.iter().map(|key| cell[*key].as_str().unwrap().to_owned()).collect::<Vec<_>>().join(" ");
    cells[list].as_array().unwrap().iter().map(one).collect()
}

#[test]
fn cells_follow_and_rows_are_told_in_every_format() {
    let mut all = Vec::new();
    for ending in ["md", "txt", "docx"] {
        let (folder, code, told, cells) = updated(ending, |text| text);
        assert_eq!(code, 1, "{ending}: {told}");
        let followed = strings(&cells, "followed", &["table", "row", "column", "old", "new"]);
        assert!(followed.contains("二、收入决算表 合计 其他收入  3.00"), "{ending}: {followed:#?}");
        assert!(followed.iter().any(|cell| cell.starts_with("十二、") && cell.ends_with("125.88 ")), "{followed:#?}");
        let asked = strings(&cells, "asked", &["table", "row", "message"]);
        for table in ["五、一般公共预算财政拨款收入支出决算表", "六、一般公共预算财政拨款支出决算表"]
        {
            let told = |row: &str, words: &str| {
                asked.iter().any(|asked| asked.starts_with(&format!("{table} {row} ")) && asked.contains(words))
            };
            assert!(told("网信事务", "更正后没有“20137 网信事务 20.00”等 2 行了"), "{ending}: {asked:#?}");
            assert!(told("行政事业单位养老支出", "多了一行“2080501 行政单位离退休 20.00”"), "{ending}: {asked:#?}");
        }
        assert_eq!(told.matches("用 draft --whole 重新生成这张表").count(), 4, "{told}");
        all.push((followed, asked));
        // Once more from the old figures: nothing changes, and what was asked is asked still.
        let (new, again) = (format!("新稿.{ending}"), format!("再稿.{ending}"));
        let from = ["--from", &format!("{ROOT}/{FIGURES}"), "--to", "更正.yaml", "-o", &again];
        let (code, told) = run(folder.path(), &[&["update", &new][..], &from].concat());
        assert_eq!(code, 1, "{told}");
        let [new, again] = [new, again].map(|name| fs::read(folder.path().join(name)).unwrap());
        if ending == "docx" {
            let parts = ["word/document.xml", "word/comments.xml"];
            assert!(parts.iter().all(|part| view::part(&new, part) == view::part(&again, part)));
        } else {
            assert_eq!(String::from_utf8(new), String::from_utf8(again));
        }
    }
    assert!(all.windows(2).all(|pair| pair[0] == pair[1]), "{all:#?}");
}

/// A person made 元 of 万元 in all tables: they are no hand edits, and what was corrected follows in 元.
#[test]
fn tables_in_another_unit_follow_in_it() {
    let in_yuan = |text: String| {
        let cell = |cell: &str| match cell.trim().parse::<f64>() {
            Ok(value) if cell.contains('.') => format!(" {:.2} ", value * 10_000.0),
            _ => cell.to_owned(),
        };
        let row = |line: &str| line.split('|').map(cell).collect::<Vec<_>>().join("|");
        text.split('\n')
            .map(|line| if line.starts_with('|') { row(line) } else { line.to_owned() })
            .collect::<Vec<_>>()
            .join("\n")
    };
    let (_folder, _, told, cells) = updated("md", in_yuan);
    assert!(!told.contains("手改数字与数据不一致"), "{told}");
    let followed = strings(&cells, "followed", &["table", "row", "column", "old", "new"]);
    assert!(followed.contains("二、收入决算表 合计 财政拨款收入 5933200.00 5903200.00"), "{followed:#?}");
    assert!(followed.contains("二、收入决算表 合计 其他收入  30000"), "{followed:#?}");
}

/// Another unit of the house: a line a table, not a line a cell.
#[test]
fn a_report_that_is_turned_into_another_unit_is_told_in_a_line_a_table() {
    let (folder, ..) = updated("md", |text| text);
    fs::create_dir(folder.path().join("元")).unwrap();
    let book = "name: 元\ntitle: 以元为单位\nabout: 以元为单位。\nextends: jilin-county\nstyle:\n  unit: 元\n";
    fs::write(folder.path().join("元/book.yaml"), book).unwrap();
    let figures = format!("{ROOT}/{FIGURES}");
    let (_, told) = run(folder.path(), &["update", "整本.md", "--to", &figures, "--phrasebook", "元", "--dry-run"]);
    let tables = &told[told.find("表格里跟着改了").unwrap()..];
    assert!(tables.contains("二、收入决算表：换了单位的 3 处，金额单位：万元 → 金额单位：元 等"), "{tables}");
    assert!(tables.lines().count() < 20 && tables.lines().next().unwrap().len() > 10, "{tables}");
}

/// Rows with one name under different codes, and two lists beside each other in one table.
#[test]
fn rows_that_come_and_go_move_no_others() {
    let library = format!("{ROOT}/data/departments/example-library/2023.yaml");
    let figures = fs::read_to_string(&library).unwrap();
    for ending in ["md", "txt", "docx"] {
        let folder = tempfile::tempdir().unwrap();
        let (draft, new) = (format!("整本.{ending}"), format!("新稿.{ending}"));
        run(folder.path(), &["draft", &library, "--whole", "-o", &draft]);
        let update = |name: &str, text: &str| {
            fs::write(folder.path().join("更正.yaml"), text).unwrap();
            let report = ["--to", "更正.yaml", "-o", &new, "--force", "--report", "报告.json"];
            let (_, told) = run(folder.path(), &[&["update", &draft][..], &report].concat());
            let report: Value = serde_json::from_slice(&fs::read(folder.path().join("报告.json")).unwrap()).unwrap();
            assert!(report["cells"]["followed"].as_array().unwrap().is_empty(), "{ending} {name}: {told}");
            assert!(report["kept"].as_array().unwrap().is_empty(), "{ending} {name}: {told}");
            report["cells"]["asked"]
                .as_array()
                .unwrap()
                .iter()
                .map(|one| one["message"].to_string())
                .collect::<Vec<_>>()
        };
        assert!(update("无更正", &figures).is_empty());
        let items = "      30202 印刷费: 2.15\n";
        let come = figures.replacen(items, &format!("{items}      30203 咨询费: 5.55\n"), 1);
        assert_ne!(come, figures);
        let asked = update("多一项", &come);
        assert!(asked.len() == 1 && asked[0].contains("咨询费 5.55"), "{ending}: {asked:?}");
    }
}

/// Tables that a person has set in another way: what only they tell is asked about.
#[test]
fn old_figures_of_a_row_are_pointed_out_in_tables_of_another_kind() {
    let (_folder, code, told, cells) = updated("md", |text| text.replace("科目编码", "编码"));
    let asked = strings(&cells, "asked", &["message"]);
    let here = |message: &String| message.starts_with("决算表里的 43.06 已改为 63.06");
    assert!(code == 1 && asked.iter().any(here), "{told}");
}

/// A row that is in the figures again is marked no longer.
#[test]
fn the_mark_of_a_row_goes_when_the_row_is_back() {
    for ending in ["md", "txt"] {
        let (folder, ..) = updated(ending, |text| text);
        let back = ["--to", &format!("{ROOT}/{FIGURES}")];
        let new = format!("新稿.{ending}");
        let marks = |name: &str| {
            fs::read_to_string(folder.path().join(name)).unwrap().matches("【请核对表格：更正后没有").count()
        };
        assert!(marks(&new) > 0);
        run(folder.path(), &[&["update", &new, "-o", "复原.稿"][..], &back].concat());
        assert_eq!(marks("复原.稿"), 0, "{ending}");
    }
}

/// A cell that a person changed and the correction, too: marked with both, a conflict, until somebody settles it.
#[test]
fn a_cell_that_both_changed_is_a_conflict() {
    let figures = fs::read_to_string(Path::new(ROOT).join(FIGURES)).unwrap();
    let cell = |figure: &str| [format!("\t{figure}\t"), format!("| {figure} |"), format!(">{figure}<")];
    let to = |from: &str, to: &str, text: String| {
        cell(from).iter().zip(cell(to)).fold(text, |text, (from, to)| text.replace(from.as_str(), &to))
    };
    let asked = |new: &str, figure: &str| match new {
        "" => format!("请核对表格：手改已删去；更正后为“{figure}”"),
        new => format!("请核对表格：手改为“{new}”；更正后为“{figure}”"),
    };
    for (ending, own) in [("md", "96.60"), ("txt", "96.60"), ("docx", "96.60"), ("txt", ""), ("docx", "")] {
        let folder = tempfile::tempdir().unwrap();
        let name = |draft: &str| format!("{draft}.{ending}");
        let path = |draft: &str| folder.path().join(name(draft));
        // What the person's hand does to the file, and what is asked in it.
        let edit = |draft: &str, new: &str, change: &dyn Fn(String) -> String| {
            let bytes = fs::read(path(draft)).unwrap();
            let changed = match ending {
                "docx" => {
                    paper::edited(&bytes, |part, text| if part.ends_with("document.xml") { change(text) } else { text })
                }
                _ => change(String::from_utf8(bytes).unwrap()).into_bytes(),
            };
            fs::write(path(new), changed).unwrap();
            let base = |draft: &str| folder.path().join(format!("{}.base.json", name(draft)));
            _ = fs::copy(base(draft), base(new));
        };
        let marks = |draft: &str| -> Vec<String> {
            let bytes = fs::read(path(draft)).unwrap();
            let text = match ending {
                "docx" => view::part(&bytes, "word/comments.xml").unwrap(),
                _ => String::from_utf8(bytes).unwrap().replace('】', "<"),
            };
            let asked =
                text.match_indices("请核对表格：").map(|(at, _)| text[at..].split('<').next().unwrap().to_owned());
            asked.collect()
        };
        let update = |draft: &str, figure: &str, new: &str| {
            let corrected = figures.replace("决算数: 96.06", &format!("决算数: {figure}"));
            fs::write(folder.path().join("更正.yaml"), corrected).unwrap();
            let (draft, new) = (name(draft), name(new));
            run(folder.path(), &["update", &draft, "--to", "更正.yaml", "-o", &new, "--report", "报告.json"])
        };
        let report =
            || -> Value { serde_json::from_slice(&fs::read(folder.path().join("报告.json")).unwrap()).unwrap() };
        run(folder.path(), &["draft", &format!("{ROOT}/{FIGURES}"), "--whole", "-o", &name("甲")]);
        edit("甲", "手改", &|text| to("96.06", own, text));
        let (code, told) = update("手改", "98.06", "乙");
        assert!(code == 1 && told.contains("冲突 2 处") && !told.contains("不一致"), "{ending}: {told}");
        assert!(told.contains("“行政运行”：原为“96.06”，手改"), "{told}");
        let conflicts = report()["conflicts"].as_array().unwrap().clone();
        assert!(conflicts.len() == 2 && conflicts.iter().all(|one| one["edited"] == own && one["new"] == "98.06"));
        assert_eq!(marks("乙"), [asked(own, "98.06"), asked(own, "98.06")], "{ending}");
        // Once more: nothing changes, and it is open still.
        let (code, told) = update("乙", "98.06", "乙乙");
        assert!(code == 1 && told.contains("请核对 2 处") && !told.contains("跟着改了"), "{ending}: {told}");
        assert!(told.contains("表格“行政运行”：以前更新留下的标记还没有处理"), "{told}");
        assert_eq!(marks("乙乙"), marks("乙"));
        // Another correction is asked for, not both.
        assert_eq!(update("乙", "99.06", "丙").0, 1);
        assert_eq!(marks("丙"), [asked(own, "99.06"), asked(own, "99.06")], "{ending}");
        // What the person had all along.
        if !own.is_empty() {
            let (code, told) = update("丙", own, "丁");
            assert!(code == 0 && !told.contains("冲突"), "{ending}: {told}");
            assert_eq!(marks("丁").len(), 0, "{ending}");
        }
        // The person takes the corrected figure, or keeps their own.
        if ending != "docx" {
            edit("乙", "收下", &|text| text.replace(&format!("{own}【{}】", asked(own, "98.06")), "98.06"));
            let (code, told) = update("收下", "98.06", "收");
            assert!(code == 0 && told.contains("没有要改的"), "{told}");
            edit("乙", "不收", &|text| text.replace(&format!("【{}】", asked(own, "98.06")), ""));
            let (code, told) = update("不收", "98.06", "不");
            assert!(code == 0 && told.contains("手改数字与数据不一致 2 处"), "{told}");
        }
    }
}

/// Nothing is asked of a report that its own figures are held against, however its tables are set.
#[test]
fn a_whole_report_agrees_with_its_own_figures_in_word() {
    let departments = fs::read_dir(Path::new(ROOT).join("data/departments")).unwrap();
    let files = departments.flat_map(|department| fs::read_dir(department.unwrap().path()).unwrap());
    for file in files.map(|file| file.unwrap().path()).filter(|file| file.extension().is_some_and(|it| it == "yaml")) {
        let folder = tempfile::tempdir().unwrap();
        let file = file.to_str().unwrap();
        run(folder.path(), &["draft", file, "--whole", "-o", "整本.docx"]);
        let (code, told) = run(folder.path(), &["update", "整本.docx", "--to", file, "--dry-run"]);
        assert!(code == 0 && told.contains("没有要改的"), "{file}: {told}");
    }
}
