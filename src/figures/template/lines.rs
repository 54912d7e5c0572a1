//! Lines of a figures file (数据文件的行): keys, values and aligned comments, some of them switched off by a `#`.

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

/// A text as a YAML value on one line, quoted where it must be.
pub(in crate::figures) fn scalar(text: &str) -> String {
    let text = printable(text);
    match serde_yaml::to_string(&text) {
        Ok(yaml) => yaml.trim_end_matches('\n').to_owned(),
        // A text always serialises; should that change, JSON's quoting is YAML's too.
        Err(_) => serde_json::Value::String(text).to_string(),
    }
}

/// Without the characters that a figures file may not contain (they come in through escapes in quoted texts).
pub(in crate::figures) fn printable(text: &str) -> String {
    let odd = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{200B}' | '\u{2060}');
    text.chars().map(|c| if odd(c) { ' ' } else { c }).collect()
}

/// Columns on the screen: everything outside ASCII takes two.
fn width(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_quoted_where_yaml_would_misread_them() {
        assert_eq!(scalar("某县财政局"), "某县财政局");
        assert_eq!(scalar("a: b"), "'a: b'");
        assert_eq!(scalar("注 # 说明"), "'注 # 说明'");
        assert_eq!(scalar("2023"), "'2023'");
        assert_eq!(scalar("true"), "'true'");
        assert_eq!(scalar("一\u{200B}二\r三"), "一 二 三");
    }

    #[test]
    fn a_line_that_is_off_is_right_without_its_first_character() {
        let mut lines = Lines::default();
        lines.line(2, true, "事业收入:", "栏");
        assert_eq!(&lines.text[1..12], "  事业收");
        assert!(lines.text.starts_with("#  事业收入:"));
    }
}
