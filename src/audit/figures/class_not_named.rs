//! B502: items of a class that the structure does not name (结构情况漏了类). The other way round A150 tells.

use crate::{
    audit::{Checked, Finding},
    diagnostic::Diagnostic,
    figures::{Record, classification::same_name},
};

pub fn check(checked: &Checked, found: &mut Vec<Finding>) {
    let accounts = &checked.bound.accounts;
    let rows = |id: &str| accounts.catalogue.group(id).map_or(&[][..], |group| accounts.rows(group));
    let final_of = |id: &str, record: &Record| {
        let group = &accounts.catalogue.groups[accounts.catalogue.group(id)?];
        record.numbers[group.shape.number("final")?].value()
    };
    let (totals, items) = (rows("gpb.class_totals"), rows("gpb.items"));
    if totals.is_empty() || items.is_empty() {
        return;
    }
    let same = |one: &str, other: &str| same_name(one, other) || same_name(other, one);
    // What no phrase reads may be the missing one.
    let unread = |name: &str| {
        let stem = name.trim_end_matches("支出");
        checked.reading.unread.iter().any(|unread| unread.paragraph.text()[unread.range.clone()].contains(stem))
    };
    let mut seen: Vec<&str> = Vec::new();
    for item in items.iter().filter(|item| final_of("gpb.items", item).is_some_and(|value| !value.is_zero())) {
        let Some(class) = item.account.as_ref().map(|account| &*account.class) else { continue };
        let named = totals.iter().any(|total| same(&total.name, class));
        if let Some(place) = item.place.clone().filter(|_| !named && !seen.contains(&class) && !unread(class)) {
            let message = format!("逐项说明里有“{class}”的科目，结构情况里没有这一类");
            // It is missing behind the last class that is named.
            let list = totals.iter().filter_map(|total| total.place.clone()).max_by_key(|place| place.start);
            let source = &checked.document.source;
            let warning = Diagnostic::warning("B502", message);
            let warning = list.into_iter().chain([place]).fold(warning, |told, place| told.at(source, place, ""));
            found.push(Finding::new(warning.help("对照一般公共预算财政拨款支出决算表，在结构情况里补上这一类")));
        }
        seen.push(class);
    }
}
