//! JSON Lines (逐行数据): one department a line, under the keys of the figures file.

use std::io::{self, BufRead};

use crate::{
    diagnostic::Diagnostic,
    source::{MAX_BYTES, Source},
};

/// How a stream begins that has no single bytes for line breaks.
const UTF_16: [&[u8]; 2] = [b"\xFF\xFE", b"\xFE\xFF"];

/// A line of the stream (一行): its number from 1, and its text or why there is none.
pub type Line = (usize, Result<Source, Box<Diagnostic>>);

/// The lines of a stream, blank ones left out; a line that is no text or too long is a fault of its own, and the lines
/// behind it are read. Diagnostics name the stream and the line.
pub fn lines<R: BufRead>(name: String, mut reader: R) -> impl Iterator<Item = io::Result<Line>> {
    let (mut number, mut broken) = (0, false);
    let mut bytes = Vec::new();
    std::iter::from_fn(move || {
        loop {
            if broken {
                return None;
            }
            bytes.clear();
            number += 1;
            match take_line(&mut reader, &mut bytes) {
                Ok(0) => return None,
                Ok(_) if number == 1 && UTF_16.iter().any(|mark| bytes.starts_with(mark)) => {
                    broken = true;
                    return Some(Ok((number, Err(Box::new(utf_16(&name))))));
                }
                Ok(_) if bytes.iter().all(u8::is_ascii_whitespace) => {}
                Ok(_) => return Some(Ok((number, source(&name, number, &bytes)))),
                Err(error) => {
                    broken = true;
                    return Some(Err(error));
                }
            }
        }
    })
}

/// One line without its end, as much of it as a figures file may have and a letter more; how much was taken.
fn take_line(reader: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<usize> {
    let mut taken = 0;
    loop {
        let buffer = match reader.fill_buf() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            other => other?,
        };
        let end = memchr::memchr(b'\n', buffer);
        let length = end.map_or(buffer.len(), |end| end + 1);
        let room = (MAX_BYTES + 1).saturating_sub(line.len());
        line.extend_from_slice(&buffer[..end.unwrap_or(length).min(room)]);
        reader.consume(length);
        taken += length;
        if end.is_some() || length == 0 {
            return Ok(taken);
        }
    }
}

fn source(name: &str, number: usize, bytes: &[u8]) -> Result<Source, Box<Diagnostic>> {
    let mut notes = Vec::new();
    let Some(source) = Source::decode(format!("{name} 第 {number} 行"), bytes, &mut notes) else {
        return Err(notes.into_iter().next().map_or_else(|| Box::new(unread(number)), Box::new));
    };
    // What was tolerated is not told of each line, and lets go of its text.
    drop(notes);
    Ok(source.on_line(number))
}

fn utf_16(name: &str) -> Diagnostic {
    Diagnostic::error("C003", format!("“{name}”是 UTF-16 文本，没有读下去")).help("逐行数据另存为 UTF-8")
}

fn unread(number: usize) -> Diagnostic {
    Diagnostic::error("C003", format!("读不出第 {number} 行")).help("确认这一行是 UTF-8 文本")
}
