//! `concepts.yaml` -> catalogue (建表): every name gets its place in the records.

use super::{
    AccountKind, Catalogue, Concept, ConceptIx, Group, GroupIx, Key, Keys, Kind, NumberDef, Origin, Period,
    REASON_KEYS, Shape, Table, TextDef, TextKind,
};
use crate::figures::schema::{CatalogueFile, FieldEntry, GroupEntry};

impl Catalogue {
    /// Read `concepts.yaml`.
    pub fn parse(text: &str) -> Result<Catalogue, String> {
        let file: CatalogueFile = serde_yaml::from_str(text).map_err(|error| error.to_string())?;
        let mut lead_ins = file.lead_ins;
        lead_ins.sort_by_key(|words| std::cmp::Reverse(words.len()));
        let mut catalogue = Catalogue { lead_ins, ..Catalogue::default() };
        for table in file.tables {
            let index = catalogue.tables.len();
            catalogue.tables.push(Table {
                id: table.id,
                key: table.key,
                also: table.also,
                about: table.about,
                seldom: table.seldom,
                fields: Vec::new(),
                keys: Keys::default(),
            });
            let fields = table.fields.iter().map(|field| catalogue.add_field(index, field, None)).collect();
            catalogue.tables[index].fields = fields;
        }
        for entry in file.groups {
            catalogue.add_group(entry)?;
        }
        for index in 0..catalogue.concepts.len() {
            catalogue.concepts[index].keys = by_key(catalogue.keys_below(&catalogue.concepts[index]));
        }
        for index in 0..catalogue.tables.len() {
            let fields = catalogue.tables[index].fields.iter();
            catalogue.tables[index].keys = by_key(fields.flat_map(|&field| catalogue.spelt(field)));
        }
        let titles = catalogue.tables.iter().enumerate().flat_map(|(index, table)| {
            std::iter::once(&table.key).chain(&table.also).map(move |title| (title.clone(), index))
        });
        catalogue.titles = by_key(titles);
        for (index, number) in catalogue.root.numbers.iter().enumerate() {
            let concept = &catalogue.concepts[number.concept];
            if concept.required && concept.periods.first() == Some(&number.period) {
                catalogue.required.push(index);
            }
            if !concept.required && number.period == Period::Final && concept.periods.len() > 1 {
                // They were added one behind the other.
                let periods = concept.numbers.iter().flatten().copied();
                let (first, last) = (periods.clone().min().unwrap_or(index), periods.max().unwrap_or(index));
                catalogue.compared.push((index, first..last + 1));
            }
        }
        Ok(catalogue)
    }

    fn spelt(&self, concept: ConceptIx) -> impl Iterator<Item = (String, ConceptIx)> {
        self.concepts[concept].spellings().map(move |key| (key.to_owned(), concept))
    }

    /// The keys below a figure.
    fn keys_below(&self, concept: &Concept) -> Vec<(String, Key)> {
        let mut keys = Vec::new();
        let children = concept.children.iter().flat_map(|&child| self.spelt(child));
        keys.extend(children.map(|(key, child)| (key, Key::Child(child))));
        for period in Period::ALL.into_iter().filter(|period| concept.periods.contains(period)) {
            let spelt = std::iter::once(period.key()).chain(period.also().iter().copied());
            keys.extend(spelt.map(|key| (key.to_owned(), Key::Number(period))));
        }
        if let Some(kind) = concept.reason {
            keys.extend(REASON_KEYS.map(|key| (key.to_owned(), Key::Text(kind))));
        }
        let texts = concept.texts.iter().filter(|kind| !REASON_KEYS.contains(&kind.key()));
        keys.extend(texts.map(|&kind| (kind.key().to_owned(), Key::Text(kind))));
        keys
    }

    fn add_concept(&mut self, table: usize, field: &FieldEntry) -> ConceptIx {
        let mut texts: Vec<TextKind> = field.reasons.iter().map(|&reason| reason.into()).collect();
        texts.extend(field.texts.iter().copied());
        let mut periods = field.periods.clone();
        match field.kind {
            Kind::Amount | Kind::Count | Kind::Percent | Kind::Number if periods.is_empty() => {
                periods.push(Period::Final)
            }
            Kind::Text => texts.push(TextKind::Text),
            Kind::Prose => texts.push(TextKind::Prose),
            Kind::Names => texts.push(TextKind::Names),
            Kind::Choice => texts.push(TextKind::Choice),
            Kind::Reason => texts.push(TextKind::Reason),
            _ => {}
        }
        let only = (field.reasons.len() == 1).then(|| field.reasons[0]);
        let reason = field.reason.or(only).map(TextKind::from);
        self.concepts.push(Concept {
            id: field.id.clone(),
            key: field.key.clone(),
            also: field.also.clone(),
            kind: field.kind,
            unit: field.unit.clone(),
            periods,
            texts,
            reason,
            choices: field.choices.clone(),
            label: field.label.clone(),
            about: field.about.clone(),
            required: field.required,
            negative: field.negative,
            cell: field.cell.clone(),
            seldom: field.seldom,
            lasting: field.lasting,
            table,
            children: Vec::new(),
            group: None,
            numbers: [None; 5],
            text_at: Vec::new(),
            keys: Keys::default(),
        });
        self.concepts.len() - 1
    }

    /// Add a field with all below it; `group` is the list whose row it belongs to, if any.
    fn add_field(&mut self, table: usize, field: &FieldEntry, group: Option<GroupIx>) -> ConceptIx {
        let concept = self.add_concept(table, field);
        if let (Kind::Rows, Some(row)) = (field.kind, &field.row) {
            let index = self.groups.len();
            self.groups.push(Group {
                id: field.id.clone(),
                origin: Origin::Given,
                shape: Shape::default(),
                concept: 0,
                account: row.account,
                fund: row.fund.clone(),
                name: row.name.clone(),
                unpriced: row.unpriced,
                samples: row.samples.clone(),
            });
            let of_row = self.add_concept(table, row);
            self.groups[index].concept = of_row;
            self.groups[index].shape.add(of_row, &mut self.concepts[of_row], true, true);
            let children = row.fields.iter().map(|child| self.add_field(table, child, Some(index))).collect();
            self.concepts[of_row].children = children;
            self.concepts[concept].group = Some(index);
            return concept;
        }
        match group {
            Some(index) => self.groups[index].shape.add(concept, &mut self.concepts[concept], true, false),
            None => self.root.add(concept, &mut self.concepts[concept], false, false),
        }
        let children = field.fields.iter().map(|child| self.add_field(table, child, group)).collect();
        self.concepts[concept].children = children;
        concept
    }

    fn add_group(&mut self, entry: GroupEntry) -> Result<(), String> {
        let mut shape = Shape::default();
        let (origin, account, concept) = if let Some(sum) = &entry.sum_by_class {
            let from = self.group(sum).ok_or_else(|| format!("groups: {}: no group {sum}", entry.id))?;
            let of_rows = &self.concepts[self.groups[from].concept];
            let table = of_rows.table;
            let sum = FieldEntry {
                id: entry.row.clone().unwrap_or_else(|| entry.id.clone()),
                key: "类级合计".to_owned(),
                periods: of_rows.periods.clone(),
                negative: true,
                cell: "类级科目行“合计”栏".to_owned(),
                ..FieldEntry::default()
            };
            let concept = self.add_concept(table, &sum);
            shape.add(concept, &mut self.concepts[concept], true, true);
            (Origin::ByClass(from), Some(AccountKind::Class), concept)
        } else {
            let mut members = Vec::new();
            for id in &entry.members {
                members.push(self.concept(id).ok_or_else(|| format!("groups: {}: no concept {id}", entry.id))?);
            }
            let first = *members.first().ok_or_else(|| format!("groups: {}: no members", entry.id))?;
            // A member row offers every period and text that a figure can have; what a member lacks is absent.
            for period in Period::ALL {
                shape.number_names.insert(period.id().to_owned(), shape.numbers.len());
                shape.numbers.push(NumberDef { id: format!("{}.{}", entry.id, period.id()), concept: first, period });
            }
            for kind in TextKind::OF_FIGURES {
                shape.text_names.insert(kind.id().to_owned(), shape.texts.len());
                shape.texts.push(TextDef { id: format!("{}.{}", entry.id, kind.id()), concept: first, kind });
            }
            (Origin::Members(members), None, first)
        };
        self.groups.push(Group {
            id: entry.id,
            origin,
            shape,
            concept,
            account,
            fund: None,
            name: None,
            unpriced: false,
            samples: Vec::new(),
        });
        Ok(())
    }
}

/// Where two keys are alike, the first counts.
fn by_key<M>(keys: impl IntoIterator<Item = (String, M)>) -> Keys<M> {
    let mut by_key = Keys::default();
    for (key, meaning) in keys {
        by_key.entry(key).or_insert(meaning);
    }
    by_key
}

impl Shape {
    fn add(&mut self, concept: ConceptIx, entry: &mut Concept, row: bool, own: bool) {
        // In a row the row's own figures go by the bare period, its children by their full id.
        for period in entry.periods.clone() {
            let id = if period == Period::Final && !row {
                entry.id.clone()
            } else {
                format!("{}.{}", entry.id, period.id())
            };
            let index = self.numbers.len();
            if own {
                self.number_names.insert(period.id().to_owned(), index);
            } else {
                self.number_names.insert(id.clone(), index);
                if period == Period::Final {
                    self.number_names.insert(entry.id.clone(), index);
                    self.number_names.insert(format!("{}.final", entry.id), index);
                }
            }
            entry.numbers[period as usize] = Some(index);
            self.numbers.push(NumberDef { id, concept, period });
        }
        for kind in entry.texts.clone() {
            let local = kind.id();
            let id = if local.is_empty() { entry.id.clone() } else { format!("{}.{local}", entry.id) };
            let name = if own && !local.is_empty() { local.to_owned() } else { id.clone() };
            self.text_names.insert(name, self.texts.len());
            entry.text_at.push(self.texts.len());
            self.texts.push(TextDef { id, concept, kind });
        }
    }
}
