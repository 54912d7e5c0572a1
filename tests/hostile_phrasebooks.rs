//! Phrasebooks with slips in them: they are refused with words at a place, or a report can be written with them.

mod drafted;
mod mutated;

use std::{borrow::Cow, cell::Cell, sync::OnceLock};

use juesuan::{
    diagnostic::{Diagnostic, Severity, render},
    embedded,
    figures::{FinalAccounts, Reference, load},
    formats::Format,
    phrase::book::Examples,
    report::{House, Whole, draft, examples, printed},
    source::Source,
};

/// What may stand behind a key of a phrasebook, somewhere.
const VALUES: [&str; 24] = [
    "",
    "0",
    "final",
    "gpb.total",
    "gpb.items",
    "sco.items",
    "performance.items",
    "abs(change(gpb.total, gpb.total.last))",
    "rate(gpb.total, 0)",
    "999999999999999 * 999999999999999 * 999999999999999",
    "final > 0 and not has(last)",
    "sum(gpb.items.final) / count(gmf.items)",
    "\"\"",
    "\"{{ year }}\"",
    "\"{{ final }}{{ account }}{{ name }}。\"",
    "\"{{ year }}{{ year }}{{ department }}\"",
    "amount",
    "prose",
    "ordinal",
    "change",
    "{ type: amount, value: final }",
    "{ type: percent, value: share(final, gpb.total), decimals: 9 }",
    "{ each: gpb.items, use: cause, join: 、 }",
    "{ each: sangong.parts, where: final > 0, use: cause }",
];

/// What is hardly right anywhere.
const WILD: [&str; 16] = [
    "[]",
    "{}",
    "[a, b]",
    "\"{% if year %}{{ year | upper }}{% endif %}\"",
    "\"{% for x in year %}{{ x }}{% endfor %}\"",
    "\"{{ year\"",
    "\"{{ none }} {# x #}\"",
    "\"{{ year | truncate(length=99999999999) }}\"",
    "a +",
    "((((",
    "\"一\\n二\\\"\\u0000\"",
    "|\n        {{ year }}\n        二",
    "\"𠀀：“”\"",
    "no-such-book",
    "jilin-county",
    "99999999999999999999",
];

const KEYS: [&str; 14] = [
    "id",
    "each",
    "where",
    "use",
    "with",
    "value",
    "type",
    "say",
    "when",
    "slots",
    "variants",
    "paragraphs",
    "extends",
    "drop",
];

fn figures() -> &'static FinalAccounts {
    static FIGURES: OnceLock<FinalAccounts> = OnceLock::new();
    FIGURES.get_or_init(|| {
        let text = include_str!("../data/departments/example-library/2023.yaml");
        load(&Source::new("决算.yaml", text), Reference::shipped()).0.unwrap()
    })
}

fn check_faults(faults: &[Diagnostic]) {
    for fault in faults {
        for label in &fault.labels {
            assert!(label.source.text().get(label.span.clone()).is_some(), "{fault:?}");
        }
        let told = fault.help.is_some() && !fault.labels.is_empty();
        assert!(told || fault.severity != Severity::Error, "{fault:?}");
    }
    render(faults, false, 100);
}

fn check_house(house: &House) {
    let printed: Cow<FinalAccounts> = printed(figures(), &house.style);
    let report = draft(house, figures(), &printed);
    drafted::check_tree(&report);
    for format in Format::ALL {
        format.print(&report);
    }
    let (whole, faults) = Whole::load(house, Examples::LeaveOut, &Reference::shipped().catalogue);
    check_faults(&faults);
    match whole {
        Some(whole) => {
            let whole = whole.draft(&report);
            Format::ALL.iter().for_each(|format| _ = format.print_whole(&whole));
        }
        None => assert!(faults.iter().any(|fault| fault.severity == Severity::Error), "nothing said"),
    }
}

#[test]
fn a_book_with_slips_is_refused_or_written_with() {
    let files = embedded::phrasebook("jilin-county").unwrap();
    let strategy = (0..files.len(), mutated::slips(&VALUES, &WILD, &KEYS));
    let written = Cell::new(0);
    let run = mutated::runner(500).run(&strategy, |(at, slips)| {
        let mut files = files.clone();
        files[at] = Source::new(files[at].name(), mutated::mutated(files[at].text(), &slips));
        let (house, faults) = House::from_sources("own", &files, &Reference::shipped().catalogue);
        check_faults(&faults);
        let refused = faults.iter().any(|fault| fault.severity == Severity::Error);
        assert_eq!(refused, house.is_none(), "{faults:?}");
        if let Some(house) = house {
            written.set(written.get() + 1);
            check_house(&house);
            if written.get() % 20 == 0 {
                examples::run(&house, Reference::shipped());
            }
        }
        Ok(())
    });
    run.unwrap_or_else(|error| panic!("{error}"));
    assert!(written.get() > 100, "most books were refused: only {} were written with", written.get());
}

/// A book of one phrase with one slot, and these fragments.
fn codes(fragments: &str, slot: &str) -> Vec<&'static str> {
    let section = format!(
        "section: totals\ntitle: 甲\noutline:\n  - paragraph: [a]\nfragments:\n{fragments}phrases:\n  - id: a\n    slots: {{ x: {slot} }}\n    variants: [{{ id: v, say: \"甲{{{{ x }}}}\" }}]\n"
    );
    let book = "title: 例\ndocument: { title: 说明 }\nsections: [totals]\n";
    let files = [Source::new("own/book.yaml", book), Source::new("own/01.yaml", section)];
    let (house, faults) = House::from_sources("own", &files, &Reference::shipped().catalogue);
    assert!(house.is_none());
    faults.iter().filter(|fault| fault.severity == Severity::Error).map(|fault| fault.code).collect()
}

/// Fragments of which each uses the next, `slots` says how; the last one is a number.
fn chain(length: usize, slots: &str) -> String {
    let link = |n: usize| {
        let slots = slots.replace("NEXT", &format!("f{}", n + 1));
        format!(
            "  - id: f{n}\n    parameters: [p]\n    slots: {{ {slots} }}\n    variants: [{{ id: v, say: \"{{{{ x }}}}\" }}]\n"
        )
    };
    let last = format!(
        "  - id: f{length}\n    parameters: [p]\n    slots: {{ x: {{ type: amount, value: p }} }}\n    variants: [{{ id: v, say: \"{{{{ x }}}}\" }}]\n"
    );
    (0..length).map(link).collect::<String>() + &last
}

#[test]
fn bombs_are_refused_quickly() {
    let first = "{ use: f0, with: { p: gpb.total } }";
    let next = "{ use: NEXT, with: { p: p } }";
    let many: Vec<String> = (0..20).map(|n| format!("{}: {next}", char::from(b'a' + n))).collect();
    assert_eq!(codes("  []\n", &format!("{{ type: amount, value: {} }}", ["gpb.total"; 20_000].join(" + "))), ["P002"]);
    assert!(codes(&chain(3000, &format!("x: {next}")), first).contains(&"P033"), "one in the other");
    assert!(codes(&chain(7, &format!("x: {next}, {}", many.join(", "))), first).contains(&"P033"), "many in each");
    let doubled = format!("x: {{ use: NEXT, with: {{ p: {} }} }}", ["p"; 200].join(" + "));
    assert!(codes(&chain(6, &doubled), first).contains(&"P033"), "longer and longer arguments");
    let variants: String =
        (0..20_000).map(|n| format!("      - {{ id: v{n}, when: gpb.total == {n}, say: 甲 }}\n")).collect();
    assert!(!codes(&format!("  - id: f\n    variants:\n{variants}"), "{ use: f }").is_empty());
}
