//! Drafts of sound figures are sound: checking them, with or without their figures, finds nothing above a hint.

#[path = "random_accounts/mod.rs"]
mod random_accounts;
#[path = "segmented/mod.rs"]
mod segmented;

use std::collections::BTreeMap;

use juesuan::{
    audit::{self, Against, Finding},
    diagnostic::Severity,
    figures::{FinalAccounts, Reference},
    formats,
    report::{self, House, reading::Shelf},
    source::Source,
};

/// How many departments a book; JUESUAN_CASES asks for more.
fn cases() -> u64 {
    std::env::var("JUESUAN_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(150)
}

/// What is found in the drafts of each book: how often, and the first.
type Kinds = BTreeMap<String, (usize, String)>;

/// Findings in a draft with or without its figures, but what the officer has looked into.
fn audited(house: &House, shelf: &Shelf, accounts: &FinalAccounts, seed: u64, kinds: &mut Kinds) {
    let reference = Reference::shipped();
    let printed = report::printed(accounts, &house.style);
    let draft = report::draft(house, accounts, &printed);
    let text = formats::txt(&draft);
    let document = segmented::document(&Source::new("草稿.txt", text.as_str()));
    for figures in [None, Some(accounts)] {
        let against = Against { figures, last: None };
        let audit = audit::audit(&document, &shelf.read(&document), (100, true), against, reference);
        let own: Vec<_> = reference.check(accounts).iter().map(|breach| breach.code).collect();
        let looked_into = |finding: &Finding| {
            let code = finding.diagnostic.code;
            accounts.verified.iter().any(|verified| verified.code == code)
                || own.contains(&code)
                || code == "A105" && unequal(accounts)
        };
        for finding in audit.findings.iter().filter(|finding| counts(finding) && !looked_into(finding)) {
            let label = finding.diagnostic.labels.first();
            let line = label.map_or(1, |label| label.source.line_column(label.span.start).0);
            let shown = text.lines().nth(line - 1).unwrap_or_default();
            let with = if figures.is_some() { "对数据" } else { "" };
            let key = format!("{} {with}{}", house.name, finding.diagnostic.code);
            let told = format!("种子 {seed}：{} 「{}」\n    {shown}", finding.diagnostic.message, finding.quote());
            kinds.entry(key).or_insert((0, told)).0 += 1;
        }
    }
}

/// What is to be filled in is said (W107); that is no fault of the draft.
fn counts(finding: &Finding) -> bool {
    finding.severity() != Severity::Hint && finding.diagnostic.code != "W107"
}

/// Totals that are really the year's own (口径：本年合计) need not be equal.
fn unequal(accounts: &FinalAccounts) -> bool {
    let differ = |period: &str| {
        let of = |side: &str| accounts.number(&format!("{side}.grand_total{period}"));
        of("revenue") != of("expenditure")
    };
    differ("") || differ(".last")
}

/// At most one in so many drafts that are not complete may show something else.
const MOST_ROUGH_ONE_IN: usize = 10;

#[test]
fn nothing_is_found_in_clean_drafts() {
    let mut kinds = Kinds::new();
    for house in segmented::houses() {
        let shelf = Shelf::of(house);
        for seed in 0..cases() {
            let accounts = random_accounts::complete(seed, house);
            audited(house, &shelf, &accounts, seed, &mut kinds);
        }
    }
    let told: Vec<String> = kinds.iter().map(|(kind, (count, first))| format!("{kind} × {count}\n  {first}")).collect();
    assert!(told.is_empty(), "{}", told.join("\n"));
}

#[test]
fn little_is_found_in_drafts_with_places_to_fill_in() {
    // They are odd in other ways, too: empty lists, totals without their parts.
    let (mut seen, mut rough) = (0, 0);
    for house in segmented::houses() {
        let shelf = Shelf::of(house);
        for seed in 0..cases() {
            let mut kinds = Kinds::new();
            audited(house, &shelf, &random_accounts::accounts(seed, house), seed, &mut kinds);
            seen += 1;
            rough += usize::from(!kinds.is_empty());
        }
    }
    assert!(rough * MOST_ROUGH_ONE_IN <= seen, "{rough} / {seen}");
}
