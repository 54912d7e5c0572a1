//! B504: an account of another budget (科目不属于这一本预算): one of the general public budget among government funds.

use crate::{
    audit::{Checked, Finding},
    diagnostic::Diagnostic,
    figures::Origin,
};

pub fn check(checked: &Checked, found: &mut Vec<Finding>) {
    let accounts = &checked.bound.accounts;
    for (index, group) in accounts.catalogue.groups.iter().enumerate() {
        if !matches!(group.origin, Origin::Given) {
            continue;
        }
        let table = &accounts.catalogue.tables[accounts.catalogue.concepts[group.concept].table].key;
        for row in accounts.rows(index) {
            let code = row.account.as_ref().and_then(|account| account.code.as_deref());
            let Some(budget) = code.and_then(|code| checked.reference.functional.budget(code)) else { continue };
            let Some(place) = row.place.clone().filter(|_| !table.starts_with(budget)) else { continue };
            let message = format!("“{}”是{budget}的科目，列在了《{table}》的说明里", row.name);
            let warning = Diagnostic::warning("B504", message).at(&checked.document.source, place, "");
            found.push(Finding::new(warning.help("对照决算表核对科目名称，或者移到它自己的部分")));
        }
    }
}
