//! A handed-in text as a document, as far as the wording rules need it: one line is one paragraph.

use juesuan::{
    report::{
        Clean, Document,
        document::{Paragraph, Part, PartKind, Section},
    },
    source::Source,
};

/// Parts by 第…部分, sections by 一、, headings by （一）; text without a part is part three.
pub fn document(source: &Source) -> Document {
    let mut parts: Vec<Part> = Vec::new();
    let marked = source.text().lines().any(|line| part_kind(line.trim()).is_some());
    let first = if marked { PartKind::Cover } else { PartKind::Narrative };
    parts.push(Part { kind: first, title: None, sections: vec![Section::default()] });
    for number in 1..=source.line_count() {
        let range = source.line_range(number);
        let clean = Clean::of(source, range.clone());
        let text = clean.text().trim_start_matches('#').to_owned();
        if text.is_empty() {
            continue;
        }
        let kind = parts.last().map(|part| part.kind);
        let contents = kind == Some(PartKind::Contents);
        if text == "目录" {
            parts.push(part(PartKind::Contents, Some(clean)));
        } else if let Some(kind) = part_kind(&text).filter(|kind| !contents || again(&parts, *kind)) {
            parts.push(part(kind, Some(clean)));
        } else if let Some(number) = chinese(&text, "", "、").filter(|_| !contents && !text.contains('。')) {
            let section = Section { number: Some(number), title: Some(clean), paragraphs: Vec::new() };
            parts.last_mut().unwrap().sections.push(section);
        } else {
            let heading =
                chinese(&text, "（", "）").is_some() && !text.trim_end_matches('。').contains(['。', '，', '；']);
            let section = parts.last_mut().unwrap().sections.last_mut().unwrap();
            section.paragraphs.push(Paragraph { heading, text: clean });
        }
    }
    Document { source: source.clone(), parts }
}

fn part(kind: PartKind, title: Option<Clean>) -> Part {
    Part { kind, title, sections: vec![Section::default()] }
}

fn part_kind(line: &str) -> Option<PartKind> {
    let kinds = [PartKind::About, PartKind::Tables, PartKind::Narrative, PartKind::Glossary];
    let line = line.trim_start_matches(['#', ' ']);
    let names = ["第一部分", "第二部分", "第三部分", "第四部分"];
    names.iter().zip(kinds).find(|(name, _)| line.starts_with(**name)).map(|(_, kind)| kind)
}

/// The contents name every part once; the second time it is the part itself.
fn again(parts: &[Part], kind: PartKind) -> bool {
    let contents = parts.last().unwrap();
    let named = contents.sections.iter().flat_map(|section| &section.paragraphs);
    named.filter_map(|paragraph| part_kind(paragraph.text.text())).any(|known| known == kind)
}

fn chinese(text: &str, open: &str, close: &str) -> Option<usize> {
    let (number, _) = text.strip_prefix(open)?.split_once(close)?;
    let numbers = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |text: &str| numbers.iter().position(|known| *known == text);
    match number.split_once('十') {
        Some((tens, ones)) => Some(digit(tens)?.max(1) * 10 + digit(ones)?),
        None => digit(number).filter(|number| *number > 0),
    }
}
