//! The cells behind an equation (勾稽关系的出处): which cells of the workbook its figures came from.

use crate::figures::{ConceptIx, Expr, Fact, FinalAccounts, Period, Record, identities::Gap, paths::path};

/// The cells of both sides, each once.
pub fn cells(gap: &Gap, accounts: &FinalAccounts) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let catalogue = accounts.catalogue;
    let mut cell = |concept: ConceptIx, period: Period, row: Option<&Record>| {
        let key = path(catalogue, concept, period, row.map(Record::key).as_deref()).join("/");
        let taken = accounts.sources.get(&key).map(|taken| &taken.cell);
        found.extend(taken.filter(|cell| !found.contains(cell)).cloned());
    };
    for summand in gap.identity.left.iter().chain(&gap.identity.right) {
        if let Expr::Sum(group, number) = summand {
            let def = &catalogue.groups[*group].shape.numbers[*number];
            let rows = accounts.rows(*group);
            rows.first().into_iter().chain(rows.last()).for_each(|row| cell(def.concept, def.period, Some(row)));
            continue;
        }
        let mut facts = Vec::new();
        summand.facts(&mut facts);
        for fact in facts {
            match fact {
                Fact::RootNumber(index) => {
                    let def = &catalogue.root.numbers[index];
                    cell(def.concept, def.period, None);
                }
                Fact::RowNumber(index) => {
                    let Some((group, row)) = gap.identity.each.zip(gap.row) else { continue };
                    let def = &catalogue.groups[group].shape.numbers[index];
                    cell(def.concept, def.period, accounts.rows(group).get(row));
                }
                _ => {}
            }
        }
    }
    found
}
