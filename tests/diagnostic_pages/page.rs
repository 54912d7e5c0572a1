//! A page of data/reference/diagnostics: its headings and its fenced blocks.

use std::{fs, path::PathBuf, sync::OnceLock};

/// The headings of a page, all of them, in this order.
pub const HEADINGS: [&str; 5] = ["查什么", "依据", "反例", "正例", "改法"];

/// A page (说明页).
pub struct Page {
    pub code: String,
    pub slug: String,
    title: String,
    file: String,
    headings: Vec<String>,
    empty: Vec<String>,
    /// 反例.
    pub wrong: Part,
    /// 正例.
    pub right: Part,
}

/// The blocks under one heading.
#[derive(Default)]
pub struct Part {
    pub heading: String,
    pub blocks: Vec<Block>,
    /// Codes after “也会报”.
    pub also: Vec<String>,
}

/// A fenced block.
pub struct Block {
    /// What stands behind the fence.
    pub label: String,
    pub text: String,
}

/// All pages, in order of code.
pub fn all() -> &'static [Page] {
    static PAGES: OnceLock<Vec<Page>> = OnceLock::new();
    PAGES.get_or_init(|| {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("data/reference/diagnostics");
        let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.sort();
        files.iter().map(Page::read).collect()
    })
}

impl Page {
    fn read(path: &PathBuf) -> Page {
        let text = fs::read_to_string(path).unwrap();
        let title = text.lines().next().unwrap_or_default().to_owned();
        let mut words = title.trim_start_matches("# ").splitn(2, ' ');
        let mut page = Page {
            code: words.next().unwrap_or_default().to_owned(),
            slug: words.next().unwrap_or_default().to_owned(),
            title: title.clone(),
            file: path.file_name().unwrap().to_string_lossy().into_owned(),
            headings: Vec::new(),
            empty: Vec::new(),
            wrong: Part::default(),
            right: Part::default(),
        };
        for section in sections(&text) {
            if section.body.trim().is_empty() {
                page.empty.push(section.heading.clone());
            }
            match section.heading.as_str() {
                "反例" => page.wrong = part(&section),
                "正例" => page.right = part(&section),
                _ => {}
            }
            page.headings.push(section.heading);
        }
        page
    }

    /// What is wrong with the page's form.
    pub fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        let code = self.code.as_bytes();
        let legal = code.len() == 4 && code[0].is_ascii_uppercase() && code[1..].iter().all(u8::is_ascii_digit);
        let slug = !self.slug.is_empty()
            && self.slug.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        if !legal || !slug || self.title != format!("# {} {}", self.code, self.slug) {
            faults.push(format!("{}：第一行应是“# 代码 fault-name”，不是“{}”", self.file, self.title));
        }
        if self.file != format!("{}.md", self.code) {
            faults.push(format!("{} 里写的是 {}", self.file, self.code));
        }
        if self.headings != HEADINGS {
            faults.push(format!("{}：标题应是 {HEADINGS:?}，不是 {:?}", self.file, self.headings));
        }
        faults.extend(self.empty.iter().map(|heading| format!("{}：“{heading}”下面没有内容", self.file)));
        for part in [&self.wrong, &self.right] {
            if part.blocks.is_empty() {
                faults.push(format!("{}：“{}”里没有例子", self.file, part.heading));
            }
        }
        faults
    }
}

struct Section {
    heading: String,
    body: String,
}

/// Headings inside a block are the block's.
fn sections(text: &str) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    let mut fenced = false;
    for line in text.split_inclusive('\n') {
        fenced ^= line.starts_with("```");
        match line.strip_prefix("## ").filter(|_| !fenced) {
            Some(heading) => sections.push(Section { heading: heading.trim_end().to_owned(), body: String::new() }),
            None => {
                if let Some(section) = sections.last_mut() {
                    section.body.push_str(line);
                }
            }
        }
    }
    sections
}

fn part(section: &Section) -> Part {
    let mut part = Part { heading: section.heading.clone(), ..Part::default() };
    let mut open: Option<Block> = None;
    for line in section.body.split_inclusive('\n') {
        match (line.strip_prefix("```"), &mut open) {
            (Some(label), None) => open = Some(Block { label: label.trim().to_owned(), text: String::new() }),
            (Some(_), Some(_)) => part.blocks.extend(open.take()),
            (None, Some(block)) => block.text.push_str(line),
            (None, None) => part.also.extend(also(line)),
        }
    }
    part
}

/// The codes behind “也会报” up to the end of the sentence.
fn also(line: &str) -> Vec<String> {
    let Some((_, rest)) = line.split_once("也会报") else { return Vec::new() };
    let rest = rest.split(['。', '；', '，', '：']).next().unwrap_or_default();
    let words = rest.split(|c: char| !c.is_ascii_alphanumeric());
    words.filter(|word| word.len() == 4).map(str::to_owned).collect()
}
