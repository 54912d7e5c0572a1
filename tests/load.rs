//! Reading figures files: exact, tolerant where nothing can be misread, and all faults at once.

mod load {
    mod accounts;
    mod amounts;
    mod derived;
    mod faults;
    mod hostile;
    mod lists;
    mod reasons;
}

use juesuan::{
    diagnostic::{Diagnostic, Severity},
    figures::{FinalAccounts, Record, Reference, load as read_figures},
    source::Source,
};

/// The smallest file that loads; tests add to it or change a line of it.
const SMALLEST: &str = "\
部门: 示例县某某局
年度: 2023
金额单位: 万元
收入支出决算总表:
  收入总计: 100
  支出总计: 100
收入决算表:
  本年收入合计: 100
支出决算表:
  本年支出合计: 100
财政拨款收入支出决算总表:
  财政拨款收入: 100
  财政拨款支出: 100
";

fn read(text: &str) -> (Option<FinalAccounts>, Vec<Diagnostic>) {
    read_figures(&Source::new("示例.yaml", text), Reference::shipped())
}

/// The smallest file with more below it.
fn with(more: &str) -> String {
    format!("{SMALLEST}{more}")
}

/// Accounts that must load without any fault at all.
fn clean(text: &str) -> FinalAccounts {
    let (accounts, faults) = read(text);
    assert!(faults.is_empty(), "{:#?}", faults.iter().map(shown).collect::<Vec<_>>());
    accounts.expect("accounts")
}

fn shown(fault: &Diagnostic) -> String {
    let place = fault.labels.first().map(|label| label.source.line_column(label.span.start));
    format!("{place:?} {:?} {} {} {:?}", fault.severity, fault.code, fault.message, fault.help)
}

/// The codes of all faults, in the order in which they are reported.
fn codes(text: &str) -> Vec<&'static str> {
    read(text).1.iter().map(|fault| fault.code).collect()
}

/// The only fault of a text, as its reader sees it: `line:column code message | help`.
fn only_fault(text: &str) -> String {
    let (accounts, faults) = read(text);
    let [fault] = faults.as_slice() else {
        panic!("{:#?}", faults.iter().map(shown).collect::<Vec<_>>());
    };
    assert_eq!(accounts.is_some(), fault.severity != Severity::Error, "only errors withhold the figures");
    let place = fault.labels.first().map_or((0, 0), |label| label.source.line_column(label.span.start));
    let help = fault.help.as_deref().expect("every fault says how to mend it");
    format!("{}:{} {} {} | {help}", place.0, place.1, fault.code, fault.message)
}

#[track_caller]
fn assert_fault(text: &str, place: &str, parts: &[&str]) {
    let fault = only_fault(text);
    assert!(fault.starts_with(place), "{fault}");
    for part in parts {
        assert!(fault.contains(part), "{part} is not in {fault}");
    }
}

fn value(accounts: &FinalAccounts, name: &str) -> Option<String> {
    assert!(accounts.catalogue.root.number(name).is_some(), "{name}");
    accounts.number(name).value().map(|value| value.to_string())
}

fn rows<'a>(accounts: &'a FinalAccounts, group: &str) -> &'a [Record] {
    accounts.rows(accounts.catalogue.group(group).unwrap_or_else(|| panic!("{group}")))
}

/// What the identities say of the figures: `code severity`.
fn identities(accounts: &FinalAccounts) -> Vec<String> {
    let found = Reference::shipped().check(accounts);
    found.iter().map(|fault| format!("{} {:?} {}", fault.code, fault.severity, fault.message)).collect()
}
