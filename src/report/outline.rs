//! The outline of a report (提纲): sections in order, and which phrases make the paragraphs of each.

use std::collections::HashMap;

use crate::{
    diagnostic::Diagnostic,
    figures::Condition,
    nearest::nearest,
    phrase::{
        Body, BookEntries, Placed,
        compile::{Arguments, Compiler},
        schema::{OutlineEntry, SectionEntry},
    },
};

/// One block of a section's outline (提纲).
#[derive(Debug)]
pub enum Block {
    /// A line of its own.
    Heading {
        /// Only if this holds.
        when: Option<Condition>,
        /// Its words.
        body: Body,
    },
    /// Sentences.
    Paragraph {
        /// Only if this holds.
        when: Option<Condition>,
        /// Indices of phrases.
        phrases: Vec<usize>,
        /// Does each row make a paragraph of its own?
        per_row: bool,
    },
}

/// One section (章) of the report.
#[derive(Debug)]
pub struct Section {
    /// Its id.
    pub id: String,
    /// Its heading.
    pub title: Body,
    /// What stands in it.
    pub blocks: Vec<Block>,
}

/// Compile the sections in the book's order; `placed` tells which phrases stand in one.
pub(super) fn outline(compiler: &mut Compiler, entries: &BookEntries, placed: &mut [bool]) -> Vec<Section> {
    let index: HashMap<&str, usize> =
        entries.phrases.iter().enumerate().map(|(index, phrase)| (phrase.id.as_str(), index)).collect();
    let mut sections = Vec::new();
    for id in &entries.order {
        let Some(section) = entries.sections.get(&id.text) else {
            let near = nearest(&id.text, entries.sections.keys().map(String::as_str));
            if entries.incomplete && near.is_none() {
                continue; // it may be the file that could not be read
            }
            let help = near.map_or("加上这一章的文件".to_owned(), |near| format!("是否指 {near}？"));
            let fault = Diagnostic::error("P030", format!("sections 里的 {} 没有对应的章文件", id.text)).help(help);
            compiler.fault(&id.place, fault);
            continue;
        };
        if let Some(section) = compile_section(compiler, entries, section, &index, placed) {
            sections.push(section);
        }
    }
    for section in entries.sections.values() {
        if !entries.order.iter().any(|id| id.text == section.id) {
            let fault =
                Diagnostic::warning("P030", format!("章 {} 不在 book.yaml 的 sections 里，不会写出来", section.id));
            compiler.fault(&section.place, fault.help("写进 sections，或删去这个文件"));
        }
    }
    sections
}

fn compile_section(
    compiler: &mut Compiler,
    entries: &BookEntries,
    entry: &SectionEntry,
    index: &HashMap<&str, usize>,
    placed: &mut [bool],
) -> Option<Section> {
    let Some(title) = &entry.title else {
        let fault = Diagnostic::error("P027", format!("章 {} 没有写 title", entry.id));
        compiler.fault(&entry.place, fault.help("如 title: \"{{ number }}、收入决算情况说明\""));
        return None;
    };
    let title = compiler.inline(&format!("{}.title", entry.id), title);
    let mut blocks = Vec::new();
    for outline in &entry.outline {
        let when = match &outline.when {
            Some(text) => compiler.condition(text, None, &Arguments::new()),
            None => None,
        };
        match &outline.heading {
            Some(heading) => {
                let id = format!("{}.heading{}", entry.id, blocks.len() + 1);
                blocks.push(Block::Heading { when, body: compiler.inline(&id, heading) });
            }
            None => {
                let phrases = outline_phrases(compiler, outline, index, placed);
                if outline.per_row {
                    share_rows(compiler, entries, outline);
                }
                blocks.push(Block::Paragraph { when, phrases, per_row: outline.per_row });
            }
        }
    }
    Some(Section { id: entry.id.clone(), title, blocks })
}

fn outline_phrases(
    compiler: &mut Compiler,
    outline: &OutlineEntry,
    index: &HashMap<&str, usize>,
    placed: &mut [bool],
) -> Vec<usize> {
    let mut phrases = Vec::new();
    for name in &outline.phrases {
        let Placed { text, place } = name;
        match index.get(text.as_str()) {
            Some(&phrase) => {
                placed[phrase] = true;
                phrases.push(phrase);
            }
            None => {
                let near = nearest(text, index.keys().copied());
                let help = near.map_or("在 phrases: 里写上它".to_owned(), |near| format!("是否指 {near}？"));
                compiler
                    .fault(place, Diagnostic::error("P031", format!("提纲里的 {text} 不是任何话术的 id")).help(help));
            }
        }
    }
    phrases
}

/// Each row makes a paragraph: a phrase over another list, or over none, would say nothing there.
fn share_rows(compiler: &mut Compiler, entries: &BookEntries, outline: &OutlineEntry) {
    let list = |name: &Placed| {
        let entry = entries.phrases.iter().find(|entry| entry.id == name.text)?;
        Some(entry.each.as_ref().map(|each| each.text.as_str()))
    };
    let lists = outline.phrases.iter().filter_map(|name| Some((name, list(name)?)));
    let shared = lists.clone().find_map(|(_, list)| list);
    for (name, list) in lists.filter(|(_, list)| list.is_none() || *list != shared) {
        let (message, help) = match list {
            None => (format!("{} 没有 each，不能一行一段", name.text), "改用 paragraph，或给它写 each"),
            Some(list) => (format!("{} 说的是另一个清单 {list} 的行", name.text), "另写一条 paragraphs"),
        };
        compiler.fault(&name.place, Diagnostic::error("P034", message).help(help));
    }
}
