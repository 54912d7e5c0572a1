//! The smaller tables (其他报表): three public expenses, performance, procurement and vehicles.

use serde_json::{Value, json};

use super::{money::WAN, tables::Department, vocabulary::words};

/// Budget, this year's and last year's figure (预算数、决算数、上年决算数).
type Three = [i64; 3];

impl Department<'_> {
    /// Three public expenses (“三公”经费), small beside what the office costs; nothing in every fourth department.
    pub fn three_public(&mut self, general: i64) -> Option<Value> {
        let most = general.max(10 * WAN);
        let [abroad, purchase, operation, reception] =
            [(4, 10), (4, 25), (50, 12), (60, 3)].map(|(often, percent)| self.expense(often, most, percent));
        let vehicle = total(&[purchase, operation]);
        let all = total(&[abroad, vehicle, reception]);
        if all == [0; 3] && self.chance.percent(30) {
            return None;
        }
        let mut table = json!({"合计": self.three(all)});
        if abroad != [0; 3] {
            let groups = if abroad[1] > 0 { 1 + self.chance.below(2) } else { 0 };
            let mut row = self.three(abroad);
            (row["团组数"], row["人次"]) = (groups.into(), (groups * 2).into());
            table["因公出国（境）费"] = row;
        }
        let held = if operation[1] > 0 { 1 + self.chance.below(5) } else { 0 };
        let bought = usize::from(purchase[1] > 0);
        let mut row = self.three(vehicle);
        if vehicle != [0; 3] {
            row["公务用车购置费"] = self.three(purchase);
            row["公务用车购置费"]["购置数"] = bought.into();
            row["公务用车运行费"] = self.three(operation);
        }
        row["公务用车保有量"] = held.max(bought).into();
        table["公务用车购置及运行费"] = row;
        let mut row = self.three(reception);
        let batches = if reception[1] > 0 { 1 + (reception[1] / (WAN / 8)) as usize } else { 0 };
        (row["批次"], row["人次"]) = (batches.into(), (batches * (4 + self.chance.below(6))).into());
        table["公务接待费"] = row;
        Some(table)
    }

    /// One of the three, in so many departments of a hundred.
    fn expense(&mut self, often: usize, most: i64, percent: usize) -> Three {
        let budget = self.seldom(often, most, percent).max(0);
        let this = match self.chance.below(100) {
            0..25 => budget,
            25..32 => 0,
            _ => self.money.between(self.chance, budget, 40, 100),
        };
        [budget, this.min(budget), self.last(this.min(budget))]
    }

    fn three(&self, [budget, this, last]: Three) -> Value {
        let mut figure = self.both(this, last);
        figure["预算数"] = self.typed(budget);
        figure
    }

    /// Performance (预算绩效) of what was spent on projects.
    pub fn performance(&mut self, projects: i64) -> Value {
        let mut table = json!({});
        if projects <= 0 || self.chance.percent(8) {
            return table;
        }
        let wanted = 1 + self.chance.below(3);
        let names = self.chance.some(&words().reviewed, wanted);
        let amounts = self.money.cut(self.chance, projects, names.len());
        let rows = names.iter().zip(amounts).filter(|(_, amount)| *amount > 0).map(|(name, amount)| {
            let (level, count) = (self.chance.pick(&words().grades), 1 + self.chance.below(4));
            json!({"项目名称": name, "资金": self.typed(amount), "项目级次": level, "项目数": count, "自评率": 100})
        });
        table["绩效自评"] = rows.collect();
        if self.chance.percent(25) {
            table["重点评价"] = json!([{"项目名称": names[0], "评价结果": words().review}]);
        }
        table["管理制度"] = words().rules.as_str().into();
        table["工作机制"] = words().workings.as_str().into();
        let count = wanted + self.chance.below(8);
        for kind in ["编报绩效目标", "绩效跟踪评价", "绩效自评"] {
            table[format!("{kind}项目数")] = count.into();
            table[format!("{kind}预算金额")] = self.typed(projects);
        }
        let (excellent, found) = (1 + self.chance.below(count), self.chance.below(4));
        let solved = self.chance.below(found + 1);
        table["绩效自评平均得分"] = format!("{}.{}", 88 + self.chance.below(11), self.chance.below(10)).into();
        for (key, number) in [
            ("绩效评级为优的项目数", excellent),
            ("绩效评级为良的项目数", count - excellent),
            ("绩效评级为合格的项目数", 0),
            ("绩效评级为不合格的项目数", 0),
            ("发现问题数", found),
            ("已完成整改问题数", solved),
            ("正在整改问题数", found - solved),
        ] {
            table[key] = number.into();
        }
        table["结果应用"] = words().used.as_str().into();
        table
    }

    /// What an organ costs, what was bought, and what is there (机构运行信息).
    pub fn agency(&mut self, general: i64, spent: i64) -> Value {
        let mut table = json!({});
        if self.organ {
            let this =
                if self.chance.percent(60) { general } else { self.money.between(self.chance, general, 60, 100) };
            let last = self.last(this);
            table["机关运行经费"] = self.both(this, last);
        }
        let [goods, works, services] =
            [(70, 6), (12, 30), (60, 12)].map(|(often, most)| self.seldom(often, spent, most));
        let bought = goods + works + services;
        table["政府采购支出总额"] = json!({"决算数": self.typed(bought)});
        let procurement = &mut table["政府采购支出总额"];
        for (key, amount) in [("政府采购货物支出", goods), ("政府采购工程支出", works), ("政府采购服务支出", services)]
        {
            procurement[key] = self.typed(amount);
        }
        let middling = if self.chance.percent(60) { bought } else { self.money.percent(bought, 70) };
        let small = self.money.percent(middling, 60);
        let reserved = self.money.percent(middling, 80);
        for (key, amount) in [
            ("授予中小企业合同金额", middling),
            ("授予小微企业合同金额", small),
            ("面向中小企业预留项目预算金额", reserved),
            ("面向小微企业预留项目预算金额", self.money.percent(reserved, 50)),
            ("预留项目中小企业成交金额", self.money.percent(reserved, 95)),
            ("预留项目小微企业成交金额", self.money.percent(reserved, 45)),
            ("其他项目中小企业成交金额", middling - reserved),
        ] {
            procurement[key] = self.typed(amount);
        }
        let kinds = ["机要通信用车", "应急保障用车", "执法执勤用车", "特种专业技术用车", "其他用车"];
        let counts = kinds.map(|_| if self.chance.percent(25) { 1 + self.chance.below(3) } else { 0 });
        table["车辆"] = json!({"决算数": counts.iter().sum::<usize>()});
        for (kind, count) in kinds.into_iter().zip(counts) {
            table["车辆"][kind] = count.into();
        }
        for key in ["单价100万元（含）以上设备（不含车辆）", "单位价值100万元以上专用设备"]
        {
            table[key] = if self.chance.percent(15) { 1 + self.chance.below(3) } else { 0 }.into();
        }
        table
    }
}

fn total(parts: &[Three]) -> Three {
    [0, 1, 2].map(|at| parts.iter().map(|part| part[at]).sum())
}
