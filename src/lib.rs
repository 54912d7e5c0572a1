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
//! ```
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
pub mod nearest;
pub mod phrase;
pub mod report;
pub mod revise;
pub mod source;
pub mod tables;
pub mod yaml;
