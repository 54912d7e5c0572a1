//! What shows only beside the others (部门之间), on the terminal: a few of each kind, all of it is in the summary.

use std::collections::BTreeMap;

use crate::{
    cli::terminal::Terminal,
    diagnostic::{Diagnostic, Severity},
};

/// So many of a kind are told one by one.
const SHOWN: usize = 10;

/// Tell them; with `quiet` no hints.
pub fn tell(across: &[Diagnostic], quiet: bool, terminal: &Terminal) {
    let mut counts: BTreeMap<(&str, Severity), usize> = BTreeMap::new();
    let mut shown = Vec::new();
    for fault in across.iter().filter(|fault| !quiet || fault.severity != Severity::Hint) {
        let count = counts.entry((fault.code, fault.severity)).or_default();
        *count += 1;
        if *count <= SHOWN {
            shown.push(fault.clone());
        }
    }
    terminal.tell(&shown);
    for ((code, severity), count) in counts.iter().filter(|(_, count)| **count > SHOWN) {
        let more = count - SHOWN;
        terminal.whisper(&format!("{}[{code}]另有 {more} 处，都在汇总里\n", severity.name()));
    }
}
