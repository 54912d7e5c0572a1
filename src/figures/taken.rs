//! Where a number was taken from (出处): the cell of a workbook, and what the import wrote, to know a hand edit later.

use std::fmt;

use rust_decimal::Decimal;

use super::parse_amount;

/// The origin of a number (出处), a line of 来源: `2023.xlsx 支出决算表!D5 = 593.99`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The workbook, the sheet and the cell.
    pub cell: String,
    /// What was written into the figures file; none in files of earlier versions.
    pub number: Option<Decimal>,
}

/// Between the cell and the number.
const EQUALS: &str = " = ";

impl Taken {
    /// Read a line of 来源; what is no such line is all cell.
    pub fn parse(text: &str) -> Taken {
        let split = text.rsplit_once(EQUALS).and_then(|(cell, number)| Some((cell, parse_amount(number.trim()).ok()?)));
        match split {
            Some((cell, number)) => Taken { cell: cell.trim().to_owned(), number: Some(number) },
            None => Taken { cell: text.to_owned(), number: None },
        }
    }
}

impl fmt::Display for Taken {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str(&self.cell)?;
        self.number.map_or(Ok(()), |number| write!(out, "{EQUALS}{}", number.normalize()))
    }
}

#[cfg(test)]
mod tests {
    use super::Taken;

    #[test]
    fn lines_of_all_versions_are_read() {
        for (text, cell, number) in [
            ("1.xlsx 表!D5 = 593.99", "1.xlsx 表!D5", Some("593.99")),
            ("1.xlsx 表!D5 = -0.5", "1.xlsx 表!D5", Some("-0.5")),
            ("1.xlsx 表!D5", "1.xlsx 表!D5", None),
            ("1.xlsx 甲 = 2!D5", "1.xlsx 甲 = 2!D5", None),
            ("1.xlsx 甲 = 2!D5 = 3", "1.xlsx 甲 = 2!D5", Some("3")),
        ] {
            let taken = Taken::parse(text);
            assert_eq!((taken.cell.as_str(), taken.number.map(|it| it.to_string()).as_deref()), (cell, number));
            assert_eq!(taken.to_string(), text);
        }
    }
}
