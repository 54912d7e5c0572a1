//! The text given to the parser, and the way back from its positions to ours (位置换算).

use std::cell::Cell;

/// Text for the parser: ends in a line break, wrong colons may be mended in it.
pub(super) struct Mended {
    text: String,
    /// Places in `text` of spaces that the source does not have, in order.
    inserted: Vec<usize>,
    length: usize,
}

impl Mended {
    pub fn of(source: &str) -> Mended {
        let mut text = source.to_owned();
        // Without it a `|` text at the end of the file reads differently from parser to parser.
        if !text.ends_with('\n') {
            text.push('\n');
        }
        Mended { text, inserted: Vec::new(), length: source.len() }
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// Put a proper colon at this offset of the source.
    pub fn mend_colon(&mut self, offset: usize) {
        let at = offset + self.inserted.iter().enumerate().filter(|(before, place)| *place - before <= offset).count();
        if self.text[at..].starts_with('：') {
            // As many bytes as before, so that nothing moves.
            self.text.replace_range(at..at + '：'.len_utf8(), ":  ");
        } else if self.text[at..].starts_with(':') {
            let index = self.inserted.partition_point(|&place| place <= at);
            for place in &mut self.inserted[index..] {
                *place += 1;
            }
            self.inserted.insert(index, at + 1);
            self.text.insert(at + 1, ' ');
        }
    }

    /// Read what stands in a place as spaces; only before anything else is mended.
    pub fn blank(&mut self, place: std::ops::Range<usize>) {
        self.text.replace_range(place.clone(), &" ".repeat(place.len()));
    }

    /// The offset in the source of an offset in the mended text.
    pub fn original(&self, at: usize) -> usize {
        let before = self.inserted.partition_point(|&place| place < at);
        (at - before).min(self.length)
    }
}

/// Byte offsets of characters (字符序号→字节位置): the parser counts characters.
///
/// It goes through the text from front to back, with a step back now and then, so that the way from the last place
/// asked for is short.
pub(super) struct Characters<'a> {
    text: &'a str,
    /// A character's number and its byte offset.
    last: Cell<(usize, usize)>,
}

impl<'a> Characters<'a> {
    pub fn of(text: &'a str) -> Characters<'a> {
        Characters { text, last: Cell::new((0, 0)) }
    }

    /// The byte offset of the character with this number, from 0; the end of the text if there is none.
    pub fn offset(&self, index: usize) -> usize {
        let (number, from) = self.last.get();
        let at = if index < number {
            self.text[..from].char_indices().rev().nth(number - index - 1).map_or(0, |(at, _)| at)
        } else {
            // A run of characters is skipped much faster than their places are counted.
            let mut rest = self.text[from..].chars();
            if index > number && rest.nth(index - number - 1).is_none() {
                return self.text.len();
            }
            self.text.len() - rest.as_str().len()
        };
        self.last.set((index, at));
        at
    }
}

#[cfg(test)]
mod tests {
    use super::{Characters, Mended};

    #[test]
    fn counts_characters_to_bytes() {
        let text = "收入a：".repeat(50);
        let characters = Characters::of(&text);
        for (index, (at, _)) in text.char_indices().enumerate() {
            assert_eq!(characters.offset(index), at);
        }
        for (index, (at, _)) in text.char_indices().enumerate().collect::<Vec<_>>().into_iter().rev().step_by(7) {
            assert_eq!(characters.offset(index), at);
        }
        assert_eq!(characters.offset(200), text.len());
        assert_eq!(characters.offset(10_000), text.len());
    }

    #[test]
    fn mending_keeps_the_places() {
        let source = "甲:1\n乙：2\n丙:3";
        let mut mended = Mended::of(source);
        for colon in [source.rfind(':').unwrap(), source.find(':').unwrap(), source.find('：').unwrap()] {
            mended.mend_colon(colon);
        }
        assert_eq!(mended.text(), "甲: 1\n乙:  2\n丙: 3\n");
        for word in ["1", "2", "3", "甲", "乙", "丙"] {
            let at = mended.text().find(word).unwrap();
            assert_eq!(mended.original(at), source.find(word).unwrap(), "{word}");
        }
        assert_eq!(mended.original(mended.text().len()), source.len());
    }
}
