//! A whole draft with nothing left to look up (存档): what `draft --format json` prints, and the base of a later update.

use std::ops::Range;

use serde::{Deserialize, Deserializer, Serialize, de::Error};
use smol_str::{SmolStr, ToSmolStr};

use super::{
    provenance::{Provenance, main_concept},
    sentence_ids,
    tree::{Report, SectionView, SentenceView},
};
use crate::phrase::{SlotKind, SpanKind, WrittenSpan};

/// The version of this format; what does not know it must refuse it.
pub const SCHEMA: u32 = 1;

fn known_schema<'de, D: Deserializer<'de>>(from: D) -> Result<u32, D::Error> {
    match u32::deserialize(from)? {
        SCHEMA => Ok(SCHEMA),
        other => Err(D::Error::custom(format!("不认识的格式版本 {other}"))),
    }
}

/// A drafted report (存档的初稿).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedReport {
    /// The version of this format; another than [`SCHEMA`] is not read.
    #[serde(deserialize_with = "known_schema")]
    pub schema: u32,
    /// 部门.
    pub department: String,
    /// 年度.
    pub year: u16,
    /// The unit of amounts in the text, 万元 or 元.
    pub unit: String,
    /// The phrasebook's name.
    pub phrasebook: String,
    /// The fingerprint of its wording and settings.
    pub phrasebook_fingerprint: String,
    /// The title over all sections.
    pub title: String,
    /// Sections in order.
    pub sections: Vec<SavedSection>,
    /// Everything that waits to be filled in (待补充).
    pub missing: Vec<SavedMissing>,
    /// The tables of part two, where the complete report was written (整本).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tables: Vec<SavedTable>,
}

/// A table as it is printed (表).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedTable {
    /// What stands over it.
    pub title: String,
    /// What is said of its unit, 金额单位：万元.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The words of each row of headings.
    pub head: Vec<Vec<String>>,
    /// What each column holds.
    pub columns: Vec<String>,
    /// Its rows, a cell a column.
    pub rows: Vec<Vec<String>>,
}

/// A section (章).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedSection {
    /// Its id.
    pub id: String,
    /// Its number, from 1.
    pub number: usize,
    /// Its heading.
    pub title: String,
    /// Its paragraphs and headings.
    pub paragraphs: Vec<SavedParagraph>,
}

/// A paragraph (段) or a heading line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedParagraph {
    /// Is it a heading line?
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub heading: bool,
    /// Its sentences.
    pub sentences: Vec<SavedSentence>,
}

/// A sentence (句).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedSentence {
    /// Unique in the report, the same when figures change.
    pub id: String,
    /// The phrase that wrote it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub phrase: String,
    /// The variant that was chosen.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub variant: String,
    /// Its text; a line break inside is a new paragraph of the officer's prose.
    pub text: String,
    /// What in it comes from the figures.
    pub spans: Vec<SavedSpan>,
}

/// A span (片段) of a sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedSpan {
    /// Where it starts in the text, in Unicode scalar values.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// What it is.
    pub kind: SpanKind,
    /// The slot that wrote it, with its fragment: `change.rate`.
    pub slot: SmolStr,
    /// The main concept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub concept: Option<SmolStr>,
    /// All concepts of a computed value, where there are several.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub concepts: Vec<String>,
    /// The row's account or name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<SmolStr>,
    /// The exact value behind a number, as decimal text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<SmolStr>,
    /// What the value is measured in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<SmolStr>,
    /// How it was computed, in names and in values.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub formula: Option<String>,
    /// The cells of the official tables.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// What is asked for (待补充什么).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MissingKind {
    /// A reason (主要原因).
    Reason,
    /// A figure, or what follows from one.
    Figure,
    /// Other words.
    Text,
}

impl MissingKind {
    fn of(span: &WrittenSpan) -> MissingKind {
        match span.slot.kind {
            SlotKind::Reason { .. } => MissingKind::Reason,
            SlotKind::Amount { .. } | SlotKind::Percent { .. } | SlotKind::Count { .. } | SlotKind::Word { .. } => {
                MissingKind::Figure
            }
            _ => MissingKind::Text,
        }
    }
}

/// One placeholder (待补充).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedMissing {
    /// The sentence's id.
    pub sentence: String,
    /// What is asked for.
    pub what: MissingKind,
    /// The section's heading, and the row.
    #[serde(rename = "where")]
    pub place: String,
    /// What the placeholder says is wanted, 主要原因.
    pub name: String,
    /// Where in the figures file it is typed, 收入支出决算总表 / 原因.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub keys: Vec<String>,
    /// The figures or texts to be typed for it, by concept.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub concepts: Vec<String>,
}

impl SavedReport {
    /// Save a draft.
    pub fn of(report: &Report) -> SavedReport {
        SavedReport::with(report, Detail::All)
    }

    /// Save what an update needs of a draft: what was said, by which slot, of which concept and row.
    pub fn base(report: &Report) -> SavedReport {
        SavedReport::with(report, Detail::Base)
    }

    fn with(report: &Report, detail: Detail) -> SavedReport {
        let mut ids = sentence_ids(report).into_iter();
        let mut missing = Vec::new();
        let sections = report.sections().map(|section| saved_section(report, section, detail, &mut ids, &mut missing));
        let sections = sections.collect();
        SavedReport {
            schema: SCHEMA,
            department: report.accounts.department.clone(),
            year: report.accounts.year,
            unit: report.house.style.unit.clone(),
            phrasebook: report.house.name.clone(),
            phrasebook_fingerprint: report.house.fingerprint().to_owned(),
            title: report.title().to_owned(),
            sections,
            missing,
            tables: Vec::new(),
        }
    }

    /// All sentences in order.
    pub fn sentences(&self) -> impl Iterator<Item = &SavedSentence> {
        let paragraphs = self.sections.iter().flat_map(|section| &section.paragraphs);
        paragraphs.flat_map(|paragraph| &paragraph.sentences)
    }
}

/// How much is saved of every span.
#[derive(Clone, Copy)]
enum Detail {
    All,
    Base,
}

fn saved_section(
    report: &Report,
    section: SectionView,
    detail: Detail,
    ids: &mut impl Iterator<Item = String>,
    missing: &mut Vec<SavedMissing>,
) -> SavedSection {
    let mut paragraphs = Vec::new();
    for paragraph in section.paragraphs() {
        let mut sentences = Vec::new();
        for sentence in paragraph.sentences() {
            let id = ids.next().unwrap_or_else(|| sentence.id());
            sentences.push(saved_sentence(report, section, detail, sentence, id, missing));
        }
        paragraphs.push(SavedParagraph { heading: paragraph.is_heading(), sentences });
    }
    SavedSection {
        id: section.id().to_owned(),
        number: section.number(),
        title: section.title().to_owned(),
        paragraphs,
    }
}

fn saved_sentence<'a>(
    report: &Report<'a>,
    section: SectionView<'_, 'a>,
    detail: Detail,
    sentence: SentenceView<'_, 'a>,
    id: String,
    missing: &mut Vec<SavedMissing>,
) -> SavedSentence {
    let text = sentence.text();
    let mut spans = Vec::with_capacity(sentence.spans().len());
    // Spans come in order, so that characters are counted once; only a template with logic may put them otherwise.
    let (mut bytes, mut chars) = (0, 0);
    let mut count = |to: usize| {
        chars = if to < bytes { text[..to].chars().count() } else { chars + text[bytes..to].chars().count() };
        bytes = to;
        chars
    };
    for span in sentence.spans() {
        let local = sentence.local(span);
        let (start, end) = (count(local.start), count(local.end));
        let saved = base_span(report, sentence, span, start..end);
        spans.push(match detail {
            Detail::Base => saved,
            Detail::All => {
                let provenance = Provenance::of(report, sentence, span);
                if span.kind == SpanKind::Placeholder {
                    missing.push(saved_missing(section, span, &provenance, &id));
                }
                with_origin(saved, &provenance)
            }
        });
    }
    let (phrase, variant) = match detail {
        Detail::Base => (String::new(), String::new()),
        Detail::All => (sentence.phrase_id().to_owned(), sentence.variant().id.clone()),
    };
    SavedSentence { id, phrase, variant, text: text.to_owned(), spans }
}

fn base_span<'a>(
    report: &Report<'a>,
    sentence: SentenceView<'_, 'a>,
    span: &WrittenSpan<'a>,
    place: Range<usize>,
) -> SavedSpan {
    let own = std::ptr::eq(span.body, sentence.body());
    SavedSpan {
        start: place.start,
        end: place.end,
        kind: span.kind,
        slot: if own { span.slot.name.to_smolstr() } else { [&span.body.id, ".", &span.slot.name].concat().into() },
        concept: main_concept(report, span).map(SmolStr::new),
        concepts: Vec::new(),
        row: span.row.map(|row| row.key().into()),
        value: None,
        unit: None,
        formula: None,
        source: None,
    }
}

fn with_origin(span: SavedSpan, provenance: &Provenance) -> SavedSpan {
    let concepts: Vec<String> = provenance.sources.iter().map(|source| source.id.to_owned()).collect();
    let cells = provenance.cells();
    let unit = provenance.value.map(|_| provenance.unit).filter(|unit| !unit.is_empty());
    SavedSpan {
        value: provenance.value.map(|value| value.to_smolstr()),
        unit: unit.map(SmolStr::new),
        concepts: if concepts.len() > 1 { concepts } else { Vec::new() },
        formula: provenance.formula.as_ref().map(|formula| format!("{} = {}", formula.names, formula.values)),
        source: (!cells.is_empty()).then(|| cells.join("；")),
        ..span
    }
}

fn saved_missing(section: SectionView, span: &WrittenSpan, provenance: &Provenance, id: &str) -> SavedMissing {
    SavedMissing {
        sentence: id.to_owned(),
        what: MissingKind::of(span),
        place: match span.row {
            Some(row) => format!("{} / {}", section.title(), row.name),
            None => section.title().to_owned(),
        },
        name: span.slot.what.clone(),
        keys: provenance.wanted().map(|source| format!("{} / {}", source.table, source.name)).collect(),
        concepts: provenance.wanted().map(|source| source.id.to_owned()).collect(),
    }
}
