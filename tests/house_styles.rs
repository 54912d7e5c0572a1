//! House styles of one's own: a book that extends a shipped one, templates with logic, other numbers.

use juesuan::{
    diagnostic::{Diagnostic, Severity},
    figures::{self, FinalAccounts, Reference},
    formats,
    report::{self, House},
    source::Source,
};

const FIGURES: &str = "\
部门: 示例县档案馆
年度: 2023
金额单位: 元
收入支出决算总表:
  口径: 本年合计
  收入总计: { 决算数: 1005000.50, 上年决算数: 800000 }
  支出总计: { 决算数: 900000, 上年决算数: 900000 }
收入决算表: { 财政拨款收入: 1005000.50 }
支出决算表: { 基本支出: 700049, 项目支出: 199951 }
财政拨款收入支出决算总表: { 财政拨款收入: 1005000.50, 财政拨款支出: 900000 }
";

fn accounts() -> FinalAccounts {
    let (accounts, faults) = figures::load(&Source::new("figures.yaml", FIGURES), Reference::shipped());
    assert!(faults.is_empty(), "{faults:?}");
    accounts.unwrap()
}

fn load(files: &[(&str, &str)]) -> (Option<House>, Vec<Diagnostic>) {
    let sources: Vec<Source> = files.iter().map(|(name, text)| Source::new(*name, *text)).collect();
    House::from_sources("own", &sources, &Reference::shipped().catalogue)
}

fn draft(files: &[(&str, &str)]) -> String {
    let (house, faults) = load(files);
    let house = house.unwrap_or_else(|| panic!("{faults:?}"));
    let accounts = accounts();
    let printed = report::printed(&accounts, &house.style);
    formats::txt(&report::draft(&house, &accounts, &printed))
}

fn codes(faults: &[Diagnostic]) -> Vec<&str> {
    faults.iter().map(|fault| fault.code).collect()
}

#[test]
fn a_child_book_writes_only_what_differs() {
    let text = draft(&[
        (
            "own/book.yaml",
            "extends: jilin-county\nstyle: { percent: { decimals: 2, trim: false }, amount: { thousands: true } }\n",
        ),
        (
            "own/01-totals.yaml",
            "section: totals\nphrases:\n  - id: totals.total\n    variants:\n      - { id: totals, say: \"本年收入{{ revenue }}，本年支出{{ expenditure }}。\" }\n",
        ),
    ]);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(
        lines[2],
        "本年收入100.5万元，本年支出90万元。与2022年度相比，收入增加20.5万元，增长25.63%，支出持平。主要原因：【待补充：主要原因】。"
    );
    assert!(text.contains("占77.78%"), "shares in the child's decimals: {text}");
}

#[test]
fn computing_from_exact_figures_is_a_setting() {
    // 1005000.50元 prints as 100.5万元; its change over 80万元 is 20.50005万元 exactly.
    let exact = "extends: jilin-county\nstyle: { compute_from: exact, amount: { decimals: 5 } }\n";
    assert!(draft(&[("own/book.yaml", exact)]).contains("收入增加20.50005万元"));
    let yuan = "extends: jilin-county\nstyle: { unit: 元, amount: { thousands: true, trim: false } }\n";
    assert!(draft(&[("own/book.yaml", yuan)]).contains("收入增加205,000.50元"));
}

#[test]
fn a_template_with_logic_writes_and_is_flagged() {
    let files = [
        ("own/book.yaml", "extends: jilin-county\n"),
        (
            "own/01-totals.yaml",
            "section: totals\nphrases:\n  - id: totals.total\n    variants:\n      - { id: totals, say: \"{% if revenue %}收入{{ revenue | replace(from='万元', to='万') }}{% endif %}。\" }\n",
        ),
    ];
    let (_, faults) = load(&files);
    assert!(faults.iter().any(|fault| fault.code == "P025" && fault.severity == Severity::Warning), "{faults:?}");
    assert!(draft(&files).contains("收入100.5万。"));
}

#[test]
fn a_template_with_logic_may_not_compute() {
    let (house, faults) = load(&[
        ("own/book.yaml", "extends: jilin-county\n"),
        (
            "own/01-totals.yaml",
            "section: totals\nphrases:\n  - id: totals.total\n    variants:\n      - { id: totals, say: \"{% if revenue > expenditure %}多{% endif %}{{ year }}\" }\n",
        ),
    ]);
    assert!(house.is_none());
    assert!(codes(&faults).contains(&"P032"), "{faults:?}");
}

#[test]
fn a_slip_in_a_template_with_logic_is_refused_with_its_place() {
    let (house, faults) = load(&[
        ("own/book.yaml", "extends: jilin-county\n"),
        (
            "own/01-totals.yaml",
            "section: totals\nphrases:\n  - id: totals.total\n    variants:\n      - { id: totals, say: \"{{ revenue | nosuch }}\" }\n",
        ),
    ]);
    assert!(house.is_none());
    let fault = faults.iter().find(|fault| fault.code == "P029").unwrap_or_else(|| panic!("{faults:?}"));
    assert_eq!(fault.labels[0].source.line_column(fault.labels[0].span.start).0, 5);
}

#[test]
fn drop_removes_and_an_idle_override_is_refused() {
    let drop = "extends: jilin-county\ndrop: [totals.reason]\n";
    assert!(!draft(&[("own/book.yaml", drop)]).lines().nth(2).unwrap().contains("主要原因"));

    let (_, faults) = load(&[("own/book.yaml", "extends: jilin-county\ndrop: [totals.nosuch]\n")]);
    assert_eq!(codes(&faults), ["P020"]);

    let own = "fragments:\n  - { id: own.piece, variants: [{ id: v, say: 甲 }] }\n";
    let drop_own = "section: totals\ndrop: [own.piece]\n";
    let (_, faults) = load(&[("own/book.yaml", &format!("extends: jilin-county\n{own}")), ("own/01.yaml", drop_own)]);
    assert_eq!(codes(&faults), ["P020"], "only what is inherited can be dropped");

    let (_, faults) = load(&[
        ("own/book.yaml", "extends: jilin-county\n"),
        (
            "own/01-totals.yaml",
            "section: totals\nphrases:\n  - id: totals.total\n    variants:\n      - { id: totals, say: \"{{ year }}年度收入总计{{ revenue }}，支出总计{{ expenditure }}。\" }\n",
        ),
    ]);
    assert_eq!(codes(&faults), ["P022"]);
}

#[test]
fn an_unknown_parent_is_named_at_its_place() {
    let (house, faults) = load(&[("own/book.yaml", "extends: jilin-conty\n")]);
    assert!(house.is_none());
    assert_eq!(codes(&faults), ["P017"]);
    assert_eq!(faults[0].labels.len(), 1, "the place of `extends`");
    assert!(faults[0].help.as_deref().unwrap().contains("jilin-county"));
}
