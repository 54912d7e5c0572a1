//! Decisions drawn one after the other (抽签): the same seed gives the same ones on every machine.

use rust_decimal::Decimal;

/// SplitMix64.
pub struct Chance(u64);

impl Chance {
    /// Begin.
    pub fn new(seed: u64) -> Chance {
        Chance(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `most`.
    pub fn below(&mut self, most: usize) -> usize {
        (self.next() % most as u64) as usize
    }

    /// True in so many cases of a hundred.
    pub fn percent(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of them.
    pub fn pick<'t, T>(&mut self, of: &'t [T]) -> &'t T {
        &of[self.below(of.len())]
    }

    /// Several of them, each at most once, in their order.
    pub fn some<T: Clone>(&mut self, of: &[T], wanted: usize) -> Vec<T> {
        let mut found = Vec::new();
        for (index, one) in of.iter().enumerate() {
            if self.below(of.len() - index) < wanted.saturating_sub(found.len()) {
                found.push(one.clone());
            }
        }
        found
    }

    /// An amount of money, most of them small.
    pub fn amount(&mut self) -> Decimal {
        let most = *self.pick(&[100, 10_000, 100_000, 1_000_000, 50_000_000]);
        let cents = 1 + self.below(most) as i64;
        match self.below(4) {
            0 => Decimal::from(1 + cents / 100),
            1 => Decimal::new(1 + cents / 10, 1),
            _ => Decimal::new(cents, 2),
        }
    }
}
