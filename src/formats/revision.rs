//! What an update did, as text and as JSON (更新报告): what followed, what stays, what both changed, what needs eyes.

use std::fmt::Write;

use serde::Serialize;
use serde_json::json;

use super::{
    cells::{self, Cells},
    written_back::Back,
};
use crate::{
    figures::{Period, Reference, concepts::NumberDef},
    revise::update::{Changed, Outcome, Update},
};

/// How many letters of a quotation are shown.
const QUOTED: usize = 40;

/// Where the base draft of an update was taken from (底稿的来处).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Base {
    /// Drafted again from the figures that `--from` names.
    From,
    /// It travels in the Word file.
    Embedded,
    /// It lies beside the text.
    Sidecar,
}

impl Base {
    /// In words; `word`: the text stands in a Word file.
    pub fn text(self, word: bool) -> &'static str {
        match (self, word) {
            (Base::From, true) => "底稿从 --from 的决算数据重新起草，对着文件里的文字合并\n",
            (Base::From, false) => "底稿从 --from 的决算数据重新起草\n",
            (Base::Embedded, _) => "底稿取自文件本身\n",
            (Base::Sidecar, true) => "底稿文件里没有，取自旁边的 .base.json，对着文件里的文字合并\n",
            (Base::Sidecar, false) => "底稿取自旁边的 .base.json\n",
        }
    }
}

/// Print for a person.
pub fn text(update: &Update) -> String {
    let mut out = String::new();
    followed(&mut out, update);
    out.push_str(&open(update));
    if out.is_empty() { "没有要改的\n".to_owned() } else { out }
}

fn followed(out: &mut String, update: &Update) {
    // The same word of another item is no change to a reader.
    let followed = |changed: &&Changed| {
        matches!(changed.outcome, Outcome::Followed | Outcome::Already) && changed.old != changed.new
    };
    let changes: Vec<&Changed> = update.changed.iter().filter(followed).collect();
    part(out, "跟着改了", &changes, |changed, out| {
        let name = changed.row.clone().or_else(|| figure_name(changed.concept.as_deref()?));
        let figure = name.map(|name| format!("（{name}）")).unwrap_or_default();
        _ = writeln!(out, "  {}{figure}：{}", place(&changed.section), arrow(&changed.old, &changed.new));
    });
}

/// What a figure that is no row's is called in figures files, with its period unless it is a final figure.
fn figure_name(id: &str) -> Option<String> {
    let catalogue = &Reference::shipped().catalogue;
    let NumberDef { concept, period, .. } = &catalogue.root.numbers[catalogue.root.number(id)?];
    let key = &catalogue.concepts[*concept].key;
    Some(if *period == Period::Final { key.clone() } else { format!("{key} {}", period.key()) })
}

/// What stays and what needs eyes, without what followed.
pub fn open(update: &Update) -> String {
    let mut out = String::new();
    let (figures, words): (Vec<_>, Vec<_>) = update.kept.iter().partition(|kept| kept.figure);
    part(&mut out, "手改保留", &words, |kept, out| {
        _ = writeln!(out, "  {}：{}", place(&kept.section), arrow(&kept.base, &kept.edited));
    });
    part(&mut out, "手改数字与数据不一致", &figures, |kept, out| {
        let shown = |words: &str| if words.is_empty() { "空".to_owned() } else { format!("“{words}”") };
        let (base, edited) = (shown(&kept.base), shown(&kept.edited));
        _ = writeln!(out, "  {}：数据为{base}，文中为{edited}", place(&kept.section));
    });
    part(&mut out, "请核对", &update.questions, |question, out| {
        // Where a person has deleted the reason there are no words to look at.
        let what = if question.words.trim().is_empty() {
            "文中已经没有原因，照现在的方向补写；不必说明的，不用再管".to_owned()
        } else {
            format!("“{}”", short(&question.words))
        };
        _ = writeln!(out, "  {}：{}：{what}", place(&question.section), question.message);
    });
    part(&mut out, "冲突", &update.conflicts, |conflict, out| {
        let edited = if conflict.edited.is_empty() {
            "已删去".to_owned()
        } else {
            format!("“{}”", short(&conflict.edited))
        };
        let (section, old, new) = (place(&conflict.section), short(&conflict.base), short(&conflict.new));
        let new = if new.trim().is_empty() { "应删去".to_owned() } else { format!("为“{new}”") };
        let left = conflict.left.as_deref().map(|before| format!("以前留下的冲突，在{}：", behind(before)));
        let left = left.unwrap_or_default();
        _ = writeln!(out, "  {section}：{left}原为“{old}”，手改{edited}，更正后{new}");
    });
    out
}

/// Where a mark stands: behind the last of those words.
fn behind(words: &str) -> String {
    let count = words.chars().count();
    if count <= QUOTED / 2 {
        return if words.trim().is_empty() { "分句开头".to_owned() } else { format!("“{words}”之后") };
    }
    format!("“…{}”之后", words.chars().skip(count - QUOTED / 2).collect::<String>())
}

fn part<T>(out: &mut String, title: &str, entries: &[T], mut print: impl FnMut(&T, &mut String)) {
    if !entries.is_empty() {
        _ = writeln!(out, "{title} {} 处", entries.len());
        entries.iter().for_each(|entry| print(entry, out));
    }
}

fn place(section: &str) -> &str {
    if section.is_empty() { "标题" } else { section }
}

fn arrow(old: &str, new: &str) -> String {
    match (old.trim().is_empty(), new.trim().is_empty()) {
        (true, _) => format!("加上“{}”", short(new)),
        (false, true) => format!("删去“{}”", short(old)),
        (false, false) => format!("{} → {}", short(old), short(new)),
    }
}

pub(super) fn short(words: &str) -> String {
    let words = words.replace(['\n', '\r'], " ");
    if words.chars().count() <= QUOTED {
        return words;
    }
    words.chars().take(QUOTED).chain(['…']).collect()
}

/// Print for a program; `back` is what went back into a figures file, if one was named.
pub fn json(update: &Update, cells: &Cells, base: Base, back: Option<&Back>) -> String {
    let mut report = json!({
        "schema": 1,
        "base": base,
        "changed": update.changed,
        "kept": update.kept,
        "conflicts": update.conflicts,
        "questions": update.questions,
        "cells": cells::json(cells),
    });
    if let Some(back) = back {
        report["written_back"] = back.json();
    }
    format!("{report:#}\n")
}
