//! What the next year's file takes over from the seed department's, and what it leaves open.

use juesuan::{
    diagnostic::Severity,
    figures::{Number, Reference, template as form},
};

use super::super::{SEED, loaded, next, switched_on};

#[test]
fn last_years_finals_move_over_and_this_year_is_open() {
    let accounts = loaded(&next(SEED));
    let value = |name: &str| accounts.number(name).value().map(|value| value.to_string());
    assert_eq!(value("revenue.grand_total.last").as_deref(), Some("593.32"));
    assert_eq!(value("agency.operating.last").as_deref(), Some("125.88"));
    assert_eq!(value("sangong.total.last").as_deref(), Some("0"));
    assert_eq!(accounts.number("revenue.grand_total"), Number::Blank);
    assert_eq!(accounts.number("gpb.total.budget_initial"), Number::Blank);
    assert_eq!(accounts.number("sangong.abroad"), Number::Absent, "did not apply last year");
    let items = accounts.rows(accounts.catalogue.group("gpb.items").unwrap());
    let codes: Vec<_> = items.iter().filter_map(|item| item.code.as_deref()).collect();
    assert_eq!(codes[..3], ["2010301", "2010302", "2010350"]);
    assert_eq!(items.len(), 12);
}

#[test]
fn reasons_are_empty_with_last_years_beside() {
    let text = next(SEED);
    let accounts = loaded(&text);
    for (text, place) in accounts.root.texts.iter().zip(&accounts.catalogue.root.texts) {
        assert!(!place.kind.is_reason() || text.lines().is_empty(), "{}", place.id);
    }
    let line = |wanted: &str| text.lines().find(|line| line.contains(wanted)).unwrap_or_else(|| panic!("{wanted}"));
    assert!(line("支出中包含上年结转的经费").contains("原因:  "));
    assert!(line("支出中包含上年结转的经费").contains("# 上年：支出中"));
    assert!(line("较上年原因:").contains("# 上年：同收支总体"), "as it was typed");
    assert!(line("绩效自评结果用于指导").trim_start().starts_with("# 上年：绩效"));
    assert!(line("说明: 本单位无公务用车").starts_with("#    说明:"));
}

#[test]
fn prose_names_and_settings_stay() {
    let (old, new) = (loaded(SEED), loaded(&next(SEED)));
    for id in ["about.duties", "about.divisions", "totals.basis"] {
        let at = old.catalogue.root.text(id).unwrap();
        assert_eq!(new.root.texts[at], old.root.texts[at], "{id}");
    }
    assert_eq!((&new.phrasebook, new.unit, &new.published), (&old.phrasebook, old.unit, &None));
    for id in ["basic.personnel.items", "basic.general.items", "performance.evaluations"] {
        let group = old.catalogue.group(id).unwrap();
        let names = |accounts: &juesuan::figures::FinalAccounts| -> Vec<String> {
            accounts.rows(group).iter().map(|row| row.name.to_string()).collect()
        };
        assert_eq!(names(&new), names(&old), "{id}");
    }
}

#[test]
fn it_loads_with_every_line_switched_on() {
    loaded(&switched_on(&next(SEED)));
}

#[test]
fn verified_differences_are_not_taken_over() {
    let seed = format!("{SEED}\n已核对:\n  - {{ 代码: A120, 科目: 2010301, 原因: 尾差 }}\n");
    let text = next(&seed);
    assert!(text.contains("# 上年：A120（2010301） 尾差"), "{text}");
    assert!(loaded(&text).verified.is_empty());
}

#[test]
fn the_wrong_year_is_refused_and_another_name_is_warned_about() {
    let last = loaded(SEED);
    for year in [2022, 2023, 2025] {
        let refused = form::from_last(&last, Reference::shipped(), None, year).unwrap_err();
        assert_eq!((refused.code, refused.severity), ("N001", Severity::Error));
    }
    let (text, notes) = form::from_last(&last, Reference::shipped(), Some("靖宇县政数局"), 2024).unwrap();
    assert_eq!(notes.iter().map(|note| (note.code, note.severity)).collect::<Vec<_>>(), [("N002", Severity::Warning)]);
    assert_eq!(loaded(&text).department, "靖宇县政数局");
}
