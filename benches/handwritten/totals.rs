//! Sections one to four: totals, revenue, expenditure, fiscal appropriations.

use rust_decimal::Decimal;

use super::{
    Figures, amount, change_in,
    figures::{Pair, Part},
    parts, reason, share,
};

/// Write sections one to four.
pub fn write(figures: &Figures, out: &mut String) {
    out.push_str("一、收入支出决算总体情况说明\n");
    out.push_str(&figures.year);
    out.push_str("年度收入总计");
    amount(out, figures.revenue.this);
    out.push_str("，支出总计");
    amount(out, figures.expenditure.this);
    out.push('。');
    let names = ["收入", "支出", "收入、支出均持平。"];
    compare(out, figures, [&figures.revenue, &figures.expenditure], names, figures.totals_reason.as_deref());

    out.push_str("二、收入决算情况说明\n本年收入合计");
    amount(out, figures.revenue_total);
    if has_parts(&figures.sources, figures.revenue_total) {
        out.push_str("，其中：");
        parts(out, &figures.sources, figures.revenue_total);
    }
    out.push_str("。\n");

    expenditure(figures, out);

    out.push_str("四、财政拨款收入支出决算总体情况说明\n");
    out.push_str(&figures.year);
    out.push_str("年度财政拨款收入");
    amount(out, figures.fiscal_revenue.this);
    out.push_str("，支出");
    amount(out, figures.fiscal_expenditure.this);
    out.push('。');
    let names = ["财政拨款收入", "财政拨款支出", "财政拨款收入、财政拨款支出均持平。"];
    let pairs = [&figures.fiscal_revenue, &figures.fiscal_expenditure];
    compare(out, figures, pairs, names, figures.fiscal_reason.as_deref());
}

/// Is there a whole that its parts make up?
pub fn has_parts(parts: &[Part], whole: Decimal) -> bool {
    !whole.is_zero() && !parts.iter().map(|part| part.amount).sum::<Decimal>().is_zero()
}

fn compare(out: &mut String, figures: &Figures, pairs: [&Pair; 2], names: [&str; 3], why: Option<&str>) {
    let lead = |out: &mut String| {
        out.push('与');
        out.push_str(&figures.last_year);
        out.push_str("年度相比，");
    };
    let moved = |pair: &Pair| pair.base.is_some_and(|base| base != pair.this);
    match [pairs[0].base, pairs[1].base] {
        [None, None] => {}
        [Some(_), Some(_)] if !moved(pairs[0]) && !moved(pairs[1]) => {
            lead(out);
            out.push_str(names[2]);
        }
        bases => {
            lead(out);
            let mut first = true;
            for index in 0..2 {
                if let Some(base) = bases[index] {
                    if !first {
                        out.push('，');
                    }
                    first = false;
                    out.push_str(names[index]);
                    change_in(out, pairs[index].this, base, "下降", ["收入", "支出"][index]);
                }
            }
            out.push('。');
        }
    }
    if moved(pairs[0]) || moved(pairs[1]) {
        out.push_str("主要原因：");
        reason(out, why);
        out.push('。');
    }
    out.push('\n');
}

fn expenditure(figures: &Figures, out: &mut String) {
    out.push_str("三、支出决算情况说明\n本年支出合计");
    amount(out, figures.expenditure_total);
    if has_parts(&figures.kinds, figures.expenditure_total) {
        out.push_str("，其中：");
        parts(out, &figures.kinds, figures.expenditure_total);
        let split = [("人员经费", figures.basic_personnel), ("公用经费", figures.basic_general)];
        if figures.basic > Decimal::ZERO {
            let mut lead = "；基本支出中，";
            for (name, part) in split {
                if !part.is_zero() {
                    out.push_str(lead);
                    out.push_str(name);
                    amount(out, part);
                    share(out, part, figures.basic);
                    lead = "；";
                }
            }
        }
    }
    out.push_str("。\n");
}
