//! Names of bookmarks (书签): which sentence or figure of the base stands there.
//!
//! A name has at most forty letters, digits and `_`, is unique whatever its case, and one that begins with `_` is
//! hidden in Word. The number says which: the sentences of the base in order, from 1, and a span's place in its
//! sentence; what follows is the id, as far as it fits, for people who look.

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
    named(format!("_jh{number}"), id)
}

/// A sentence: `_js12_gpb_item_2010301`; one of part one: `_jo1_about_duties`.
pub(super) fn sentence(of: Of, number: usize, id: &str) -> String {
    let mark = match of {
        Of::Narrative => 's',
        Of::Overview => 'o',
    };
    named(format!("_j{mark}{number}"), id)
}

/// A figure or words of a sentence: `_jf12_3_budget`; in part one: `_jp2_1_number`.
pub(super) fn span(of: Of, sentence: usize, number: usize, slot: &str) -> String {
    let mark = match of {
        Of::Narrative => 'f',
        Of::Overview => 'p',
    };
    named(format!("_j{mark}{sentence}_{number}"), slot)
}

/// A cell of a table: `_jc12_gpb_item_2010301`.
pub(super) fn cell(number: usize, id: &str) -> String {
    named(format!("_jc{number}"), id)
}

/// A heading that the contents lead to, as Word names them: `_Toc000000001`.
pub(super) fn contents(number: usize) -> String {
    format!("_Toc{number:09}")
}

fn named(mut name: String, id: &str) -> String {
    name.push('_');
    let room = LONGEST.saturating_sub(name.len());
    // Only what is one unit in UTF-16 and a letter or digit to everybody.
    let plain = |c: char| if c.is_ascii_alphanumeric() || ('一'..='龥').contains(&c) { c } else { '_' };
    name.extend(id.chars().map(plain).take(room));
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_that_word_keeps() {
        assert_eq!(sentence(Of::Narrative, 12, "gpb.item[2010301]"), "_js12_gpb_item_2010301_");
        assert_eq!(cell(3, "gpb.item[2010301]"), "_jc3_gpb_item_2010301_");
        assert_eq!(span(Of::Narrative, 12, 3, "budget"), "_jf12_3_budget");
        assert_eq!(heading(5, "gpb"), "_jh5_gpb");
        let long = sentence(Of::Overview, 7, &"performance.project[智慧政务𠀀（二期）]".repeat(3));
        assert_eq!(long.chars().count(), LONGEST);
        assert!(long.chars().all(|c| c == '_' || c.is_alphanumeric()), "{long}");
    }
}
