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
    report::{self, reading::Shelf},
    source::Source,
};

/// How many departments a book; JUESUAN_CASES asks for more.
fn cases() -> u64 {
    std::env::var("JUESUAN_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(150)
}

/// What is to be filled in is said (W107); that is no fault of the draft.
fn counts(finding: &Finding) -> bool {
    finding.severity() != Severity::Hint && finding.diagnostic.code != "W107"
}

/// Totals that are really the year's own (口径：本年合计) need not be equal.
fn unequal(accounts: &FinalAccounts) -> bool {
    accounts.number("revenue.grand_total") != accounts.number("expenditure.grand_total")
}

/// At most one in so many drafts that are not complete may show something else.
const MOST_ROUGH_ONE_IN: usize = 10;

#[test]
fn nothing_is_found_in_clean_drafts() {
    let reference = Reference::shipped();
    let mut kinds: BTreeMap<String, (usize, String)> = BTreeMap::new();
    let (mut seen, mut complete, mut rough) = (0, 0, 0);
    for house in segmented::houses() {
        let shelf = Shelf::of(house);
        for seed in 0..cases() {
            let accounts = random_accounts::accounts(seed, house);
            let printed = report::printed(&accounts, &house.style);
            let draft = report::draft(house, &accounts, &printed);
            seen += 1;
            let whole = draft.missing().next().is_none();
            complete += usize::from(whole);
            let mut found_here = false;
            let text = formats::txt(&draft);
            let document = segmented::document(&Source::new("草稿.txt", text.as_str()));
            for figures in [None, Some(&accounts)] {
                let against = Against { figures, last: None };
                let audit = audit::audit(&document, &shelf.read(&document), (100, true), against, reference);
                let own: Vec<_> = reference.check(&accounts).iter().map(|breach| breach.code).collect();
                let looked_into = |finding: &Finding| {
                    let code = finding.diagnostic.code;
                    accounts.verified.iter().any(|verified| verified.code == code)
                        || own.contains(&code)
                        || code == "A105" && unequal(&accounts)
                };
                for finding in audit.findings.iter().filter(|finding| counts(finding) && !looked_into(finding)) {
                    found_here = true;
                    if !whole {
                        continue;
                    }
                    let label = finding.diagnostic.labels.first();
                    let line = label.map_or(1, |label| label.source.line_column(label.span.start).0);
                    let shown = text.lines().nth(line - 1).unwrap_or_default();
                    let with = if figures.is_some() { "对数据" } else { "" };
                    let key = format!("{} {with}{}", house.name, finding.diagnostic.code);
                    let told =
                        format!("种子 {seed}：{} 「{}」\n    {shown}", finding.diagnostic.message, finding.quote());
                    kinds.entry(key).or_insert((0, told)).0 += 1;
                }
            }
            rough += usize::from(found_here && !whole);
        }
    }
    assert!(complete > 5, "{complete}");
    let told: Vec<String> = kinds.iter().map(|(kind, (count, first))| format!("{kind} × {count}\n  {first}")).collect();
    assert!(told.is_empty(), "{complete} 份完整的草稿\n{}", told.join("\n"));
    // Drafts with places to fill in are odd in other ways, too: empty lists, totals without their parts.
    assert!(rough * MOST_ROUGH_ONE_IN <= seen, "{rough} / {seen}");
}
