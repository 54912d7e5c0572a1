//! Much work on all cores, its results in the order it came in (并行而有序).

mod queue;

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        mpsc::{self, Receiver, Sender},
    },
    thread,
};

use rayon::ThreadPoolBuilder;

use queue::{Next, Queue, Stretch};

/// Do `work` on every item, `jobs` of them at a time, and hand the results to `take` in the order of the items, as many
/// as were there, until it says stop: then what has begun is finished and handed over, too. Where nothing comes for a
/// while, `take` is handed nothing and may say stop.
///
/// Whoever calls works, too, and hands over between two stretches of work, so that no core waits for another. Items are
/// fetched ahead on a thread of their own, which may still wait for one when this returns; with one job it fetches while
/// nobody works. Only as many are held as weigh little together (`weight` is about their bytes), however long the stream
/// is.
pub fn each<I, R, S>(
    jobs: usize,
    items: S,
    weight: impl Fn(&I) -> usize + Send + 'static,
    work: impl Fn(I) -> R + Sync,
    take: impl FnMut(Vec<R>) -> bool,
) where
    I: Send + 'static,
    R: Send,
    S: IntoIterator<Item = I> + Send + 'static,
{
    let queue = Arc::new(Queue::new(jobs));
    let closing = Closing(queue.clone());
    thread::spawn(move || {
        let queue = &closing.0;
        items.into_iter().all(|item| {
            let weight = weight(&item);
            queue.put(item, weight)
        })
    });
    let work = &work;
    let do_all = |items: Vec<I>| items.into_iter().map(work).collect::<Vec<R>>();
    let (hand_over, done) = mpsc::channel();
    // Where no more threads are to be had, whoever calls does all.
    let helpers = (jobs > 1).then(|| ThreadPoolBuilder::new().num_threads(jobs - 1).build());
    let Some(Ok(helpers)) = helpers else { return lead(&queue, do_all, &done, take) };
    helpers.in_place_scope(|scope| {
        for _ in 1..jobs {
            let (queue, hand_over) = (&*queue, hand_over.clone());
            scope.spawn(move |_| help(queue, do_all, &hand_over));
        }
        lead(&queue, do_all, &done, take);
    });
}

/// A stretch that is done: its number, what it weighs, its results.
type Done<R> = (usize, (usize, Vec<R>));

/// Work on what is there, as often as there is something.
fn help<I, R>(queue: &Queue<I>, do_all: impl Fn(Vec<I>) -> Vec<R>, hand_over: &Sender<Done<R>>) {
    let _stopping = Stopping(queue);
    while let Some(Stretch { number, weight, items }) = queue.begin() {
        let _finishing = Finishing(queue);
        // Whoever does not want it any more has stopped the queue.
        let _ = hand_over.send((number, (weight, do_all(items))));
    }
}

/// The same, and hand over what is done, in order.
fn lead<I, R>(
    queue: &Queue<I>,
    do_all: impl Fn(Vec<I>) -> Vec<R>,
    others: &Receiver<Done<R>>,
    mut take: impl FnMut(Vec<R>) -> bool,
) {
    let _stopping = Stopping(queue);
    let mut done = BTreeMap::new();
    let mut taken = 0;
    loop {
        match queue.next() {
            Next::Stretch(Stretch { number, weight, items }) => {
                done.insert(number, (weight, do_all(items)));
                queue.finished();
            }
            Next::Finished => {}
            Next::Nothing => {
                if !take(Vec::new()) {
                    queue.stop();
                }
            }
            Next::End => return,
        }
        done.extend(others.try_iter());
        while let Some((weight, results)) = done.remove(&taken) {
            taken += 1;
            queue.taken(weight);
            if !take(results) {
                queue.stop();
            }
        }
    }
}

/// Closes the queue when the one who fetches leaves, however that is.
struct Closing<I>(Arc<Queue<I>>);

impl<I> Drop for Closing<I> {
    fn drop(&mut self) {
        self.0.close();
    }
}

/// Stops it when somebody who works leaves: at the end, or because the work has failed.
struct Stopping<'q, I>(&'q Queue<I>);

impl<I> Drop for Stopping<'_, I> {
    fn drop(&mut self) {
        self.0.stop();
    }
}

/// Says that a stretch is at its end, however that is.
struct Finishing<'q, I>(&'q Queue<I>);

impl<I> Drop for Finishing<'_, I> {
    fn drop(&mut self) {
        self.0.finished();
    }
}

#[cfg(test)]
mod tests {
    use std::{
        sync::atomic::{AtomicUsize, Ordering},
        time::Duration,
    };

    use super::*;

    #[test]
    fn results_come_in_order_and_stop_when_told() {
        for jobs in [1, 3] {
            let mut seen = Vec::new();
            let take = |done: Vec<i32>| {
                seen.extend(done);
                seen.len() < 900
            };
            each(jobs, 0..100_000, |_| 0, |n| n * 2, take);
            assert!((900..100_000).contains(&seen.len()), "{}", seen.len());
            assert!(seen.iter().enumerate().all(|(at, n)| *n == at as i32 * 2));
        }
    }

    #[test]
    fn what_has_begun_is_handed_over() {
        static BEGUN: AtomicUsize = AtomicUsize::new(0);
        let work = |n: i32| {
            BEGUN.fetch_add(1, Ordering::SeqCst);
            thread::sleep(Duration::from_millis((7 - n % 7) as u64));
        };
        let mut count = 0;
        let take = |done: Vec<()>| {
            count += done.len();
            count < 20
        };
        each(3, 0..1000, |_| 0, work, take);
        assert_eq!(count, BEGUN.load(Ordering::SeqCst));
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
        each(3, items, |_| 8 << 20, |n| n, take);
        assert_eq!(count, 50);
        assert!(most <= 3, "{most}: one at work, one that waits, one in the hand");
    }

    #[test]
    fn who_waits_for_items_may_leave() {
        let (_silent, items) = std::sync::mpsc::channel::<()>();
        each(3, items, |()| 0, |()| (), |done| !done.is_empty());
    }

    #[test]
    fn who_fails_keeps_nobody_waiting() {
        for jobs in [1, 3] {
            let work = |n: i32| assert!(n != 50, "it fails");
            let all = || each(jobs, 0..100_000, |_| 0, work, |_| true);
            assert!(std::panic::catch_unwind(std::panic::AssertUnwindSafe(all)).is_err());
        }
    }
}
