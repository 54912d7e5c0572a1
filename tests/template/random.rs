//! Random figures files: the next year's file loads, and its 上年决算数 are exactly the old 决算数.

use juesuan::figures::{Catalogue, Concept, FinalAccounts, Kind, Period, Reference, Shape};
use proptest::prelude::*;

use super::super::{loaded, next};

/// Words that YAML and the reader of figures might stumble over.
const WORDS: [&str; 12] =
    ["人员变动", "a: b", "注 # 一", "“引号”", "'单引", "\"双引", "- 一是", "同", "2023", "null", "{甲}", "名称：值"];

/// Decisions drawn one after the other; the same bytes give the same file.
struct Dice<'a>(std::iter::Cycle<std::slice::Iter<'a, u16>>);

impl Dice<'_> {
    fn below(&mut self, most: usize) -> usize {
        usize::from(*self.0.next().expect("never empty")) % most
    }

    fn amount(&mut self, kind: Kind) -> String {
        let whole = 1 + self.below(60_000);
        match (kind, self.below(4)) {
            (Kind::Count, _) | (_, 0) => whole.to_string(),
            (_, 1) => format!("{whole}.{:02}", self.below(100)),
            (_, 2) => format!("{whole}.{}0", self.below(10)),
            _ => format!("\"{whole}{}.{:06}\"", self.below(60_000), self.below(60_000)),
        }
    }

    fn word(&mut self) -> String {
        let text = WORDS[self.below(WORDS.len())];
        serde_json::Value::String(format!("{text}{}", ["", " ", "\u{200B}", "\r"][self.below(4)]))
            .to_string()
            .replace('\u{200B}', "\\u200B")
    }
}

/// A figures file with some of everything.
fn file(dice: &mut Dice, catalogue: &Catalogue) -> String {
    let mut text = format!("部门: {}\n年度: 2023\n金额单位: {}\n", dice.word(), ["万元", "元"][dice.below(2)]);
    for table in &catalogue.tables {
        text.push_str(&format!("{}:\n", table.key));
        for &field in &table.fields {
            value(dice, catalogue, field, 2, &mut text);
        }
    }
    text
}

fn value(dice: &mut Dice, catalogue: &Catalogue, index: usize, depth: usize, out: &mut String) {
    let concept = &catalogue.concepts[index];
    let margin = " ".repeat(depth);
    if !concept.required && dice.below(2) == 0 {
        return;
    }
    match concept.kind {
        Kind::Rows => {
            let group = concept.group.unwrap();
            out.push_str(&format!("{margin}{}:\n", concept.key));
            rows(dice, catalogue, group, depth + 2, out);
        }
        Kind::Choice => out.push_str(&format!("{margin}{}: {}\n", concept.key, concept.choices[dice.below(2)])),
        Kind::Amount | Kind::Count | Kind::Percent | Kind::Number => {
            out.push_str(&format!("{margin}{}:\n", concept.key));
            body(dice, catalogue, concept, depth + 2, out);
        }
        _ => out.push_str(&format!("{margin}{}: {}\n", concept.key, dice.word())),
    }
}

fn body(dice: &mut Dice, catalogue: &Catalogue, concept: &Concept, depth: usize, out: &mut String) {
    let margin = " ".repeat(depth);
    for &period in &concept.periods {
        match dice.below(5) {
            0 if period != Period::Final => {}
            1 if period != Period::Final => out.push_str(&format!("{margin}{}:\n", period.key())),
            _ => out.push_str(&format!("{margin}{}: {}\n", period.key(), dice.amount(concept.kind))),
        }
    }
    for kind in &concept.texts {
        if dice.below(2) == 0 {
            out.push_str(&format!("{margin}{}: {}\n", kind.key(), dice.word()));
        }
    }
    for &child in &concept.children {
        value(dice, catalogue, child, depth, out);
    }
}

fn rows(dice: &mut Dice, catalogue: &Catalogue, group: usize, depth: usize, out: &mut String) {
    let group = &catalogue.groups[group];
    let concept = &catalogue.concepts[group.concept];
    let margin = " ".repeat(depth);
    let names: &[&str] = match group.id.as_str() {
        "gpb.class_totals" => &["科目编码: 201", "科目编码: 208"],
        "basic.personnel.items" => &["科目编码: 30101", "科目名称: 其他社会保障缴费", "科目编码: 30113"],
        "basic.general.items" => {
            &["科目编码: 30201", "{ 科目编码: 30288, 科目名称: \"自定: 科目\" }", "科目编码: 31002"]
        }
        "performance.evaluations" | "performance.keys" => &["项目名称: 甲", "项目名称: \"乙: 丙 # 丁\""],
        _ => &[
            "科目编码: 2010301",
            "{ 科目编码: 2010302, 项: 一般行政管理事务 }",
            "{ 科目编码: 2990177, 类: 某类, 款: 某款, 项: \"某: 项\" }",
            "{ 类: 甲类, 款: 乙款, 项: 2023 }",
        ],
    };
    for name in names {
        let named = name.trim_matches(['{', '}', ' ']).replace(", ", &format!("\n{margin}  "));
        out.push_str(&format!("{margin}- {named}\n"));
        if group.unpriced && dice.below(2) == 0 {
            continue;
        }
        if concept.key.is_empty() {
            body(dice, catalogue, concept, depth + 2, out);
        } else {
            out.push_str(&format!("{margin}  {}: {}\n", concept.key, dice.amount(concept.kind)));
            for &child in &concept.children {
                value(dice, catalogue, child, depth + 2, out);
            }
        }
    }
}

/// Every 决算数 with its name, of the department and of its rows.
fn values(accounts: &FinalAccounts, wanted: Period) -> Vec<(String, String)> {
    let catalogue = accounts.catalogue;
    let mut all = Vec::new();
    let mut add = |shape: &Shape, numbers: &[juesuan::figures::Number], key: &str| {
        for (def, number) in shape.numbers.iter().zip(numbers) {
            let concept = &catalogue.concepts[def.concept];
            let both = concept.periods.contains(&Period::Last) && concept.periods.contains(&Period::Final);
            if let (true, true, Some(value)) = (both, def.period == wanted, number.value()) {
                all.push((format!("{} {key}", concept.id), value.to_string()));
            }
        }
    };
    add(&catalogue.root, &accounts.root.numbers, "");
    for (group, rows) in catalogue.groups.iter().zip(&accounts.groups) {
        if matches!(group.origin, juesuan::figures::Origin::Given) {
            for row in rows {
                add(&group.shape, &row.numbers, &row.key());
            }
        }
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn finals_become_last_years_finals(seed in prop::collection::vec(any::<u16>(), 300..600)) {
        let text = file(&mut Dice(seed.iter().cycle()), &Reference::shipped().catalogue);
        let (old, new) = (loaded(&text), loaded(&next(&text)));
        prop_assert_eq!(values(&old, Period::Final), values(&new, Period::Last));
        prop_assert_eq!(values(&new, Period::Final), vec![]);
        let keys = |accounts: &FinalAccounts| -> Vec<Vec<String>> {
            let names = |rows: &Vec<juesuan::figures::Record>| rows.iter().map(|row| row.key()).collect();
            accounts.groups.iter().map(names).collect()
        };
        let given: Vec<usize> = (0..old.groups.len())
            .filter(|&group| matches!(old.catalogue.groups[group].origin, juesuan::figures::Origin::Given))
            .collect();
        for group in given {
            prop_assert_eq!(&keys(&old)[group], &keys(&new)[group]);
        }
        let department = old.department.replace(['\u{200B}', '\r'], " ");
        prop_assert_eq!(department.trim(), new.department.as_str());
    }
}
