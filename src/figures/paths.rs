//! Where a figure stands in a figures file (键的路径): 收入支出决算总表/收入总计/上年决算数.

use super::concepts::{Catalogue, ConceptIx, Period};

/// The keys from the table down to a number; `row` is what a row of a list is known by, its code or name.
pub fn path(catalogue: &Catalogue, concept: ConceptIx, period: Period, row: Option<&str>) -> Vec<String> {
    let table = &catalogue.tables[catalogue.concepts[concept].table];
    let mut keys = vec![table.key.clone()];
    if !table.fields.iter().any(|&field| walk(catalogue, field, concept, row, &mut keys)) {
        keys.push(catalogue.concepts[concept].key.clone());
    }
    keys.push(period.key().to_owned());
    keys
}

/// Go down from a field; true, with the keys on the way, where it leads to the concept.
fn walk(catalogue: &Catalogue, at: ConceptIx, to: ConceptIx, row: Option<&str>, keys: &mut Vec<String>) -> bool {
    let here = &catalogue.concepts[at];
    keys.push(here.key.clone());
    let before = keys.len();
    if at == to || here.children.iter().any(|&child| walk(catalogue, child, to, row, keys)) {
        return true;
    }
    if let Some(group) = here.group {
        let of_row = catalogue.groups[group].concept;
        keys.push(row.unwrap_or_default().to_owned());
        if of_row == to
            || catalogue.concepts[of_row].children.iter().any(|&child| walk(catalogue, child, to, row, keys))
        {
            return true;
        }
        keys.truncate(before);
    }
    keys.pop();
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::Reference;

    #[test]
    fn every_number_has_its_own_path() {
        let catalogue = &Reference::shipped().catalogue;
        let of = |id: &str, period, row| path(catalogue, catalogue.concept(id).unwrap(), period, row).join("/");
        assert_eq!(of("expenditure.personnel", Period::Final, None), "支出决算表/基本支出/人员经费/决算数");
        let item = "一般公共预算财政拨款支出决算表/明细/2010301/基本支出/决算数";
        assert_eq!(of("gpb.item.basic", Period::Final, Some("2010301")), item);
        let listed = "一般公共预算财政拨款基本支出决算表/人员经费/明细/30101/决算数";
        assert_eq!(of("basic.personnel.item", Period::Final, Some("30101")), listed);
        let mut seen = std::collections::HashSet::new();
        for (index, concept) in catalogue.concepts.iter().enumerate().filter(|(_, concept)| !concept.periods.is_empty())
        {
            if concept.id.ends_with(".class") {
                continue; // made from other figures, written nowhere
            }
            assert!(seen.insert(path(catalogue, index, concept.periods[0], Some("x"))), "{}", concept.id);
        }
    }
}
