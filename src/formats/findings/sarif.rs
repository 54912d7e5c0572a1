//! Findings as SARIF 2.1.0 (静态分析结果交换格式), which code review sites and editors show.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::page::RulePage;
use crate::{
    audit::{Audit, Finding},
    diagnostic::{Label, Severity},
    source::Source,
};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// Print audits as one run of SARIF.
pub fn sarif(audits: &[Audit]) -> String {
    let findings = || audits.iter().flat_map(|audit| &audit.findings);
    // Severities sort from error to hint: the worst that is in use is a rule's own.
    let mut rules: BTreeMap<&str, Severity> = BTreeMap::new();
    for finding in findings() {
        let severity = rules.entry(finding.diagnostic.code).or_insert(finding.severity());
        *severity = finding.severity().min(*severity);
    }
    let mut results = Vec::new();
    for audit in audits {
        let mut seen: BTreeMap<(&str, String), usize> = BTreeMap::new();
        for finding in &audit.findings {
            let code = finding.diagnostic.code;
            let words = finding.words();
            let time = seen.entry((code, words.clone())).or_insert(0);
            *time += 1;
            let mut value = result(audit, finding);
            value["ruleIndex"] = rules.keys().position(|rule| *rule == code).into();
            // Words, not lines: a finding stays the same when something is written above it.
            value["partialFingerprints"] = json!({ "wording/v1": format!("{code}:{words}:{time}") });
            results.push(value);
        }
    }
    let rules: Vec<Value> = rules.iter().map(|(code, severity)| rule(code, *severity)).collect();
    let value = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "juesuan", "version": env!("CARGO_PKG_VERSION"), "rules": rules } },
            "language": "zh-CN",
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{value:#}\n")
}

fn rule(code: &str, severity: Severity) -> Value {
    let mut rule = json!({
        "id": code,
        "shortDescription": { "text": code },
        "defaultConfiguration": { "level": level(severity) },
    });
    if let Some(page) = RulePage::of(code) {
        rule["name"] = page.slug.into();
        rule["shortDescription"]["text"] = page.what.into();
        rule["help"] = json!({ "text": page.help });
    }
    rule
}

fn result(audit: &Audit, finding: &Finding) -> Value {
    let labels = &finding.diagnostic.labels;
    let help = finding.diagnostic.help.as_ref().map_or(String::new(), |help| format!("\n改法：{help}"));
    let location = labels.first().map_or_else(|| json!({ "artifactLocation": artifact(&audit.source) }), physical);
    let mut related: Vec<Value> = labels.iter().skip(1).map(|label| also(label, &label.text)).collect();
    relate(finding, &mut related);
    for (id, value) in related.iter_mut().enumerate() {
        value["id"] = (id + 1).into();
    }
    let properties = json!({
        "section": finding.section,
        "stated": finding.stated,
        "computed": finding.computed,
        "formula": finding.formula,
    });
    json!({
        "ruleId": finding.diagnostic.code,
        "level": level(finding.severity()),
        "message": { "text": format!("{}{help}", finding.told()) },
        "locations": [{ "physicalLocation": location }],
        "relatedLocations": related,
        "properties": properties,
    })
}

/// What follows from a finding, and what follows from that.
fn relate(finding: &Finding, into: &mut Vec<Value>) {
    for related in &finding.related {
        into.extend(related.diagnostic.labels.first().map(|label| also(label, &related.told())));
        relate(related, into);
    }
}

fn also(label: &Label, text: &str) -> Value {
    let mut location = json!({ "physicalLocation": physical(label) });
    if !text.is_empty() {
        location["message"] = json!({ "text": text });
    }
    location
}

fn physical(label: &Label) -> Value {
    let (start_line, start_column) = label.source.line_column(label.span.start);
    let (end_line, end_column) = label.source.line_column(label.span.end.max(label.span.start));
    json!({
        "artifactLocation": artifact(&label.source),
        "region": {
            "startLine": start_line, "startColumn": start_column, "endLine": end_line, "endColumn": end_column,
        },
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "note",
    }
}

/// The file's name as a URI: everything but plain letters in percent signs, a drive or a root as a file address.
fn artifact(source: &Source) -> Value {
    let path = source.name().replace('\\', "/");
    let root = match path.as_bytes() {
        [b'/', ..] => "file://",
        [drive, b':', b'/', ..] if drive.is_ascii_alphabetic() => "file:///",
        _ => "",
    };
    let mut uri = root.to_owned();
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(byte.into()),
            b':' if !root.is_empty() => uri.push(':'),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    json!({ "uri": uri })
}
