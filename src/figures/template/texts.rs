//! Texts of a new file: reasons empty with last year's beside, prose and names that stay, remarks to use again.

use super::{
    Form, Past,
    lines::{printable, scalar},
};
use crate::figures::{
    accounts::Text,
    concepts::{Concept, ConceptIx, Kind, TextKind},
};

impl Form<'_> {
    /// A text that hangs on a figure.
    pub(super) fn text_of(&mut self, concept: &Concept, kind: TextKind, depth: usize, off: bool, past: Option<Past>) {
        let key = if concept.reason == Some(kind) { TextKind::Reason.key() } else { kind.key() };
        let usual = concept.reason.is_none_or(|usual| usual == kind);
        let text =
            past.map_or(&Text::Absent, |past| concept.text(kind).map_or(&Text::Absent, |at| &past.record.texts[at]));
        let was = self.said(concept, kind, past);
        let is_row = past.is_some_and(|past| !past.rows.is_empty());
        if is_row && was.is_none() && !(kind.is_reason() && (usual || text.is_present())) {
            return; // what no row of last year needed would only stand in the way
        }
        if kind.is_reason() {
            let off = off || !(usual || text.is_present());
            let comment = match (&was, concept.reason) {
                (Some(was), _) => format!("上年：{was}"),
                (None, Some(_)) if usual => match kind {
                    TextKind::ReasonBudget => "决算数与预算数不等的原因".to_owned(),
                    _ => "决算数与上年不等的原因".to_owned(),
                },
                _ => String::new(),
            };
            self.lines.line(depth, off, &format!("{key}:"), &comment);
        } else {
            // A remark may still hold: it waits behind its #.
            let value = was.map_or(String::new(), |was| format!(" {}", scalar(&was)));
            self.lines.line(depth, true, &format!("{key}:{value}"), "");
        }
    }

    /// A text that stands by itself.
    pub(super) fn free_text(&mut self, index: ConceptIx, depth: usize, off: bool, past: Option<Past>) {
        let concept = &self.catalogue().concepts[index];
        let kind = concept.texts[0];
        let lines = past.map_or(&[][..], |past| concept.text(kind).map_or(&[], |at| past.record.texts[at].lines()));
        if lines.is_empty() {
            let value = match concept.choices.first() {
                Some(choice) => format!(" {}", scalar(choice)),
                None => String::new(),
            };
            let off = off || !concept.choices.is_empty();
            self.lines.line(depth, off, &format!("{}:{value}", concept.key), &concept.about);
        } else if concept.lasting {
            match concept.kind {
                Kind::Prose | Kind::Names => {
                    self.lines.line(depth, off, &format!("{}:", concept.key), "");
                    for line in lines {
                        self.lines.line(depth + 2, off, &format!("- {}", scalar(line)), "");
                    }
                }
                _ => {
                    let line = format!("{}: {}", concept.key, scalar(&lines.concat()));
                    self.lines.line(depth, off, &line, "");
                }
            }
        } else if kind.is_reason() {
            let comment = self.said(concept, kind, past).map_or(String::new(), |was| format!("上年：{was}"));
            self.lines.line(depth, off, &format!("{}:", concept.key), &comment);
        } else {
            self.lines.line(depth, off, &format!("{}:", concept.key), "");
            for line in lines {
                self.lines.remark(depth + 2, &format!("上年：{line}"));
            }
        }
    }

    /// What last year's file said, as it was typed: 同收支总体 rather than the reason it stands for.
    fn said(&self, concept: &Concept, kind: TextKind, past: Option<Past>) -> Option<String> {
        let at = concept.text(kind)?;
        let record = past?.record;
        let text = record.texts[at].lines().concat();
        let typed = self.last.zip(record.text_places.get(at)).and_then(|(last, place)| last.source.text().get(place));
        let typed = typed.map_or("", |typed| typed.trim().trim_matches(['"', '\'']));
        let label = typed.strip_prefix('同').unwrap_or_default();
        let refers = self.catalogue().concepts.iter().any(|concept| concept.label.as_deref() == Some(label));
        if kind.is_reason() && refers {
            return Some(printable(typed));
        }
        (!text.is_empty()).then(|| printable(&text))
    }
}
