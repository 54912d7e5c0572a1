//! A loaded file (源文件): its name, its text, and byte offset -> line:column.

mod bytes;
pub mod packed;
mod why;

use std::{
    fs::{self, File},
    io::Read,
    path::Path,
    sync::{Arc, OnceLock},
};

pub use why::why;

use crate::{diagnostic::Diagnostic, nearest::nearest};

/// The largest file that is read (文件大小上限), far above any figures file or phrasebook.
pub const MAX_BYTES: usize = 8 * 1024 * 1024;

/// What UTF-8 may begin with (BOM): no part of the text.
pub const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// A loaded text (源文件), cheap to clone.
#[derive(Clone, Debug)]
pub struct Source(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    name: String,
    text: String,
    /// Which line of a stream it is, if it is one.
    stream_line: Option<usize>,
    line_starts: Vec<usize>,
    /// By line; none for a text that is nothing but its letters.
    line_kinds: Option<Vec<LineKind>>,
    /// How many characters stand before each block of the text: a long line is not counted from its beginning. Most
    /// texts are never asked for a column.
    before_blocks: OnceLock<Vec<usize>>,
}

/// What a line is that a word processor has laid out (行的种类).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    /// A paragraph.
    Text,
    /// A heading, and how deep: 0 for a title over all.
    Heading(u8),
    /// A row of a table.
    Row,
}

/// Bytes of a block of the text.
const BLOCK: usize = 256;

impl Source {
    /// Read a file (读取文件); what is wrong or was tolerated goes into `notes`.
    pub fn read(path: &Path, notes: &mut Vec<Diagnostic>) -> Option<Source> {
        Source::decode(path.display().to_string(), &load(path, MAX_BYTES, notes)?, notes)
    }

    /// Turn the bytes of a file into text (解码): UTF-8, UTF-16 with its mark, or GB18030.
    pub fn decode(name: impl Into<String>, bytes: &[u8], notes: &mut Vec<Diagnostic>) -> Option<Source> {
        let name = name.into();
        if bytes.len() > MAX_BYTES {
            notes.push(too_large(&name, MAX_BYTES));
            return None;
        }
        bytes::decode(&name, bytes, notes)
    }

    /// Take a text under the name that diagnostics show.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Source {
        Source::with(name.into(), text.into(), None)
    }

    /// Take a text whose lines are known for what they are (排好版的文本).
    pub fn laid_out(name: impl Into<String>, text: impl Into<String>, lines: Vec<LineKind>) -> Source {
        Source::with(name.into(), text.into(), Some(lines))
    }

    fn with(name: String, text: String, line_kinds: Option<Vec<LineKind>>) -> Source {
        let mut line_starts = vec![0];
        line_starts.extend(line_ends(&text));
        Source(Arc::new(Inner {
            name,
            text,
            stream_line: None,
            line_starts,
            line_kinds,
            before_blocks: OnceLock::new(),
        }))
    }

    /// The same text as the line of a stream that has this number (流里的一行): people are told that one.
    #[must_use]
    pub fn on_line(mut self, number: usize) -> Source {
        // A text that is shared by now has been told of already.
        if let Some(inner) = Arc::get_mut(&mut self.0) {
            inner.stream_line = Some(number);
        }
        self
    }

    /// What people call the first line.
    pub fn first_line(&self) -> usize {
        self.0.stream_line.unwrap_or(1)
    }

    /// Is it a line of a stream (逐行数据), which is JSON and nothing else?
    pub fn is_of_stream(&self) -> bool {
        self.0.stream_line.is_some()
    }

    /// What the line at an offset is; none where only its letters can tell.
    pub fn line_kind(&self, offset: usize) -> Option<LineKind> {
        let kinds = self.0.line_kinds.as_ref()?;
        let line = self.0.line_starts.partition_point(|&start| start <= offset);
        Some(kinds.get(line - 1).copied().unwrap_or(LineKind::Text))
    }

    /// The name shown to people, usually the path as typed.
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// Is it the same file: the same name and text?
    pub fn is_same(&self, other: &Source) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || (self.0.name == other.0.name && self.0.text == other.0.text)
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.0.text
    }

    /// Line and column of a byte offset, both from 1, the column in characters.
    pub fn line_column(&self, offset: usize) -> (usize, usize) {
        let offset = self.0.text.floor_char_boundary(offset);
        let line = self.0.line_starts.partition_point(|&start| start <= offset);
        (line, self.characters_before(offset) - self.characters_before(self.0.line_starts[line - 1]) + 1)
    }

    /// The same as people are told it, by the lines of the stream that the text comes from.
    pub fn told_line_column(&self, offset: usize) -> (usize, usize) {
        let (line, column) = self.line_column(offset);
        (line + self.first_line() - 1, column)
    }

    /// How many characters stand before a place where one begins, or the text ends.
    fn characters_before(&self, offset: usize) -> usize {
        let before_blocks = self.0.before_blocks.get_or_init(|| {
            let blocks = self.0.text.as_bytes().chunks(BLOCK).scan(0, |before, block| {
                let start = *before;
                *before += characters(block);
                Some(start)
            });
            blocks.collect()
        });
        let block = (offset / BLOCK).min(before_blocks.len().saturating_sub(1));
        let before = before_blocks.get(block).copied().unwrap_or(0);
        before + characters(&self.0.text.as_bytes()[block * BLOCK..offset])
    }

    /// The first place at or behind an offset where a character begins.
    pub fn boundary(&self, offset: usize) -> usize {
        let end = self.0.text.len();
        (offset..end).find(|&at| self.0.text.is_char_boundary(at)).unwrap_or(end)
    }

    /// Byte range of a line, counted from 1, without its line break.
    pub fn line_range(&self, line: usize) -> std::ops::Range<usize> {
        let starts = &self.0.line_starts;
        let index = line.clamp(1, starts.len()) - 1;
        let start = starts[index];
        let end = starts.get(index + 1).copied().unwrap_or(self.0.text.len());
        let line = &self.0.text.as_bytes()[start..end];
        start..start + line.iter().rposition(|byte| !matches!(byte, b'\r' | b'\n')).map_or(0, |last| last + 1)
    }

    /// How many lines there are; a final line break opens one more, empty line.
    pub fn line_count(&self) -> usize {
        self.0.line_starts.len()
    }
}

/// How many characters begin in these bytes.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count()
}

/// Offsets just behind every line break: LF, CRLF (one break) or a lone CR, as YAML has it.
fn line_ends(text: &str) -> impl Iterator<Item = usize> + '_ {
    let bytes = text.as_bytes();
    memchr::memchr2_iter(b'\n', b'\r', bytes)
        .filter(|&at| bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n'))
        .map(|at| at + 1)
}

/// Why no bytes came.
enum Unreadable {
    Folder,
    TooLarge,
    Io(std::io::Error),
}

/// The bytes of a file of at most `limit` bytes (文件内容); why there are none goes into `notes`.
pub fn load(path: &Path, limit: usize, notes: &mut Vec<Diagnostic>) -> Option<Vec<u8>> {
    read_bytes(path, limit).map_err(|reason| notes.push(unreadable(path, limit, &reason))).ok()
}

fn read_bytes(path: &Path, limit: usize) -> Result<Vec<u8>, Unreadable> {
    // A folder opens on some systems and fails only when read, with a message that helps nobody.
    if fs::metadata(path).map_err(Unreadable::Io)?.is_dir() {
        return Err(Unreadable::Folder);
    }
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(Unreadable::Io)?;
    // The size in the directory entry is not trusted: pipes have none and files grow.
    file.take(limit as u64 + 1).read_to_end(&mut bytes).map_err(Unreadable::Io)?;
    if bytes.len() > limit { Err(Unreadable::TooLarge) } else { Ok(bytes) }
}

fn unreadable(path: &Path, limit: usize, reason: &Unreadable) -> Diagnostic {
    let name = &path.display().to_string();
    match reason {
        Unreadable::Folder => Diagnostic::error("C002", format!("“{name}”是文件夹，这里要一个文件"))
            .help("写出文件夹里那个文件的完整名称"),
        Unreadable::TooLarge => too_large(name, limit),
        Unreadable::Io(error) if error.kind() == std::io::ErrorKind::NotFound => {
            Diagnostic::error("C001", format!("找不到文件“{name}”")).help(match neighbour(path) {
                Some(other) => format!("检查文件名和所在文件夹；同一文件夹里有“{other}”"),
                None => "检查文件名和所在文件夹".to_owned(),
            })
        }
        Unreadable::Io(error) if error.kind() == std::io::ErrorKind::PermissionDenied => {
            Diagnostic::error("C003", format!("没有读取文件“{name}”的权限")).help("请文件的主人或管理员开放读取权限")
        }
        Unreadable::Io(error) => Diagnostic::error("C003", format!("读不出文件“{name}”：{}", why(error)))
            .help("确认文件没有损坏、没有被别的程序占用，再试一次"),
    }
}

fn too_large(name: &str, limit: usize) -> Diagnostic {
    let limit = limit / 1024 / 1024;
    Diagnostic::error("C004", format!("文件“{name}”超过 {limit} MiB，不读取"))
        .help("确认选对了文件；数据多的话按部门、年度分成几个文件")
}

/// The name in the same folder that looks most like the missing one.
fn neighbour(path: &Path) -> Option<String> {
    let wanted = path.file_name()?.to_str()?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut names: Vec<String> =
        fs::read_dir(folder).ok()?.take(1000).filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
    names.sort();
    let cut = |name: &str| name.rsplit_once('.').map_or(name.len(), |(stem, _)| stem.len());
    let (stem, ending) = wanted.split_at(cut(wanted));
    // The same name with another ending, or the same ending: .yaml alone makes no two files alike.
    let other = names.iter().find(|name| name[..cut(name)] == *stem).cloned();
    other.or_else(|| {
        let stems = names.iter().filter(|name| name[cut(name)..] == *ending).map(|name| &name[..cut(name)]);
        nearest(stem, stems).map(|stem| format!("{stem}{ending}"))
    })
}
