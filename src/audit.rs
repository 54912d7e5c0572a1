//! Auditing (审核): what is wrong in figures, in a text, or between the two.

mod answers;
mod baseline;
mod checked;
mod contents;
mod department_name;
mod figures;
mod finding;
mod left_marks;
mod list_mark;
mod printed_number;
mod printed_year;
mod report_year;
mod rules;
mod run;
mod stretches;
mod text;
mod words;

pub use answers::{ANSWER, Answers, mark};
pub use baseline::{Accepted, Baseline};
pub use checked::Checked;
pub use finding::{Audit, Book, Counts, Finding};
pub use left_marks::left_marks;
pub use rules::wording;
pub use run::{Against, audit, audit_picking, audit_with};
