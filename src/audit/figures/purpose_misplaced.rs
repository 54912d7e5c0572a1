//! B306: a purpose that belongs to another account (用途写成了别的科目的).

use super::texts::{Stated, stated};
use crate::{
    audit::{Checked, Finding},
    diagnostic::Diagnostic,
    figures::TextKind,
};

/// So many letters in common make a purpose fit an account; fewer than the other make it not fit.
const FITS: usize = 4;
const FITS_NOT: usize = 2;

pub fn check(checked: &Checked, found: &mut Vec<Finding>) {
    let stated = stated(&checked.bound.accounts);
    let purposes: Vec<&Stated> = stated.iter().filter(|text| text.kind == TextKind::Purpose).collect();
    for purpose in &purposes {
        let owner = purposes.iter().find(|other| {
            let twin = other.group == purpose.group && other.words == purpose.words;
            twin && other.record.name != purpose.record.name && common(other.words, &other.record.name) >= FITS
        });
        let Some(owner) = owner.filter(|_| common(purpose.words, &purpose.record.name) < FITS_NOT) else { continue };
        let message = format!("“{}”的用途与“{}”的相同，像是写错了科目", purpose.record.name, owner.record.name);
        let hint = Diagnostic::hint("B306", message).at(&checked.document.source, purpose.place.clone(), "");
        found.push(Finding::new(hint.help("核对这个科目的用途，改成它自己的")));
    }
}

/// The longest stretch of letters that two texts share.
fn common(one: &str, other: &str) -> usize {
    let letters: Vec<char> = other.chars().collect();
    let mut longest = 0;
    for start in 0..letters.len() {
        while start + longest < letters.len() {
            let piece: String = letters[start..=start + longest].iter().collect();
            if !one.contains(&piece) {
                break;
            }
            longest += 1;
        }
    }
    longest
}
