//! Which variants (说法) of a book a draft uses, of phrases and of the fragments inside them.

use std::collections::BTreeMap;

use juesuan::{
    figures::{Env, FinalAccounts},
    phrase::{Body, Piece, Say, SlotKind, Variant},
    report::{
        House,
        house::{Block, Section},
    },
};

/// How often each variant was used, by where it is defined: a fragment counts once for all its uses.
pub type Reached = BTreeMap<Place, usize>;

/// File, byte offset, and what people call it.
pub type Place = (String, usize, String);

/// All variants of a book, none used yet.
pub fn variants(house: &House) -> Reached {
    let mut all = Reached::new();
    for body in house.sections.iter().flat_map(headings).chain([&house.document]) {
        list(body, &mut all);
    }
    house.phrases.iter().for_each(|phrase| list(&phrase.body, &mut all));
    all
}

fn headings(section: &Section) -> Vec<&Body> {
    let headings = section.blocks.iter().filter_map(|block| match block {
        Block::Heading { body, .. } => Some(body),
        Block::Paragraph { .. } => None,
    });
    headings.chain([&section.title]).collect()
}

fn list(body: &Body, all: &mut Reached) {
    for variant in &body.variants {
        all.insert(place(body, variant), 0);
    }
    for slot in &body.slots {
        if let SlotKind::Use { body } | SlotKind::Each { body, .. } = &slot.kind {
            list(body, all);
        }
    }
}

/// The variants of a book's phrases that say something, so that they can be read.
pub fn spoken(house: &House) -> Reached {
    let mut all = Reached::new();
    house.phrases.iter().for_each(|phrase| list(&phrase.body, &mut all));
    let mut silent = Reached::new();
    house.phrases.iter().for_each(|phrase| silences(&phrase.body, &mut silent));
    all.retain(|place, _| !silent.contains_key(place));
    all
}

fn silences(body: &Body, all: &mut Reached) {
    for variant in &body.variants {
        if matches!(&variant.say, Say::Straight(pieces) if pieces.is_empty()) {
            all.insert(place(body, variant), 0);
        }
    }
    for slot in &body.slots {
        if let SlotKind::Use { body } | SlotKind::Each { body, .. } = &slot.kind {
            silences(body, all);
        }
    }
}

fn place(body: &Body, variant: &Variant) -> Place {
    let place = &variant.place;
    (place.source.name().to_owned(), place.span.start, format!("{} {}", body.id, variant.id))
}

/// Count the variants that a draft of these figures uses.
pub fn count(house: &House, printed: &FinalAccounts, reached: &mut Reached) {
    let env = Env::new(printed).asking_from(house.style.threshold_amount, house.style.threshold_rate);
    walk(&house.document, &env, reached);
    for section in &house.sections {
        walk(&section.title, &env, reached);
        for block in &section.blocks {
            match block {
                Block::Heading { when, body } => {
                    if when.as_ref().is_none_or(|when| env.holds(when)) {
                        walk(body, &env, reached);
                    }
                }
                Block::Paragraph { when, phrases, .. } if when.as_ref().is_none_or(|when| env.holds(when)) => {
                    for phrase in phrases.iter().map(|&phrase| &house.phrases[phrase]) {
                        let Some(group) = phrase.each else {
                            walk(&phrase.body, &env, reached);
                            continue;
                        };
                        let rows = printed.rows(group).iter().map(|row| env.at(row));
                        let kept = |env: &Env| phrase.filter.as_ref().is_none_or(|filter| env.keeps(filter));
                        rows.filter(kept).for_each(|env| walk(&phrase.body, &env, reached));
                    }
                }
                Block::Paragraph { .. } => {}
            }
        }
    }
}

fn walk(body: &Body, env: &Env, reached: &mut Reached) {
    let holds = |variant: &&Variant| variant.when.as_ref().is_none_or(|when| env.holds(when));
    let variant = body.variants.iter().find(holds).unwrap_or(&body.variants[body.variants.len() - 1]);
    *reached.entry(place(body, variant)).or_default() += 1;
    let used: Vec<usize> = match &variant.say {
        Say::Straight(pieces) => pieces
            .iter()
            .filter_map(|piece| match piece {
                Piece::Slot(slot) => Some(*slot),
                Piece::Text(_) => None,
            })
            .collect(),
        Say::Logic(_) => (0..body.slots.len()).collect(),
    };
    for slot in used {
        match &body.slots[slot].kind {
            SlotKind::Use { body } => walk(body, env, reached),
            SlotKind::Each { group, filter, body, .. } => {
                for row in env.accounts.rows(*group) {
                    let env = env.at(row);
                    if filter.as_ref().is_none_or(|filter| env.keeps(filter)) {
                        walk(body, &env, reached);
                    }
                }
            }
            _ => {}
        }
    }
}
