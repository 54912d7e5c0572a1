//! The answer to a query as text for a terminal (查询结果的文字).

use super::{
    explain::{Explanation, Hit, Match},
    provenance::Provenance,
    tree::Report,
};
use crate::{
    figures::FinalAccounts,
    phrase::{SpanKind, Variant},
};

/// Print an answer; empty only for an empty query.
pub fn print_explanation(report: &Report, explanation: &Explanation) -> String {
    let mut out = String::new();
    let query = &explanation.query;
    if explanation.hits.is_empty() && !query.is_empty() {
        out.push_str(&format!("文中没有“{query}”。\n"));
    }
    if explanation.hits.iter().any(|hit| hit.how == Match::Operand) {
        out.push_str(&format!("“{query}”没有直接写在文中，下面的数由它得出。\n"));
    }
    for hit in &explanation.hits {
        print_hit(report, hit, &mut out);
    }
    let mut last = None;
    for hit in &explanation.hints {
        if last != Some(hit.how) {
            out.push_str(match hit.how {
                Match::Truncated => "以下各数截去尾数（不四舍五入）会得到它，应写文中的数：\n",
                Match::OtherPlaces => "以下各数换一种小数位数会得到它，应写文中的数：\n",
                _ => "最接近的数：\n",
            });
            last = Some(hit.how);
        }
        print_hit(report, hit, &mut out);
    }
    if explanation.hits.is_empty() && explanation.hints.is_empty() && !query.is_empty() {
        out.push_str("改法：照文中的写法输入一个数（100.5、100.5万元、101.9%）、科目编码，或句中的几个字。\n");
    }
    out
}

/// One aligned line of a hit.
fn line(label: &str, text: &str, out: &mut String) {
    out.push_str("  ");
    out.push_str(label);
    out.push_str("   ");
    out.push_str(text);
    out.push('\n');
}

fn print_hit(report: &Report, hit: &Hit, out: &mut String) {
    out.push('\n');
    match &hit.span {
        Some((span, provenance)) => {
            out.push_str(&format!("{}　{}\n", report.words(span).replace('\n', " "), clause(hit)));
            line("位置", hit.section, out);
            wording(hit, Some(provenance), out);
            figure(report.words(span), provenance, out);
            sources(report.accounts, provenance, out);
        }
        None => {
            out.push_str(&format!("{}\n", hit.sentence.text().replace('\n', " ")));
            line("位置", hit.section, out);
            wording(hit, None, out);
        }
    }
}

/// The words between the punctuation marks around a span.
fn clause(hit: &Hit) -> String {
    let Some((span, _)) = &hit.span else { return String::new() };
    let text = hit.sentence.text();
    let local = hit.sentence.local(span);
    let marks = ['，', '。', '；', '：', '\n'];
    let start =
        text[..local.start].rfind(marks).map_or(0, |at| at + text[at..].chars().next().map_or(0, char::len_utf8));
    let end = text[local.end..].find(marks).map_or(text.len(), |at| local.end + at);
    text[start..end].replace('\n', " ")
}

fn chosen(variant: &Variant) -> String {
    let when = match &variant.when_text {
        Some(when) => format!("when: {}", when.split_whitespace().collect::<Vec<_>>().join(" ")),
        None => "其余情形".to_owned(),
    };
    format!("说法 {}（{when}）　{}", variant.id, variant.place.file_line())
}

fn wording(hit: &Hit, provenance: Option<&Provenance>, out: &mut String) {
    line("句子", &format!("{}　{}", hit.sentence_id, chosen(hit.sentence.variant())), out);
    if let Some(provenance) = provenance {
        if let Some(fragment) = provenance.fragment {
            line("语段", &format!("{}　{}", fragment.id, chosen(provenance.variant)), out);
        }
        let slot = provenance.slot;
        line("空格", &format!("{}　{}", slot.name, slot.place.file_line()), out);
    }
}

fn figure(words: &str, provenance: &Provenance, out: &mut String) {
    let value = provenance.value_shown();
    match (&provenance.formula, provenance.kind) {
        (Some(formula), SpanKind::Figure) => {
            let mut text = format!("{} = {}", formula.names, formula.values);
            if let Some(value) = value {
                text.push_str(&format!(" = {value}"));
                if !provenance.prints_all_of(words) {
                    text.push_str(&format!(" → {words}"));
                }
            }
            line("算式", &text, out);
        }
        (Some(formula), _) => line("依据", &format!("{} = {}", formula.names, formula.values), out),
        (None, _) => {
            if let Some(value) = value.filter(|_| !provenance.prints_all_of(words)) {
                line("原数", &format!("{value} → {words}"), out);
            }
        }
    }
    if let Some(derived) = &provenance.derived {
        line("推算", derived, out);
    }
}

fn sources(accounts: &FinalAccounts, provenance: &Provenance, out: &mut String) {
    for source in &provenance.sources {
        let mut text = format!("{}　{}　{}", source.name, source.id, source.cell);
        if let Some(place) = &source.place {
            let (row, _) = accounts.source.line_column(place.start);
            text.push_str(&format!("　{}:{row}", accounts.source.name()));
        }
        line("项目", &text, out);
        if let Some(origin) = source.origin {
            line("取自", origin, out);
        }
    }
}
