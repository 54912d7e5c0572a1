//! Codes of accounts (科目编码) in a table: in one cell, or in three, as text or as numbers.

/// The codes of a column, from row to row (逐行的编码).
#[derive(Debug, Default)]
pub struct Codes {
    /// The code of the row before, for rows that print only what is new.
    last: String,
}

/// How long a code of each level is: 类, 款, 项.
const LENGTHS: [usize; 3] = [3, 5, 7];

impl Codes {
    /// The code of a row from the cells for it; none if they hold no code.
    pub fn next(&mut self, cells: &[String]) -> Option<String> {
        let pieces: Vec<String> = cells.iter().map(|text| digits(text)).collect::<Option<_>>()?;
        let first = pieces.iter().position(|piece| !piece.is_empty())?;
        // 款 and 项 without 类: the 类 is that of the row before.
        let mut code = match first {
            0 => String::new(),
            index => self.last.get(..*LENGTHS.get(index - 1)?)?.to_owned(),
        };
        for piece in pieces.iter().skip(first).filter(|piece| !piece.is_empty()) {
            let whole = piece.len() > code.len() && piece.starts_with(&code);
            match piece.len() {
                _ if whole => code.clone_from(piece),
                1 => code.push_str(&format!("0{piece}")),
                2 => code.push_str(piece),
                _ => return None,
            }
        }
        if !LENGTHS.contains(&code.len()) {
            return None;
        }
        self.last.clone_from(&code);
        Some(code)
    }
}

/// The digits of a cell, in half width; none if it holds anything else.
fn digits(text: &str) -> Option<String> {
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).map(super::amount::half_width).collect();
    plain.bytes().all(|byte| byte.is_ascii_digit()).then_some(plain)
}

/// A code and a name in one cell: 2010301 行政运行.
pub fn split(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit())?;
    let (code, name) = text.split_at(end);
    let name = name.trim();
    let is_name = !name.is_empty() && !name.starts_with(['.', '、', ',']);
    (LENGTHS.contains(&code.len()) && is_name).then_some((code, name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(rows: &[&[&str]]) -> Vec<Option<String>> {
        let mut codes = Codes::default();
        rows.iter().map(|row| codes.next(&row.iter().map(|&text| text.to_owned()).collect::<Vec<_>>())).collect()
    }

    #[test]
    fn codes_come_in_one_cell_or_in_three() {
        let one = Some("2010301".to_owned());
        assert_eq!(all(&[&["2010301 "], &["２０１０３０１"]]), [one.clone(), one.clone()]);
        assert_eq!(all(&[&["201", "03", "01"], &["201", "3", "1"]]), [one.clone(), one.clone()]);
        assert_eq!(all(&[&["201", "20103", "2010301"], &["2010301", "", ""]]), [one.clone(), one.clone()]);
        assert_eq!(all(&[&["201", "", ""], &["", "03", ""], &["", "", "01"]])[2], one);
    }

    #[test]
    fn what_is_no_code_is_none() {
        assert_eq!(all(&[&["合计"], &[""], &["20103011"], &["", "03"], &["2010"]]), [None, None, None, None, None]);
        assert_eq!(split("2010301 行政运行"), Some(("2010301", "行政运行")));
        assert_eq!(split("2023年度"), None);
        assert_eq!(split("301.5"), None);
    }
}
