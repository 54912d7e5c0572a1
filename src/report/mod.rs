//! The report (情况说明): a house style's outline, drafting, and the tree that printers walk.

pub mod binding;
pub mod document;
mod draft;
mod example_facts;
pub mod examples;
pub mod explain;
mod explain_text;
mod figure_source;
mod fingerprint;
pub mod house;
mod outline;
mod places;
mod printed;
pub mod provenance;
pub mod reading;
pub mod saved;
mod segment;
mod sentence_ids;
mod tree;
mod unused;

pub(crate) use document::is_blank;
pub use document::{Clean, Document, Places, section_of};
pub use draft::draft;
pub use explain::{Explanation, explain};
pub use explain_text::print_explanation;
pub use figure_source::FigureSource;
pub use house::House;
pub use places::{last_said, place_of};
pub use printed::printed;
pub use provenance::{Formula, Provenance};
pub(crate) use reading::comparable;
pub use saved::SavedReport;
pub use segment::segment;
pub use sentence_ids::sentence_ids;
pub use tree::{ParagraphView, Report, SectionView, SentenceView};
pub use unused::unused_reasons;
