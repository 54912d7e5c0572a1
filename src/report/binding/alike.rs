//! Variants that say the same (同形的说法): where words alone do not tell which one was meant, the figures do.

use crate::{
    phrase::{Body, Piece, Say, Slot, SlotKind, Variant, read::Step},
    report::reading::ReadSentence,
};

/// The variant of these that says the same as the one that was read, with another body in a slot's place.
pub(super) fn alike(body: &Body, read: &Variant, wanted: &Variant) -> bool {
    let (Say::Straight(read), Say::Straight(wanted)) = (&read.say, &wanted.say) else { return false };
    read.len() == wanted.len()
        && read.iter().zip(wanted).all(|pair| match pair {
            (Piece::Text(one), Piece::Text(other)) => one == other,
            (Piece::Slot(one), Piece::Slot(other)) => {
                let (one, other) = (&body.slots[*one], &body.slots[*other]);
                std::ptr::eq(one, other) || is_free(one, other) || twin(&one.kind, &other.kind).is_some()
            }
            _ => false,
        })
}

/// Does any text stand in either slot, a reason in one and a remark in the other?
fn is_free(one: &Slot, other: &Slot) -> bool {
    one.text().is_some() && other.text().is_some()
}

/// The bodies of two slots that use the same fragment.
fn twin<'a>(one: &'a SlotKind, other: &'a SlotKind) -> Option<(&'a Body, &'a Body)> {
    match (one, other) {
        (SlotKind::Use { body: one }, SlotKind::Use { body: other }) if one.id == other.id => Some((one, other)),
        _ => None,
    }
}

/// Read the step as the wanted variant, and what stands in it as what stands in the other.
pub(super) fn turn<'a>(sentence: &mut ReadSentence<'a, '_>, at: usize, body: &'a Body, wanted: &'a Variant) {
    let Step::Enter { variant, accepted, .. } = sentence.read.steps[at] else { return };
    let (mut twins, mut free) = (Vec::new(), Vec::new());
    if let (Say::Straight(read), Say::Straight(other)) = (&variant.say, &wanted.say) {
        for pair in read.iter().zip(other) {
            if let (Piece::Slot(one), Piece::Slot(other)) = pair {
                let (one, other) = (&body.slots[*one], &body.slots[*other]);
                twins.extend(twin(&one.kind, &other.kind).filter(|_| !std::ptr::eq(one, other)));
                free.extend(is_free(one, other).then_some((one, other)));
            }
        }
    }
    let mut known = 0;
    while let Some(&(one, other)) = twins.get(known) {
        known += 1;
        twins.extend(one.slots.iter().zip(&other.slots).filter_map(|(one, other)| twin(&one.kind, &other.kind)));
    }
    sentence.read.steps[at] = Step::Enter { body, variant: wanted, accepted };
    for step in &mut sentence.read.steps[at + 1..] {
        if let Step::Slot { slot, variant: said, .. } = step
            && let Some((_, other)) = free.iter().find(|(one, _)| std::ptr::eq(*one, *slot))
        {
            (*slot, *said) = (*other, wanted);
            continue;
        }
        let own = match step {
            Step::Enter { body, .. } | Step::Slot { body, .. } => *body,
            _ => continue,
        };
        let Some(&(one, other)) = twins.iter().find(|(one, _)| std::ptr::eq(*one, own)) else { continue };
        match step {
            Step::Enter { body, variant, .. } => {
                let index = one.variants.iter().position(|known| std::ptr::eq(known, *variant));
                if let Some(same) = index.and_then(|index| other.variants.get(index)) {
                    (*body, *variant) = (other, same);
                }
            }
            Step::Slot { slot, body, variant, .. } => {
                let index = one.slots.iter().position(|known| std::ptr::eq(known, *slot));
                let chosen = one.variants.iter().position(|known| std::ptr::eq(known, *variant));
                let found = index.and_then(|index| other.slots.get(index));
                if let (Some(same), Some(said)) = (found, chosen.and_then(|chosen| other.variants.get(chosen))) {
                    (*slot, *body, *variant) = (same, other, said);
                }
            }
            _ => {}
        }
    }
}
