//! The blocks of a page, given to the program as its users would.

use std::{
    fs,
    path::{Path, PathBuf},
};

use juesuan::{
    audit,
    diagnostic::Diagnostic,
    figures::{self, Reference},
    formats::word::WordFile,
    report::{
        House, binding,
        reading::{self, Shelf},
    },
    source::Source,
    yaml,
};

use crate::{
    page::{Block, Page, Part},
    paper, segmented,
};

/// What each run under a heading gives. Blocks that are named like files make one phrasebook together.
pub fn part(page: &Page, part: &Part) -> Vec<(String, Vec<Diagnostic>)> {
    if part.blocks.iter().any(|block| block.label.starts_with("console")) {
        return Vec::new();
    }
    let name = |number: usize| format!("{} {} 第 {number} 例", page.code, part.heading);
    if part.blocks.iter().any(|block| file_name(block).is_some()) {
        let files: Vec<&Block> = part.blocks.iter().collect();
        return vec![(name(1), book(page, part, 1, &files))];
    }
    let context = |label: &str| part.blocks.iter().find(|block| block.label == label);
    let held = |block: &Block| block.label == "yaml against" || block.label == "text last";
    let shown = part.blocks.iter().filter(|block| !held(block)).enumerate();
    let runs = shown.map(|(index, block)| {
        let found = match block.label.as_str() {
            "yaml figures" => load(block.text.as_bytes()),
            "text" => load(escaped(&block.text).as_bytes()),
            // The rules of words are shown on single lines that are no whole report.
            "text report" if page.code.starts_with(['W', 'S']) => report(&escaped(&block.text)),
            "text report" => audited(&escaped(&block.text), context("yaml against"), context("text last")),
            "bytes" => load(&bytes(&block.text)),
            "text final" => left_marks(&block.text),
            "docx" => word(paper::docx(&block.text, &[]), WordFile::notes),
            "docx final" => word(paper::docx(&block.text, &[]), WordFile::unfinished),
            "docx bytes" => word(bytes(&block.text), WordFile::notes),
            "zip" => word(zip(&block.text), WordFile::notes),
            "yaml pair" => pair(&block.text),
            "yaml phrasebook" => book(page, part, index + 1, &[block]),
            other => panic!("{}：不认识的例子“{other}”", page.code),
        };
        (name(index + 1), found)
    });
    runs.collect()
}

/// A figures file with the identities that `draft` checks.
fn load(bytes: &[u8]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let Some(source) = Source::decode("决算.yaml", bytes, &mut found) else { return found };
    let reference = Reference::shipped();
    let (accounts, mut more) = figures::load(&source, reference);
    found.append(&mut more);
    if let Some(accounts) = accounts {
        found.append(&mut reference.check(&accounts));
    }
    found
}

/// A Word file, or why it is none.
fn word(bytes: Vec<u8>, told: impl Fn(&WordFile) -> Vec<Diagnostic>) -> Vec<Diagnostic> {
    WordFile::open("报告.docx", bytes).map_or_else(|fault| vec![*fault], |file| told(&file))
}

/// A part a line: its path, and behind a blank what stands in it.
fn zip(text: &str) -> Vec<u8> {
    let parts = text.lines().map(|line| line.split_once(' ').unwrap());
    paper::zipped(&parts.map(|(path, inside)| (path, inside.as_bytes())).collect::<Vec<_>>())
}

/// What an update has marked in a text.
fn left_marks(text: &str) -> Vec<Diagnostic> {
    audit::left_marks(&Source::new("报告.txt", text)).into_iter().map(|finding| finding.diagnostic).collect()
}

/// A handed-in text, with the rules that need only its words.
fn report(text: &str) -> Vec<Diagnostic> {
    let document = segmented::document(&Source::new("报告.txt", text));
    audit::wording(&document).into_iter().map(|finding| finding.diagnostic).collect()
}

/// A handed-in text as `check` audits it, against figures or last year's text if the page shows them.
fn audited(text: &str, against: Option<&Block>, last: Option<&Block>) -> Vec<Diagnostic> {
    let reference = Reference::shipped();
    let figures = against.map(|block| figures::load(&Source::new("决算.yaml", &block.text), reference).0.unwrap());
    let last = last.map(|block| {
        let document = segmented::document(&Source::new("上年.txt", &block.text));
        let shelves: Vec<Shelf> = segmented::houses().iter().map(Shelf::of).collect();
        binding::bind(&reading::choose(&shelves, &document).unwrap().reading, reference).accounts
    });
    let document = segmented::document(&Source::new("报告.txt", text));
    let houses: Vec<&House> = segmented::houses().iter().collect();
    let held = audit::Against { figures: figures.as_ref(), last: last.as_ref() };
    let audit = audit::audit_with(&houses, &document, false, held, reference).unwrap();
    audit.findings.into_iter().map(|finding| finding.diagnostic).collect()
}

/// Two things that must both be there, for the code that no format needs yet.
fn pair(text: &str) -> Vec<Diagnostic> {
    #[derive(serde::Deserialize)]
    #[expect(dead_code, reason = "only whether it can be read matters")]
    struct Pair {
        名称: String,
        金额: String,
    }
    let source = Source::new("一组.yaml", text);
    let mut found = Vec::new();
    let arena = yaml::Arena::default();
    let root = yaml::parse(&source, &arena, &mut found).unwrap();
    found.extend(yaml::decode::<Pair>(&root, &source).err().map(|fault| *fault));
    found
}

/// The name of a block like “yaml book.yaml” or “yaml 上册/book.yaml”.
pub fn file_name(block: &Block) -> Option<&str> {
    let name = block.label.split(' ').nth(1)?;
    name.contains('.').then_some(name)
}

/// A phrasebook folder; a missing book.yaml is the least that a section file needs.
fn book(page: &Page, part: &Part, number: usize, blocks: &[&Block]) -> Vec<Diagnostic> {
    let folder = folder(&format!("{}-{}-{number}", page.code, if part.heading == "反例" { "wrong" } else { "right" }));
    let mut sections = Vec::new();
    let mut written: Vec<PathBuf> = Vec::new();
    for (index, block) in blocks.iter().enumerate() {
        let name = file_name(block).map_or_else(|| format!("{:02}.yaml", index + 1), str::to_owned);
        let id = block.text.lines().find_map(|line| line.strip_prefix("section: "));
        sections.extend(id.map(|id| id.trim().to_owned()));
        let path = folder.join(&name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, &block.text).unwrap();
        written.push(path);
    }
    let first = written.iter().find(|path| path.ends_with("book.yaml")).map(|path| path.parent().unwrap().to_owned());
    let book = first.unwrap_or_else(|| {
        let text = format!("name: 例\ndocument: {{ title: 说明 }}\nsections: [{}]\n", sections.join(", "));
        fs::write(folder.join("book.yaml"), text).unwrap();
        folder.clone()
    });
    House::load(book.to_str().unwrap(), &Reference::shipped().catalogue).1
}

/// An empty folder for one run.
pub fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("diagnostics").join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// `\u{200B}` is that character, `⟦200×…⟧` is … that many times.
pub fn escaped(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['\\', '⟦']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(code) = rest.strip_prefix("\\u{") {
            let (code, after) = code.split_once('}').unwrap();
            out.push(char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap());
            rest = after;
        } else if let Some(repeated) = rest.strip_prefix('⟦') {
            let (count, after) = repeated.split_once('×').unwrap();
            let (text, after) = after.split_once('⟧').unwrap();
            out.push_str(&escaped(text).repeat(count.parse().unwrap()));
            rest = after;
        } else {
            out.push('\\');
            rest = &rest[1..];
        }
    }
    out + rest
}

/// Two hexadecimal digits a byte, "…" is text in UTF-8, `#` a remark.
fn bytes(text: &str) -> Vec<u8> {
    let mut out = Vec::new();
    for (index, piece) in text.split('"').enumerate() {
        if index % 2 == 1 {
            out.extend(piece.bytes());
            continue;
        }
        let digits = piece.lines().flat_map(|line| line.split('#').next().unwrap().split_whitespace());
        out.extend(digits.map(|digits| u8::from_str_radix(digits, 16).unwrap()));
    }
    out
}
