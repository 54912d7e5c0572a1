//! Findings as rows of a table (审核意见): what reviewers pass around, with a column to answer in.

use super::page::RulePage;
use crate::{
    audit::{ANSWER, Audit, Finding, mark},
    source::LineKind,
};

/// The title of the table.
pub(super) const TITLE: &str = "审核意见";

/// The headings, and how wide each column is among the others.
pub(super) const COLUMNS: [(&str, u32); 7] =
    [("序号", 8), ("位置", 20), ("原文", 28), ("问题", 36), ("依据", 28), ("改法", 28), (ANSWER, 24)];

/// One finding.
pub(super) struct Row {
    /// By column.
    pub cells: [String; COLUMNS.len()],
    /// What makes the row known again.
    pub mark: String,
}

/// A row a finding; where there are several inputs each says which it is of.
pub(super) fn rows(audits: &[Audit]) -> Vec<Row> {
    let findings = audits.iter().flat_map(|audit| audit.findings.iter().map(move |finding| (audit, finding)));
    (1..).zip(findings).map(|(number, (audit, finding))| row(number, audit, finding, audits.len() > 1)).collect()
}

/// What was audited, for the line above the table.
pub(super) fn inputs(audits: &[Audit]) -> String {
    audits.iter().map(|audit| audit.source.name()).collect::<Vec<_>>().join("、")
}

fn row(number: usize, audit: &Audit, finding: &Finding, several: bool) -> Row {
    let diagnostic = &finding.diagnostic;
    let mut problem = format!("{} {}：{}", diagnostic.severity.name(), diagnostic.code, finding.told());
    also(finding, &mut problem);
    // One figure is no formula: the rule says more.
    let formula = finding.formula.clone().filter(|formula| formula.contains(' '));
    let basis = formula.or_else(|| RulePage::of(diagnostic.code).map(|page| page.basis));
    let mut help = diagnostic.help.clone().unwrap_or_default();
    let said = |words: &str| diagnostic.message.contains(words) || help.contains(words);
    if let Some(computed) = finding.computed.as_deref().filter(|computed| !said(computed)) {
        help = format!("应为 {computed}；{help}");
    }
    let quote = finding.quote().trim().to_owned();
    let cells = [number.to_string(), place(audit, finding, several), quote, problem];
    let [number, place, quote, problem] = cells;
    let cells = [number, place, quote, problem, basis.unwrap_or_default(), help, String::new()];
    Row { cells, mark: mark(finding) }
}

/// The same defect showing elsewhere.
fn also(finding: &Finding, out: &mut String) {
    for related in &finding.related {
        out.push_str("\n同时：");
        out.push_str(&related.told());
        also(related, out);
    }
}

/// Where a person finds it: the section, and which line.
fn place(audit: &Audit, finding: &Finding, several: bool) -> String {
    let mut parts = Vec::new();
    let label = finding.diagnostic.labels.first();
    let source = label.map_or(&audit.source, |label| &label.source);
    if several || !source.is_same(&audit.source) {
        parts.push(source.name().to_owned());
    }
    if !finding.section.is_empty() {
        parts.push(finding.section.clone());
    }
    if let Some(label) = label {
        let (line, _) = source.line_column(label.span.start);
        // Of a Word file a line is a paragraph.
        let unit = match source.line_kind(label.span.start) {
            Some(LineKind::Text | LineKind::Heading(_)) => "段",
            Some(LineKind::Row) | None => "行",
        };
        parts.push(format!("第 {line} {unit}"));
    }
    parts.join("，")
}
