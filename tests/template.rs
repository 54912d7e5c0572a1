//! New figures files: blank ones and those made from last year's figures.

mod template {
    mod carried;
    mod random;
}

use juesuan::{
    diagnostic::{Diagnostic, Severity},
    figures::{FinalAccounts, Reference, load, template as form},
    source::Source,
};

const SEED: &str = include_str!("../data/departments/jingyu-zhengwu/2023.yaml");

fn read(text: &str) -> (Option<FinalAccounts>, Vec<Diagnostic>) {
    load(&Source::new("new.yaml", text), Reference::shipped())
}

/// The accounts of a text that must load without error.
fn loaded(text: &str) -> FinalAccounts {
    let (accounts, faults) = read(text);
    let faults: Vec<String> = faults.iter().filter(|fault| fault.severity == Severity::Error).map(said).collect();
    accounts.unwrap_or_else(|| panic!("{faults:#?}\n{text}"))
}

fn said(fault: &Diagnostic) -> String {
    let place = fault.labels.first().map(|label| label.source.line_column(label.span.start));
    format!("{place:?} {} {} {:?}", fault.code, fault.message, fault.help)
}

/// Take away the `#` of every line that is off, as the head of the file tells people to.
fn switched_on(text: &str) -> String {
    let on = |line: &str| match line.strip_prefix('#') {
        Some(rest) if !rest.starts_with(' ') || rest.starts_with("  ") => format!("{rest}\n"),
        _ => format!("{line}\n"),
    };
    text.lines().map(on).collect()
}

fn next(last: &str) -> String {
    let last = loaded(last);
    form::from_last(&last, Reference::shipped(), None, last.year + 1).expect("the next year").0
}

#[test]
fn a_blank_file_loads_and_holds_no_number() {
    let text = form::blank(Reference::shipped(), "示例县某某局", 2024);
    let accounts = loaded(&text);
    assert_eq!((accounts.department.as_str(), accounts.year), ("示例县某某局", 2024));
    assert!(accounts.root.numbers.iter().all(|number| number.value().is_none()));
    let blanks = accounts.root.numbers.iter().filter(|number| number.is_present()).count();
    assert!(blanks > 30, "{blanks} figures to fill in");
}

#[test]
fn a_blank_file_switched_on_line_by_line_still_loads() {
    let text = switched_on(&form::blank(Reference::shipped(), "示例县某某局", 2024));
    let accounts = loaded(&text.replace("代码: A106, 原因: 已与财政局核对，差额为…", "代码: A106, 原因: 查明"));
    for name in ["gmf.items", "sco.items", "gpb.items", "performance.keys", "basic.general.items"] {
        let group = accounts.catalogue.group(name).unwrap();
        assert!(!accounts.rows(group).is_empty(), "{name} shows a sample");
    }
    let absent: Vec<&str> = (accounts.catalogue.root.numbers.iter().zip(&accounts.root.numbers))
        .filter(|(_, number)| !number.is_present())
        .map(|(number, _)| number.id.as_str())
        .filter(|id| !id.ends_with(".last") && !id.ends_with(".budget_adjusted"))
        .collect();
    assert_eq!(absent, [""; 0], "the blank file offers every figure");
}

#[test]
fn a_draft_of_a_blank_file_shows_gaps_and_no_zeros() {
    use juesuan::{formats, report};
    let accounts = loaded(&form::blank(Reference::shipped(), "示例县某某局", 2024));
    let (house, faults) = report::House::load("jilin-county", &Reference::shipped().catalogue);
    let house = house.unwrap_or_else(|| panic!("{faults:?}"));
    let printed = report::printed(&accounts, &house.style);
    let text = formats::txt(&report::draft(&house, &accounts, &printed));
    assert!(text.matches("【待补充").count() > 20, "{text}");
    // The only numbers are years, list numbers, the last day of the year and the threshold in an item's name.
    let text = text.replace("单位价值100万元以上", "");
    for zero in ["0万元", "为0", "增加0", "0%", "持平"] {
        assert!(!text.contains(zero), "{zero} in {text}");
    }
}

#[test]
fn awkward_department_names_come_back_whole() {
    for name in ["甲: 乙局", "局 # 二", "2023", "no", "'某'局", "“某”局", "- 局", "[局]", "*局", "a\\b\"c", "某局："]
    {
        let text = form::blank(Reference::shipped(), name, 2024);
        assert_eq!(loaded(&text).department, name, "{text}");
    }
}
