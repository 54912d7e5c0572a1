//! Reading a report (读稿): every paragraph of part three as a row of phrases, and what no phrase reads.

mod choose;
mod near;
mod paragraph;
mod starts;
mod titles;
mod unread;

use std::{cmp::Ordering, ops::Range};

use super::{
    binding,
    document::{Clean, Document, Section},
    house::{Block, House},
};
use crate::{
    figures::{MoneyUnit, Reference},
    phrase::{
        SlotKind,
        body::Body,
        network::Network,
        read::{Match, Memory, Reader, Step},
        scan::{self, Held},
    },
    source::Source,
};

use starts::Starts;

pub use choose::{Choice, choose, known_titles};

/// A sentence or two that one phrase read (读出的句子).
pub struct ReadSentence<'a, 'd> {
    /// Which section of the house it stands in.
    pub section: Option<usize>,
    /// Its paragraph.
    pub paragraph: &'d Clean,
    /// Where it begins in the paragraph.
    pub start: usize,
    /// What was read; places are offsets in the paragraph.
    pub read: Match<'a>,
    /// Further paragraphs that belong to its last slot, the officer's prose.
    pub prose: Vec<&'d Clean>,
}

/// A sentence that no phrase reads (没有读懂的句子).
#[derive(Clone)]
pub struct Unread<'d> {
    /// Its paragraph.
    pub paragraph: &'d Clean,
    /// Where it stands in the paragraph.
    pub range: Range<usize>,
    /// Which section of the house it stands in.
    pub section: Option<usize>,
    /// The phrase that is most like it.
    pub nearest: Option<String>,
    /// Is it free words, which are like no phrase?
    pub bare: bool,
}

/// A report as read with one house style (读稿).
pub struct Reading<'a, 'd> {
    /// The house style.
    pub house: &'a House,
    /// The text.
    pub document: &'d Document,
    /// What was read, in order.
    pub sentences: Vec<ReadSentence<'a, 'd>>,
    /// What was not.
    pub unread: Vec<Unread<'d>>,
    /// For each section of the text, the section of the house that it is.
    pub sections: Vec<Option<usize>>,
    /// Letters read and letters in all, in bytes.
    pub coverage: (usize, usize),
    /// What the searches looked at, in steps: what reading cost, whatever the machine.
    pub steps: usize,
}

/// A house style laid out for reading (备读): made once, used for many texts.
pub struct Shelf<'a> {
    /// The house style.
    pub house: &'a House,
    /// What its expressions are resolved by.
    reference: &'static Reference,
    networks: Vec<Option<Network<'a>>>,
    /// Which phrases stand in which section.
    sections: Vec<Starts>,
    /// Those of all sections.
    all: Starts,
    directions: Vec<(String, Ordering)>,
    titles: Vec<String>,
}

/// Words made comparable as the text is.
pub(crate) fn comparable(text: &str) -> String {
    let source = Source::new("", text);
    Clean::of(&source, 0..text.len()).into_text()
}

impl Reading<'_, '_> {
    /// How much of the text was read, in percent.
    pub(super) fn sureness(&self) -> u8 {
        let (read, all) = self.coverage;
        (100 * read).checked_div(all).unwrap_or(0) as u8
    }
}

impl<'a> Shelf<'a> {
    /// Lay a house style out that was compiled with the shipped reference data.
    pub fn of(house: &'a House) -> Shelf<'a> {
        Shelf::with(house, Reference::shipped())
    }

    /// Lay a house style out that was compiled with this reference data.
    pub fn with(house: &'a House, reference: &'static Reference) -> Shelf<'a> {
        let networks: Vec<_> = house.phrases.iter().map(|phrase| Network::of(phrase, &comparable)).collect();
        let placed = |section: &super::house::Section| {
            let mut phrases = Vec::new();
            for block in &section.blocks {
                if let Block::Paragraph { phrases: some, .. } = block {
                    phrases.extend(some.iter().copied().filter(|phrase| !phrases.contains(phrase)).collect::<Vec<_>>());
                }
            }
            phrases
        };
        let mut directions = Vec::new();
        house.phrases.iter().for_each(|phrase| collect_directions(&phrase.body, &mut directions));
        // The longer word first: 增长 before 增.
        directions.sort_by_key(|(word, _): &(String, Ordering)| std::cmp::Reverse(word.len()));
        let laid = |section| Starts::of(placed(section), &networks);
        Shelf {
            house,
            reference,
            sections: house.sections.iter().map(laid).collect(),
            all: Starts::of(0..networks.len(), &networks),
            networks,
            directions,
            titles: house.sections.iter().map(|section| titles::core(&titles::words(&section.title))).collect(),
        }
    }

    /// Read a report.
    pub fn read<'d>(&self, document: &'d Document) -> Reading<'a, 'd> {
        let mut reading = self.read_words(document);
        self.finish(&mut reading);
        reading
    }

    /// What is done only for the house style that a text is read with in the end.
    fn finish(&self, reading: &mut Reading) {
        binding::settle(reading, self.reference);
        self.name_nearest(reading);
    }

    /// Read a report by its words alone: where they are two variants, the figures have not been asked yet.
    fn read_words<'d>(&self, document: &'d Document) -> Reading<'a, 'd> {
        let mut reading = Reading {
            house: self.house,
            document,
            sentences: Vec::new(),
            unread: Vec::new(),
            sections: Vec::new(),
            coverage: (0, 0),
            steps: 0,
        };
        let mut memory = Memory::default();
        let mut effort = paragraph::Effort::of_a_text();
        for section in document.narrative() {
            let which = self.section_of(section);
            reading.sections.push(which);
            self.section(section, which, &mut memory, &mut effort, &mut reading);
        }
        reading.steps = memory.steps();
        reading
    }

    /// The phrases of a section of the house; outside of all, every phrase.
    fn phrases(&self, section: Option<usize>) -> &Starts {
        section.map_or(&self.all, |section| &self.sections[section])
    }

    /// Which section of the house a section of the text is, by its heading.
    fn section_of(&self, section: &Section) -> Option<usize> {
        let title = titles::core(section.title.as_ref()?.text());
        titles::nearest(&title, &self.titles)
    }

    fn section<'d>(
        &self,
        section: &'d Section,
        which: Option<usize>,
        memory: &mut Memory<'a>,
        effort: &mut paragraph::Effort,
        reading: &mut Reading<'a, 'd>,
    ) {
        let reader = Reader { missing: &self.house.style.missing, directions: &self.directions };
        let desk = paragraph::Desk { reader: &reader, networks: &self.networks, phrases: self.phrases(which) };
        for paragraph in section.paragraphs.iter().filter(|paragraph| !paragraph.heading) {
            let clean = &paragraph.text;
            let length = clean.text().len();
            reading.coverage.1 += length;
            let pieces = desk.read(clean.text(), memory, effort);
            // What no words lead in may be anything; behind prose it is more of it.
            let nothing = pieces.iter().all(|piece| match piece {
                paragraph::Piece::Unread(_) => true,
                paragraph::Piece::Read(start, read) => is_bare_prose(*start, read),
            });
            // The officer's prose may have paragraphs of its own.
            if nothing
                && let Some(last) = reading.sentences.last_mut().filter(|last| last.section == which)
                && last.ends_in_prose()
            {
                last.prose.push(clean);
                reading.coverage.0 += length;
                continue;
            }
            for piece in pieces {
                match piece {
                    // Outside the sections of the house not everything is the officer's prose.
                    paragraph::Piece::Read(start, read) if which.is_none() && is_bare_prose(start, &read) => {
                        let range = start..read.end;
                        reading.unread.push(Unread {
                            paragraph: clean,
                            range,
                            section: which,
                            nearest: None,
                            bare: true,
                        });
                    }
                    paragraph::Piece::Read(start, read) => {
                        reading.coverage.0 += read.end - start;
                        let prose = Vec::new();
                        reading.sentences.push(ReadSentence { section: which, paragraph: clean, start, read, prose });
                    }
                    paragraph::Piece::Unread(range) => {
                        let unread = Unread { paragraph: clean, range, section: which, nearest: None, bare: false };
                        reading.unread.push(unread);
                    }
                }
            }
        }
    }
}

/// Is it all free words?
fn is_bare_prose(start: usize, read: &Match) -> bool {
    let mut slots = read.steps.iter().filter_map(|step| match step {
        Step::Slot { slot, range, .. } => Some((slot, range)),
        _ => None,
    });
    slots.any(|(slot, range)| matches!(slot.kind, SlotKind::Prose { .. }) && *range == (start..read.end))
}

impl ReadSentence<'_, '_> {
    /// Is its last slot the officer's prose?
    fn ends_in_prose(&self) -> bool {
        let last = self.read.steps.iter().rev().find_map(|step| match step {
            Step::Slot { slot, range, .. } => Some((slot, range)),
            _ => None,
        });
        last.is_some_and(|(slot, range)| matches!(slot.kind, SlotKind::Prose { .. }) && range.end == self.read.end)
    }

    /// Where a stretch of it stands in the source.
    pub fn place(&self, range: Range<usize>) -> Range<usize> {
        self.paragraph.place(range)
    }

    /// The figures, percentages and counts that its slots hold, with the steps they stand in.
    pub fn figures(&self) -> Vec<(usize, Range<usize>)> {
        let steps = self.read.steps.iter().enumerate();
        let held = steps.filter_map(|(index, step)| match step {
            Step::Slot { held: Held::Number(printed), .. } => Some((index, printed.digits.clone())),
            _ => None,
        });
        held.collect()
    }

    /// All of it.
    pub fn range(&self) -> Range<usize> {
        self.start..self.read.end
    }
}

fn collect_directions(body: &Body, found: &mut Vec<(String, Ordering)>) {
    for slot in &body.slots {
        match &slot.kind {
            SlotKind::Word { positive, negative, zero, .. } => {
                let own = [(positive, Ordering::Greater), (negative, Ordering::Less), (zero, Ordering::Equal)];
                for (word, sign) in own.into_iter().filter_map(|(word, sign)| Some((word.clone()?, sign))) {
                    if !word.is_empty() && !found.iter().any(|(other, _)| *other == word) {
                        found.push((word.to_string(), sign));
                    }
                }
            }
            SlotKind::Use { body } | SlotKind::Each { body, .. } => collect_directions(body, found),
            _ => {}
        }
    }
}

/// The unit of most amounts of a text (金额单位); none where as many are in either.
pub fn unit_of(text: &str) -> Option<MoneyUnit> {
    let figures = figures(text);
    let count = |unit: MoneyUnit| figures.iter().filter(|figure| text[figure.end..].starts_with(unit.name())).count();
    match count(MoneyUnit::Yuan).cmp(&count(MoneyUnit::WanYuan)) {
        Ordering::Greater => Some(MoneyUnit::Yuan),
        Ordering::Less => Some(MoneyUnit::WanYuan),
        Ordering::Equal => None,
    }
}

/// The figures of a text: numbers with a unit or % behind them (数).
pub fn figures(text: &str) -> Vec<Range<usize>> {
    const UNITS: [&str; 11] = ["万元", "亿元", "元", "%", "辆", "台", "个", "批次", "人次", "分", "万（"];
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(step) = text[at..].find(|c: char| c.is_ascii_digit()) {
        let start = at + step;
        let signed = start > 0 && text.as_bytes()[start - 1] == b'-';
        match scan::number(text, start - usize::from(signed)) {
            Some((_, end)) => {
                if UNITS.iter().any(|unit| text[end..].starts_with(unit)) {
                    found.push(start - usize::from(signed)..end);
                }
                at = end;
            }
            // A row of digits that is no number has none inside.
            None => at = start + text[start..].bytes().take_while(u8::is_ascii_digit).count(),
        }
    }
    found
}
