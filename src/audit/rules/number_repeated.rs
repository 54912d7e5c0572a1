//! S102: a number that comes twice or in the wrong place (序号重复、颠倒).

use super::number_missing::{Fault, wrong};
use crate::{
    audit::{Finding, list_mark::printed, text::Text},
    diagnostic::Diagnostic,
};

pub fn check(text: &Text, found: &mut Vec<Finding>) {
    for wrong in wrong(text).into_iter().filter(|wrong| wrong.fault == Fault::Repeated) {
        let (stated, right) = (printed(wrong.mark.level, wrong.mark.number), printed(wrong.mark.level, wrong.right));
        let diagnostic = Diagnostic::warning("S102", format!("这里的序号应是“{right}”，不是“{stated}”"));
        let mut finding = Finding::new(wrong.line.at(diagnostic, wrong.range(), "").help("按顺序改正序号"));
        (finding.stated, finding.computed) = (Some(stated), Some(right));
        found.push(finding);
    }
}
