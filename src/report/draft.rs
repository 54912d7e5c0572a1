//! Drafting (起草): figures + house style -> report tree.

use std::ops::Range;

use crate::{
    figures::{Condition, Env, FinalAccounts, Record},
    phrase::{Body, Phrase, Position, Sink, Writer},
};

use super::{
    house::{Block, House},
    tree::{ParagraphRange, Report, SectionRange, SentenceRange},
};

/// Draft part three. `printed` are the same figures as the house's sentences use them, from
/// [`crate::report::printed`].
pub fn draft<'a>(house: &'a House, accounts: &'a FinalAccounts, printed: &'a FinalAccounts) -> Report<'a> {
    let mut drafter = Drafter {
        house,
        writer: Writer { tera: house.tera.as_ref() },
        env: Env::new(printed).asking_from(house.style.threshold_amount, house.style.threshold_rate),
        sink: Sink { text: String::with_capacity(16 * 1024), spans: Vec::with_capacity(256) },
        section: 0,
        paragraphs: Vec::with_capacity(64),
        sentences: Vec::with_capacity(64),
    };
    let title = drafter.title(&house.document);
    let mut sections = Vec::with_capacity(house.sections.len());
    for (index, section) in house.sections.iter().enumerate() {
        drafter.section = index + 1;
        let first = drafter.paragraphs.len();
        let title = drafter.title(&section.title);
        for block in &section.blocks {
            drafter.block(block);
        }
        sections.push(SectionRange { index, title, paragraphs: first..drafter.paragraphs.len() });
    }
    Report {
        house,
        accounts,
        printed,
        text: drafter.sink.text,
        spans: drafter.sink.spans,
        title,
        sections,
        paragraphs: drafter.paragraphs,
        sentences: drafter.sentences,
    }
}

struct Drafter<'a> {
    house: &'a House,
    writer: Writer<'a>,
    env: Env<'a>,
    sink: Sink<'a>,
    section: usize,
    paragraphs: Vec<ParagraphRange>,
    sentences: Vec<SentenceRange<'a>>,
}

impl<'a> Drafter<'a> {
    /// A title or heading; its spans would belong to no sentence and are dropped.
    fn title(&mut self, body: &'a Body) -> Range<usize> {
        let start = self.sink.text.len();
        let spans = self.sink.spans.len();
        let position = self.position(0);
        self.writer.write(body, &self.env, position, &mut self.sink);
        self.sink.spans.truncate(spans);
        start..self.sink.text.len()
    }

    fn position(&self, ordinal: usize) -> Position<'a> {
        Position { ordinal, section: self.section, style: &self.house.style }
    }

    fn holds(&self, when: Option<&Condition>) -> bool {
        when.is_none_or(|when| self.env.holds(when))
    }

    fn block(&mut self, block: &'a Block) {
        match block {
            Block::Heading { when, body } => {
                if self.holds(when.as_ref()) {
                    let first = self.sentences.len();
                    self.sentence(body, None, None, 0);
                    self.close(first, true);
                }
            }
            Block::Paragraph { when, phrases, per_row } => {
                if !self.holds(when.as_ref()) {
                    return;
                }
                if *per_row {
                    self.paragraph_per_row(phrases);
                } else {
                    let first = self.sentences.len();
                    for &phrase in phrases {
                        self.phrase(&self.house.phrases[phrase]);
                    }
                    self.close(first, false);
                }
            }
        }
    }

    /// The rows of a phrase that are printed.
    fn rows(&self, phrase: &'a Phrase) -> impl Iterator<Item = &'a Record> + use<'a> {
        let env = self.env;
        let rows = phrase.each.map_or(&[][..], |group| env.accounts.rows(group));
        rows.iter().filter(move |row| keeps(phrase, &env, row))
    }

    fn phrase(&mut self, phrase: &'a Phrase) {
        if phrase.each.is_none() {
            self.sentence(&phrase.body, Some(phrase), None, 0);
            return;
        }
        for (index, row) in self.rows(phrase).enumerate() {
            self.sentence(&phrase.body, Some(phrase), Some(row), index + 1);
        }
    }

    /// One paragraph a row: the phrases share the first one's list (P034) and speak of each of its rows together.
    fn paragraph_per_row(&mut self, phrases: &'a [usize]) {
        let Some(&first) = phrases.first() else { return };
        let leading = &self.house.phrases[first];
        for (index, row) in self.rows(leading).enumerate() {
            let start = self.sentences.len();
            for &phrase in phrases {
                let phrase = &self.house.phrases[phrase];
                if keeps(phrase, &self.env, row) {
                    self.sentence(&phrase.body, Some(phrase), Some(row), index + 1);
                }
            }
            self.close(start, false);
        }
    }

    fn sentence(&mut self, body: &'a Body, phrase: Option<&'a Phrase>, row: Option<&'a Record>, ordinal: usize) {
        let env = match row {
            Some(row) => self.env.at(row),
            None => self.env,
        };
        let start = self.sink.text.len();
        let spans = self.sink.spans.len();
        let position = self.position(ordinal);
        let variant = self.writer.write(body, &env, position, &mut self.sink);
        if self.sink.text.len() == start {
            return;
        }
        self.sentences.push(SentenceRange {
            text: start..self.sink.text.len(),
            spans: spans..self.sink.spans.len(),
            body,
            phrase,
            variant,
            row,
        });
    }

    /// Sentences since `first` are one paragraph; if all said nothing there is none.
    fn close(&mut self, first: usize, heading: bool) {
        if self.sentences.len() > first {
            self.paragraphs.push(ParagraphRange { heading, sentences: first..self.sentences.len() });
        }
    }
}

/// Does the phrase speak of this row of its list?
fn keeps(phrase: &Phrase, env: &Env, row: &Record) -> bool {
    phrase.filter.as_ref().is_none_or(|filter| env.at(row).keeps(filter))
}
