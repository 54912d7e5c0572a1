//! A loaded file (源文件): its name, its text, and byte offset -> line:column.

mod bytes;

use std::{
    fs::{self, File},
    io::Read,
    path::Path,
    sync::Arc,
};

use crate::{diagnostic::Diagnostic, nearest::nearest};

/// The largest file that is read (文件大小上限), far above any figures file or phrasebook.
pub const MAX_BYTES: usize = 8 * 1024 * 1024;

/// A loaded text (源文件), cheap to clone.
#[derive(Clone, Debug)]
pub struct Source(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    name: String,
    text: String,
    line_starts: Vec<usize>,
}

impl Source {
    /// Read a file (读取文件); what is wrong or was tolerated goes into `notes`.
    pub fn read(path: &Path, notes: &mut Vec<Diagnostic>) -> Option<Source> {
        let name = path.display().to_string();
        match read_bytes(path) {
            Ok(bytes) => Source::decode(name, &bytes, notes),
            Err(reason) => {
                notes.push(unreadable(path, &name, &reason));
                None
            }
        }
    }

    /// Turn the bytes of a file into text (解码): UTF-8, UTF-16 with its mark, or GB18030.
    pub fn decode(name: impl Into<String>, bytes: &[u8], notes: &mut Vec<Diagnostic>) -> Option<Source> {
        let name = name.into();
        if bytes.len() > MAX_BYTES {
            notes.push(too_large(&name));
            return None;
        }
        bytes::decode(&name, bytes, notes)
    }

    /// Take a text under the name that diagnostics show.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Source {
        let text = text.into();
        let mut line_starts = vec![0];
        line_starts.extend(line_ends(&text));
        Source(Arc::new(Inner { name: name.into(), text, line_starts }))
    }

    /// The name shown to people, usually the path as typed.
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.0.text
    }

    /// Line and column of a byte offset, both from 1, the column in characters.
    pub fn line_column(&self, offset: usize) -> (usize, usize) {
        let offset =
            (0..=offset.min(self.0.text.len())).rev().find(|&at| self.0.text.is_char_boundary(at)).unwrap_or(0);
        let line = self.0.line_starts.partition_point(|&start| start <= offset);
        let start = self.0.line_starts[line - 1];
        (line, self.0.text[start..offset].chars().count() + 1)
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

fn read_bytes(path: &Path) -> Result<Vec<u8>, Unreadable> {
    // A folder opens on some systems and fails only when read, with a message that helps nobody.
    if fs::metadata(path).map_err(Unreadable::Io)?.is_dir() {
        return Err(Unreadable::Folder);
    }
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(Unreadable::Io)?;
    // The size in the directory entry is not trusted: pipes have none and files grow.
    file.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes).map_err(Unreadable::Io)?;
    if bytes.len() > MAX_BYTES { Err(Unreadable::TooLarge) } else { Ok(bytes) }
}

fn unreadable(path: &Path, name: &str, reason: &Unreadable) -> Diagnostic {
    match reason {
        Unreadable::Folder => Diagnostic::error("C002", format!("“{name}”是文件夹，这里要一个文件"))
            .help("写出文件夹里那个文件的完整名称"),
        Unreadable::TooLarge => too_large(name),
        Unreadable::Io(error) if error.kind() == std::io::ErrorKind::NotFound => {
            Diagnostic::error("C001", format!("找不到文件“{name}”")).help(match neighbour(path) {
                Some(other) => format!("检查文件名和所在文件夹；同一文件夹里有“{other}”"),
                None => "检查文件名和所在文件夹".to_owned(),
            })
        }
        Unreadable::Io(error) if error.kind() == std::io::ErrorKind::PermissionDenied => {
            Diagnostic::error("C003", format!("没有读取文件“{name}”的权限")).help("请文件的主人或管理员开放读取权限")
        }
        Unreadable::Io(error) => Diagnostic::error("C003", format!("读不出文件“{name}”：{error}"))
            .help("确认文件没有损坏、没有被别的程序占用，再试一次"),
    }
}

fn too_large(name: &str) -> Diagnostic {
    let limit = MAX_BYTES / 1024 / 1024;
    Diagnostic::error("C004", format!("文件“{name}”超过 {limit} MiB，不读取"))
        .help("确认选对了文件；数据多的话按部门、年度分成几个文件")
}

/// The name in the same folder that looks most like the missing one.
fn neighbour(path: &Path) -> Option<String> {
    let wanted = path.file_name()?.to_str()?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let names: Vec<String> =
        fs::read_dir(folder).ok()?.take(1000).filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
    nearest(wanted, names.iter().map(String::as_str)).map(str::to_owned)
}
