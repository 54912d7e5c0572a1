//! What went back into a figures file (写回报告): which words, where, what stood there, and what was left and why.

use std::fmt::Write;

use super::revision::short;
use crate::revise::write_back::{Why, WriteBack};

/// Print for a person; `figures` and `report` are the names of the two files.
pub fn text(back: &WriteBack, figures: &str, report: &str) -> String {
    let mut out = String::new();
    if back.written.is_empty() {
        _ = writeln!(out, "写回 {figures}：没有要写的");
    } else {
        _ = writeln!(out, "写回 {figures} {} 处", back.written.len());
    }
    for written in &back.written {
        let old = written.old.as_ref().map(|old| format!("（原为“{}”）", short(old))).unwrap_or_default();
        _ = writeln!(out, "  {figures}:{} {}：{}{old}", written.line, written.name, short(&written.words));
    }
    if !back.left.is_empty() {
        _ = writeln!(out, "没有写回 {} 处", back.left.len());
    }
    for left in &back.left {
        let words = if left.words.is_empty() { String::new() } else { format!("：“{}”", short(&left.words)) };
        _ = writeln!(out, "  {report}:{} {}：{}{words}", left.line, left.name, why(left.why));
    }
    out
}

fn why(why: Why) -> &'static str {
    match why {
        Why::Placeholder => "还是待补充",
        Why::Marked => "里面还有要人核对的标记",
        Why::NoRow => "数据文件里没有这一条明细，或不止一条",
        Why::NoFigure => "数据文件里没有它所说的数",
    }
}
