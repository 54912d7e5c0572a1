//! Published texts and the defects judged in them (审核的对照): what `check` finds against golden/**/audit.json.

#[path = "segmented/mod.rs"]
mod segmented;

use std::{
    fs,
    path::{Path, PathBuf},
};

use juesuan::{
    audit::{self, Finding},
    diagnostic::Severity,
    figures::Reference,
    report::House,
    source::Source,
};
use serde::Deserialize;

/// A defect as a person judged it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Judged {
    /// None for what no rule is to find.
    code: Option<String>,
    section: String,
    quote: String,
    why: String,
    found: bool,
    #[serde(default)]
    missed: String,
}

impl Judged {
    fn is(&self, finding: &Finding) -> bool {
        let quote = without_space(finding.quote());
        self.code.as_deref() == Some(finding.diagnostic.code)
            && self.section == finding.section
            && quote.contains(&without_space(&self.quote))
    }
}

fn without_space(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn folders(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.join("audit.json").is_file() {
            found.push(path.clone());
        }
        if path.is_dir() {
            folders(&path, found);
        }
    }
}

/// What does not agree between the judged defects and the findings of a text, a line each.
fn disagreements(text: &str, judged: &[Judged], findings: &[Finding]) -> Vec<String> {
    let mut faults = Vec::new();
    for defect in judged {
        let name = format!("{:?} {} “{}”", defect.code, defect.section, defect.quote);
        if !without_space(text).contains(&without_space(&defect.quote)) {
            faults.push(format!("原文没有这几个字：{name}"));
        }
        if defect.why.is_empty() || defect.found != defect.missed.is_empty() {
            faults.push(format!("要写 why；找不到的、也只有找不到的，要在 missed 里写为什么：{name}"));
        }
        match (findings.iter().any(|finding| defect.is(finding)), defect.found) {
            (false, true) => faults.push(format!("没有找到：{name}（{}）", defect.why)),
            (true, false) => faults.push(format!("找到了，把 found 改为 true，删去 missed：{name}")),
            _ => {}
        }
    }
    let told = findings.iter().filter(|finding| finding.severity() != Severity::Hint);
    for finding in told.filter(|finding| !judged.iter().any(|defect| defect.is(finding))) {
        let code = finding.diagnostic.code;
        let (section, quote) = (&finding.section, finding.quote());
        faults.push(format!("多报了：{code} {section} “{quote}” {}", finding.diagnostic.message));
    }
    faults
}

#[test]
fn published_texts_are_audited_as_judged() {
    let mut found = Vec::new();
    folders(&Path::new(env!("CARGO_MANIFEST_DIR")).join("golden"), &mut found);
    assert!(!found.is_empty(), "golden/ 下没有一个 audit.json");
    let houses: Vec<&House> = segmented::houses().iter().collect();
    for folder in found {
        let judged: Vec<Judged> =
            serde_json::from_str(&fs::read_to_string(folder.join("audit.json")).unwrap()).unwrap();
        let text = fs::read_to_string(folder.join("published.md")).unwrap();
        let document = segmented::document(&Source::new("published.md", &text));
        let held = audit::Against { figures: None, last: None };
        let audit = audit::audit_with(&houses, &document, false, held, Reference::shipped()).unwrap();
        let faults = disagreements(&text, &judged, &audit.findings);
        assert!(faults.is_empty(), "{}\n{}", folder.display(), faults.join("\n"));
    }
}
