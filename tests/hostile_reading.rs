//! Texts that are no reports, or reports gone wrong: reading never fails and ends soon.

use std::{fs, process::Command};

use juesuan::{
    embedded,
    figures::{Reference, load, save},
    phrase::Say,
    report::{
        House, binding,
        reading::{Shelf, choose, known_titles},
        segment,
    },
    source::Source,
};
use proptest::prelude::*;

fn houses() -> &'static [House] {
    static HOUSES: std::sync::OnceLock<Vec<House>> = std::sync::OnceLock::new();
    HOUSES.get_or_init(|| {
        let catalogue = &Reference::shipped().catalogue;
        embedded::phrasebook_names().iter().map(|name| House::load_to_write(name, catalogue).0.unwrap()).collect()
    })
}

/// Read a text with all house styles; everything that was read lies in the text.
fn read(text: &str) {
    let houses = houses();
    let titles = known_titles(houses);
    let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
    let source = Source::new("t.txt", text);
    let document = segment(&source, &titles);
    let shelves: Vec<Shelf> = houses.iter().map(Shelf::of).collect();
    let Some(choice) = choose(&shelves, &document) else { return };
    for sentence in &choice.reading.sentences {
        assert!(source.text().get(sentence.place(sentence.range())).is_some());
    }
    let bound = binding::bind(&choice.reading, Reference::shipped());
    for statement in &bound.statements {
        assert!(source.text().get(statement.place.clone()).is_some());
    }
    let saved = save(&bound.accounts, Reference::shipped());
    load(&Source::new("read.yaml", saved), Reference::shipped());
}

/// The words of the phrases, without what stands in their slots.
fn fragments() -> Vec<String> {
    let phrases = houses().iter().flat_map(|house| &house.phrases);
    let variants = phrases.flat_map(|phrase| &phrase.body.variants);
    let straight = variants.filter(|variant| matches!(variant.say, Say::Straight(_)));
    let pieces = straight.flat_map(|variant| variant.template.text.split(['{', '}']).map(str::trim).map(str::to_owned));
    pieces.filter(|piece| !piece.is_ascii()).collect()
}

const HEAD: &str = "第三部分 示例县档案馆2023年度部门决算情况说明\n五、一般公共预算财政拨款支出决算情况说明\n";

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read(text in ".{0,300}") {
        read(&text);
        read(&format!("{HEAD}{text}"));
    }

    #[test]
    fn words_of_phrases_in_any_order_are_read(
        words in prop::collection::vec((any::<prop::sample::Index>(), "[0-9.%万元，。；：、（）\n]{0,6}"), 1..40),
        again in 1_usize..4,
    ) {
        let fragments = fragments();
        let once: String = words.iter().map(|(at, more)| format!("{}{more}", at.get(&fragments))).collect();
        read(&format!("{HEAD}{}", once.repeat(again)));
    }
}

#[test]
fn a_million_bytes_are_read() {
    let item = "1.一般公共服务（类）人大事务（款）行政运行（项）年初预算为10万元，支出决算为1";
    let lines =
        ["主要原因是", "，", "。", "1", "（类）", item, "增加1万元，增长1%。", "甲", "、", "0万元。", "“", "一、\n"];
    for line in lines {
        let text = line.repeat(1_000_000 / line.len() / 4);
        read(&format!("{HEAD}{text}"));
    }
}

/// Rows beyond what a list holds are counted, and the first of them is pointed at.
#[test]
fn a_list_ends_at_a_thousand_rows() {
    let item = |n| {
        // No item has a number of four digits.
        let number = n % 999 + 1;
        format!(
            "{number}. 一般公共服务（类）甲{n}（款）乙{n}（项）年初预算为1万元，支出决算为1万元，完成年初预算的100%。\n"
        )
    };
    let text = format!("{HEAD}{}", (1..=1010).map(item).collect::<String>());
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("甲.txt"), &text).unwrap();
    let mut juesuan = Command::new(env!("CARGO_BIN_EXE_juesuan"));
    let output = juesuan.args(["read", "甲.txt"]).current_dir(&folder).output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    let line = text[..text.find("甲1001（").unwrap()].lines().count();
    assert!(told.contains("一份清单超过 1000 条，10 条没有读进来"), "{told}");
    assert!(told.contains(&format!("甲.txt:{line}:1")), "{line}: {told}");
}
