//! One input of `check` (审核的一份输入): which kind it is, and what is wrong in it.

use std::path::Path;

use super::{
    figures_file::{is_workbook, of_workbook},
    handed::Handed,
    shelf,
    terminal::Terminal,
    usage::refuse,
};
use crate::{
    audit::{self, Audit, Finding},
    diagnostic::{Diagnostic, Severity},
    figures::{self, FinalAccounts, Reference},
    report::{Document, reading::Shelf},
    source::Source,
    tables::Layouts,
};

/// What an input is held against (对照).
pub struct Against<'a> {
    /// Concepts, classifications, identities.
    pub reference: &'static Reference,
    /// What official tables look like.
    pub layouts: &'static Layouts,
    /// The figures that a text was written from.
    pub figures: Option<&'a Path>,
    /// Last year's report or figures.
    pub last: Option<&'a Path>,
    /// Is the phrasebook named to read a text with, instead of the one that it shows?
    pub told: bool,
    /// The house styles that a text may be written in, laid out; none if no input is a text.
    pub shelves: &'a [Shelf<'a>],
    /// Where files are read.
    pub terminal: &'a Terminal,
}

/// Audit one input (审核); faults only if it could not be audited.
pub fn audit_input(source: &Source, against: &Against) -> Result<Audit, Vec<Diagnostic>> {
    if is_figures(source) { audit_figures(source, against) } else { audit_text(source, against) }
}

/// A text, read with the house style that is named or the one that reads the most of it.
fn audit_text(source: &Source, against: &Against) -> Result<Audit, Vec<Diagnostic>> {
    let mut faults = Vec::new();
    let figures = against.figures.and_then(|path| load(path, against, &mut faults));
    let last = against.last.and_then(|path| last(path, against, &mut faults));
    if faults.iter().any(|fault| fault.severity == Severity::Error) {
        return Err(faults);
    }
    let document = document(source, against);
    let held = audit::Against { figures: figures.as_ref(), last: last.as_ref() };
    let audit = audit::audit_picking(against.shelves, &document, against.told, held, against.reference);
    // Any words at all can be read as a reason or a note; figures only by a sentence that knows them.
    audit.filter(|audit| audit.counts.bound > 0).ok_or_else(|| {
        let message = format!("“{}”里没有一句读得懂的决算情况说明", source.name());
        let help =
            "这里审核决算数据文件（.yaml）、决算表（.xlsx、.xls）和情况说明（.docx、.txt、.md）；样式不在自带之列的，用 --phrasebook 指定";
        vec![refuse(message, help)]
    })
}

/// Figures to hold a text against, from a figures file or from official tables.
fn load(path: &Path, against: &Against, faults: &mut Vec<Diagnostic>) -> Option<FinalAccounts> {
    if is_workbook(path) {
        return of_workbook(path, against.layouts, against.reference, against.terminal, faults);
    }
    let (accounts, found) = figures::load_path(path, against.reference);
    faults.extend(found.into_iter().filter(|fault| fault.severity == Severity::Error));
    accounts
}

/// Last year's figures: a figures file, or read out of last year's report.
fn last(path: &Path, against: &Against, faults: &mut Vec<Diagnostic>) -> Option<FinalAccounts> {
    if is_workbook(path) {
        return of_workbook(path, against.layouts, against.reference, against.terminal, faults);
    }
    let source = Handed::read(path, against.terminal, faults)?.source;
    if is_figures(&source) {
        return load(path, against, faults);
    }
    let document = document(&source, against);
    shelf::read_with(against.shelves, &document, against.reference).map(|(_, bound)| bound.accounts)
}

fn document(source: &Source, against: &Against) -> Document {
    shelf::document(source, against.shelves.iter().map(|shelf| shelf.house))
}

/// A figures file: what loading it says, then the identities.
fn audit_figures(source: &Source, against: &Against) -> Result<Audit, Vec<Diagnostic>> {
    let told =
        [("--figures", against.figures.is_some()), ("--last", against.last.is_some()), ("--phrasebook", against.told)];
    if let Some((option, _)) = told.iter().find(|(_, told)| *told) {
        let message = format!("{option} 只用于审核文本，“{}”是决算数据文件", source.name());
        return Err(vec![refuse(message, format!("去掉 {option}"))]);
    }
    let (accounts, mut found) = figures::load(source, against.reference);
    let Some(accounts) = accounts else { return Err(found) };
    let (gaps, hints) = against.reference.gaps(&accounts);
    found.extend(hints);
    let mut findings: Vec<Finding> = gaps.into_iter().map(Finding::of_gap).collect();
    findings.extend(found.into_iter().map(Finding::new));
    findings.sort_by_key(|finding| finding.diagnostic.offset());
    Ok(Audit { open: accounts.open(), ..Audit::of_figures(source.clone(), findings) })
}

/// The ending of a file's name.
fn ending(source: &Source) -> Option<String> {
    let name = Path::new(source.name()).file_name()?.to_str()?;
    Some(name.rsplit_once('.')?.1.to_lowercase())
}

/// Is a file figures by its name?
pub fn is_called_figures(source: &Source) -> bool {
    ending(source).is_some_and(|ending| matches!(&*ending, "yaml" | "yml"))
}

/// Figures go by the ending of their file, without one by their first line: a key and a colon, as no report begins.
pub fn is_figures(source: &Source) -> bool {
    if ending(source).is_some() {
        return is_called_figures(source);
    }
    let mut lines = source.text().lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.next().is_some_and(|line| {
        line == "---"
            || line.split_once([':', '：']).is_some_and(|(key, _)| !key.contains('。') && key.chars().count() <= 12)
    })
}
