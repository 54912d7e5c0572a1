//! The rules about names, reasons and last year's figures: what they find in good texts and in broken ones.

#[path = "segmented/mod.rs"]
mod segmented;

use std::{
    fs,
    path::{Path, PathBuf},
};

use juesuan::{
    audit::{Against, Finding, audit_with},
    diagnostic::Severity,
    figures::{FinalAccounts, Reference},
    report::{
        House,
        binding::bind,
        reading::{Shelf, choose},
    },
    source::Source,
};

/// The codes that this file is about.
const CODES: [&str; 11] = ["B120", "B303", "B304", "B305", "B306", "B403", "B404", "B405", "B406", "B501", "B502"];

fn audited(text: &str, last: Option<&str>) -> Vec<Finding> {
    let reference = Reference::shipped();
    let houses: Vec<&House> = segmented::houses().iter().collect();
    let last: Option<FinalAccounts> = last.map(|text| {
        let document = segmented::document(&Source::new("上年.txt", text));
        let shelves: Vec<Shelf> = houses.iter().map(|house| Shelf::of(house)).collect();
        bind(&choose(&shelves, &document).unwrap().reading, reference).accounts
    });
    let document = segmented::document(&Source::new("报告.txt", text));
    let against = Against { figures: None, last: last.as_ref() };
    let audit = audit_with(&houses, &document, false, against, reference).unwrap();
    audit.findings.into_iter().filter(|finding| CODES.contains(&finding.diagnostic.code)).collect()
}

fn told(finding: &Finding) -> String {
    let severity = finding.severity().name();
    format!("{severity} {} {} 「{}」{}", finding.diagnostic.code, finding.section, finding.quote(), finding.told())
}

/// `NAMES=FILE LAST=FILE cargo test --test name_rules by_hand -- --nocapture` shows what is found in any text.
#[test]
fn by_hand() {
    let Ok(path) = std::env::var("NAMES") else { return };
    let last = std::env::var("LAST").ok().map(|path| fs::read_to_string(path).unwrap());
    let found = audited(&fs::read_to_string(path).unwrap(), last.as_deref());
    found.iter().for_each(|finding| println!("{}", told(finding)));
}

#[test]
fn nothing_but_hints_in_drafts() {
    let golden = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("golden");
    let mut seen = 0;
    let mut wrong = Vec::new();
    let folders = |path: &Path| {
        let mut found: Vec<PathBuf> = fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).collect();
        found.retain(|path| path.is_dir());
        found.sort();
        found
    };
    for department in folders(&golden) {
        let mut last: Option<String> = None;
        for year in folders(&department) {
            let Ok(text) = fs::read_to_string(year.join("expected.txt")) else { continue };
            seen += 1;
            let found = audited(&text, last.as_deref());
            let loud = found.iter().filter(|finding| finding.severity() != Severity::Hint);
            wrong.extend(loud.map(|finding| format!("{}：{}", year.display(), told(finding))));
            last = Some(text);
        }
    }
    assert!(seen > 4 && wrong.is_empty(), "{seen}\n{}", wrong.join("\n"));
}

/// A small report with a table of basic expenditure whose first class adds up to `total`.
fn basic(total: &str, names: &str) -> String {
    format!(
        "第二部分 2023年度部门决算表\n一般公共预算财政拨款基本支出决算表\n301 工资福利支出 {total}\n30101 基本工资 40.00\n\
         机关事业单位基本\n30108 20.00\n养老保险缴费\n30103 奖金\n第三部分 2023年度部门决算情况说明\n\
         一、一般公共预算财政拨款基本支出决算情况说明\n\
         2023年度财政拨款基本支出60万元，其中：人员经费60万元，主要包括：{names}。\n"
    )
}

#[test]
fn names_that_a_table_breaks_are_known_by_their_codes() {
    assert!(audited(&basic("60.00", "基本工资、机关事业单位基本养老保险缴费"), None).is_empty());
    let found = audited(&basic("60.00", "基本工资、奖金"), None);
    let codes: Vec<&str> = found.iter().map(|finding| finding.diagnostic.code).collect();
    assert_eq!(codes, ["B405", "B406"]);
    assert_eq!(found[0].quote(), "奖金");
}

#[test]
fn a_table_that_does_not_add_up_proves_nothing() {
    assert!(audited(&basic("75.00", "基本工资、奖金"), None).is_empty());
}

#[test]
fn an_account_that_the_partial_list_does_not_have_is_not_wrong() {
    let report = "第三部分 2023年度部门决算情况说明\n一、一般公共预算财政拨款支出决算情况说明\n\
        1. 教育支出（类）普通教育（款）高等教育（项）年初预算为20万元，支出决算为20万元，完成年初预算的100%。决算数与预算数持平。\n";
    assert!(audited(report, None).is_empty());
}
