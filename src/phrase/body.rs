//! A compiled phrase or fragment (话术): slots and variants that writing and reading both walk.

use std::ops::Deref;

use smol_str::SmolStr;

use super::{
    schema::{Place, Placed},
    slot::Slot,
};
use crate::figures::{Condition, Expr, Fact, GroupIx, expr::Operator};

/// A piece of a compiled sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Words as they stand; most are so few that they stand here.
    Text(SmolStr),
    /// The slot of that index in the body.
    Slot(usize),
}

/// A way of saying it (说法). A report asks hundreds of them and says one in two, so that what writing needs stands close
/// together.
#[derive(Debug)]
pub struct Variant {
    /// When it is chosen; the last has none.
    pub when: Option<Condition>,
    /// What it says; for a template with logic, the template's name in the book's Tera.
    pub say: Say,
    /// Everything else.
    pub origin: Box<VariantOrigin>,
}

/// What a way of saying it is besides (说法的由来), for who reads and explains.
#[derive(Debug)]
pub struct VariantOrigin {
    /// Its id, unique in the phrase.
    pub id: String,
    /// `when` as written, for people.
    pub when_text: Option<String>,
    /// The template as written.
    pub template: Placed,
    /// Accepted spellings, for reading.
    pub also_read: Vec<Vec<Piece>>,
    /// Where it is defined.
    pub place: Place,
}

impl Deref for Variant {
    type Target = VariantOrigin;

    fn deref(&self) -> &VariantOrigin {
        &self.origin
    }
}

impl Variant {
    /// Is the variant only for who does not have that figure? Then a slot of it can hold nothing but a placeholder.
    pub fn wants_absent(&self, fact: Fact) -> bool {
        fn wants(expr: &Expr, fact: Fact) -> bool {
            match expr {
                Expr::Not(inner) => matches!(**inner, Expr::Has(absent) if absent == fact),
                Expr::Binary(Operator::And, left, right) => wants(left, fact) || wants(right, fact),
                _ => false,
            }
        }
        self.when.as_ref().is_some_and(|when| wants(when.expr(), fact))
    }
}

/// What a variant says.
#[derive(Debug)]
pub enum Say {
    /// Text and slots.
    Straight(Vec<Piece>),
    /// A template with logic: Tera writes it, nothing reads it.
    Logic(String),
}

/// A compiled phrase, or a fragment where it is used.
#[derive(Debug)]
pub struct Body {
    /// The phrase's or fragment's id.
    pub id: String,
    /// The list whose row is current.
    pub group: Option<GroupIx>,
    /// Slots.
    pub slots: Vec<Slot>,
    /// Variants, the first whose `when` holds is chosen.
    pub variants: Vec<Variant>,
    /// Where it is defined.
    pub place: Place,
}

/// A compiled phrase (话术条目).
#[derive(Debug)]
pub struct Phrase {
    /// Its words.
    pub body: Body,
    /// It runs over the rows of this list.
    pub each: Option<GroupIx>,
    /// Only over the rows for which this holds.
    pub filter: Option<Condition>,
}
