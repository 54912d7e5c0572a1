//! What became of one department (一个部门的结果), as the summary lists it.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::{
    audit::Finding,
    diagnostic::{Diagnostic, Severity},
    figures::{Concept, FinalAccounts, Group, MoneyUnit, Origin, Period, Record, Shape, years},
    source::Source,
    yaml::{self, Node},
};

/// How many of a department's largest changes the summary shows.
const CHANGES: usize = 3;

/// How a department stands (状态), as scripts see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Done, nothing to do.
    Clean,
    /// Done, and somebody must look at it.
    Person,
    /// Could not be done.
    Failed,
}

/// A department's line in the summary (汇总的一行).
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Entry {
    /// The file, or the stream and the line.
    pub input: String,
    /// 部门, empty if it could not be read.
    pub department: String,
    /// 年度.
    pub year: Option<u16>,
    /// How it stands.
    pub status: Status,
    /// Errors (错误).
    pub errors: usize,
    /// Warnings (警告).
    pub warnings: usize,
    /// Hints (提示).
    pub hints: usize,
    /// Places that wait to be filled in (待补充).
    pub missing: usize,
    /// What they wait for, of those in a report (D002).
    pub gaps: Vec<Told>,
    /// Its largest changes against last year, the largest first.
    pub changes: Vec<Change>,
    /// The files that were written for it.
    pub outputs: Vec<String>,
    /// What is wrong with it.
    pub diagnostics: Vec<Told>,
    /// Expenditure (本年支出合计, else 支出总计, else 一般公共预算支出), this year and last where that is known, in 万元.
    pub expenditure: Option<(Decimal, Option<Decimal>)>,
    /// Final figures by class (类) in 万元, for the totals over all departments.
    pub classes: Vec<(String, Decimal)>,
    /// The reasons that it gives, to see which stand in many reports.
    pub reasons: Vec<Reason>,
}

/// A figure against last year's (增减), in 万元.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The figure's name.
    pub name: String,
    /// Last year's.
    pub last: Decimal,
    /// This year's.
    pub this: Decimal,
}

/// A reason (原因) and what it explains.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// The figure's name.
    pub of: String,
    /// The words.
    pub text: String,
}

/// A diagnostic without its source (诊断), to be printed long after the file is forgotten.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// Its code.
    pub code: String,
    /// error, warning or hint.
    pub severity: String,
    /// One Chinese sentence.
    pub message: String,
    /// 改法.
    pub help: Option<String>,
    /// Line, from 1.
    pub line: Option<usize>,
    /// Column in characters, from 1.
    pub column: Option<usize>,
    /// What stands there, where an identity does not hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stated: Option<String>,
    /// What it should be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub computed: Option<String>,
    /// The formula with the values put in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub formula: Option<String>,
}

impl Entry {
    /// An input of which nothing is known yet.
    pub fn of_input(input: &str) -> Entry {
        Entry {
            input: input.to_owned(),
            department: String::new(),
            year: None,
            status: Status::Failed,
            errors: 0,
            warnings: 0,
            hints: 0,
            missing: 0,
            gaps: Vec::new(),
            changes: Vec::new(),
            outputs: Vec::new(),
            diagnostics: Vec::new(),
            expenditure: None,
            classes: Vec::new(),
            reasons: Vec::new(),
        }
    }

    /// Take in whose figures they are, though they cannot be used.
    pub(super) fn head(&mut self, source: &Source) {
        let (department, year) = head(source);
        self.department = department;
        self.year = year;
    }

    /// Take in whose figures they are.
    pub(super) fn whose(&mut self, accounts: &FinalAccounts) {
        self.department.clone_from(&accounts.department);
        self.year = Some(accounts.year);
    }

    /// Take in what the figures say of themselves.
    pub(super) fn figures(&mut self, accounts: &FinalAccounts) {
        let factor = match accounts.unit {
            MoneyUnit::WanYuan => Decimal::ONE,
            MoneyUnit::Yuan => Decimal::new(1, 4),
        };
        let number = |name: &str| accounts.number(name).value().map(|value| (value * factor).normalize());
        // The first of these that the department has for both years, else for this one.
        let totals = ["expenditure.year_total", "expenditure.grand_total", "gpb.total"];
        let both = |name: &&str| Some((number(name)?, Some(number(&format!("{name}.last"))?)));
        let this = |name: &&str| Some((number(name)?, None));
        self.expenditure = totals.iter().find_map(both).or_else(|| totals.iter().find_map(this));
        let mut changes = Vec::new();
        for (_, record, shape) in years::records(accounts) {
            for (at, last) in years::amounts(accounts, shape) {
                let values = record.numbers[at].value().zip(record.numbers[last].value());
                if let Some((this, last)) = values.filter(|(this, last)| this != last) {
                    changes.push((last, this, record, &accounts.catalogue.concepts[shape.numbers[at].concept]));
                }
            }
            self.reasons.extend(reasons(accounts, record, shape));
        }
        changes.sort_by_key(|(last, this, ..)| std::cmp::Reverse((this - last).abs()));
        // The same movement seen as a total and as its only part is one.
        changes.dedup_by_key(|(last, this, ..)| (*last, *this));
        self.changes.extend(changes.into_iter().take(CHANGES).map(|(last, this, record, concept)| Change {
            name: name(record, concept),
            last: (last * factor).normalize(),
            this: (this * factor).normalize(),
        }));
        self.classes = classes(accounts, factor);
    }

    /// Take in what is wrong with it.
    pub fn tell(&mut self, found: &[Diagnostic]) {
        found.iter().for_each(|diagnostic| self.take(Told::of(diagnostic), diagnostic.severity));
    }

    /// The same of an audit, with what identities state and compute.
    pub fn tell_findings(&mut self, found: &[Finding]) {
        found.iter().for_each(|finding| self.take(Told::of_finding(finding), finding.severity()));
    }

    /// It could not be done, for this reason, which stands before everything else that is wrong.
    pub fn fail(&mut self, cause: &Diagnostic) {
        self.status = Status::Failed;
        self.take(Told::of(cause), cause.severity);
        self.diagnostics.rotate_right(1);
    }

    fn take(&mut self, told: Told, severity: Severity) {
        *match severity {
            Severity::Error => &mut self.errors,
            Severity::Warning => &mut self.warnings,
            Severity::Hint => &mut self.hints,
        } += 1;
        self.diagnostics.push(told);
    }
}

impl Told {
    /// Keep what a diagnostic says.
    pub fn of(diagnostic: &Diagnostic) -> Told {
        let place = diagnostic.labels.first().map(|label| label.source.told_line_column(label.span.start));
        let severity = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Hint => "hint",
        };
        let record = diagnostic.record.as_ref().map(|record| format!("{record}：")).unwrap_or_default();
        Told {
            code: diagnostic.code.to_owned(),
            severity: severity.to_owned(),
            message: format!("{record}{}", diagnostic.message),
            help: diagnostic.help.clone(),
            line: place.map(|(line, _)| line),
            column: place.map(|(_, column)| column),
            stated: None,
            computed: None,
            formula: None,
        }
    }

    /// Keep what a finding says.
    pub fn of_finding(finding: &Finding) -> Told {
        Told {
            stated: finding.stated.clone(),
            computed: finding.computed.clone(),
            formula: finding.formula.clone(),
            ..Told::of(&finding.diagnostic)
        }
    }
}

/// Department and year of a figures file, whether or not its figures can be used.
pub fn whose(source: &Source) -> Option<(String, u16)> {
    let (department, year) = head(source);
    Some((department, year?)).filter(|(department, _)| !department.is_empty())
}

fn head(source: &Source) -> (String, Option<u16>) {
    let arena = yaml::Arena::default();
    let root = yaml::parse(source, &arena, &mut Vec::new());
    let text = |key: &str| match &root {
        Some(root) => root.get(key).and_then(Node::as_str).map(str::trim),
        None => behind(key, source.text()),
    };
    (text("部门").unwrap_or_default().to_owned(), text("年度").and_then(|year| year.parse().ok()))
}

/// What stands behind a key at the beginning of a line, or in quotes as JSON has it, of a text that is broken.
fn behind<'t>(key: &str, text: &'t str) -> Option<&'t str> {
    let marks = |c: char| c.is_whitespace() || "\"'".contains(c);
    let (start, _) = text.match_indices(key).find(|(at, _)| {
        let before = text[..*at].trim_end_matches(['"', '\'']);
        *at == 0 || before.ends_with(['\n', '{', ',', '\u{feff}']) || before.is_empty()
    })?;
    let value = text[start + key.len()..].trim_start_matches(marks).strip_prefix([':', '：'])?;
    let value = value.trim_start_matches(marks).split(['\n', '\r', '"', '\'', ',', '}', '#']).next()?.trim();
    (!value.is_empty()).then_some(value)
}

/// What people call it: the row, else the label of the figure, else its key.
fn name(record: &Record, concept: &Concept) -> String {
    let own = if record.name.is_empty() { concept.label.as_deref().unwrap_or(&concept.key) } else { &record.name };
    own.to_owned()
}

fn reasons(accounts: &FinalAccounts, record: &Record, shape: &Shape) -> Vec<Reason> {
    let texts = shape.texts.iter().zip(&record.texts).filter(|(text, _)| text.kind.is_reason());
    texts
        .filter(|(_, text)| !text.lines().is_empty())
        .map(|(shape, text)| {
            let of = name(record, &accounts.catalogue.concepts[shape.concept]);
            Reason { of, text: text.lines().concat() }
        })
        .collect()
}

/// Final figures of the general public budget by class.
fn classes(accounts: &FinalAccounts, factor: Decimal) -> Vec<(String, Decimal)> {
    let groups = &accounts.catalogue.groups;
    let sums = |group: &Group| matches!(group.origin, Origin::ByClass(from) if groups[from].id == "gpb.items");
    let Some(group) = groups.iter().position(sums) else { return Vec::new() };
    let finals = groups[group].shape.numbers.iter().position(|number| number.period == Period::Final);
    let value = |row: &Record| Some((row.numbers[finals?].value()? * factor).normalize());
    accounts.rows(group).iter().filter_map(|row| Some((row.name.to_string(), value(row)?))).collect()
}
