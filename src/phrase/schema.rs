//! The shape of a phrasebook's entries (话术条目), as house authors write them.

use std::{collections::BTreeMap, ops::Range};

use serde::Deserialize;

use crate::{diagnostic::Diagnostic, source::Source};

/// A place in a phrasebook (出处).
#[derive(Clone, Debug)]
pub struct Place {
    /// The file.
    pub source: Source,
    /// Byte range in it.
    pub span: Range<usize>,
}

impl Place {
    /// `file:line`, as `explain` and `phrasebook show` print it.
    pub fn file_line(&self) -> String {
        format!("{}:{}", self.source.name(), self.source.line_column(self.span.start).0)
    }

    /// Put a fault at this place.
    pub fn mark(&self, diagnostic: Diagnostic, text: &str) -> Diagnostic {
        diagnostic.at(&self.source, self.span.clone(), text)
    }
}

/// A text with its place.
#[derive(Clone, Debug)]
pub struct Placed {
    /// The text.
    pub text: String,
    /// Where it stands.
    pub place: Place,
}

impl Placed {
    /// The place of a part of the text, exact where the text stands in the file as it is.
    pub fn part(&self, span: Range<usize>) -> Place {
        let written = &self.place.source.text()[self.place.span.clone()];
        let Some(offset) = written.find(&self.text) else {
            return self.place.clone();
        };
        let start = self.place.span.start + offset;
        Place { source: self.place.source.clone(), span: start + span.start..start + span.end }
    }
}

/// A slot (空格) of a phrase: what stands there and how it is printed.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SlotEntry {
    /// amount, percent, count, word, reason, text, prose, name, account, ordinal.
    #[serde(default, rename = "type")]
    pub kind: Option<String>,
    /// The expression whose value is printed.
    #[serde(default)]
    pub value: Option<String>,
    /// For `word`: the word for a positive, negative or zero value.
    #[serde(default)]
    pub words: Option<Words>,
    /// The fragment that stands here.
    #[serde(default, rename = "use")]
    pub fragment: Option<String>,
    /// Arguments of the fragment.
    #[serde(default)]
    pub with: BTreeMap<String, String>,
    /// The list that runs here.
    #[serde(default)]
    pub each: Option<String>,
    /// Which of its rows.
    #[serde(default, rename = "where")]
    pub filter: Option<String>,
    /// What stands between two rows, or two lines of a text.
    #[serde(default)]
    pub join: Option<String>,
    /// Places after the point, other than the book's.
    #[serde(default)]
    pub decimals: Option<u32>,
    /// Drop zeros at the end, other than the book's.
    #[serde(default)]
    pub trim: Option<bool>,
    /// The unit after an amount, other than the book's.
    #[serde(default)]
    pub unit: Option<String>,
    /// For `account`: the house's short names.
    #[serde(default)]
    pub short: bool,
    /// For `account`: class, section or item only.
    #[serde(default)]
    pub part: Option<String>,
    /// For `ordinal` and `prose`: chinese.
    #[serde(default)]
    pub style: Option<String>,
    /// What a placeholder here asks for.
    #[serde(default)]
    pub what: Option<String>,
}

/// Words by the sign of a value.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Above zero.
    #[serde(default)]
    pub positive: Option<String>,
    /// Below zero.
    #[serde(default)]
    pub negative: Option<String>,
    /// Zero.
    #[serde(default)]
    pub zero: Option<String>,
}

/// A variant (说法) of a phrase.
#[derive(Clone, Debug)]
pub struct VariantEntry {
    /// Its id, unique in the phrase.
    pub id: String,
    /// When it is chosen.
    pub when: Option<Placed>,
    /// The sentence.
    pub say: Option<Placed>,
    /// Accepted spellings.
    pub also_read: Vec<Placed>,
    /// Where it stands.
    pub place: Place,
}

/// A slot with its name and place.
#[derive(Clone, Debug)]
pub struct NamedSlot {
    /// The name in `{{ }}`.
    pub name: String,
    /// What it is.
    pub entry: SlotEntry,
    /// Where it stands.
    pub place: Place,
}

/// A phrase or fragment as written.
#[derive(Clone, Debug)]
pub struct PhraseEntry {
    /// Its id.
    pub id: String,
    /// The list it runs over.
    pub each: Option<Placed>,
    /// Which of the list's rows.
    pub filter: Option<Placed>,
    /// Names that a fragment is given where it is used.
    pub parameters: Vec<String>,
    /// Slots in file order.
    pub slots: Vec<NamedSlot>,
    /// Names of slots that could not be read: they are reported, not undeclared.
    pub refused: Vec<String>,
    /// Variants in file order.
    pub variants: Vec<VariantEntry>,
    /// Examples written in the same file.
    pub examples: Vec<Place>,
    /// Where it stands.
    pub place: Place,
}

/// One entry of a section's outline (提纲).
#[derive(Clone, Debug)]
pub struct OutlineEntry {
    /// Only if this holds.
    pub when: Option<Placed>,
    /// A line of its own, or
    pub heading: Option<Placed>,
    /// phrases whose sentences make one paragraph, or a paragraph a row.
    pub phrases: Vec<Placed>,
    /// Is it a paragraph a row?
    pub per_row: bool,
    /// Where it stands.
    pub place: Place,
}

/// One section (章节) as written.
#[derive(Clone, Debug)]
pub struct SectionEntry {
    /// Its id, as `book.yaml` orders it.
    pub id: String,
    /// Its heading.
    pub title: Option<Placed>,
    /// What stands in it.
    pub outline: Vec<OutlineEntry>,
    /// Where it stands.
    pub place: Place,
}
