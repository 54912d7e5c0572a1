//! What a reader sees of a document (所见): with this program's revisions accepted, or rejected; others' as accepted.

use std::io::{Cursor, Read};

use quick_xml::{Reader, events::Event};
use zip::ZipArchive;

/// A part of a file.
pub fn part(bytes: &[u8], path: &str) -> Option<String> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(path).ok()?.read_to_string(&mut text).unwrap();
    Some(text)
}

/// Every letter with how it is set, a line break for every paragraph.
pub fn letters(bytes: &[u8], accept: bool) -> Vec<(char, String)> {
    let xml = part(bytes, "word/document.xml").unwrap();
    let mut reader = Reader::from_str(&xml);
    let (mut out, mut open, mut set, mut in_set) = (Vec::new(), Vec::<String>::new(), String::new(), 0);
    let (mut gone, mut word) = (false, String::new());
    loop {
        let event = reader.read_event().unwrap();
        let tag = match &event {
            Event::Start(tag) | Event::Empty(tag) => {
                let author = tag.try_get_attribute("w:author").unwrap().map(|author| author.value.into_owned());
                let own = author.as_deref() == Some("决算");
                let name = tag.name().0.to_owned();
                Some(if own { format!("own {name}") } else { name })
            }
            _ => None,
        };
        if let Some(name) = &tag {
            // A paragraph whose mark does not stand goes on in the next one.
            let in_mark = open.iter().any(|name| name == "w:pPr");
            gone |= in_mark && (name == "w:del" || name == if accept { "own w:del" } else { "own w:ins" });
            match name.as_str() {
                "w:r" => set.clear(),
                "w:tab" if !in_mark => out.push(('\t', set.clone())),
                "w:br" => out.push(('\u{b}', set.clone())),
                "w:p" if matches!(event, Event::Empty(_)) => out.push(('\n', String::new())),
                _ => {}
            }
            if in_set > 0 {
                set.push_str(&format!("{name} "));
            }
        }
        match event {
            Event::Start(_) => {
                let name = tag.unwrap();
                in_set += usize::from(name == "w:rPr");
                open.push(name);
            }
            Event::End(_) => {
                let name = open.pop().unwrap();
                in_set -= usize::from(name == "w:rPr");
                if name == "w:p" && !open.iter().any(|name| name == "w:drawing") && !std::mem::take(&mut gone) {
                    out.push(('\n', String::new()));
                }
                if name == "w:t" || name == "w:delText" {
                    let within = |wanted: &str| open.iter().any(|name| name == wanted);
                    let shown = match accept {
                        true => name == "w:t",
                        false => !within("own w:ins") && (name == "w:t" || within("own w:del")),
                    };
                    if shown && !within("w:del") && !within("w:drawing") {
                        out.extend(word.chars().map(|c| (c, set.clone())));
                    }
                    word.clear();
                }
            }
            Event::Text(text) if open.last().is_some_and(|name| name == "w:t" || name == "w:delText") => {
                word.push_str(&text.into_inner());
            }
            Event::GeneralRef(entity) => word.push(match &*entity.into_inner() {
                "amp" => '&',
                "lt" => '<',
                "gt" => '>',
                _ => '"',
            }),
            Event::Eof => return out,
            _ => {}
        }
    }
}

/// The letters alone.
pub fn text(bytes: &[u8], accept: bool) -> String {
    letters(bytes, accept).into_iter().map(|(c, _)| c).collect()
}
