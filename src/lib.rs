//! juesuan (决算): a drafting engine for the prose of Chinese departmental final accounts (部门决算情况说明).
//!
//! Every sentence of the report is defined once, in a phrasebook (话术), as words and slots; figures (决算数据) and a
//! phrasebook make the report. A guided run on a real department:
//!
//! ```
//! use juesuan::{figures, formats, report, report::House};
//!
//! // 1. Figures, read exactly; everything wrong with the file comes back at once.
//! let reference = figures::Reference::shipped();
//! let path = "data/departments/jingyu-zhengwu/2023.yaml";
//! let (accounts, faults) = figures::load_path(path.as_ref(), reference);
//! assert!(faults.is_empty());
//! let accounts = accounts.unwrap();
//! assert_eq!(accounts.number("revenue.grand_total").value().unwrap().to_string(), "593.32");
//!
//! // 2. A house style, compiled once: phrases and the outline of the report.
//! let (house, faults) = House::load("jilin-county", &reference.catalogue);
//! assert!(faults.is_empty());
//! let house = house.unwrap();
//!
//! // 3. The draft is a tree: sections, paragraphs, sentences, and a span for every figure, word, reason and name.
//! let printed = report::printed(&accounts, &house.style);
//! let draft = report::draft(&house, &accounts, &printed);
//! let sentence = draft.sentences().find(|sentence| sentence.id() == "totals.change").unwrap();
//! assert!(sentence.text().starts_with("与2022年度相比，收入减少122.05万元，下降17.1%"));
//! let rate = sentence.spans().iter().find(|span| draft.words(span) == "17.1%").unwrap();
//! assert!(draft.value(rate).unwrap().to_string().starts_with("0.1706"));
//!
//! // 4. Printers walk the tree.
//! assert!(formats::txt(&draft).starts_with("第三部分 2023年度部门决算情况说明\n"));
//!
//! // 5. What should hold between the figures is data, too.
//! assert!(reference.check(&accounts).is_empty());
//!
//! // 6. The same phrases read what they wrote: text -> figures.
//! let text = juesuan::source::Source::new("情况说明.txt", formats::txt(&draft));
//! let document = report::segment(&text, &[]);
//! let reading = report::reading::Shelf::of(&house).read(&document);
//! let bound = report::binding::bind(&reading, reference);
//! assert_eq!(bound.accounts.number("revenue.grand_total.last").value().unwrap().to_string(), "715.37");
//!
//! // 7. And an audit holds what a text says against what it says elsewhere, and against its figures.
//! let against = juesuan::audit::Against { figures: Some(&accounts), last: None };
//! let audit = juesuan::audit::audit(&document, &reading, (100, true), against, reference);
//! assert_eq!(audit.count(juesuan::diagnostic::Severity::Error), 0);
//!
//! // 8. Corrected figures go into a text that people have edited, and what they wrote stays.
//! use juesuan::{formats::lay::{Editable, lay}, report::SavedReport, revise};
//! let corrected = std::fs::read_to_string(path)?.replace("593.99", "595.99").replace("96.06", "98.06");
//! let (corrected, _) = figures::load(&juesuan::source::Source::new("更正.yaml", corrected), reference);
//! let corrected = corrected.unwrap();
//! let corrected_printed = report::printed(&corrected, &house.style);
//! let saved = [SavedReport::of(&draft), SavedReport::of(&report::draft(&house, &corrected, &corrected_printed))];
//! let [base, new] = [&saved[0], &saved[1]].map(|saved| lay(saved, Editable::Txt));
//! let edited = base.text.replace("2023年度收入总计", "本年度收入总计");
//! let updated = revise::update(&base, &edited, &new);
//! assert!(updated.text.contains("本年度收入总计593.32万元，支出总计595.99万元"));
//! assert_eq!((updated.kept.len(), updated.conflicts.len()), (1, 0));
//!
//! // 9. Two reports beside each other, sentence by sentence.
//! use juesuan::revise::diff::{Change, Side, THRESHOLD, diff};
//! let other = juesuan::source::Source::new("更正后.txt", new.text.as_str());
//! let other = report::segment(&other, &[]);
//! let reread = report::reading::Shelf::of(&house).read(&other);
//! let rebound = report::binding::bind(&reread, reference);
//! let before = Side::of("更正前", true, &reading, &bound);
//! let after = Side::of("更正后", true, &reread, &rebound);
//! let review = diff(&before, &after, THRESHOLD);
//! assert!(review.count(Change::Figures) > 0);
//! assert_eq!(review.count(Change::Wording), 0);
//!
//! // 10. The tree is serde's, kept as JSON and read again; findings and updates are handed to other programs.
//! let json = serde_json::to_string(&saved[0])?;
//! assert_eq!(serde_json::from_str::<SavedReport>(&json)?, saved[0]);
//! let findings = serde_json::to_value(&audit.findings)?;
//! assert!(findings.as_array().unwrap().iter().all(|finding| finding["code"].is_string()));
//! assert_eq!(serde_json::to_value(&updated)?["text"], *updated.text);
//! let unknown = json.replace("\"schema\":1", "\"schema\":2");
//! assert!(serde_json::from_str::<SavedReport>(&unknown).is_err());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! | to | call |
//! |---|---|
//! | load | [`figures::load_path`], [`figures::load`] |
//! | draft | [`report::draft()`], printed by [`formats`] |
//! | check | [`figures::Reference::check`] for figures, [`audit::audit()`] for a text |
//! | read | [`report::segment()`], [`report::reading::Shelf::read`], [`report::binding::bind`] |
//! | update | [`revise::update()`], over to the next year [`revise::roll`] |
//! | compare | [`revise::diff::diff()`], printed by [`formats::review`] |
//!
//! Nothing of this compiles or links C. Without default features the crate is the library alone; `excel` opens
//! workbooks, `batch` does many departments on all cores, `cli` is the program. Until 1.0 any of it may change with a
//! minor version (0.1 to 0.2), never with a patch; diagnostic codes, the keys of JSON and their meaning stay as they
//! are, [`report::SavedReport::schema`] says which version of the tree it is.
//!
//! Layers, each using only those before it: [`source`], [`diagnostic`], [`yaml`] - [`figures`] - [`tables`] - [`phrase`] -
//! [`report`] - [`revise`], [`audit`] - [`formats`] - `batch` - the command line. Where to look: a sentence is in `phrasebooks/`, an equation
//! in `data/reference/identities/`, a key of the figures file in `data/reference/concepts.yaml`, a check in `src/audit/`.

#![warn(missing_docs)]

pub mod audit;
#[cfg(feature = "batch")]
pub mod batch;
#[cfg(feature = "cli")]
pub mod cli;
pub mod diagnostic;
pub mod embedded;
pub mod figures;
pub mod formats;
mod in_order;
pub mod nearest;
pub mod phrase;
pub mod report;
pub mod revise;
pub mod source;
pub mod tables;
pub mod yaml;
