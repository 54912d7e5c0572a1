//! A house style ready to write with (样式): a compiled phrasebook and the outline of its report.

use std::{collections::BTreeMap, ops::Range, sync::OnceLock};

use tera::{Context, Tera};

use crate::{
    diagnostic::{Diagnostic, Severity},
    figures::{Catalogue, MoneyUnit},
    phrase::{
        Body, BookEntries, Phrase, Style,
        book::{self, Examples},
        compile::Compiler,
        lint, pattern,
    },
    source::Source,
};

pub use super::outline::{Block, Section};
use super::{outline::outline, unused::Sayable};

/// A house style: everything needed to write a report.
pub struct House {
    /// The phrasebook's name.
    pub name: String,
    /// Settings.
    pub style: Style,
    /// The title over all sections.
    pub document: Body,
    /// Sections in order.
    pub sections: Vec<Section>,
    /// Phrases.
    pub phrases: Vec<Phrase>,
    /// Templates with logic.
    pub tera: Option<Tera>,
    /// The entries it was compiled from.
    pub entries: BookEntries,
    pub(super) fingerprint: OnceLock<String>,
    /// What its sentences can say of the officer's texts.
    pub(super) sayable: OnceLock<Sayable>,
}

impl House {
    /// Load a shipped book by name or a folder by path. Errors come with everything that is wrong; warnings and hints
    /// come with a house that works.
    pub fn load(book: &str, catalogue: &Catalogue) -> (Option<House>, Vec<Diagnostic>) {
        House::read(book, Examples::Read, catalogue)
    }

    /// The same without the book's examples, which are more than half of its text: all that drafting needs.
    pub fn load_to_write(book: &str, catalogue: &Catalogue) -> (Option<House>, Vec<Diagnostic>) {
        House::read(book, Examples::LeaveOut, catalogue)
    }

    fn read(book: &str, examples: Examples, catalogue: &Catalogue) -> (Option<House>, Vec<Diagnostic>) {
        let mut faults = Vec::new();
        match book::read(book, examples, &mut faults) {
            Some(entries) => House::compile(entries, catalogue, faults),
            None => (None, faults),
        }
    }

    /// The same from sources in memory.
    pub fn from_sources(name: &str, sources: &[Source], catalogue: &Catalogue) -> (Option<House>, Vec<Diagnostic>) {
        let mut faults = Vec::new();
        match book::read_sources(name, sources, &mut faults) {
            Some(entries) => House::compile(entries, catalogue, faults),
            None => (None, faults),
        }
    }

    /// The same from entries (条目) that were put together elsewhere.
    pub(super) fn of_entries(entries: BookEntries, catalogue: &Catalogue) -> (Option<House>, Vec<Diagnostic>) {
        House::compile(entries, catalogue, Vec::new())
    }

    /// The same house with its amounts in another unit (换金额单位), for texts that are written in that one.
    pub fn in_unit(&self, unit: MoneyUnit, catalogue: &Catalogue) -> Option<House> {
        let mut entries = self.entries.clone();
        entries.style.unit = unit.name().to_owned();
        House::of_entries(entries, catalogue).0
    }

    fn compile(
        entries: BookEntries,
        catalogue: &Catalogue,
        faults: Vec<Diagnostic>,
    ) -> (Option<House>, Vec<Diagnostic>) {
        let mut compiler = Compiler {
            catalogue,
            style: &entries.style,
            fragments: &entries.fragments,
            templates: BTreeMap::new(),
            used: Default::default(),
            open: Vec::new(),
            size: 0,
            faults,
            told: Default::default(),
        };
        for fragment in entries.fragments.values() {
            lint::variants(&mut compiler, fragment);
        }
        let mut phrases = Vec::new();
        for entry in &entries.phrases {
            lint::variants(&mut compiler, entry);
            let phrase = compiler.phrase(entry);
            lint::adjacent(&mut compiler, &phrase);
            phrases.push(phrase);
        }
        let mut placed = vec![false; phrases.len()];
        let sections = outline(&mut compiler, &entries, &mut placed);
        let document = match &entries.document {
            Some(title) => compiler.inline("document.title", title),
            None => {
                let fault =
                    Diagnostic::error("P027", format!("话术册 {} 的 book.yaml 没有写 document.title", entries.name));
                let fault = fault.help("如 document: { title: \"第三部分 {{ year }}年度部门决算情况说明\" }");
                compiler.faults.push(entries.place.iter().fold(fault, |fault, place| place.mark(fault, "")));
                return (None, compiler.faults);
            }
        };
        unused(&mut compiler, &entries, &placed);
        lint::write_only(&mut compiler);
        let tera = templates(&mut compiler);
        let faults = compiler.faults;
        if faults.iter().any(|fault| fault.severity == Severity::Error) {
            return (None, faults);
        }
        let name = entries.name.clone();
        (
            Some(House {
                name,
                style: entries.style.clone(),
                document,
                sections,
                phrases,
                tera,
                entries,
                fingerprint: OnceLock::new(),
                sayable: OnceLock::new(),
            }),
            faults,
        )
    }

    /// The phrase of that id.
    pub fn phrase(&self, id: &str) -> Option<&Phrase> {
        self.phrases.iter().find(|phrase| phrase.body.id == id)
    }
}

/// Report what no report will ever show. Behind an error that is only its consequence.
fn unused(compiler: &mut Compiler, entries: &BookEntries, placed: &[bool]) {
    if entries.incomplete || compiler.faults.iter().any(|fault| fault.severity == Severity::Error) {
        return;
    }
    for (entry, _) in entries.phrases.iter().zip(placed).filter(|(_, placed)| !**placed) {
        let fault = Diagnostic::warning("P028", format!("话术 {} 不在任何一章的提纲里，写不出来", entry.id));
        compiler.fault(&entry.place, fault.help("写进 outline，或删去它"));
    }
    for fragment in entries.fragments.values() {
        if !compiler.used.contains(&fragment.id) && entries.is_own(&fragment.place) {
            let fault = Diagnostic::warning("P028", format!("片段 {} 没有用到", fragment.id));
            compiler.fault(&fragment.place, fault.help("删去它"));
        }
    }
}

/// Templates with logic are parsed once, all together, and tried once with a word in each slot; Tera's words name what
/// is wrong.
fn templates(compiler: &mut Compiler) -> Option<Tera> {
    if compiler.templates.is_empty() {
        return None;
    }
    let mut tera = Tera::new();
    for (name, (template, slots)) in compiler.templates.clone() {
        if pattern::computes(&template.text) {
            let fault = Diagnostic::error("P032", format!("模板 {name} 里有算式或大小比较"));
            let help = "模板里的空格都是文字，“9.5”排在“10.5”之后：算数写进空格的 value，比较写进 when";
            compiler.fault(&template.place, fault.help(help));
            continue;
        }
        let mut words = Context::new();
        for slot in slots {
            words.insert(slot, "字");
        }
        let tried = tera.add_raw_template(&name, &template.text).and_then(|()| tera.render(&name, &words));
        if let Err(error) = tried {
            let (said, at) = first_of(&error.to_string(), &template.text);
            let fault = Diagnostic::error("P029", format!("{name} 的模板逻辑写错了（Tera：{said}）"));
            compiler.fault(&template.part(at), fault.help("照 Tera 的语法改；只用文字和 {{ 空格 }} 最稳妥"));
        }
    }
    Some(tera)
}

/// The first line of Tera's complaint, and the character of the template that its second line points at.
fn first_of(error: &str, template: &str) -> (String, Range<usize>) {
    let mut lines = error.lines();
    let said = lines.next().unwrap_or_default();
    let place = lines.find_map(|line| {
        let mut numbers = line.trim().strip_prefix("--> ")?.rsplitn(3, ':');
        let (column, row) = (numbers.next()?.parse::<usize>().ok()?, numbers.next()?.parse::<usize>().ok()?);
        let before: usize = template.split_inclusive('\n').take(row.checked_sub(1)?).map(str::len).sum();
        let (at, c) = template[before..].char_indices().nth(column.checked_sub(1)?)?;
        Some(before + at..before + at + c.len_utf8())
    });
    (said.trim_start_matches("error: ").to_owned(), place.unwrap_or(0..template.len()))
}
