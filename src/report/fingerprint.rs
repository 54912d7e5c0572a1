//! The fingerprint of a house style (样式指纹): tells whether two drafts were written by the same wording and settings.

use super::house::House;
use crate::{
    phrase::{ComputeFrom, Style, schema::Place},
    source::Source,
};

impl House {
    /// The fingerprint of the wording and settings, 16 hexadecimal digits; computed once.
    pub fn fingerprint(&self) -> &str {
        self.fingerprint.get_or_init(|| fingerprint(self))
    }
}

/// FNV-1a with 64 bits: it must be the same on every platform and in every release, and guards against accidents only.
#[derive(Clone, Copy, Debug)]
pub struct Fingerprint(u64);

impl Default for Fingerprint {
    fn default() -> Fingerprint {
        Fingerprint(0xcbf2_9ce4_8422_2325)
    }
}

impl Fingerprint {
    /// Take a text in.
    pub fn feed(&mut self, text: &str) {
        // The length keeps two texts from running into one.
        for byte in (text.len() as u64).to_le_bytes().into_iter().chain(text.bytes()) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }

    /// 16 hexadecimal digits.
    pub fn print(self) -> String {
        format!("{:016x}", self.0)
    }
}

fn fingerprint(house: &House) -> String {
    let mut print = Fingerprint::default();
    settings(&house.style, &mut |text| print.feed(text));
    for (name, text) in sources(house) {
        print.feed(name);
        print.feed(text);
    }
    print.print()
}

/// Settings are fed by value: a book may inherit them from a file that gives nothing else.
fn settings(style: &Style, feed: &mut dyn FnMut(&str)) {
    feed(&style.unit);
    feed(if style.compute_from == ComputeFrom::Exact { "exact" } else { "printed" });
    for number in [style.amount, style.percent] {
        feed(&format!("{} {} {}", number.decimals, number.trim, number.thousands));
    }
    feed(&style.missing.0);
    feed(&style.missing.1);
    feed(&format!("{} {}", style.threshold_amount.normalize(), style.threshold_rate.normalize()));
    for (code, name) in &style.account_names {
        feed(code);
        feed(name);
    }
}

/// Every file that an entry of the book stands in, each once, by name; folders do not count, so that a book that was
/// moved stays the same.
fn sources(house: &House) -> Vec<(&str, &str)> {
    let entries = &house.entries;
    let phrases = entries.phrases.iter().chain(entries.fragments.values());
    let variants = phrases.clone().flat_map(|phrase| phrase.variants.iter().map(|variant| &variant.place));
    let slots = phrases.clone().flat_map(|phrase| phrase.slots.iter().map(|slot| &slot.place));
    let places = phrases.map(|phrase| &phrase.place).chain(variants).chain(slots);
    let places = places.chain(entries.sections.values().map(|section| &section.place));
    let outlines = entries.sections.values().flat_map(|section| section.outline.iter().map(|outline| &outline.place));
    let places = places.chain(outlines);
    let places = places.chain(entries.document.iter().chain(&entries.order).map(|placed| &placed.place));
    let mut sources: Vec<&Source> = Vec::new();
    for Place { source, .. } in places {
        if !sources.iter().any(|other| std::ptr::eq(other.text(), source.text())) {
            sources.push(source);
        }
    }
    let file = |source: &'_ Source| source.name().rfind(['/', '\\']).map_or(0, |at| at + 1);
    let mut named: Vec<(&str, &str)> =
        sources.into_iter().map(|source| (&source.name()[file(source)..], source.text())).collect();
    named.sort_unstable();
    named
}
