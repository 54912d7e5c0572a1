//! The package of a Word file (文件包): a zip whose parts are read under limits and copied byte for byte if untouched.

use std::{
    collections::{BTreeMap, HashSet},
    io::{Cursor, Read, Write},
};

use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter, write::SimpleFileOptions};

use crate::diagnostic::Diagnostic;

/// The largest file that is read (文件大小上限).
pub const MAX_FILE: usize = 64 * 1024 * 1024;
/// The largest part, and all parts together, when inflated.
const MAX_PART: u64 = 64 * 1024 * 1024;
const MAX_TOTAL: u64 = 512 * 1024 * 1024;
/// Parts of a package.
const MAX_PARTS: usize = 10_000;
/// A part this large may not have been deflated to less than one in [`MAX_RATIO`].
const LARGE: u64 = 8 * 1024 * 1024;
const MAX_RATIO: u64 = 400;

/// An opened package (文件包).
pub struct Package {
    name: String,
    archive: ZipArchive<Cursor<Vec<u8>>>,
    changed: BTreeMap<String, Vec<u8>>,
}

impl Package {
    /// Open a zip that keeps to the limits; `name` is what messages call it.
    pub fn open(name: &str, bytes: Vec<u8>) -> Result<Package, Box<Diagnostic>> {
        if let Some(fault) = no_zip(name, &bytes) {
            return Err(fault);
        }
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken(name))?;
        if archive.has_duplicate_names() {
            return Err(unsafe_package(name, "里面有同名的部件"));
        }
        if archive.len() > MAX_PARTS {
            return Err(unsafe_package(name, "里面的部件太多"));
        }
        let (mut total, mut names) = (0, HashSet::new());
        for index in 0..archive.len() {
            let part = archive.by_index_raw(index).map_err(|_| broken(name))?;
            let path = part.name().map_err(|_| broken(name))?.into_owned();
            if part.encrypted() {
                return Err(locked(name));
            }
            let outside = path.starts_with('/') || path.contains(['\\', ':', '\0']);
            if outside || path.split('/').any(|step| step == "..") {
                return Err(unsafe_package(name, "部件的路径指到文件之外"));
            }
            // Names of parts are the same in small and in capital letters.
            if !names.insert(path.to_lowercase()) {
                return Err(unsafe_package(name, "里面有同名的部件"));
            }
            total += part.size();
            let bomb = part.size() > LARGE && part.size() / MAX_RATIO > part.compressed_size();
            if part.size() > MAX_PART || total > MAX_TOTAL || bomb {
                return Err(unsafe_package(name, "解开之后大得不合理"));
            }
        }
        let package = Package { name: name.to_owned(), archive, changed: BTreeMap::new() };
        if package.names().any(|path| path.to_lowercase().ends_with("vbaproject.bin")) {
            let fault = Diagnostic::error("O003", format!("“{name}”带有宏，不读取"));
            return Err(Box::new(fault.help("在 Word 或 WPS 里另存为“Word 文档（.docx）”，宏就去掉了")));
        }
        Ok(package)
    }

    /// What messages call it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The paths of all parts, in their order.
    pub fn names(&self) -> impl Iterator<Item = String> + '_ {
        self.archive.file_names().filter_map(|name| Some(name.ok()?.into_owned()))
    }

    /// The text of a part as it stands now; none if there is no such part.
    pub fn part(&mut self, path: &str) -> Result<Option<String>, Box<Diagnostic>> {
        let bytes = match self.changed.get(path) {
            Some(bytes) => bytes.clone(),
            None => {
                let Some(index) = self.archive.index_for_name(path) else { return Ok(None) };
                let part = self.archive.by_index(index).map_err(|_| broken(&self.name))?;
                let mut bytes = Vec::new();
                // The size that a zip declares is not trusted.
                part.take(MAX_PART + 1).read_to_end(&mut bytes).map_err(|_| broken(&self.name))?;
                if bytes.len() as u64 > MAX_PART {
                    return Err(unsafe_package(&self.name, "解开之后大得不合理"));
                }
                bytes
            }
        };
        let text = String::from_utf8(bytes).map_err(|_| bad_part(&self.name, path, "不是 UTF-8 编码"))?;
        Ok(Some(text))
    }

    /// Put a new text in the place of a part, or add a part.
    pub fn put(&mut self, path: &str, text: String) {
        self.changed.insert(path.to_owned(), text.into_bytes());
    }

    /// The package with its changed parts; all others are copied as they are, in their order.
    pub fn save(mut self) -> Result<Vec<u8>, Box<Diagnostic>> {
        let name = self.name.clone();
        self.write().map_err(|_| broken(&name))
    }

    fn write(&mut self) -> zip::result::ZipResult<Vec<u8>> {
        // No clock: the same input gives the same bytes.
        let options = SimpleFileOptions::DEFAULT
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::DEFAULT);
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        let mut left = std::mem::take(&mut self.changed);
        for index in 0..self.archive.len() {
            let part = self.archive.by_index_raw(index)?;
            let path = part.name()?.into_owned();
            match left.remove(&path) {
                Some(bytes) => {
                    writer.start_file(path, options)?;
                    writer.write_all(&bytes)?;
                }
                None => writer.raw_copy_file(part)?,
            }
        }
        for (path, bytes) in left {
            writer.start_file(path, options)?;
            writer.write_all(&bytes)?;
        }
        Ok(writer.finish()?.into_inner())
    }
}

/// What is no zip at all is named by what it is.
fn no_zip(name: &str, bytes: &[u8]) -> Option<Box<Diagnostic>> {
    if bytes.starts_with(b"PK\x03\x04") {
        return None;
    }
    let head = bytes.iter().copied().skip_while(u8::is_ascii_whitespace).take(9).collect::<Vec<u8>>();
    let (kind, help) = if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        ("是旧版的 Word 文件（.doc），或加了密码", "在 Word 或 WPS 里打开，去掉密码，另存为“Word 文档（.docx）”")
    } else if head.starts_with(b"<") {
        ("是网页，只是改了文件名", "用浏览器或 Word 打开，另存为“Word 文档（.docx）”")
    } else if bytes.is_empty() {
        ("是空文件", "重新取得这份文件")
    } else {
        ("不是 Word 文件，或者已经损坏", "重新取得这份文件，或在 Word、WPS 里打开后另存为“Word 文档（.docx）”")
    };
    Some(Box::new(Diagnostic::error("O001", format!("“{name}”{kind}")).help(help)))
}

/// A zip that cannot be read to its end.
pub(super) fn broken(name: &str) -> Box<Diagnostic> {
    let fault = Diagnostic::error("O001", format!("“{name}”不是完好的 Word 文件"));
    Box::new(fault.help("重新取得这份文件，或在 Word、WPS 里打开后另存为“Word 文档（.docx）”"))
}

fn locked(name: &str) -> Box<Diagnostic> {
    let fault = Diagnostic::error("O001", format!("“{name}”加了密码"));
    Box::new(fault.help("在 Word 或 WPS 里打开，去掉密码，再保存"))
}

fn unsafe_package(name: &str, why: &str) -> Box<Diagnostic> {
    let fault = Diagnostic::error("O002", format!("“{name}”不像办公软件写的：{why}，不读取"));
    Box::new(fault.help("问明文件的来历；确实要用的，在 Word 或 WPS 里打开后另存为“Word 文档（.docx）”"))
}

/// A part that cannot be read.
pub(super) fn bad_part(name: &str, path: &str, why: &str) -> Box<Diagnostic> {
    let fault = Diagnostic::error("O004", format!("“{name}”里的 {path} 读不懂：{why}"));
    Box::new(fault.help("在 Word 或 WPS 里打开后另存为“Word 文档（.docx）”；打不开的，重新取得这份文件"))
}
