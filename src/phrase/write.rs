//! Writing (成文): figures + phrase -> sentence with a span for every figure, word, reason and name.

use std::ops::Range;

use tera::{Context, Tera};

use super::{
    body::{Body, Piece, Say, Variant},
    slot::{Position, Slot, SlotKind, SpanKind},
};
use crate::figures::{Condition, Env, Record};

/// A written span (片段): where it stands in the sink's text, and what it came from.
#[derive(Clone, Copy, Debug)]
pub struct WrittenSpan<'a> {
    /// Byte offsets in the sink's text.
    pub start: usize,
    /// End of the span.
    pub end: usize,
    /// What it is.
    pub kind: SpanKind,
    /// The slot that wrote it.
    pub slot: &'a Slot,
    /// The phrase or fragment the slot belongs to.
    pub body: &'a Body,
    /// The variant that was chosen there.
    pub variant: &'a Variant,
    /// The row that was current.
    pub row: Option<&'a Record>,
}

/// Where sentences are written to: one text for a whole report, and spans into it.
#[derive(Debug, Default)]
pub struct Sink<'a> {
    /// All text.
    pub text: String,
    /// All spans, in order of their start.
    pub spans: Vec<WrittenSpan<'a>>,
}

/// Writes bodies with one book's templates.
#[derive(Clone, Copy)]
pub struct Writer<'a> {
    /// Templates with logic, if the book has any.
    pub tera: Option<&'a Tera>,
}

impl<'a> Writer<'a> {
    /// Write a body; gives the variant that was chosen.
    pub fn write(&self, body: &'a Body, env: &Env<'a>, position: Position<'a>, out: &mut Sink<'a>) -> &'a Variant {
        Pen { writer: *self, env: *env, position, out }.body(body)
    }
}

/// One body being written, with those inside it. All that changes on the way is here, because handing it on from slot
/// to slot took a good part of the time.
struct Pen<'p, 'a> {
    writer: Writer<'a>,
    env: Env<'a>,
    position: Position<'a>,
    out: &'p mut Sink<'a>,
}

impl<'a> Pen<'_, 'a> {
    fn body(&mut self, body: &'a Body) -> &'a Variant {
        let holds = |variant: &&Variant| variant.when.as_ref().is_none_or(|when| self.env.holds(when));
        // The compiler refuses a body whose last variant has a condition, so one is always chosen.
        let variant = body.variants.iter().find(holds).unwrap_or(&body.variants[body.variants.len() - 1]);
        match &variant.say {
            Say::Straight(pieces) => {
                for piece in pieces {
                    match piece {
                        Piece::Text(text) => self.out.text.push_str(text),
                        Piece::Slot(index) => self.slot(&body.slots[*index], body, variant),
                    }
                }
            }
            Say::Logic(template) => self.logic(template, body, variant),
        }
        variant
    }

    fn slot(&mut self, slot: &'a Slot, body: &'a Body, variant: &'a Variant) {
        match &slot.kind {
            SlotKind::Use { body } => _ = self.body(body),
            SlotKind::Each { group, filter, body, join } => {
                let (env, ordinal) = (self.env, self.position.ordinal);
                self.each(self.env.accounts.rows(*group), filter.as_ref(), body, join);
                (self.env, self.position.ordinal) = (env, ordinal);
            }
            _ => {
                let start = self.out.text.len();
                if let Some(kind) = slot.write(&self.env, &self.position, &mut self.out.text) {
                    let (end, row) = (self.out.text.len(), self.env.row());
                    self.out.spans.push(WrittenSpan { start, end, kind, slot, body, variant, row });
                }
            }
        }
    }

    fn each(&mut self, rows: &'a [Record], filter: Option<&'a Condition>, body: &'a Body, join: &str) {
        self.position.ordinal = 1;
        for row in rows {
            self.env = self.env.at(row);
            if filter.is_some_and(|filter| !self.env.keeps(filter)) {
                continue;
            }
            let before = self.out.text.len();
            if self.position.ordinal > 1 {
                self.out.text.push_str(join);
            }
            let start = self.out.text.len();
            self.body(body);
            if self.out.text.len() == start {
                // The row says nothing: no separator for it, and its number is free again.
                self.out.text.truncate(before);
            } else {
                self.position.ordinal += 1;
            }
        }
    }

    /// A template with logic sees every slot as a finished string, so that no arithmetic or order is left to it.
    #[cold]
    fn logic(&mut self, template: &str, body: &'a Body, variant: &'a Variant) {
        let mut context = Context::new();
        let mut written = Vec::new();
        for slot in &body.slots {
            let mut sink = Sink::default();
            Pen { writer: self.writer, env: self.env, position: self.position, out: &mut sink }
                .slot(slot, body, variant);
            context.insert(slot.name.clone(), &sink.text);
            written.push(sink);
        }
        let Sink { text, spans } = &mut *self.out;
        let start = text.len();
        match self.writer.tera.map(|tera| tera.render(template, &context)) {
            Some(Ok(rendered)) => text.push_str(&rendered),
            // Rendering was tried when the book was loaded; what still fails is shown where it would stand.
            Some(Err(error)) => text.push_str(&format!("【话术出错：{error}】")),
            None => {}
        }
        // A slot's spans are found again wherever the template put its words unchanged.
        let first = spans.len();
        let mut taken: Vec<Range<usize>> = Vec::new();
        for slot in written.iter().filter(|slot| !slot.text.is_empty()) {
            let found = text[start..].match_indices(&slot.text).map(|(at, words)| start + at..start + at + words.len());
            let free = found
                .into_iter()
                .find(|place| taken.iter().all(|other| place.end <= other.start || other.end <= place.start));
            let Some(place) = free else { continue };
            let moved = |span: &WrittenSpan<'a>| WrittenSpan {
                start: place.start + span.start,
                end: place.start + span.end,
                ..*span
            };
            spans.extend(slot.spans.iter().map(moved));
            taken.push(place);
        }
        spans[first..].sort_by_key(|span| span.start);
    }
}

impl<'a> Writer<'a> {
    /// Write a body through Tera throughout (对照): every straight-line template is valid Tera and says the same.
    pub fn through_tera(&self, body: &'a Body, env: &Env<'a>, position: Position<'a>) -> Result<String, tera::Error> {
        let chosen = body.variants.iter().find(|variant| variant.when.as_ref().is_none_or(|when| env.holds(when)));
        let variant = chosen.unwrap_or(&body.variants[body.variants.len() - 1]);
        let mut context = Context::new();
        for slot in &body.slots {
            let text = match &slot.kind {
                SlotKind::Use { body } => self.through_tera(body, env, position)?,
                SlotKind::Each { group, filter, body, join } => {
                    let mut rows = Vec::new();
                    for row in env.accounts.rows(*group) {
                        let env = env.at(row);
                        if filter.as_ref().is_none_or(|filter| env.keeps(filter)) {
                            let ordinal = rows.len() + 1;
                            let text = self.through_tera(body, &env, Position { ordinal, ..position })?;
                            if !text.is_empty() {
                                rows.push(text);
                            }
                        }
                    }
                    rows.join(join)
                }
                _ => {
                    let mut text = String::new();
                    slot.write(env, &position, &mut text);
                    text
                }
            };
            context.insert(slot.name.clone(), &text);
        }
        Tera::one_off(&variant.template.text, &context, false)
    }
}
