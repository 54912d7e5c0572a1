//! Reasons and prose of a text, back into the figures file (写回): what next year's file is made from.
//!
//! The text is the newer of the two, so its words win; the file keeps its comments, its order and everything that the
//! text does not say.

mod said;
mod unsaid;

use serde::Serialize;

use self::{
    said::{Said, said, unsettled},
    unsaid::unsaid,
};
use crate::{
    diagnostic::Diagnostic,
    figures::{FinalAccounts, GroupIx, Record, Reference, Text, TextAt, TextKind, load, text_path},
    report::{binding::Bound, comparable, reading::Reading},
    source::Source,
    yaml::{
        self,
        edit::{New, set},
    },
};

/// The figures file with the words of a text in it (写回的结果).
#[derive(Debug)]
pub struct WriteBack {
    /// The file.
    pub text: String,
    /// What was written.
    pub written: Vec<Written>,
    /// What was not, in order of the text.
    pub left: Vec<Left>,
    /// Places of the file that are written in a way that cannot be edited.
    pub faults: Vec<Diagnostic>,
}

/// A text that was written (写入的).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Written {
    /// Where in the accounts it belongs.
    pub name: String,
    /// The words.
    pub words: String,
    /// What stood there before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<String>,
    /// The line of the file, from 1.
    pub line: usize,
}

/// A text that was not written (没有写入的).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Left {
    /// What it would be in the accounts.
    pub name: String,
    /// The words; empty for a placeholder.
    pub words: String,
    /// Why.
    pub why: Why,
    /// The line of the text, from 1.
    pub line: usize,
}

/// Why a text was not written (为何没有写入).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Why {
    /// It still waits to be filled in.
    Placeholder,
    /// A mark in it is still to be settled.
    Marked,
    /// It speaks of a further row, so that nobody can tell where it ends.
    Unending,
    /// The file has no such row.
    NoRow,
    /// The file has no such figure.
    NoFigure,
    /// The text says it before in other words.
    Repeated,
    /// The text does not say it any more, the file does.
    Unsaid,
}

/// One reason may point to another (同收支总体): where that one changes, what repeats it in the text is written out, a
/// round later for each step of the chain.
const ROUNDS: usize = 4;

/// Write what a text says into a figures file that loads.
pub fn write_back(
    figures: &Source,
    (reading, bound): (&Reading, &Bound),
    reference: &'static Reference,
) -> Result<WriteBack, Vec<Diagnostic>> {
    let said = said(reading, bound);
    let mut source = figures.clone();
    let mut written: Vec<(TextAt, String, Option<String>)> = Vec::new();
    let (mut left, mut faults) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let accounts = loaded(&source, reference)?;
        let page = source.clone();
        let arena = yaml::Arena::default();
        let Some(root) = yaml::parse(&page, &arena, &mut Vec::new()) else { break };
        let before = written.len();
        (left, faults) = (Vec::new(), Vec::new());
        for said in &said {
            let leave = |why| {
                let line = reading.document.source.line_column(said.place.start).0;
                Left { name: bound.accounts.text_name(said.at), words: said.words(), why, line }
            };
            if let Some(why) = unsettled(said, &reading.house.style.missing.0) {
                left.push(leave(why));
                continue;
            }
            let Some(at) = home(said, &accounts) else {
                left.push(leave(Why::NoRow));
                continue;
            };
            if same(&accounts.record(at).texts[at.1], said, accounts.text_kind(at)) {
                continue;
            }
            if swallows(said, bound, &accounts) {
                left.push(leave(Why::Unending));
                continue;
            }
            let no_figure = bound.accounts.has_figure(said.at) && !accounts.has_figure(at);
            let Some(path) = text_path(&accounts, &root, at).filter(|_| !no_figure) else {
                left.push(leave(Why::NoFigure));
                continue;
            };
            let new = match &said.lines[..] {
                [line] => New::Text(line.clone()),
                lines => New::List(lines.to_vec()),
            };
            match set(&source, &path, &new) {
                Ok(text) => {
                    source = Source::new(source.name(), text);
                    written.push((at, said.words(), old(&accounts, at)));
                }
                Err(found) => faults.extend(found),
            }
        }
        if written.len() == before {
            break;
        }
    }
    let accounts = loaded(&source, reference)?;
    let line = |at: usize| reading.document.source.line_column(at).0;
    left.extend(bound.repeated.iter().map(|again| {
        let (name, words) = (bound.accounts.text_name(again.at), again.words.clone());
        Left { name, words, why: Why::Repeated, line: line(again.place.start) }
    }));
    left.extend(unsaid(&accounts, (reading, bound)).into_iter().map(|(at, place)| {
        let words = accounts.record(at).texts[at.1].lines().concat();
        Left { name: accounts.text_name(at), words, why: Why::Unsaid, line: line(place) }
    }));
    left.sort_by_key(|left| left.line);
    let written = written.into_iter().map(|(at, words, old)| {
        let place = accounts.record(at).text_places.get(at.1);
        let line = source.line_column(place.map_or(0, |place| place.start)).0;
        Written { name: accounts.text_name(at), words, old, line }
    });
    Ok(WriteBack { written: written.collect(), text: source.text().to_owned(), left, faults })
}

/// A file that is written back loads before and after.
fn loaded(source: &Source, reference: &'static Reference) -> Result<FinalAccounts, Vec<Diagnostic>> {
    let (accounts, faults) = load(source, reference);
    accounts.ok_or(faults)
}

/// Free words may go on into what is said of the next row: it is named in them and nowhere else in the text.
fn swallows(said: &Said, bound: &Bound, accounts: &FinalAccounts) -> bool {
    let Some((group, _)) = said.at.0 else { return false };
    let known = |name: &str| bound.accounts.rows(group).iter().any(|row| row.name == name);
    accounts.rows(group).iter().any(|row| {
        let name = comparable(&row.name);
        !name.is_empty() && !known(&name) && said.lines.iter().any(|line| comparable(line).contains(&name))
    })
}

/// The text of the file that a text of the report is: of the same row, by its account or else by its name.
fn home(said: &Said, accounts: &FinalAccounts) -> Option<TextAt> {
    let Some((group, _)) = said.at.0 else { return Some((None, beside(said, None, accounts))) };
    let rows = accounts.rows(group);
    let only = |is: &dyn Fn(&Record) -> bool| {
        let mut found = rows.iter().enumerate().filter(|(_, row)| is(row));
        found.next().filter(|_| found.next().is_none()).map(|(row, _)| row)
    };
    let row = only(&|row| row.key() == said.record.key())
        .or_else(|| only(&|row| comparable(&row.name) == said.record.name))?;
    let row = Some((group, row));
    Some((row, beside(said, row, accounts)))
}

/// The same words may be a reason or a remark; where the file has only the other of them, that one is meant.
fn beside(said: &Said, row: Option<(GroupIx, usize)>, accounts: &FinalAccounts) -> usize {
    let shape = row.map_or(&accounts.catalogue.root, |(group, _)| &accounts.catalogue.groups[group].shape);
    let (own, record) = (&shape.texts[said.at.1], accounts.record((row, 0)));
    let rivals = |kind: TextKind| kind.is_reason() || kind == TextKind::Note;
    if !rivals(own.kind) || !record.texts[said.at.1].lines().is_empty() {
        return said.at.1;
    }
    let mut others = (0..shape.texts.len()).filter(|&index| {
        let other = &shape.texts[index];
        let written = other.concept == own.concept && rivals(other.kind) && !record.texts[index].lines().is_empty();
        written && !said.record.texts[index].is_present()
    });
    others.next().filter(|_| others.next().is_none()).unwrap_or(said.at.1)
}

fn same(text: &Text, said: &Said, kind: TextKind) -> bool {
    let core = |lines: &[String]| comparable(&lines.concat()).trim_end_matches(['。', '；']).to_owned();
    let as_many = text.lines().len() == said.lines.len();
    let (text, said) = (core(text.lines()), core(&said.lines));
    // A sentence prints less of a name than the file may hold: 一级项目. A list that lost a member is another list.
    let is_name = || {
        let rest = text.split_once(&said);
        kind == TextKind::Text && as_many && rest.is_some_and(|(head, tail)| ![head, tail].concat().contains('、'))
    };
    !text.is_empty() && (text == said || is_name())
}

/// What stood there, as it was typed: 同收支总体 rather than the reason it stands for.
fn old(accounts: &FinalAccounts, at: TextAt) -> Option<String> {
    let record = accounts.record(at);
    let words = record.texts[at.1].lines().concat();
    let typed = record.text_places.get(at.1).map_or("", |place| &accounts.source.text()[place]);
    let typed = typed.trim_matches(['"', '\'']);
    if words.is_empty() {
        return None;
    }
    Some(if typed.is_empty() || typed.contains('\n') { words } else { typed.to_owned() })
}
