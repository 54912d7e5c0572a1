//! One side of `diff` (对比的一方): a text, or figures drafted into one.

use std::path::Path;

use super::{
    check_input::is_figures,
    figures_file::is_workbook,
    handed::Handed,
    materials::{Materials, Wanted},
    shelf,
    terminal::Terminal,
    usage::refuse,
};
use crate::{
    diagnostic::Diagnostic,
    figures::Reference,
    formats::{self, word::WordFile},
    report::{
        self, Document, House,
        binding::Bound,
        reading::{Choice, known_titles, unit_of},
        segment,
    },
    revise::diff::Side,
    source::Source,
};

/// A text to compare (对比的文本).
pub struct Input {
    /// The text; of figures their draft.
    source: Source,
    /// The house that drafted it; none for a text of its own.
    house: Option<House>,
    /// The Word file that the text stands in.
    word: Option<WordFile>,
}

impl Input {
    /// Read a text, or read figures and draft them with their book.
    pub fn load(
        path: &Path,
        (phrasebook, reference): (Option<&str>, Option<&Path>),
        terminal: &Terminal,
        notes: &mut Vec<Diagnostic>,
    ) -> Option<Input> {
        let wanted = Wanted { figures: path, phrasebook, reference };
        let loaded = if is_workbook(path) {
            wanted.load(terminal)
        } else {
            let Handed { source, word, .. } = Handed::read(path, terminal, notes)?;
            if !is_figures(&source) {
                return Some(Input { source, house: None, word });
            }
            wanted.load_from(Some(&source), Vec::new())
        };
        match loaded {
            Ok(Materials { accounts, house, notes: mut found, .. }) => {
                notes.append(&mut found);
                let printed = report::printed(&accounts, &house.style);
                let text = formats::txt(&report::draft(&house, &accounts, &printed));
                let name =
                    if path == Path::new("-") { accounts.source.name().to_owned() } else { path.display().to_string() };
                Some(Input { source: Source::new(name, text), house: Some(house), word: None })
            }
            Err(mut found) => {
                notes.append(&mut found);
                None
            }
        }
    }

    /// The Word file, taken out.
    pub fn take_word(&mut self) -> Option<WordFile> {
        self.word.take()
    }

    /// Must its house style be found out?
    pub fn is_text(&self) -> bool {
        self.house.is_none()
    }

    /// The house styles in the unit in which a text is written, where one of them prints another.
    pub fn in_own_unit(&self, all: &[House], reference: &'static Reference) -> Vec<House> {
        let unit = if self.is_text() { unit_of(self.source.text()) } else { None };
        let Some(unit) = unit.filter(|unit| all.iter().any(|house| house.style.unit != unit.name())) else {
            return Vec::new();
        };
        all.iter().filter_map(|house| house.in_unit(unit, &reference.catalogue)).collect()
    }

    /// The house styles that it may be written in: its `own`, if any, else `all`.
    pub fn houses<'h>(&'h self, all: &'h [House], own: &'h [House]) -> Vec<&'h House> {
        let texts = if own.is_empty() { all } else { own };
        self.house.as_ref().map_or_else(|| texts.iter().collect(), |house| vec![house])
    }

    /// Cut it into parts, sections and paragraphs.
    pub fn document(&self, houses: &[&House]) -> Document {
        let titles = known_titles(houses.iter().copied());
        let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
        segment(&self.source, &titles)
    }

    /// Lay it out, once it was read and bound.
    pub fn side<'s>(&'s self, (choice, bound): &'s (Choice<'s, 's>, Bound)) -> Result<Side<'s>, Box<Diagnostic>> {
        let side = Side::of(self.source.name(), self.house.is_some(), &choice.reading, bound);
        if side.sentences.is_empty() {
            let message = format!("“{}”里没有可以对比的文字", self.source.name());
            let help = "这里对比决算数据文件（.yaml）和情况说明（.docx、.txt、.md），说明要有“一、”“二、”这样的章节";
            return Err(Box::new(refuse(message, help)));
        }
        Ok(side)
    }
}

/// The house styles for texts: none are loaded if both sides are figures.
pub fn all_houses(
    inputs: [&Input; 2],
    phrasebook: Option<&str>,
    reference: &'static Reference,
) -> Result<Vec<House>, Vec<Diagnostic>> {
    if inputs.iter().any(|input| input.is_text()) { shelf::houses(phrasebook, reference) } else { Ok(Vec::new()) }
}
