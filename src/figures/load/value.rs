//! Figures: a bare number, or a mapping of periods, reasons and what hangs below.

use std::ops::Range;

use rust_decimal::Decimal;
use smallvec::SmallVec;

use super::{Loader, text::trim};
use crate::{
    diagnostic::Diagnostic,
    figures::{
        accounts::{FinalAccounts, Number, Record},
        amount::{AmountFault, parse_amount},
        concepts::{Concept, ConceptIx, Key, Kind, Period, REASON_KEYS, TextKind},
    },
    yaml::{Entry, Node, Value},
};

impl Concept {
    /// Is this the concept's key, or an accepted other spelling?
    pub(super) fn answers_to(&self, key: &str) -> bool {
        self.spellings().any(|own| own == key)
    }
}

/// The record that a value goes into (写进哪条记录): the department's, or a row's.
pub(super) enum Target<'a> {
    /// The department, with its lists.
    Department(&'a mut FinalAccounts),
    /// A row, below which there are no lists.
    Row(&'a mut Record),
}

impl Target<'_> {
    fn record(&mut self) -> &mut Record {
        match self {
            Target::Department(accounts) => &mut accounts.root,
            Target::Row(record) => record,
        }
    }
}

impl Loader<'_> {
    /// One field of the department.
    pub(super) fn field(&mut self, index: ConceptIx, node: &Node, accounts: &mut FinalAccounts) {
        let concept = &self.catalogue().concepts[index];
        match concept.kind {
            Kind::Rows => {
                if let Some(group) = concept.group {
                    accounts.groups[group] = self.rows(group, node);
                }
            }
            Kind::Amount | Kind::Count | Kind::Percent | Kind::Number => {
                self.figure(index, node, &mut Target::Department(accounts));
            }
            Kind::Text | Kind::Prose | Kind::Names | Kind::Choice | Kind::Reason => {
                let kind = concept.texts[0];
                self.put_text(index, kind, node, &mut accounts.root);
            }
        }
    }

    /// A figure into a record.
    pub(super) fn figure(&mut self, index: ConceptIx, node: &Node, target: &mut Target) {
        let concept = &self.catalogue().concepts[index];
        match &node.value {
            Value::Scalar { .. } => self.put_number(concept, Period::Final, node, target.record()),
            Value::Sequence(_) => {
                let fault = Diagnostic::error("F009", format!("“{}”应是一个数，这里是清单", concept.key));
                self.fault(fault, &node.span, "直接写数，或写 { 决算数: …, 上年决算数: … }");
            }
            Value::Mapping(entries) => {
                self.details(index, entries.iter().map(|entry| (entry.key, entry)), target);
            }
        }
    }

    /// What is said of a figure under its keys; the keys come apart from their entries, since a row may say them in
    /// other words.
    pub(super) fn details<'n>(
        &mut self,
        index: ConceptIx,
        entries: impl Iterator<Item = (&'n str, &'n Entry<'n>)>,
        target: &mut Target,
    ) {
        let concept = &self.catalogue().concepts[index];
        let mut seen = SmallVec::<[(&str, &Range<usize>); 8]>::new();
        for (key, entry) in entries {
            let Some((name, below)) = self.below(concept, key, entry) else { continue };
            if let Some((_, first)) = seen.iter().find(|(other, _)| *other == name) {
                self.twice(&entry.key_span, name, first);
                continue;
            }
            seen.push((name, &entry.key_span));
            match below {
                Key::Number(period) => self.put_number(concept, period, &entry.value, target.record()),
                Key::Text(kind) => self.put_text(index, kind, &entry.value, target.record()),
                Key::Child(child) => self.child(child, &entry.value, target),
            }
        }
    }

    /// Something that hangs below a figure.
    pub(super) fn child(&mut self, index: ConceptIx, node: &Node, target: &mut Target) {
        let concept = &self.catalogue().concepts[index];
        match (concept.kind, concept.group, &mut *target) {
            (Kind::Rows, Some(group), Target::Department(accounts)) => accounts.groups[group] = self.rows(group, node),
            (Kind::Rows, ..) => {}
            (Kind::Amount | Kind::Count | Kind::Percent | Kind::Number, ..) => self.figure(index, node, target),
            _ => self.put_text(index, concept.texts[0], node, target.record()),
        }
    }

    fn below(&mut self, concept: &'static Concept, key: &str, entry: &Entry) -> Option<(&'static str, Key)> {
        let catalogue = self.catalogue();
        if let Some(found) = concept.keys.get(key) {
            let name = match found {
                Key::Child(child) => &catalogue.concepts[*child].key,
                Key::Number(period) => period.key(),
                Key::Text(kind) => kind.key(),
            };
            return Some((name, *found));
        }
        if REASON_KEYS.contains(&key) && concept.texts.iter().any(|kind| kind.is_reason()) {
            let fault = Diagnostic::error("F010", format!("“{}”的原因要写明是较上年还是较预算", concept.key));
            self.fault(fault, &entry.key_span, "键写成 较上年原因 或 较预算原因");
            return None;
        }
        let known = concept.periods.iter().map(|period| period.key());
        let known = known.chain(concept.texts.iter().map(|kind| kind.key()));
        let known = known.chain(concept.children.iter().map(|&child| catalogue.concepts[child].key.as_str()));
        let title = if concept.key.is_empty() { "明细" } else { &concept.key };
        let periods = concept.periods.iter().flat_map(|period| period.also().iter().copied());
        let children = concept.children.iter().flat_map(|&child| &catalogue.concepts[child].also);
        self.unknown_field((key, entry), title, known, periods.chain(children.map(String::as_str)));
        None
    }

    /// Write a text into a record.
    pub(super) fn put_text(&mut self, index: ConceptIx, kind: TextKind, node: &Node, record: &mut Record) {
        let concept = &self.catalogue().concepts[index];
        if let Some(at) = concept.text(kind) {
            let text = self.text(concept, kind, node);
            record.texts[at] = text;
            record.text_places.set(at, Some(node.span.clone()));
        }
    }

    fn put_number(&mut self, concept: &'static Concept, period: Period, node: &Node, record: &mut Record) {
        let Some(at) = concept.number(period) else {
            let fault = Diagnostic::error("F009", format!("“{}”没有{}", concept.key, period.key()));
            self.fault(fault, &node.span, "删去这一行");
            return;
        };
        record.number_places.set(at, Some(node.span.clone()));
        if node.is_blank() {
            record.numbers[at] = Number::Blank;
        } else if let Some(value) = self.number(concept, period, node) {
            record.numbers[at] = Number::Given(value);
        }
    }

    fn number(&mut self, concept: &Concept, period: Period, node: &Node) -> Option<Decimal> {
        let what = || match (concept.key.as_str(), period) {
            ("", _) => period.key().to_owned(),
            (key, Period::Final) => key.to_owned(),
            (key, _) => format!("{key}（{}）", period.key()),
        };
        let Some(text) = node.as_str() else {
            let fault = Diagnostic::error("F009", format!("“{}”应是一个数", what()));
            self.fault(fault, &node.span, "直接写在冒号后面，如 100.5");
            return None;
        };
        let text = trim(text);
        let value = match parse_amount(text) {
            Ok(value) => value,
            Err(fault) => {
                self.refused.push(node.span.clone());
                let shown = if text.is_empty() { "（一对空引号）" } else { text };
                let refused = Diagnostic::error("F011", format!("“{}”的值 {shown} 不是可用的数", what()));
                self.fault(refused, &node.span, mend(text, fault));
                return None;
            }
        };
        if value.is_sign_negative() && !value.is_zero() && !concept.may_be_negative(period) {
            let fault = Diagnostic::error("F012", format!("“{}”不能是负数：{text}", what()));
            self.fault(fault, &node.span, "核对符号；冲回只出现在支出明细的决算数里");
            return None;
        }
        if concept.is_fraction(value) {
            let fault = Diagnostic::error("F013", format!("“{}”是个数，不能带小数：{text}", what()));
            self.fault(fault, &node.span, "写整数");
            return None;
        }
        Some(value)
    }
}

/// The number with half-width digits and marks for full-width ones.
pub(super) fn half_width(text: &str) -> String {
    let half = |c| match c {
        '０'..='９' => char::from(b'0' + (u32::from(c) - u32::from('０')) as u8),
        '．' => '.',
        '－' | '−' => '-',
        '，' => ',',
        other => other,
    };
    text.chars().map(half).collect()
}

/// Commas that part thousands and nothing else: 593,32 may be 593.32 as well as 59332.
fn parts_thousands(text: &str) -> bool {
    let whole = text.split('.').next().unwrap_or_default();
    whole.split(',').skip(1).all(|group| group.trim().len() == 3)
}

/// How to write the number instead.
fn mend(text: &str, fault: AmountFault) -> String {
    let halved = half_width(text);
    let bare: String = halved.chars().filter(|c| c.is_ascii_digit() || matches!(c, '.' | '-')).collect();
    let readable = parse_amount(&bare).is_ok();
    // 1OO for 100: letters that look like digits.
    let letters: String = text
        .chars()
        .map(|c| match c {
            'O' | 'o' => '0',
            'l' | 'I' => '1',
            other => other,
        })
        .collect();
    match fault {
        AmountFault::FullWidth if readable => format!("是全角字符，改成半角：{bare}"),
        AmountFault::Separators if !parts_thousands(&halved) => "逗号不能当小数点：照表核对，小数点用“.”".to_owned(),
        AmountFault::Separators if readable => format!("不用千分位和空格，写成 {bare}"),
        AmountFault::Unit if readable => without_unit(text, &bare),
        _ if text.starts_with(['｛', '［', '【']) => "括号换成半角，如 { 决算数: 100.5, 上年决算数: 90 }".to_owned(),
        _ if text.starts_with('“') && readable => format!("去掉引号，写成 {bare}"),
        _ if parse_amount(&letters).is_ok() => format!("把字母改成数字，写成 {letters}"),
        AmountFault::Notation => match Decimal::from_scientific(text) {
            Ok(value) => format!("不用科学记数法和别的写法，写成 {}", value.normalize()),
            Err(_) => "只写半角数字和小数点，开头不加 0，如 100.5".to_owned(),
        },
        AmountFault::TooLong => "整数最多 15 位，小数最多 6 位；核对是否多打了数字".to_owned(),
        _ if matches!(text, "no" | "No" | "NO" | "无" | "-" | "—" | "/" | "——") => {
            "没有这一项就删去这一行；是零就写 0；暂时不知道就空着".to_owned()
        }
        _ => "只写半角数字和小数点，如 100.5；暂时不知道就空着".to_owned(),
    }
}

/// A number with its unit: what to write depends on the file's 金额单位, 100万元 is not always 100.
fn without_unit(text: &str, bare: &str) -> String {
    if text.contains('亿') {
        return "不带单位：换算成“金额单位”的单位，只写数".to_owned();
    }
    if text.contains(['%', '％']) {
        return format!("不带百分号，写 {bare}");
    }
    match parse_amount(bare).ok().and_then(|value| value.checked_mul(Decimal::from(10_000))) {
        Some(yuan) if text.contains('万') => {
            format!("不带单位：金额单位是万元的写 {bare}，是元的写 {}", yuan.normalize())
        }
        _ => format!("不带单位：金额单位是元的写 {bare}，是万元的先换算"),
    }
}
