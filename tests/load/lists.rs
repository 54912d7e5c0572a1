//! Conditions about the rows of a list: is there one to be told of, and does every row have the figure?

use juesuan::figures::{
    Env, FinalAccounts, Reference, Value,
    expr::{Scope, parse, resolve},
};

use super::super::{clean, with};

fn truth(accounts: &FinalAccounts, text: &str) -> Result<Option<bool>, String> {
    let (catalogue, parameters) = (&Reference::shipped().catalogue, &Default::default());
    let expr = resolve(&parse(text).unwrap(), &Scope { catalogue, group: None, parameters });
    match Env::new(accounts).value(&expr.map_err(|fault| fault.message)?) {
        Value::Truth(truth) => Ok(truth),
        other => panic!("{other:?}"),
    }
}

fn items(rows: &str) -> FinalAccounts {
    clean(&with(&format!("一般公共预算财政拨款支出决算表:\n  明细:\n{rows}")))
}

const TOLD: &str = "any(gpb.items, final != 0 or budget_initial != 0)";

#[test]
fn a_row_is_found_as_a_list_would_keep_it() {
    let zero = "    - { 科目编码: 2010301, 决算数: 0 }\n";
    assert_eq!(truth(&items(zero), TOLD), Ok(Some(false)));
    assert_eq!(truth(&items(&format!("{zero}    - {{ 科目编码: 2010302, 决算数: 3 }}\n")), TOLD), Ok(Some(true)));
    assert_eq!(truth(&items("    - { 科目编码: 2010301, 年初预算数: , 决算数: 0 }\n"), TOLD), Ok(Some(true)));
    assert_eq!(truth(&clean(&with("")), TOLD), Ok(Some(false)));
    assert_eq!(truth(&items(zero), &format!("not {TOLD}")), Ok(Some(true)));
}

#[test]
fn a_sum_is_there_when_every_row_has_its_figure() {
    let has = "has(sum(gpb.items.budget_initial))";
    let with_budget = "    - { 科目编码: 2010301, 年初预算数: 1, 决算数: 0 }\n";
    assert_eq!(truth(&items(with_budget), has), Ok(Some(true)));
    assert_eq!(
        truth(&items(&format!("{with_budget}    - {{ 科目编码: 2010302, 决算数: 3 }}\n")), has),
        Ok(Some(false))
    );
    assert_eq!(truth(&clean(&with("")), has), Ok(Some(false)));
    // Of several concepts, one is enough.
    let parts =
        clean(&with("财政拨款“三公”经费支出决算表:\n  公务接待费: { 预算数: 1, 决算数: 2 }\n  因公出国（境）费: 0\n"));
    assert_eq!(truth(&parts, "has(sangong.parts)"), Ok(Some(true)));
    assert_eq!(truth(&parts, "has(sum(sangong.parts.last))"), Ok(Some(false)));
    assert_eq!(truth(&parts, "has(sum(sangong.parts.budget))"), Ok(Some(true)));
}

#[test]
fn what_is_no_list_or_no_condition_is_refused() {
    let accounts = clean(&with(""));
    for text in [
        "any(gpb.items)",
        "any(gpb.total, final != 0)",
        "any(gpb.items, final)",
        "any(gpb.items, any(gmf.items, final != 0))",
        "any(gpb.items, nothing != 0)",
    ] {
        assert!(truth(&accounts, text).is_err(), "{text}");
    }
}
