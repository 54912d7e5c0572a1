//! Looking up a number or words in a report (溯源查询): where it stands, and what else the asker may have meant.

use rust_decimal::Decimal;

use super::{
    printed::unit_factor,
    provenance::Provenance,
    sentence_ids,
    tree::{Report, SentenceView},
};
use crate::{
    figures::amount::{parse_amount, round},
    phrase::{SpanKind, WrittenSpan},
};

/// Why a span answers a query (相符的方式).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Match {
    /// The words, or the number they print.
    Words,
    /// The words stand inside it.
    Inside,
    /// The sentence has the words, or speaks of the row.
    Sentence,
    /// It was computed from that figure.
    Operand,
    /// Its value, cut off instead of rounded, gives that number (截断).
    Truncated,
    /// Its value, rounded to the places that were asked for, gives that number.
    OtherPlaces,
    /// A number near it.
    Near,
}

/// A place in the report that answers a query.
pub struct Hit<'r, 'a> {
    /// Why it answers.
    pub how: Match,
    /// The sentence's id, unique in the report.
    pub sentence_id: String,
    /// The sentence.
    pub sentence: SentenceView<'r, 'a>,
    /// The heading of its section.
    pub section: &'r str,
    /// The span and where it comes from; none where the whole sentence answers.
    pub span: Option<(&'r WrittenSpan<'a>, Provenance<'a>)>,
}

/// The answer to a query (查询结果).
pub struct Explanation<'r, 'a> {
    /// What was asked for.
    pub query: String,
    /// What answers it.
    pub hits: Vec<Hit<'r, 'a>>,
    /// Where nothing answers it: what may have been meant.
    pub hints: Vec<Hit<'r, 'a>>,
}

/// How many near numbers are offered.
const MOST_NEAR: usize = 3;

/// A number as typed by the asker.
#[derive(Debug)]
struct Asked {
    value: Decimal,
    decimals: u32,
    unit: String,
}

/// Find a number or words in a report.
pub fn explain<'r, 'a>(report: &'r Report<'a>, query: &str) -> Explanation<'r, 'a> {
    let query = query.trim();
    let asked = asked(query);
    let mut all = Vec::new();
    let mut ids = sentence_ids(report).into_iter();
    for section in report.sections() {
        for sentence in section.paragraphs().flat_map(|paragraph| paragraph.sentences()) {
            let id = ids.next().unwrap_or_else(|| sentence.id());
            all.push((section.title(), sentence, id));
        }
    }
    let find = |wanted: &dyn Fn(SentenceView<'r, 'a>, &'r WrittenSpan<'a>) -> Option<Match>| {
        let mut hits = Vec::new();
        for (section, sentence, id) in &all {
            for span in sentence.spans() {
                if let Some(how) = wanted(*sentence, span) {
                    hits.push(Hit {
                        how,
                        sentence_id: id.clone(),
                        sentence: *sentence,
                        section,
                        span: Some((span, Provenance::of(report, *sentence, span))),
                    });
                }
            }
        }
        hits
    };
    let answer = |hits: Vec<Hit<'r, 'a>>, hints| Explanation { query: query.to_owned(), hits, hints };
    if query.is_empty() {
        return answer(Vec::new(), Vec::new());
    }
    let words = find(&|_, span| same(report.words(span), query, asked.as_ref()).then_some(Match::Words));
    if !words.is_empty() {
        return answer(words, Vec::new());
    }
    if let Some(asked) = &asked {
        let operands = find(&|sentence, span| operand(report, sentence, span, asked).then_some(Match::Operand));
        if !operands.is_empty() {
            return answer(operands, Vec::new());
        }
    } else {
        let inside = find(&|_, span| report.words(span).contains(query).then_some(Match::Inside));
        if !inside.is_empty() {
            return answer(inside, Vec::new());
        }
    }
    let of_sentence = |sentence: SentenceView| {
        let row = sentence.row().is_some_and(|row| row.key() == query || row.name == query);
        row || sentence.id() == query || sentence.phrase_id() == query || sentence.text().contains(query)
    };
    let mut sentences = Vec::new();
    for (section, sentence, id) in all.iter().filter(|(_, sentence, _)| asked.is_none() && of_sentence(*sentence)) {
        let hit = Hit { how: Match::Sentence, sentence_id: id.clone(), sentence: *sentence, section, span: None };
        sentences.push(hit);
    }
    // A bare number may be an account's code or stand in the phrasebook's own words.
    let whole = |text: &str| {
        let digit = |c: char| c.is_ascii_digit() || c == '.';
        text.match_indices(query)
            .any(|(at, _)| !text[..at].ends_with(digit) && !text[at + query.len()..].starts_with(digit))
    };
    if asked.is_some() {
        for (section, sentence, id) in &all {
            let row = sentence.row().is_some_and(|row| row.key() == query);
            if row || whole(sentence.text()) {
                let id = id.clone();
                sentences.push(Hit { how: Match::Sentence, sentence_id: id, sentence: *sentence, section, span: None });
            }
        }
    }
    let hints = match &asked {
        Some(asked) if sentences.is_empty() => {
            let mut hints = find(&|sentence, span| otherwise_rounded(report, sentence, span, asked));
            hints.sort_by_key(|hit| hit.how);
            if hints.is_empty() { near(&find, report, asked) } else { hints }
        }
        _ => Vec::new(),
    };
    answer(sentences, hints)
}

/// 593.32, 593.32万元, 1,234.5, 101.9%, also in full-width digits.
fn asked(query: &str) -> Option<Asked> {
    let halved: String = query
        .chars()
        .filter_map(|c| match c {
            '０'..='９' | '．' | '％' | '－' | '，' => char::from_u32(u32::from(c) - 0xfee0),
            '−' => Some('-'),
            other => Some(other),
        })
        .filter(|c| *c != ',' && !c.is_whitespace())
        .collect();
    let digits = halved.trim_end_matches(|c: char| !c.is_ascii_digit());
    let value = parse_amount(digits).ok()?;
    let unit = halved[digits.len()..].to_owned();
    (unit.chars().count() <= 3).then_some(Asked { value, decimals: value.scale(), unit })
}

/// Are the words what was asked for: the same text, or the same number with no other unit?
fn same(words: &str, query: &str, wanted: Option<&Asked>) -> bool {
    if words == query {
        return true;
    }
    let (Some(wanted), Some(printed)) = (wanted, asked(words)) else { return false };
    printed.value == wanted.value && (wanted.unit.is_empty() || wanted.unit == printed.unit)
}

/// The provenance of a number with its value, if it has one.
fn valued<'a>(
    report: &Report<'a>,
    sentence: SentenceView<'_, 'a>,
    span: &WrittenSpan<'a>,
    wanted: &Asked,
) -> Option<(Provenance<'a>, Decimal)> {
    if span.kind != SpanKind::Figure {
        return None;
    }
    let provenance = Provenance::of(report, sentence, span);
    let value = provenance.value?;
    (wanted.unit.is_empty() || wanted.unit == provenance.unit).then_some((provenance, value))
}

fn operand<'a>(report: &Report<'a>, sentence: SentenceView<'_, 'a>, span: &WrittenSpan<'a>, wanted: &Asked) -> bool {
    let Some((provenance, value)) = valued(report, sentence, span, &Asked { unit: String::new(), ..*wanted }) else {
        return false;
    };
    let unit = |unit: &str| wanted.unit.is_empty() || wanted.unit == unit;
    // The exact figure behind a rounded one counts as well, also in the unit in which it was typed.
    let style = &report.house.style;
    let typed = unit(report.accounts.unit.name())
        .then(|| wanted.value.checked_mul(unit_factor(report.accounts, style)))
        .flatten();
    let is = |value: Decimal, of: &str| {
        value == wanted.value && unit(of) || of == style.unit.as_str() && Some(value) == typed
    };
    is(value, provenance.unit)
        || provenance.formula.is_some()
            && provenance.sources.iter().any(|source| source.number.value().is_some_and(|value| is(value, source.unit)))
}

fn otherwise_rounded<'a>(
    report: &Report<'a>,
    sentence: SentenceView<'_, 'a>,
    span: &WrittenSpan<'a>,
    wanted: &Asked,
) -> Option<Match> {
    let (provenance, value) = valued(report, sentence, span, wanted)?;
    // A figure that is printed as it is was not rounded, so nobody could have rounded it otherwise.
    let rounded = !provenance.prints_all_of(report.words(span));
    if !rounded || value.scale() <= wanted.decimals {
        None
    } else if value.trunc_with_scale(wanted.decimals) == wanted.value {
        Some(Match::Truncated)
    } else {
        (round(value, wanted.decimals) == wanted.value).then_some(Match::OtherPlaces)
    }
}

type Find<'f, 'r, 'a> =
    &'f dyn Fn(&dyn Fn(SentenceView<'r, 'a>, &'r WrittenSpan<'a>) -> Option<Match>) -> Vec<Hit<'r, 'a>>;

/// The numbers of the report that lie nearest, each once.
fn near<'r, 'a>(find: Find<'_, 'r, 'a>, report: &Report<'a>, wanted: &Asked) -> Vec<Hit<'r, 'a>> {
    let mut hits = find(&|sentence, span| valued(report, sentence, span, wanted).map(|_| Match::Near));
    let distance = |hit: &Hit| {
        let value = hit.span.as_ref().and_then(|(_, provenance)| provenance.value);
        value.and_then(|value| value.checked_sub(wanted.value)).map_or(Decimal::MAX, |difference| difference.abs())
    };
    hits.sort_by_key(distance);
    let mut seen: Vec<String> = Vec::new();
    hits.retain(|hit| {
        let words = hit.span.as_ref().map(|(span, _)| report.words(span).to_owned()).unwrap_or_default();
        let fresh = !seen.contains(&words);
        seen.push(words);
        fresh
    });
    hits.truncate(MOST_NEAR);
    hits
}
