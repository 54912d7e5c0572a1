//! B305: a reason that stood in last year's report word for word (沿用上年的原因).

use super::texts::{letters, same, stated};
use crate::{
    audit::{Checked, Finding},
    diagnostic::Diagnostic,
};

/// Shorter ones say the same every year.
const LONG: usize = 6;

pub fn check(checked: &Checked, found: &mut Vec<Finding>) {
    let Some(last) = checked.last else { return };
    for reason in stated(&checked.bound.accounts) {
        let before = same(last, reason.group, reason.record);
        let before = before.and_then(|record| record.texts.get(reason.index)).map_or(&[][..], |text| text.lines());
        if reason.kind.is_reason() && letters(reason.words) >= LONG && before == [reason.words] {
            let message = "这个原因和上年的一字不差";
            let hint = Diagnostic::hint("B305", message).at(&checked.document.source, reason.place.clone(), "");
            found.push(Finding::new(hint.help("核对是不是上年留下来的，写今年的原因")));
        }
    }
}
