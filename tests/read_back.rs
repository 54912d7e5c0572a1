//! Drafts read back (读回): the figures behind a draft come out of its text again, and make the same draft.

#[path = "random_accounts/mod.rs"]
mod random_accounts;
#[allow(dead_code, reason = "variants are counted as they are read, not as they are written")]
#[path = "random_accounts/reached.rs"]
mod reached;

use std::collections::{BTreeMap, BTreeSet};

use juesuan::{
    diagnostic::Severity,
    embedded,
    figures::{Expr, Fact, FinalAccounts, Function, Record, Reference, amount, load, save},
    formats::{md, txt},
    phrase::{SlotKind, SpanKind, WrittenSpan, read::Step},
    report::{
        House, Report, binding, draft, printed,
        reading::{Shelf, known_titles},
        segment,
    },
    source::Source,
};
use rust_decimal::Decimal;

/// Sentences in a thousand that are not drafted again as they were; a ratchet: lower it when reading gets better.
const CHANGED_JILIN: usize = 2;
const CHANGED_SHANGHAI: usize = 12;
/// Nothing is missing in these.
const CHANGED_COMPLETE_JILIN: usize = 1;
const CHANGED_COMPLETE_SHANGHAI: usize = 1;
/// Blanks inside free words and lines broken at a full stop change a few more.
const CHANGED_COPIED: usize = 10;
/// More with the rate of a budget that is not printed: shanghai-district prints 完成预算的……% of each of the three
/// public expenses (三公), but only the budget of all. A budget worked out of a rounded rate would be an invented one.
const UNTOLD: usize = 15;
/// Figures in a hundred thousand that are read as another value, or not at all.
const WRONG: usize = 0;
/// Sentences in a thousand that no phrase reads, though they are no free words.
const UNREAD: usize = 2;

/// Variants that are never read, though drafts use them: another variant says the same, or the figures that would tell
/// them apart are not printed. What is read comes off the list; nothing is put on it.
const NEVER_READ: &[(&str, &str)] = &[
    // Another phrase of the section, before them, has the same words.
    ("jilin-county", "gpb.structure total_only"),
    ("shanghai-district", "gpb.structure total_only"),
    ("shanghai-district", "sangong.total final_only"),
    // What the classes come to is read as typed (类级合计), which prints the same words.
    ("jilin-county", "gpb.structure classes"),
    ("shanghai-district", "gpb.structure classes"),
    // What does not apply is printed as the zero that a figure may be.
    ("shanghai-district", "assets.equipment nothing"),
    ("shanghai-district", "counted nothing"),
    ("shanghai-district", "spent nothing"),
    ("shanghai-district", "spent_of_total nothing"),
    ("shanghai-district", "spent_of_vehicle nothing"),
    ("shanghai-district", "times nothing"),
    // Last year's figure is not printed: 增加 from nothing says the same.
    ("shanghai-district", "sangong.abroad_reason appeared"),
    ("shanghai-district", "sangong.reception_reason appeared"),
    ("shanghai-district", "sangong.vehicle_reason appeared"),
];

/// What a span prints as it stands: which number of which record, and how many times smaller it is kept.
fn direct(value: &Expr) -> Option<Fact> {
    match value {
        Expr::Fact(fact @ (Fact::RootNumber(_) | Fact::RowNumber(_))) => Some(*fact),
        Expr::Binary(_, left, right) if **right == Expr::Number(Decimal::ONE_HUNDRED) => direct(left),
        _ => None,
    }
}

/// The row of the figures read that a row of the draft's is.
fn same_row<'a>(read: &'a FinalAccounts, group: usize, row: &Record) -> Option<&'a Record> {
    let rows = read.rows(group);
    if row.concept.is_some() {
        return rows.iter().find(|other| other.concept == row.concept);
    }
    let same = |other: &&Record| match (&row.account, &other.account) {
        (Some(one), Some(other)) => {
            (&one.class, &one.section, &one.item) == (&other.class, &other.section, &other.item)
        }
        _ => row.name.replace(" ", "") == other.name.replace(" ", ""),
    };
    rows.iter().find(same)
}

fn back(read: &FinalAccounts, fact: Fact, span: &WrittenSpan) -> Option<Decimal> {
    match (fact, span.body.group, span.row) {
        (Fact::RootNumber(index), ..) => read.root.numbers[index].value(),
        (Fact::RowNumber(index), Some(group), Some(row)) => same_row(read, group, row)?.numbers[index].value(),
        _ => None,
    }
}

/// Is it the rate of a budget that was not read?
fn is_untold(read: &FinalAccounts, span: &WrittenSpan) -> bool {
    match span.slot.value() {
        Some(Expr::Call(Function::Completion, sides)) => match sides.last() {
            Some(Expr::Fact(base)) => span.kind == SpanKind::Figure && back(read, *base, span).is_none(),
            _ => false,
        },
        _ => false,
    }
}

/// What stands between letters as layout is no part of the words.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// How the department of a seed is made.
type Make = fn(u64, &House) -> FinalAccounts;

/// What was counted over many drafts.
#[derive(Default)]
struct Tally {
    /// Figures that drafts print as they stand.
    figures: usize,
    /// Those of them that were not read, or read as another value.
    wrong: Vec<String>,
    /// Sentences, and those that are not drafted again, by phrase.
    sentences: usize,
    changed: BTreeMap<String, (usize, String)>,
    /// Sentences not read that are no part of a reason or remark.
    unread: Vec<String>,
    /// Faults of the file that was read.
    faults: Vec<String>,
    /// Changed sentences with a rate of a budget that the text does not print (完成预算的……%).
    untold: usize,
    /// Variants that were read.
    variants: BTreeSet<(String, usize)>,
}

fn houses() -> Vec<House> {
    let catalogue = &Reference::shipped().catalogue;
    embedded::phrasebook_names().iter().map(|name| House::load_to_write(name, catalogue).0.unwrap()).collect()
}

/// Draft, change the text's layout, read it, and draft again.
fn read_back(
    seed: u64,
    make: Make,
    house: &House,
    shelf: &Shelf,
    titles: &[&str],
    layout: &dyn Fn(&Report) -> String,
    tally: &mut Tally,
) {
    let reference = Reference::shipped();
    let accounts = make(seed, house);
    let of_draft = printed(&accounts, &house.style);
    let report = draft(house, &accounts, &of_draft);
    let source = Source::new("draft.txt", layout(&report));
    let document = segment(&source, titles);
    let reading = shelf.read(&document);
    let free: Vec<String> = report
        .sentences()
        .flat_map(|sentence| sentence.spans().iter().filter(|span| span.slot.text().is_some()).collect::<Vec<_>>())
        .map(|span| bare(report.words(span)))
        .collect();
    for unread in &reading.unread {
        let words = bare(&unread.paragraph.text()[unread.range.clone()]);
        if !free.iter().any(|free| free.contains(words.trim_end_matches('。'))) {
            tally.unread.push(format!("{seed} {words}"));
        }
    }
    for sentence in &reading.sentences {
        for step in &sentence.read.steps {
            if let Step::Enter { variant, .. } = step {
                tally.variants.insert((variant.place.source.name().to_owned(), variant.place.span.start));
            }
        }
    }
    let mut bound = binding::bind(&reading, reference);
    if bound.accounts.department.is_empty() {
        // No sentence of the text names it.
        bound.accounts.department.clone_from(&accounts.department);
    }
    let direct_spans = report.sentences().flat_map(|sentence| {
        let spans = sentence.spans().iter().filter(|span| span.kind == SpanKind::Figure);
        spans.filter_map(|span| Some((span, direct(span.slot.value()?)?))).collect::<Vec<_>>()
    });
    for (span, fact) in direct_spans {
        let words: String =
            report.words(span).chars().filter(|c| c.is_ascii_digit() || matches!(c, '.' | '-')).collect();
        let value = amount::parse_amount(&words).unwrap();
        let percent = matches!(span.slot.kind, SlotKind::Percent { .. });
        let read = back(&bound.accounts, fact, span);
        let same = read.is_some_and(|read| {
            let close = |read| amount::round(read, value.scale()) == value;
            close(read) || percent && close(read * Decimal::ONE_HUNDRED)
        });
        tally.figures += 1;
        if !same {
            tally.wrong.push(format!("{seed} {} {value} {read:?}", span.slot.name));
        }
    }
    // A sum below zero whose rows the text does not print is listed, and left to be filled in.
    bound.leave_open();
    let saved = save(&bound.accounts, reference);
    let (loaded, faults) = load(&Source::new("read.yaml", saved.as_str()), reference);
    let errors = faults.iter().filter(|fault| fault.severity == Severity::Error);
    tally.faults.extend(errors.map(|fault| format!("{seed} {} {}", fault.code, fault.message)));
    let Some(loaded) = loaded else { return };
    let of_draft = printed(&loaded, &house.style);
    let again = draft(house, &loaded, &of_draft);
    let again: BTreeSet<String> = again.sentences().map(|sentence| bare(sentence.text())).collect();
    for sentence in report.sentences() {
        tally.sentences += 1;
        if !again.contains(&bare(sentence.text())) {
            if sentence.spans().iter().any(|span| is_untold(&loaded, span)) {
                tally.untold += 1;
                continue;
            }
            let first = || (0, format!("{seed} {}", sentence.text()));
            let known = tally.changed.entry(sentence.body().id.clone()).or_insert_with(first);
            known.0 += 1;
        }
    }
}

fn tally(name: &str, make: Make, seeds: std::ops::Range<u64>, layout: &dyn Fn(&Report) -> String) -> Tally {
    let houses = houses();
    let titles = known_titles(&houses);
    let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
    let house = houses.iter().find(|house| house.name == name).unwrap();
    let shelf = Shelf::of(house);
    let mut tally = Tally::default();
    seeds.for_each(|seed| read_back(seed, make, house, &shelf, &titles, layout, &mut tally));
    let all = reached::spoken(house);
    let inside = all.keys().filter(|(file, at, _)| tally.variants.contains(&(file.clone(), *at))).count();
    println!(
        "{name}: figures {}, wrong {}; sentences {}, changed {}, untold {}, unread {}; variants read {inside} of {}",
        tally.figures,
        tally.wrong.len(),
        tally.sentences,
        tally.changed.values().map(|(count, _)| count).sum::<usize>(),
        tally.untold,
        tally.unread.len(),
        all.len()
    );
    tally.changed.iter().for_each(|(phrase, (count, text))| println!("  {count} {phrase} {text}"));
    tally.wrong.iter().for_each(|figure| println!("  wrong: {figure}"));
    for (_, _, what) in all.keys().filter(|(file, at, _)| !tally.variants.contains(&(file.clone(), *at))) {
        println!("  never read: {what}");
    }
    tally
}

/// No fault of the file read and no figure wrong, and hardly a sentence unread or one changed
/// (so many in a thousand): what a text does not say (a budget behind a rate, whether a zero was typed) is not read.
fn hold(tally: &Tally, changed: usize) {
    assert!(tally.faults.is_empty(), "{:#?}", tally.faults);
    assert!(tally.unread.len() * 1000 <= tally.sentences * UNREAD, "{:#?}", tally.unread);
    assert!(tally.wrong.len() * 100_000 <= tally.figures * WRONG, "{:#?}", tally.wrong);
    let count: usize = tally.changed.values().map(|(count, _)| count).sum();
    assert!(count * 1000 <= tally.sentences * changed, "{count} of {}", tally.sentences);
    assert!(tally.untold * 1000 <= tally.sentences * UNTOLD, "{} of {}", tally.untold, tally.sentences);
}

/// As it comes out of a PDF: short lines, page numbers, blanks between figures and words, half-width commas.
fn copied(report: &Report) -> String {
    let mut out = String::new();
    let (mut column, mut lines, mut page) = (0, 0, 1);
    let mut before = '\n';
    for c in txt(report).chars() {
        let parted = column > 0 && before.is_ascii_digit() && ('\u{4e00}'..='\u{9fff}').contains(&c)
            || column > 0 && c.is_ascii_digit() && ('\u{4e00}'..='\u{9fff}').contains(&before);
        if parted {
            out.push(' ');
        }
        out.push(if c == '，' { ',' } else { c });
        column += if c.is_ascii() { 1 } else { 2 };
        if c == '\n' {
            column = 0;
        } else if column >= 70 {
            out.push('\n');
            (column, lines) = (0, lines + 1);
            if lines % 30 == 0 {
                out.push_str(&format!("\n- {page} -\n\n"));
                page += 1;
            }
        }
        if c == '\n' {
            out.push_str("　　");
            column = 4;
        }
        before = c;
    }
    out
}

#[test]
fn drafts_of_jilin_county_are_read_back() {
    let tally = tally("jilin-county", random_accounts::accounts, 0..2_000, &txt);
    hold(&tally, CHANGED_JILIN);
    hold_unreached("jilin-county", &tally);
}

#[test]
fn drafts_of_shanghai_district_are_read_back() {
    let tally = tally("shanghai-district", random_accounts::accounts, 0..2_000, &txt);
    hold(&tally, CHANGED_SHANGHAI);
    hold_unreached("shanghai-district", &tally);
}

/// What is never read is what the list says.
fn hold_unreached(name: &str, tally: &Tally) {
    let house = houses().into_iter().find(|house| house.name == name).unwrap();
    let never =
        reached::spoken(&house).into_keys().filter(|(file, at, _)| !tally.variants.contains(&(file.clone(), *at)));
    let never: BTreeSet<String> = never.map(|(_, _, what)| what).collect();
    let listed: BTreeSet<String> =
        NEVER_READ.iter().filter(|(book, _)| *book == name).map(|(_, what)| (*what).to_owned()).collect();
    assert_eq!(never, listed, "{name}");
}

#[test]
fn complete_drafts_of_jilin_county_are_read_back() {
    hold(&tally("jilin-county", random_accounts::complete, 0..2_000, &txt), CHANGED_COMPLETE_JILIN);
}

#[test]
fn complete_drafts_of_shanghai_district_are_read_back() {
    hold(&tally("shanghai-district", random_accounts::complete, 0..2_000, &txt), CHANGED_COMPLETE_SHANGHAI);
}

#[test]
fn drafts_in_markdown_are_read_back() {
    for name in embedded::phrasebook_names() {
        hold(&tally(&name, random_accounts::accounts, 0..50, &|report| md(report)), CHANGED_SHANGHAI);
    }
}

#[test]
fn drafts_copied_out_of_pages_are_read_back() {
    for name in embedded::phrasebook_names() {
        hold(&tally(&name, random_accounts::accounts, 0..100, &copied), CHANGED_COPIED);
    }
}
