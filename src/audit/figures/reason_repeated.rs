//! B304: the same reason, word for word, for many figures (原因一字不差).

use std::collections::BTreeMap;

use super::texts::{Stated, letters, stated};
use crate::{
    audit::{Checked, Finding},
    diagnostic::Diagnostic,
};

/// So many, of so many letters, are no accident.
const MANY: usize = 3;
const LONG: usize = 6;

pub fn check(checked: &Checked, found: &mut Vec<Finding>) {
    let mut same: BTreeMap<&str, Vec<&Stated>> = BTreeMap::new();
    let reasons = stated(&checked.bound.accounts);
    for reason in reasons.iter().filter(|reason| reason.kind.is_reason() && letters(reason.words) >= LONG) {
        same.entry(reason.words).or_default().push(reason);
    }
    for (words, reasons) in same.into_iter().filter(|(_, reasons)| reasons.len() >= MANY) {
        let message = format!("“{words}”这个原因，{} 处一字不差", reasons.len());
        let mut hint = Diagnostic::hint("B304", message);
        for reason in reasons {
            hint = hint.at(&checked.document.source, reason.place.clone(), "");
        }
        found.push(Finding::new(hint.help("逐处核对，写各自的原因；确实都是这个原因的，不用改")));
    }
}
