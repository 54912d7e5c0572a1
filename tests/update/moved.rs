//! Items of a list that a person moved and reworded (换了位置的项): what was done to those of the old draft is done to those
//! of the new one.

use juesuan::{embedded, figures::FinalAccounts, formats::lay::Editable, revise::update::update};

use crate::{
    SEED, cases,
    corrections::correct_row,
    desk::{corrected, house, laid},
    pair,
    random_accounts::{self, chance::Chance},
};

/// Words that a person has others for.
const REWORDED: [(&str, &str); 4] = [
    ("支出决算为", "全年实际支出"),
    ("年初预算为", "年初安排"),
    ("完成年初预算的", "是年初预算的"),
    ("（项）", "（项），经局党组会议研究，"),
];

/// What a person does to the items of a draft, told by their names.
struct Work {
    /// Which items in which order: the nth stands where the item of the same place stood.
    order: Vec<usize>,
    /// Which of them are reworded, and how.
    words: Vec<Option<(&'static str, &'static str)>>,
}

impl Work {
    fn new(items: usize, chance: &mut Chance) -> Work {
        let mut order: Vec<usize> = (0..items).collect();
        for _ in 0..1 + chance.below(3) {
            let (one, other) = (chance.below(items), chance.below(items));
            order.swap(one, other);
        }
        let words = (0..items).map(|_| (chance.below(3) == 0).then(|| *chance.pick(&REWORDED))).collect();
        Work { order, words }
    }

    fn on(&self, text: &str) -> String {
        let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
        let items = items(text);
        for (&at, &item) in items.iter().zip(&self.order) {
            let (number, own) = (numbered(&lines[at]).0.to_owned(), items[item]);
            let line = text.split_inclusive('\n').nth(own).unwrap();
            let words = numbered(line).1;
            let words = self.words[item].map_or(words.to_owned(), |(old, new)| words.replacen(old, new, 1));
            lines[at] = number + &words;
        }
        lines.concat()
    }
}

/// The lines that tell of an item of the accounts.
fn items(text: &str) -> Vec<usize> {
    let lines = text.split_inclusive('\n').enumerate();
    lines.filter(|(_, line)| line.contains("（项）") && !numbered(line).0.is_empty()).map(|(at, _)| at).collect()
}

fn numbered(line: &str) -> (&str, &str) {
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let marks = line[digits..].len() - line[digits..].trim_start_matches(['\\', '.', '、', '．', ' ']).len();
    line.split_at(if digits == 0 { 0 } else { digits + marks })
}

/// Another final figure or budget for one or two items.
fn correct_items(accounts: &FinalAccounts, chance: &mut Chance) -> FinalAccounts {
    let mut accounts = accounts.clone();
    let groups = accounts.catalogue.groups.iter().position(|group| group.id == "gpb.items");
    let rows = &mut accounts.groups[groups.unwrap()];
    for _ in 0..1 + chance.below(2) {
        correct_row(rows, chance);
    }
    accounts
}

fn without_marks(text: &str) -> String {
    let mut parts = text.split("【请核对原因：");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.split_once('】').map_or(part, |(_, rest)| rest))
}

#[test]
fn what_was_done_to_the_old_items_is_done_to_the_new() {
    let books: Vec<_> = embedded::phrasebook_names().iter().map(|name| house(name)).collect();
    let (mut held, mut wrong) = (0, Vec::new());
    for seed in cases(200) {
        let house = &books[seed as usize % books.len()];
        let mut chance = Chance::new(seed);
        let old = random_accounts::accounts(seed / 4, house);
        if old.groups[old.catalogue.groups.iter().position(|group| group.id == "gpb.items").unwrap()].len() < 2 {
            continue;
        }
        let young = correct_items(&old, &mut chance);
        let (base, new) = (laid(house, &old, Editable::Txt), laid(house, &young, Editable::Txt));
        let count = items(&base.text).len();
        if count < 2 || items(&new.text).len() != count {
            continue;
        }
        let work = Work::new(count, &mut chance);
        let update = update(&base, &work.on(&base.text), &new);
        held += 1;
        if without_marks(&update.text) != work.on(&new.text) {
            let (is, wanted) = (without_marks(&update.text), work.on(&new.text));
            let differ = is.lines().zip(wanted.lines()).filter(|(is, wanted)| is != wanted);
            let edited = work.on(&base.text);
            let edited: Vec<&str> = edited.lines().collect();
            let shown = differ.map(|(is, wanted)| {
                let of = edited.iter().find(|line| line.get(..90) == is.get(..90)).unwrap_or(&"");
                format!("{seed}\n  {of}\n  {is}\n  {wanted}")
            });
            wrong.push(shown.take(2).collect::<Vec<_>>().join("\n"));
        }
    }
    assert!(held > cases(200).count() / 4, "{held}");
    assert!(wrong.is_empty(), "{} of {held}\n{}", wrong.len(), wrong[..wrong.len().min(12)].join("\n"));
}

/// 决算数与预算数持平 is said of both, and either has its own.
#[test]
fn a_sentence_that_two_exchanged_items_have_turns_in_its_own() {
    let level = [("决算数: 10\n      原因: 有人员变动", "决算数: 10.53"), ("决算数: 0.26", "决算数: 0.44")];
    let base = laid(&house("jilin-county"), &corrected(SEED, &level), Editable::Txt);
    assert_eq!(base.text.matches("决算数与预算数持平").count(), 2, "{}", base.text);
    let new = [level[0], ("决算数: 0.26", "决算数: 0.5")];
    let new = laid(&house("jilin-county"), &corrected(SEED, &new), Editable::Txt);
    let work = Work { order: vec![0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 9, 11], words: vec![None; 12] };
    let update = update(&base, &work.on(&base.text), &new);
    assert_eq!(without_marks(&update.text), work.on(&new.text));
}

/// The reasons of two items are the same words, and a person wrote that of the other anew.
#[test]
fn a_turned_direction_is_marked_though_another_item_gives_the_same_reason() {
    let same = [("原因: 支出中包含上年结转的款项", "原因: 支出中包含上年结转的经费")];
    let base = laid(&house("jilin-county"), &corrected(SEED, &same), Editable::Txt);
    let new = [same[0], ("决算数: 96.06", "决算数: 90.06")];
    let new = laid(&house("jilin-county"), &corrected(SEED, &new), Editable::Txt);
    let second = base.text.rfind("支出中包含上年结转的经费").unwrap();
    let mut edited = base.text.clone();
    edited.replace_range(second..second + "支出中包含上年结转的经费".len(), "人员增加");
    let update = update(&base, &edited, &new);
    assert!(update.text.contains("支出中包含上年结转的经费【请核对原因：方向已由大于变为小于】"), "{}", update.text);
    assert_eq!(update.questions.len(), 1, "{:?}", update.questions);
}

#[test]
fn a_list_is_numbered_anew_in_the_order_in_which_a_person_put_it() {
    let row = "    - 科目编码: 2010302          # 一般行政管理事务\n      年初预算数: 292\n      决算数: 70\n      原因: 靖宇县电子政务外网电路服务项目和全省一体化政务云平台基础运维服务项目款项未支付\n";
    let (base, new) = pair(&[(row, "")]);
    assert!(!new.text.contains("一般行政管理事务（项）"));
    // The fifth item stands first.
    let work = Work { order: vec![4, 0, 1, 2, 3, 5, 6, 7, 8, 9, 10, 11], words: vec![None; 12] };
    let update = update(&base, &work.on(&base.text), &new);
    let numbers = |text: &str| -> Vec<String> {
        let lines: Vec<&str> = text.lines().collect();
        items(text).into_iter().map(|at| numbered(lines[at]).0.trim_end_matches(['.', ' ']).to_owned()).collect()
    };
    assert_eq!(numbers(&update.text), (1..=11).map(|number| number.to_string()).collect::<Vec<_>>(), "{}", update.text);
    assert!(update.text.contains("\n1. 一般公共服务（类）网信事务（款）其他网信事务支出（项）"));
    // Numbers that a person chose stay.
    let own = work.on(&base.text).replace("\n4. ", "\n40. ");
    assert!(juesuan::revise::update(&base, &own, &new).text.contains("\n40. "));
}

#[test]
fn an_item_that_comes_for_the_first_one_begins_the_list() {
    let other = [("科目编码: 2010301", "科目编码: 2010102")];
    let (base, new) = pair(&other);
    let edit = |text: &str| format!("{text}联系人：张三。\n");
    assert_eq!(update(&base, &edit(&base.text), &new).text, edit(&new.text));
}

#[test]
fn an_item_that_comes_is_marked_as_a_person_marks_the_others() {
    let row = "    - 科目编码: 2010302          # 一般行政管理事务\n      年初预算数: 292\n      决算数: 70\n      原因: 靖宇县电子政务外网电路服务项目和全省一体化政务云平台基础运维服务项目款项未支付\n";
    let (without, with) = pair(&[(row, "")]);
    for marks in [["", "、"], ["（", "）"]] {
        let mark = |text: &str| {
            let [before, behind] = marks;
            (1..=12).fold(text.to_owned(), |text, number| {
                text.replace(&format!("\n{number}. "), &format!("\n{before}{number}{behind}"))
            })
        };
        assert_eq!(update(&with, &mark(&with.text), &without).text, mark(&without.text));
        assert_eq!(update(&without, &mark(&without.text), &with).text, mark(&with.text));
    }
}

#[test]
fn a_note_behind_an_item_that_goes_keeps_it_marked() {
    let row = "    - 科目编码: 2101102          # 事业单位医疗\n      年初预算数: 10.53\n      决算数: 10\n      原因: 有人员变动\n";
    let (base, new) = pair(&[(row, "")]);
    let edited = base.text.replace("原因是有人员变动。\n", "原因是有人员变动。其中门诊5万元。\n");
    assert_ne!(edited, base.text);
    let update = update(&base, &edited, &new);
    assert!(
        update.text.contains("原因是有人员变动。其中门诊5万元。【应删去，因有手改而保留，请核】\n"),
        "{}",
        update.text
    );
    assert_eq!(update.questions.len(), 1, "{:?}", update.questions);
}

const ROW: &str = "    - 科目编码: 2101102          # 事业单位医疗\n      年初预算数: 10.53\n      决算数: 10\n      原因: 有人员变动\n";

fn numbers(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    items(text).into_iter().map(|at| numbered(lines[at]).0.trim_end().to_owned()).collect()
}

/// What is marked to be deleted keeps its number, and takes its place in the count when it is in the figures again.
#[test]
fn a_list_is_counted_past_an_item_that_is_to_be_deleted() {
    let (base, new) = pair(&[(ROW, "")]);
    let edited = base.text.replace("决算数小于预算数的主要原因是有人员变动", "少花是因为有人员变动");
    let gone = update(&base, &edited, &new);
    assert_eq!(numbers(&gone.text), "1.2.3.4.5.6.7.8.9.10.10.11.", "{}", gone.text);
    assert_eq!(update(&new, &gone.text, &new).text, gone.text);
    let back = update(&new, &gone.text, &base);
    assert_eq!(numbers(&back.text), "1.2.3.4.5.6.7.8.9.10.11.12.", "{}", back.text);
}

#[test]
fn a_persons_own_list_under_an_item_counts_for_itself() {
    let (base, new) = pair(&[(ROW, "")]);
    let third = base.text.lines().find(|line| line.starts_with("2. ")).unwrap();
    let edited = base.text.replace(third, &format!("{third}\n1. 购书支出。\n2. 运转支出。"));
    let update = update(&base, &edited, &new);
    assert!(update.text.contains("\n1. 购书支出。\n2. 运转支出。\n3. "), "{}", update.text);
    assert_eq!(numbers(&update.text), "1.2.3.4.5.6.7.8.9.10.11.", "{}", update.text);
}
