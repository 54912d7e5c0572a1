//! Audits made by hand: a text with findings of every kind, as a reader and the rules would hand them over.

use juesuan::{
    audit::{Audit, Book, Counts, Finding},
    diagnostic::{Diagnostic, Severity},
    report::{
        Clean, Document,
        document::{Paragraph, Part, PartKind, Section},
    },
    source::Source,
};

/// A made-up report with faults in it; `<b>` and `&` would break a careless page, and a line break splits a paragraph.
pub const TEXT: &str = include_str!("report.txt");

/// The parts, sections and paragraphs of a text in which every line is one of them.
fn document(source: &Source) -> Document {
    let part = |kind, title| Part { kind, title, sections: vec![Section::default()] };
    let mut parts = vec![part(PartKind::Cover, None)];
    for number in 1..=source.line_count() {
        let range = source.line_range(number);
        let line = &source.text()[range.clone()];
        let text = Clean::of(source, range);
        let sections = &mut parts.last_mut().unwrap().sections;
        if line.starts_with("第一部分") {
            parts.push(part(PartKind::About, Some(text)));
        } else if line.starts_with("第三部分") {
            parts.push(part(PartKind::Narrative, Some(text)));
        } else if line.chars().nth(1) == Some('、') {
            sections.push(Section { number: None, title: Some(text), paragraphs: Vec::new() });
        } else if !line.is_empty() {
            let heading = line.starts_with('（');
            sections.last_mut().unwrap().paragraphs.push(Paragraph { heading, text });
        }
    }
    Document { source: source.clone(), parts: parts.into() }
}

/// A diagnostic at the first such words of the source.
pub fn at(source: &Source, severity: Severity, code: &'static str, words: &str, message: &str) -> Diagnostic {
    let start = source.text().find(words).unwrap_or_else(|| panic!("没有“{words}”"));
    Diagnostic::new(severity, code, message).at(source, start..start + words.len(), "").help("核对后改正")
}

/// The audit of `TEXT`: findings that overlap, hold one another, have no place, and have others that follow from them.
pub fn audit() -> Audit {
    let source = Source::new("成稿/示例 县.txt", TEXT);
    let found = |severity, code, words: &str, message: &str| Finding::new(at(&source, severity, code, words, message));
    let mut rate = found(Severity::Error, "A101", "增长21.0%", "收入总计增长率算错了");
    rate.section = "一".to_owned();
    rate.stated = Some("21.0%".to_owned());
    rate.computed = Some("20.0%".to_owned());
    rate.formula = Some("(1200.00 − 1000.00) ÷ 1000.00 × 100".to_owned());
    rate.related = vec![found(Severity::Warning, "A102", "比上年增长21.0%。", "同一个增长率又写了一次")];
    let mut whole = found(
        Severity::Warning,
        "A103",
        "收入总计增加200.00万元，增长21.0%，支出总计减少0.00万元",
        "这一句里两个方向说法不一",
    );
    whole.section = "一".to_owned();
    whole.diagnostic = whole.diagnostic.at(&source, 0..source.text().find('\n').unwrap(), "年度见这里");
    let last = Source::new("上年.txt", "收入总计1001.00万元\n");
    let mut base = found(Severity::Warning, "A104", "0.00万元。", "上年数与上年成稿不同");
    base.diagnostic = base.diagnostic.at(&last, 12..19, "上年写的是");
    let mut mark = found(Severity::Hint, "A105", "\"三公\"", "引号是半角的");
    mark.section = "五（三）1".to_owned();
    let tag = found(Severity::Hint, "A106", "<b>&甲</b>", "名称里有 <b> & \"符号\"");
    let mut findings = vec![whole, rate, base, mark, tag];
    let mut missing = Finding::new(Diagnostic::error("A107", "缺“政府性基金”一章").help("补上这一章"));
    missing.section = "七".to_owned();
    findings.push(missing);
    Audit {
        document: Some(document(&source)),
        source,
        book: Some(Book {
            name: "jilin-county".to_owned(), title: "吉林县级".to_owned(), sureness: 97, told: false
        }),
        left_out: Vec::new(),
        findings,
        counts: Counts { sentences: 9, unread: 1, figures: 14, bound: 13 },
        accepted: 2,
        open: 0,
    }
}
