//! A text against the figures it was written from (文与数): every figure stated, and every figure that should be.

use std::collections::{HashMap, HashSet, hash_map::Entry};

use rust_decimal::Decimal;

use super::{
    claims::{Breach, number},
    names,
    pairs::{Pairs, same_row},
    walk::{env, slots},
};
use crate::{
    audit::{Checked, Finding},
    diagnostic::{Diagnostic, Severity},
    figures::{Expr, FinalAccounts, Number},
    phrase::{Position, Slot, SlotKind, SpanKind, WrittenSpan, read::Step, scan::Held},
    report::{
        self,
        binding::{Key, RowAt, Statement, key_of},
    },
};

/// Further places of one wrong figure that are told.
const MOST_RELATED: usize = 100;

/// What the text says otherwise than the figures. Claims that break only because of it are told with it; the others
/// stay in `broken`.
pub(super) fn check(checked: &Checked, figures: &FinalAccounts, broken: &mut Vec<Breach>, found: &mut Vec<Finding>) {
    let text = &checked.bound.accounts;
    let pairs = Pairs::of(checked, figures);
    // Where it was told first.
    let mut wrong: HashMap<(Key, Decimal), usize> = HashMap::new();
    let mut keys: HashMap<Key, usize> = HashMap::new();
    for statement in &checked.bound.statements {
        let Some(there) = pairs.translate(text, figures, statement.key) else { continue };
        // What the figures do not have is nothing; the house prints a zero for it or leaves it out.
        let absent = statement.key.row.is_none() && !statement.derived && is_absent(figures, there);
        let wanted = number(figures, there).or(absent.then_some(Decimal::ZERO));
        let Some(wanted) = wanted.filter(|wanted| *wanted != statement.value) else { continue };
        let Some(finding) = differs(checked, figures, statement, wanted) else { continue };
        // The same wrong value again follows from the first.
        match wrong.entry((statement.key, statement.value)) {
            Entry::Occupied(first) => {
                let related = &mut found[*first.get()].related;
                if related.len() < MOST_RELATED {
                    related.push(finding);
                }
            }
            Entry::Vacant(free) => {
                free.insert(found.len());
                keys.entry(statement.key).or_insert(found.len());
                found.push(finding);
            }
        }
    }
    broken.retain(|breach| match breach.keys.iter().filter_map(|key| keys.get(key).copied()).min() {
        Some(index) => {
            found[index].related.push(breach.finding.clone());
            false
        }
        // What holds between figures is asked of the figures themselves.
        None => !breach.finding.diagnostic.code.starts_with('A'),
    });
    missing(checked, figures, &pairs, found);
    pairs.tell(checked, figures, found);
}

fn is_absent(figures: &FinalAccounts, key: Key) -> bool {
    figures.root.numbers.get(key.number) == Some(&Number::Absent)
}

/// What is told of a figure that differs; nothing of a base that differs only because the figure beside it does, while
/// the printed change is right.
fn differs(checked: &Checked, figures: &FinalAccounts, statement: &Statement, wanted: Decimal) -> Option<Finding> {
    let sentence = &checked.reading.sentences[statement.sentence];
    let text = &checked.bound.accounts;
    let row = checked.bound.rows[statement.sentence][statement.step];
    let row = row.and_then(|row| row_in(text, figures, row));
    let Step::Slot { slot, range, .. } = &sentence.read.steps[statement.step] else {
        return None;
    };
    let mut expected = String::new();
    let position = Position { ordinal: 1, section: 1, style: &checked.reading.house.style };
    let printed = slot.write(&env(checked, figures, row), &position, &mut expected) == Some(SpanKind::Figure);
    let quoted = &sentence.paragraph.text()[range.clone()];
    // A change of the right size the other way round: the word is wrong, not the amount.
    if statement.derived && printed && same_number(&expected, quoted) {
        let word = sentence.read.steps.iter().find_map(|step| match step {
            Step::Slot { slot: word, range, held: Held::Word(Some(_)), .. } if turns(slot, word) => {
                Some((word, range.clone()))
            }
            _ => None,
        });
        if let Some((word, range)) = word {
            let mut turned = String::new();
            word.write(&env(checked, figures, row), &position, &mut turned);
            if turned == sentence.paragraph.text()[range.clone()] {
                return None;
            }
            let message = format!("方向写反了：按决算数据应为“{turned}”");
            let mut finding = checked.at(Severity::Error, "B201", sentence, range, message);
            finding.computed = Some(turned.clone());
            finding.diagnostic = finding.diagnostic.help(format!("改为“{turned}”，并核对原因是否说的是这个方向"));
            return Some(finding);
        }
    }
    let expected = if printed { expected } else { wanted.normalize().to_string() };
    let name = names::name(text, statement.key);
    let message = format!("{name}与决算数据不符：数据是 {}", wanted.normalize());
    let mut finding = checked.at(Severity::Error, "B402", sentence, range.clone(), message);
    finding.diagnostic = finding.diagnostic.help(format!("改为 {expected}；若是数据填错，改数据再起草"));
    finding.computed = Some(expected);
    Some(finding)
}

/// Does the word say the direction of the amount?
fn turns(amount: &Slot, word: &Slot) -> bool {
    matches!(word.kind, SlotKind::Word { .. }) && amount.value().map(Expr::without_abs) == word.value()
}

fn same_number(one: &str, other: &str) -> bool {
    let number = |text: &str| crate::phrase::scan::number(text, 0).map(|(value, _)| value);
    number(one).is_some() && number(one) == number(other)
}

fn row_in(from: &FinalAccounts, to: &FinalAccounts, row: RowAt) -> Option<RowAt> {
    match row {
        RowAt::Member(..) => Some(row),
        RowAt::Row(group, _) => {
            let record = row.record(from)?;
            let there = same_row(record, to.rows(group))?;
            Some(RowAt::Row(group, there))
        }
        RowAt::Class { list, .. } => {
            let record = row.record(from)?;
            // The list of sums is there without written totals.
            let there = to.rows(list).iter().position(|other| other.name == record.name)?;
            Some(RowAt::Row(list, there))
        }
    }
}

/// Figures that the house would print of these figures and that the text does not state.
fn missing(checked: &Checked, figures: &FinalAccounts, pairs: &Pairs, found: &mut Vec<Finding>) {
    let text = &checked.bound.accounts;
    let stated: HashSet<Key> = checked.bound.statements.iter().filter(|s| !s.derived).map(|s| s.key).collect();
    // What a slot holds that is no statement of its own, a class among the sums.
    let held: HashSet<Key> = slots(checked)
        .filter_map(|slot| match slot.slot.value()? {
            Expr::Fact(fact) => key_of(text, *fact, slot.row),
            _ => None,
        })
        .collect();
    let draft = report::draft(checked.reading.house, figures, figures);
    let mut told: HashSet<String> = HashSet::new();
    for sentence in draft.sentences() {
        for span in sentence.spans().iter().filter(|span| span.kind == SpanKind::Figure) {
            let Some(Expr::Fact(fact)) = span.slot.value() else { continue };
            let row = span.row.zip(span.body.group).and_then(|(record, group)| match record.concept {
                Some(concept) => Some(RowAt::Member(group, concept)),
                None => Some(RowAt::Row(group, pairs.back(text, figures, group, record)?)),
            });
            let of_row = span.row.is_some_and(|row| row.concept.is_none());
            let key = if of_row && row.is_none() { None } else { key_of(text, *fact, row) };
            if key.is_some_and(|key| stated.contains(&key) || held.contains(&key) || key.row.is_some()) {
                continue;
            }
            let Some(value) = draft.value(span).filter(|value| !value.is_zero()) else { continue };
            let name = match span.row {
                Some(row) => row.name.to_string(),
                None => key.map_or_else(String::new, |key| names::name(text, key)),
            };
            if !told.insert(name.clone()) {
                continue;
            }
            found.push(left_out(checked, &sentence, &name, Some(value)));
        }
        unnamed(checked, figures, pairs, &sentence, found);
    }
}

/// Rows of a list of which the house prints nothing but a name, where the text has the list and not them.
fn unnamed(
    checked: &Checked,
    figures: &FinalAccounts,
    pairs: &Pairs,
    sentence: &report::SentenceView,
    found: &mut Vec<Finding>,
) {
    let text = &checked.bound.accounts;
    for span in sentence.spans().iter().filter(|span| matches!(span.slot.kind, SlotKind::Name)) {
        let (Some(row), Some(group)) = (span.row, span.body.group) else { continue };
        let counted = |other: &WrittenSpan| {
            other.kind == SpanKind::Figure && other.row.is_some_and(|other| std::ptr::eq(other, row))
        };
        let bare = row.concept.is_none() && !sentence.spans().iter().any(counted);
        // A name that stands anywhere is not left out, however its row was read.
        let written = || {
            let name = report::comparable(&row.name);
            let paragraphs = checked.reading.document.narrative().flat_map(|section| &section.paragraphs);
            paragraphs.into_iter().any(|paragraph| paragraph.text.text().contains(&name))
        };
        // An economic item that has an amount is looked for by B406.
        let told = || {
            !checked.reference.economic.codes(&row.name).is_empty()
                && row.numbers.iter().any(|number| number.value().is_some_and(|value| !value.is_zero()))
        };
        if bare
            && !told()
            && !text.rows(group).is_empty()
            && pairs.back(text, figures, group, row).is_none()
            && !written()
        {
            found.push(left_out(checked, sentence, &row.name, None));
        }
    }
}

fn left_out(checked: &Checked, sentence: &report::SentenceView, name: &str, value: Option<Decimal>) -> Finding {
    let value = value.map_or_else(String::new, |value| value.normalize().to_string());
    let message = format!("数据里有、文中没有写：{name} {value}").trim_end().to_owned();
    // The sentence that should have it, or the last one of its section.
    let body = sentence.body();
    let mut same = checked.reading.sentences.iter().filter(|read| std::ptr::eq(&read.read.phrase.body, body));
    let section = checked
        .reading
        .house
        .sections
        .iter()
        .position(|section| body.id.split('.').next() == section.id.split('.').next());
    let severity = if checked.has_unread(section) { Severity::Hint } else { Severity::Error };
    let mut diagnostic = Diagnostic::new(severity, "B407", message).help("补上这一项；确实不写的，核对数据");
    let near = same.next_back().or_else(|| checked.reading.sentences.iter().rfind(|read| read.section == section));
    // Where nothing of the section could be read, its heading.
    let heading = || {
        let mut sections = checked.document.narrative().zip(&checked.reading.sections);
        let (section, _) = sections.find(|(_, which)| which.is_some() && **which == section)?;
        section.title.as_ref().map(|title| title.extent())
    };
    let place = near.map(|near| near.place(near.range())).or_else(heading);
    diagnostic = diagnostic.at(&checked.document.source, place.unwrap_or(0..0), "");
    let mut finding = Finding::new(diagnostic);
    finding.computed = Some(value).filter(|value| !value.is_empty());
    finding
}
