//! A figure with its periods, texts and what hangs below it: on one line where these are only numbers.

use super::{Writer, written};
use crate::figures::{
    accounts::{Number, Record, Text},
    concepts::{Concept, ConceptIx, Kind, Period, TextKind},
    template::scalar,
};

impl<'a> Writer<'a> {
    pub(super) fn figure(&mut self, index: ConceptIx, record: &'a Record, depth: usize) {
        let concept = &self.catalogue().concepts[index];
        let numbers = self.numbers(concept, record);
        let start = self.lines.text.len();
        self.put(depth, &format!("{}:", concept.key));
        let header = self.lines.text.len();
        self.below(index, record, depth + 2);
        if self.lines.text.len() > header {
            let below = self.lines.text.split_off(header);
            self.periods(&numbers, depth + 2);
            self.lines.text.push_str(&below);
            return;
        }
        self.lines.text.truncate(start);
        match numbers.as_slice() {
            [] => {}
            [(Period::Final, value)] => self.put(depth, &format!("{}:{value}", concept.key)),
            several => self.put(depth, &format!("{}: {}", concept.key, on_one_line(several))),
        }
    }

    pub(super) fn periods(&mut self, numbers: &[(Period, String)], depth: usize) {
        for (period, value) in numbers {
            self.put(depth, &format!("{}:{value}", period.key()));
        }
    }

    /// Texts and figures below a figure.
    pub(super) fn below(&mut self, index: ConceptIx, record: &'a Record, depth: usize) {
        let concept = &self.catalogue().concepts[index];
        for &kind in &concept.texts {
            let Some(at) = concept.text(kind) else { continue };
            let key = if concept.reason == Some(kind) { TextKind::Reason.key() } else { kind.key() };
            self.text(key, &record.texts[at], depth);
        }
        for &child in &concept.children {
            self.field(child, record, depth);
        }
    }

    /// The periods that are written, with their values.
    pub(super) fn numbers(&self, concept: &Concept, record: &Record) -> Vec<(Period, String)> {
        let value = |period: Period| {
            let at = concept.number(period)?;
            let missed = concept.required
                && concept.periods.first() == Some(&period)
                && record.numbers[at] == Number::Absent
                && self.derived.numbers.get(at) == Some(&Number::Absent);
            Some((period, written(if missed { Number::Blank } else { record.numbers[at] })?))
        };
        Period::ALL.into_iter().filter_map(value).collect()
    }

    /// A text that stands by itself.
    pub(super) fn free_text(&mut self, index: ConceptIx, record: &Record, depth: usize) {
        let concept = &self.catalogue().concepts[index];
        let Some(text) = concept.text(concept.texts[0]).map(|at| &record.texts[at]) else { return };
        match text {
            Text::Given(lines) if lines.len() > 1 && matches!(concept.kind, Kind::Prose | Kind::Names) => {
                self.put(depth, &format!("{}:", concept.key));
                for line in lines {
                    self.put(depth + 2, &format!("- {}", scalar(line)));
                }
            }
            text => self.text(&concept.key, text, depth),
        }
    }

    fn text(&mut self, key: &str, text: &Text, depth: usize) {
        match text {
            Text::Absent => {}
            Text::Blank => self.put(depth, &format!("{key}:")),
            Text::Given(lines) => self.put(depth, &format!("{key}: {}", scalar(&lines.concat()))),
        }
    }
}

/// `{ 决算数: 593.32, 上年决算数: 715.37 }`
pub(super) fn on_one_line(numbers: &[(Period, String)]) -> String {
    let pairs: Vec<String> = numbers.iter().map(|(period, value)| format!("{}:{value}", period.key())).collect();
    format!("{{ {} }}", pairs.join(", "))
}
