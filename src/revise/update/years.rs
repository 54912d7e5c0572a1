//! Years of last year's text (年份): the report's own and the one before it move, one that dates a fact (2022年修订) stays
//! and is marked.

use std::{ops::Range, sync::OnceLock};

use serde::Deserialize;

use super::{
    likeness::{Likeness, Moved, YEAR},
    roll::Rest,
};
use crate::{
    embedded,
    revise::{terms, token::Kind},
};

/// The lists of `wording.yaml` that are used here (词表).
#[derive(Deserialize)]
struct Words {
    year_openers: Vec<String>,
    year_with: Vec<String>,
    year_than: Vec<String>,
}

/// What ends a clause.
const CLAUSES: [&str; 6] = ["，", "；", "。", "：", ",", ";"];

impl Rest<'_> {
    /// What becomes of a year and its unit, if these tokens are one that the report speaks of.
    pub(super) fn moved_year(
        &self,
        tokens: &Range<usize>,
        piece: &Range<usize>,
        likeness: &Likeness,
        moved: &[Moved],
    ) -> Option<String> {
        let year = self.of(tokens.start);
        let whole = tokens.len() == 2 && year.len() == YEAR && self.of(tokens.start + 1).starts_with('年');
        let next = whole.then(|| likeness.year(year.parse().ok()?)).flatten()?;
        self.is_reports(tokens, piece, moved).then(|| next.to_string())
    }

    /// Is it a year of the report: 2022年度, 与2021年相比, 2022年收入, or in one clause with a figure that is this year's?
    pub(super) fn is_reports(&self, tokens: &Range<usize>, piece: &Range<usize>, moved: &[Moved]) -> bool {
        if self.of(tokens.end - 1) == "年度" || self.is_on_cover(piece) {
            return true;
        }
        let (place, all) = (self.rolled.place(tokens), self.rolled.place(piece));
        let (before, behind) = (&self.text[all.start..place.start], self.text[place.end..all.end].trim_start());
        let begins = |words: &[String]| words.iter().any(|word| behind.starts_with(word.as_str()));
        let words = words();
        if begins(&terms::lists().spans) {
            return false;
        }
        begins(&words.year_openers)
            || terms::leads_a_year(before) && (begins(&words.year_with) || begins(&words.year_than))
            || self.clause(tokens.end, piece).any(|token| self.is_this_years(token, moved))
    }

    /// The clause that goes on there; what stands behind 2022年， is one with it.
    fn clause(&self, from: usize, piece: &Range<usize>) -> Range<usize> {
        let from = if matches!(self.of(from), "，" | ",") { from + 1 } else { from };
        let end = (from..piece.end).find(|&token| CLAUSES.contains(&self.of(token)));
        from..end.unwrap_or(piece.end.max(from))
    }

    /// Is it a figure that this year's draft has there, or one that was moved?
    fn is_this_years(&self, token: usize, moved: &[Moved]) -> bool {
        let number = self.rolled.kinds[token] == Kind::Number && !self.of(token + 1).starts_with('年');
        number && (self.is_placed(token) || moved.iter().any(|one| one.token == token))
    }
}

fn words() -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    WORDS.get_or_init(|| {
        let text = embedded::reference("wording.yaml").unwrap_or_default();
        serde_yaml::from_str(text).expect("the shipped wording.yaml can be read")
    })
}
