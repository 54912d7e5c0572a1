//! The text as the parser asks for it (解析器的输入): character by character, each decoded once.

use std::str::Chars;

use saphyr_parser::Input;

/// The parser makes room for so many characters whenever it begins a word, which most words are content with.
const ROOM: usize = 24;

/// The parser asks several times for a character and for the one behind it. Its own input of texts decodes them anew
/// each time, which takes longer than anything else in reading a figures file.
pub(super) struct Letters<'a> {
    here: Option<char>,
    next: Option<char>,
    rest: Chars<'a>,
}

impl<'a> Letters<'a> {
    pub fn of(text: &'a str) -> Letters<'a> {
        let mut rest = text.chars();
        Letters { here: rest.next(), next: rest.next(), rest }
    }
}

impl Input for Letters<'_> {
    // The whole text is in memory: there is nothing to be fetched.
    fn lookahead(&mut self, _: usize) {}

    fn buflen(&self) -> usize {
        ROOM
    }

    fn bufmaxlen(&self) -> usize {
        ROOM
    }

    #[inline]
    fn raw_read_ch(&mut self) -> char {
        let c = self.peek();
        self.skip();
        c
    }

    #[inline]
    fn raw_read_non_breakz_ch(&mut self) -> Option<char> {
        let c = self.here.filter(|c| !matches!(c, '\0' | '\n' | '\r' | '\u{FEFF}'))?;
        self.skip();
        Some(c)
    }

    #[inline]
    fn skip(&mut self) {
        self.here = self.next;
        self.next = self.rest.next();
    }

    #[inline]
    fn skip_n(&mut self, count: usize) {
        for _ in 0..count {
            self.skip();
        }
    }

    #[inline]
    fn peek(&self) -> char {
        self.here.unwrap_or('\0')
    }

    #[inline]
    fn peek_nth(&self, n: usize) -> char {
        let c = match n {
            0 => self.here,
            1 => self.next,
            _ => self.rest.clone().nth(n - 2),
        };
        c.unwrap_or('\0')
    }

    #[inline]
    fn peek_opt(&self) -> Option<char> {
        self.here
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use saphyr_parser::{Input, Parser, ScanError};

    use super::Letters;

    /// All events with their places, and where and why it ended.
    fn events<'a>(parser: Parser<'a, impl Input + 'a>) -> (Vec<String>, Option<ScanError>) {
        let mut events = Vec::new();
        for event in parser {
            match event {
                Ok(event) => events.push(format!("{event:?}")),
                Err(error) => return (events, Some(error)),
            }
        }
        (events, None)
    }

    #[track_caller]
    fn agree(text: &str) {
        assert_eq!(events(Parser::new(Letters::of(text))), events(Parser::new_from_str(text)), "{text:?}");
    }

    #[test]
    fn long_words_and_deep_blocks_are_read_whole() {
        for length in 0..=100 {
            agree(&format!("{0}: {0}\n'{0}': {0} {0}\n", "年".repeat(length + 1)));
            agree(&format!("a:\n{0}- |\n{0} {0}年\n\n{0} 年\n", " ".repeat(length)));
        }
    }

    /// The parser's own input counts the bytes of a directive's name.
    #[test]
    fn behind_a_directive_characters_are_counted() {
        let (events, error) = events(Parser::new(Letters::of("%决算\n--- 年\n")));
        assert!(error.is_none(), "{error:?}");
        let scalar = events.iter().find(|event| event.contains("年")).expect("the text");
        assert!(scalar.contains("index: 8"), "{scalar}");
    }

    proptest! {
        #[test]
        fn it_is_to_the_parser_what_its_own_input_is(
            marks in "[-a年#:?,&*!|>@`'\"\\\\\\[\\]{}. \t\r\n\0\u{FEFF}]{0,60}",
            directive in "%[-a#:?,&*!|>%@`'\"\\\\\\[\\]{}. \t\r\n\0]{0,60}",
            lines in concat!(
                "((  ){0,3}(- |\\? )?['\"&*!]?[a年\u{FEFF}]{0,3}['\"]?(: |:)?",
                "([|>][-+1-9]?|['\"\\[{]?[a年, ]{0,9}['\"\\]}]?)( ?#年)?(\n|\r\n|\r)){0,9}",
            ),
        ) {
            agree(&marks);
            agree(&directive);
            agree(&lines);
        }
    }
}
