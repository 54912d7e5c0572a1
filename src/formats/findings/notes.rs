//! Findings as comments for a Word file (审核批注).

use crate::{
    audit::{Audit, Finding},
    formats::word::Note,
};

/// One comment a finding, at its words; what has no words of its own stands at the head of the text.
pub fn notes(audit: &Audit) -> Vec<Note> {
    audit.findings.iter().map(|finding| note(audit, finding)).collect()
}

fn note(audit: &Audit, finding: &Finding) -> Note {
    let diagnostic = &finding.diagnostic;
    let mut text = format!("{} {}：{}", diagnostic.severity.name(), diagnostic.code, finding.told());
    let own = diagnostic.labels.iter().find(|label| label.source.is_same(&audit.source));
    let at = own.map_or(0..0, |label| label.span.clone());
    if let Some(formula) = &finding.formula {
        text.push_str(&format!("\n依据：{formula}"));
    }
    if let Some(help) = &diagnostic.help {
        text.push_str(&format!("\n改法：{help}"));
    }
    Note { at, text }
}
