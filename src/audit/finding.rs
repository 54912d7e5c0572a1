//! What an audit found (审核发现).

use crate::{
    diagnostic::{Diagnostic, Severity},
    figures::identities::{Gap, Relation},
    report::{Document, is_blank},
    source::Source,
};

/// One finding (发现): a diagnostic at its own words, with what is stated and what it should be.
#[derive(Clone, Debug)]
pub struct Finding {
    /// Code, severity, message, places and 改法; the first label is the words it is about.
    pub diagnostic: Diagnostic,
    /// Where a reader finds it (五（三）1), empty if it belongs to no section.
    pub section: String,
    /// What stands there.
    pub stated: Option<String>,
    /// What it should be.
    pub computed: Option<String>,
    /// The formula with the values put in.
    pub formula: Option<String>,
    /// What follows from it: the same defect showing elsewhere.
    pub related: Vec<Finding>,
}

impl Finding {
    /// A finding without more to say than its diagnostic.
    pub fn new(diagnostic: Diagnostic) -> Finding {
        let (section, related) = (String::new(), Vec::new());
        Finding { diagnostic, section, stated: None, computed: None, formula: None, related }
    }

    /// An identity that does not hold, with both its sides.
    pub fn of_gap(gap: Gap) -> Finding {
        let mut finding = Finding::new(gap.diagnostic);
        finding.stated = Some(gap.stated.normalize().to_string());
        // Of what may be at most so much the right value is not known.
        let equal = gap.identity.relation == Relation::Equal;
        finding.computed = Some(gap.computed.normalize().to_string()).filter(|_| equal);
        finding.formula = Some(gap.formula).filter(|formula| !formula.is_empty());
        finding
    }

    /// The exact words in the input, empty if it points at none.
    pub fn quote(&self) -> &str {
        self.diagnostic.labels.first().map_or("", |label| &label.source.text()[label.span.clone()])
    }

    /// The same words without blanks: what tells two findings of one code apart when lines have moved.
    pub fn words(&self) -> String {
        self.quote().chars().filter(|&c| !is_blank(c)).collect()
    }

    /// The message with the record it is about in front.
    pub fn told(&self) -> String {
        let message = &self.diagnostic.message;
        self.diagnostic.record.as_ref().map_or_else(|| message.clone(), |record| format!("{record}：{message}"))
    }

    /// How bad it is.
    pub fn severity(&self) -> Severity {
        self.diagnostic.severity
    }
}

/// Which house style a text was read with (话术册).
#[derive(Clone, Debug)]
pub struct Book {
    /// Its name.
    pub name: String,
    /// Its Chinese title.
    pub title: String,
    /// How much of the text it read, in percent from 0 to 100 (把握).
    pub sureness: u8,
    /// Was it named by the user, not picked from the text?
    pub told: bool,
}

/// How much of a text was read (读出多少).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Sentences of part three.
    pub sentences: usize,
    /// Of these, sentences that no phrase reads.
    pub unread: usize,
    /// Figures, percentages and counts of part three.
    pub figures: usize,
    /// Of these, those bound to a concept.
    pub bound: usize,
}

/// The result of an audit (审核结果).
#[derive(Clone, Debug)]
pub struct Audit {
    /// The input.
    pub source: Source,
    /// The text, if it is one and not a figures file.
    pub document: Option<Document>,
    /// Which house style it was read with.
    pub book: Option<Book>,
    /// What was found, in the order of the text.
    pub findings: Vec<Finding>,
    /// What is not told because there is very much of one code (择要), for [`super::Baseline`] to look at.
    pub left_out: Vec<Finding>,
    /// How much was read.
    pub counts: Counts,
    /// How many findings were left out because a person has accepted them (已认可).
    pub accepted: usize,
    /// Figures of a figures file that are blank (空着).
    pub open: usize,
}

impl Audit {
    /// What was found in figures, which are no text to be read.
    pub fn of_figures(source: Source, findings: Vec<Finding>) -> Audit {
        Audit {
            source,
            document: None,
            book: None,
            findings,
            left_out: Vec::new(),
            counts: Counts::default(),
            accepted: 0,
            open: 0,
        }
    }

    /// How many findings of that severity there are.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity() == severity).count()
    }
}
