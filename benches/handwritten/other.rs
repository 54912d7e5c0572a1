//! Sections ten and eleven: performance, and other matters.

use rust_decimal::Decimal;

use super::{Figures, amount, change_in, count, percent, reason, totals::has_parts};

/// Write sections ten and eleven.
pub fn write(figures: &Figures, out: &mut String) {
    out.push_str("十、关于");
    out.push_str(&figures.year);
    out.push_str("年度预算绩效管理情况的说明\n（一）绩效评价工作开展情况\n");
    evaluations(figures, out);
    for (index, (name, result)) in figures.key_results.iter().enumerate() {
        if index == 0 {
            out.push_str(if figures.evaluations.is_empty() { "" } else { "2、" });
        }
        out.push_str("我部门重点评价的");
        out.push_str(name);
        out.push_str("绩效评价结果如下：");
        out.push_str(result);
    }
    out.push_str("\n（二）绩效评价结果应用\n我部门绩效评价结果应用情况如下：");
    out.push_str(&figures.performance_use);
    out.push_str("\n十一、其他重要事项的情况说明\n（一）机关运行经费支出情况\n");
    operating(figures, out);
    out.push_str("（二）政府采购支出情况\n");
    procurement(figures, out);
    out.push_str("（三）国有资产占用情况\n截至");
    out.push_str(&figures.year);
    out.push_str("年12月31日，");
    out.push_str(&figures.department);
    out.push_str("共有车辆");
    count(out, figures.vehicles);
    out.push_str("辆，单位价值100万元以上专用设备");
    count(out, figures.special_equipment);
    out.push_str("台。\n");
}

fn evaluations(figures: &Figures, out: &mut String) {
    if figures.evaluations.is_empty() {
        return;
    }
    out.push_str(if figures.key_results.is_empty() { "" } else { "1、" });
    for (index, evaluation) in figures.evaluations.iter().enumerate() {
        if index > 0 {
            out.push('；');
        }
        out.push_str("组织对");
        out.push_str(&figures.year);
        out.push_str("年度部门预算");
        out.push_str(&evaluation.name);
        if evaluation.projects != Decimal::ONE {
            out.push('等');
        }
        count(out, evaluation.projects);
        out.push('个');
        out.push_str(&evaluation.level);
        out.push_str("进行了绩效自评，共涉及资金");
        amount(out, evaluation.funds);
        out.push_str("，绩效自评率为");
        percent(out, evaluation.rate, Decimal::ONE_HUNDRED);
    }
    out.push_str("。\n");
}

fn operating(figures: &Figures, out: &mut String) {
    let operating = &figures.operating;
    if operating.this.is_zero() && operating.base.unwrap_or_default().is_zero() {
        out.push_str("本部门无机关运行经费支出。\n");
        return;
    }
    out.push_str(&figures.year);
    out.push_str("年度，机关运行经费支出");
    amount(out, operating.this);
    if let Some(base) = operating.base {
        if operating.this == base {
            out.push_str("，与");
            out.push_str(&figures.last_year);
            out.push_str("年度持平");
        } else {
            out.push_str("，比");
            out.push_str(&figures.last_year);
            out.push_str("年度");
            change_in(out, operating.this, base, "降低", "支出");
            out.push_str("，主要是");
            reason(out, figures.operating_reason.as_deref());
        }
    }
    out.push_str("。\n");
}

fn procurement(figures: &Figures, out: &mut String) {
    out.push_str(&figures.year);
    if figures.procurement.is_zero() {
        out.push_str("年度，本部门无政府采购支出。\n");
        return;
    }
    out.push_str("年度，政府采购支出总额");
    amount(out, figures.procurement);
    if has_parts(&figures.procurement_kinds, figures.procurement) {
        out.push_str("，其中：");
        let mut first = true;
        for kind in figures.procurement_kinds.iter().filter(|kind| !kind.amount.is_zero()) {
            if !first {
                out.push('、');
            }
            first = false;
            out.push_str(&kind.name);
            amount(out, kind.amount);
        }
    }
    out.push_str("。\n");
}
