//! Sections five to eight: the general public budget, basic expenditure, the two other budgets.

use rust_decimal::Decimal;

use super::{Figures, amount, change, parts, percent, reason, totals::has_parts};

/// Write sections five to eight.
pub fn write(figures: &Figures, out: &mut String) {
    out.push_str("五、一般公共预算财政拨款支出决算情况说明\n");
    out.push_str("（一）一般公共预算财政拨款支出决算总体情况\n");
    total(figures, out);
    if figures.gpb.this >= Decimal::ZERO && figures.expenditure_total > Decimal::ZERO {
        out.push_str("，占本年支出合计的");
        percent(out, figures.gpb.this, figures.expenditure_total);
    }
    out.push('。');
    if let Some(base) = figures.gpb.base {
        out.push('与');
        out.push_str(&figures.last_year);
        out.push_str("年度相比，一般公共预算财政拨款支出");
        change(out, figures.gpb.this, base);
        out.push('。');
        if figures.gpb.this != base {
            out.push_str("主要原因：");
            reason(out, figures.gpb_reason.as_deref());
            out.push('。');
        }
    }
    out.push_str("\n（二）一般公共预算财政拨款支出决算结构情况\n");
    total(figures, out);
    if has_parts(&figures.classes, figures.gpb.this) {
        out.push_str("，主要用于以下方面：");
        parts(out, &figures.classes, figures.gpb.this);
    }
    out.push_str("。\n（三）一般公共预算财政拨款支出决算具体情况\n");
    items(figures, out);
    basic(figures, out);
    out.push_str("七、政府性基金预算财政拨款收入支出决算情况说明\n");
    fund(out, &figures.year, "政府性基金", figures.gmf);
    out.push_str("八、国有资本经营预算财政拨款支出决算情况说明\n");
    fund(out, &figures.year, "国有资本经营", figures.sco);
}

/// 2023年度一般公共预算财政拨款支出593.99万元
fn total(figures: &Figures, out: &mut String) {
    out.push_str(&figures.year);
    out.push_str("年度一般公共预算财政拨款支出");
    amount(out, figures.gpb.this);
}

fn items(figures: &Figures, out: &mut String) {
    out.push_str(&figures.year);
    out.push_str("年度一般公共预算财政拨款支出");
    against_budget(out, figures.gpb.this, figures.gpb_budget);
    if figures.items.is_empty() || figures.gpb_budget_reason.is_some() && figures.gpb.this != figures.gpb_budget {
        cause(out, figures.gpb.this, figures.gpb_budget, figures.gpb_budget_reason.as_deref());
    }
    if !figures.items.is_empty() {
        out.push_str("其中：");
    }
    out.push('\n');
    let mut ordinal = 0;
    for item in &figures.items {
        if item.spent.is_zero() && item.budget.is_zero() {
            continue;
        }
        ordinal += 1;
        super::count(out, Decimal::from(ordinal));
        out.push_str(". ");
        out.push_str(&item.class);
        out.push_str("（类）");
        out.push_str(&item.section);
        out.push_str("（款）");
        out.push_str(&item.item);
        out.push_str("（项）");
        against_budget(out, item.spent, item.budget);
        cause(out, item.spent, item.budget, item.reason.as_deref());
        out.push('\n');
    }
}

fn against_budget(out: &mut String, spent: Decimal, budget: Decimal) {
    if budget.is_zero() {
        out.push_str("年初未申请财政拨款预算");
    } else {
        out.push_str("年初预算为");
        amount(out, budget);
    }
    out.push_str("，支出决算为");
    amount(out, spent);
    if budget > Decimal::ZERO && spent > Decimal::ZERO {
        out.push_str("，完成年初预算的");
        percent(out, spent, budget);
    }
    out.push('。');
}

/// Why more or less was spent than budgeted.
pub fn cause(out: &mut String, spent: Decimal, budget: Decimal, why: Option<&str>) {
    if spent == budget {
        if !spent.is_zero() {
            out.push_str("决算数与预算数持平。");
        }
        return;
    }
    out.push_str("决算数");
    out.push_str(if spent > budget { "大于" } else { "小于" });
    out.push_str("预算数的主要原因是");
    reason(out, why);
    out.push('。');
}

fn basic(figures: &Figures, out: &mut String) {
    out.push_str("六、一般公共预算财政拨款基本支出决算情况说明\n");
    if figures.gpb_basic.is_zero() {
        out.push_str("本部门无一般公共预算财政拨款基本支出。\n");
        return;
    }
    out.push_str(&figures.year);
    out.push_str("年度财政拨款基本支出");
    amount(out, figures.gpb_basic);
    let mut lead = "，其中：";
    let parts = [
        ("人员经费", figures.gpb_personnel, &figures.personnel_items),
        ("公用经费", figures.gpb_general, &figures.general_items),
    ];
    for (name, part, items) in parts {
        if part.is_zero() {
            continue;
        }
        out.push_str(lead);
        lead = "";
        out.push_str(name);
        amount(out, part);
        for (index, item) in items.iter().enumerate() {
            out.push_str(if index == 0 { "，主要包括：" } else { "、" });
            out.push_str(item);
        }
        out.push_str("。\n");
    }
    if !lead.is_empty() {
        out.push_str("。\n");
    }
}

fn fund(out: &mut String, year: &str, name: &str, spent: Option<Decimal>) {
    match spent {
        Some(spent) if !spent.is_zero() => {
            out.push_str(year);
            out.push_str("年度");
            out.push_str(name);
            out.push_str("预算财政拨款支出");
            amount(out, spent);
        }
        _ => {
            out.push_str("本部门无");
            out.push_str(name);
            out.push_str("预算财政拨款支出");
        }
    }
    out.push_str("。\n");
}
