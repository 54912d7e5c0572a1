//! Much work on all cores, its results in the order it came in (并行而有序).

use rayon::{ThreadPool, prelude::*};

/// How many pieces a core is given at a time: enough to keep it busy, few enough to hold in memory.
const PIECES: usize = 32;

/// Do `work` on every item and hand the results to `take` in the order of the items, until it says stop.
///
/// Only as many items are held as the cores work on, however long the stream is.
pub fn each<I, R>(
    pool: &ThreadPool,
    items: impl IntoIterator<Item = I>,
    work: impl Fn(I) -> R + Sync,
    mut take: impl FnMut(R) -> bool,
) where
    I: Send,
    R: Send,
{
    let size = PIECES * pool.current_num_threads();
    let mut items = items.into_iter().fuse();
    loop {
        let next: Vec<I> = items.by_ref().take(size).collect();
        if next.is_empty() {
            return;
        }
        let done: Vec<R> = pool.install(|| next.into_par_iter().map(&work).collect());
        for result in done {
            if !take(result) {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_and_stop_when_told() {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(3).build().unwrap();
        let mut seen = Vec::new();
        each(
            &pool,
            0..1000,
            |n| n * 2,
            |n| {
                seen.push(n);
                n < 900
            },
        );
        assert_eq!(seen, (0..=450).map(|n| n * 2).collect::<Vec<_>>());
    }
}
