//! What a row is written under (明细的名称): a code where the classification knows it, else the names.

use super::{
    accounts::{Account, Number, Record},
    classification::same_name,
    concepts::{AccountKind, Concept, Group, Period},
    reference::Reference,
    template::scalar,
};

/// One line that names a row.
pub(super) struct NameLine<'a> {
    /// 科目编码, 类, 项目名称 …
    pub key: &'a str,
    /// The code or name as it is.
    pub value: &'a str,
    /// The name that a code stands for.
    pub about: &'a str,
}

impl NameLine<'_> {
    /// The line, without its place in a list.
    pub fn line(&self) -> String {
        match self.key {
            // A code stays as typed; a name that looks like a number is quoted.
            "科目编码" => format!("{}: {}", self.key, self.value),
            key if self.value.is_empty() => format!("{key}:"),
            key => format!("{key}: {}", scalar(self.value)),
        }
    }
}

/// The lines that name a row: the code with the official names beside, or the names.
pub(super) fn name_lines<'a>(reference: &'a Reference, group: &'a Group, row: &'a Record) -> Vec<NameLine<'a>> {
    let line = |key, value| NameLine { key, value, about: "" };
    let coded = |code: &'a str, about: &'a str| NameLine { key: "科目编码", value: code, about };
    match (&row.account, group.account, &group.name) {
        (Some(account), ..) => functional(reference, account),
        (None, Some(kind), _) => {
            let names = if kind == AccountKind::Class { &reference.functional } else { &reference.economic };
            let official = row.code.as_deref().and_then(|code| names.name(code));
            match &row.code {
                Some(code) if official.is_some_and(|official| same_name(&row.name, official)) => {
                    vec![coded(code, &row.name)]
                }
                // Beside a code that means something else the name would be refused.
                Some(code) if official.is_none() => vec![coded(code, &row.name), line("科目名称", &row.name)],
                _ => vec![line("科目名称", &row.name)],
            }
        }
        (None, None, name) => vec![line(name.as_deref().unwrap_or_default(), &row.name)],
    }
}

fn functional<'a>(reference: &'a Reference, account: &'a Account) -> Vec<NameLine<'a>> {
    let official = |index: usize| reference.functional.name(account.code.as_ref()?.get(..3 + 2 * index)?);
    let parts = [("类", &*account.class), ("款", &*account.section), ("项", &*account.item)];
    let differs = |(index, (_, name)): (usize, &(&str, &str))| official(index).is_some_and(|it| !same_name(name, it));
    let mut lines = Vec::new();
    let code = account.code.as_ref().filter(|_| !parts.iter().enumerate().any(differs));
    lines.extend(code.map(|code| NameLine { key: "科目编码", value: code, about: &account.item }));
    for (index, (key, value)) in parts.into_iter().enumerate() {
        // What the classification knows need not be typed.
        if code.is_none() || official(index).is_none() {
            lines.push(NameLine { key, value, about: "" });
        }
    }
    lines
}

/// The name of a row that is nothing but a name: amount not known, and the name gives the account.
pub(super) fn bare<'a>(reference: &Reference, concept: &Concept, group: &Group, row: &'a Record) -> Option<&'a str> {
    let ended = concept.number(Period::Final).map_or(Number::Absent, |at| row.numbers[at]);
    let listed = row.code.as_ref().is_none_or(|code| reference.economic.codes(&row.name) == [code.clone()]);
    let named = !row.name.is_empty() && !row.name.starts_with(|c: char| c.is_ascii_digit());
    let bare = group.unpriced && group.account.is_some() && ended == Number::Absent && listed && named;
    bare.then_some(row.name.as_str())
}

/// What names a row in two columns (科目编码、科目名称): its code, and its name - all three where the code does not give
/// them. A row without an account has its name in the first.
pub fn code_and_name(reference: &Reference, group: &Group, row: &Record) -> (String, String) {
    let lines = name_lines(reference, group, row);
    let of = |key: &str| lines.iter().find(|line| line.key == key);
    let code = of("科目编码").map_or(String::new(), |line| line.value.to_owned());
    match (&row.account, group.account) {
        (Some(account), _) if lines.len() > 1 => {
            (code, format!("{}（类）{}（款）{}（项）", account.class, account.section, account.item))
        }
        (None, None) => (row.name.to_string(), String::new()),
        _ => (code, row.name.to_string()),
    }
}
