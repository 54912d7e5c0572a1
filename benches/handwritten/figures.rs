//! The figures of the hand-written report (手写对照的数据): one field for each figure that it prints.

use juesuan::figures::{FinalAccounts, Record, Text};
use rust_decimal::Decimal;

/// A figure and the one it is compared with.
pub struct Pair {
    pub this: Decimal,
    pub base: Option<Decimal>,
}

/// A name and its amount.
pub struct Part {
    pub name: String,
    pub amount: Decimal,
}

/// A line item (明细) of section five.
pub struct Item {
    pub class: String,
    pub section: String,
    pub item: String,
    pub budget: Decimal,
    pub spent: Decimal,
    pub reason: Option<String>,
}

/// A part of the three public expenses (三公).
pub struct Expense {
    pub spent: Decimal,
    pub budget: Option<Decimal>,
    pub reason: Option<String>,
    pub note: Option<String>,
}

/// A self-evaluated group of projects (绩效自评).
pub struct Evaluation {
    pub name: String,
    pub level: String,
    pub projects: Decimal,
    pub funds: Decimal,
    pub rate: Decimal,
}

/// Everything the report needs, in 万元 as printed.
pub struct Figures {
    pub department: String,
    pub year: String,
    pub last_year: String,
    pub revenue: Pair,
    pub expenditure: Pair,
    pub totals_reason: Option<String>,
    pub revenue_total: Decimal,
    pub sources: Vec<Part>,
    pub expenditure_total: Decimal,
    pub kinds: Vec<Part>,
    pub basic: Decimal,
    pub basic_personnel: Decimal,
    pub basic_general: Decimal,
    pub fiscal_revenue: Pair,
    pub fiscal_expenditure: Pair,
    pub fiscal_reason: Option<String>,
    pub gpb: Pair,
    pub gpb_budget: Decimal,
    pub gpb_reason: Option<String>,
    pub gpb_budget_reason: Option<String>,
    pub classes: Vec<Part>,
    pub items: Vec<Item>,
    pub gpb_basic: Decimal,
    pub gpb_personnel: Decimal,
    pub gpb_general: Decimal,
    pub personnel_items: Vec<String>,
    pub general_items: Vec<String>,
    pub gmf: Option<Decimal>,
    pub sco: Option<Decimal>,
    pub sangong: Expense,
    pub sangong_parts: Vec<Part>,
    pub vehicle: Expense,
    pub purchase: Expense,
    pub operation: Expense,
    pub vehicles_held: Decimal,
    pub reception: Expense,
    pub evaluations: Vec<Evaluation>,
    pub key_results: Vec<(String, String)>,
    pub performance_use: String,
    pub operating: Pair,
    pub operating_reason: Option<String>,
    pub procurement: Decimal,
    pub procurement_kinds: Vec<Part>,
    pub vehicles: Decimal,
    pub special_equipment: Decimal,
}

impl Figures {
    /// The same figures that the engine drafts from; what a figure lacks counts as zero here.
    pub fn of(accounts: &FinalAccounts) -> Figures {
        let root = Reader { accounts, group: None, record: &accounts.root };
        let number = |name: &str| root.number(name).unwrap_or_default();
        let pair = |name: &str| Pair { this: number(name), base: root.number(&format!("{name}.last")) };
        let expense = |name: &str| Expense {
            spent: number(name),
            budget: root.number(&format!("{name}.budget")),
            reason: root.text(&format!("{name}.reason_budget")),
            note: root.text(&format!("{name}.note")),
        };
        let rows = |group: &str| {
            let group = accounts.catalogue.group(group).expect("a list of the catalogue");
            accounts.rows(group).iter().map(move |record| Reader { accounts, group: Some(group), record })
        };
        let parts = |group: &str| {
            rows(group)
                .map(|row| Part { name: row.record.name.to_string(), amount: row.number("final").unwrap_or_default() })
                .collect::<Vec<Part>>()
        };
        let names = |group: &str| rows(group).map(|row| row.record.name.to_string()).collect();
        Figures {
            department: accounts.department.clone(),
            year: accounts.year.to_string(),
            last_year: (accounts.year - 1).to_string(),
            revenue: pair("revenue.grand_total"),
            expenditure: pair("expenditure.grand_total"),
            totals_reason: root.text("totals.reason"),
            revenue_total: number("revenue.year_total"),
            sources: parts("revenue.sources"),
            expenditure_total: number("expenditure.year_total"),
            kinds: parts("expenditure.kinds"),
            basic: number("expenditure.basic"),
            basic_personnel: number("expenditure.personnel"),
            basic_general: number("expenditure.general"),
            fiscal_revenue: pair("fiscal.revenue"),
            fiscal_expenditure: pair("fiscal.expenditure"),
            fiscal_reason: root.text("fiscal.reason"),
            gpb: pair("gpb.total"),
            gpb_budget: number("gpb.total.budget_initial"),
            gpb_reason: root.text("gpb.total.reason_last"),
            gpb_budget_reason: root.text("gpb.total.reason_budget"),
            classes: parts("gpb.classes"),
            items: rows("gpb.items").map(|row| row.item()).collect(),
            gpb_basic: number("basic.total"),
            gpb_personnel: number("basic.personnel"),
            gpb_general: number("basic.general"),
            personnel_items: names("basic.personnel.items"),
            general_items: names("basic.general.items"),
            gmf: root.number("gmf.total"),
            sco: root.number("sco.total"),
            sangong: expense("sangong.total"),
            sangong_parts: parts("sangong.parts"),
            vehicle: expense("sangong.vehicle"),
            purchase: expense("sangong.purchase"),
            operation: expense("sangong.operation"),
            vehicles_held: number("sangong.vehicle.held"),
            reception: expense("sangong.reception"),
            evaluations: rows("performance.evaluations").map(|row| row.evaluation()).collect(),
            key_results: rows("performance.keys")
                .map(|row| (row.record.name.to_string(), row.text("performance.key.result").unwrap_or_default()))
                .collect(),
            performance_use: root.text("performance.use").unwrap_or_default(),
            operating: pair("agency.operating"),
            operating_reason: root.text("agency.operating.reason_last"),
            procurement: number("procurement.total"),
            procurement_kinds: parts("procurement.kinds"),
            vehicles: number("vehicles.total"),
            special_equipment: number("equipment.special"),
        }
    }
}

struct Reader<'a> {
    accounts: &'a FinalAccounts,
    group: Option<usize>,
    record: &'a Record,
}

impl Reader<'_> {
    fn number(&self, name: &str) -> Option<Decimal> {
        let catalogue = self.accounts.catalogue;
        let shape = self.group.map_or(&catalogue.root, |group| &catalogue.groups[group].shape);
        self.record.numbers[shape.number(name)?].value()
    }

    fn text(&self, name: &str) -> Option<String> {
        let catalogue = self.accounts.catalogue;
        let shape = self.group.map_or(&catalogue.root, |group| &catalogue.groups[group].shape);
        match &self.record.texts[shape.text(name)?] {
            Text::Given(lines) => Some(lines.join("\n")),
            Text::Absent | Text::Blank => None,
        }
    }

    fn item(&self) -> Item {
        let account = self.record.account.as_ref().expect("an item of section five has an account");
        // The house says 一般公共服务 for the class 201.
        let class = if &*account.class == "一般公共服务支出" { "一般公共服务" } else { &account.class };
        Item {
            class: class.to_owned(),
            section: account.section.to_string(),
            item: account.item.to_string(),
            budget: self.number("budget_initial").unwrap_or_default(),
            spent: self.number("final").unwrap_or_default(),
            reason: self.text("reason_budget"),
        }
    }

    fn evaluation(&self) -> Evaluation {
        Evaluation {
            name: self.record.name.to_string(),
            level: self.text("performance.evaluation.level").unwrap_or_else(|| "项目".to_owned()),
            projects: self.number("performance.evaluation.projects").unwrap_or_default(),
            funds: self.number("final").unwrap_or_default(),
            rate: self.number("performance.evaluation.rate").unwrap_or_default(),
        }
    }
}
