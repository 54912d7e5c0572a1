//! Diagnostics of one line of a stream (流里的一行) name that line, also in their words.

use crate::diagnostic::Diagnostic;

/// How a diagnostic names the only line that it knows.
const FIRST: &str = "第1行";

/// Say the number of the line in the stream where the words say that of the line in the text.
pub fn on_line(diagnostic: &mut Diagnostic, line: usize) {
    if line == 1 {
        return;
    }
    let labels = diagnostic.labels.iter_mut().map(|label| &mut label.text);
    for words in labels.chain([&mut diagnostic.message]).chain(&mut diagnostic.help) {
        if words.contains(FIRST) {
            *words = renumbered(words, line);
        }
    }
}

/// What stands in quotation marks is the officer's.
fn renumbered(words: &str, line: usize) -> String {
    let (mut text, mut quotes) = (String::with_capacity(words.len()), 0_usize);
    let mut rest = words;
    while let Some(letter) = rest.chars().next() {
        let taken = match letter {
            '第' if quotes == 0 && rest.starts_with(FIRST) => {
                text.push_str(&format!("第{line}行"));
                FIRST.len()
            }
            _ => {
                quotes = (quotes + usize::from(letter == '“')).saturating_sub(usize::from(letter == '”'));
                text.push(letter);
                letter.len_utf8()
            }
        };
        rest = &rest[taken..];
    }
    text
}

#[cfg(test)]
mod tests {
    use super::renumbered;

    #[test]
    fn the_line_is_named_and_what_is_quoted_stays() {
        assert_eq!(renumbered("“第1行”写了两次，第一次在第1行", 12), "“第1行”写了两次，第一次在第12行");
        assert_eq!(renumbered("第1行：改成“甲“第1行”乙第1行”", 3), "第3行：改成“甲“第1行”乙第1行”");
        assert_eq!(renumbered("第11行", 2), "第11行");
    }
}
