//! The way down a figures file (层层往下): to what stands there, or where it belongs.

use super::{
    accounts::{FinalAccounts, Record},
    concepts::{Catalogue, Concept, ConceptIx, GroupIx, Kind, Period, TextKind},
};
use crate::yaml::{
    Node, Value,
    edit::{Key, Step},
};

/// Numbers and texts of a figure come before what hangs below it.
pub(super) fn keys_of_figure(concept: &Concept) -> Vec<String> {
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
pub(super) struct Way<'n> {
    catalogue: &'static Catalogue,
    /// The steps so far.
    pub path: Vec<Step>,
    /// What stands there, if anything does.
    pub node: Option<&'n Node<'n>>,
}

impl<'n> Way<'n> {
    /// The way to a concept, of the department or of a row; and whether it is the row itself.
    pub fn to(
        accounts: &FinalAccounts,
        root: &'n Node<'n>,
        row: Option<(GroupIx, usize)>,
        concept: ConceptIx,
    ) -> Option<(Way<'n>, bool)> {
        let catalogue = accounts.catalogue;
        let mut way = Way { catalogue, path: Vec::new(), node: Some(root) };
        let Some((group, index)) = row else {
            way.down(concept)?;
            return Some((way, false));
        };
        way.list(group)?;
        way.row(&accounts.groups[group][index])?;
        let own = catalogue.groups[group].concept;
        if own != concept {
            let fields = &catalogue.concepts[own].children;
            way.fields(fields, &fields_to(catalogue, fields, concept)?);
        }
        Some((way, own == concept))
    }

    /// The way to a list.
    pub fn to_list(catalogue: &'static Catalogue, root: &'n Node<'n>, group: GroupIx) -> Option<Way<'n>> {
        let mut way = Way { catalogue, path: Vec::new(), node: Some(root) };
        way.list(group)?;
        Some(way)
    }

    fn list(&mut self, group: GroupIx) -> Option<()> {
        self.down(self.catalogue.concepts.iter().position(|concept| concept.group == Some(group))?)
    }

    fn down(&mut self, concept: ConceptIx) -> Option<()> {
        let table = self.catalogue.concepts[concept].table;
        self.table(table);
        let fields = &self.catalogue.tables[table].fields;
        self.fields(fields, &fields_to(self.catalogue, fields, concept)?);
        Some(())
    }

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
        // The head of the file comes before all tables, 已核对 and 来源 behind them.
        let head = super::HEAD_KEYS.into_iter().map(str::to_owned);
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
                (Step::key(entry.key), &entry.value)
            }
            Value::Scalar { .. } => return None,
        };
        self.path.push(step);
        self.node = Some(node);
        Some(())
    }
}
