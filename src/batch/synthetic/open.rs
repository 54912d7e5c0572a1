//! What a draft leaves open (待补充), and where in the figures it is typed.

use crate::{
    figures::{ConceptIx, Fact, FinalAccounts, Number, Record, Reference, Shape, Text, TextKind, load, save},
    phrase::WrittenSpan,
    report::{House, draft, printed},
    source::Source,
};

/// What a draft leaves open.
pub struct Open {
    /// Texts.
    pub texts: Vec<Home>,
    /// Figures.
    pub numbers: Vec<Home>,
    /// Nothing is, and all figures agree.
    pub complete: bool,
}

/// What a draft of these figures leaves open, unless they cannot be read.
pub fn open(made: &FinalAccounts, reference: &'static Reference, book: &House) -> Option<Open> {
    let loaded = load(&Source::new("made.yaml", save(made, reference).as_str()), reference).0?;
    let figures = printed(&loaded, &book.style);
    let report = draft(book, &loaded, &figures);
    let complete = report.missing().next().is_none() && reference.check(&loaded).is_empty();
    let mut open = Open { texts: Vec::new(), numbers: Vec::new(), complete };
    for (_, span) in report.missing() {
        if let Some(fact) = span.slot.text() {
            open.texts.extend(home(&loaded, &figures, span, fact));
        } else if let Some(value) = span.slot.value() {
            let mut facts = Vec::new();
            value.facts(&mut facts);
            facts.retain(|fact| is_open(fact, span, &figures));
            open.numbers.extend(facts.into_iter().filter_map(|fact| home(&loaded, &figures, span, fact)));
        }
    }
    Some(open)
}

/// A text or number of the department or of one row, as it is typed.
#[derive(Clone, PartialEq)]
pub enum Home {
    /// Of the department, by its place in the record.
    Root(usize),
    /// Of a row: its list, its place there, and the place in its record.
    Row(usize, usize, usize),
}

impl Home {
    /// The text that is typed there, of which concept, of which kind.
    pub fn text<'m>(&self, made: &'m mut FinalAccounts) -> Option<(ConceptIx, TextKind, &'m mut Text)> {
        let (shape, record, at) = self.place(made)?;
        Some((shape.texts[at].concept, shape.texts[at].kind, &mut record.texts[at]))
    }

    /// Type another text there.
    pub fn write(&self, made: &mut FinalAccounts, new: Text) {
        if let Some((.., text)) = self.text(made) {
            *text = new;
        }
    }

    /// The number that is typed there, of which concept.
    pub fn number<'m>(&self, made: &'m mut FinalAccounts) -> Option<(ConceptIx, &'m mut Number)> {
        let (shape, record, at) = self.place(made)?;
        Some((shape.numbers[at].concept, &mut record.numbers[at]))
    }

    /// The record that it is typed in, and where there.
    pub fn place<'m>(&self, made: &'m mut FinalAccounts) -> Option<(&'static Shape, &'m mut Record, usize)> {
        let catalogue = made.catalogue;
        match *self {
            Home::Root(at) => Some((&catalogue.root, &mut made.root, at)),
            Home::Row(group, row, at) => Some((&catalogue.groups[group].shape, made.groups[group].get_mut(row)?, at)),
        }
    }
}

fn is_open(fact: &Fact, span: &WrittenSpan, figures: &FinalAccounts) -> bool {
    let number = match (fact, span.row) {
        (Fact::RootNumber(at), _) => figures.root.numbers[*at],
        (Fact::RowNumber(at), Some(row)) => row.numbers[*at],
        _ => return false,
    };
    number.value().is_none()
}

fn home(loaded: &FinalAccounts, figures: &FinalAccounts, span: &WrittenSpan, fact: Fact) -> Option<Home> {
    let (group, row) = match fact {
        Fact::RootText(at) | Fact::RootNumber(at) => return Some(Home::Root(at)),
        Fact::RowText(_) | Fact::RowNumber(_) => (span.body.group?, span.row?),
        _ => return None,
    };
    let catalogue = loaded.catalogue;
    let shape = &catalogue.groups[group].shape;
    match (row.concept, fact) {
        (Some(concept), Fact::RowText(at)) => catalogue.concepts[concept].text(shape.texts[at].kind).map(Home::Root),
        (Some(concept), Fact::RowNumber(at)) => {
            catalogue.concepts[concept].number(shape.numbers[at].period).map(Home::Root)
        }
        (None, Fact::RowText(at) | Fact::RowNumber(at)) => {
            let index = figures.rows(group).iter().position(|other| std::ptr::eq(other, row))?;
            Some(Home::Row(group, index, at))
        }
        _ => None,
    }
}
