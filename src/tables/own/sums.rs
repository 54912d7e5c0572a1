//! Sums as formulas (合计的公式): taken from the identities by which a figure is derived, so they are written nowhere else.

use std::collections::HashSet;

use super::page::{Cells, Page};
use crate::{
    figures::{Expr, Fact, FinalAccounts, GroupIx, Number, Reference, identities::Identity},
    tables::sheet::address,
};

/// What formulas are made of.
pub struct Sums<'a> {
    /// The figures that are written.
    pub accounts: &'a FinalAccounts,
    /// Its identities.
    pub reference: &'a Reference,
    /// All sheets.
    pub pages: &'a [Page],
    /// Where each number stands.
    pub cells: &'a Cells,
    /// The word for what is to be filled in.
    pub open: &'a str,
}

/// What a sum adds.
enum Part {
    Number(usize),
    List(GroupIx, usize),
}

impl Sums<'_> {
    /// The sum by which a figure follows from others, with what it shows; none where it stands otherwise.
    pub fn formula(&self, number: usize) -> Option<(String, String)> {
        let value = self.accounts.root.numbers[number];
        let sheet = self.cells.numbers.get(&number).map_or(0, |(sheet, _)| *sheet);
        let (identity, parts) = self.sums(number)?;
        if self.leads_to(&parts, number, &mut HashSet::new()) {
            return None;
        }
        let sum = identity.derived(self.accounts).unwrap_or_default();
        let (known, open) = (parts.iter().any(|part| self.is_known(part)), parts.iter().any(|part| self.is_open(part)));
        let shown = match (value, sum.value()) {
            (Number::Given(value) | Number::Derived(value), Some(sum)) if value == sum => value.normalize().to_string(),
            (Number::Blank, _) if open || !known => self.open.to_owned(),
            (Number::Absent, _) if !open && !known => String::new(),
            _ => return None,
        };
        let cells: Vec<String> = parts.iter().map(|part| self.cell(part, sheet)).collect::<Option<_>>()?;
        let open: Vec<String> = cells.iter().map(|cells| format!("COUNTIF({cells},\"{}\")", self.open)).collect();
        let (cells, open) = (cells.join(","), open.join("+"));
        let (none, word) = (if value == Number::Blank { self.open } else { "" }, self.open);
        // A part of the sum would be taken for the whole.
        Some((format!("=IF({open}>0,\"{word}\",IF(COUNT({cells})=0,\"{none}\",SUM({cells})))"), shown))
    }

    /// The first identity by which a figure is the sum of cells.
    fn sums(&self, number: usize) -> Option<(&Identity, Vec<Part>)> {
        let identities = self.reference.identities.iter().filter(|identity| identity.derives(number));
        identities.into_iter().find_map(|identity| {
            let part = |summand: &Expr| match summand {
                Expr::Fact(Fact::RootNumber(number)) => Some(Part::Number(*number)),
                Expr::Sum(group, number) => Some(Part::List(*group, *number)),
                _ => None,
            };
            let parts: Vec<Part> = identity.right.iter().map(part).collect::<Option<_>>()?;
            parts.iter().all(|part| self.cell(part, 0).is_some()).then_some((identity, parts))
        })
    }

    /// Does one of them follow from that figure, so that the sums would run in a ring?
    fn leads_to(&self, parts: &[Part], number: usize, seen: &mut HashSet<usize>) -> bool {
        parts.iter().any(|part| match part {
            Part::Number(part) if *part == number => true,
            Part::Number(part) if seen.insert(*part) => {
                self.sums(*part).is_some_and(|(_, parts)| self.leads_to(&parts, number, seen))
            }
            _ => false,
        })
    }

    fn is_known(&self, part: &Part) -> bool {
        match part {
            Part::Number(number) => self.accounts.root.numbers[*number].value().is_some(),
            Part::List(group, number) => {
                self.accounts.rows(*group).iter().any(|row| row.numbers[*number].value().is_some())
            }
        }
    }

    fn is_open(&self, part: &Part) -> bool {
        match part {
            Part::Number(number) => self.accounts.root.numbers[*number] == Number::Blank,
            Part::List(group, number) => {
                self.accounts.rows(*group).iter().any(|row| row.numbers[*number] == Number::Blank)
            }
        }
    }

    /// The cells of a part as a formula on that sheet names them.
    fn cell(&self, part: &Part, sheet: usize) -> Option<String> {
        let (at, cells) = match part {
            Part::Number(number) => {
                let (at, place) = self.cells.numbers.get(number)?;
                (*at, address(*place))
            }
            Part::List(group, number) => {
                let (at, column, [first, last]) = self.cells.lists.get(&(*group, *number))?;
                (*at, format!("{}:{}", address((*first, *column)), address((*last, *column))))
            }
        };
        if at == sheet {
            return Some(cells);
        }
        Some(self.pages[at].named(self.accounts.catalogue, &cells))
    }
}
