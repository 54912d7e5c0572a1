//! Findings as JSON (结构化审核结果), for other programs; lines and columns from 1, columns in characters.

use serde::{Serialize, Serializer};

use crate::{
    audit::{Audit, Book, Counts, Finding},
    diagnostic::{Label, Severity},
};

/// Print audits as JSON: one gives an object, several give an array.
///
/// # Panics
/// Never: what is printed has text keys only, and nothing in it can fail to be written.
pub fn json(audits: &[Audit]) -> String {
    let objects: Vec<AuditObject> = audits.iter().map(AuditObject::of).collect();
    let text = match objects.as_slice() {
        [object] => serde_json::to_string_pretty(object),
        objects => serde_json::to_string_pretty(objects),
    };
    let mut text = text.expect("findings are plain data");
    text.push('\n');
    text
}

#[derive(Serialize)]
struct AuditObject<'a> {
    schema: u8,
    input: &'a str,
    book: Option<BookObject<'a>>,
    findings: Vec<FindingObject<'a>>,
    read: ReadObject,
    summary: SummaryObject,
    accepted: usize,
}

#[derive(Serialize)]
struct BookObject<'a> {
    name: &'a str,
    title: &'a str,
    sureness: u8,
    told: bool,
}

#[derive(Serialize)]
struct ReadObject {
    sentences: usize,
    unread: usize,
    figures: usize,
    bound: usize,
}

#[derive(Serialize)]
struct SummaryObject {
    error: usize,
    warning: usize,
    hint: usize,
}

#[derive(Serialize)]
struct FindingObject<'a> {
    code: &'a str,
    severity: Severity,
    message: String,
    help: Option<&'a str>,
    section: &'a str,
    #[serde(flatten)]
    place: PlaceObject<'a>,
    stated: Option<&'a str>,
    computed: Option<&'a str>,
    formula: Option<&'a str>,
    /// Further places that it speaks of.
    places: Vec<FurtherObject<'a>>,
    /// The same defect showing elsewhere.
    related: Vec<FindingObject<'a>>,
}

#[derive(Default, Serialize)]
struct PlaceObject<'a> {
    quote: &'a str,
    file: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
}

#[derive(Serialize)]
struct FurtherObject<'a> {
    #[serde(flatten)]
    place: PlaceObject<'a>,
    text: &'a str,
}

impl<'a> AuditObject<'a> {
    fn of(audit: &'a Audit) -> AuditObject<'a> {
        let Counts { sentences, unread, figures, bound } = audit.counts;
        let book = |Book { name, title, sureness, told }: &'a Book| BookObject {
            name,
            title,
            sureness: *sureness,
            told: *told,
        };
        AuditObject {
            schema: 1,
            input: audit.source.name(),
            book: audit.book.as_ref().map(book),
            findings: audit.findings.iter().map(FindingObject::of).collect(),
            read: ReadObject { sentences, unread, figures, bound },
            summary: SummaryObject {
                error: audit.count(Severity::Error),
                warning: audit.count(Severity::Warning),
                hint: audit.count(Severity::Hint),
            },
            accepted: audit.accepted,
        }
    }
}

impl<'a> FindingObject<'a> {
    fn of(finding: &'a Finding) -> FindingObject<'a> {
        let labels = &finding.diagnostic.labels;
        let further = |label: &'a Label| FurtherObject { place: PlaceObject::of(label), text: &label.text };
        FindingObject {
            code: finding.diagnostic.code,
            severity: finding.severity(),
            message: finding.told(),
            help: finding.diagnostic.help.as_deref(),
            section: &finding.section,
            place: labels.first().map_or_else(PlaceObject::default, PlaceObject::of),
            stated: finding.stated.as_deref(),
            computed: finding.computed.as_deref(),
            formula: finding.formula.as_deref(),
            places: labels.iter().skip(1).map(further).collect(),
            related: finding.related.iter().map(FindingObject::of).collect(),
        }
    }
}

impl Serialize for Finding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        FindingObject::of(self).serialize(serializer)
    }
}

impl<'a> PlaceObject<'a> {
    fn of(label: &'a Label) -> PlaceObject<'a> {
        let (line, column) = label.source.line_column(label.span.start);
        let quote = &label.source.text()[label.span.clone()];
        PlaceObject { quote, file: Some(label.source.name()), line: Some(line), column: Some(column) }
    }
}
