//! Sentences that no phrase reads (没有读懂的句子): what was not audited is said, not passed over.

use crate::{
    audit::{Checked, Finding},
    diagnostic::Diagnostic,
    report::binding::MOST_ROWS,
};

/// One hint a stretch, and one for the rows that a list has no room for.
pub(super) fn check(checked: &Checked, found: &mut Vec<Finding>) {
    for unread in checked.reading.unread_stretches() {
        let place = unread.paragraph.place(unread.range);
        let near = unread.nearest.as_ref().map_or_else(String::new, |near| format!("最像话术 {near}，"));
        let diagnostic = Diagnostic::hint("R001", "没有读懂这一句，其中的数没有审核")
            .at(&checked.document.source, place, "")
            .help(format!("{near}对照着看有没有漏字、错字；是本家的写法，就在话术册里加上"));
        found.push(Finding::new(diagnostic));
    }
    if let [first, ..] = &checked.bound.left_out[..] {
        let message = format!("一份清单超过 {MOST_ROWS} 条，{} 条没有审核", checked.bound.left_out.len());
        let diagnostic = Diagnostic::hint("R001", message).at(&checked.document.source, first.clone(), "从这里起");
        found.push(Finding::new(diagnostic.help("看看是不是把别的文字贴进来了；确有这么多条的，分开审核")));
    }
}
