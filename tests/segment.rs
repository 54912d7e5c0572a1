//! Handed-in texts (成稿) cut into parts, sections and paragraphs, and nothing lost of them.

mod drafted;
#[path = "segment/hostile.rs"]
mod hostile;
#[path = "segment/layouts.rs"]
mod layouts;
#[path = "segment/structure.rs"]
mod structure;

use std::{fs, path::PathBuf};

use drafted::{HALF_FILLED, drafted, house, published_department};
use juesuan::{
    formats::{md, txt},
    report::{
        Clean, Document,
        document::{PartKind, Section},
        segment,
    },
    source::Source,
};

/// Section headings as a house style knows them.
const TITLES: [&str; 11] = [
    "收入支出决算总体情况说明",
    "收入决算情况说明",
    "支出决算情况说明",
    "财政拨款收入支出决算总体情况说明",
    "一般公共预算财政拨款支出决算情况说明",
    "一般公共预算财政拨款基本支出决算情况说明",
    "政府性基金预算财政拨款收入支出决算情况说明",
    "国有资本经营预算财政拨款支出决算情况说明",
    "财政拨款“三公”经费支出决算情况说明",
    "关于2023年度预算绩效管理情况的说明",
    "其他重要事项的情况说明",
];

fn cut(text: &str) -> Document {
    segment(&Source::new("成稿", text), &TITLES)
}

/// A document in short: `第三部分…` a part, `一、…` a section, `# ` an inner heading, one line a paragraph.
fn shown(document: &Document) -> Vec<String> {
    let mut lines = Vec::new();
    for part in document.parts.iter() {
        let title = part.title.as_ref().map_or("", Clean::text);
        lines.push(format!("{:?} {title}", part.kind).trim_end().to_owned());
        for section in &part.sections {
            lines.extend(section.title.as_ref().map(|title| format!("== {}", title.text())));
            let mark = |heading| if heading { "# " } else { "" };
            lines.extend(section.paragraphs.iter().map(|it| format!("{}{}", mark(it.heading), it.text.text())));
        }
    }
    lines
}

/// Every text of a document in order.
fn texts(document: &Document) -> Vec<&Clean> {
    let mut texts = Vec::new();
    for part in document.parts.iter() {
        texts.extend(&part.title);
        for section in &part.sections {
            texts.extend(&section.title);
            texts.extend(section.paragraphs.iter().map(|paragraph| &paragraph.text));
        }
    }
    texts
}

/// Part three as lines.
fn narrative(document: &Document) -> Vec<String> {
    let parts = document.parts(PartKind::Narrative);
    parts
        .flat_map(|part| {
            let own = |section: &Section| {
                let title = section.title.clone();
                title.into_iter().chain(section.paragraphs.iter().map(|it| it.text.clone())).collect::<Vec<_>>()
            };
            part.title.clone().into_iter().chain(part.sections.iter().flat_map(own))
        })
        .map(|text| text.text().to_owned())
        .collect()
}

fn clean(line: &str) -> String {
    Clean::of(&Source::new("行", line), 0..line.len()).text().to_owned()
}

/// The folders of golden/ with that file, and its text.
fn golden(file: &str) -> Vec<(PathBuf, String)> {
    let folders =
        fs::read_dir("golden").unwrap().filter_map(|entry| fs::read_dir(entry.unwrap().path()).ok()).flatten();
    folders
        .map(|entry| entry.unwrap().path().join(file))
        .filter_map(|path| Some((path.clone(), fs::read_to_string(path).ok()?)))
        .collect()
}

#[test]
fn a_draft_has_one_paragraph_a_line() {
    let drafts = golden("expected.txt");
    assert!(drafts.len() >= 4);
    for (path, text) in drafts {
        let lines: Vec<String> = text.lines().map(clean).collect();
        let document = cut(&text);
        assert_eq!(narrative(&document), lines, "{}", path.display());
        assert_eq!((document.parts.len(), document.narrative().count()), (1, 11), "{}", path.display());
        // Its headings are known by their numbers alone.
        assert_eq!(narrative(&segment(&document.source, &[])), lines);
    }
}

#[test]
fn a_draft_in_markdown_has_one_paragraph_a_line() {
    for report in [published_department(house()), drafted(house(), HALF_FILLED)] {
        let (text, markdown) = (cut(&txt(&report)), cut(&md(&report)));
        assert_eq!(shown(&markdown), shown(&text));
        let lines: Vec<String> = txt(&report).lines().filter(|line| !line.trim().is_empty()).map(clean).collect();
        assert_eq!(narrative(&text), lines);
    }
}

#[test]
fn the_published_text_is_cut_as_it_was_by_hand() {
    for (path, published) in golden("published.md") {
        let document = cut(&published);
        let by_hand = fs::read_to_string(path.with_file_name("published.txt")).unwrap();
        assert_eq!(narrative(&document), by_hand.lines().map(clean).collect::<Vec<_>>(), "{}", path.display());
        let kinds: Vec<PartKind> = document.parts.iter().map(|part| part.kind).collect();
        use PartKind::*;
        assert_eq!(kinds, [Cover, Contents, About, Tables, Narrative, Glossary]);
        let sections: Vec<(Option<usize>, &str)> = document
            .narrative()
            .map(|section| (section.number, section.title.as_ref().map_or("", Clean::text)))
            .collect();
        assert_eq!(sections.len(), 11);
        assert!(sections.iter().enumerate().all(|(at, (number, _))| *number == Some(at + 1)));
        assert_eq!(sections[9].1, "十、关于2023年度预算绩效管理情况的说明");
        assert_eq!(document.parts(Tables).flat_map(|part| &part.sections).count(), 13);
        hostile::nothing_lost(&document);
    }
}
