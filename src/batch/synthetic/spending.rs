//! What a department spends (支出): items of each fund with budget and last year, and how they moved.

use super::{Money, chance::Chance, money::WAN};

/// What every department spends beside its own business: the account and its share of what personnel costs.
const SOCIAL: [(&str, usize, bool); 6] = [
    ("2080505", 9, true),
    ("2080506", 4, true),
    ("2101101", 5, true),
    ("2210201", 8, true),
    ("2210203", 4, false),
    ("2080501", 3, false),
];

/// The items that government funds and state capital pay for.
pub const GOVERNMENT_FUND: [&str; 4] = ["2120803", "2296002", "2296003", "2296099"];
pub const STATE_CAPITAL: [&str; 1] = ["2230105"];

/// An item of spending (项级科目).
#[derive(Clone)]
pub struct Item {
    pub code: &'static str,
    pub budget: i64,
    pub adjusted: i64,
    pub spent: i64,
    pub last: i64,
    /// What of it is basic expenditure; the rest is for projects.
    pub basic: i64,
}

/// How far a department's figures move.
#[derive(Clone, Copy)]
pub struct Course {
    /// Of a hundred spent this year, so much was spent last year.
    last: usize,
    /// Nothing moves at all.
    still: bool,
}

impl Course {
    pub fn of(chance: &mut Chance) -> Course {
        match chance.below(100) {
            0..3 => Course { last: 100, still: true },
            3..6 => Course { last: 35 + chance.below(30), still: false },
            6..9 => Course { last: 150 + chance.below(100), still: false },
            _ => Course { last: 84 + chance.below(30), still: false },
        }
    }

    /// Last year's figure beside this year's.
    pub fn last(self, chance: &mut Chance, money: Money, this: i64) -> i64 {
        if self.still || chance.percent(8) {
            return this;
        }
        money.between(chance, this, self.last * 9 / 10, self.last * 11 / 10)
    }
}

/// The size of a department: most spend hundreds of 万元, a few ten thousands.
pub fn size(chance: &mut Chance) -> i64 {
    let least = *chance.pick(&[30, 100, 200, 300, 500, 800, 1_000, 1_500, 3_000, 10_000]);
    least * WAN + chance.below((3 * least * WAN) as usize) as i64
}

/// The items of the general public budget (一般公共预算).
pub fn general(chance: &mut Chance, money: Money, course: Course, own: &'static [String]) -> Vec<Item> {
    let size = size(chance);
    let personnel = money.between(chance, size, 40, 85);
    let wanted = 1 + chance.below(own.len());
    let mut codes = vec![own[0].as_str()];
    let own: Vec<&str> = own[1..].iter().map(String::as_str).collect();
    codes.extend(chance.some(&own, wanted - 1));
    let mut items = vec![item(chance, money, course, codes[0], money.percent(personnel, 70), true)];
    let projects = size - personnel;
    let amounts = money.cut(chance, projects, codes.len());
    for (&code, &amount) in codes.iter().zip(&amounts) {
        match code == codes[0] {
            // Some of the projects are paid out of the account that pays the people.
            true if chance.percent(50) => items[0] = items[0].with(amount),
            true => {}
            false => items.push(item(chance, money, course, code, amount, false)),
        }
    }
    for (code, share, always) in SOCIAL {
        if always || chance.percent(25) {
            let about = money.between(chance, personnel, share - 2, share + 2);
            items.push(item(chance, money, course, code, about, true));
        }
    }
    // What was paid too much in an earlier year comes back now and then (冲回), and is little.
    let mut projects = items.iter_mut().filter(|item| item.basic == 0);
    if let (Some(first), Some(item)) = (projects.next(), projects.next())
        && chance.percent(5)
    {
        (item.budget, item.adjusted, item.spent) = (0, 0, -money.percent(first.spent, 1));
    }
    items.sort_by_key(|item| item.code);
    items
}

/// The items of another fund.
pub fn of_fund(chance: &mut Chance, money: Money, course: Course, codes: &[&'static str]) -> Vec<Item> {
    let wanted = 1 + chance.below(codes.len().min(2));
    let codes = chance.some(codes, wanted);
    let of = size(chance) / 4;
    codes.into_iter().map(|code| item(chance, money, course, code, money.percent(of, 50), false)).collect()
}

fn item(chance: &mut Chance, money: Money, course: Course, code: &'static str, about: i64, basic: bool) -> Item {
    let about = about.max(WAN / 10);
    let spent = money.between(chance, about, 90, 110);
    let last = if !basic && chance.percent(6) { 0 } else { course.last(chance, money, spent) };
    let (budget, spent) = match chance.below(100) {
        // As budgeted; not budgeted; budgeted and not spent.
        0..15 => (spent, spent),
        15..23 if !basic => (0, spent),
        23..25 if !basic => (spent, 0),
        _ if basic => (money.between(chance, spent, 88, 110), spent),
        _ => (money.between(chance, spent, 75, 150), spent),
    };
    let adjusted = if chance.percent(60) { spent.max(0) } else { money.between(chance, spent.max(0), 100, 106) };
    Item { code, budget, adjusted, spent, last, basic: if basic { spent } else { 0 } }
}

impl Item {
    /// The item with a project beside its basic expenditure, which was there last year and in the budget.
    fn with(&self, project: i64) -> Item {
        let more = |amount: i64| amount + project;
        Item {
            budget: more(self.budget),
            adjusted: more(self.adjusted),
            spent: more(self.spent),
            last: more(self.last),
            ..self.clone()
        }
    }
}

/// What all items come to.
pub fn sum(items: &[Item], of: impl Fn(&Item) -> i64) -> i64 {
    items.iter().map(of).sum()
}
