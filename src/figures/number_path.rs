//! Where a number stands in a figures file, or belongs if it does not stand there yet (数的位置).

use super::{
    accounts::{FinalAccounts, Number, Record},
    concepts::{Group, GroupIx, Kind, Period},
    reference::Reference,
    row_name::name_lines,
    way::Way,
};
use crate::yaml::{
    Node, Value,
    edit::{Key, New, Step, path_to},
};

/// The way to a number of the department or of a row, in the file that `accounts` were loaded from (数的路径).
pub fn number_path(
    accounts: &FinalAccounts,
    root: &Node,
    row: Option<(GroupIx, usize)>,
    number: usize,
) -> Option<Vec<Step>> {
    let record = row.map_or(&accounts.root, |(group, row)| &accounts.groups[group][row]);
    if let Some(place) = record.number_places.get(number) {
        return path_to(root, &place);
    }
    let def = &accounts.shape(row).numbers[number];
    let (mut way, of_row) = Way::to(accounts, root, row, def.concept)?;
    let blank = way.node.is_none_or(Node::is_blank);
    // 收入总计: 593.32 says what { 决算数: 593.32 } says.
    let short = def.period == Period::Final && !of_row && blank;
    if !short {
        let there = way.node.and_then(|node| {
            std::iter::once(def.period.key())
                .chain(def.period.also().iter().copied())
                .find(|key| node.get(key).is_some())
        });
        let before = Period::ALL.into_iter().take_while(|&period| period != def.period);
        let before = before.flat_map(|period| std::iter::once(period.key()).chain(period.also().iter().copied()));
        let mut behind: Vec<String> = before.map(str::to_owned).collect();
        if of_row {
            behind.extend(["科目编码", "编码", "科目名称", "科目", "类", "款", "项"].map(str::to_owned));
            behind.extend(accounts.catalogue.groups[row?.0].name.clone());
        }
        let bare = if blank { String::new() } else { Period::Final.key().to_owned() };
        let name = there.unwrap_or(def.period.key()).to_owned();
        way.path.push(Step::Key(Key { name, behind, bare }));
    }
    let first = |key: &&mut Key| row.is_none() && key.behind.is_empty();
    let keys = way.path.iter_mut().filter_map(|step| match step {
        Step::Key(key) => Some(key),
        Step::Item(_) => None,
    });
    // The first field of a table comes behind nothing that is there: at the head.
    keys.filter(first).for_each(|key| key.behind.push(key.name.clone()));
    Some(way.path)
}

/// How rows come into a list of the file that `accounts` were loaded from (新增明细): each place with what stands there.
pub fn rows_path(
    accounts: &FinalAccounts,
    root: &Node,
    group: GroupIx,
    rows: &[&Record],
    reference: &Reference,
) -> Option<Vec<(Vec<Step>, New)>> {
    let way = Way::to_list(accounts.catalogue, root, group)?;
    let list = &accounts.catalogue.groups[group];
    let new = |row: &&Record| New::Map(row_of(accounts, list, row, reference));
    let below = |step: Step, new: New| {
        let mut path = way.path.clone();
        path.push(step);
        (path, new)
    };
    match way.node.map(|node| &node.value) {
        Some(Value::Sequence(items)) => {
            let end = items.len();
            Some(rows.iter().enumerate().map(|(at, row)| below(Step::Item(end + at), new(row))).collect())
        }
        Some(Value::Mapping(_)) => {
            let keyed = |row: &&Record| {
                let name = format!("{} {}", row.code.as_deref().unwrap_or_default(), row.name);
                let numbers = numbers_of(accounts, list, row);
                match &numbers[..] {
                    [(key, only)] if key == Period::Final.key() => below(Step::key(name.trim()), only.clone()),
                    _ => below(Step::key(name.trim()), New::Map(numbers)),
                }
            };
            Some(rows.iter().map(keyed).collect())
        }
        _ => Some(vec![(way.path, New::Rows(rows.iter().map(new).collect()))]),
    }
}

fn row_of(accounts: &FinalAccounts, list: &Group, row: &Record, reference: &Reference) -> Vec<(String, New)> {
    let name = |line: &super::row_name::NameLine| {
        let value = line.value.to_owned();
        (line.key.to_owned(), if line.key == "科目编码" { New::Plain(value) } else { New::Text(value) })
    };
    let mut pairs: Vec<(String, New)> = name_lines(reference, list, row).iter().map(name).collect();
    pairs.extend(numbers_of(accounts, list, row));
    pairs
}

/// The numbers of a row, as they stand below its name.
fn numbers_of(accounts: &FinalAccounts, list: &Group, row: &Record) -> Vec<(String, New)> {
    let catalogue = accounts.catalogue;
    let given = |concept: usize| -> Vec<(Period, New)> {
        let concept = &catalogue.concepts[concept];
        let value = |period: Period| match row.numbers[concept.number(period)?] {
            Number::Given(value) => Some((period, New::Plain(value.to_string()))),
            _ => None,
        };
        Period::ALL.into_iter().filter_map(value).collect()
    };
    let keyed = |numbers: Vec<(Period, New)>| numbers.into_iter().map(|(period, new)| (period.key().to_owned(), new));
    let mut pairs: Vec<(String, New)> = keyed(given(list.concept)).collect();
    for &child in &catalogue.concepts[list.concept].children {
        let concept = &catalogue.concepts[child];
        if matches!(concept.kind, Kind::Rows) {
            continue;
        }
        match &given(child)[..] {
            [] => {}
            [(Period::Final, only)] => pairs.push((concept.key.clone(), only.clone())),
            numbers => pairs.push((concept.key.clone(), New::Map(keyed(numbers.to_vec()).collect()))),
        }
    }
    pairs
}
