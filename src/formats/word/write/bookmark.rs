//! Names of bookmarks (书签): which sentence or figure of the base stands there.
//!
//! A name has at most forty letters, digits and `_`, is unique whatever its case, and one that begins with `_` is
//! hidden in Word. The number says which: the sentences of the base in order, from 1, and a span's place in its
//! sentence; what follows is the id, as far as it fits, for people who look.

use crate::phrase::numerals::push_ordinal;

/// The longest name that Word keeps.
const LONGEST: usize = 40;

/// Whose sentences are named (哪一部分的句子).
#[derive(Clone, Copy)]
pub(super) enum Of {
    /// Part three, whose base the document carries.
    Narrative,
    /// Part one.
    Overview,
}

/// The title over all sections: `_jt`.
pub(super) const TITLE: &str = "_jt";

/// The heading of a section: `_jh5_gpb`.
pub(super) fn heading(number: usize, id: &str) -> String {
    let mut out = String::new();
    named("_jh", &[number], id, &mut out);
    out
}

/// A sentence: `_js12_gpb_item_2010301`; one of part one: `_jo1_about_duties`.
pub(super) fn sentence(of: Of, number: usize, id: &str, out: &mut String) {
    let mark = match of {
        Of::Narrative => "_js",
        Of::Overview => "_jo",
    };
    named(mark, &[number], id, out);
}

/// A figure or words of a sentence: `_jf12_3_budget`; in part one: `_jp2_1_number`.
pub(super) fn span(of: Of, (sentence, number): (usize, usize), slot: &str, out: &mut String) {
    let mark = match of {
        Of::Narrative => "_jf",
        Of::Overview => "_jp",
    };
    named(mark, &[sentence, number], slot, out);
}

/// A cell of a table: `_jc12_gpb_item_2010301`.
pub(super) fn cell(number: usize, id: &str, out: &mut String) {
    named("_jc", &[number], id, out);
}

/// A heading that the contents lead to, as Word names them: `_Toc000000001`.
pub(super) fn contents(number: usize) -> String {
    format!("_Toc{number:09}")
}

fn named(mark: &str, numbers: &[usize], id: &str, out: &mut String) {
    let start = out.len();
    out.push_str(mark);
    for &number in numbers {
        push_ordinal(number, false, out);
        out.push('_');
    }
    let room = LONGEST.saturating_sub(out.len() - start);
    // Only what is one unit in UTF-16 and a letter or digit to everybody.
    let plain = |c: char| if c.is_ascii_alphanumeric() || ('一'..='龥').contains(&c) { c } else { '_' };
    out.extend(id.chars().map(plain).take(room));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_that_word_keeps() {
        let named = |name: &dyn Fn(&mut String)| {
            let mut out = String::new();
            name(&mut out);
            out
        };
        assert_eq!(named(&|out| sentence(Of::Narrative, 12, "gpb.item[2010301]", out)), "_js12_gpb_item_2010301_");
        assert_eq!(named(&|out| cell(3, "gpb.item[2010301]", out)), "_jc3_gpb_item_2010301_");
        assert_eq!(named(&|out| span(Of::Narrative, (12, 3), "budget", out)), "_jf12_3_budget");
        assert_eq!(heading(5, "gpb"), "_jh5_gpb");
        let id = "performance.project[智慧政务𠀀（二期）]".repeat(3);
        let long = named(&|out| sentence(Of::Overview, 7, &id, out));
        assert_eq!(long.chars().count(), LONGEST);
        assert!(long.chars().all(|c| c == '_' || c.is_alphanumeric()), "{long}");
    }
}
