//! Where a text stands in a figures file, or belongs if it does not stand there yet (文字的位置).

use super::{
    accounts::{FinalAccounts, Record},
    concepts::{Catalogue, Concept, ConceptIx, GroupIx, Kind, Period, Shape, TextKind},
};
use crate::yaml::{
    Node, Value,
    edit::{Key, Step, path_to},
};

/// A text of a figures file (文字项): the list and row it stands in, none for the department itself, and its index there.
pub type TextAt = (Option<(GroupIx, usize)>, usize);

impl FinalAccounts {
    /// The record that holds a text.
    pub fn record(&self, (row, _): TextAt) -> &Record {
        row.map_or(&self.root, |(group, row)| &self.groups[group][row])
    }

    /// What a text is called: `一般公共预算财政拨款支出决算表：2010301 行政运行：原因`.
    pub fn text_name(&self, at: TextAt) -> String {
        let def = &self.shape(at.0).texts[at.1];
        let concept = &self.catalogue.concepts[def.concept];
        let mut names = vec![self.catalogue.tables[concept.table].key.clone()];
        let own = match at.0 {
            Some((group, _)) => {
                let record = self.record(at);
                names.push(format!("{} {}", record.code.as_deref().unwrap_or_default(), record.name).trim().to_owned());
                self.catalogue.groups[group].concept == def.concept
            }
            None => false,
        };
        if !own {
            names.push(concept.key.clone());
        }
        if TextKind::OF_FIGURES.contains(&def.kind) {
            names.push(text_key(concept, def.kind).to_owned());
        }
        names.join("：")
    }

    /// What kind of text it is.
    pub fn text_kind(&self, at: TextAt) -> TextKind {
        self.shape(at.0).texts[at.1].kind
    }

    /// Is there the figure that a text hangs on?
    pub fn has_figure(&self, at: TextAt) -> bool {
        let concept = &self.catalogue.concepts[self.shape(at.0).texts[at.1].concept];
        concept.numbers.iter().flatten().any(|&number| self.record(at).numbers[number].is_present())
    }

    fn shape(&self, row: Option<(GroupIx, usize)>) -> &'static Shape {
        row.map_or(&self.catalogue.root, |(group, _)| &self.catalogue.groups[group].shape)
    }
}

/// The way to a text in the file that `accounts` were loaded from; none if the table of its figure is not there.
pub fn text_path(accounts: &FinalAccounts, root: &Node, at: TextAt) -> Option<Vec<Step>> {
    let record = accounts.record(at);
    if let Some(place) = &record.text_places[at.1] {
        return path_to(root, place);
    }
    let catalogue = accounts.catalogue;
    let def = &accounts.shape(at.0).texts[at.1];
    let mut way = Way { catalogue, path: Vec::new(), node: Some(root) };
    let top = match at.0 {
        Some((group, _)) => catalogue.concepts.iter().position(|concept| concept.group == Some(group))?,
        None => def.concept,
    };
    let table = catalogue.concepts[top].table;
    way.table(table);
    let fields = &catalogue.tables[table].fields;
    way.fields(fields, &fields_to(catalogue, fields, top)?);
    let mut of_row = false;
    if let Some((group, _)) = at.0 {
        way.row(record)?;
        let own = catalogue.groups[group].concept;
        of_row = own == def.concept;
        if !of_row {
            let fields = &catalogue.concepts[own].children;
            way.fields(fields, &fields_to(catalogue, fields, def.concept)?);
        }
    }
    if TextKind::OF_FIGURES.contains(&def.kind) {
        let concept = &catalogue.concepts[def.concept];
        let table = &catalogue.tables[table];
        if std::iter::once(&table.key).chain(&table.also).all(|key| root.get(key).is_none()) {
            return None;
        }
        let behind = if of_row { Vec::new() } else { keys_of_figure(concept) };
        let bare = Period::Final.key().to_owned();
        way.path.push(Step::Key(Key { name: text_key(concept, def.kind).to_owned(), behind, bare }));
    }
    Some(way.path)
}

/// The key of a text that hangs on a figure: the short one, where that is clear.
fn text_key(concept: &Concept, kind: TextKind) -> &'static str {
    if concept.reason == Some(kind) { TextKind::Reason.key() } else { kind.key() }
}

/// Numbers and texts of a figure come before what hangs below it.
fn keys_of_figure(concept: &Concept) -> Vec<String> {
    let periods =
        Period::ALL.iter().flat_map(|period| std::iter::once(period.key()).chain(period.also().iter().copied()));
    let texts = concept.texts.iter().map(|kind| kind.key());
    let keys = periods.chain(texts).chain([TextKind::Reason.key()]);
    keys.filter(|key| !key.is_empty()).map(str::to_owned).collect()
}

/// The fields from a table down to a concept.
fn fields_to(catalogue: &Catalogue, fields: &[ConceptIx], to: ConceptIx) -> Option<Vec<ConceptIx>> {
    fields.iter().find_map(|&field| {
        if field == to {
            return Some(vec![field]);
        }
        let mut below = fields_to(catalogue, &catalogue.concepts[field].children, to)?;
        below.insert(0, field);
        Some(below)
    })
}

/// The way down, along what is there.
struct Way<'n> {
    catalogue: &'static Catalogue,
    path: Vec<Step>,
    node: Option<&'n Node>,
}

impl Way<'_> {
    /// A step to the value of a key, as the file spells it.
    fn step(&mut self, name: &str, also: &[String], behind: Vec<String>, bare: &str) {
        let there = std::iter::once(name).chain(also.iter().map(String::as_str));
        let found = there.clone().find_map(|key| Some((key, self.node?.get(key)?)));
        let key = Key { name: found.map_or(name, |found| found.0).to_owned(), behind, bare: bare.to_owned() };
        self.path.push(Step::Key(key));
        self.node = found.map(|found| found.1);
    }

    fn table(&mut self, index: usize) {
        let names = |table: &super::concepts::Table| {
            std::iter::once(table.key.clone()).chain(table.also.iter().cloned()).collect::<Vec<_>>()
        };
        let table = &self.catalogue.tables[index];
        // The head of the file comes before all tables, 已核对 behind them.
        let head = super::load::HEAD_KEYS.into_iter().filter(|&key| key != "已核对").map(str::to_owned);
        let behind = head.chain(self.catalogue.tables[..index].iter().flat_map(names)).collect();
        self.step(&table.key, &table.also, behind, "");
    }

    fn fields(&mut self, mut siblings: &[ConceptIx], chain: &[ConceptIx]) {
        let mut bare = "";
        let mut own = Vec::new();
        for &index in chain {
            let concept = &self.catalogue.concepts[index];
            let before = siblings.iter().take_while(|&&sibling| sibling != index);
            let before = before.flat_map(|&sibling| {
                let sibling = &self.catalogue.concepts[sibling];
                std::iter::once(sibling.key.clone()).chain(sibling.also.iter().cloned())
            });
            let behind = own.into_iter().chain(before).collect();
            self.step(&concept.key, &concept.also, behind, bare);
            siblings = &concept.children;
            let figure = matches!(concept.kind, Kind::Amount | Kind::Count | Kind::Percent | Kind::Number);
            bare = if figure { Period::Final.key() } else { "" };
            own = keys_of_figure(concept);
        }
    }

    /// The row: an item of the list, or the value of its name.
    fn row(&mut self, record: &Record) -> Option<()> {
        let place = record.place.as_ref()?;
        let (step, node) = match &self.node?.value {
            Value::Sequence(items) => {
                let holds = |item: &Node| item.span.start <= place.start && place.end <= item.span.end;
                let at = items.iter().position(holds)?;
                (Step::Item(at), &items[at])
            }
            Value::Mapping(entries) => {
                let entry = entries.iter().find(|entry| entry.key_span == *place)?;
                (Step::key(&entry.key), &entry.value)
            }
            Value::Scalar { .. } => return None,
        };
        self.path.push(step);
        self.node = Some(node);
        Some(())
    }
}
