//! What a phrasebook's entries must not be (话术检查): unreachable, undecided, or unreadable.

use std::collections::{HashMap, HashSet};

use super::{
    body::{Body, Phrase, Piece, Say},
    compile::Compiler,
    schema::{PhraseEntry, Placed},
    slot::{Slot, SlotKind},
};
use crate::diagnostic::Diagnostic;

/// Check the variants of one entry: each can be chosen, and one always is.
pub fn variants(compiler: &mut Compiler, entry: &PhraseEntry) {
    let last = entry.variants.len().saturating_sub(1);
    let mut ids = HashSet::new();
    let mut conditions = HashMap::new();
    for (index, variant) in entry.variants.iter().enumerate() {
        let name = format!("{} 的说法 {}", entry.id, variant.id);
        match &variant.when {
            None if index < last => {
                let fault = Diagnostic::error("P023", format!("{name} 没有 when，它后面的说法永远轮不到"));
                compiler.fault(&variant.place, fault.help("把它放到最后，或写上 when"));
            }
            Some(_) if index == last => {
                let fault = Diagnostic::error("P024", format!("{name} 是最后一个却有 when，没有兜底的说法"));
                compiler.fault(&variant.place, fault.help("最后加一个不带 when 的说法"));
            }
            _ => {}
        }
        if !variant.id.is_empty() && !ids.insert(variant.id.as_str()) {
            let fault = Diagnostic::error("P021", format!("{name} 的 id 用了两次"));
            compiler.fault(&variant.place, fault.help("换一个 id"));
        }
        let Some(when) = &variant.when else { continue };
        if let Some(earlier) = conditions.get(&squeeze(&when.text)) {
            let fault = Diagnostic::error("P023", format!("{name} 的 when 和前面 {earlier} 的一样，永远轮不到"));
            compiler.fault(&variant.place, fault.help("改 when，或删去它"));
        } else {
            conditions.insert(squeeze(&when.text), &variant.id);
        }
    }
}

fn squeeze(text: &str) -> String {
    text.split_whitespace().collect()
}

/// Report templates with logic, which nothing can read back.
pub fn write_only(compiler: &mut Compiler) {
    let templates: Vec<(String, Placed)> =
        compiler.templates.iter().map(|(name, (text, _))| (name.clone(), text.clone())).collect();
    for (name, text) in templates {
        let fault = Diagnostic::warning("P025", format!("{name} 用了模板逻辑，只能写、不能读回"));
        compiler.fault(&text.place, fault.help("把条件写进 when，把清单写成 each/join，就能两用"));
    }
}

/// Two free texts with nothing between them cannot be told apart when the sentence is read.
pub fn adjacent(compiler: &mut Compiler, phrase: &Phrase) {
    body_adjacent(compiler, &phrase.body);
}

fn body_adjacent(compiler: &mut Compiler, body: &Body) {
    for variant in &body.variants {
        if let Say::Straight(pieces) = &variant.say {
            let mut open: Option<&Slot> = None;
            for piece in pieces {
                match piece {
                    Piece::Text(text) if text.is_empty() => {}
                    Piece::Text(_) => open = None,
                    Piece::Slot(index) => {
                        let slot = &body.slots[*index];
                        if let Some(before) = open
                            && edge(slot, true)
                        {
                            let message = format!(
                                "{} 的说法 {}：{} 和 {} 都是自由文字，紧挨着就分不开",
                                body.id, variant.id, before.name, slot.name
                            );
                            let fault = Diagnostic::warning("P026", message);
                            compiler.fault(&variant.place, fault.help("两者之间加上固定的字或标点"));
                        }
                        if edge(slot, false) {
                            open = Some(slot);
                        } else if !can_be_empty(slot) {
                            open = None;
                        }
                    }
                }
            }
        }
    }
    for slot in &body.slots {
        if let SlotKind::Use { body } | SlotKind::Each { body, .. } = &slot.kind {
            body_adjacent(compiler, body);
        }
    }
}

/// Can the slot begin (or end) with free text?
fn edge(slot: &Slot, begins: bool) -> bool {
    match &slot.kind {
        SlotKind::Use { body } | SlotKind::Each { body, .. } => body.variants.iter().any(|variant| {
            let Say::Straight(pieces) = &variant.say else { return true };
            let piece = if begins { pieces.first() } else { pieces.last() };
            matches!(piece, Some(Piece::Slot(index)) if edge(&body.slots[*index], begins))
        }),
        _ => slot.is_free_text(),
    }
}

fn can_be_empty(slot: &Slot) -> bool {
    match &slot.kind {
        SlotKind::Each { .. } => true,
        SlotKind::Use { body } => {
            body.variants.iter().any(|variant| matches!(&variant.say, Say::Straight(pieces) if pieces.is_empty()))
        }
        _ => false,
    }
}
