//! `facts:` of an example -> the figures that its sentence is written from (例子的数据).

use std::ops::Range;

use crate::{
    diagnostic::Diagnostic,
    figures::{
        Account, FinalAccounts, GroupIx, MoneyUnit, Number, Origin, Record, Reference, Shape, Text,
        concepts::AccountKind, derive, parse_amount,
    },
    nearest::nearest,
    source::Source,
    yaml::{Entry, Node, Value},
};

/// Reads the facts of one example.
pub(super) struct Facts<'a> {
    /// The file that the example stands in.
    pub source: &'a Source,
    /// Names of accounts and what follows from figures.
    pub reference: &'static Reference,
    /// Where faults go.
    pub faults: &'a mut Vec<Diagnostic>,
}

impl Facts<'_> {
    /// The figures of an example, in the unit that the book prints; `each` is the list whose row the sentence speaks of,
    /// and its facts are that row's.
    pub fn read(&mut self, node: Option<&Node>, each: Option<GroupIx>, unit: &str) -> (FinalAccounts, Option<Record>) {
        let catalogue = &self.reference.catalogue;
        let mut accounts = FinalAccounts {
            catalogue,
            source: self.source.clone(),
            department: "示例部门".to_owned(),
            year: 2023,
            unit: if unit == "元" { MoneyUnit::Yuan } else { MoneyUnit::WanYuan },
            phrasebook: None,
            phrasebook_place: None,
            published: None,
            verified: Vec::new(),
            sources: std::collections::BTreeMap::new(),
            root: Record::empty(catalogue.root.numbers.len(), catalogue.root.texts.len()),
            groups: vec![Vec::new(); catalogue.groups.len()],
        };
        let mut row = each.map(|group| empty(&catalogue.groups[group].shape));
        let mut typed = Vec::new();
        for entry in self.entries(node) {
            let of_row = match (each, &mut row) {
                (Some(group), Some(row)) => self.row_fact(group, entry, row),
                _ => false,
            };
            if !of_row {
                self.fact(entry, &mut accounts, &mut typed);
            }
        }
        derive(&mut accounts, self.reference);
        // Lists that are made from other figures may also be given as they are.
        for (group, rows) in typed {
            if !matches!(catalogue.groups[group].origin, Origin::Given) {
                accounts.groups[group] = rows;
            }
        }
        (accounts, row)
    }

    fn fault(&mut self, span: &Range<usize>, message: String, help: impl Into<String>) {
        self.faults.push(Diagnostic::error("P040", message).at(self.source, span.clone(), "").help(help));
    }

    fn entries<'n>(&mut self, node: Option<&Node<'n>>) -> &'n [Entry<'n>] {
        match node.map(|node| (node.value, node)) {
            Some((Value::Mapping(entries), _)) => entries,
            None => &[],
            Some((_, node)) => {
                if !node.is_blank() {
                    self.fault(&node.span, "facts 应是“名字: 值”".to_owned(), "如 facts: { gpb.total: 100.5 }");
                }
                &[]
            }
        }
    }

    /// A fact of the department.
    fn fact(&mut self, entry: &Entry, accounts: &mut FinalAccounts, typed: &mut Vec<(GroupIx, Vec<Record>)>) {
        let catalogue = accounts.catalogue;
        let node = &entry.value;
        match (entry.key, node.as_str()) {
            ("year", Some(text)) => match text.parse() {
                Ok(year) => accounts.year = year,
                Err(_) => self.fault(&node.span, format!("year 应是年份，不能是“{text}”"), "如 year: 2023"),
            },
            ("department", Some(text)) => accounts.department = text.to_owned(),
            (name, _) => {
                if self.value(name, node, &catalogue.root, &mut accounts.root) {
                } else if let Some(group) = catalogue.group(name) {
                    let rows = self.rows(group, node);
                    accounts.groups[group].clone_from(&rows);
                    typed.push((group, rows));
                } else {
                    let groups = catalogue.groups.iter().map(|group| group.id.as_str());
                    self.unknown(entry, catalogue.root.names().chain(groups));
                }
            }
        }
    }

    fn unknown<'k>(&mut self, entry: &Entry, known: impl Iterator<Item = &'k str>) {
        let help = nearest(entry.key, known)
            .map_or_else(|| "名字和算式里的一样，见 concepts.yaml".to_owned(), |near| format!("是否指 {near}？"));
        self.fault(&entry.key_span, format!("facts 里的 {} 不是任何项目", entry.key), help);
    }

    /// A number or text by its name; false if the record has none of that name.
    fn value(&mut self, name: &str, node: &Node, shape: &Shape, record: &mut Record) -> bool {
        if let Some(index) = shape.number(name) {
            record.number_places.set(index, Some(node.span.clone()));
            record.numbers[index] = match node.as_str().map(|text| (text, parse_amount(text))) {
                _ if node.is_blank() => Number::Blank,
                Some((_, Ok(value))) => Number::Given(value),
                _ => {
                    self.fault(&node.span, format!("{name} 应是一个数"), "只写半角数字和小数点，如 100.5");
                    Number::Blank
                }
            };
            return true;
        }
        let Some(index) = shape.text(name) else { return false };
        record.text_places.set(index, Some(node.span.clone()));
        record.texts[index] = match &node.value {
            _ if node.is_blank() => Text::Blank,
            Value::Sequence(items) => Text::Given(items.iter().filter_map(Node::as_str).map(str::to_owned).collect()),
            Value::Scalar { text, .. } => Text::Given(text.lines().map(str::to_owned).collect()),
            Value::Mapping(_) => {
                self.fault(&node.span, format!("{name} 应是文字"), "写在冒号后面");
                Text::Blank
            }
        };
        true
    }

    fn rows(&mut self, group: GroupIx, node: &Node) -> Vec<Record> {
        let Value::Sequence(items) = &node.value else {
            if !node.is_blank() {
                self.fault(&node.span, "清单要写成 [ {…}, {…} ]".to_owned(), "如 [{account: 2010301, final: 1}]");
            }
            return Vec::new();
        };
        let shape = &self.reference.catalogue.groups[group].shape;
        let mut rows = Vec::new();
        for item in *items {
            let mut row = empty(shape);
            row.place = Some(item.span.clone());
            for entry in self.entries(Some(item)) {
                if !self.row_fact(group, entry, &mut row) {
                    self.unknown(entry, shape.names().chain(["name", "code", "account"]));
                }
            }
            rows.push(row);
        }
        rows
    }

    /// A fact of a row; false if it is none.
    fn row_fact(&mut self, group: GroupIx, entry: &Entry, row: &mut Record) -> bool {
        let group = &self.reference.catalogue.groups[group];
        match (entry.key, entry.value.as_str()) {
            ("name", Some(text)) => {
                row.name = text.into();
                if let Origin::Members(members) = &group.origin {
                    let concepts = &self.reference.catalogue.concepts;
                    row.concept = members.iter().copied().find(|&member| concepts[member].key == text);
                }
            }
            ("code", Some(text)) => row.code = Some(text.into()),
            ("account", Some(code)) => self.account(group.account, code, &entry.value.span, row),
            (name, _) => return self.value(name, &entry.value, &group.shape, row),
        }
        true
    }

    fn account(&mut self, kind: Option<AccountKind>, code: &str, span: &Range<usize>, row: &mut Record) {
        let classification =
            if kind == Some(AccountKind::Economic) { &self.reference.economic } else { &self.reference.functional };
        let name = |length: usize| code.get(..length).and_then(|code| classification.name(code)).cloned();
        row.code = Some(code.into());
        if kind != Some(AccountKind::Functional) {
            match name(code.len()) {
                Some(name) => row.name = name,
                None => self.fault(span, format!("分类表里没有 {code}"), "换一个分类表里有的编码，或写 name"),
            }
            return;
        }
        let (Some(class), Some(section), Some(item)) = (name(3), name(5), name(7).filter(|_| code.len() == 7)) else {
            self.fault(span, format!("{code} 不是分类表里的项级科目"), "换一个分类表里有的 7 位编码");
            return;
        };
        row.name = item.clone();
        let class_code = Some(code[..3].into());
        row.account = Some(Account { code: Some(code.into()), class, class_code, section, item });
    }
}

fn empty(shape: &Shape) -> Record {
    Record::empty(shape.numbers.len(), shape.texts.len())
}
