//! The batch as one page for a browser (汇总网页): a table that sorts and filters without a server.

use std::sync::OnceLock;

use rust_decimal::Decimal;
use serde::Serialize;
use tera::{Context, Tera};

use super::{Summary, Total, Whole};
use crate::{
    batch::entry,
    figures::{NumberStyle, amount},
};

/// Tera escapes what it prints into a template whose name ends so.
const TEMPLATE: &str = "summary.html";

/// Print for a reviewer; links go to the files named in each entry.
///
/// # Panics
/// Never in a released program: the template is embedded and a test renders it.
pub fn html(summary: &Summary) -> String {
    static TERA: OnceLock<Tera> = OnceLock::new();
    let tera = TERA.get_or_init(|| {
        let mut tera = Tera::new();
        let added = tera.add_raw_template(TEMPLATE, include_str!("summary.html.tera"));
        added.unwrap_or_else(|fault| panic!("{fault}"));
        tera
    });
    let rows: Vec<Row> = summary.departments.iter().map(Row::of).collect();
    let totals: Vec<Year> = summary.wholes.iter().map(|whole| Year::of(whole, &summary.totals)).collect();
    let mut context = Context::new();
    context.insert("count", &summary.count);
    context.insert("across", &Kind::all(&summary.across));
    context.insert("totals", &totals);
    context.insert("passed_over", &summary.passed_over);
    context.insert("rows", &rows);
    tera.render(TEMPLATE, &context).unwrap_or_else(|fault| panic!("{fault}"))
}

/// So many of a kind stand open on the page, lest the table begin far below.
const OPEN: usize = 5;

/// What shows beside the others and is mended in the same way (同一类).
#[derive(Serialize)]
struct Kind<'a> {
    code: &'a str,
    severity: &'a str,
    name: &'static str,
    help: &'a Option<String>,
    count: usize,
    open: Vec<&'a str>,
    more: Vec<&'a str>,
}

impl<'a> Kind<'a> {
    /// Errors first, else in the order in which they were found.
    fn all(across: &'a [entry::Told]) -> Vec<Kind<'a>> {
        let mut kinds: Vec<Kind> = Vec::new();
        for told in across {
            let is_alike =
                |kind: &Kind| (kind.code, kind.severity, kind.help) == (&*told.code, &*told.severity, &told.help);
            let at = kinds.iter().position(is_alike).unwrap_or_else(|| {
                kinds.push(Kind::of(told));
                kinds.len() - 1
            });
            let kind = &mut kinds[at];
            kind.count += 1;
            if kind.open.len() < OPEN { &mut kind.open } else { &mut kind.more }.push(&told.message);
        }
        kinds.sort_by_key(|kind| ["error", "warning", "hint"].iter().position(|severity| *severity == kind.severity));
        kinds
    }

    fn of(told: &'a entry::Told) -> Kind<'a> {
        let name = match &*told.severity {
            "error" => "错误",
            "warning" => "警告",
            _ => "提示",
        };
        let (open, more) = (Vec::new(), Vec::new());
        Kind { code: &told.code, severity: &told.severity, name, help: &told.help, count: 0, open, more }
    }
}

/// The totals of one year.
#[derive(Serialize)]
struct Year<'a> {
    year: u16,
    classes: Vec<Class<'a>>,
    value: String,
    with: usize,
    of: usize,
    without: &'a [String],
}

#[derive(Serialize)]
struct Class<'a> {
    name: &'a str,
    value: String,
}

impl<'a> Year<'a> {
    fn of(whole: &'a Whole, totals: &'a [Total]) -> Year<'a> {
        let classes = totals.iter().filter(|total| total.year == whole.year);
        let classes = classes.map(|total| Class { name: &total.class, value: wan(total.value) });
        Year {
            year: whole.year,
            classes: classes.collect(),
            value: wan(whole.value),
            with: whole.departments,
            of: whole.departments + whole.without.len(),
            without: &whole.without,
        }
    }
}

#[derive(Serialize)]
struct Row<'a> {
    department: &'a str,
    input: &'a str,
    year: String,
    status: &'static str,
    standing: &'static str,
    /// What to sort the standing by: the worst first.
    rank: u8,
    errors: usize,
    warnings: usize,
    hints: usize,
    missing: usize,
    expenditure: String,
    changes: Vec<String>,
    /// What to sort changes by, in 万元.
    moved: String,
    outputs: Vec<Link<'a>>,
    told: Vec<&'a entry::Told>,
}

#[derive(Serialize)]
struct Link<'a> {
    name: &'a str,
    href: String,
}

impl<'a> Row<'a> {
    fn of(entry: &'a entry::Entry) -> Row<'a> {
        let (status, standing, rank) = match entry.status {
            entry::Status::Failed => ("failed", "没做成", 0),
            entry::Status::Person => ("person", "要人看", 1),
            entry::Status::Clean => ("clean", "可用", 2),
        };
        let moved = entry.changes.first().map_or(Decimal::ZERO, |change| (change.this - change.last).abs());
        Row {
            department: &entry.department,
            input: &entry.input,
            year: entry.year.map(|year| year.to_string()).unwrap_or_default(),
            status,
            standing,
            rank,
            errors: entry.errors,
            warnings: entry.warnings,
            hints: entry.hints,
            missing: entry.missing,
            expenditure: entry.expenditure.map(|(this, _)| wan(this)).unwrap_or_default(),
            changes: entry.changes.iter().map(change).collect(),
            moved: moved.to_string(),
            outputs: entry.outputs.iter().map(|name| Link { name, href: href(name) }).collect(),
            told: entry.diagnostics.iter().chain(&entry.gaps).collect(),
        }
    }
}

fn change(change: &entry::Change) -> String {
    format!("{}　{} → {}", change.name, wan(change.last), wan(change.this))
}

/// An amount as tables print it: two decimals, digits in threes.
fn wan(value: Decimal) -> String {
    let mut text = String::new();
    amount::print(value, NumberStyle { decimals: 2, trim: false, thousands: true }, &mut text);
    text
}

/// A relative path as a link: what has a meaning in an address is written in percent.
fn href(path: &str) -> String {
    let mut link = String::new();
    for byte in path.bytes() {
        match byte {
            b'\\' if cfg!(windows) => link.push('/'),
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'/' | b'~' => link.push(byte.into()),
            _ => link.push_str(&format!("%{byte:02X}")),
        }
    }
    link
}

#[cfg(test)]
mod tests {
    use super::href;

    #[test]
    fn a_link_leads_to_the_file_whatever_it_is_called() {
        assert_eq!(href("a b/50%#1?.txt"), "a%20b/50%25%231%3F.txt");
        assert_eq!(href("局.txt"), "%E5%B1%80.txt");
        // A part of the name here, what parts folders there.
        assert_eq!(
            href("甲\\乙.txt"),
            if cfg!(windows) { "%E7%94%B2/%E4%B9%99.txt" } else { "%E7%94%B2%5C%E4%B9%99.txt" }
        );
    }
}
