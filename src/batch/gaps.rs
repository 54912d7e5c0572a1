//! What the placeholders of a report wait for (待补充), each with the key under which it belongs.

use super::entry::Told;
use crate::{
    phrase::SpanKind,
    report::{Report, place_of, waits_for},
    tables::own,
};

/// The code under which placeholders are listed.
const OPEN: &str = "D002";

/// One for each placeholder, in the order of the report.
pub fn gaps(report: &Report) -> Vec<Told> {
    let mut gaps = Vec::new();
    // Most are complete, which is seen without asking where each span stands.
    if report.is_complete() {
        return gaps;
    }
    let source = &report.accounts.source;
    for section in report.sections() {
        let sentences = section.paragraphs().flat_map(|paragraph| paragraph.sentences());
        let spans = sentences.flat_map(|sentence| sentence.spans());
        gaps.extend(spans.filter(|span| span.kind == SpanKind::Placeholder).map(|span| {
            let place = place_of(report, span);
            let cell = place.as_ref().and_then(|place| own::cell_of(source, place.start));
            let at = place.filter(|_| cell.is_none()).map(|place| source.told_line_column(place.start));
            let cell = cell.map(|cell| format!("{cell}：")).unwrap_or_default();
            Told {
                code: OPEN.to_owned(),
                severity: "warning".to_owned(),
                message: format!("{cell}{}：{}", section.title(), waits_for(report, span)),
                help: None,
                line: at.map(|(line, _)| line),
                column: at.map(|(_, column)| column),
                stated: None,
                computed: None,
                formula: None,
            }
        }));
    }
    gaps
}
