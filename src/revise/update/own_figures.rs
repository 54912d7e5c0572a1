//! Which figure of this year's draft an amount in last year's own words is (自述的数): the name before it tells, and what
//! the figure was last year.

use std::ops::Range;

use rust_decimal::Decimal;

use crate::{
    figures::{FinalAccounts, Period, parse_amount},
    phrase::SpanKind,
    revise::{
        laid::{LaidSentence, LaidSpan},
        money,
        script::Side,
        terms,
        token::{Kind, tokens},
    },
};

/// What a year of a report is counted in.
const YEAR_UNIT: &str = "年度";

/// So few letters (支出决算) name nothing.
const SHORT: usize = 4;

/// What ends a clause.
const CLAUSES: [char; 5] = ['，', '；', '。', '：', ','];

/// An amount of this year's draft.
pub(super) struct Figure {
    pub sentence: usize,
    pub span: usize,
    /// As it is printed, without its unit.
    words: String,
    names: Vec<String>,
    /// The words that lead it in.
    lead: Option<String>,
    budget: bool,
    /// Last year's, where this year's figures tell, or as it was read.
    last: Vec<Decimal>,
}

/// The amounts of one part of the draft.
pub(super) struct Figures(Vec<Figure>);

/// What the words between a name and an amount make of it.
#[derive(PartialEq, Eq)]
enum Sense {
    /// Nothing stands there.
    Plain,
    Final,
    Budget,
    /// Last year's, or by how much something differs.
    Other,
    Unknown,
}

impl Figures {
    /// The amounts of those sentences but for changes; `read` gives what last year's draft has for one.
    pub fn of(
        new: &Side,
        sentences: Range<usize>,
        accounts: &FinalAccounts,
        read: impl Fn(usize, &LaidSpan) -> Option<String>,
    ) -> Figures {
        let mut figures = Vec::new();
        for at in sentences {
            let sentence = &new.laid.sentences[at];
            for (index, span) in sentence.spans.iter().enumerate() {
                let Some(words) = amount(new, span) else { continue };
                let (budget, last) = known(accounts, span);
                let read = read(at, span).and_then(|words| number(&words));
                figures.push(Figure {
                    sentence: at,
                    span: index,
                    words: words.to_owned(),
                    names: names(new, sentence, span, accounts),
                    lead: lead(new, sentence, span),
                    budget,
                    last: last.into_iter().chain(read).collect(),
                });
            }
        }
        // Words that lead several of them in name none.
        let leads: Vec<String> = figures.iter().filter_map(|figure| figure.lead.clone()).collect();
        for figure in &mut figures {
            let own = |lead: &String| leads.iter().filter(|other| *other == lead).count() == 1;
            figure.lead = figure.lead.take().filter(own);
        }
        Figures(figures)
    }

    /// The one that an amount is, with what stands before it in its line; none if that may be several.
    pub fn which(&self, before: &str, amount: &str) -> Option<&Figure> {
        let value = number(amount)?;
        let was = |figure: &&Figure| figure.last.iter().all(|last| *last == value);
        let named = self.named(before);
        if let Some((end, named)) = named {
            // One that this year's figures say was another is something else of that name.
            return self.of_sense(&before[end..], named).filter(was);
        }
        // 共收入593.32万元: no name, but one figure alone was that.
        let same = self.0.iter().filter(|figure| !value.is_zero() && !figure.last.is_empty()).filter(was);
        let sense = sense(clause(before));
        one(same.filter(|figure| figure.budget == (sense == Sense::Budget)).collect()).filter(|_| sense != Sense::Other)
    }

    /// The figures whose name stands last, the longest of several, and where it ends.
    fn named(&self, before: &str) -> Option<(usize, Vec<&Figure>)> {
        let end = |figure: &Figure| {
            let ends = |name: &String| Some((before.rfind(name.as_str())? + name.len(), name.len()));
            // Words that lead in are a name where a clause begins with them.
            let begins = |(end, length): &(usize, usize)| {
                let words = before[..end - length].trim_end_matches(YEAR_UNIT);
                words.len() < end - length || !words.ends_with(char::is_alphanumeric)
            };
            let lead = figure.lead.as_ref().and_then(ends).filter(begins);
            figure.names.iter().filter_map(ends).chain(lead).max()
        };
        let best = self.0.iter().filter_map(end).max()?;
        Some((best.0, self.0.iter().filter(|figure| end(figure) == Some(best)).collect()))
    }

    /// Of figures of one name the one that is meant: budget or final figure, told first.
    fn of_sense<'f>(&self, between: &str, named: Vec<&'f Figure>) -> Option<&'f Figure> {
        let mut clauses: Vec<&str> = between.split(CLAUSES).collect();
        let own = sense(clauses.pop()?);
        let budgets = named.iter().any(|figure| figure.budget);
        let budget = match own {
            Sense::Budget => true,
            Sense::Final | Sense::Plain => false,
            // 总计达593.32万元, if it was that.
            Sense::Unknown if !budgets && named.iter().all(|figure| !figure.last.is_empty()) => false,
            Sense::Unknown | Sense::Other => return None,
        };
        // What stands behind another amount of the kind is part of it, or something else.
        let told = |clause: &&str| {
            let at = clause.find(|c: char| c.is_ascii_digit() && !is_year(clause));
            at.is_some_and(|at| (sense(&clause[..at]) == Sense::Budget) == budget)
        };
        if clauses.iter().any(told) {
            return None;
        }
        one(named.into_iter().filter(|figure| figure.budget == budget).collect())
    }
}

/// The figure, if all are one.
fn one(figures: Vec<&Figure>) -> Option<&Figure> {
    let first = *figures.first()?;
    figures.iter().all(|figure| figure.words == first.words).then_some(first)
}

/// Is the number of a clause a year?
fn is_year(clause: &str) -> bool {
    let rest =
        clause.trim_start_matches(|c: char| !c.is_ascii_digit()).trim_start_matches(|c: char| c.is_ascii_digit());
    rest.starts_with('年')
}

fn clause(before: &str) -> &str {
    before.rsplit(CLAUSES).next().unwrap_or_default()
}

fn sense(words: &str) -> Sense {
    let holds = |list: &[String]| list.iter().any(|word| words.contains(word.as_str()));
    let directed = || tokens(words).iter().any(|token| matches!(token.kind, Kind::Direction(_)));
    if holds(&terms::lists().last_year)
        || holds(&terms::lists().last_figures)
        || holds(&terms::lists().differences)
        || directed()
    {
        Sense::Other
    } else if holds(&terms::lists().plans) {
        Sense::Budget
    } else if holds(&terms::lists().spendings) {
        Sense::Final
    } else if terms::without_copula(words.trim()).is_empty() {
        Sense::Plain
    } else {
        Sense::Unknown
    }
}

fn number(words: &str) -> Option<Decimal> {
    let digits = words.trim_end_matches(|c: char| !c.is_ascii_digit()).replace(',', "");
    parse_amount(&digits).ok().map(|number| number.normalize())
}

/// The number of a span that is an amount, and says by how much nothing changed.
fn amount<'a>(new: &Side<'a>, span: &LaidSpan) -> Option<&'a str> {
    let tokens = new.stream.within(&span.place);
    let unit = tokens.len() == 2 && money::is_unit(new.words(&(tokens.start + 1..tokens.end)));
    let changed = tokens.start > 0 && matches!(new.stream.kinds[tokens.start - 1], Kind::Direction(_));
    let is_amount = span.kind == SpanKind::Figure && unit && !changed;
    is_amount.then(|| new.words(&(tokens.start..tokens.start + 1)))
}

/// What names a figure: its row, or its concept.
fn names(new: &Side, sentence: &LaidSentence, span: &LaidSpan, accounts: &FinalAccounts) -> Vec<String> {
    if let Some(row) = &span.row {
        let spans = sentence.spans.iter().filter(|other| other.kind == SpanKind::Name && other.row == span.row);
        let records = accounts.groups.iter().flatten().filter(|record| record.key() == *row);
        let printed = spans.map(|span| new.laid.text[span.place.clone()].to_owned());
        return printed.chain(records.map(|record| record.name.to_string())).filter(|name| !name.is_empty()).collect();
    }
    let concept = span.concept.as_deref().unwrap_or_default();
    let of = |number: usize| {
        let concept = &accounts.catalogue.concepts[accounts.catalogue.root.numbers[number].concept];
        [&concept.key].into_iter().chain(&concept.also).cloned().collect::<Vec<_>>()
    };
    accounts.catalogue.root.number(concept).map(of).unwrap_or_default()
}

/// The words that lead in a figure of no row.
fn lead(new: &Side, sentence: &LaidSentence, span: &LaidSpan) -> Option<String> {
    let first = new.stream.within(&span.place).start;
    let start = new.stream.within(&sentence.place).start;
    let word = |token: &usize| matches!(new.stream.kinds[*token], Kind::Term | Kind::Letter);
    let lead = (start..first).rev().take_while(word).last()?..first;
    let words = terms::without_copula(new.words(&lead)).trim_start_matches(YEAR_UNIT);
    (span.row.is_none() && words.chars().count() > SHORT).then(|| words.to_owned())
}

/// Is it a figure that a text has to say: no budget, and no zero?
pub(super) fn is_told(new: &Side, span: &LaidSpan, accounts: &FinalAccounts) -> bool {
    amount(new, span).and_then(number).is_some_and(|number| !number.is_zero()) && !known(accounts, span).0
}

/// Is it a budget, and what was it last year?
fn known(accounts: &FinalAccounts, span: &LaidSpan) -> (bool, Option<Decimal>) {
    let catalogue = accounts.catalogue;
    let concept = span.concept.as_deref().unwrap_or_default();
    let shapes = std::iter::once(&catalogue.root).chain(catalogue.groups.iter().map(|group| &group.shape));
    let defs = shapes.flat_map(|shape| &shape.numbers);
    let period = defs.into_iter().find(|def| def.id == concept).map_or(Period::Final, |def| def.period);
    let last = format!("{concept}.last");
    let value = catalogue.root.number(&last).and_then(|at| accounts.root.numbers[at].value());
    (
        !matches!(period, Period::Final | Period::Last),
        value.map(|value| value.normalize()).filter(|_| period == Period::Final),
    )
}
