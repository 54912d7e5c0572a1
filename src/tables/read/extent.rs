//! How many cells an OpenDocument sheet comes to (展开后的格数): one mark can repeat a cell or a row a million times.

/// The cells that all sheets of a `content.xml` come to, as readers lay them out.
pub(super) fn cells(content: &[u8]) -> u64 {
    let mut all = 0_u64;
    let mut sheet = Extent::default();
    for tag in tags(content) {
        let (name, empty) = (name(tag), tag.ends_with(b"/"));
        match name {
            b"table:table" => {
                all = all.saturating_add(sheet.laid_out());
                sheet = Extent::default();
            }
            b"table:table-row" => sheet.row(repeated(tag, b"table:number-rows-repeated=")),
            b"table:table-cell" | b"table:covered-table-cell" => {
                let filled = !empty || has(tag, b"office:") || has(tag, b"table:formula");
                sheet.cell(repeated(tag, b"table:number-columns-repeated="), filled);
            }
            _ => {}
        }
    }
    all.saturating_add(sheet.laid_out())
}

/// The part of a sheet that holds something.
#[derive(Default)]
struct Extent {
    rows: u64,
    filled_rows: u64,
    width: u64,
    filled_width: u64,
}

impl Extent {
    fn row(&mut self, repeats: u64) {
        self.rows = self.rows.saturating_add(repeats);
        self.width = 0;
    }

    fn cell(&mut self, repeats: u64, filled: bool) {
        self.width = self.width.saturating_add(repeats);
        if filled {
            self.filled_width = self.filled_width.max(self.width);
            self.filled_rows = self.rows;
        }
    }

    fn laid_out(&self) -> u64 {
        self.filled_rows.saturating_mul(self.filled_width)
    }
}

/// What stands between `<` and `>`; a `>` in quotation marks ends nothing.
fn tags(content: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = content;
    std::iter::from_fn(move || {
        let start = rest.iter().position(|&byte| byte == b'<')? + 1;
        let mut quote = None;
        let end = rest[start..].iter().position(|&byte| {
            match (quote, byte) {
                (None, b'>') => return true,
                (None, b'"' | b'\'') => quote = Some(byte),
                (Some(open), byte) if open == byte => quote = None,
                _ => {}
            }
            false
        })?;
        let tag = &rest[start..start + end];
        rest = &rest[start + end..];
        Some(tag)
    })
}

fn name(tag: &[u8]) -> &[u8] {
    let end = tag.iter().position(|byte| byte.is_ascii_whitespace() || *byte == b'/').unwrap_or(tag.len());
    &tag[..end]
}

fn has(tag: &[u8], word: &[u8]) -> bool {
    tag.windows(word.len()).any(|window| window == word)
}

/// The number of an attribute; one where there is none.
fn repeated(tag: &[u8], attribute: &[u8]) -> u64 {
    let at = tag.windows(attribute.len()).position(|window| window == attribute);
    let digits = at.map(|at| tag[at + attribute.len()..].iter().skip(1).take_while(|byte| byte.is_ascii_digit()));
    let number = digits
        .map(|digits| digits.fold(0_u64, |sum, digit| sum.saturating_mul(10).saturating_add(u64::from(digit - b'0'))));
    number.unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::cells;

    #[test]
    fn only_what_is_filled_is_laid_out() {
        let row = |repeats: u32, cells: &str| {
            format!("<table:table-row table:number-rows-repeated=\"{repeats}\">{cells}</table:table-row>")
        };
        let filled = "<table:table-cell office:value=\"1\" table:number-columns-repeated='3'/>";
        let empty = "<table:table-cell table:number-columns-repeated=\"16000\"/>";
        let sheet = |rows: &str| cells(format!("<table:table table:name=\"a>b\">{rows}</table:table>").as_bytes());
        assert_eq!(sheet(&row(2, &format!("{filled}{empty}"))), 6);
        assert_eq!(sheet(&format!("{}{}", row(2, filled), row(1_000_000, empty))), 6);
        assert_eq!(sheet(&format!("{}{}", row(1_000_000, empty), row(1, filled))), 3_000_003);
        assert_eq!(sheet(&row(1, &format!("{empty}{filled}"))), 16_003);
    }
}
