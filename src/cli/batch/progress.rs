//! How far it is (进度): a bar with rate and time left on a terminal, a line at every tenth elsewhere.

use std::io::IsTerminal;

use indicatif::{ProgressBar, ProgressStyle};

use crate::cli::terminal::Terminal;

/// Below so many departments nobody waits long enough to be told.
const FEW: u64 = 200;

/// A bar, or lines, or nothing.
pub struct Progress<'t> {
    bar: Option<ProgressBar>,
    terminal: &'t Terminal,
    quiet: bool,
    /// How many there will be, if that is known.
    all: Option<u64>,
    done: u64,
}

impl<'t> Progress<'t> {
    /// Begin; `all` is how many departments there will be, none for a stream.
    pub fn begin(all: Option<u64>, quiet: bool, terminal: &'t Terminal) -> Progress<'t> {
        let shown = !quiet && std::io::stderr().is_terminal();
        let bar = shown.then(|| {
            let (bar, template) = match all {
                Some(all) => (ProgressBar::new(all), "{bar:30} {pos}/{len}  每秒 {per_sec}  还要 {eta}"),
                None => (ProgressBar::no_length(), "{spinner} {pos}  每秒 {per_sec}"),
            };
            bar.with_style(ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar()))
        });
        Progress { bar, terminal, quiet, all, done: 0 }
    }

    /// One more is done.
    pub fn step(&mut self) {
        self.done += 1;
        if let Some(bar) = &self.bar {
            bar.inc(1);
            return;
        }
        let told = match self.all {
            Some(all) => all >= FEW && self.done * 10 / all > (self.done - 1) * 10 / all && self.done < all,
            None => self.done.is_multiple_of(10_000),
        };
        if told && !self.quiet {
            let of = self.all.map(|all| format!(" / {all}")).unwrap_or_default();
            self.terminal.whisper(&format!("已做 {}{of}\n", self.done));
        }
    }

    /// Take the bar away.
    pub fn end(self) {
        if let Some(bar) = self.bar {
            bar.finish_and_clear();
        }
    }
}
