//! Findings that a person has accepted (已认可): they do not count again until their words change.

use std::{collections::HashSet, fmt::Write, ops::Range};

use super::{Audit, Finding};
use crate::{
    diagnostic::{Diagnostic, Severity},
    nearest::nearest,
    report::is_blank,
    source::Source,
    yaml::{self, Node, Value},
};

const KEYS: [&str; 4] = ["代码", "原文", "章节", "原因"];

/// A list of accepted findings (认可清单), as its file has it.
pub struct Baseline {
    source: Source,
    entries: Vec<Entry>,
}

/// One accepted finding.
struct Entry {
    accepted: Accepted,
    place: Range<usize>,
    /// How far its dash is indented, for entries written below it.
    indent: usize,
    /// Did a finding match it?
    used: bool,
}

/// A finding that a person accepts, with the reason (认可).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// Its code (代码).
    pub code: String,
    /// The words that it is about (原文), empty if it points at none.
    pub words: String,
    /// Where a reader finds it (章节); it counts only where there are no words.
    pub section: String,
    /// Why it is right as it is (原因).
    pub reason: String,
}

impl Accepted {
    fn covers(&self, finding: &Finding) -> bool {
        self.code == finding.diagnostic.code
            && without_blanks(&self.words) == without_blanks(&told(finding))
            && (!finding.quote().is_empty() || self.section == finding.section)
    }

    /// The same finding, whatever the reason.
    fn key(&self) -> (String, String, String) {
        let words = without_blanks(&self.words);
        let section = if words.is_empty() { self.section.clone() } else { String::new() };
        (self.code.clone(), words, section)
    }
}

impl Baseline {
    /// Read a file (读取认可清单); all that is wrong with it goes into `faults`, and then there is none.
    pub fn read(source: &Source, faults: &mut Vec<Diagnostic>) -> Option<Baseline> {
        let is_empty = |line: &str| line.is_empty() || line.starts_with('#');
        if source.text().lines().all(|line| is_empty(line.trim())) {
            return Some(Baseline { source: source.clone(), entries: Vec::new() });
        }
        let known = faults.len();
        let arena = yaml::Arena::default();
        let root = yaml::parse(source, &arena, faults)?;
        let mut entries = Vec::new();
        match &root.value {
            _ if root.is_blank() => {}
            Value::Sequence(items) => entries.extend(items.iter().filter_map(|item| entry(source, item, faults))),
            _ => faults.push(malformed(source, root.span.clone(), "认可清单应是一条一条的，每条以“- ”开头")),
        }
        let sound = !faults[known..].iter().any(|fault| fault.severity == Severity::Error);
        sound.then(|| Baseline { source: source.clone(), entries })
    }

    /// Leave out of an audit what is accepted; gives how many findings that were.
    pub fn apply(&mut self, audit: &mut Audit) -> usize {
        // What one code is told of in part is accepted before that, or the accepted would take the place of the open.
        audit.restore();
        let before = audit.findings.len();
        audit.findings.retain(|finding| {
            let mut open = true;
            for entry in self.entries.iter_mut().filter(|entry| entry.accepted.covers(finding)) {
                (entry.used, open) = (true, false);
            }
            open
        });
        let accepted = before - audit.findings.len();
        audit.accepted += accepted;
        audit.abridge();
        accepted
    }

    /// Entries that matched nothing (过时的认可), after all audits have been applied.
    pub fn stale(&self) -> Vec<Diagnostic> {
        let stale = self.entries.iter().filter(|entry| !entry.used);
        let hint = |entry: &Entry| {
            let Accepted { code, words, section, .. } = &entry.accepted;
            let what = if words.is_empty() { section } else { words };
            let message = format!("认可的 {code}“{what}”已经没有了：原文改过，或者问题已经改好");
            let hint = Diagnostic::hint("G002", message).at(&self.source, entry.place.clone(), "");
            hint.help("删去这一条；原文改过而仍要认可的，核对后再用 --accept 认可一次")
        };
        stale.map(hint).collect()
    }

    /// The findings of that code that are left, as entries for this list (认可); none twice, none that is there.
    pub fn accept(&self, code: &str, reason: &str, audits: &[Audit]) -> Result<Vec<Accepted>, Box<Diagnostic>> {
        let mut seen: HashSet<_> = self.entries.iter().map(|entry| entry.accepted.key()).collect();
        let left = audits.iter().flat_map(|audit| &audit.findings).filter(|finding| finding.diagnostic.code == code);
        let accepted = left.map(|finding| Accepted {
            code: code.to_owned(),
            words: told(finding).split(['\r', '\n']).map(str::trim).collect(),
            section: finding.section.clone(),
            reason: reason.trim().to_owned(),
        });
        let accepted: Vec<Accepted> = accepted.filter(|entry| seen.insert(entry.key())).collect();
        let there = self.entries.iter().any(|entry| entry.used && entry.accepted.code == code);
        if accepted.is_empty() && !there {
            let fault = Diagnostic::warning("G003", format!("没有 {code} 的发现，没有什么可认可的"));
            return Err(Box::new(fault.help("照结果里方括号中的代码写")));
        }
        Ok(accepted)
    }

    /// The file's text with further entries at its end; everything that stands in it stays as it is.
    pub fn with(&self, added: &[Accepted]) -> Result<String, Box<Diagnostic>> {
        let mut text = self.source.text().to_owned();
        let line_break = if text.contains("\r\n") { "\r\n" } else { "\n" };
        if !text.is_empty() && !text.ends_with(['\n', '\r']) {
            text.push_str(line_break);
        }
        let indent = " ".repeat(self.entries.last().map_or(0, |entry| entry.indent));
        for Accepted { code, words, section, reason } in added {
            let values = [code, words, section, reason];
            for (index, (key, value)) in KEYS.iter().zip(values).filter(|(_, value)| !value.is_empty()).enumerate() {
                let dash = if index == 0 { "- " } else { "  " };
                let _ = write!(text, "{indent}{dash}{key}: {}{line_break}", quoted(value));
            }
        }
        // Only a list in lines of its own can be added to at the end: better no file than a broken one.
        let written = Baseline::read(&Source::new(self.source.name(), text.as_str()), &mut Vec::new());
        match written {
            Some(written) if written.entries.len() == self.entries.len() + added.len() => Ok(text),
            _ => Err(Box::new(malformed(&self.source, 0..0, "认可清单没有写成一条一条的，加不进新的条目"))),
        }
    }
}

/// The words that a finding is about; of one that points at no words and no section, as those of official tables do,
/// what it says, with its cells and numbers.
fn told(finding: &Finding) -> String {
    if finding.quote().is_empty() && finding.section.is_empty() { finding.told() } else { finding.quote().to_owned() }
}

/// One entry; everything wrong with it is reported.
fn entry(source: &Source, item: &Node, faults: &mut Vec<Diagnostic>) -> Option<Entry> {
    let Value::Mapping(entries) = &item.value else {
        faults.push(malformed(source, item.span.clone(), "这一条应写明代码、原文和原因"));
        return None;
    };
    let known = faults.len();
    let first = entries.first().map_or(item.span.clone(), |entry| entry.key_span.clone());
    for entry in entries.iter().filter(|entry| !KEYS.contains(&entry.key)) {
        let near = nearest(entry.key, KEYS).map_or(String::new(), |near| format!("，是否指“{near}”"));
        faults.push(malformed(source, entry.key_span.clone(), &format!("没有“{}”这一项{near}", entry.key)));
    }
    let [code, words, section, reason] = KEYS.map(|key| {
        let node = item.get(key)?;
        if node.as_str().is_none() {
            faults.push(malformed(source, node.span.clone(), &format!("“{key}”应是文字")));
        }
        node.as_str().filter(|_| !node.is_blank()).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
    });
    let place =
        |key| item.get(key).filter(|node| !node.span.is_empty()).map_or(first.clone(), |node| node.span.clone());
    for (key, value) in [("代码", &code), ("原因", &reason)] {
        if value.is_none() && item.get(key).is_none_or(|node| node.as_str().is_some()) {
            faults.push(malformed(source, place(key), &format!("这一条没有写“{key}”")));
        }
    }
    if words.is_none() && section.is_none() && item.get("原文").is_none_or(|node| node.as_str().is_some()) {
        faults.push(malformed(source, place("原文"), "这一条没有写“原文”，看不出认可的是哪一处"));
    }
    if faults.len() > known {
        return None;
    }
    let (line, _) = source.line_column(item.span.start);
    let indent = source.text()[source.line_range(line)].bytes().take_while(|&byte| byte == b' ').count();
    let (words, section) = (words.unwrap_or_default(), section.unwrap_or_default());
    Some(Entry {
        accepted: Accepted { code: code?, words, section, reason: reason? },
        place: first,
        indent,
        used: false,
    })
}

fn malformed(source: &Source, place: Range<usize>, message: &str) -> Diagnostic {
    let help = "写成 { 代码: …, 原文: …, 章节: …, 原因: … }：原文照结果里的抄，原因写明为什么不用改";
    Diagnostic::error("G001", message).at(source, place, "").help(help)
}

/// A text in quotation marks of YAML, which are those of JSON; letters that nobody sees are written as numbers.
fn quoted(text: &str) -> String {
    let mut out = String::new();
    for c in serde_json::Value::from(text).to_string().chars() {
        let marks = ['\u{200b}'..='\u{200f}', '\u{2028}'..='\u{202e}', '\u{2060}'..='\u{2069}'];
        if c.is_control() || matches!(c, '\u{ad}' | '\u{feff}') || marks.iter().any(|marks| marks.contains(&c)) {
            let _ = write!(out, "\\u{:04x}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}

fn without_blanks(text: &str) -> String {
    text.chars().filter(|&c| !is_blank(c)).collect()
}
