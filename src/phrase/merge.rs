//! Entries over those they change (继承): what a book's file adds to, changes in and drops from the book it extends.

use super::{
    book::BookEntries,
    schema::{NamedSlot, PhraseEntry, Place, Placed, SectionEntry, VariantEntry},
};
use crate::diagnostic::Diagnostic;

/// What one file adds.
pub(super) struct FileEntries {
    pub fragments: Vec<PhraseEntry>,
    pub phrases: Vec<PhraseEntry>,
    pub section: Option<SectionEntry>,
    pub drop: Vec<Placed>,
}

/// Put what a file says over what is there (合并): new entries, changes to inherited ones, and what is dropped.
pub(super) fn merge(entries: &mut BookEntries, file: FileEntries, faults: &mut Vec<Diagnostic>) {
    for drop in file.drop {
        let known = entries.phrases.len() + entries.fragments.len();
        let own = entries.own_files.clone();
        let stays = |entry: &PhraseEntry| entry.id != drop.text || is_of(&own, &entry.place);
        entries.phrases.retain(stays);
        entries.fragments.retain(|_, fragment| stays(fragment));
        for section in entries.sections.values_mut() {
            for outline in &mut section.outline {
                outline.phrases.retain(|phrase| phrase.text != drop.text);
            }
        }
        if entries.phrases.len() + entries.fragments.len() == known {
            let fault = Diagnostic::error("P020", format!("要去掉的 {} 在上一层话术册里没有", drop.text));
            faults.push(drop.place.mark(fault, "").help("核对 id，或删去这一行"));
        }
    }
    for entry in file.fragments {
        let old = entries.fragments.get(&entry.id);
        if let Some(merged) = over(old, entry, &entries.own_files, faults) {
            entries.fragments.insert(merged.id.clone(), merged);
        }
    }
    for entry in file.phrases {
        let at = entries.phrases.iter().position(|phrase| phrase.id == entry.id);
        let old = at.map(|at| &entries.phrases[at]);
        if let Some(merged) = over(old, entry, &entries.own_files, faults) {
            match at {
                Some(at) => entries.phrases[at] = merged,
                None => entries.phrases.push(merged),
            }
        }
    }
    if let Some(section) = file.section {
        match entries.sections.get_mut(&section.id) {
            Some(old) if is_of(&entries.own_files, &old.place) => {
                let fault = Diagnostic::error("P021", format!("章 {} 写了两次", section.id));
                let fault = section.place.mark(fault, "这里又写了一次");
                faults.push(old.place.mark(fault, "先写在这里").help("合成一个文件"));
            }
            Some(old) => {
                old.title = section.title.or(old.title.take());
                if !section.outline.is_empty() {
                    old.outline = section.outline;
                }
                old.place = section.place;
            }
            None => {
                entries.sections.insert(section.id.clone(), section);
            }
        }
    }
}

/// Does the place lie in one of the files?
pub(super) fn is_of(files: &[String], place: &Place) -> bool {
    files.iter().any(|name| name == place.source.name())
}

/// An entry over the one it changes.
fn over(
    old: Option<&PhraseEntry>,
    entry: PhraseEntry,
    own_files: &[String],
    faults: &mut Vec<Diagnostic>,
) -> Option<PhraseEntry> {
    let Some(old) = old else { return Some(entry) };
    if is_of(own_files, &old.place) {
        let fault = Diagnostic::error("P021", format!("{} 写了两次", entry.id));
        let fault = entry.place.mark(fault, "这里又写了一次");
        faults.push(old.place.mark(fault, "先写在这里").help("改一个 id，或合成一条"));
        return None;
    }
    let mut merged = old.clone();
    merged.each = entry.each.or(merged.each);
    merged.filter = entry.filter.or(merged.filter);
    if !entry.parameters.is_empty() {
        merged.parameters = entry.parameters;
    }
    merged.refused.extend(entry.refused);
    for slot in entry.slots {
        put(&mut merged.slots, slot, |a: &NamedSlot, b| a.name == b.name);
    }
    for variant in entry.variants {
        let at = merged.variants.iter().position(|other| other.id == variant.id);
        match at {
            Some(at) => {
                let old = &mut merged.variants[at];
                old.when = variant.when.or(old.when.take());
                old.say = variant.say.or(old.say.take());
                if !variant.also_read.is_empty() {
                    old.also_read = variant.also_read;
                }
                old.place = variant.place;
            }
            // A new variant comes before the default, which must stay last.
            None => {
                let before_default = merged.variants.len().saturating_sub(usize::from(variant.when.is_some()));
                merged.variants.insert(before_default, variant);
            }
        }
    }
    merged.examples = entry.examples;
    merged.place = entry.place;
    if same_words(old, &merged) {
        let fault = Diagnostic::error("P022", format!("{} 和它要改的那条完全一样", merged.id));
        let fault = merged.place.mark(fault, "这里没有改动什么");
        faults.push(old.place.mark(fault, "上一层在这里").help("删去这一条"));
        return None;
    }
    Some(merged)
}

fn put<T>(list: &mut Vec<T>, item: T, same: impl Fn(&T, &T) -> bool) {
    match list.iter().position(|other| same(other, &item)) {
        Some(at) => list[at] = item,
        None => list.push(item),
    }
}

fn same_words(a: &PhraseEntry, b: &PhraseEntry) -> bool {
    let text = |placed: &Option<Placed>| placed.as_ref().map(|placed| placed.text.clone());
    let variant = |variant: &VariantEntry| {
        let also: Vec<String> = variant.also_read.iter().map(|placed| placed.text.clone()).collect();
        (variant.id.clone(), text(&variant.when), text(&variant.say), also)
    };
    text(&a.each) == text(&b.each)
        && text(&a.filter) == text(&b.filter)
        && a.parameters == b.parameters
        && a.slots.len() == b.slots.len()
        && a.slots.iter().zip(&b.slots).all(|(a, b)| a.name == b.name && a.entry == b.entry)
        && a.variants.iter().map(variant).eq(b.variants.iter().map(variant))
}
