//! The head of a figures file: 部门, 年度, 金额单位, 话术, 公开日期, 已核对, 来源.

use std::collections::BTreeMap;

use super::{Loader, is_one_line};
use crate::{
    diagnostic::Diagnostic,
    figures::{
        accounts::{FinalAccounts, MoneyUnit, Record, Verified},
        date::{date, exists},
        taken::Taken,
    },
    nearest::nearest,
    yaml::{Node, Value},
};

/// Keys above the tables.
pub(crate) const HEAD_KEYS: [&str; 5] = ["部门", "年度", "金额单位", "话术", "公开日期"];

/// Keys of an entry of 已核对.
pub(crate) const VERIFIED_KEYS: [&str; 3] = ["代码", "科目", "原因"];

/// Keys that are not tables.
pub(super) fn keys() -> impl Iterator<Item = &'static str> {
    HEAD_KEYS.into_iter().chain(["已核对", "来源"])
}

/// Budgets have been disclosed by department since 2009; anything far outside is a slip of the finger.
pub const YEARS: std::ops::RangeInclusive<u16> = 1990..=2099;

impl Loader<'_> {
    pub(super) fn head(&mut self, root: &Node) -> FinalAccounts {
        let catalogue = self.catalogue();
        let year = self.year(root);
        FinalAccounts {
            catalogue,
            source: self.source.clone(),
            department: self.head_text(root, "部门", "写部门全称，如 部门: 示例县财政局"),
            year,
            unit: self.unit(root),
            phrasebook: self.optional_text(root, "话术"),
            phrasebook_place: root.get("话术").map(|node| node.span.clone()),
            published: self.published(root, year),
            verified: self.verified(root),
            sources: self.sources(root),
            root: Record::default(),
            groups: Vec::new(),
        }
    }

    fn optional_text(&mut self, root: &Node, key: &str) -> Option<String> {
        let node = root.get(key)?;
        match node.as_str() {
            Some(_) if node.is_blank() => None,
            Some(text) if is_one_line(text) => Some(text.trim().to_owned()),
            _ => {
                self.fault(
                    Diagnostic::error("F005", format!("“{key}”应是一行文字")),
                    &node.span,
                    "写在冒号后面，同一行",
                );
                None
            }
        }
    }

    fn head_text(&mut self, root: &Node, key: &str, help: &str) -> String {
        let text = self.optional_text(root, key);
        if text.is_none() && root.get(key).is_none_or(Node::is_blank) {
            let start = root.get(key).map_or(root.span.start..root.span.start, |node| node.span.clone());
            self.fault(Diagnostic::error("F004", format!("缺“{key}”")), &start, help);
        }
        text.unwrap_or_default()
    }

    fn year(&mut self, root: &Node) -> u16 {
        let text = self.head_text(root, "年度", "如 年度: 2023");
        let Some(node) = root.get("年度").filter(|_| !text.is_empty()) else { return *YEARS.start() };
        match text.parse::<u16>() {
            Ok(year) if YEARS.contains(&year) && text.len() == 4 => year,
            _ => {
                let fault = Diagnostic::error("F006", format!("“年度”应是四位年份，不能是“{text}”"));
                self.fault(fault, &node.span, "只写四个半角数字，如 年度: 2023");
                *YEARS.start()
            }
        }
    }

    /// The day on which the report is published; it may be typed in words.
    fn published(&mut self, root: &Node, accounts: u16) -> Option<String> {
        let text = self.optional_text(root, "公开日期")?;
        if let (Some([year, month, day]), Some(node)) = (date(&text), root.get("公开日期")) {
            if !exists(Some(year), month, Some(day)) {
                let fault = Diagnostic::warning("F026", format!("“公开日期”没有 {text} 这一天"));
                self.fault(fault, &node.span, "核对年月日，写成 2024-10-09 这样");
            } else if year <= accounts {
                let fault = Diagnostic::warning("F026", format!("{accounts} 年度的决算，不会在 {text} 就公开"));
                self.fault(fault, &node.span, "决算在下一年公开；核对“公开日期”和“年度”");
            }
        }
        Some(text)
    }

    fn unit(&mut self, root: &Node) -> MoneyUnit {
        let text = self.head_text(root, "金额单位", "照决算表右上角写 金额单位: 万元 或 金额单位: 元");
        match (text.as_str(), root.get("金额单位")) {
            ("元" | "人民币元", _) => MoneyUnit::Yuan,
            ("万元" | "人民币万元" | "", _) | (_, None) => MoneyUnit::WanYuan,
            (other, Some(node)) => {
                let fault = Diagnostic::error("F007", format!("“金额单位”只能是 万元 或 元，不能是“{other}”"));
                self.fault(fault, &node.span, "照决算表右上角写");
                MoneyUnit::WanYuan
            }
        }
    }

    /// Where numbers were taken from; only remarks, so that nothing in it makes the file unusable.
    fn sources(&mut self, root: &Node) -> BTreeMap<String, Taken> {
        let Some(node) = root.get("来源") else { return BTreeMap::new() };
        let entries = self.entries(node, "来源");
        entries.iter().filter_map(|entry| Some((entry.key.to_string(), Taken::parse(entry.value.as_str()?)))).collect()
    }

    fn verified(&mut self, root: &Node) -> Vec<Verified> {
        let Some(node) = root.get("已核对") else { return Vec::new() };
        let Value::Sequence(items) = &node.value else {
            if !node.is_blank() {
                let fault = Diagnostic::error("F008", "“已核对”应是清单");
                self.fault(fault, &node.span, "如 - { 代码: A106, 原因: 已与预算股核对，差额为… }");
            }
            return Vec::new();
        };
        items.iter().filter_map(|item| self.verified_item(item)).collect()
    }

    fn verified_item(&mut self, item: &Node) -> Option<Verified> {
        for entry in self.entries(item, "已核对") {
            if !VERIFIED_KEYS.contains(&entry.key) {
                let near = nearest(entry.key, VERIFIED_KEYS).map_or(String::new(), |near| format!("是否指“{near}”？"));
                let fault = Diagnostic::error("F002", format!("“已核对”里没有叫“{}”的项目", entry.key));
                self.fault(fault, &entry.key_span, format!("{near}可用：代码、科目、原因"));
            }
        }
        let text = |key: &str| item.get(key).filter(|node| !node.is_blank()).and_then(Node::as_str).map(str::to_owned);
        let (Some(code), Some(reason)) = (text("代码"), text("原因")) else {
            let fault = Diagnostic::error("F008", "“已核对”要写明代码和原因");
            self.fault(fault, &item.span, "如 - { 代码: A106, 原因: 已与预算股核对，差额为… }");
            return None;
        };
        if !self.reference.identities.iter().any(|identity| identity.code == code) {
            let fault = Diagnostic::error("F008", format!("没有代码为 {code} 的勾稽关系"));
            self.fault(fault, &item.span, "照提示里方括号中的代码写，如 A103");
        }
        Some(Verified { code, row: text("科目"), reason, place: item.span.clone() })
    }
}
