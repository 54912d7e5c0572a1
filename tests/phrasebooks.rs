//! Every shipped phrasebook (话术册) loads clean, and its examples show every wording, both ways.

use std::path::Path;

use juesuan::{
    diagnostic::render,
    embedded,
    figures::{Expr, Reference},
    phrase::{Body, SlotKind, book::Examples},
    report::{House, Whole, examples},
};

#[test]
fn every_book_loads_without_a_word() {
    let names = embedded::phrasebook_names();
    assert!(names.iter().any(|name| name == "jilin-county"));
    for name in names {
        let (house, faults) = House::load(&name, &Reference::shipped().catalogue);
        assert!(faults.is_empty(), "{name}\n{}", render(&faults, false, 120));
        assert!(house.is_some_and(|house| !house.sections.is_empty() && !house.entries.title.is_empty()), "{name}");
    }
}

/// Text, variant and placeholders of every example, compiled and through Tera; and no variant without an example.
#[test]
fn every_example_holds_and_every_variant_has_one() {
    for name in embedded::phrasebook_names() {
        let (house, _) = House::load(&name, &Reference::shipped().catalogue);
        let run = examples::run(&house.unwrap(), Reference::shipped());
        assert!(run.faults.is_empty(), "{name}\n{}", render(&run.faults, false, 120));
        assert!(run.count >= run.variants / 2 && run.variants > 0, "{name}：{} 个例子", run.count);
        println!("{name}：{} 个说法，{} 个例子", run.variants, run.count);
    }
}

/// Whether a list has a row to tell of (any) is asked as its phrase asks which rows it tells of (where): where the two
/// drifted apart, a sentence would end in 其中： with nothing behind it, or items would follow a sentence without it.
#[test]
fn what_leads_to_a_list_and_the_list_keep_the_same_rows() {
    let mut asked = 0;
    for name in embedded::phrasebook_names() {
        let house = House::load(&name, &Reference::shipped().catalogue).0.unwrap();
        for phrase in &house.phrases {
            walk(&phrase.body, &mut |when| {
                let listed = |group| house.phrases.iter().filter(move |listed| listed.each == Some(group));
                anys(when, &mut |group, condition| {
                    for listed in listed(group) {
                        let filter = listed.filter.as_ref().map(|filter| filter.expr());
                        assert_eq!(filter, Some(condition), "{name} {}：{}", phrase.body.id, listed.body.id);
                        asked += 1;
                    }
                });
            });
        }
    }
    assert!(asked > 10, "{asked}");
}

/// The conditions of a body and of the fragments that it uses.
fn walk(body: &Body, ask: &mut impl FnMut(&Expr)) {
    body.variants.iter().filter_map(|variant| variant.when.as_ref()).for_each(|when| ask(when.expr()));
    for slot in &body.slots {
        if let SlotKind::Use { body } | SlotKind::Each { body, .. } = &slot.kind {
            walk(body, ask);
        }
    }
}

/// Every list of which a condition asks whether it has a row, with what the row must be.
fn anys(expr: &Expr, found: &mut impl FnMut(usize, &Expr)) {
    match expr {
        Expr::Any(group, condition) => found(*group, condition),
        Expr::Not(inner) | Expr::Negate(inner) => anys(inner, found),
        Expr::Binary(_, left, right) => {
            anys(left, found);
            anys(right, found);
        }
        Expr::Call(_, arguments) => arguments.iter().for_each(|argument| anys(argument, found)),
        _ => {}
    }
}

/// The same for the complete report: what its prose says, and that every shipped book has one.
#[test]
fn every_book_puts_a_whole_report_together() {
    for name in embedded::phrasebook_names() {
        let house = House::load(&name, &Reference::shipped().catalogue).0.unwrap();
        let (whole, faults) = Whole::load(&house, Examples::Read, &Reference::shipped().catalogue);
        assert!(faults.is_empty(), "{name}\n{}", render(&faults, false, 120));
        let run = examples::run(whole.unwrap().overview().unwrap(), Reference::shipped());
        assert!(run.faults.is_empty() && run.count >= run.variants, "{name}\n{}", render(&run.faults, false, 120));
    }
}

#[test]
fn what_is_embedded_is_what_stands_in_the_repository() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("phrasebooks");
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(embedded::phrasebook_names(), names);
}

/// The runner itself finds what it is there to find.
#[test]
fn a_wrong_example_is_found() {
    let book = "title: 甲\ndocument: { title: 第三部分 }\nsections: [a]\n";
    let section = r#"
section: a
title: 一、甲
outline:
  - paragraph: [a.total]
phrases:
  - id: a.total
    slots:
      total: { type: amount, value: revenue.grand_total }
    variants:
      - { id: none, when: revenue.grand_total == 0, say: "没有收入。" }
      - { id: total, say: "收入{{ total }}。" }
    examples:
      - { facts: { revenue.grand_total: 1.5 }, variant: none, text: "收入1.50万元。" }
      - { facts: { revenue.grand_total: }, variant: total, text: "收入2万元。" }
      - { facts: { revenue.grand_totl: 1 }, variant: total, text: "收入1万元。" }
"#;
    let sources =
        [juesuan::source::Source::new("a/book.yaml", book), juesuan::source::Source::new("a/01.yaml", section)];
    let (house, faults) = House::from_sources("a", &sources, &Reference::shipped().catalogue);
    let house = house.unwrap_or_else(|| panic!("{}", render(&faults, false, 120)));
    let run = examples::run(&house, Reference::shipped());
    let found: Vec<_> = run
        .faults
        .iter()
        .map(|fault| (fault.code, fault.labels[0].source.line_column(fault.labels[0].span.start).0))
        .collect();
    assert_eq!(
        found,
        [("P042", 14), ("P041", 15), ("P043", 15), ("P040", 16), ("P045", 11)],
        "{}",
        render(&run.faults, false, 120)
    );
}

/// Drafting reads no examples; the sentences are the same.
#[test]
fn a_book_without_its_examples_writes_the_same() {
    let catalogue = &Reference::shipped().catalogue;
    for name in embedded::phrasebook_names() {
        let (whole, bare) =
            (House::load(&name, catalogue).0.unwrap(), House::load_to_write(&name, catalogue).0.unwrap());
        assert_eq!(whole.fingerprint(), bare.fingerprint(), "{name}");
        let examples = |house: &House| house.entries.phrases.iter().map(|phrase| phrase.examples.len()).sum::<usize>();
        assert!(examples(&whole) > 0 && examples(&bare) == 0, "{name}");
    }
}
