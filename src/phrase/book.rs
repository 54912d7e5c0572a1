//! Loading a phrasebook (话术册): files -> entries, with what it `extends`, overrides and drops.

use std::{collections::BTreeMap, path::Path};

use super::{
    layout::{self, Layout},
    merge::{FileEntries, is_of, merge},
    read_entries::EntryReader,
    schema::{PhraseEntry, Place, Placed, SectionEntry},
    style::{Style, StyleEntry},
    whole,
};
use crate::{
    diagnostic::Diagnostic,
    embedded,
    nearest::nearest,
    source::Source,
    yaml::{self, Node},
};

/// A book may extend one that extends one; deeper chains nobody can follow.
const DEEPEST_CHAIN: usize = 3;

/// The entries of a book with everything it inherits.
#[derive(Clone, Debug, Default)]
pub struct BookEntries {
    /// Its name, the folder's.
    pub name: String,
    /// Its Chinese title.
    pub title: String,
    /// What house it speaks for.
    pub about: String,
    /// The books it extends, nearest first.
    pub extends: Vec<String>,
    /// Settings.
    pub style: Style,
    /// How its Word documents look.
    pub layout: Layout,
    /// How its complete report is put together, read when it is asked for.
    pub whole: Option<Source>,
    /// The title over all sections.
    pub document: Option<Placed>,
    /// The order of sections.
    pub order: Vec<Placed>,
    /// Fragments by id.
    pub fragments: BTreeMap<String, PhraseEntry>,
    /// Phrases, in file order.
    pub phrases: Vec<PhraseEntry>,
    /// Sections by id.
    pub sections: BTreeMap<String, SectionEntry>,
    /// Names of the files of this book itself, without what it extends.
    pub own_files: Vec<String>,
    /// Where its `book.yaml` begins.
    pub place: Option<Place>,
    /// A file could not be read: what seems to be missing may stand there.
    pub incomplete: bool,
}

/// The files of a book: shipped under that name, or a folder.
pub fn files(book: &str, notes: &mut Vec<Diagnostic>) -> Option<Vec<Source>> {
    if let Some(shipped) = embedded::phrasebook(book) {
        return Some(shipped);
    }
    let folder = Path::new(book);
    if !folder.is_dir() {
        let shipped = embedded::phrasebook_names();
        let near = nearest(book, shipped.iter().map(String::as_str));
        let help = match near {
            Some(near) => format!("是否指 {near}？也可以给出话术文件夹的路径"),
            None => format!("自带的有：{}；也可以给出话术文件夹的路径", shipped.join("、")),
        };
        notes.push(Diagnostic::error("P017", format!("没有叫 {book} 的话术册，也没有这个文件夹")).help(help));
        return None;
    }
    let mut paths: Vec<_> = match std::fs::read_dir(folder) {
        Ok(entries) => entries.filter_map(Result::ok).map(|entry| entry.path()).collect(),
        Err(error) => {
            notes.push(Diagnostic::error("P017", format!("打不开文件夹 {book}：{error}")).help("检查路径和权限"));
            return None;
        }
    };
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "yaml" || ending == "yml"));
    paths.sort();
    let sources: Vec<Source> = paths.iter().filter_map(|path| Source::read(path, notes)).collect();
    if !sources.iter().any(is_book_file) {
        notes.push(no_book_file(book));
        return None;
    }
    Some(sources)
}

fn no_book_file(book: &str) -> Diagnostic {
    Diagnostic::error("P017", format!("文件夹 {book} 里没有 book.yaml"))
        .help("话术文件夹要有 book.yaml 和各章的 .yaml 文件，先看 juesuan phrasebook show jilin-county")
}

/// A parent that is a folder is named as seen from the book's own folder.
fn beside(book: &Source, parent: &str) -> String {
    if embedded::phrasebook(parent).is_some() {
        return parent.to_owned();
    }
    let folder = Path::new(book.name()).parent().unwrap_or(Path::new("")).join(parent);
    if folder.is_dir() { folder.to_string_lossy().into_owned() } else { parent.to_owned() }
}

fn is_book_file(source: &Source) -> bool {
    is_called(source, "book.yaml")
}

fn is_called(source: &Source, name: &str) -> bool {
    Path::new(source.name()).file_name().is_some_and(|other| other == name)
}

/// Are a book's examples read with it?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Examples {
    /// To be run.
    Read,
    /// Not needed to write sentences.
    LeaveOut,
}

/// Read a book with everything it extends. All faults are reported at once.
pub fn read(book: &str, examples: Examples, faults: &mut Vec<Diagnostic>) -> Option<BookEntries> {
    let name = Path::new(book).file_name().map_or(book.to_owned(), |name| name.to_string_lossy().into_owned());
    read_chain(book, &name, examples, faults, 0)
}

/// Read a book from sources in memory (for tests and for callers that keep books elsewhere).
pub fn read_sources(name: &str, sources: &[Source], faults: &mut Vec<Diagnostic>) -> Option<BookEntries> {
    combine(name, sources, Examples::Read, faults, 0)
}

fn read_chain(
    book: &str,
    name: &str,
    examples: Examples,
    faults: &mut Vec<Diagnostic>,
    depth: usize,
) -> Option<BookEntries> {
    let sources = files(book, faults)?;
    combine(name, &sources, examples, faults, depth)
}

fn combine(
    name: &str,
    sources: &[Source],
    examples: Examples,
    faults: &mut Vec<Diagnostic>,
    depth: usize,
) -> Option<BookEntries> {
    let arena = yaml::Arena::default();
    let tree = |source| match examples {
        Examples::Read => yaml::parse(source, &arena, faults),
        Examples::LeaveOut => yaml::parse_leaving_out(source, "examples", &arena, faults),
    };
    let (wholes, sources): (Vec<&Source>, Vec<&Source>) =
        sources.iter().partition(|source| is_called(source, whole::FILE));
    let mut trees: Vec<(&Source, Option<Node>)> =
        sources.iter().copied().zip(sources.iter().copied().map(tree)).collect();
    let layout = trees.iter().position(|(source, _)| is_called(source, layout::FILE)).map(|at| trees.remove(at));
    let Some((book_source, root)) = trees.iter().find(|(source, _)| is_book_file(source)) else {
        faults.push(no_book_file(name));
        return None;
    };
    let Some(root) = root else {
        // The other files can be looked at all the same; all faults come at once.
        for (source, tree) in &trees {
            if let Some(tree) = tree {
                read_file(&mut EntryReader { source, faults }, tree, false);
            }
        }
        return None;
    };
    let mut entries = BookEntries { layout: Layout::shipped().clone(), ..BookEntries::default() };
    if let Some(parent) = root.get("extends") {
        let mut reader = EntryReader { source: book_source, faults };
        let parent = reader.text(parent, "extends")?;
        if depth + 1 >= DEEPEST_CHAIN {
            let fault = Diagnostic::error("P018", format!("话术册套得太深，最多 {DEEPEST_CHAIN} 层"));
            faults.push(parent.place.mark(fault, "").help("直接从更底层的那册写起"));
            return None;
        }
        let before = faults.len();
        // Only a book's own examples are ever run.
        let path = beside(book_source, &parent.text);
        let read = read_chain(&path, &parent.text, Examples::LeaveOut, faults, depth + 1);
        // A parent that is not there is a fault of this line; faults inside it have places of their own.
        for fault in &mut faults[before..] {
            if fault.labels.is_empty() {
                *fault = parent.place.mark(fault.clone(), "");
            }
        }
        entries = read?;
        let mut extends = vec![parent.text];
        extends.append(&mut entries.extends);
        entries.extends = extends;
    }
    entries.name = name.to_owned();
    entries.place = Some(Place { source: (*book_source).clone(), span: 0..0 });
    entries.incomplete |= trees.iter().any(|(_, tree)| tree.is_none());
    entries.own_files = sources.iter().chain(&wholes).map(|source| source.name().to_owned()).collect();
    if let Some(&whole) = wholes.first() {
        entries.whole = Some(whole.clone());
    }
    head(book_source, root, &mut entries, faults);
    if let Some((source, Some(root))) = &layout {
        entries.layout.read(source, root, faults);
    }
    for (source, tree) in &trees {
        if let Some(tree) = tree {
            let mut own = EntryReader { source, faults };
            let file = read_file(&mut own, tree, is_book_file(source));
            merge(&mut entries, file, faults);
        }
    }
    Some(entries)
}

/// What `book.yaml` says about the book as a whole.
fn head(source: &Source, root: &Node, entries: &mut BookEntries, faults: &mut Vec<Diagnostic>) {
    let mut reader = EntryReader { source, faults };
    for (key, target) in [("title", &mut entries.title), ("about", &mut entries.about)] {
        if let Some(text) = root.get(key).and_then(|node| reader.text(node, key)) {
            *target = text.text;
        }
    }
    if let Some(node) = root.get("style")
        && let Some(style) = reader.typed::<StyleEntry>(node)
        && let Err(message) = entries.style.apply(style)
    {
        let place = reader.place(&node.span);
        reader.faults.push(place.mark(Diagnostic::error("P019", message), "").help("改成允许的值"));
    }
    if let Some(document) = root.get("document") {
        reader.mapping(document, "document", &["title"]);
        entries.document = document.get("title").and_then(|node| reader.text(node, "title"));
    }
    if let Some(order) = root.get("sections") {
        entries.order =
            reader.list(Some(order), "sections").iter().filter_map(|node| reader.text(node, "章")).collect();
    }
}

fn read_file(reader: &mut EntryReader, tree: &Node, book_file: bool) -> FileEntries {
    if book_file {
        const KEYS: [&str; 9] =
            ["name", "title", "about", "extends", "style", "document", "sections", "fragments", "drop"];
        reader.mapping(tree, "book.yaml", &KEYS);
    } else {
        reader.mapping(tree, "章文件", &["section", "title", "outline", "fragments", "phrases", "drop"]);
        if tree.get("section").is_none() {
            let place = reader.place(&(tree.span.start..tree.span.start));
            let fault = Diagnostic::error("P001", "章文件没有写 section");
            reader.faults.push(place.mark(fault, "").help("第一行写 section: 章的代号，如 section: totals"));
        }
    }
    FileEntries {
        fragments: reader.phrases(tree.get("fragments"), "片段（fragment）"),
        phrases: reader.phrases(tree.get("phrases"), "话术（phrase）"),
        section: if book_file { None } else { reader.section(tree) },
        drop: reader.list(tree.get("drop"), "drop").iter().filter_map(|node| reader.text(node, "drop")).collect(),
    }
}

impl BookEntries {
    /// Was the entry written in this book's own files?
    pub fn is_own(&self, place: &Place) -> bool {
        is_of(&self.own_files, place)
    }
}
