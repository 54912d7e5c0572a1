//! Numbers of lists and sections (序号): 1 2 3, or 一 二 三.

use crate::figures::amount::push_digits;

/// 1, 2, 3 or 一, 二, 三 … 九十九; no list of a report is longer in Chinese numerals.
pub(super) fn push_ordinal(number: usize, chinese: bool, out: &mut String) {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    if chinese && (1..100).contains(&number) {
        if number >= 20 {
            out.push_str(DIGITS[number / 10]);
        }
        if number >= 10 {
            out.push('十');
        }
        out.push_str(DIGITS[number % 10]);
        return;
    }
    push_digits(number as u64, 0, out);
}

#[cfg(test)]
mod tests {
    #[test]
    fn ordinals_in_both_scripts() {
        let written = |number, chinese| {
            let mut out = String::new();
            super::push_ordinal(number, chinese, &mut out);
            out
        };
        assert_eq!(
            (written(3, true), written(10, true), written(21, true)),
            ("三".into(), "十".into(), "二十一".into())
        );
        assert_eq!(
            (written(0, false), written(12, false), written(2023, false)),
            ("0".into(), "12".into(), "2023".into())
        );
    }
}
