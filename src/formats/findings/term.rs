//! Findings for a terminal (终端): each with its excerpt and 改法, then the sum of it.

use crate::{
    audit::{Audit, Finding},
    diagnostic::{self, Diagnostic, Label},
};

/// Print an audit for a terminal `width` columns wide, in colour if wanted.
pub fn term(audit: &Audit, color: bool, width: usize) -> String {
    let shown: Vec<Diagnostic> = audit.findings.iter().map(shown).collect();
    format!("{}{}：{}\n", diagnostic::render(&shown, color, width), audit.source.name(), summary(audit))
}

/// One line for a whole audit (小结).
pub fn summary(audit: &Audit) -> String {
    let counts = &audit.counts;
    let mut parts = Vec::new();
    if audit.document.is_some() {
        parts.push(match counts.unread {
            0 => format!("读了 {} 句，全部读懂", counts.sentences),
            unread => format!("读了 {} 句，{unread} 句没有读懂", counts.sentences),
        });
    }
    let found: Vec<Diagnostic> = audit.findings.iter().map(|finding| finding.diagnostic.clone()).collect();
    parts.push(diagnostic::summary(&found));
    if audit.open > 0 {
        parts.push(format!("还空着 {} 个数", audit.open));
    }
    if audit.accepted > 0 {
        parts.push(format!("另有 {} 处已认可", audit.accepted));
    }
    if let Some(book) = &audit.book {
        let sure = if book.told { "指定".to_owned() } else { format!("把握 {}%", book.sureness) };
        parts.push(format!("话术 {}（{sure}）", book.name));
    }
    parts.join("；")
}

/// A finding with all that belongs to it in one excerpt.
fn shown(finding: &Finding) -> Diagnostic {
    let mut shown = finding.diagnostic.clone();
    if shown.record.is_none() && !finding.section.is_empty() {
        shown.record = Some(finding.section.clone());
    }
    if let Some(label) = shown.labels.first_mut() {
        label.text = verdict(finding, &label.text);
    }
    relate(finding, &mut shown);
    shown
}

/// What a place is, what it should be and why, as far as nobody has said it yet.
fn verdict(finding: &Finding, text: &str) -> String {
    let said = |words: &str| finding.diagnostic.message.contains(words) || text.contains(words);
    // An identity tells both its sides, and which of its figures is wrong is not known.
    let sum = finding.formula.as_deref().filter(|formula| formula.contains(" + "));
    if sum.is_some_and(|sum| sum.split(" + ").all(said) || finding.computed.as_deref().is_some_and(said)) {
        return text.to_owned();
    }
    let mut parts: Vec<String> = (!text.is_empty()).then(|| text.to_owned()).into_iter().collect();
    parts.extend(
        finding.computed.as_ref().filter(|computed| !said(computed)).map(|computed| format!("应为 {computed}")),
    );
    parts.extend(finding.formula.clone().filter(|formula| !said(formula)));
    parts.join("；")
}

/// What follows from a finding stands beside it: as further marks, or behind 改法 where it has no place.
fn relate(finding: &Finding, shown: &mut Diagnostic) {
    for related in &finding.related {
        match related.diagnostic.labels.first() {
            Some(label) => shown.labels.push(Label { text: related.told(), ..label.clone() }),
            None => {
                let help = shown.help.take().map_or(String::new(), |help| format!("{help}；"));
                shown.help = Some(format!("{help}同时：{}", related.told()));
            }
        }
        relate(related, shown);
    }
}
