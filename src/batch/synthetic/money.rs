//! Amounts of money (金额): in 分, so that sums are exact, and printed in the unit of the file.

use serde_json::Value;

use super::chance::Chance;

/// So many 分 make 1 万元.
pub const WAN: i64 = 1_000_000;

/// The unit that a department reports in, and the least that it tells apart.
#[derive(Clone, Copy)]
pub struct Money {
    /// 元 instead of 万元.
    pub yuan: bool,
}

impl Money {
    /// To what the department tells apart: 0.01 of its unit.
    fn round(self, cents: i64) -> i64 {
        if self.yuan { cents } else { cents / (WAN / 100) * (WAN / 100) }
    }

    /// So many of a hundred of an amount.
    pub fn percent(self, of: i64, percent: usize) -> i64 {
        self.round(of * percent as i64 / 100)
    }

    /// A part of an amount, from so many to so many of a hundred, to the last digit.
    pub fn between(self, chance: &mut Chance, of: i64, least: usize, most: usize) -> i64 {
        let span = (of * (most - least) as i64 / 100).max(1);
        self.round(of * least as i64 / 100 + chance.below(span as usize) as i64)
    }

    /// An amount cut into so many parts, none of them empty if it is large enough.
    pub fn cut(self, chance: &mut Chance, of: i64, parts: usize) -> Vec<i64> {
        let mut left = of;
        let mut cut = Vec::new();
        for others in (1..parts).rev() {
            let part = self.between(chance, left, 40 / (others + 1), 140 / (others + 1));
            cut.push(part);
            left -= part;
        }
        cut.push(left);
        cut
    }

    /// As it is typed.
    pub fn typed(self, cents: i64) -> Value {
        let unit = if self.yuan { 100 } else { WAN };
        let (sign, cents) = (if cents < 0 { "-" } else { "" }, cents.abs());
        let (whole, hundredths) = (cents / unit, cents % unit / (unit / 100));
        match hundredths {
            0 => format!("{sign}{whole}"),
            _ => format!("{sign}{whole}.{hundredths:02}"),
        }
        .into()
    }
}
