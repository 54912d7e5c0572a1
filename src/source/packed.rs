//! Packed files (压缩包): what office programs pack is held against limits before any part of it is unpacked.

use std::{
    collections::HashSet,
    io::{Cursor, Read},
};

use zip::ZipArchive;

/// Parts of a file.
const MOST_PARTS: usize = 2_000;
/// The largest part, and all parts together, when unpacked.
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

/// Open a zip that keeps to the limits, by what it says of itself.
pub fn open<T: AsRef<[u8]>>(bytes: T) -> Result<ZipArchive<Cursor<T>>, Refused> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refused::Damaged)?;
    if archive.has_duplicate_names() {
        return Err(Refused::Doubled);
    }
    if archive.len() > MOST_PARTS {
        return Err(Refused::TooMany);
    }
    let (mut total, mut names) = (0, HashSet::new());
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index).map_err(|_| Refused::Damaged)?;
        let path = part.name().map_err(|_| Refused::Damaged)?.into_owned();
        if part.encrypted() {
            return Err(Refused::Locked);
        }
        let outside = path.starts_with('/') || path.contains(['\\', ':', '\0']);
        if outside || path.split('/').any(|step| step == "..") {
            return Err(Refused::Outside);
        }
        // Names of parts are the same in small and in capital letters.
        if !names.insert(path.to_lowercase()) {
            return Err(Refused::Doubled);
        }
        total += part.size();
        let bomb = part.size() > LARGE && part.size() / MOST_RATIO > part.compressed_size();
        if part.size() > MOST_OF_ONE || total > MOST || bomb {
            return Err(Refused::TooLarge);
        }
    }
    Ok(archive)
}

/// The bytes of a part, if they are no more than `most`: the size that a zip declares is not trusted.
pub fn unpacked(part: impl Read, most: u64) -> Result<Vec<u8>, Refused> {
    let mut bytes = Vec::new();
    part.take(most + 1).read_to_end(&mut bytes).map_err(|_| Refused::Damaged)?;
    if bytes.len() as u64 > most { Err(Refused::TooLarge) } else { Ok(bytes) }
}
