//! A package written (打包): parts one behind the other, and a directory of them behind the last.

use std::cell::RefCell;

use flate2::{Compress, Compression, FlushCompress, Status};

/// A zip as it grows; the same parts give the same bytes, as none has a time.
#[derive(Clone, Default)]
pub(super) struct Pack {
    out: Vec<u8>,
    directory: Vec<u8>,
    count: u16,
}

/// Smaller parts, an empty list of comments, are not worth packing.
const SMALL: usize = 300;

/// Fast: a document is some 20 KB either way.
const LEVEL: u32 = 1;

/// The first day that a zip can name.
const DAY: u16 = 1 << 5 | 1;

/// What a reader must know to unpack a part: deflate.
const VERSION: u16 = 20;

thread_local! {
    /// One packer serves all: to get one ready takes longer than to pack a short part.
    static PACKER: RefCell<Compress> = RefCell::new(Compress::new(Compression::new(LEVEL), false));
}

impl Pack {
    /// Put a part in.
    pub fn add(&mut self, name: &str, part: &[u8]) {
        let (start, packs) = (self.out.len(), part.len() >= SMALL);
        self.out.extend(b"PK\x03\x04");
        let head = self.out.len();
        self.out.resize(head + HEAD, 0);
        // Nothing more is said of it here.
        self.out.extend([0; 2]);
        self.out.extend(name.as_bytes());
        let data = self.out.len();
        if packs {
            PACKER.with_borrow_mut(|packer| deflate(packer, part, &mut self.out));
        } else {
            self.out.extend(part);
        }
        let described = describe(name, part, packs, self.out.len() - data);
        self.out[head..head + HEAD].copy_from_slice(&described);
        self.directory.extend(b"PK\x01\x02");
        self.directory.extend(VERSION.to_le_bytes());
        self.directory.extend(described);
        // Nothing more here either: no remark, one disk, no attributes.
        self.directory.extend([0; 12]);
        self.directory.extend(short(start));
        self.directory.extend(name.as_bytes());
        self.count += 1;
    }

    /// All of it.
    pub fn finish(mut self) -> Vec<u8> {
        let start = self.out.len();
        self.out.extend(&self.directory);
        self.out.extend(b"PK\x05\x06\0\0\0\0");
        self.out.extend([self.count.to_le_bytes(); 2].concat());
        self.out.extend(short(self.directory.len()));
        self.out.extend(short(start));
        self.out.extend([0; 2]);
        self.out
    }
}

/// The bytes that say of a part what both its own head and the directory say.
const HEAD: usize = 24;

fn describe(name: &str, part: &[u8], packs: bool, packed: usize) -> [u8; HEAD] {
    let mut head = [0; HEAD];
    let fields: [&[u8]; 7] = [
        &VERSION.to_le_bytes(),
        // No flag is set: names of parts are ASCII.
        &[0; 2],
        &(if packs { 8_u16 } else { 0 }).to_le_bytes(),
        &[[0; 2], DAY.to_le_bytes()].concat(),
        &super::checksum(part).to_le_bytes(),
        &[short(packed), short(part.len())].concat(),
        &(name.len() as u16).to_le_bytes(),
    ];
    let mut at = 0;
    for field in fields {
        head[at..at + field.len()].copy_from_slice(field);
        at += field.len();
    }
    head
}

/// A number as a zip holds it.
fn short(number: usize) -> [u8; 4] {
    u32::try_from(number).expect("no report has four gigabytes").to_le_bytes()
}

fn deflate(packer: &mut Compress, bytes: &[u8], out: &mut Vec<u8>) {
    packer.reset();
    loop {
        out.reserve(bytes.len() / 2 + 64);
        let read = packer.total_in() as usize;
        let status = packer
            .compress_vec(&bytes[read..], out, FlushCompress::Finish)
            .expect("nothing but a full buffer stops it");
        if status == Status::StreamEnd {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read};

    use zip::ZipArchive;

    use super::*;

    #[test]
    fn what_is_packed_comes_out_again() {
        let noise: String =
            (0..200_000_u32).map(|at| char::from(b' ' + (at.wrapping_mul(at ^ 0x9E37) >> 9) as u8 % 90)).collect();
        let texts = ["", "<a/>", &"决算，".repeat(20_000), &noise];
        let mut pack = Pack::default();
        for (number, text) in texts.iter().enumerate() {
            pack.add(&format!("word/{number}.xml"), text.as_bytes());
        }
        let mut zip = ZipArchive::new(Cursor::new(pack.finish())).unwrap();
        assert_eq!(zip.len(), texts.len());
        for (index, text) in texts.iter().enumerate() {
            let mut part = zip.by_index(index).unwrap();
            assert_eq!(part.name().unwrap(), format!("word/{index}.xml"));
            let mut read = String::new();
            part.read_to_string(&mut read).unwrap();
            assert_eq!(read, *text);
        }
    }
}
