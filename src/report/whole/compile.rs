//! `whole.yaml` compiled (编译): titles, cover and terms by the phrasebook's compiler, the prose as a house of its own.

use std::collections::BTreeMap;

use super::{Plan, Term, Whole, chart::ChartPlan, with};
use crate::{
    diagnostic::{Diagnostic, Severity},
    figures::Catalogue,
    nearest::nearest,
    phrase::{
        BookEntries, Placed,
        book::Examples,
        compile::Compiler,
        schema::{PhraseEntry, SectionEntry},
        whole::{self, ChartEntry, PartEntry, TermEntry, WholeEntry},
    },
    report::{House, forms::Forms},
};

impl Whole {
    /// How a house puts the complete report together, with all that is wrong with it; nothing of either for a house
    /// that does not say (整本的编排).
    pub fn load(house: &House, examples: Examples, catalogue: &Catalogue) -> (Option<Whole>, Vec<Diagnostic>) {
        let mut faults = Vec::new();
        let Some(source) = &house.entries.whole else { return (None, faults) };
        let Some(entry) = whole::read(source, examples == Examples::Read, &mut faults) else { return (None, faults) };
        let whole = compile(house, entry, catalogue, &mut faults);
        let broken = faults.iter().any(|fault| fault.severity == Severity::Error);
        (Some(whole).filter(|_| !broken), faults)
    }
}

fn compile(house: &House, entry: WholeEntry, catalogue: &Catalogue, faults: &mut Vec<Diagnostic>) -> Whole {
    let mut words = Words {
        compiler: Compiler {
            catalogue,
            style: &house.style,
            fragments: &house.entries.fragments,
            templates: BTreeMap::new(),
            used: Default::default(),
            open: Vec::new(),
            size: 0,
            faults: std::mem::take(faults),
            told: Default::default(),
        },
        count: 0,
    };
    let cover = entry.cover.iter().map(|line| words.body(line)).collect();
    let contents = entry.contents.as_ref().map(|title| words.body(title));
    let charts = entry.charts.iter().filter_map(|chart| words.chart(chart, house)).collect();
    let mut parts = Vec::new();
    for part in entry.parts {
        parts.extend(match part {
            PartEntry::Narrative => Some(Plan::Narrative),
            PartEntry::Tables { title, department, unit, tables } => {
                let unit = unit.map(|unit| with(&unit, &[("unit", &house.style.unit)]));
                Some(Plan::Tables {
                    title: words.body(&title),
                    above: Box::new([department, unit].map(|line| line.map(|line| words.body(&line)))),
                    tables: tables.iter().filter_map(|(form, title)| words.table(form, title)).collect(),
                })
            }
            PartEntry::Glossary(entry) => Some(Plan::Glossary {
                title: words.body(&entry.title),
                used: entry.used,
                terms: entry.terms.iter().map(|term| words.term(&entry.line, term)).collect(),
            }),
            PartEntry::Overview { title, sections, phrases } => {
                let (overview, found) = overview(house, (title, sections, phrases), catalogue);
                words.compiler.faults.extend(found);
                overview.map(|house| Plan::Overview(Box::new(house)))
            }
        });
    }
    if let Some((text, _)) = words.compiler.templates.values().next().cloned() {
        let fault = Diagnostic::error("P008", "whole.yaml 的标题和名词里只能有文字和空格");
        words.compiler.fault(&text.place, fault.help("去掉 {% %}、过滤器和保留字"));
    }
    *faults = words.compiler.faults;
    Whole { cover, contents, thousands: entry.thousands, charts, parts }
}

/// The officer's prose is written by a house that has nothing but it, with the fragments of the book.
fn overview(
    house: &House,
    (title, sections, phrases): (Placed, Vec<SectionEntry>, Vec<PhraseEntry>),
    catalogue: &Catalogue,
) -> (Option<House>, Vec<Diagnostic>) {
    let entries = &house.entries;
    let order = sections.iter().map(|section| Placed { text: section.id.clone(), place: section.place.clone() });
    // Examples that another book gives are run there.
    let own = entries.own_files.iter().filter(|name| *name == title.place.source.name()).cloned().collect();
    let entries = BookEntries {
        name: entries.name.clone(),
        title: entries.title.clone(),
        style: entries.style.clone(),
        layout: entries.layout.clone(),
        fragments: entries.fragments.clone(),
        order: order.collect(),
        phrases,
        sections: sections.into_iter().map(|section| (section.id.clone(), section)).collect(),
        own_files: own,
        place: Some(title.place.clone()),
        document: Some(title),
        ..BookEntries::default()
    };
    House::of_entries(entries, catalogue)
}

struct Words<'a> {
    compiler: Compiler<'a>,
    count: usize,
}

impl Words<'_> {
    fn body(&mut self, text: &Placed) -> crate::phrase::Body {
        self.count += 1;
        self.compiler.inline(&format!("whole.{}", self.count), text)
    }

    fn table(&mut self, form: &Placed, title: &Placed) -> Option<(String, crate::phrase::Body)> {
        let title = self.body(title);
        if Forms::shipped().ids().any(|id| id == form.text) {
            return Some((form.text.clone(), title));
        }
        let known = || Forms::shipped().ids();
        let help = nearest(&form.text, known()).map_or_else(
            || format!("可用的版式：{}", known().collect::<Vec<_>>().join("、")),
            |near| format!("是否指 {near}？"),
        );
        self.compiler.fault(&form.place, Diagnostic::error("P001", format!("没有叫 {} 的表", form.text)).help(help));
        None
    }

    fn chart(&mut self, entry: &ChartEntry, house: &House) -> Option<ChartPlan> {
        let title = self.body(&with(&entry.title, &[("unit", &house.style.unit)]));
        let root = &self.compiler.catalogue.root;
        let wrong = |of: &&Placed| {
            let last = entry.years.then(|| format!("{}.last", of.text));
            root.number(&of.text).is_none() || last.is_some_and(|last| root.number(&last).is_none())
        };
        let wrong: Vec<Placed> = entry.of.iter().chain(&entry.whole).filter(wrong).cloned().collect();
        for of in &wrong {
            let near = nearest(&of.text, self.compiler.catalogue.concepts.iter().map(|concept| concept.id.as_str()));
            let help = near.filter(|near| *near != of.text);
            let help = help.map_or("可用的项目名见 data/reference/concepts.yaml".to_owned(), |near| {
                format!("是否指 {near}？")
            });
            let which = if entry.years { "有上年数的" } else { "" };
            let message = format!("{} 不是{which}项目，画不成图", of.text);
            self.compiler.fault(&of.place, Diagnostic::error("P002", message).help(help));
        }
        let sections = || house.sections.iter().map(|section| section.id.as_str());
        if !sections().any(|id| id == entry.after.text) {
            let help = nearest(&entry.after.text, sections()).map_or_else(
                || format!("第三部分的章有：{}", sections().collect::<Vec<_>>().join("、")),
                |near| format!("是否指 {near}？"),
            );
            let fault = Diagnostic::error("P001", format!("第三部分没有叫 {} 的章", entry.after.text));
            self.compiler.fault(&entry.after.place, fault.help(help));
        }
        let of = entry.of.iter().map(|of| of.text.clone()).collect();
        let whole = entry.whole.as_ref().map(|whole| whole.text.clone());
        Some(ChartPlan { title, years: entry.years, of, whole, after: entry.after.text.clone() })
    }

    fn term(&mut self, line: &Placed, entry: &TermEntry) -> Term {
        let concepts = &self.compiler.catalogue.concepts;
        let unknown = |of: &&Placed| {
            let below =
                |id: &str| id.strip_prefix(of.text.as_str()).is_some_and(|r| r.is_empty() || r.starts_with('.'));
            !concepts.iter().any(|concept| below(&concept.id))
        };
        let unknown: Vec<Placed> = entry.of.iter().filter(unknown).cloned().collect();
        for of in unknown {
            let near = nearest(&of.text, self.compiler.catalogue.concepts.iter().map(|concept| concept.id.as_str()));
            let help = near.map_or("可用的项目名见 data/reference/concepts.yaml".to_owned(), |near| {
                format!("是否指 {near}？")
            });
            self.compiler.fault(&of.place, Diagnostic::error("P002", format!("没有叫 {} 的项目", of.text)).help(help));
        }
        let place = entry.text.place.clone();
        let line = with(line, &[("term", &entry.term.text), ("text", &entry.text.text)]);
        let body = self.body(&Placed { text: line.text, place });
        Term { of: entry.of.iter().map(|of| of.text.clone()).collect(), body }
    }
}
