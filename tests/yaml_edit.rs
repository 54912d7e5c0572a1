//! YAML edited in place (就地改写): one value is another, and every other line is as it was.

use std::ops::Range;

use juesuan::{
    source::Source,
    yaml::{
        Arena, Node, Value,
        edit::{Key, New, Step, path_to, set, set_all},
        parse,
    },
};
use proptest::{prelude::*, test_runner::Config};

fn source(text: &str) -> Source {
    Source::new("决算数据.yaml", text)
}

/// It stays in memory until the tests are over.
fn tree(text: &str) -> Node<'static> {
    let (source, arena) = Box::leak(Box::new((source(text), Arena::default())));
    let mut faults = Vec::new();
    parse(source, arena, &mut faults).unwrap_or_else(|| panic!("{text}\n{faults:?}"))
}

fn path(words: &str) -> Vec<Step> {
    words.split('/').map(|word| word.parse().map_or_else(|_| Step::key(word), Step::Item)).collect()
}

fn text(words: &str) -> New {
    New::Text(words.to_owned())
}

#[track_caller]
fn edited(before: &str, at: &str, new: New, after: &str) {
    assert_eq!(set(&source(before), &path(at), &new).unwrap(), after);
}

#[test]
fn a_value_takes_the_place_of_another() {
    edited("甲: 旧  # 记\n乙: 1\n", "甲", text("新"), "甲: 新  # 记\n乙: 1\n");
    edited("甲: '旧'\n", "甲", text("a: b"), "甲: 'a: b'\n");
    edited("甲: \"旧\\\"#\"  # \"记\"\n乙: 1\n", "甲", text("新"), "甲: 新  # \"记\"\n乙: 1\n");
    edited("甲: '旧''#'  # '记'\n乙: 1\n", "甲", text("新"), "甲: 新  # '记'\n乙: 1\n");
    edited("甲:   # 空着\n乙: ~\n", "甲", text("新"), "甲: 新   # 空着\n乙: ~\n");
    edited("甲: ~\r\n乙: 1\r\n", "甲", text("2023"), "甲: '2023'\r\n乙: 1\r\n");
    edited("甲: |  # 记\n  一\n  二\n\n乙: 1\n", "甲", text("新"), "甲: 新  # 记\n\n乙: 1\n");
    edited("- >-\n  一\n  二\n- 三\n", "0", text("新"), "- 新\n- 三\n");
    edited("甲: { 数: 1, 因: 旧 } # 记", "甲/因", text("一, 二"), "甲: { 数: 1, 因: \"一, 二\" } # 记");
    edited("- 甲: 1\n  数: 5\n", "0/数", New::Plain("6.50".to_owned()), "- 甲: 1\n  数: 6.50\n");
    edited("甲: { 数: , 因: }\n", "甲/因", text("新"), "甲: { 数: , 因: 新 }\n");
}

#[test]
fn a_key_comes_behind_its_neighbours() {
    edited("甲:\n  数: 5  # 记\n  # 注\n乙: 1\n", "甲/因", text("新"), "甲:\n  数: 5  # 记\n  因: 新\n  # 注\n乙: 1\n");
    edited("- 名: 一\n  数: 5\n- 名: 二", "0/因", text("新"), "- 名: 一\n  数: 5\n  因: 新\n- 名: 二");
    edited("甲: { 数: 5 }\n", "甲/因", text("新"), "甲: { 数: 5, 因: 新 }\n");
    edited("甲: { 数: 5, 上年: }\n", "甲/因", text("新"), "甲: { 数: 5, 上年: , 因: 新 }\n");
    edited("甲: {}\n", "甲/因", text("新"), "甲: { 因: 新 }\n");
    edited("甲: 1\n", "乙/丙", text("新"), "甲: 1\n乙:\n  丙: 新\n");
    edited("甲:\n乙: 1", "甲/丙", text("新"), "甲: { 丙: 新 }\n乙: 1");
}

#[test]
fn a_key_keeps_to_the_order_of_its_table() {
    let step = |behind: &[&str], bare: &str| {
        Step::Key(Key {
            name: "因".to_owned(),
            behind: behind.iter().map(|&key| key.to_owned()).collect(),
            bare: bare.to_owned(),
        })
    };
    let put = |before: &str, step: Step| set(&source(before), &[Step::key("甲"), step], &text("新")).unwrap();
    assert_eq!(put("甲:\n  数: 5\n  明细: [一]\n", step(&["数"], "")), "甲:\n  数: 5\n  因: 新\n  明细: [一]\n");
    assert_eq!(put("甲:\n  # 注\n  明细: [一]\n", step(&["数"], "")), "甲:\n  # 注\n  因: 新\n  明细: [一]\n");
    assert_eq!(put("甲: { 明细: [一] }\n", step(&["数"], "")), "甲: { 因: 新, 明细: [一] }\n");
    assert_eq!(put("甲: 5   # 记\n", step(&[], "数")), "甲: { 数: 5, 因: 新 }   # 记\n");
    assert_eq!(put("甲:   # 记\n", step(&[], "数")), "甲: { 数: , 因: 新 }   # 记\n");
}

#[test]
fn lists_are_written_item_by_item() {
    let list = |lines: &[&str]| New::List(lines.iter().map(|&line| line.to_owned()).collect());
    let before = "甲:\n  - 一  # 记\n  - 二\n乙: 1\n";
    edited(before, "甲", list(&["一", "三"]), "甲:\n  - 一  # 记\n  - 三\n乙: 1\n");
    edited(before, "甲", list(&["一", "二", "三"]), "甲:\n  - 一  # 记\n  - 二\n  - 三\n乙: 1\n");
    edited("甲:\n  - 一\n  - 二\n乙: 1\n", "甲", text("三"), "甲:\n  - 三\n乙: 1\n");
    edited("甲: 一  # 记\n乙: 1\n", "甲", list(&["一", "二"]), "甲:   # 记\n  - 一\n  - 二\n乙: 1\n");
    edited("甲: [一, 二]\n", "甲/2", text("三"), "甲: [一, 二, 三]\n");
    edited("甲:\n- 一\n- 二 # 记\n", "甲/2", text("三"), "甲:\n- 一\n- 二 # 记\n- 三\n");
    // Whose remark it is cannot be told once the item is gone.
    let faults = set(&source(before), &path("甲"), &list(&["三"])).unwrap_err();
    assert_eq!(faults[0].code, "Y034");
}

#[test]
fn what_cannot_be_written_is_reported_and_nothing_is() {
    let changes = [(path("甲"), text("新")), (path("乙/丙/0"), text("新")), (path("丁/0"), text("新"))];
    let faults = set_all(&source("甲: 1\n乙: 2\n丁: { 戊: 1 }\n"), &changes).unwrap_err();
    assert_eq!(faults.iter().map(|fault| fault.code).collect::<Vec<_>>(), ["Y034", "Y034"]);
}

/// Every value of a tree, with its path.
fn scalars(node: &Node, found: &mut Vec<Range<usize>>) {
    match &node.value {
        Value::Scalar { .. } => found.push(node.span.clone()),
        Value::Sequence(items) => items.iter().for_each(|item| scalars(item, found)),
        Value::Mapping(entries) => entries.iter().for_each(|entry| scalars(&entry.value, found)),
    }
}

/// Every mapping of a tree.
fn mappings(node: &Node, found: &mut Vec<Range<usize>>) {
    match &node.value {
        Value::Scalar { .. } => {}
        Value::Sequence(items) => items.iter().for_each(|item| mappings(item, found)),
        Value::Mapping(entries) => {
            found.push(node.span.clone());
            entries.iter().for_each(|entry| mappings(&entry.value, found));
        }
    }
}

fn at<'n>(root: &'n Node<'n>, path: &[Step]) -> &'n Node<'n> {
    path.iter().fold(root, |node, step| match (step, &node.value) {
        (Step::Key(key), _) => node.get(&key.name).unwrap(),
        (Step::Item(at), Value::Sequence(items)) => &items[*at],
        _ => panic!("no list"),
    })
}

/// All values as text, in order, but for the one at a path.
fn others(node: &Node, path: &mut Vec<Step>, but: &[Step], found: &mut Vec<String>) {
    if path == but {
        return;
    }
    let mut below = |step: Step, node: &Node| {
        path.push(step);
        others(node, path, but, found);
        path.pop();
    };
    match &node.value {
        Value::Scalar { text, .. } => found.push(text.to_string()),
        Value::Sequence(items) => items.iter().enumerate().for_each(|(at, item)| below(Step::Item(at), item)),
        Value::Mapping(entries) => entries.iter().for_each(|entry| below(Step::key(entry.key), &entry.value)),
    }
}

fn files() -> Vec<String> {
    let top = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data/departments");
    let mut found = Vec::new();
    for department in std::fs::read_dir(top).unwrap() {
        for file in std::fs::read_dir(department.unwrap().path()).unwrap() {
            let path = file.unwrap().path();
            if path.extension().is_some_and(|ending| ending == "yaml") {
                found.push(std::fs::read_to_string(path).unwrap());
            }
        }
    }
    found.sort();
    assert!(!found.is_empty());
    found
}

proptest! {
    #![proptest_config(Config { cases: 250, failure_persistence: None, rng_seed: proptest::test_runner::RngSeed::Fixed(20231009), ..Config::default() })]

    #[test]
    fn any_text_anywhere_changes_one_value(
        file in 0..1000_usize, place in 0..10_000_usize, adding: bool, crlf: bool,
        words in r#"[一二三四“”：，。、：:,#&*!|>%@`"'{}\[\]?\\ ~a-c0-9 -]{1,24}"#,
    ) {
        let all = files();
        let mut before = all[file % all.len()].clone();
        if crlf {
            before = before.replace('\n', "\r\n");
        }
        let root = tree(&before);
        let mut places = Vec::new();
        if adding { mappings(&root, &mut places) } else { scalars(&root, &mut places) }
        let mut path = path_to(&root, &places[place % places.len()]).unwrap();
        if adding {
            path.push(Step::key("新键"));
        }
        let words = words.trim().to_owned();
        let after = set(&source(&before), &path, &New::Text(words.clone())).unwrap();
        let now = tree(&after);
        prop_assert_eq!(at(&now, &path).as_str(), Some(&*words));
        let (mut kept, mut found) = (Vec::new(), Vec::new());
        others(&root, &mut Vec::new(), &path, &mut kept);
        others(&now, &mut Vec::new(), &path, &mut found);
        prop_assert_eq!(kept, found);
        // One line is new or another; all others stand as they stood.
        let (old, new): (Vec<&str>, Vec<&str>) = (before.split('\n').collect(), after.split('\n').collect());
        let head = old.iter().zip(&new).take_while(|(one, other)| one == other).count();
        let tail = old.iter().rev().zip(new.iter().rev()).take_while(|(one, other)| one == other).count();
        prop_assert!(new.len() - head.min(new.len()) <= tail + 1, "{}", after);
        prop_assert!(old.len() <= new.len());
    }
}
