//! How far it is (进度): a bar with rate and time left on a terminal, a line at every tenth elsewhere.

use std::{fmt::Write, io::IsTerminal};

use indicatif::{ProgressBar, ProgressState, ProgressStyle};

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
                Some(all) => (ProgressBar::new(all), "{bar:30} {pos}/{len}  每秒 {rate} 个  还要 {left}"),
                None => (ProgressBar::no_length(), "{spinner} {pos}  每秒 {rate} 个"),
            };
            let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
            let rate = |state: &ProgressState, out: &mut dyn Write| {
                let _ = write!(out, "{:.1}", state.per_sec());
            };
            let time = |state: &ProgressState, out: &mut dyn Write| {
                let _ = out.write_str(&left(state.eta().as_secs()));
            };
            bar.with_style(style.with_key("rate", rate).with_key("left", time))
        });
        Progress { bar, terminal, quiet, all, done: 0 }
    }

    /// What is told as soon as a department is done; its result may still wait for those before it.
    pub fn bar(&self) -> ProgressBar {
        self.bar.clone().unwrap_or_else(ProgressBar::hidden)
    }

    /// The result of one more is there.
    pub fn step(&mut self) {
        self.done += 1;
        if self.bar.is_some() {
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

/// A time as people say it.
fn left(seconds: u64) -> String {
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
    match (hours, minutes) {
        (0, 0) => format!("{seconds} 秒"),
        (0, _) => format!("{minutes} 分 {} 秒", seconds % 60),
        _ => format!("{hours} 小时 {minutes} 分"),
    }
}

#[cfg(test)]
mod tests {
    use super::left;

    #[test]
    fn times_are_said_in_chinese() {
        assert_eq!([9, 75, 7_380].map(left), ["9 秒", "1 分 15 秒", "2 小时 3 分"]);
    }
}
