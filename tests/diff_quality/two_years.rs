//! A random department in two years (两年的部门): every figure another one, an item gone, an item new, some reasons new.

use std::collections::HashMap;

use juesuan::{
    figures::{Account, FinalAccounts, Kind, Number, Record, Shape, Text},
    formats,
    phrase::SpanKind,
    report::{House, Report, draft, printed},
};
use rust_decimal::Decimal;

use crate::random_accounts::{accounts, chance::Chance};

/// The drafts of both years and which numbers of them belong together.
pub struct TwoYears {
    pub last: String,
    pub this: String,
    /// Printed last year, printed this year, for every figure that both state and that changed.
    pub changed: Vec<(String, String)>,
}

impl TwoYears {
    pub fn of(seed: u64, house: &House) -> TwoYears {
        let last = accounts(seed, house);
        let this = next_year(&last, seed);
        let (last_printed, this_printed) = (printed(&last, &house.style), printed(&this, &house.style));
        let (before, now) = (draft(house, &last, &last_printed), draft(house, &this, &this_printed));
        let old = numbers(&before);
        let changed = numbers(&now).into_iter().filter_map(|(which, new)| {
            let old = old.iter().find(|(other, _)| *other == which)?;
            (old.1 != new).then(|| (old.1.clone(), new))
        });
        TwoYears { changed: changed.collect(), last: formats::txt(&before), this: formats::txt(&now) }
    }
}

/// Which figure a number is: the phrase and row of its sentence, its own row, its slot, and which time it stands there.
type Which = (String, String, String, usize, usize);

fn numbers(report: &Report) -> Vec<(Which, String)> {
    let key = |row: Option<&Record>| row.map(|row| format!("{:?}{}", row.concept, row.key())).unwrap_or_default();
    let mut times: HashMap<_, usize> = HashMap::new();
    let mut found = Vec::new();
    for sentence in report.sentences() {
        for span in sentence.spans().iter().filter(|span| span.kind == SpanKind::Figure) {
            let slot = std::ptr::from_ref(span.slot) as usize;
            let which = (sentence.phrase_id().to_owned(), key(sentence.row()), key(span.row), slot);
            let nth = times.entry(which.clone()).or_default();
            *nth += 1;
            let words = report.words(span);
            let end = words.find(|c: char| !(c.is_ascii_digit() || "-.,%".contains(c))).unwrap_or(words.len());
            found.push(((which.0, which.1, which.2, which.3, *nth), words[..end].to_owned()));
        }
    }
    found
}

fn next_year(last: &FinalAccounts, seed: u64) -> FinalAccounts {
    let mut chance = Chance::new(seed ^ 0xD1FF);
    let mut this = last.clone();
    this.year += 1;
    let catalogue = this.catalogue;
    move_on(&mut this.root, &catalogue.root, last, &mut chance);
    for (rows, group) in this.groups.iter_mut().zip(&catalogue.groups) {
        rows.iter_mut().for_each(|row| move_on(row, &group.shape, last, &mut chance));
    }
    let items = catalogue.group("gpb.items").expect("the list of accounts");
    let rows = &mut this.groups[items];
    if rows.len() > 2 {
        rows.remove(chance.below(rows.len()));
        let mut new = rows[chance.below(rows.len())].clone();
        let account = |name: &str| Account {
            code: None,
            class: "其他支出".into(),
            class_code: None,
            section: "其他支出".into(),
            item: name.into(),
        };
        new.account = Some(account("新增专项事务"));
        (new.name, new.code) = ("新增专项事务".into(), None);
        rows.insert(chance.below(rows.len()), new);
    }
    this
}

/// Every amount another one, every third reason rewritten.
fn move_on(record: &mut Record, shape: &Shape, last: &FinalAccounts, chance: &mut Chance) {
    for (number, def) in record.numbers.iter_mut().zip(&shape.numbers) {
        if last.catalogue.concepts[def.concept].kind == Kind::Amount {
            let hundredths = Decimal::from(61 + chance.below(80));
            let value =
                |value: Decimal| (value * hundredths / Decimal::ONE_HUNDRED + Decimal::new(7, 2)).trunc_with_scale(2);
            *number = match *number {
                Number::Given(old) => Number::Given(value(old)),
                Number::Derived(old) => Number::Derived(value(old)),
                other => other,
            };
        }
    }
    for (text, def) in record.texts.iter_mut().zip(&shape.texts) {
        if def.kind.is_reason() && matches!(text, Text::Given(_)) && chance.percent(33) {
            *text = Text::Given(vec![
                chance.pick(&["年中追加项目经费", "压减一般性支出", "在职人员增加，工资上调"]).to_string(),
            ]);
        }
    }
}
