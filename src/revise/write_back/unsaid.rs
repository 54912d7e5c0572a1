//! Reasons that a person took out of the text (删去的原因): the file has them still, and its draft would print them.

use crate::{
    figures::{FinalAccounts, Record, TextAt},
    report::{binding::Bound, draft, printed, reading::Reading, said_texts},
};

/// Texts of the file that its draft says of a figure and the report, which states that figure, does not; with the place of
/// the figure in it.
pub(super) fn unsaid(accounts: &FinalAccounts, (reading, bound): (&Reading, &Bound)) -> Vec<(TextAt, usize)> {
    let house = reading.house;
    let figures = printed(accounts, &house.style);
    let said = said_texts(&draft(house, accounts, &figures));
    let unsaid = said.into_iter().filter_map(|at| {
        let shape = at.0.map_or(&accounts.catalogue.root, |(group, _)| &accounts.catalogue.groups[group].shape);
        let (def, record) = (&shape.texts[at.1], same_record(at, accounts, &bound.accounts)?);
        let is_hung = def.kind.is_hung() && !accounts.record(at).texts[at.1].lines().is_empty();
        // The same words may be read as a reason or a remark.
        let mut texts = shape.texts.iter().zip(&record.texts).filter(|(other, _)| other.concept == def.concept);
        let told = texts.any(|(other, text)| other.kind.is_hung() && text.is_present());
        let numbers = shape.numbers.iter().enumerate().filter(|(_, number)| number.concept == def.concept);
        let place = numbers.filter_map(|(at, _)| record.number_places.get(at)).next()?;
        (is_hung && !told).then_some((at, place.start))
    });
    unsaid.collect()
}

/// The record of the report that is the text's in the file.
fn same_record<'b>(at: TextAt, accounts: &FinalAccounts, bound: &'b FinalAccounts) -> Option<&'b Record> {
    let Some((group, _)) = at.0 else { return Some(&bound.root) };
    let key = accounts.record(at).key();
    bound.rows(group).iter().find(|row| row.key() == key)
}
