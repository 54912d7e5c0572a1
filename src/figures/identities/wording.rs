//! The names that an identity's message uses (勾稽关系的措辞): no longer than needed, never ambiguous.

use crate::figures::{
    concepts::{Catalogue, Concept, ConceptIx, GroupIx, Period},
    expr::{Expr, Fact, Leaf, leaf_name, list_name, written},
};

/// How the figures of one identity are called.
pub(super) struct Wording<'a> {
    catalogue: &'a Catalogue,
    group: Option<GroupIx>,
    /// The period of all figures, if it is the same for all.
    period: Option<Period>,
    /// The table of all figures, if it is the same for all.
    table: Option<usize>,
    /// Is one of the names used in another table, too?
    ambiguous: bool,
}

impl<'a> Wording<'a> {
    /// Look at all summands of both sides; `group` is the list whose row is current.
    pub fn of<'e>(
        summands: impl Iterator<Item = &'e Expr>,
        catalogue: &'a Catalogue,
        group: Option<GroupIx>,
    ) -> Wording<'a> {
        let figures: Vec<(ConceptIx, Period, bool)> =
            summands.filter_map(|summand| figure(summand, catalogue)).collect();
        let first = figures.first();
        let table = |concept: ConceptIx| catalogue.concepts[concept].table;
        let period = first.map(|&(_, period, _)| period);
        let table_of_first = first.map(|&(concept, ..)| table(concept));
        Wording {
            catalogue,
            group,
            period: period.filter(|&period| figures.iter().all(|other| other.1 == period)),
            table: table_of_first.filter(|&first| figures.iter().all(|other| table(other.0) == first)),
            ambiguous: figures.iter().any(|&(concept, _, sum)| sum || is_shared(concept, catalogue)),
        }
    }

    /// What stands before the equation: the table and the period that hold for all of it.
    pub fn lead(&self) -> String {
        let table = self.table.filter(|_| self.ambiguous).map_or("", |table| &self.catalogue.tables[table].key);
        let period = self.period.filter(|&period| period != Period::Final).map_or("", Period::key);
        if table.is_empty() && period.is_empty() { String::new() } else { format!("{table}{period}：") }
    }

    /// The name of one summand.
    pub fn name(&self, summand: &Expr) -> String {
        written(summand, &|leaf| self.leaf(leaf))
    }

    fn leaf(&self, leaf: Leaf) -> String {
        let catalogue = self.catalogue;
        match leaf {
            Leaf::Fact(Fact::RootNumber(index)) => {
                let number = &catalogue.root.numbers[index];
                let Concept { key, table, periods, .. } = &catalogue.concepts[number.concept];
                let row_table = self.group.map(|group| catalogue.concepts[catalogue.groups[group].concept].table);
                let beside = row_table.is_some_and(|row_table| row_table != *table);
                let shared = self.table.is_none() && is_shared(number.concept, catalogue);
                let place =
                    if beside || shared { format!("《{}》", catalogue.tables[*table].key) } else { String::new() };
                let period = match self.period {
                    None if periods.len() > 1 => format!("（{}）", number.period.key()),
                    _ => String::new(),
                };
                format!("{place}{key}{period}")
            }
            Leaf::Sum(group, _) if self.period.is_some() => {
                let list = list_name(group, catalogue);
                let table = self.table.map_or("", |table| catalogue.tables[table].key.as_str());
                format!("{}合计", list.strip_prefix(table).unwrap_or(&list))
            }
            other => leaf_name(other, catalogue, self.group),
        }
    }
}

/// The concept and period of a summand that is a figure, and whether it is a list's sum.
fn figure(summand: &Expr, catalogue: &Catalogue) -> Option<(ConceptIx, Period, bool)> {
    let (number, sum) = match *summand {
        Expr::Fact(Fact::RootNumber(index)) => (&catalogue.root.numbers[index], false),
        Expr::Sum(group, number) => (&catalogue.groups[group].shape.numbers[number], true),
        _ => return None,
    };
    Some((number.concept, number.period, sum))
}

/// Does another table print an item of the same name (财政拨款收入, 基本支出)?
fn is_shared(concept: ConceptIx, catalogue: &Catalogue) -> bool {
    let Concept { key, table, .. } = &catalogue.concepts[concept];
    let mut others = catalogue.root.numbers.iter().map(|number| &catalogue.concepts[number.concept]);
    others.any(|other| other.key == *key && other.table != *table)
}
