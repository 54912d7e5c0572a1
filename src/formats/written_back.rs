//! What went back into a figures file (写回报告): which words, where, what stood there, and what was left and why.

use std::fmt::Write;

use serde_json::{Value, json};

use super::revision::short;
use crate::revise::write_back::{Why, WriteBack};

/// What went back, and between which files (写回).
pub struct Back {
    /// What was written and what was left.
    pub back: WriteBack,
    /// The name of the figures file.
    pub figures: String,
    /// The name of the text.
    pub report: String,
    /// Was nothing written yet?
    pub planned: bool,
}

impl Back {
    /// Print for a program.
    pub fn json(&self) -> Value {
        let WriteBack { written, left, .. } = &self.back;
        json!({ "figures": self.figures, "planned": self.planned, "written": written, "left": left })
    }

    /// Print for a person.
    pub fn text(&self) -> String {
        text(&self.back, (&self.figures, &self.report), self.planned)
    }
}

fn text(back: &WriteBack, (figures, report): (&str, &str), planned: bool) -> String {
    let mut out = String::new();
    let verb = if planned { "将写回" } else { "写回" };
    match back.written.len() {
        0 => _ = writeln!(out, "写回 {figures}：没有要写的"),
        count => _ = writeln!(out, "{verb} {figures} {count} 处"),
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
        Why::Unending => "看不出到哪里为止，里面还说到别的明细",
        Why::NoRow => "数据文件里没有这一条明细，或不止一条",
        Why::NoFigure => "数据文件里没有它所说的数",
        Why::Repeated => "文中前面已有这条，话不一样；说的是别的，自己填进数据文件",
        Why::Unsaid => "文中没有这条了，数据文件里还在；不要的，自己删去",
    }
}
