//! The tables of a department (决算表), each derived from what was spent on its items, as a figures file has them.

use serde_json::{Map, Value, json};

use super::{
    Money,
    chance::Chance,
    spending::{self, Course, Item, sum},
    vocabulary::{Branch, words},
};

const PERSONNEL: [&str; 10] =
    ["30101", "30102", "30103", "30107", "30108", "30109", "30110", "30112", "30113", "30199"];
const GENERAL: [&str; 12] =
    ["30201", "30202", "30205", "30206", "30207", "30209", "30211", "30213", "30216", "30228", "30239", "30299"];

/// A department in the making.
pub struct Department<'c> {
    pub chance: &'c mut Chance,
    pub money: Money,
    course: Course,
    /// It was there last year.
    old: bool,
    /// An organ of the state (机关).
    pub organ: bool,
}

/// A figures file without reasons and remarks.
pub fn department(chance: &mut Chance, year: u16, book: &str) -> Value {
    let Branch { name, accounts: own, organ } = chance.pick(&words().branches);
    let money = Money { yuan: chance.percent(15) };
    let course = Course::of(chance);
    let old = chance.percent(98);
    let mut made = Department { chance, money, course, old, organ: *organ };
    let mut file = Map::new();
    file.insert("部门".into(), format!("示例县{name}").into());
    file.insert("年度".into(), year.into());
    file.insert("金额单位".into(), if money.yuan { "元" } else { "万元" }.into());
    file.insert("话术".into(), book.into());
    if made.chance.percent(90) {
        let (month, day) = (8 + made.chance.below(3), 1 + made.chance.below(30));
        file.insert("公开日期".into(), format!("{}-{month:02}-{day:02}", year + 1).into());
    }
    made.tables(own, &mut file);
    Value::Object(file)
}

/// The money of a year (资金): what was spent out of which fund, and what was there before and after.
struct Year {
    general: Vec<Item>,
    funds: Vec<Item>,
    capital: Vec<Item>,
    /// Fiscal money carried over from last year and to the next.
    opening: i64,
    closing: i64,
    /// Revenue that is not fiscal, by its key; what of it was brought, kept, spent this year and last.
    own: Vec<(&'static str, i64)>,
    own_opening: i64,
    own_closing: i64,
    own_spent: i64,
    own_last: i64,
}

impl Year {
    fn fiscal(&self, of: fn(&Item) -> i64) -> i64 {
        [&self.general, &self.funds, &self.capital].into_iter().map(|items| sum(items, of)).sum()
    }

    fn spent(&self) -> i64 {
        self.fiscal(|item| item.spent) + self.own_spent
    }

    fn last(&self) -> i64 {
        self.fiscal(|item| item.last) + self.own_last
    }

    fn fiscal_revenue(&self) -> i64 {
        self.fiscal(|item| item.spent) + self.closing - self.opening
    }
}

impl Department<'_> {
    fn tables(&mut self, own: &'static [String], file: &mut Map<String, Value>) {
        let year = self.year(own);
        file.insert("部门概况".into(), self.about());
        file.insert("收入支出决算总表".into(), self.totals(&year));
        file.insert("收入决算表".into(), self.revenue(&year));
        file.insert("支出决算表".into(), self.expenditure(&year));
        file.insert("财政拨款收入支出决算总表".into(), self.fiscal(&year));
        file.insert("一般公共预算财政拨款支出决算表".into(), self.of_items(&year.general));
        let (table, office) = self.basic(sum(&year.general, |item| item.basic));
        file.insert("一般公共预算财政拨款基本支出决算表".into(), table);
        for (key, items) in [
            ("政府性基金预算财政拨款收入支出决算表", &year.funds),
            ("国有资本经营预算财政拨款支出决算表", &year.capital),
        ] {
            if !items.is_empty() {
                let mut table = self.of_items(items);
                table["本年收入"] = self.both(sum(items, |item| item.spent), sum(items, |item| item.last));
                file.insert(key.into(), table);
            }
        }
        if let Some(table) = self.three_public(office) {
            file.insert("财政拨款“三公”经费支出决算表".into(), table);
        }
        file.insert("预算绩效".into(), self.performance(sum(&year.general, |item| item.spent - item.basic)));
        file.insert("机构运行信息表".into(), self.agency(office, year.fiscal(|item| item.spent)));
    }

    fn year(&mut self, own: &'static [String]) -> Year {
        let general = spending::general(self.chance, self.money, self.course, own);
        let funds = self.fund(12, &spending::GOVERNMENT_FUND);
        let capital = self.fund(3, &spending::STATE_CAPITAL);
        let spent = sum(&general, |item| item.spent);
        // In most departments nothing is carried over, and a new one had nothing to.
        let opening = self.seldom(if self.old { 35 } else { 0 }, spent, 4);
        let closing = self.seldom(30, spent, 4);
        let own = self.own_revenue(spent);
        let own_revenue = own.iter().map(|(_, amount)| amount).sum();
        let own_opening = self.seldom(if self.old { 20 } else { 0 }, own_revenue, 30);
        let own_closing = self.seldom(20, own_revenue, 30);
        let own_spent = own_revenue + own_opening - own_closing;
        let own_last = self.last(own_spent);
        Year { general, funds, capital, opening, closing, own, own_opening, own_closing, own_spent, own_last }
    }

    fn totals(&self, year: &Year) -> Value {
        let [opening, closing] = [year.opening + year.own_opening, year.closing + year.own_closing];
        let whole = self.both(year.spent() + closing, year.last() + opening);
        let mut table = json!({"收入总计": whole, "支出总计": whole});
        self.put(&mut table, "年初结转和结余", opening);
        if closing != 0 || opening != 0 {
            table["年末结转和结余"] = self.both(closing, opening);
        }
        table
    }

    fn revenue(&self, year: &Year) -> Value {
        let own: i64 = year.own.iter().map(|(_, amount)| amount).sum();
        let fiscal = year.fiscal_revenue();
        let mut table = json!({"本年收入合计": self.typed(fiscal + own), "财政拨款收入": self.typed(fiscal)});
        year.own.iter().for_each(|(key, amount)| self.put(&mut table, key, *amount));
        table
    }

    fn expenditure(&mut self, year: &Year) -> Value {
        let basic = sum(&year.general, |item| item.basic) + self.money.percent(year.own_spent, 60);
        let mut table = json!({"本年支出合计": self.both(year.spent(), year.last())});
        table["基本支出"] = json!({"决算数": self.typed(basic)});
        if self.chance.percent(50) {
            let personnel = self.money.between(self.chance, basic, 70, 92);
            table["基本支出"]["人员经费"] = self.typed(personnel);
            table["基本支出"]["公用经费"] = self.typed(basic - personnel);
        }
        let project = year.spent() - basic;
        let passed_on = self.seldom(3, project.max(0), 20);
        let operates = year.own.iter().any(|(key, _)| *key == "经营收入");
        let operating = if operates { self.money.percent(project - passed_on, 30).max(0) } else { 0 };
        let to = *self.chance.pick(&["上缴上级支出", "对附属单位补助支出"]);
        self.put(&mut table, to, passed_on);
        self.put(&mut table, "经营支出", operating);
        self.put(&mut table, "项目支出", project - passed_on - operating);
        table
    }

    fn fiscal(&self, year: &Year) -> Value {
        let spent = year.fiscal(|item| item.spent);
        let whole = self.both(spent + year.closing, year.fiscal(|item| item.last) + year.opening);
        let mut table = json!({"财政拨款收入": whole, "财政拨款支出": whole});
        self.put(&mut table, "年初财政拨款结转和结余", year.opening);
        if year.closing != 0 || year.opening != 0 {
            table["年末财政拨款结转和结余"] = self.both(year.closing, year.opening);
        }
        table
    }

    fn fund(&mut self, often: usize, codes: &[&'static str]) -> Vec<Item> {
        match self.chance.percent(often) {
            true => spending::of_fund(self.chance, self.money, self.course, codes),
            false => Vec::new(),
        }
    }

    /// Revenue that is not fiscal.
    fn own_revenue(&mut self, spent: i64) -> Vec<(&'static str, i64)> {
        let shares = match self.organ {
            true => [("其他收入", 25, 3), ("上级补助收入", 3, 5), ("事业收入", 2, 5), ("经营收入", 0, 1)],
            false => [("其他收入", 40, 5), ("上级补助收入", 6, 10), ("事业收入", 45, 30), ("经营收入", 8, 10)],
        };
        let all = shares.map(|(key, often, most)| (key, self.seldom(often, spent, most)));
        all.into_iter().filter(|(_, amount)| *amount > 0).collect()
    }

    fn of_items(&mut self, items: &[Item]) -> Value {
        let of = |item: fn(&Item) -> i64| sum(items, item);
        let [adjusts, split, yearly] = [25, 60, 40].map(|often| self.chance.percent(often));
        let mut table = json!({"本年支出合计": self.both(of(|item| item.spent), of(|item| item.last))});
        table["本年支出合计"]["年初预算数"] = self.typed(of(|item| item.budget));
        if adjusts {
            table["本年支出合计"]["全年预算数"] = self.typed(of(|item| item.adjusted));
        }
        let rows = items.iter().map(|item| {
            let mut row = json!({
                "科目编码": item.code,
                "年初预算数": self.typed(item.budget),
                "决算数": self.typed(item.spent),
            });
            if adjusts {
                row["全年预算数"] = self.typed(item.adjusted);
            }
            if self.old && yearly {
                row["上年决算数"] = self.typed(item.last);
            }
            if split {
                self.put(&mut row, "基本支出", item.basic);
                self.put(&mut row, "项目支出", item.spent - item.basic);
            }
            row
        });
        table["明细"] = rows.collect();
        table
    }

    /// Basic expenditure by economic items, and what of it is not for personnel.
    fn basic(&mut self, basic: i64) -> (Value, i64) {
        let personnel = self.money.between(self.chance, basic, 72, 92);
        let general = basic - personnel;
        let priced = self.chance.percent(60);
        let mut table = json!({"基本支出合计": self.typed(basic)});
        for (key, amount, codes) in [("人员经费", personnel, &PERSONNEL[..]), ("公用经费", general, &GENERAL[..])]
        {
            let wanted = 4 + self.chance.below(codes.len() - 4);
            let codes = self.chance.some(codes, wanted);
            let amounts = self.money.cut(self.chance, amount, codes.len());
            let rows = codes.iter().zip(amounts).filter(|(_, amount)| *amount > 0).map(|(code, amount)| match priced {
                true => json!({"科目编码": code, "决算数": self.typed(amount)}),
                false => json!({"科目编码": code}),
            });
            let rows: Value = rows.collect();
            table[key] = json!({"决算数": self.typed(amount), "明细": rows});
        }
        (table, general)
    }

    fn about(&mut self) -> Value {
        let wanted = 2 + self.chance.below(4);
        let offices = self.chance.some(&words().offices, wanted);
        json!({"部门职责": [words().duty], "内设机构": offices})
    }

    /// An amount of up to so many of a hundred, in so many departments of a hundred; otherwise 0.
    pub fn seldom(&mut self, often: usize, of: i64, most: usize) -> i64 {
        let there = self.chance.percent(often);
        if there { self.money.between(self.chance, of, 0, most) } else { 0 }
    }

    /// What was spent last year of what was spent this year.
    pub fn last(&mut self, this: i64) -> i64 {
        self.course.last(self.chance, self.money, this)
    }

    pub fn typed(&self, cents: i64) -> Value {
        self.money.typed(cents)
    }

    /// This year's and last year's figure.
    pub fn both(&self, this: i64, last: i64) -> Value {
        let mut figure = json!({"决算数": self.typed(this)});
        if self.old {
            figure["上年决算数"] = self.typed(last);
        }
        figure
    }

    /// What does not apply is not written.
    fn put(&self, table: &mut Value, key: &str, cents: i64) {
        if cents != 0 {
            table[key] = self.typed(cents);
        }
    }
}
