//! A phrasebook's entries for people (话术册一览): what each says, when, and in which file and line.

use std::fmt::Write;

use crate::phrase::{
    BookEntries, Place, Placed,
    schema::{NamedSlot, PhraseEntry, SectionEntry, SlotEntry, VariantEntry},
};

/// All entries that the book itself writes; with `resolved` also those it inherits.
pub fn entries(book: &BookEntries, resolved: bool) -> String {
    let mut listing = Listing { book, resolved, out: String::new() };
    let _ = writeln!(listing.out, "{}  {}", book.name, book.title);
    if !book.extends.is_empty() {
        let _ = writeln!(listing.out, "继承 {}", book.extends.join(" < "));
    }
    for section in &book.order {
        if let Some(section) = book.sections.get(&section.text) {
            listing.section(section);
        }
    }
    for fragment in book.fragments.values() {
        listing.entry("片段", fragment);
    }
    for phrase in &book.phrases {
        listing.entry("话术", phrase);
    }
    listing.out
}

struct Listing<'a> {
    book: &'a BookEntries,
    resolved: bool,
    out: String,
}

impl Listing<'_> {
    fn shows(&self, place: &Place) -> bool {
        self.resolved || self.book.is_own(place)
    }

    fn line(&mut self, indent: usize, text: &str, place: &Place) {
        let _ = writeln!(self.out, "{:indent$}{text}  [{}]", "", place.file_line());
    }

    fn placed(&mut self, word: &str, text: &Option<Placed>) {
        if let Some(text) = text.as_ref().filter(|text| self.shows(&text.place)) {
            self.line(4, &format!("{word}: {}", text.text), &text.place);
        }
    }

    fn section(&mut self, section: &SectionEntry) {
        if !self.shows(&section.place) {
            return;
        }
        self.out.push('\n');
        self.line(0, &format!("章 {}", section.id), &section.place);
        self.placed("title", &section.title);
        for outline in &section.outline {
            if !self.shows(&outline.place) {
                continue;
            }
            let when = outline.when.as_ref().map_or(String::new(), |when| format!("（when: {}）", when.text));
            let what = match &outline.heading {
                Some(heading) => format!("heading: {}", heading.text),
                None => {
                    let phrases: Vec<&str> = outline.phrases.iter().map(|phrase| phrase.text.as_str()).collect();
                    let word = if outline.per_row { "paragraphs" } else { "paragraph" };
                    format!("{word}: {}", phrases.join(", "))
                }
            };
            self.line(4, &format!("{what}{when}"), &outline.place);
        }
    }

    fn entry(&mut self, word: &str, entry: &PhraseEntry) {
        if !self.shows(&entry.place) {
            return;
        }
        self.out.push('\n');
        let parameters = match entry.parameters.as_slice() {
            [] => String::new(),
            parameters => format!("（{}）", parameters.join(", ")),
        };
        self.line(0, &format!("{word} {}{parameters}", entry.id), &entry.place);
        self.placed("each", &entry.each);
        self.placed("where", &entry.filter);
        for NamedSlot { name, entry, place } in &entry.slots {
            if self.shows(place) {
                self.line(4, &format!("空格 {name}: {}", slot(entry)), place);
            }
        }
        for VariantEntry { id, when, say, place, .. } in &entry.variants {
            if self.shows(place) {
                let when = when.as_ref().map_or(String::new(), |when| format!("（when: {}）", when.text));
                self.line(4, &format!("说法 {id}{when}"), place);
                let _ = writeln!(self.out, "        “{}”", say.as_ref().map_or("", |say| &say.text));
            }
        }
    }
}

/// A slot in one line, as it would be written.
fn slot(entry: &SlotEntry) -> String {
    let mut parts = Vec::new();
    let mut put = |key: &str, value: Option<&str>| {
        if let Some(value) = value {
            parts.push(format!("{key}: {value}"));
        }
    };
    let decimals = entry.decimals.map(|decimals| decimals.to_string());
    put("type", entry.kind.as_deref());
    put("each", entry.each.as_deref());
    put("where", entry.filter.as_deref());
    put("use", entry.fragment.as_deref());
    put("value", entry.value.as_deref());
    put("join", entry.join.as_deref());
    put("decimals", decimals.as_deref());
    put("trim", entry.trim.map(|trim| if trim { "true" } else { "false" }));
    put("unit", entry.unit.as_deref());
    put("short", entry.short.then_some("true"));
    put("part", entry.part.as_deref());
    put("style", entry.style.as_deref());
    put("what", entry.what.as_deref());
    if let Some(words) = &entry.words {
        let signs = [("positive", &words.positive), ("negative", &words.negative), ("zero", &words.zero)];
        let signs: Vec<String> =
            signs.iter().filter_map(|(key, word)| Some(format!("{key}: {}", word.as_ref()?))).collect();
        parts.push(format!("words: {{ {} }}", signs.join(", ")));
    }
    if !entry.with.is_empty() {
        let with: Vec<String> = entry.with.iter().map(|(name, value)| format!("{name}: {value}")).collect();
        parts.push(format!("with: {{ {} }}", with.join(", ")));
    }
    parts.join(", ")
}
