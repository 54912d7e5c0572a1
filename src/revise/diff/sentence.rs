//! A sentence of a report as it is compared (句子): its words, its figures, its reasons, and what it speaks of.

use std::{borrow::Cow, ops::Range};

use ahash::AHashMap;

use super::keys::{self, Role, Word};
use crate::{
    figures::{ConceptIx, FinalAccounts, GroupIx, Record},
    phrase::{Body, Slot, SlotKind, read::Step, scan::Held},
    report::{binding::RowAt, document::PartKind, reading::ReadSentence},
};

/// How a sentence stands to the phrasebook (与话术的关系).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wording {
    /// A heading.
    Heading,
    /// In the phrase's own words.
    Own,
    /// A phrase in other accepted words (also_read).
    Accepted,
    /// A phrase with words that differ from it.
    Slipped,
    /// The officer's paragraphs, which no phrase prescribes.
    Prose,
    /// No phrase reads it.
    Unread,
    /// In a part of the report that no phrase is about.
    Elsewhere,
}

/// What a sentence of a list speaks of (所指的行).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Subject {
    pub group: GroupIx,
    /// What stays the same when figures change.
    pub key: String,
    pub name: String,
    /// Is the key an official code?
    pub coded: bool,
}

/// A figure or word of direction that the phrase knows (读出的数).
pub(super) struct Figure<'s> {
    pub key: u64,
    pub slot: &'s Slot,
    pub body: &'s Body,
    pub row: Option<RowAt>,
    pub held: &'s Held,
    /// Where it stands in the sentence, with its unit.
    pub range: Range<usize>,
}

/// A sentence of a report as it is compared (句子).
pub struct Sentence<'s> {
    /// Its words, in full-width punctuation and without blanks that mean nothing.
    pub text: &'s str,
    /// Where it stands in the source.
    pub place: Range<usize>,
    /// Where it stands as a reader says it: 五（三）1.
    pub section: String,
    /// Which part of the report it stands in.
    pub part: PartKind,
    /// How it stands to the phrasebook.
    pub wording: Wording,
    /// The phrase that reads it.
    pub phrase: Option<&'s str>,
    /// Which of the sentences that were read it is.
    pub(super) read: Option<usize>,
    pub(super) subject: Option<Subject>,
    pub(super) words: Vec<Word>,
    pub(super) figures: Vec<Figure<'s>>,
    /// Where words stand that no figure decides: the officer's, and the name of what the sentence is about.
    pub(super) free: Vec<Range<usize>>,
    /// Where reasons stand.
    pub(super) reasons: Vec<Range<usize>>,
}

impl<'s> Sentence<'s> {
    /// A text that no phrase tells about.
    pub(super) fn plain(text: &'s str, place: Range<usize>, section: String, wording: Wording) -> Sentence<'s> {
        let mut sentence = Sentence::bare(text, place, section, wording);
        if wording != Wording::Heading {
            sentence.reasons = super::reasons::find(text);
            sentence.free.clone_from(&sentence.reasons);
        }
        sentence
    }

    /// A text with nothing told about it yet.
    fn bare(text: &'s str, place: Range<usize>, section: String, wording: Wording) -> Sentence<'s> {
        Sentence {
            text,
            place,
            section,
            part: PartKind::Narrative,
            wording,
            phrase: None,
            read: None,
            subject: None,
            words: keys::words(text),
            figures: Vec::new(),
            free: Vec::new(),
            reasons: Vec::new(),
        }
    }

    /// A text that a phrase read.
    pub(super) fn read(
        index: usize,
        sentence: &'s ReadSentence<'s, 's>,
        rows: &[Option<RowAt>],
        accounts: &FinalAccounts,
        section: String,
    ) -> Sentence<'s> {
        let range = sentence.range();
        let text = &sentence.paragraph.text()[range.clone()];
        let mut made = Sentence::bare(text, sentence.place(range.clone()), section, Wording::Own);
        made.phrase = Some(&sentence.read.phrase.body.id);
        made.read = Some(index);
        made.subject =
            sentence.read.phrase.each.and_then(|_| rows.iter().flatten().next()).map(|&row| subject(row, accounts));
        let mut times: AHashMap<u64, u32> = AHashMap::new();
        for (step, &row) in sentence.read.steps.iter().zip(rows) {
            match step {
                Step::Enter { accepted: true, .. } if made.wording == Wording::Own => made.wording = Wording::Accepted,
                Step::Slip { .. } => made.wording = Wording::Slipped,
                Step::Slot { slot, body, range: at, held, .. } => {
                    let at = at.start - range.start..at.end - range.start;
                    let names = matches!(held, Held::Account(_)) || matches!(slot.kind, SlotKind::Name);
                    if slot.text().is_some() || made.subject.is_some() && names {
                        made.free.push(at.clone());
                    }
                    if matches!((&slot.kind, held), (SlotKind::Reason { .. }, Held::Words)) {
                        made.reasons.push(at.clone());
                    }
                    if !matches!(held, Held::Number(_) | Held::Word(_)) {
                        continue;
                    }
                    let Some(value) = slot.value() else { continue };
                    let of = row.map(|row| row_key(row, accounts));
                    let once = keys::key((std::mem::discriminant(&slot.kind), value, of));
                    // The same figure again is another one.
                    let nth = times.entry(once).or_default();
                    let key = keys::key((once, *nth));
                    *nth += 1;
                    made.figures.push(Figure { key, slot, body, row, held, range: at });
                }
                _ => {}
            }
        }
        made.name_figures();
        made
    }

    /// The tokens of figures that the phrase knows stand for these.
    fn name_figures(&mut self) {
        let mut words = self.words.iter_mut().peekable();
        for figure in &self.figures {
            while words.next_if(|word| word.range.end <= figure.range.start).is_some() {}
            // Behind the number stands its unit, which belongs to the words.
            let fits = |word: &&mut Word| {
                word.range.start < figure.range.end
                    && match figure.held {
                        Held::Number(_) => word.role == Role::Number,
                        _ => matches!(word.role, Role::Direction(_)),
                    }
            };
            if let Some(word) = words.next_if(fits) {
                (word.key, word.slot) = (figure.key, true);
            }
        }
    }

    /// Does it print a number that is no year?
    pub(super) fn states_figures(&self) -> bool {
        self.words.iter().any(|word| word.role == Role::Number)
    }

    /// The words of a stretch of it.
    pub(super) fn part(&self, range: Range<usize>) -> &'s str {
        &self.text[range]
    }
}

/// What a row is, in words that both years share.
fn row_key(row: RowAt, accounts: &FinalAccounts) -> (GroupIx, Option<ConceptIx>, Cow<'_, str>) {
    match row {
        RowAt::Member(group, concept) => (group, Some(concept), Cow::default()),
        RowAt::Row(group, _) | RowAt::Class { list: group, .. } => {
            (group, None, row.record(accounts).map(Record::borrowed_key).unwrap_or_default())
        }
    }
}

fn subject(row: RowAt, accounts: &FinalAccounts) -> Subject {
    let (group, _, key) = row_key(row, accounts);
    let record = row.record(accounts);
    let name = record.map(|record| record.name.to_string()).unwrap_or_default();
    let coded = record.is_some_and(|record| {
        record.code.is_some() || record.account.as_ref().is_some_and(|account| account.code.is_some())
    });
    Subject { group, key: key.into_owned(), name, coded }
}
