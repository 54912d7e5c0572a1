//! The head of a new figures file, with the few rules of filling in, and its foot (已核对).

use super::{Form, lines::scalar};

impl Form<'_> {
    pub(super) fn head(&mut self, department: &str, year: u16) {
        let last = self.last;
        self.lines.remark(0, &format!("{department} {year} 年度部门决算数据"));
        self.lines.remark(0, "填法：金额照官方决算表、按“金额单位”写，只用半角数字，如 100.5；冒号用半角，后面空一格");
        self.lines
            .remark(0, "- 删去这一项 = 本部门不涉及；写 0 = 有这一项，数是零；空着 = 暂时不知道，文中标【待补充】");
        self.lines.remark(0, "- 行首是 # 的键平时不用；要用就去掉行首的 #（只去掉这一个字符，空格留着）");
        self.lines.remark(0, "- 原因只写原因本身，不写“主要原因是”，不加句号；可写 同收支总体；两数相等的不写");
        self.lines.remark(0, "- 有全年（调整）预算数的，在 年初预算数 下面加一行 全年预算数");
        if last.is_some() {
            self.lines.remark(0, "- 上年决算数、科目、名称已从上年数据带来；# 上年 … 是上年的内容，只供参考");
        }
        self.lines.blank();
        self.lines.line(0, false, &format!("部门: {}", scalar(department)), "");
        self.lines.line(0, false, &format!("年度: {year}"), "");
        let unit = last.map_or("万元", |last| last.unit.name());
        self.lines.line(0, false, &format!("金额单位: {unit}"), "万元 或 元，照决算表右上角");
        match last.and_then(|last| last.phrasebook.as_deref()) {
            Some(name) => self.lines.line(0, false, &format!("话术: {}", scalar(name)), ""),
            None => self.lines.line(0, true, "话术: jilin-county", "行文习惯；不写就用程序默认的"),
        }
        let past = last.and_then(|last| last.published.as_deref()).map(|date| format!("上年：{date}"));
        self.lines.line(0, false, "公开日期:", &past.unwrap_or_default());
    }

    pub(super) fn foot(&mut self) {
        self.lines.blank();
        self.lines.remark(0, "draft 提示不成立、查明又不是错误的勾稽关系，在这里写明，以后不再提示");
        for verified in self.last.iter().flat_map(|last| &last.verified) {
            let row = verified.row.as_ref().map_or(String::new(), |row| format!("（{row}）"));
            self.lines.remark(0, &format!("上年：{}{row} {}", verified.code, verified.reason));
        }
        self.lines.line(0, true, "已核对:", "");
        self.lines.line(0, true, "  - { 代码: A106, 原因: 已与财政局核对，差额为… }", "");
    }
}
