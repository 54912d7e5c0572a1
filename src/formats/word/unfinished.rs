//! What must be gone from a Word file before it is published (未定稿的痕迹).

use std::ops::Range;

use super::{WordFile, run::Did};
use crate::{diagnostic::Diagnostic, source::Source};

/// Places that one finding shows.
const SHOWN: usize = 20;

impl WordFile {
    /// Revisions nobody has settled, comments, hidden letters; each kind is one finding with all its places.
    pub fn unfinished(&self) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        let source = self.source();
        let mut tell = |code, message: String, places: Vec<(Range<usize>, String)>, help: &str| {
            if !places.is_empty() {
                found.push(at_all(Diagnostic::error(code, message).help(help), source, places));
            }
        };
        let revisions = self.revisions();
        let message = format!("有 {} 处修订没有处理", revisions.len());
        tell("O101", message, self.revision_places(), "在 Word 或 WPS 的“审阅”里逐处接受或拒绝，再保存");
        let comments = self.comments();
        let places = comments.iter().map(|&at| (at..at, "批注".to_owned())).collect();
        tell("O102", format!("有 {} 处批注没有删去", comments.len()), places, "处理完，在“审阅”里删除所有批注");
        let hidden = self.hidden();
        let letters: usize = hidden.iter().map(|(_, count)| count).sum();
        let places = hidden.iter().map(|&(at, count)| (at..at, format!("{count} 个字"))).collect();
        tell("O103", format!("有 {letters} 个隐藏的字"), places, "看得见隐藏文字之后，要的取消隐藏，不要的删去");
        found
    }

    /// Where each revision stands, and who did what.
    pub(super) fn revision_places(&self) -> Vec<(Range<usize>, String)> {
        let said = |did| if did == Did::Inserted { "插入" } else { "删除" };
        let all = self.revisions().iter();
        all.map(|revision| (revision.place.clone(), format!("{}：{}", revision.author, said(revision.did)))).collect()
    }
}

/// A diagnostic at the first of many places.
pub(super) fn at_all(diagnostic: Diagnostic, source: &Source, places: Vec<(Range<usize>, String)>) -> Diagnostic {
    places.into_iter().take(SHOWN).fold(diagnostic, |diagnostic, (place, text)| diagnostic.at(source, place, text))
}
