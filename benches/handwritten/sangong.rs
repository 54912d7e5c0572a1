//! Section nine: the three public expenses (三公).

use rust_decimal::Decimal;

use super::{Figures, amount, budget::cause, count, figures::Expense, percent, reason};

/// Write section nine.
pub fn write(figures: &Figures, out: &mut String) {
    out.push_str("九、财政拨款“三公”经费支出决算情况说明\n（一）“三公”经费财政拨款支出决算总体情况说明\n");
    out.push_str(&figures.year);
    out.push_str("年度“三公”经费财政拨款支出");
    let total = &figures.sangong;
    match total.budget {
        // The total says 为 even where both are zero.
        Some(budget) if budget.is_zero() && total.spent.is_zero() => {
            out.push_str("预算为");
            amount(out, budget);
            out.push_str("，支出决算为");
            amount(out, total.spent);
        }
        _ => against_budget(out, total),
    }
    out.push('。');
    if let Some(budget) = total.budget {
        cause(out, total.spent, budget, total.reason.as_deref());
    }
    out.push_str("\n（二）“三公”经费财政拨款支出决算具体情况说明\n");
    out.push_str(&figures.year);
    out.push_str("年度“三公”经费财政拨款支出决算中，");
    for (index, part) in figures.sangong_parts.iter().enumerate() {
        if index > 0 {
            out.push('；');
        }
        out.push_str(&part.name);
        out.push_str("支出决算为");
        amount(out, part.amount);
    }
    out.push_str("。具体情况如下：\n1. 公务用车购置及运行费");
    against_budget(out, &figures.vehicle);
    why(out, &figures.vehicle, "，主要原因是");
    out.push_str("。其中：\n公务用车购置支出");
    amount(out, figures.purchase.spent);
    why(out, &figures.purchase, "，主要是");
    out.push_str("。\n公务用车运行支出");
    amount(out, figures.operation.spent);
    why(out, &figures.operation, "，主要是");
    out.push_str("。\n截至");
    out.push_str(&figures.year);
    out.push_str("年12月31日，开支财政拨款的公务用车保有量为");
    count(out, figures.vehicles_held);
    out.push_str("辆。\n2. 公务接待费");
    against_budget(out, &figures.reception);
    why(out, &figures.reception, "，主要原因是");
    out.push_str("。\n");
}

fn against_budget(out: &mut String, expense: &Expense) {
    match expense.budget {
        None => out.push_str("支出决算为"),
        Some(budget) if budget.is_zero() && expense.spent.is_zero() => {
            out.push_str("预算");
            amount(out, budget);
            out.push_str("，支出决算");
        }
        Some(budget) if budget.is_zero() => out.push_str("未安排预算，支出决算为"),
        Some(budget) => {
            out.push_str("预算为");
            amount(out, budget);
            out.push_str("，支出决算为");
        }
    }
    amount(out, expense.spent);
    if let Some(budget) = expense.budget
        && budget > Decimal::ZERO
        && expense.spent > Decimal::ZERO
    {
        out.push_str("，完成预算的");
        percent(out, expense.spent, budget);
    }
}

/// The reason of a difference, else the note.
fn why(out: &mut String, expense: &Expense, lead: &str) {
    match (expense.budget, &expense.note) {
        // Where nothing was spent, the note is the reason.
        (Some(budget), Some(note))
            if budget != expense.spent && expense.spent.is_zero() && expense.reason.is_none() =>
        {
            out.push_str("，主要原因是");
            out.push_str(note);
        }
        (Some(budget), _) if budget != expense.spent => {
            out.push_str("，主要原因是");
            reason(out, expense.reason.as_deref());
        }
        (_, Some(note)) => {
            out.push_str(lead);
            out.push_str(note);
        }
        (Some(_), None) if !expense.spent.is_zero() => out.push_str("，决算数与预算数持平"),
        _ => {}
    }
}
