//! The seed's line read by hand (手写读取): serde_json into a struct of exactly the figures that the report prints.
//!
//! It knows no other key, checks nothing, and has no places to point to.

mod figure;

use figure::{Amount, figure};
use juesuan::figures::Reference;
use rust_decimal::Decimal;
use serde::Deserialize;

use crate::handwritten::{
    Figures,
    figures::{Evaluation, Expense, Item, Pair, Part},
};

figure!(Total { "上年决算数" => last: Amount });
figure!(Operating { "上年决算数" => last: Amount, "原因" => reason: Option<String> });
figure!(Basic { "人员经费" => personnel: Amount, "公用经费" => general: Amount });
figure!(Named { "明细" => names: Vec<String> });
figure!(Public {
    "上年决算数" => last: Amount,
    "年初预算数" => budget: Amount,
    "较上年原因" => reason: Option<String>,
    "较预算原因" => budget_reason: Option<String>,
});
figure!(Spent { "预算数" => budget: Amount, "原因" => reason: Option<String>, "说明" => note: Option<String> });
figure!(Vehicle {
    "预算数" => budget: Amount,
    "原因" => reason: Option<String>,
    "说明" => note: Option<String>,
    "公务用车购置费" => purchase: Spent,
    "公务用车运行费" => operation: Spent,
    "公务用车保有量" => held: Amount,
});
figure!(Procurement {
    "政府采购货物支出" => goods: Amount,
    "政府采购工程支出" => works: Amount,
    "政府采购服务支出" => services: Amount,
});

/// One department's line.
#[derive(Deserialize)]
pub struct Line {
    #[serde(rename = "部门")]
    pub department: String,
    #[serde(rename = "年度")]
    pub year: String,
    #[serde(rename = "收入支出决算总表")]
    totals: Totals,
    #[serde(rename = "收入决算表")]
    revenue: Revenue,
    #[serde(rename = "支出决算表")]
    expenditure: Expenditure,
    #[serde(rename = "财政拨款收入支出决算总表")]
    fiscal: Fiscal,
    #[serde(rename = "一般公共预算财政拨款支出决算表")]
    gpb: Gpb,
    #[serde(rename = "一般公共预算财政拨款基本支出决算表")]
    basic: BasicTable,
    #[serde(rename = "财政拨款“三公”经费支出决算表")]
    sangong: Sangong,
    #[serde(rename = "预算绩效")]
    performance: Performance,
    #[serde(rename = "机构运行信息表")]
    agency: Agency,
}

#[derive(Deserialize)]
struct Totals {
    #[serde(rename = "收入总计")]
    revenue: Total,
    #[serde(rename = "支出总计")]
    expenditure: Total,
    #[serde(rename = "原因")]
    reason: Option<String>,
}

#[derive(Deserialize)]
struct Revenue {
    #[serde(rename = "本年收入合计", default)]
    total: Total,
    #[serde(rename = "财政拨款收入")]
    fiscal: Total,
}

#[derive(Deserialize)]
struct Expenditure {
    #[serde(rename = "本年支出合计", default)]
    total: Total,
    #[serde(rename = "基本支出")]
    basic: Basic,
    #[serde(rename = "项目支出")]
    projects: Total,
}

#[derive(Deserialize)]
struct Fiscal {
    #[serde(rename = "财政拨款收入")]
    revenue: Total,
    #[serde(rename = "财政拨款支出")]
    expenditure: Total,
    #[serde(rename = "原因")]
    reason: Option<String>,
}

#[derive(Deserialize)]
struct Gpb {
    #[serde(rename = "本年支出合计")]
    total: Public,
    #[serde(rename = "明细")]
    items: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    #[serde(rename = "科目编码")]
    code: String,
    #[serde(rename = "年初预算数", default)]
    budget: Amount,
    #[serde(rename = "决算数")]
    spent: Amount,
    #[serde(rename = "原因")]
    reason: Option<String>,
}

#[derive(Deserialize)]
struct BasicTable {
    #[serde(rename = "基本支出合计", default)]
    total: Total,
    #[serde(rename = "人员经费")]
    personnel: Named,
    #[serde(rename = "公用经费")]
    general: Named,
}

#[derive(Deserialize)]
struct Sangong {
    #[serde(rename = "合计")]
    total: Spent,
    #[serde(rename = "公务用车购置及运行费")]
    vehicle: Vehicle,
    #[serde(rename = "公务接待费")]
    reception: Spent,
}

#[derive(Deserialize)]
struct Performance {
    #[serde(rename = "绩效自评")]
    evaluations: Vec<Evaluated>,
    #[serde(rename = "重点评价")]
    keys: Vec<Key>,
    #[serde(rename = "结果应用")]
    used: String,
}

#[derive(Deserialize)]
struct Evaluated {
    #[serde(rename = "项目名称")]
    name: String,
    #[serde(rename = "项目级次")]
    level: Option<String>,
    #[serde(rename = "项目数")]
    projects: Amount,
    #[serde(rename = "资金")]
    funds: Amount,
    #[serde(rename = "自评率")]
    rate: Amount,
}

#[derive(Deserialize)]
struct Key {
    #[serde(rename = "项目名称")]
    name: String,
    #[serde(rename = "评价结果")]
    result: String,
}

#[derive(Deserialize)]
struct Agency {
    #[serde(rename = "机关运行经费")]
    operating: Operating,
    #[serde(rename = "政府采购支出总额")]
    procurement: Procurement,
    #[serde(rename = "车辆")]
    vehicles: Amount,
    #[serde(rename = "单位价值100万元以上专用设备")]
    special: Amount,
}

impl Line {
    /// The figures as the report prints them.
    pub fn figures(self) -> Figures {
        let pair = |this: Amount, base: Amount| Pair { this: this.or_zero(), base: base.0 };
        let parts = |parts: &[(&str, Amount)]| {
            let given = parts.iter().filter_map(|(name, amount)| Some((*name, amount.0?)));
            given.map(|(name, amount)| Part { name: name.to_owned(), amount }).collect::<Vec<Part>>()
        };
        let expense = |spent: Spent| Expense {
            spent: spent.this.or_zero(),
            budget: spent.budget.0,
            reason: spent.reason,
            note: spent.note,
        };
        let Line { totals, revenue, expenditure, fiscal, gpb, basic, sangong, performance, agency, .. } = self;
        let (vehicle, procurement) = (sangong.vehicle, agency.procurement);
        let last_year = self.year.parse::<u16>().map(|year| (year - 1).to_string()).unwrap_or_default();
        Figures {
            department: self.department,
            last_year,
            year: self.year,
            revenue: pair(totals.revenue.this, totals.revenue.last),
            expenditure: pair(totals.expenditure.this, totals.expenditure.last),
            totals_reason: totals.reason,
            revenue_total: revenue.total.this.or_zero(),
            sources: parts(&[("财政拨款收入", revenue.fiscal.this)]),
            expenditure_total: expenditure.total.this.or_zero(),
            kinds: parts(&[("基本支出", expenditure.basic.this), ("项目支出", expenditure.projects.this)]),
            basic: expenditure.basic.this.or_zero(),
            basic_personnel: expenditure.basic.personnel.or_zero(),
            basic_general: expenditure.basic.general.or_zero(),
            fiscal_revenue: pair(fiscal.revenue.this, fiscal.revenue.last),
            fiscal_expenditure: pair(fiscal.expenditure.this, fiscal.expenditure.last),
            fiscal_reason: fiscal.reason,
            gpb: pair(gpb.total.this, gpb.total.last),
            gpb_budget: gpb.total.budget.or_zero(),
            gpb_reason: gpb.total.reason,
            gpb_budget_reason: gpb.total.budget_reason,
            classes: classes(&gpb.items),
            items: gpb.items.into_iter().map(item).collect(),
            gpb_basic: basic.total.this.or_zero(),
            gpb_personnel: basic.personnel.this.or_zero(),
            gpb_general: basic.general.this.or_zero(),
            personnel_items: basic.personnel.names,
            general_items: basic.general.names,
            gmf: None,
            sco: None,
            sangong: expense(sangong.total),
            sangong_parts: parts(&[("公务用车购置及运行费", vehicle.this), ("公务接待费", sangong.reception.this)]),
            vehicle: Expense {
                spent: vehicle.this.or_zero(),
                budget: vehicle.budget.0,
                reason: vehicle.reason,
                note: vehicle.note,
            },
            purchase: expense(vehicle.purchase),
            operation: expense(vehicle.operation),
            vehicles_held: vehicle.held.or_zero(),
            reception: expense(sangong.reception),
            evaluations: performance.evaluations.into_iter().map(evaluation).collect(),
            key_results: performance.keys.into_iter().map(|key| (key.name, key.result)).collect(),
            performance_use: performance.used,
            operating: pair(agency.operating.this, agency.operating.last),
            operating_reason: agency.operating.reason,
            procurement: procurement.this.or_zero(),
            procurement_kinds: parts(&[
                ("政府采购货物支出", procurement.goods),
                ("政府采购工程支出", procurement.works),
                ("政府采购服务支出", procurement.services),
            ]),
            vehicles: agency.vehicles.or_zero(),
            special_equipment: agency.special.or_zero(),
        }
    }
}

/// The official name of a code.
fn name(code: &str) -> &'static str {
    Reference::shipped().functional.name(code).map_or("", |name| name)
}

/// Sums by class, in the order in which the classes first appear.
fn classes(items: &[Row]) -> Vec<Part> {
    let mut classes: Vec<(&str, Decimal)> = Vec::new();
    for item in items {
        let class = &item.code[..3];
        match classes.iter_mut().find(|(code, _)| *code == class) {
            Some((_, sum)) => *sum += item.spent.or_zero(),
            None => classes.push((class, item.spent.or_zero())),
        }
    }
    classes.into_iter().map(|(code, amount)| Part { name: name(code).to_owned(), amount }).collect()
}

fn item(row: Row) -> Item {
    // The house says 一般公共服务 for the class 201.
    let class = if &row.code[..3] == "201" { "一般公共服务" } else { name(&row.code[..3]) };
    Item {
        class: class.to_owned(),
        section: name(&row.code[..5]).to_owned(),
        item: name(&row.code).to_owned(),
        budget: row.budget.or_zero(),
        spent: row.spent.or_zero(),
        reason: row.reason,
    }
}

fn evaluation(row: Evaluated) -> Evaluation {
    Evaluation {
        name: row.name,
        level: row.level.unwrap_or_else(|| "项目".to_owned()),
        projects: row.projects.or_zero(),
        funds: row.funds.or_zero(),
        rate: row.rate.or_zero(),
    }
}
