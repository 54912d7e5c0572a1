//! What was read, as JSON for other programs (读取结果).

use serde_json::{Value, json};

use crate::{
    figures::{FinalAccounts, Kind, Period, Shape},
    report::{
        binding::{Bound, Key, Statement},
        reading::Reading,
    },
};

/// Every figure that is stated, with its place, and every sentence that was not understood.
pub fn print(reading: &Reading, bound: &Bound) -> String {
    let source = &reading.document.source;
    let figure = |statement: &Statement| {
        let accounts = &bound.accounts;
        let (line, column) = source.line_column(statement.place.start);
        let (shape, row) = home(accounts, statement.key);
        let def = &shape.numbers[statement.key.number];
        let concept = &accounts.catalogue.concepts[def.concept];
        let unit = match concept.kind {
            Kind::Amount => accounts.unit.name(),
            Kind::Percent => "%",
            _ => &concept.unit,
        };
        json!({
            "concept": concept.id,
            "row": row,
            "period": if def.period == Period::Final { "this" } else { def.period.id() },
            "value": statement.value.normalize().to_string(),
            "unit": unit,
            "quote": &source.text()[statement.place.clone()],
            "derived": statement.derived,
            "impossible": bound.is_open(statement.key),
            "line": line,
            "column": column,
        })
    };
    let unread = reading.unread_stretches();
    let unread = unread.iter().map(|unread| {
        let place = unread.paragraph.place(unread.range.clone());
        let (line, column) = source.line_column(place.start);
        json!({ "line": line, "column": column, "quote": &source.text()[place], "nearest": unread.nearest })
    });
    let value = json!({
        "schema": 1,
        "phrasebook": reading.house.name,
        "department": bound.accounts.department,
        "year": (bound.accounts.year > 0).then_some(bound.accounts.year),
        "figures": bound.statements.iter().map(figure).collect::<Vec<Value>>(),
        "unread": unread.collect::<Vec<Value>>(),
    });
    format!("{value:#}\n")
}

/// Where a number is kept, and how its row is known: by its code, else by its name.
fn home(accounts: &FinalAccounts, key: Key) -> (&'static Shape, Option<String>) {
    match key.row {
        Some((group, row)) => (&accounts.catalogue.groups[group].shape, Some(accounts.groups[group][row].key())),
        None => (&accounts.catalogue.root, None),
    }
}
