//! What waits to be done and what is at work (队列), between the one who fetches and those who work.

use std::{
    collections::VecDeque,
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

/// What is held at a time for every core, in bytes: enough to keep it busy, little enough to hold in memory.
const ROOM: usize = 1 << 20;

/// What is done in one go: long enough that nobody minds the going to and fro, short enough that answers keep coming
/// and that the last ones are no long wait.
const STRETCH: usize = 1 << 18;

/// What an item weighs beside its bytes: its result has a size, too.
const OWN_WEIGHT: usize = 1 << 13;

/// How long the only one who works waits for the rest of a stretch: longer than it takes to read it, shorter than anybody
/// notices who asks line by line.
const TURN: Duration = Duration::from_millis(1);

/// How long to wait for something to do before whoever waits for answers is asked whether to go on.
const PATIENCE: Duration = Duration::from_millis(100);

/// Items that are fetched, and who may go on with them.
pub struct Queue<I> {
    state: Mutex<State<I>>,
    /// Wakes the one who fetches: there is room.
    room: Condvar,
    /// Wakes those who help: there are items.
    items: Condvar,
    /// Wakes the one who hands over: there are items, or somebody has finished.
    news: Condvar,
    jobs: usize,
}

struct State<I> {
    waiting: VecDeque<(I, usize)>,
    /// What all weighs that waits, is at work, or is done and not taken yet.
    held: usize,
    /// How many stretches were begun, how many are finished, and of how many of these is known.
    begun: usize,
    finished: usize,
    known: usize,
    closed: bool,
}

/// Items that are done in one go (一段).
pub struct Stretch<I> {
    /// Its number, from 0.
    pub number: usize,
    /// The items.
    pub items: Vec<I>,
    /// What they weigh.
    pub weight: usize,
}

/// What there is to do for the one who hands over.
pub enum Next<I> {
    /// These items.
    Stretch(Stretch<I>),
    /// To look for results.
    Finished,
    /// Nothing for a while.
    Nothing,
    /// Nothing any more.
    End,
}

impl<I> Queue<I> {
    pub fn new(jobs: usize) -> Queue<I> {
        let state = State { waiting: VecDeque::new(), held: 0, begun: 0, finished: 0, known: 0, closed: false };
        let [room, items, news] = [const { Condvar::new() }; 3];
        Queue { state: Mutex::new(state), room, items, news, jobs }
    }

    fn state(&self) -> MutexGuard<'_, State<I>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How much is held at a time. With one job that is what is at work: who fetches and who works take turns, for two at
    /// a time would be on two cores.
    fn room(&self) -> usize {
        if self.jobs == 1 { STRETCH } else { ROOM * self.jobs }
    }

    /// Put one more and wait until there is room for the next; false when nobody wants it.
    pub fn put(&self, item: I, weight: usize) -> bool {
        let mut state = self.state();
        if state.closed {
            return false;
        }
        let weight = weight + OWN_WEIGHT;
        state.held += weight;
        state.waiting.push_back((item, weight));
        let is_full = |state: &mut State<I>| state.held >= self.room() && !state.closed;
        // Whoever sleeps does so because there was nothing, or not enough.
        if state.waiting.len() == 1 || is_full(&mut state) {
            self.items.notify_all();
            self.news.notify_one();
        }
        let state = self.room.wait_while(state, is_full);
        !state.unwrap_or_else(PoisonError::into_inner).closed
    }

    /// Items to work on, when there are some; none at the end.
    pub fn begin(&self) -> Option<Stretch<I>> {
        let is_idle = |state: &mut State<I>| state.waiting.is_empty() && !state.closed;
        let state = self.items.wait_while(self.state(), is_idle);
        state.unwrap_or_else(PoisonError::into_inner).stretch(self.jobs)
    }

    /// What to do next for the one who hands over.
    pub fn next(&self) -> Next<I> {
        let is_idle =
            |state: &mut State<I>| state.waiting.is_empty() && state.finished == state.known && !state.is_over();
        let state = self.news.wait_timeout_while(self.state(), PATIENCE, is_idle);
        let mut state = state.unwrap_or_else(PoisonError::into_inner).0;
        if self.jobs == 1 && !state.waiting.is_empty() {
            let is_short = |state: &mut State<I>| state.held < self.room() && !state.closed;
            let longer = self.news.wait_timeout_while(state, TURN, is_short);
            state = longer.unwrap_or_else(PoisonError::into_inner).0;
        }
        if state.finished > state.known {
            state.known = state.finished;
            return Next::Finished;
        }
        match state.stretch(self.jobs) {
            Some(stretch) => Next::Stretch(stretch),
            None if state.is_over() => Next::End,
            None => Next::Nothing,
        }
    }

    /// A stretch that was begun is at its end.
    pub fn finished(&self) {
        self.state().finished += 1;
        self.news.notify_one();
    }

    /// Results of that weight are no longer held. The one who fetches is woken for more than one item.
    pub fn taken(&self, weight: usize) {
        let mut state = self.state();
        state.held -= weight;
        if state.held <= self.room() / 2 {
            self.room.notify_one();
        }
    }

    /// Nothing more is put.
    pub fn close(&self) {
        self.state().closed = true;
        self.wake_all();
    }

    fn wake_all(&self) {
        self.room.notify_all();
        self.items.notify_all();
        self.news.notify_all();
    }

    /// Nothing more is put, and what waits is given up: both at once, or what is put in between leaves a gap.
    pub fn stop(&self) {
        let mut state = self.state();
        state.waiting.clear();
        state.closed = true;
        drop(state);
        self.wake_all();
    }
}

impl<I> State<I> {
    /// Everything is done, and it is known.
    fn is_over(&self) -> bool {
        self.closed && self.waiting.is_empty() && self.begun == self.finished
    }

    /// The next items, no more of them than are each one's share.
    fn stretch(&mut self, jobs: usize) -> Option<Stretch<I>> {
        let share = self.waiting.len().div_ceil(jobs);
        let mut weight = 0;
        let few = self.waiting.iter().take(share).take_while(|(_, own)| {
            let is_light = weight < STRETCH;
            weight += if is_light { *own } else { 0 };
            is_light
        });
        let few = few.count();
        if few == 0 {
            return None;
        }
        let items = self.waiting.drain(..few).map(|(item, _)| item).collect();
        self.begun += 1;
        Some(Stretch { number: self.begun - 1, items, weight })
    }
}

#[cfg(test)]
mod tests {
    use std::{sync::Arc, thread};

    use super::*;

    #[test]
    fn with_one_job_nothing_is_fetched_while_there_is_work() {
        let queue = Arc::new(Queue::new(1));
        let fetching = queue.clone();
        thread::spawn(move || (0..).all(|n: usize| fetching.put(n, 0)));
        for _ in 0..3 {
            while queue.state().held < STRETCH {
                thread::sleep(Duration::from_millis(1));
            }
            let Next::Stretch(stretch) = queue.next() else { panic!("there is something to do") };
            assert_eq!(stretch.weight, STRETCH);
            thread::sleep(Duration::from_millis(20));
            assert!(queue.state().waiting.is_empty(), "somebody fetched meanwhile");
            queue.finished();
            assert!(matches!(queue.next(), Next::Finished));
            queue.taken(stretch.weight);
        }
        queue.stop();
    }
}
