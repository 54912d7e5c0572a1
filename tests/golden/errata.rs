//! The list of errata (勘误表): what a draft may differ in from the published text, and nothing else.

use std::ops::Range;

use serde::Deserialize;

use crate::errata_report;

/// One difference between the published text and the draft (一条勘误).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Erratum {
    /// Where it stands, as a reader would say: 五（三）1 (位置).
    pub place: String,
    /// What kind of slip it is (类别).
    pub kind: Kind,
    /// The words as published, occurring once in the text (原文).
    pub published: String,
    /// The words of the draft in their place (草稿).
    pub draft: String,
    /// Why the draft is right, or why the house may differ (理由).
    pub why: String,
}

/// The kind of a difference (类别).
#[derive(Clone, Copy, Debug, Deserialize)]
pub enum Kind {
    /// A figure that the stated figures do not give (计算).
    #[serde(rename = "计算")]
    Arithmetic,
    /// A wrong, doubled or missing word (笔误).
    #[serde(rename = "笔误")]
    Slip,
    /// Another way to say the same (表述).
    #[serde(rename = "表述")]
    Wording,
    /// Punctuation and layout (排版).
    #[serde(rename = "排版")]
    Typesetting,
    /// A trace of the conversion from PDF (转换).
    #[serde(rename = "转换")]
    Conversion,
}

impl Kind {
    /// The word used in errata.yaml (类别名).
    pub fn name(self) -> &'static str {
        match self {
            Kind::Arithmetic => "计算",
            Kind::Slip => "笔误",
            Kind::Wording => "表述",
            Kind::Typesetting => "排版",
            Kind::Conversion => "转换",
        }
    }
}

/// A published line with the errata that apply to it (一行及其勘误).
pub struct Line<'a> {
    published: &'a str,
    /// Byte range in the line and number of the erratum, in the order of the line.
    errata: Vec<(Range<usize>, usize)>,
}

impl Line<'_> {
    /// The numbers of the errata on this line (本行勘误).
    pub fn errata(&self) -> impl Iterator<Item = usize> {
        self.errata.iter().map(|&(_, number)| number)
    }

    /// The line as corrected by its errata but those `left_out` (改正后的一行).
    pub fn corrected(&self, list: &[Erratum], left_out: &[usize]) -> String {
        let mut out = String::new();
        let mut done = 0;
        for (range, number) in self.errata.iter().filter(|(_, number)| !left_out.contains(number)) {
            out.push_str(&self.published[done..range.start]);
            out.push_str(&list[*number].draft);
            done = range.end;
        }
        out + &self.published[done..]
    }
}

/// Fails with everything that keeps published text plus errata from being the draft (核对).
pub fn check(published: &str, draft: &str, errata_yaml: &str) -> Result<(), String> {
    let list = parse(errata_yaml)?;
    let (lines, mut faults) = apply(published, &list);
    let drafted: Vec<&str> = draft.lines().collect();
    faults.extend(errata_report::compare(&lines, &list, &drafted));
    outcome(&faults)
}

/// The published text with every erratum applied; fails where a quotation does not fit (改正).
pub fn correct(published: &str, errata_yaml: &str) -> Result<Vec<String>, String> {
    let list = parse(errata_yaml)?;
    let (lines, faults) = apply(published, &list);
    outcome(&faults)?;
    Ok(lines.iter().map(|line| line.corrected(&list, &[])).collect())
}

fn outcome(faults: &[String]) -> Result<(), String> {
    if faults.is_empty() {
        return Ok(());
    }
    Err(format!("草稿与发布文本加勘误表不符：\n{}", faults.join("\n")))
}

fn parse(yaml: &str) -> Result<Vec<Erratum>, String> {
    if yaml.trim().is_empty() {
        return Ok(Vec::new());
    }
    serde_yaml::from_str(yaml).map_err(|e| {
        format!(
            "errata.yaml 读不懂（{e}）。改法：每条恰有 place、kind、published、draft、why 五项，\
             kind 是 计算、笔误、表述、排版、转换 之一，引文加引号"
        )
    })
}

/// Lays the errata on the lines they quote; a quotation that does not fit is left off and reported.
fn apply<'a>(published: &'a str, list: &[Erratum]) -> (Vec<Line<'a>>, Vec<String>) {
    let mut lines: Vec<Line> = published.lines().map(|published| Line { published, errata: Vec::new() }).collect();
    let mut faults = Vec::new();
    for (number, erratum) in list.iter().enumerate() {
        match locate(&lines, erratum) {
            Ok((line, range)) => {
                let errata = &mut lines[line].errata;
                let overlapped = errata.iter().find(|(r, _)| r.start < range.end && range.start < r.end);
                if let Some((_, other)) = overlapped {
                    let other = errata_report::title(list, *other);
                    faults.push(format!(
                        "{}：引文与{other}重叠。改法：缩短其中一条的引文",
                        errata_report::title(list, number)
                    ));
                } else {
                    errata.push((range, number));
                    errata.sort_by_key(|(range, _)| range.start);
                }
            }
            Err(fault) => faults.push(format!("{}：{fault}", errata_report::title(list, number))),
        }
    }
    (lines, faults)
}

/// The one line and place where the quotation stands.
fn locate(lines: &[Line], erratum: &Erratum) -> Result<(usize, Range<usize>), String> {
    let Erratum { place, published, draft, why, .. } = erratum;
    if [place, published, why].iter().any(|text| text.trim().is_empty()) {
        return Err("place、published、why 都不能为空".to_owned());
    }
    if published == draft {
        return Err("published 与 draft 相同，不是差异。改法：删去这一条".to_owned());
    }
    let found: Vec<(usize, usize)> = lines
        .iter()
        .enumerate()
        .flat_map(|(n, line)| line.published.match_indices(published).map(move |(at, _)| (n, at)))
        .collect();
    match found[..] {
        [(line, at)] => Ok((line, at..at + published.len())),
        [] => Err(format!("发布文本的任何一行里都没有「{published}」。改法：照抄原文（不跨行），或删去这一条")),
        _ => {
            let at: Vec<String> = found.iter().map(|(n, _)| (n + 1).to_string()).collect();
            Err(format!(
                "「{published}」在发布文本第 {} 行共出现 {} 次。改法：多引几个字，使它只出现一次",
                at.join("、"),
                at.len()
            ))
        }
    }
}
