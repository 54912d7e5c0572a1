//! One input of `check` (审核的一份输入): which kind it is, and what is wrong in it.

use std::path::Path;

use super::usage::refuse;
use crate::{
    audit::{Audit, Counts, Finding},
    diagnostic::Diagnostic,
    figures::{self, Reference},
    source::Source,
};

/// What an input is held against (对照).
pub struct Against<'a> {
    /// Concepts, classifications, identities.
    pub reference: &'static Reference,
    /// The figures that a text was written from.
    pub figures: Option<&'a Path>,
    /// Last year's report or figures.
    pub last: Option<&'a Path>,
    /// The phrasebook to read a text with, instead of the one that it shows.
    pub phrasebook: Option<&'a str>,
}

/// Audit one input (审核); faults only if it could not be audited.
pub fn audit_input(source: &Source, against: &Against) -> Result<Audit, Vec<Diagnostic>> {
    if is_figures(source) { audit_figures(source, against) } else { audit_text(source) }
}

/// A text. The one place where reading and auditing texts comes in.
fn audit_text(source: &Source) -> Result<Audit, Vec<Diagnostic>> {
    let message = format!("“{}”不是决算数据文件", source.name());
    Err(vec![refuse(message, "这里审核决算数据文件（.yaml）")])
}

/// A figures file: what loading it says, then the identities.
fn audit_figures(source: &Source, against: &Against) -> Result<Audit, Vec<Diagnostic>> {
    let told = [
        ("--figures", against.figures.is_some()),
        ("--last", against.last.is_some()),
        ("--phrasebook", against.phrasebook.is_some()),
    ];
    if let Some((option, _)) = told.iter().find(|(_, told)| *told) {
        let message = format!("{option} 只用于审核文本，“{}”是决算数据文件", source.name());
        return Err(vec![refuse(message, format!("去掉 {option}"))]);
    }
    let (accounts, mut found) = figures::load(source, against.reference);
    let Some(accounts) = accounts else { return Err(found) };
    found.extend(against.reference.check(&accounts));
    found.sort_by_key(Diagnostic::offset);
    Ok(Audit {
        source: source.clone(),
        document: None,
        book: None,
        findings: found.into_iter().map(Finding::new).collect(),
        counts: Counts::default(),
        accepted: 0,
    })
}

/// Figures go by the ending of their file, without one by their first line: a key and a colon, as no report begins.
fn is_figures(source: &Source) -> bool {
    let name = source.name().to_lowercase();
    if let Some((_, ending)) = Path::new(&name).file_name().and_then(|name| name.to_str()?.rsplit_once('.')) {
        return matches!(ending, "yaml" | "yml");
    }
    let mut lines = source.text().lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.next().is_some_and(|line| {
        line == "---"
            || line.split_once([':', '：']).is_some_and(|(key, _)| !key.contains('。') && key.chars().count() <= 12)
    })
}
