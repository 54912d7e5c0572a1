//! Word files: read as their text, and changed where only the change shows (Word 文件).
//!
//! `JUESUAN_CASES=N` takes N random files.

#[path = "word/base.rs"]
mod base;
#[path = "word/corrected_tables.rs"]
mod corrected_tables;
#[path = "update/corrections.rs"]
#[expect(dead_code, reason = "the turned directions are tested with texts")]
mod corrections;
#[path = "update/desk.rs"]
mod desk;
#[path = "update/edits.rs"]
mod edits;
#[path = "word/hostile.rs"]
mod hostile;
#[path = "word/open_remarks.rs"]
mod open_remarks;
#[path = "word/paper.rs"]
mod paper;
#[path = "random_accounts/mod.rs"]
mod random_accounts;
#[path = "word/reading.rs"]
mod reading;
#[path = "word/real.rs"]
mod real;
#[path = "word/revising.rs"]
mod revising;
#[path = "word/shuffle.rs"]
mod shuffle;
#[path = "word/tables.rs"]
mod tables;
#[path = "word/view.rs"]
mod view;

use desk::{house, laid};
use juesuan::{
    embedded,
    formats::{lay::Editable, word::WordFile},
    report,
    revise::{roll, update},
};
use random_accounts::chance::Chance;

fn cases() -> u64 {
    std::env::var("JUESUAN_CASES").ok().and_then(|count| count.parse().ok()).unwrap_or(120)
}

/// What the same replacements without their marks make of a text.
fn replaced(text: &str, update: &update::Update, marks: bool) -> String {
    let (mut out, mut at) = (String::new(), 0);
    for edit in update.edits.iter().filter(|edit| marks || !edit.is_mark()) {
        out.push_str(&text[at..edit.at.start]);
        out.push_str(&edit.words);
        at = edit.at.end;
    }
    out + &text[at..]
}

#[test]
fn an_update_says_the_same_in_word_as_in_a_text_and_can_be_taken_back() {
    let books: Vec<_> = embedded::phrasebook_names().iter().map(|name| house(name)).collect();
    let (mut revisions, mut comments) = (0, 0);
    for seed in 0..cases() {
        let house = &books[seed as usize % books.len()];
        let mut chance = Chance::new(seed);
        let old = random_accounts::accounts(seed / 4, house);
        let young = corrections::correct(&old, &mut chance);
        let (base, new) = (laid(house, &old, Editable::Txt), laid(house, &young, Editable::Txt));
        let edited = edits::edit(&base.text, chance.below(5), &mut chance).text;
        let bytes = paper::docx(&shuffle::shuffled(&edited, &mut chance), &[]);
        let file = WordFile::open("报告.docx", bytes.clone()).unwrap_or_else(|fault| panic!("{seed}: {fault:?}"));
        let read = file.source().text().to_owned();
        let ended = if edited.ends_with('\n') { edited.clone() } else { format!("{edited}\n") };
        assert_eq!(read, ended, "{seed}: what is read");
        let rolling = seed % 5 == 4;
        let figures = report::printed(&young, &house.style);
        let made = if rolling { roll(&base, &read, &new, &figures) } else { update::update(&base, &read, &new) };
        assert_eq!(replaced(&read, &made, true), made.text, "{seed}: the replacements are the update");
        let wanted = replaced(&read, &made, false);
        let revised = file.revise(&made.edits, &[]).unwrap();
        assert_eq!(view::text(&revised, true), wanted, "{seed}: accepted");
        assert!(view::letters(&revised, false) == view::letters(&bytes, true), "{seed}: rejected");
        let again = WordFile::open("报告.docx", revised.clone()).unwrap();
        assert_eq!(again.source().text(), wanted, "{seed}: read again");
        untouched(seed, &bytes, &revised, &read, &made);
        let xml = view::part(&revised, "word/document.xml").unwrap();
        revisions += xml.matches("w:author=\"决算\"").count();
        comments += xml.matches("<w:commentReference").count();
        unique_ids(seed, &xml);
    }
    println!("{} files, {revisions} revisions, {comments} comments", cases());
}

#[test]
fn an_update_of_an_update_takes_its_own_words_back_without_a_trace() {
    let books: Vec<_> = embedded::phrasebook_names().iter().map(|name| house(name)).collect();
    let (mut bytes_of_all, mut revisions) = (0, [0, 0]);
    for seed in 0..cases() / 2 {
        let house = &books[seed as usize % books.len()];
        let mut chance = Chance::new(seed + 500_000);
        let old = random_accounts::accounts(seed / 4, house);
        let base = laid(house, &old, Editable::Txt);
        let edited = edits::edit(&base.text, chance.below(4), &mut chance).text;
        let original = paper::docx(&shuffle::shuffled(&edited, &mut chance), &[]);
        let (mut bytes, mut last, mut accounts) = (original.clone(), base, old.clone());
        for round in 0..4 {
            // In the end everything is as it was.
            accounts = if round == 3 { old.clone() } else { corrections::correct(&accounts, &mut chance) };
            let new = laid(house, &accounts, Editable::Txt);
            let file = WordFile::open("报告.docx", bytes.clone()).unwrap();
            let read = file.source().text().to_owned();
            let made = update::update(&last, &read, &new);
            let wanted = replaced(&read, &made, false);
            bytes = file.revise(&made.edits, &[]).unwrap();
            let told = format!("{seed}, round {round}");
            assert_eq!(view::text(&bytes, true), wanted, "{told}: accepted");
            assert!(view::letters(&bytes, false) == view::letters(&original, true), "{told}: rejected");
            let xml = view::part(&bytes, "word/document.xml").unwrap();
            unique_ids(seed, &xml);
            let own = own_revisions(&xml, &told);
            revisions[usize::from(round == 3)] += own;
            last = new;
        }
        bytes_of_all += bytes.len();
    }
    println!("{bytes_of_all} bytes, revisions {revisions:?}");
}

/// How many revisions of this program there are; none is empty, and none stands in another of its own.
fn own_revisions(xml: &str, told: &str) -> usize {
    let (mut open, mut count) = (Vec::new(), 0);
    for tag in xml.split('<').skip(1) {
        let own = tag.contains("w:author=\"决算\"");
        if tag.starts_with("w:ins ") || tag.starts_with("w:del ") {
            count += usize::from(own);
            let whole = tag.trim_end().ends_with("/>");
            if !whole {
                assert!(!(own && open.contains(&true)), "{told}: <{tag}");
                open.push(own);
            }
        } else if tag.starts_with("/w:ins>") || tag.starts_with("/w:del>") {
            open.pop();
        }
    }
    for kind in ["ins", "del"] {
        for (at, _) in xml.match_indices(&format!("></w:{kind}>")) {
            let start = xml[..at].rfind('<').unwrap();
            assert!(!xml[start..].starts_with(&format!("<w:{kind} ")), "{told}: {}", &xml[start..at + 10]);
        }
    }
    count
}

/// Paragraphs that no replacement touches are the same bytes, in the same order; so are all other parts.
fn untouched(seed: u64, before: &[u8], after: &[u8], text: &str, update: &update::Update) {
    let [old, new] = [before, after].map(|bytes| view::part(bytes, "word/document.xml").unwrap());
    let paragraphs = paragraphs(&old);
    let (mut line_start, mut from) = (0, 0);
    for (line, xml) in text.split_inclusive('\n').zip(paragraphs) {
        let place = line_start..line_start + line.len();
        line_start = place.end;
        if update.edits.iter().any(|edit| edit.at.start <= place.end && place.start <= edit.at.end + 1) {
            continue;
        }
        let at = new[from..].find(xml).unwrap_or_else(|| panic!("{seed}: {xml}"));
        from += at + xml.len();
    }
    assert_eq!(view::part(before, "_rels/.rels"), view::part(after, "_rels/.rels"));
}

fn paragraphs(xml: &str) -> Vec<&str> {
    let body = xml.split("<w:body>").nth(1).unwrap();
    let mut found = Vec::new();
    let mut rest = body;
    while rest.starts_with("<w:p") {
        // A picture may hold a paragraph of its own.
        let mut end = match rest.starts_with("<w:p/>") {
            true => 6,
            false => rest.find("</w:p>").unwrap() + 6,
        };
        while rest[end..].starts_with("</w:drawing>") {
            end += rest[end..].find("</w:p>").unwrap() + 6;
        }
        found.push(&rest[..end]);
        rest = &rest[end..];
    }
    found
}

/// Two revisions of one number break a file.
fn unique_ids(seed: u64, xml: &str) {
    let mut ids: Vec<&str> = xml
        .split('<')
        .filter(|tag| tag.starts_with("w:ins") || tag.starts_with("w:del ") || tag.starts_with("w:commentReference"))
        .filter(|tag| !tag.contains("他人"))
        .filter_map(|tag| tag.split("w:id=\"").nth(1)?.split('"').next())
        .collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all, "{seed}");
}
