//! Diagnostics in one line and as JSON (汇总与导出).

use serde_json::{Value, json};

use super::{Diagnostic, Severity};

/// How many of each kind (汇总), such as `2 个错误，1 个警告，3 个提示`.
pub fn summary(diagnostics: &[Diagnostic]) -> String {
    let counts = [Severity::Error, Severity::Warning, Severity::Hint].into_iter().filter_map(|severity| {
        let count = diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
        (count > 0).then(|| format!("{count} 个{}", severity.name()))
    });
    let counts: Vec<String> = counts.collect();
    if counts.is_empty() { "没有发现问题".to_owned() } else { counts.join("，") }
}

/// A list of objects for other programs (JSON 导出); line and column of the main place, in characters from 1.
pub fn to_json(diagnostics: &[Diagnostic]) -> Value {
    diagnostics.iter().map(object).collect()
}

fn object(diagnostic: &Diagnostic) -> Value {
    let place = diagnostic.labels.first().map(|label| (label, label.source.line_column(label.span.start)));
    json!({
        "code": diagnostic.code,
        "severity": diagnostic.severity,
        "message": diagnostic.message,
        "record": diagnostic.record,
        "help": diagnostic.help,
        "file": place.map(|(label, _)| label.source.name()),
        "line": place.map(|(_, (line, _))| line),
        "column": place.map(|(_, (_, column))| column),
    })
}
