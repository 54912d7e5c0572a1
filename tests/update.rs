//! The corrected figures come into the edited text, and nothing that a person wrote is lost (更新).
//!
//! `JUESUAN_CASES=N` takes N random pairs of edits and corrections, `JUESUAN_FROM=N` begins at the Nth.

#[path = "update/corrections.rs"]
mod corrections;
#[path = "update/desk.rs"]
mod desk;
#[path = "update/edits.rs"]
mod edits;
#[path = "update/exchanged.rs"]
mod exchanged;
#[path = "update/moved.rs"]
mod moved;
#[path = "update/open_marks.rs"]
mod open_marks;
#[path = "random_accounts/mod.rs"]
mod random_accounts;
#[path = "update/roll.rs"]
mod roll;
#[path = "update/roll_own.rs"]
mod roll_own;
#[path = "update/roll_places.rs"]
mod roll_places;
#[path = "update/roll_told.rs"]
mod roll_told;
#[path = "update/roll_words.rs"]
mod roll_words;
#[path = "segmented/mod.rs"]
mod segmented;
#[path = "update/told.rs"]
mod told;
#[path = "update/vanished.rs"]
mod vanished;
#[path = "update/work_over.rs"]
mod work_over;

use std::ops::Range;

use desk::{corrected, department, house, laid};
use juesuan::{
    embedded,
    formats::lay::Editable,
    phrase::SpanKind,
    report::House,
    revise::{
        laid::{Laid, LaidSentence, LaidSpan},
        update::{Outcome, Replacement, Update, update},
    },
};
use random_accounts::chance::Chance;

const SEED: &str = "jingyu-zhengwu/2023.yaml";

fn pair(corrections: &[(&str, &str)]) -> (Laid, Laid) {
    let house = house("jilin-county");
    let [old, new] = [department(SEED), corrected(SEED, corrections)];
    (laid(&house, &old, Editable::Txt), laid(&house, &new, Editable::Txt))
}

const RUNNING: [(&str, &str); 2] = [("决算数: 96.06", "决算数: 98.06"), ("人员经费: 319.77", "人员经费: 321.77")];

#[test]
fn a_corrected_figure_follows_into_a_reworded_sentence() {
    let (base, new) = pair(&RUNNING);
    let edited = base
        .text
        .replace("支出决算为96.06万元，完成年初预算的102%。", "全年实际支出96.06万元（含上年结转），是预算的102%。");
    assert_ne!(edited, base.text);
    let update = update(&base, &edited, &new);
    assert!(update.text.contains("全年实际支出98.06万元（含上年结转），是预算的104.1%。"), "{}", update.text);
    assert_eq!(update.conflicts, []);
}

#[test]
fn a_figure_that_both_changed_is_a_conflict_and_one_that_only_a_person_changed_is_told() {
    let (base, new) = pair(&RUNNING);
    let edited =
        base.text.replace("支出决算为96.06万元", "支出决算为97万元").replace("年初预算为292万元", "年初预算为293万元");
    let update = update(&base, &edited, &new);
    assert!(
        update.text.contains("支出决算为【冲突：手改为“97”；更正后为“98.06”】万元")
            || update.text.contains("【冲突：手改为“97万元”；更正后为“98.06万元”】"),
        "{}",
        update.text
    );
    assert_eq!(update.conflicts.len(), 1);
    let figures: Vec<&str> = update.kept.iter().filter(|kept| kept.figure).map(|kept| kept.edited.as_str()).collect();
    assert!(figures.contains(&"293"), "{figures:?}");
}

#[test]
fn a_turned_direction_marks_the_reason_that_a_person_wrote() {
    let (base, new) = pair(&[("决算数: 96.06", "决算数: 90.06")]);
    let edited = base.text.replace("支出中包含上年结转的经费", "年中追加了办公经费");
    let update = update(&base, &edited, &new);
    assert!(update.text.contains("年中追加了办公经费【请核对原因：方向已由大于变为小于】。"));
    assert!(update.questions.iter().any(|question| question.words.contains("年中追加了办公经费")));
}

/// Whoever checks the reason has to see all of it, though one mark is enough.
#[test]
fn a_turned_direction_lists_the_sentences_that_a_person_added_to_a_reason() {
    let (base, new) = pair(&[("决算数: 96.06", "决算数: 90.06")]);
    let added = "另有上年结转资金。年末又追加一笔";
    let edited = base.text.replace("支出中包含上年结转的经费。", &format!("支出中包含上年结转的经费。{added}。"));
    assert_ne!(edited, base.text);
    let once = update(&base, &edited, &new);
    assert_eq!(once.text.matches("【请核对原因：").count(), 1, "{}", once.text);
    let listed = |update: &Update| {
        update
            .questions
            .iter()
            .any(|question| question.words.starts_with("支出中包含上年结转的经费") && question.words.ends_with(added))
    };
    assert!(listed(&once), "{:?}", once.questions);
    assert_eq!(update(&base, &once.text, &new).text, once.text);
}

/// A draft of one sentence; slots tell of rows.
fn sentence(words: &[(&str, Option<&str>)]) -> Laid {
    let (mut text, mut spans) = (String::new(), Vec::new());
    for (word, row) in words {
        let place = text.len()..text.len() + word.len();
        text.push_str(word);
        spans.extend(row.map(|row| LaidSpan {
            place,
            kind: if word.ends_with("万元") { SpanKind::Figure } else { SpanKind::Name },
            slot: if word.ends_with("万元") { "amount" } else { "name" }.into(),
            concept: None,
            row: Some(row.into()),
        }));
    }
    let place = 0..text.len();
    let (id, section) = ("a".to_owned(), String::new());
    Laid { text, sentences: vec![LaidSentence { id, section, paragraph: 0, place, spans }] }
}

/// All words of both drafts stand in either, only their order tells which of them it is.
#[test]
fn rows_of_a_sentence_that_changed_places_stay_where_the_first_update_put_them() {
    let rows = |rows: [&'static str; 2]| {
        let [one, other] = rows.map(|row| (row, Some(row)));
        sentence(&[("项目", None), one, ("的评价良好。项目", None), other, ("的评价良好。", None)])
    };
    let (base, new) = (rows(["老旧小区改造", "信息中心"]), rows(["信息中心", "老旧小区改造"]));
    let edited = base.text.replace("信息中心的", "信息中心（二期）的");
    let once = update(&base, &edited, &new).text;
    assert!(once.starts_with("项目信息中心（二期）的") || once.starts_with("项目信息中心的"), "{once}");
    assert!(once.contains("（二期）"), "{once}");
    for text in [&once, &new.text] {
        assert_eq!(&update(&base, text, &new).text, text);
    }
}

/// A draft of those sentences in a row.
fn drafted(sentences: &[&str]) -> Laid {
    let mut laid = Laid::default();
    for text in sentences {
        let (id, section, start) = (laid.sentences.len().to_string(), String::new(), laid.text.len());
        laid.text.push_str(text);
        let place = start..laid.text.len();
        laid.sentences.push(LaidSentence { id, section, paragraph: 0, place, spans: Vec::new() });
    }
    laid
}

#[test]
fn a_sentence_that_comes_is_parted_from_one_whose_full_stop_a_person_took_away() {
    let (base, new) = (drafted(&["收入5万元。"]), drafted(&["收入5万元。", "支出6万元。"]));
    assert_eq!(update(&base, "收入5万元", &new).text, "收入5万元。支出6万元。");
    assert_eq!(update(&base, "收入5万元；", &new).text, "收入5万元；支出6万元。");
}

/// A name that a person cut reads otherwise beside the words that come to it.
#[test]
fn what_comes_to_a_name_that_a_person_cut_comes_once() {
    let (base, new) = (drafted(&["本年财政拨款收入5万元。"]), drafted(&["本年财政拨款收入总计5万元。"]));
    let once = update(&base, "本年财政〔丁〕拨款收入5万元。", &new).text;
    assert_eq!(once, "本年财政〔丁〕拨款收入总计5万元。");
    assert_eq!(update(&base, &once, &new).text, once);
}

/// Cut out they would leave a hole in the person's sentence, though the correction has them no more.
#[test]
fn a_few_words_that_stand_in_a_sentence_of_a_persons_own_stay() {
    let (base, new) = (drafted(&["全年开支12万元左右。"]), drafted(&["全年开支12万元。"]));
    let own = "今年的钱花在水电上，共12万元，左右两家各半。";
    assert_eq!(update(&base, own, &new).text, own);
    assert_eq!(update(&base, "今年开支12万元左右。", &new).text, "今年开支12万元。");
    // Neither is a comma that stands before them in both a neighbour.
    let (base, new) = (drafted(&["全馆开支，左右均衡。"]), drafted(&["全馆开支，均衡。"]));
    let own = "我们花的钱，左右两家各半。";
    assert_eq!(update(&base, own, &new).text, own);
    assert_eq!(update(&base, "全馆的钱，左右均衡。", &new).text, "全馆的钱，均衡。");
    // A number is asked about, with both versions.
    let (base, new) = (drafted(&["全年开支12万元共3次。"]), drafted(&["全年开支12万元次。"]));
    let own = "今年的钱花在水电上，共12万元，分共3年付清。";
    let update = update(&base, own, &new);
    assert!(update.text.ends_with("共12万元【冲突：手改为“，分共3年付清”；更正后为“次”】。"), "{}", update.text);
    assert_eq!(update.conflicts.len(), 1);
}

fn cases(count: u64) -> Range<u64> {
    let told = |name| std::env::var(name).ok().and_then(|count| count.parse().ok());
    let from = told("JUESUAN_FROM").unwrap_or(0);
    from..from + told("JUESUAN_CASES").unwrap_or(count)
}

/// A correction and what a person made of the base draft.
struct Case {
    base: Laid,
    new: Laid,
    edited: edits::Edited,
}

/// All that has to hold for every edit and every correction; where a sentence was taken apart, not that the old base named
/// once more tells what is done already.
fn hold(count: u64, old_base_again: bool, case: impl Fn(u64, &mut Chance, &House) -> Option<Case>) {
    let books: Vec<_> = embedded::phrasebook_names().iter().map(|name| house(name)).collect();
    let mut counted = [0; 4];
    let (mut wrong, mut restless) = (Vec::new(), Vec::new());
    for seed in cases(count) {
        let mut chance = Chance::new(seed);
        let Some(Case { base, new, edited }) = case(seed, &mut chance, &books[seed as usize % books.len()]) else {
            continue;
        };
        assert_eq!(update(&base, &base.text, &new).text, new.text, "{seed}: no edit");
        assert_eq!(update(&base, &edited.text, &base).text, edited.text, "{seed}: no correction");
        let update = update(&base, &edited.text, &new);
        assert_eq!(Replacement::apply(&update.edits, &edited.text), update.text, "{seed}: edits");
        let mut faults = faults(&edited, &update, &mut counted);
        faults.extend(stale([&base.text, &edited.text, &new.text], &update));
        assert_eq!(update_again(&new, &update, &new), update.text, "{seed}: the new draft is the base next time");
        // A mark in two lines would not be found again.
        let cut = |line: &&str| line.contains("【冲突：") && !line.contains('】');
        faults.extend(update.text.lines().filter(cut).map(|line| format!("a mark that the line cuts: {line}")));
        let again = update_again(&base, &update, &new);
        if old_base_again && again != update.text {
            restless.push(format!("{seed} {:?}\n{}", edited.done, differing(&[&edited.text, &update.text, &again])));
        }
        if !faults.is_empty() {
            wrong.push(format!("{seed} {:?}\n  {}", edited.done, faults.join("\n  ")));
        }
    }
    println!("followed {}, already {}, conflicts {}, kept {}", counted[0], counted[1], counted[2], counted[3]);
    assert!(
        wrong.is_empty(),
        "{} of {}\n{}",
        wrong.len(),
        cases(count).count(),
        wrong[..wrong.len().min(15)].join("\n")
    );
    // The base that is written beside the result is the new draft, but the old one may be named again.
    let shown = restless[..restless.len().min(15)].join("\n");
    assert!(restless.is_empty(), "changed by a second update from the old base: {}\n{shown}", restless.len());
}

fn drafts(seed: u64, chance: &mut Chance, house: &House) -> (Laid, Laid) {
    let form = if chance.below(2) == 0 { Editable::Txt } else { Editable::Md };
    let old = random_accounts::accounts(seed / 4, house);
    let young = corrections::correct(&old, chance);
    (laid(house, &old, form), laid(house, &young, form))
}

#[test]
fn nothing_is_lost_and_everything_follows() {
    hold(300, true, |seed, chance, house| {
        let (base, new) = drafts(seed, chance, house);
        let edits = 1 + chance.below(4);
        let edited = edits::edit(&base.text, edits, chance);
        Some(Case { base, new, edited })
    });
}

/// A person worked at the very sentences that the correction changes.
#[test]
fn nothing_is_lost_where_both_worked() {
    hold(120, false, |seed, chance, house| {
        let (base, new) = drafts(seed, chance, house);
        let young: Vec<&str> = new.text.lines().collect();
        let lines = base.text.lines().enumerate();
        let changed: Vec<usize> =
            lines.filter(|(_, line)| !line.is_empty() && !young.contains(line)).map(|(at, _)| at).collect();
        if changed.is_empty() {
            return None;
        }
        let edits = 1 + chance.below(5);
        let edited = work_over::work_over(&base.text, &changed, edits, chance);
        Some(Case { base, new, edited })
    });
}

/// The first line in which the last two texts differ, and that line of the first.
fn differing(texts: &[&str; 3]) -> String {
    let [edited, once, again] = texts;
    let line = once.lines().zip(again.lines()).position(|(one, other)| one != other).unwrap_or(once.lines().count());
    [edited, once, again].map(|text| format!("  {}", text.lines().nth(line).unwrap_or_default())).join("\n")
}

fn update_again(base: &Laid, once: &Update, new: &Laid) -> String {
    update(base, &once.text, new).text
}

/// Old amounts that neither the new draft nor a mark in their line explains.
fn stale([base, edited, new]: [&str; 3], update: &Update) -> Vec<String> {
    let amounts = |text: &str| -> Vec<String> {
        let numbers = text.split(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | '%'));
        // A point behind it makes it a list's number.
        let numbers = numbers.map(|number| number.trim_end_matches('.'));
        numbers.filter(|number| number.contains('.')).map(str::to_owned).collect()
    };
    let (old, young) = (amounts(base), amounts(new));
    let told = |line: &str, amount: &String| {
        line.contains("【冲突：")
            || line.contains("【应删去，")
            || update.kept.iter().any(|kept| kept.edited.contains(amount.as_str()))
            || update.questions.iter().any(|question| question.words.contains(amount.as_str()))
    };
    let lines = update.text.lines().flat_map(|line| amounts(line).into_iter().map(move |amount| (line, amount)));
    let left = lines.filter(|(line, amount)| old.contains(amount) && !young.contains(amount) && !told(line, amount));
    left.map(|(line, amount)| {
        let before = edited.lines().find(|line| amounts(line).contains(&amount)).unwrap_or_default();
        format!("left: {amount}\n  {before}\n  {line}")
    })
    .collect()
}

fn faults(edited: &edits::Edited, update: &Update, counted: &mut [usize; 4]) -> Vec<String> {
    let mut faults = Vec::new();
    // What a person reads who leaves all conflicts as they were.
    let own = update.conflicts.iter().fold(update.text.clone(), |text, conflict| {
        let asked = |words: &str| format!("【冲突：手改为“{}”；更正后{words}】", conflict.edited);
        let text = text.replace(&asked(&format!("为“{}”", conflict.new)), &conflict.edited);
        text.replace(&asked("应删去"), &conflict.edited)
    });
    // A mark may stand before the full stop of what was typed, as behind a reason.
    let typed = edited.typed.iter().map(|typed| typed.trim_end_matches('。'));
    for typed in typed.filter(|typed| edited.text.contains(typed)) {
        if !own.contains(typed) {
            let head = &typed[..typed.find('〕').map_or(0, |at| at + '〕'.len_utf8())];
            let line = |text: &str| text.lines().find(|line| line.contains(head)).unwrap_or_default().to_owned();
            faults.push(format!("lost: {typed}\n  {}\n  {}", line(&edited.text), line(&update.text)));
        }
    }
    for changed in &update.changed {
        counted[changed.outcome as usize] += 1;
        // A person may have put blanks or words between a figure and its unit.
        let wanted = changed.new.trim().trim_end_matches("万元");
        // An item that comes is numbered as the list is.
        let number = wanted.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '、' | '.' | '\\' | ' '));
        let wanted = if changed.concept.is_none() { number } else { wanted };
        let shown = |text: &str| text.contains(wanted);
        let kept = changed.outcome == Outcome::Kept || changed.concept.is_none() && changed.outcome == Outcome::Already;
        if !kept && !shown(&update.text) && !update.conflicts.iter().any(|conflict| shown(&conflict.new)) {
            faults.push(format!("not there ({:?}): {} -> {}", changed.outcome, changed.old, changed.new));
        }
    }
    faults
}

/// Rows whose budget and final figure change places: every one turns 大于 and 小于.
#[test]
fn every_turned_direction_on_a_hand_written_reason_is_marked() {
    let (mut known, mut found, mut missed) = (0, 0, Vec::new());
    let books: Vec<_> = embedded::phrasebook_names().iter().map(|name| house(name)).collect();
    for seed in 0..420 {
        let house = &books[seed as usize % books.len()];
        let old = random_accounts::accounts(seed, house);
        let mut young = old.clone();
        let turned = corrections::turn_items(&mut young);
        if turned.is_empty() {
            continue;
        }
        let base_form = laid(house, &old, Editable::Md);
        let new = laid(house, &young, Editable::Md);
        // A person writes every reason of those rows anew.
        let mut edited = base_form.text.clone();
        let sentences = base_form.sentences.iter().rev();
        let mut written = Vec::new();
        for sentence in sentences.filter(|sentence| turned.iter().any(|row| sentence.id == format!("gpb.item[{row}]")))
        {
            let Some(reason) = sentence.spans.iter().find(|span| span.is_reason()) else { continue };
            let words = format!("〔手写〕{}号文件安排", written.len());
            edited.replace_range(reason.place.clone(), &words);
            written.push(words);
        }
        let update = update(&base_form, &edited, &new);
        known += written.len();
        missed.extend(written.iter().filter(|words| !update.text.contains(&format!("{words}【请核"))).map(|words| {
            let line = |text: &str| text.lines().find(|line| line.contains(words)).unwrap_or_default().to_owned();
            format!("{seed} {} -> {}", line(&edited), line(&update.text))
        }));
        found += written.iter().filter(|words| update.text.contains(&format!("{words}【请核对原因：方向已由"))).count();
    }
    println!("{missed:?}");
    assert!(known >= 200, "{known}");
    assert_eq!(found, known);
}
