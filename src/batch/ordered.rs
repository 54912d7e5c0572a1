//! Much work on all cores, its results in the order it came in (并行而有序).

use std::{
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread,
    time::Duration,
};

use rayon::{ThreadPool, prelude::*};

/// What waits for a core at a time, in bytes: enough to keep it busy, little enough to hold in memory.
const WEIGHT: usize = 1 << 20;

/// What an item weighs beside its bytes: its result has a size, too.
const OWN_WEIGHT: usize = 1 << 13;

/// How long to wait for the next item before `take` is asked whether to go on.
const PATIENCE: Duration = Duration::from_millis(100);

/// Do `work` on every item and hand the results to `take` in the order of the items, as many as were there, until it
/// says stop. Where nothing comes for a while, `take` is handed nothing and may say so, too.
///
/// Items are fetched ahead on a thread of their own, which may still wait for one when this returns. Only as many are
/// held as weigh little together (`weight` is about their bytes), however long the stream is.
pub fn each<I, R, S>(
    pool: &ThreadPool,
    items: S,
    weight: impl Fn(&I) -> usize + Send + 'static,
    work: impl Fn(I) -> R + Sync,
    mut take: impl FnMut(Vec<R>) -> bool,
) where
    I: Send + 'static,
    R: Send,
    S: IntoIterator<Item = I> + Send + 'static,
{
    let queue = Arc::new(Queue::new(WEIGHT * pool.current_num_threads()));
    let behind = Closing(queue.clone());
    thread::spawn(move || {
        let queue = Closing(queue);
        items.into_iter().all(|item| {
            let weight = weight(&item);
            queue.0.put(item, weight + OWN_WEIGHT)
        })
    });
    while let Some(items) = behind.0.next() {
        let done = match items {
            few if few.len() < 2 => few.into_iter().map(|item| pool.install(|| work(item))).collect(),
            many => pool.install(|| many.into_par_iter().map(&work).collect()),
        };
        if !take(done) {
            return;
        }
    }
}

/// Items between the one who fetches and the one who works (队列).
struct Queue<I> {
    waiting: Mutex<Waiting<I>>,
    changed: Condvar,
    room: usize,
}

struct Waiting<I> {
    items: Vec<I>,
    weight: usize,
    closed: bool,
}

impl<I> Queue<I> {
    fn new(room: usize) -> Queue<I> {
        let waiting = Waiting { items: Vec::new(), weight: 0, closed: false };
        Queue { waiting: Mutex::new(waiting), changed: Condvar::new(), room }
    }

    fn waiting(&self) -> MutexGuard<'_, Waiting<I>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Put one more where there is room; false when nobody wants it.
    fn put(&self, item: I, weight: usize) -> bool {
        let is_full = |waiting: &mut Waiting<I>| waiting.weight >= self.room && !waiting.closed;
        let waiting = self.changed.wait_while(self.waiting(), is_full);
        let mut waiting = waiting.unwrap_or_else(PoisonError::into_inner);
        waiting.items.push(item);
        waiting.weight += weight;
        self.changed.notify_all();
        !waiting.closed
    }

    /// All that are there, nothing after a while without any, none at the end.
    fn next(&self) -> Option<Vec<I>> {
        let is_idle = |waiting: &mut Waiting<I>| waiting.items.is_empty() && !waiting.closed;
        let waiting = self.changed.wait_timeout_while(self.waiting(), PATIENCE, is_idle);
        let mut waiting = waiting.unwrap_or_else(PoisonError::into_inner).0;
        waiting.weight = 0;
        self.changed.notify_all();
        let items = std::mem::take(&mut waiting.items);
        (!items.is_empty() || !waiting.closed).then_some(items)
    }
}

/// Closes the queue when either side leaves, however it leaves.
struct Closing<I>(Arc<Queue<I>>);

impl<I> Drop for Closing<I> {
    fn drop(&mut self) {
        self.0.waiting().closed = true;
        self.0.changed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    fn pool() -> ThreadPool {
        rayon::ThreadPoolBuilder::new().num_threads(3).build().unwrap()
    }

    #[test]
    fn results_come_in_order_and_stop_when_told() {
        let mut seen = Vec::new();
        let take = |done: Vec<i32>| {
            seen.extend(done);
            seen.len() < 900
        };
        each(&pool(), 0..100_000, |_| 0, |n| n * 2, take);
        assert!((900..100_000).contains(&seen.len()), "{}", seen.len());
        assert!(seen.iter().enumerate().all(|(at, n)| *n == at as i32 * 2));
    }

    #[test]
    fn few_heavy_items_are_held_at_a_time() {
        static HELD: AtomicUsize = AtomicUsize::new(0);
        let items = (0..50).inspect(|_| {
            HELD.fetch_add(1, Ordering::SeqCst);
        });
        let (mut count, mut most) = (0, 0);
        let take = |done: Vec<i32>| {
            most = most.max(HELD.fetch_sub(done.len(), Ordering::SeqCst));
            count += done.len();
            true
        };
        each(&pool(), items, |_| 8 << 20, |n| n, take);
        assert_eq!(count, 50);
        assert!(most <= 3, "{most}: one at work, one that waits, one in the hand");
    }

    #[test]
    fn who_waits_for_items_may_leave() {
        let (_silent, items) = std::sync::mpsc::channel::<()>();
        each(&pool(), items, |()| 0, |()| (), |done| !done.is_empty());
    }
}
