//! Lists (明细): a code or names and the figures, a line a row where that is all.

use super::Writer;
use crate::figures::{
    accounts::{Record, Text},
    concepts::{ConceptIx, Group, Period},
    row_name::{NameLine, bare, name_lines},
    template::scalar,
};

impl<'a> Writer<'a> {
    pub(super) fn list(&mut self, index: ConceptIx, depth: usize) {
        let concept = &self.catalogue().concepts[index];
        let Some(group) = concept.group else { return };
        let rows = self.accounts.rows(group);
        let group = &self.catalogue().groups[group];
        if rows.is_empty() {
            return;
        }
        let names: Option<Vec<String>> = rows.iter().map(|row| self.bare_name(group, row)).collect();
        // What has to be quoted is safe between brackets, but a comma in a plain name would part it.
        let simple = |name: &String| !name.contains(|c: char| c.is_ascii_punctuation());
        if let Some(names) = names.filter(|names| names.iter().all(simple)) {
            self.put(depth, &format!("{}: [{}]", concept.key, names.join(", ")));
            return;
        }
        self.put(depth, &format!("{}:", concept.key));
        for row in rows {
            self.row(group, row, depth + 2);
        }
    }

    /// The name of a row of which nothing else is known.
    fn bare_name(&self, group: &Group, row: &Record) -> Option<String> {
        let concept = &self.catalogue().concepts[group.concept];
        bare(self.reference, concept, group, row).filter(|_| is_empty(row)).map(scalar)
    }

    fn row(&mut self, group: &'a Group, row: &'a Record, depth: usize) {
        if is_empty(row) && row.name.is_empty() {
            self.put(depth, "-"); // there is such a row, nothing is known of it
            return;
        }
        if let Some(name) = self.bare_name(group, row) {
            self.put(depth, &format!("- {name}"));
            return;
        }
        let concept = &self.catalogue().concepts[group.concept];
        let mut numbers = self.numbers(concept, row);
        if !group.unpriced && !numbers.iter().any(|(period, _)| *period == Period::Final) {
            numbers.push((Period::Final, String::new()));
        }
        let names = name_lines(self.reference, group, row);
        let start = self.lines.text.len();
        for (index, name) in names.iter().enumerate() {
            let lead = if index == 0 { "- " } else { "  " };
            self.lines.line(depth, false, &format!("{lead}{}", name.line()), name.about);
        }
        let named = self.lines.text.len();
        self.below(group.concept, row, depth + 2);
        let below = self.lines.text.split_off(named);
        if let (true, [NameLine { key: "科目编码", about, .. }]) = (below.is_empty() && !numbers.is_empty(), &names[..])
        {
            let figures = super::figure::on_one_line(&numbers);
            let line = format!("- {}", figures.replacen('{', &format!("{{ {},", names[0].line()), 1));
            self.lines.text.truncate(start);
            self.lines.line(depth, false, &line, about);
            return;
        }
        if !concept.key.is_empty() {
            // The row's own amount has a name of its own (资金).
            for (_, value) in numbers.extract_if(.., |(period, _)| *period == Period::Final) {
                self.put(depth + 2, &format!("{}:{value}", concept.key));
            }
        }
        self.periods(&numbers, depth + 2);
        self.lines.text.push_str(&below);
    }
}

fn is_empty(row: &Record) -> bool {
    row.numbers.iter().all(|&number| super::written(number).is_none())
        && row.texts.iter().all(|text| *text == Text::Absent)
}
