//! Where results go (结果的去处): each input's in files of its own, whatever the others are called.

use std::{
    collections::HashSet,
    path::{Path, PathBuf},
};

use super::{inputs::Input, record};
use crate::cli::figures_file::is_workbook;

/// What stands in the output folder by itself.
const OURS: [&str; 3] = ["summary.json", "summary.html", record::NAME];

/// Give every input a place that no other has: the one it wants, else with its ending, else with a number. A figures
/// file is asked before a workbook, since it is mostly the workbook that goes without. `reports` are the endings of the
/// files that are written for each.
pub fn settle(inputs: &mut [Input], reports: &[&str]) {
    let mut places =
        Places { files: OURS.iter().map(|name| folded(Path::new(name))).collect(), folders: HashSet::new(), reports };
    for wanted in [is_figures, is_book, is_stream] {
        for input in inputs.iter_mut().filter(|input| wanted(input)) {
            match input {
                Input::File(path, place, _) => *place = places.give(place, Some(path), true),
                Input::Lines(path, place) => *place = places.give(place, Some(path), false),
                Input::Stdin(place) => *place = places.give(place, None, false),
                Input::Unread(..) => {}
            }
        }
    }
}

fn is_figures(input: &Input) -> bool {
    matches!(input, Input::File(path, ..) if !is_workbook(path))
}

fn is_book(input: &Input) -> bool {
    matches!(input, Input::File(path, ..) if is_workbook(path))
}

fn is_stream(input: &Input) -> bool {
    matches!(input, Input::Lines(..) | Input::Stdin(_))
}

/// What is taken; names that differ in capitals only are one to some file systems.
struct Places<'a> {
    files: HashSet<String>,
    folders: HashSet<String>,
    reports: &'a [&'a str],
}

impl Places<'_> {
    fn give(&mut self, wanted: &Path, input: Option<&PathBuf>, is_file: bool) -> PathBuf {
        let whole =
            input.and_then(|input| input.extension()).map(|ending| with_ending(wanted, &ending.to_string_lossy()));
        let numbered = (2..).map(|number| {
            let mut name = wanted.as_os_str().to_owned();
            name.push(format!("-{number}"));
            PathBuf::from(name)
        });
        let mut places = std::iter::once(wanted.to_owned()).chain(whole).chain(numbered);
        let place = places.find(|place| self.is_free(place, is_file)).unwrap_or_else(|| wanted.to_owned());
        if is_file {
            self.files.extend(files(&place, self.reports));
        } else {
            self.folders.insert(folded(&place));
        }
        self.folders.extend(place.ancestors().skip(1).map(folded));
        place
    }

    fn is_free(&self, place: &Path, is_file: bool) -> bool {
        let is_taken = |name: &String| self.files.contains(name) || self.folders.contains(name);
        let own_is_free =
            if is_file { !files(place, self.reports).any(|name| is_taken(&name)) } else { !is_taken(&folded(place)) };
        own_is_free && !place.ancestors().skip(1).any(|folder| self.files.contains(&folded(folder)))
    }
}

/// The files that are written for a place, with what stands beside them.
fn files<'a>(place: &'a Path, reports: &'a [&str]) -> impl Iterator<Item = String> + 'a {
    reports.iter().flat_map(move |ending| {
        [with_ending(place, ending), with_ending(place, &format!("{ending}.base.json"))].map(|name| folded(&name))
    })
}

fn folded(path: &Path) -> String {
    path.to_string_lossy().to_lowercase()
}

/// `2023` and `txt` -> `2023.txt`, also where the name has dots of its own.
pub fn with_ending(place: &Path, ending: &str) -> PathBuf {
    let mut name = place.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    name.into()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[test]
    fn no_two_inputs_write_the_same_file() {
        let file = |path: &str| Input::File(path.into(), Path::new(path).with_extension(""), Arc::default());
        let lines = |path: &str, place: &str| Input::Lines(path.into(), place.into());
        let mut inputs = vec![
            file("甲.xlsx"),
            file("甲.yaml"),
            file("甲.yml"),
            file("summary.yaml"),
            file("a.check.yaml"),
            file("a.yaml"),
            lines("p/data.jsonl", "data"),
            lines("q/data.ndjson", "data"),
            lines("r/data.jsonl", "data"),
            lines("b.html.jsonl", "b.html"),
            file("b.yaml"),
            file("A.yaml"),
        ];
        settle(&mut inputs, &["html", "check.html"]);
        let places = inputs.iter().map(|input| match input {
            Input::File(_, place, _) | Input::Lines(_, place) | Input::Stdin(place) => place.to_str().unwrap(),
            Input::Unread(name, _) => name,
        });
        let expected = [
            "甲.xlsx",
            "甲",
            "甲.yml",
            "summary.yaml",
            "a.check",
            "a.yaml",
            "data",
            "data.ndjson",
            "data.jsonl",
            "b.html.jsonl",
            "b",
            "A-2",
        ];
        assert_eq!(places.collect::<Vec<_>>(), expected);
    }
}
