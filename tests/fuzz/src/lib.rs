//! What targets share (公用): the shipped house styles, loaded once, and packed files made of loose parts.

use std::{
    io::{Cursor, Write},
    sync::OnceLock,
};

use juesuan::{embedded, figures::Reference, report::House};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// The shipped house styles (自带话术).
///
/// # Panics
/// Never: tests load every shipped book.
pub fn houses() -> &'static [House] {
    static HOUSES: OnceLock<Vec<House>> = OnceLock::new();
    HOUSES.get_or_init(|| {
        let catalogue = &Reference::shipped().catalogue;
        let names = embedded::phrasebook_names();
        names.iter().map(|name| House::load_to_write(name, catalogue).0.expect("a shipped book")).collect()
    })
}

/// A packed file of these parts (包): bytes that are changed at random are no sound package for long, parts are.
///
/// # Panics
/// Never: it is written to memory.
pub fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (path, bytes) in parts {
        zip.start_file(*path, stored).expect("a new part");
        zip.write_all(bytes).expect("memory");
    }
    zip.finish().expect("memory").into_inner()
}

/// The bytes as loose parts (散件): a byte 0 stands between two; as many as are asked for, the last ones empty.
pub fn parts<const COUNT: usize>(bytes: &[u8]) -> [&[u8]; COUNT] {
    let mut parts = bytes.splitn(COUNT, |&byte| byte == 0);
    [(); COUNT].map(|()| parts.next().unwrap_or_default())
}
