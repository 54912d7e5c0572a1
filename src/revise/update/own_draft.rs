//! Both drafts with last year's own words in them (自己的写法入稿): what a person told in other words than the phrase stands
//! in the draft of last year's figures as they wrote it, and in this year's with this year's figures.

use std::ops::Range;

use crate::revise::{
    laid::{Laid, LaidSentence, LaidSpan},
    marks,
};

/// A stretch of last year's text that tells sentences of the draft (自述).
pub(super) struct Own {
    /// The sentence of this year's draft in whose place it stands.
    pub anchor: usize,
    /// Last year's words.
    pub words: String,
    /// What in them becomes this year's, in order.
    pub slots: Vec<Slot>,
    /// Does the draft say a figure that they do not?
    pub lacks: bool,
}

/// Words of such a stretch that are this year's draft's to say.
pub(super) struct Slot {
    /// Where they stand in it.
    pub place: Range<usize>,
    /// This year's words.
    pub words: String,
    /// What they are.
    pub span: LaidSpan,
}

/// What stands in a draft, one behind the other.
#[derive(Clone, Copy)]
pub(super) enum Piece {
    /// A sentence of the draft.
    Sentence(usize),
    /// One that last year's own words tell.
    Told(usize),
    /// Those words.
    Own(usize),
}

/// How the name of a stretch begins that is last year's own: no phrase has it.
const OWN: char = '~';

/// Is it such a stretch?
pub(super) fn is_own(sentence: &LaidSentence) -> bool {
    sentence.id.starts_with(OWN)
}

/// A draft of those pieces. `new` is this year's, whose layout last year's own words have where last year's draft has
/// nothing there; `young`: are they to have this year's figures?
pub(super) fn assemble(laid: &Laid, pieces: &[Piece], owns: &[Own], new: &Laid, young: bool) -> Laid {
    let mut out = Laid::default();
    // What stood before sentences that are told parts what stands around them.
    let mut open = String::new();
    let mut anchor = None;
    let paragraphs = laid.sentences.last().map_or(0, |sentence| sentence.paragraph);
    for piece in pieces {
        let before = match *piece {
            Piece::Sentence(at) | Piece::Told(at) => glue(laid, at),
            Piece::Own(_) if !open.is_empty() => "",
            Piece::Own(at) if anchor == Some(owns[at].anchor) => "\n",
            Piece::Own(at) => glue(new, owns[at].anchor),
        };
        if before.len() > open.len() {
            before.clone_into(&mut open);
        }
        match *piece {
            Piece::Told(_) => {}
            Piece::Sentence(at) if laid.sentences[at].place.is_empty() => {
                let place = out.text.len()..out.text.len();
                out.sentences.push(LaidSentence { place, ..laid.sentences[at].clone() });
            }
            Piece::Sentence(at) => {
                out.text += &std::mem::take(&mut open);
                push(&mut out, &laid.sentences[at], &laid.text);
            }
            Piece::Own(at) => {
                out.text += &std::mem::take(&mut open);
                let sentence = &new.sentences[owns[at].anchor];
                anchor = Some(owns[at].anchor);
                let paragraph = if young { sentence.paragraph } else { paragraphs + 1 + at };
                push_own(&mut out, &owns[at], at, (paragraph, &sentence.section), young);
            }
        }
    }
    out.text.push('\n');
    out
}

/// What stands between a sentence and the one before it.
fn glue(laid: &Laid, sentence: usize) -> &str {
    let place = &laid.sentences[sentence].place;
    let before = laid.sentences[..sentence].iter().map(|sentence| sentence.place.end).max().unwrap_or(0);
    if place.is_empty() { "" } else { &laid.text[before..place.start] }
}

fn push(out: &mut Laid, sentence: &LaidSentence, text: &str) {
    let start = out.text.len();
    out.text += &text[sentence.place.clone()];
    let moved =
        |place: &Range<usize>| place.start - sentence.place.start + start..place.end - sentence.place.start + start;
    let spans = sentence.spans.iter().map(|span| LaidSpan { place: moved(&span.place), ..span.clone() }).collect();
    out.sentences.push(LaidSentence { place: moved(&sentence.place), spans, ..sentence.clone() });
}

fn push_own(out: &mut Laid, own: &Own, at: usize, (paragraph, section): (usize, &str), young: bool) {
    let start = out.text.len();
    let (mut spans, mut done) = (Vec::new(), 0);
    for slot in &own.slots {
        out.text += &own.words[done..slot.place.start];
        let first = out.text.len();
        out.text += if young { &slot.words } else { &own.words[slot.place.clone()] };
        spans.push(LaidSpan { place: first..out.text.len(), ..slot.span.clone() });
        done = slot.place.end;
    }
    let rest = &own.words[done..];
    let (words, stop) = rest.split_at(rest.trim_end_matches(['。', '；']).len());
    out.text += words;
    if young && own.lacks {
        out.text += marks::UNPLACED;
    }
    out.text += stop;
    let place = start..out.text.len();
    let id = format!("{OWN}{at}");
    out.sentences.push(LaidSentence { id, section: section.to_owned(), paragraph, place, spans });
}
