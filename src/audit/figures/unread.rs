//! Sentences that no phrase reads (没有读懂的句子): what was not audited is said, not passed over.

use crate::{
    audit::{Checked, Finding},
    diagnostic::Diagnostic,
};

/// One hint a stretch.
pub(super) fn check(checked: &Checked, found: &mut Vec<Finding>) {
    for unread in checked.reading.unread_stretches() {
        let place = unread.paragraph.place(unread.range);
        let near = unread.nearest.as_ref().map_or_else(String::new, |near| format!("最像话术 {near}，"));
        let diagnostic = Diagnostic::hint("R001", "没有读懂这一句，其中的数没有审核")
            .at(&checked.document.source, place, "")
            .help(format!("{near}对照着看有没有漏字、错字；是本家的写法，就在话术册里加上"));
        found.push(Finding::new(diagnostic));
    }
}
