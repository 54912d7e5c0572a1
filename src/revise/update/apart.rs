//! A reason and what stands behind it (原因与旁话): reading takes a paragraph's last sentences for one reason, and a person
//! may have gone on there about something else.

use std::ops::Range;

use crate::{
    figures::TextKind,
    phrase::{SpanKind, numerals::read_year},
    revise::laid::{Laid, LaidSpan},
};

/// What ends a clause of a reason.
const CLAUSES: [char; 2] = ['，', '；'];

/// Last year's draft with no more of a reason in it than the reason itself; the rest is a person's own and stays. It is
/// given as well.
pub(super) fn reasons_apart(last: &Laid) -> (Laid, Vec<String>) {
    let spans = last.sentences.iter().flat_map(|sentence| &sentence.spans).filter(|span| is_remark(span));
    let rest = spans.map(|span| span.place.start + reason(&last.text[span.place.clone()])..span.place.end);
    let rest: Vec<Range<usize>> = rest.filter(|rest| !rest.is_empty()).collect();
    let words = rest.iter().map(|rest| last.text[rest.clone()].to_owned()).collect();
    let mut laid = last.clone();
    for rest in rest.iter().rev() {
        laid.text.replace_range(rest.clone(), "");
    }
    let moved = |at: usize| at - rest.iter().map(|rest| at.clamp(rest.start, rest.end) - rest.start).sum::<usize>();
    for sentence in &mut laid.sentences {
        let places = std::iter::once(&mut sentence.place).chain(sentence.spans.iter_mut().map(|span| &mut span.place));
        places.for_each(|place| *place = moved(place.start)..moved(place.end));
    }
    (laid, words)
}

/// Does it say one thing about a figure: a reason, a remark, what the money was for?
pub(super) fn is_remark(span: &LaidSpan) -> bool {
    let last = span.concept.as_deref().and_then(|concept| concept.rsplit('.').next());
    let remark = |last: &str| TextKind::OF_FIGURES.iter().any(|kind| kind.id() == last);
    span.kind == SpanKind::Reason && (span.is_reason() || last.is_some_and(remark))
}

/// Has a reason several clauses, so that something else may be among them?
pub(super) fn has_clauses(words: &str) -> bool {
    words.contains(CLAUSES)
}

/// How long the reason itself is: one sentence, up to a clause that begins with a year (2022年被评为先进单位).
pub(super) fn reason(words: &str) -> usize {
    let end = words.find('。').unwrap_or(words.len());
    let clauses = words[..end].match_indices(CLAUSES).map(|(at, mark)| (at, at + mark.len()));
    let dated = |behind: usize| begins_with_year(words[behind..end].split(CLAUSES).next().unwrap_or_default());
    clauses.into_iter().find(|(_, behind)| dated(*behind)).map_or(end, |(at, _)| at)
}

/// Does it begin with a year that is none of a report (2022年, not 2022年度)? Further on it may date what was paid
/// (补缴2019—2021年职业年金).
fn begins_with_year(clause: &str) -> bool {
    let Some((year, rest)) = clause.trim_start().split_once('年') else { return false };
    let digits = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    (digits || year.chars().count() == 4 && read_year(year).is_some()) && !rest.starts_with('度')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_one_sentence_up_to_a_dated_clause() {
        let cases = [
            ("人员增加", "人员增加"),
            ("人员增加，工资调整。二是购车", "人员增加，工资调整"),
            ("人员增加，2022年被评为先进单位。另接受捐赠", "人员增加"),
            ("人员增加；二〇二二年获奖", "人员增加"),
            ("会议改为线上；补缴2019—2021年职业年金", "会议改为线上；补缴2019—2021年职业年金"),
            ("2022年有人员变动", "2022年有人员变动"),
            ("工资涨幅，支付2022年度取暖费", "工资涨幅，支付2022年度取暖费"),
        ];
        for (words, wanted) in cases {
            assert_eq!(&words[..reason(words)], wanted);
        }
    }
}
