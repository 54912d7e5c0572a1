//! Rows: what names them - an account by code or names, an economic item, a project - and their figures.

use std::{borrow::Cow, ops::Range};

use smallvec::SmallVec;

use super::{Loader, is_one_line, text::trim, value::Target};
use crate::{
    diagnostic::Diagnostic,
    figures::{
        accounts::{Number, Record},
        classification::{bare_name, same_name, split_names},
        concepts::{AccountKind, Group, GroupIx, Period},
    },
    yaml::{Entry, Node, Value},
};

/// Keys that name a row's account.
const ACCOUNT_KEYS: [&str; 7] = ["科目编码", "编码", "科目名称", "科目", "类", "款", "项"];

pub(super) fn is_code(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The keys that name a row, with what stands there (科目编码 and the like).
type Names<'n> = SmallVec<[(&'n str, &'n Node<'n>); 4]>;

impl Loader<'_> {
    pub(super) fn rows(&mut self, index: GroupIx, node: &Node) -> Vec<Record> {
        let group = &self.catalogue().groups[index];
        let mut rows = Vec::with_capacity(match &node.value {
            Value::Sequence(items) => items.len(),
            Value::Mapping(entries) => entries.len(),
            Value::Scalar { .. } => 1,
        });
        match &node.value {
            // 绩效自评: with nothing behind it: there are projects, still to be named.
            _ if node.is_blank() && group.account.is_none() => self.push(&mut rows, group, &node.span, |_, _| Some(())),
            _ if node.is_blank() => {}
            Value::Sequence(items) => {
                for (number, item) in items.iter().enumerate() {
                    let known = self.faults.len();
                    self.push(&mut rows, group, &item.span, |loader, row| loader.row(group, item, row));
                    self.name_faults(known, || Some(format!("第 {} 条明细", number + 1)));
                }
            }
            // 办公费: 3.2 - the name is the key.
            Value::Mapping(entries) if group.account.is_some() => {
                for entry in *entries {
                    let known = self.faults.len();
                    self.push(&mut rows, group, &entry.key_span, |loader, row| loader.keyed_row(group, entry, row));
                    self.name_faults(known, || Some(format!("明细 {}", entry.key)));
                }
            }
            _ => {
                let fault = Diagnostic::error("F017", "“明细”应是清单");
                self.fault(fault, &node.span, "每条以“- ”开头，如 - { 科目编码: 2010301, 决算数: 96.06 }");
            }
        }
        if group.account.is_some() {
            self.doubled(&rows);
        }
        if group.account == Some(AccountKind::Economic) && rows.iter().all(|row| row.code.is_some()) {
            // Section six names the items in the table's order, which is that of the codes.
            rows.sort_by(|a, b| a.code.cmp(&b.code));
        }
        rows
    }

    fn doubled(&mut self, rows: &[Record]) {
        // In the order of the official table, as nearly all are: none comes twice.
        if rows.is_sorted_by(|a, b| a.borrowed_key() < b.borrowed_key()) {
            return;
        }
        let keys: Vec<Cow<str>> = rows.iter().map(Record::borrowed_key).collect();
        let mut order: Vec<usize> = (0..rows.len()).collect();
        order.sort_by(|&a, &b| keys[a].cmp(&keys[b]));
        // Of every row that repeats another: itself, and the first of its key.
        let mut doubled: Vec<(usize, usize)> = Vec::new();
        for same in order.chunk_by(|&a, &b| keys[a] == keys[b]) {
            doubled.extend(same[1..].iter().map(|&row| (row, same[0])));
        }
        doubled.sort_unstable();
        for (row, first) in doubled {
            let (key, row, first) = (&keys[row], &rows[row], &rows[first]);
            let title = if **key == *row.name { row.name.to_string() } else { format!("{key} {}", row.name) };
            let mut fault = Diagnostic::error("F003", format!("明细“{title}”写了两次"));
            for (place, text) in [(&row.place, "这里又写了一次"), (&first.place, "先写在这里")] {
                if let Some(place) = place {
                    fault = fault.at(self.source, place.clone(), text);
                }
            }
            self.mark(fault, "同一科目、同一项目合成一条");
        }
    }

    /// Fill in a row where it is to stay, since a record is large; without it if it is none.
    fn push(
        &mut self,
        rows: &mut Vec<Record>,
        group: &Group,
        place: &Range<usize>,
        fill: impl FnOnce(&mut Self, &mut Record) -> Option<()>,
    ) {
        rows.push(Record::empty(group.shape.numbers.len(), group.shape.texts.len()));
        let Some(row) = rows.last_mut() else { return };
        row.place = Some(place.clone());
        if fill(self, row).is_none() {
            rows.pop();
        }
    }

    /// Read a row into an empty record; none if it is no row.
    fn keyed_row(&mut self, group: &'static Group, entry: &Entry, row: &mut Record) -> Option<()> {
        let key = Node { span: entry.key_span.clone(), value: Value::Scalar { text: entry.key, plain: false } };
        let names = [("科目", &key)];
        self.name_row(group, row, &names, &entry.key_span)?;
        let known = self.faults.len();
        self.figure(group.concept, &entry.value, &mut Target::Row(row));
        self.name_faults(known, || called(group, row, &names, true));
        Some(())
    }

    /// The same where its keys stand in a mapping of their own, or only its name.
    fn row(&mut self, group: &'static Group, node: &Node, row: &mut Record) -> Option<()> {
        match &node.value {
            _ if node.is_blank() && group.account.is_none() => Some(()),
            Value::Scalar { .. } if group.unpriced && group.account.is_some() => {
                self.name_row(group, row, &[("科目", node)], &node.span)
            }
            Value::Mapping(entries) => self.full_row(group, node, entries, row),
            _ => {
                let fault = Diagnostic::error("F017", "明细要写成“键: 值”的形式");
                self.fault(fault, &node.span, "如 - { 科目编码: 2010301, 决算数: 96.06 }");
                None
            }
        }
    }

    fn full_row(&mut self, group: &'static Group, node: &Node, entries: &[Entry], row: &mut Record) -> Option<()> {
        let is_name = |key: &str| match (&group.name, group.account) {
            (Some(name), _) => name == key,
            (None, Some(_)) => ACCOUNT_KEYS.contains(&key),
            (None, None) => false,
        };
        let (mut names, mut figures) = (Names::new(), SmallVec::<[_; 8]>::new());
        let concept = &self.catalogue().concepts[group.concept];
        for entry in entries {
            match &entry.value.value {
                _ if is_name(entry.key) => names.push((entry.key, &entry.value)),
                _ if concept.key.is_empty() || !concept.answers_to(entry.key) => {
                    figures.push((entry.key, entry));
                }
                // `资金: 5` is the row's 决算数, `资金: { … }` whatever is said of it there.
                Value::Mapping(inner) => figures.extend(inner.iter().map(|entry| (entry.key, entry))),
                _ => figures.push((Period::Final.key(), entry)),
            }
        }
        // What is wrong with a row is shown at its name, or at its first line.
        let place = match (names.first(), entries.first()) {
            (Some((_, name)), _) if !name.is_blank() => name.span.clone(),
            (_, Some(first)) => first.key_span.clone(),
            _ => node.span.clone(),
        };
        row.place = Some(place.clone());
        let named = self.name_row(group, row, &names, &place);
        // The figures are read even if the name is wrong, so that all faults of the row come at once.
        let known = self.faults.len();
        self.details(group.concept, figures.into_iter(), &mut Target::Row(row));
        self.name_faults(known, || called(group, row, &names, named.is_some()));
        named?;
        let is_final_absent = concept
            .number(Period::Final)
            // A figure that was refused has its place all the same.
            .is_some_and(|at| row.numbers[at] == Number::Absent && row.number_places.get(at).is_none());
        if is_final_absent && !group.unpriced {
            let key = if concept.key.is_empty() { "决算数" } else { &concept.key };
            let fault = Diagnostic::error("F004", format!("这条明细缺“{key}”"));
            self.fault(fault, &place, format!("写上 {key}；没有支出写 0，暂时不知道就只写键"));
            self.name_faults(known, || called(group, row, &names, true));
        }
        Some(())
    }

    /// Find out what a row is called.
    fn name_row(
        &mut self,
        group: &Group,
        row: &mut Record,
        names: &[(&str, &Node)],
        place: &Range<usize>,
    ) -> Option<()> {
        for (key, node) in names {
            if !node.is_blank() && !node.as_str().is_some_and(is_one_line) {
                let fault = Diagnostic::error("F005", format!("“{key}”应是一行文字或编码"));
                self.fault(fault, &node.span, "写在冒号后面，同一行");
                return None;
            }
        }
        let known = self.faults.len();
        let named = self.identify(group, row, names, place);
        self.name_faults(known, || as_typed(group, names));
        named
    }

    fn identify<'n>(
        &mut self,
        group: &Group,
        row: &mut Record,
        names: &[(&str, &Node<'n>)],
        place: &Range<usize>,
    ) -> Option<()> {
        match group.account {
            None => {
                let key = group.name.as_deref()?;
                let named = names.iter().find(|(name, node)| *name == key && !node.is_blank());
                row.name = named.and_then(|(_, node)| node.as_str()).map(trim).unwrap_or_default().into();
                let is_left_blank = names.iter().any(|(name, node)| *name == key && node.is_blank());
                if row.name.is_empty() && !is_left_blank {
                    let fault = Diagnostic::error("F018", format!("这条明细没有写“{key}”"));
                    self.fault(fault, place, format!("加上 {key}: …；暂时不知道就只写键"));
                    return None;
                }
            }
            Some(kind) => {
                let [code, short, name, account, class, section, item] = typed(names);
                let [digits, rest] = both(account);
                let code = self.only("科目编码", [code, short, digits], place)?;
                let name = self.only("科目名称", [name, rest, None], place)?;
                match kind {
                    AccountKind::Functional => {
                        let whole = match name.and_then(split_names) {
                            Some(names) => names.map(Some),
                            None => [None, None, name],
                        };
                        let mut part = |key: &str, typed: [Option<&'n str>; 2]| {
                            let [typed, whole] = typed.map(|name| name.map(|name| bare_name(name, key)));
                            self.only(key, [typed, whole, None], place)
                        };
                        let parts = [
                            part("类", [class, whole[0]])?,
                            part("款", [section, whole[1]])?,
                            part("项", [item, whole[2]])?,
                        ];
                        let account = self.functional(code, parts, place)?;
                        row.name = account.item.clone();
                        row.code = account.code.clone();
                        row.account = Some(account);
                    }
                    AccountKind::Class | AccountKind::Economic => {
                        let lengths: &[usize] = if kind == AccountKind::Class { &[3] } else { &[3, 5] };
                        let classification = if kind == AccountKind::Class {
                            &self.reference.functional
                        } else {
                            &self.reference.economic
                        };
                        // 类: "201", as the column 类 of the official table has it.
                        let is_digits = class.is_some_and(is_code);
                        let (class_code, class_name) = if is_digits { (class, None) } else { (None, class) };
                        let class_name = class_name.map(|name| bare_name(name, "类"));
                        let (code, name) = (code.or(class_code), name.or(class_name));
                        (row.code, row.name) = self.plain(classification, code, name, lengths, place)?;
                    }
                }
            }
        }
        Some(())
    }

    /// The one text that several keys may give; two that differ are refused.
    fn only<'t>(&mut self, what: &str, typed: [Option<&'t str>; 3], place: &Range<usize>) -> Option<Option<&'t str>> {
        if let [None, None, None] | [Some(_), None, None] = typed {
            return Some(typed[0]);
        }
        let mut given = typed.into_iter().flatten();
        let first = given.next();
        let other = given.find(|other| first.is_some_and(|first| !same_name(first, other) && !same_name(other, first)));
        let Some((first, other)) = first.zip(other) else { return Some(first) };
        let fault = Diagnostic::error("F003", format!("{what}写了两个：“{first}”和“{other}”"));
        self.fault(fault, place, "留对的那个");
        None
    }
}

/// The texts under the keys that name a row's account, in the order of [`ACCOUNT_KEYS`].
fn typed<'n>(names: &[(&str, &Node<'n>)]) -> [Option<&'n str>; ACCOUNT_KEYS.len()] {
    let mut typed = [None; ACCOUNT_KEYS.len()];
    for (key, node) in names.iter().filter(|(_, node)| !node.is_blank()) {
        if let Some(at) = ACCOUNT_KEYS.iter().position(|known| known == key) {
            typed[at] = node.as_str().map(trim);
        }
    }
    typed
}

/// “2010301 行政运行” in one cell, as tables are pasted: code and name.
fn both(account: Option<&str>) -> [Option<&str>; 2] {
    let Some(both) = account.filter(|both| !both.is_empty()) else { return [None, None] };
    if !both.as_bytes()[0].is_ascii_digit() {
        return [None, Some(both)];
    }
    let (digits, rest) = both.split_at(both.len() - both.trim_start_matches(|c: char| c.is_ascii_digit()).len());
    [digits, rest].map(|text| Some(trim(text)).filter(|text| !text.is_empty()))
}

/// What an account is called before it is known.
fn as_typed(group: &Group, names: &[(&str, &Node)]) -> Option<String> {
    group.account?;
    let [code, _, name, account, ..] = typed(names);
    let [digits, rest] = both(account);
    let known = [code.or(digits), name.or(rest)];
    known.iter().any(Option::is_some).then(|| known.into_iter().flatten().collect::<Vec<_>>().join(" "))
}

/// What a row is called once its name was read.
fn called(group: &Group, row: &Record, names: &[(&str, &Node)], named: bool) -> Option<String> {
    match (&row.account, group.account) {
        (Some(account), _) => Some(format!("{} {}", account.key(), account.item)),
        (None, None) => named.then(|| row.name.to_string()),
        (None, Some(_)) => {
            let readable = names.iter().all(|(_, node)| node.is_blank() || node.as_str().is_some_and(is_one_line));
            if readable { as_typed(group, names) } else { None }
        }
    }
}
