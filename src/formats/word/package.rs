//! The package of a Word file (文件包): a zip whose parts are read under limits and copied byte for byte if untouched.

use std::{
    collections::{BTreeMap, HashMap},
    io::{Cursor, Write},
};

use zip::{CompressionMethod, DateTime, ZipWriter, write::SimpleFileOptions};

use crate::{
    diagnostic::Diagnostic,
    source::packed::{self, Packed, Refused},
};

/// The largest file that is read (文件大小上限).
pub const MAX_FILE: usize = 64 * 1024 * 1024;
/// An opened package (文件包).
pub struct Package {
    name: String,
    packed: Packed<Vec<u8>>,
    places: HashMap<String, usize>,
    changed: BTreeMap<String, Vec<u8>>,
}

impl Package {
    /// Open a zip that keeps to the limits; `name` is what messages call it.
    pub fn open(name: &str, bytes: Vec<u8>) -> Result<Package, Box<Diagnostic>> {
        if let Some(fault) = no_zip(name, &bytes) {
            return Err(fault);
        }
        let packed = Packed::open(bytes).map_err(|why| refused(name, why))?;
        let places = packed.paths.iter().cloned().zip(0..).collect();
        let package = Package { name: name.to_owned(), packed, places, changed: BTreeMap::new() };
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
        self.packed.paths.iter().cloned()
    }

    /// The text of a part as it stands now; none if there is no such part.
    pub fn part(&mut self, path: &str) -> Result<Option<String>, Box<Diagnostic>> {
        let bytes = match self.changed.get(path) {
            Some(bytes) => bytes.clone(),
            None => {
                let Some(&index) = self.places.get(path) else { return Ok(None) };
                self.packed.unpacked(index, packed::MOST_OF_ONE).map_err(|why| refused(&self.name, why))?
            }
        };
        let text = String::from_utf8(bytes).map_err(|_| bad_part(&self.name, path, "不是 UTF-8 编码"))?;
        Ok(Some(text))
    }

    /// Put a new text in the place of a part, or add a part.
    pub fn put(&mut self, path: &str, text: impl Into<Vec<u8>>) {
        self.changed.insert(path.to_owned(), text.into());
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
        for (index, path) in self.packed.paths.iter().enumerate() {
            match left.remove(path) {
                Some(bytes) => {
                    writer.start_file(path, options)?;
                    writer.write_all(&bytes)?;
                }
                None => {
                    let part = self.packed.archive.by_index_raw(index)?;
                    if part.name_raw().contains(&b'\\') {
                        writer.raw_copy_file_rename(part, path)?;
                    } else {
                        writer.raw_copy_file(part)?;
                    }
                }
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

fn refused(name: &str, why: Refused) -> Box<Diagnostic> {
    let why = match why {
        Refused::Damaged => return broken(name),
        Refused::Locked => {
            let fault = Diagnostic::error("O001", format!("“{name}”加了密码"));
            return Box::new(fault.help("在 Word 或 WPS 里打开，去掉密码，再保存"));
        }
        Refused::Doubled => "里面有同名的部件",
        Refused::Outside => "部件的路径指到文件之外",
        Refused::TooMany => "里面的部件太多",
        Refused::TooLarge => "解开之后大得不合理",
    };
    let fault = Diagnostic::error("O002", format!("“{name}”不像办公软件写的：{why}，不读取"));
    Box::new(fault.help("问明文件的来历；确实要用的，在 Word 或 WPS 里打开后另存为“Word 文档（.docx）”"))
}

/// A part that cannot be read.
pub(super) fn bad_part(name: &str, path: &str, why: &str) -> Box<Diagnostic> {
    let fault = Diagnostic::error("O004", format!("“{name}”里的 {path} 读不懂：{why}"));
    Box::new(fault.help("在 Word 或 WPS 里打开后另存为“Word 文档（.docx）”；打不开的，重新取得这份文件"))
}
