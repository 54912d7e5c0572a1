//! The seed's figures and variations of them (种子数据), so that a measurement does not learn one record by heart.

use juesuan::{
    diagnostic::Diagnostic,
    figures::{self, FinalAccounts, Kind, Number, Period, Record, Reference, Shape, concepts::NumberDef},
    report::House,
};
use rust_decimal::Decimal;

/// The figures file that all measurements are made with.
pub const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/departments/jingyu-zhengwu/2023.yaml");

/// The seed as loaded.
pub fn accounts() -> FinalAccounts {
    let (accounts, faults) = figures::load_path(FILE.as_ref(), Reference::shipped());
    accounts.unwrap_or_else(|| panic!("{}", list(&faults)))
}

/// The house style that it is written in.
pub fn house() -> House {
    let (house, faults) = House::load("jilin-county", &Reference::shipped().catalogue);
    house.unwrap_or_else(|| panic!("{}", list(&faults)))
}

/// The seed and variations of it: other amounts, rises where it has falls, and figures that stay as they were.
pub fn records(count: usize) -> Vec<FinalAccounts> {
    let seed = accounts();
    let mut dice = Dice(2023);
    let mut records = vec![seed.clone()];
    while records.len() < count {
        let mut accounts = seed.clone();
        vary(&mut accounts, &mut dice);
        records.push(accounts);
    }
    records
}

/// The seed and multiples of it, each period's amounts by a number of their own: they rise and fall, and every identity
/// that holds for the seed still holds.
#[allow(dead_code, reason = "not every measurement needs them")]
pub fn coherent(count: usize) -> Vec<FinalAccounts> {
    let seed = accounts();
    let mut dice = Dice(2023);
    let mut records = vec![seed.clone()];
    while records.len() < count {
        let mut accounts = seed.clone();
        let factors = Period::ALL.map(|_| Decimal::from(1 + dice.roll(9)));
        let multiply = |record: &mut Record, shape: &Shape| {
            for (number, def) in record.numbers.iter_mut().zip(&shape.numbers) {
                if seed.catalogue.concepts[def.concept].kind == Kind::Amount {
                    *number = number.map(|value| value * factors[def.period as usize]);
                }
            }
        };
        multiply(&mut accounts.root, &seed.catalogue.root);
        for (rows, group) in accounts.groups.iter_mut().zip(&seed.catalogue.groups) {
            rows.iter_mut().for_each(|row| multiply(row, &group.shape));
        }
        records.push(accounts);
    }
    records
}

fn vary(accounts: &mut FinalAccounts, dice: &mut Dice) {
    let catalogue = accounts.catalogue;
    let mut move_amounts = |record: &mut Record, shape: &Shape| {
        for (number, def) in record.numbers.iter_mut().zip(&shape.numbers) {
            if catalogue.concepts[def.concept].kind == Kind::Amount {
                *number = number.map(|value| dice.amount(value));
            }
        }
        for (index, def) in shape.numbers.iter().enumerate() {
            // Now and then nothing has changed.
            let base = matches!(def.period, Period::Last | Period::BudgetInitial | Period::Budget);
            if base && record.numbers[index] != Number::Absent && dice.roll(8) == 0 {
                let this = |other: &NumberDef| other.concept == def.concept && other.period == Period::Final;
                if let Some(this) = shape.numbers.iter().position(this) {
                    record.numbers[index] = record.numbers[this];
                }
            }
        }
    };
    move_amounts(&mut accounts.root, &catalogue.root);
    for (rows, group) in accounts.groups.iter_mut().zip(&catalogue.groups) {
        rows.iter_mut().for_each(|row| move_amounts(row, &group.shape));
    }
    // Sums by class and lists of parts follow the moved figures.
    figures::derive(accounts, Reference::shipped());
}

/// A small generator of fixed sequences; measurements must be repeatable.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    /// Between half and one and a half of the amount, in fen of 万元; zero stays zero.
    fn amount(&mut self, value: Decimal) -> Decimal {
        let factor = Decimal::new(500 + self.roll(1001) as i64, 3);
        figures::amount::round(value * factor, 2)
    }
}

fn list(faults: &[Diagnostic]) -> String {
    faults.iter().map(|fault| format!("{} {}\n", fault.code, fault.message)).collect()
}
