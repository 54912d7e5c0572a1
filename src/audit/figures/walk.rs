//! The slots of a text one by one (逐空), each with the row it speaks of.

use std::ops::Range;

use crate::{
    audit::Checked,
    figures::{Env, Expr, FinalAccounts},
    phrase::{Body, Slot, Variant, read::Step, scan::Held},
    report::{
        binding::{Key, RowAt, env_at, key_of},
        reading::ReadSentence,
    },
};

/// A slot of a sentence and what it holds.
#[derive(Clone, Copy)]
pub(super) struct SlotAt<'c> {
    pub sentence: &'c ReadSentence<'c, 'c>,
    /// Which sentence of the text, which step of the sentence.
    pub at: (usize, usize),
    pub slot: &'c Slot,
    pub range: &'c Range<usize>,
    pub held: &'c Held,
    pub row: Option<RowAt>,
}

/// A body of a sentence and the variant that was read.
#[derive(Clone, Copy)]
pub(super) struct BodyAt<'c> {
    pub sentence: &'c ReadSentence<'c, 'c>,
    pub at: (usize, usize),
    pub body: &'c Body,
    pub variant: &'c Variant,
    /// Is it one of its accepted spellings?
    pub accepted: bool,
    pub row: Option<RowAt>,
}

/// All slots in order of the text.
pub(super) fn slots<'c>(checked: &'c Checked<'c, 'c>) -> impl Iterator<Item = SlotAt<'c>> {
    checked.reading.sentences.iter().enumerate().flat_map(move |(index, sentence)| {
        sentence.read.steps.iter().enumerate().filter_map(move |(step, read)| match read {
            Step::Slot { slot, range, held, .. } => {
                let row = checked.bound.rows[index][step];
                Some(SlotAt { sentence, at: (index, step), slot, range, held, row })
            }
            _ => None,
        })
    })
}

/// All bodies in order of the text.
pub(super) fn bodies<'c>(checked: &'c Checked<'c, 'c>) -> impl Iterator<Item = BodyAt<'c>> {
    checked.reading.sentences.iter().enumerate().flat_map(move |(index, sentence)| {
        sentence.read.steps.iter().enumerate().filter_map(move |(step, read)| match read {
            Step::Enter { body, variant, accepted } => {
                let row = checked.bound.rows[index][step];
                Some(BodyAt { sentence, at: (index, step), body, variant, accepted: *accepted, row })
            }
            _ => None,
        })
    })
}

/// The environment of a house: with its thresholds for reasons.
pub(super) fn env<'e>(checked: &Checked, accounts: &'e FinalAccounts, row: Option<RowAt>) -> Env<'e> {
    let style = &checked.reading.house.style;
    env_at(accounts, row).asking_from(style.threshold_amount, style.threshold_rate)
}

/// The figures that an expression names.
pub(super) fn keys(accounts: &FinalAccounts, expr: &Expr, row: Option<RowAt>) -> Vec<Key> {
    let mut facts = Vec::new();
    expr.facts(&mut facts);
    let mut keys: Vec<Key> = facts.into_iter().filter_map(|fact| key_of(accounts, fact, row)).collect();
    keys.dedup();
    keys
}
