//! Packed files (压缩包): what office programs pack; limits hold for what is read, the rest is never unpacked.

use std::{
    collections::HashSet,
    io::{Cursor, Read},
};

use zip::ZipArchive;

/// Parts of a file: a report with a picture on every page has some thousands.
const MOST_PARTS: usize = 20_000;
/// The largest part that is read, and all that is read of a file.
pub const MOST_OF_ONE: u64 = 64 * 1024 * 1024;
const MOST: u64 = 512 * 1024 * 1024;
/// A part this large may not have been packed to less than one in [`MOST_RATIO`].
const LARGE: u64 = 8 * 1024 * 1024;
const MOST_RATIO: u64 = 400;

/// Why a packed file is not read (为何不读).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It cannot be read to its end.
    Damaged,
    /// It opens only with a password.
    Locked,
    /// Two parts have one name.
    Doubled,
    /// The path of a part leads outside.
    Outside,
    /// It has more parts than any such file.
    TooMany,
    /// Unpacked it would be larger than any such file.
    TooLarge,
}

/// A packed file that keeps to the limits (压缩包).
pub struct Packed<T> {
    /// The parts as they are packed.
    pub archive: ZipArchive<Cursor<T>>,
    /// The path of every part in order, its steps parted by `/`.
    pub paths: Vec<String>,
    /// How many bytes may still be read.
    left: u64,
}

impl<T: AsRef<[u8]>> Packed<T> {
    /// Open a zip, by what it says of itself.
    pub fn open(bytes: T) -> Result<Packed<T>, Refused> {
        let length = bytes.as_ref().len() as u64;
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refused::Damaged)?;
        if archive.has_duplicate_names() {
            return Err(Refused::Doubled);
        }
        if archive.len() > MOST_PARTS {
            return Err(Refused::TooMany);
        }
        let (mut paths, mut together) = (Vec::with_capacity(archive.len()), 0);
        let (mut taken, mut taken_in_small) = (HashSet::new(), HashSet::new());
        for index in 0..archive.len() {
            let part = archive.by_index_raw(index).map_err(|_| Refused::Damaged)?;
            if part.encrypted() {
                return Err(Refused::Locked);
            }
            // Some programs for Windows write its separator.
            let path = part.name().map_err(|_| Refused::Damaged)?.replace('\\', "/");
            if path.starts_with('/') || path.contains([':', '\0']) || path.split('/').any(|step| step == "..") {
                return Err(Refused::Outside);
            }
            // Names are the same in small and in capital letters to programs that read parts; pictures are only copied.
            let free = taken_in_small.insert(path.to_lowercase()) || !is_read(&path);
            if !free || !taken.insert(path.clone()) {
                return Err(Refused::Doubled);
            }
            // Parts lie one behind the other; where they lie in each other a small file holds any number of large ones.
            together += part.compressed_size();
            if together > length {
                return Err(Refused::TooLarge);
            }
            paths.push(path);
        }
        Ok(Packed { archive, paths, left: MOST })
    }

    /// The bytes of a part, if they are no more than `most`: the size that a zip declares is not trusted.
    pub fn unpacked(&mut self, index: usize, most: u64) -> Result<Vec<u8>, Refused> {
        let part = self.archive.by_index(index).map_err(|_| Refused::Damaged)?;
        let most = most.min(LARGE.max(part.compressed_size().saturating_mul(MOST_RATIO))).min(self.left);
        let mut bytes = Vec::new();
        part.take(most + 1).read_to_end(&mut bytes).map_err(|_| Refused::Damaged)?;
        let length = bytes.len() as u64;
        self.left = self.left.saturating_sub(length);
        if length > most { Err(Refused::TooLarge) } else { Ok(bytes) }
    }
}

/// Is it a part that programs read, or one that they only carry along: a picture, a font?
pub fn is_read(path: &str) -> bool {
    let name = path.to_ascii_lowercase();
    name.ends_with(".xml") || name.ends_with(".rels") || name == "mimetype"
}
