//! Lines of a figures file (数据文件的行): keys, values and aligned comments, some of them switched off by a `#`.

pub(in crate::figures) use crate::yaml::{printable, scalar};

/// Comments begin at this column, counted as a terminal shows it.
const COMMENT_COLUMN: usize = 34;

/// The file being written.
#[derive(Default)]
pub(in crate::figures) struct Lines {
    pub text: String,
}

impl Lines {
    /// One line of YAML at a depth in spaces. A line that is `off` starts with a bare `#` in the first column, so that
    /// taking away that one character gives the right indentation.
    pub fn line(&mut self, depth: usize, off: bool, body: &str, comment: &str) {
        let mut line = String::new();
        if off {
            line.push('#');
        }
        line.extend(std::iter::repeat_n(' ', depth));
        line.push_str(body);
        if !comment.is_empty() {
            let width = width(&line);
            line.extend(std::iter::repeat_n(' ', COMMENT_COLUMN.saturating_sub(width).max(1)));
            line.push_str("# ");
            line.push_str(&printable(comment));
        }
        self.text.push_str(&line);
        self.text.push('\n');
    }

    /// A remark on a line of its own. It never starts in the way of a line that is off.
    pub fn remark(&mut self, depth: usize, text: &str) {
        self.text.extend(std::iter::repeat_n(' ', depth));
        self.text.push_str("# ");
        self.text.push_str(printable(text).trim_start());
        self.text.push('\n');
    }

    pub fn blank(&mut self) {
        self.text.push('\n');
    }
}

/// Columns on the screen: everything outside ASCII takes two.
fn width(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_is_off_is_right_without_its_first_character() {
        let mut lines = Lines::default();
        lines.line(2, true, "事业收入:", "栏");
        assert_eq!(&lines.text[1..12], "  事业收");
        assert!(lines.text.starts_with("#  事业收入:"));
    }
}
