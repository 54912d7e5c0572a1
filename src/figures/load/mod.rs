//! Figures file -> final accounts (读数据文件): every fault in one pass, nothing silently zero.

mod account;
mod classify;
mod final_missing;
mod head;
mod text;
mod value;

use std::{ops::Range, path::Path};

pub use head::YEARS;
pub(crate) use head::{HEAD_KEYS, VERIFIED_KEYS};
use smallvec::SmallVec;
pub(crate) use text::names;

use super::{
    accounts::{FinalAccounts, Record},
    amount::parse_amount,
    concepts::{Catalogue, ConceptIx, Table},
    derive::derive,
    reference::Reference,
};
use crate::{
    diagnostic::{Diagnostic, Severity},
    nearest::nearest,
    source::Source,
    yaml::{self, Entry, MAX_FAULTS, Node, TOO_MANY, Value, too_many_faults},
};

/// Read a figures file. Accounts come only without errors; warnings and hints may come with them.
pub fn load_path(path: &Path, reference: &'static Reference) -> (Option<FinalAccounts>, Vec<Diagnostic>) {
    let mut faults = Vec::new();
    let Some(source) = Source::read(path, &mut faults) else { return (None, faults) };
    let (accounts, mut more) = load(&source, reference);
    faults.append(&mut more);
    (accounts, faults)
}

/// Read figures from a loaded text.
pub fn load(source: &Source, reference: &'static Reference) -> (Option<FinalAccounts>, Vec<Diagnostic>) {
    yaml::Arena::lent(|arena| load_in(arena, source, reference))
}

fn load_in(
    arena: &yaml::Arena,
    source: &Source,
    reference: &'static Reference,
) -> (Option<FinalAccounts>, Vec<Diagnostic>) {
    let mut faults = Vec::new();
    let root = yaml::parse(source, arena, &mut faults);
    let is_text = root.as_ref().is_none_or(|root| !root.is_blank() && !matches!(root.value, Value::Mapping(_)));
    if is_text && is_another_file(source, &reference.catalogue) {
        let fault = Diagnostic::error("F001", format!("“{}”不是决算数据文件", source.name()));
        let help =
            "数据文件是 .yaml，新建用 juesuan new，从情况说明里读出用 juesuan read，从决算表里取用 juesuan import";
        return (None, vec![fault.help(help)]);
    }
    let Some(root) = root else { return (None, faults) };
    load_tree(source, &root, faults, reference)
}

/// A report or a web page that was picked by mistake: no two keys of figures files begin lines of it. The tables of a
/// report name department and unit above them, which is one key however often it comes.
///
/// A list, JSON, or a line by itself (as in JSON Lines) is told where it is wrong instead.
fn is_another_file(source: &Source, catalogue: &Catalogue) -> bool {
    let is_key = |key: &str| head::keys().any(|known| known == key) || catalogue.titles.contains_key(key);
    let mut content = source.text().lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let Some(first) = content.next() else { return false };
    if first.starts_with(['{', '[']) || first.starts_with("- ") || content.next().is_none() {
        return false;
    }
    // Blanks of every width, quotes, list marks.
    let mark = |c: char| !c.is_alphanumeric();
    let key_of = |line: &str| line.split_once([':', '：']).map(|(key, _)| key.trim_matches(mark).to_owned());
    let mut keys = source.text().lines().filter_map(key_of).filter(|key| is_key(key));
    let Some(first) = keys.next() else { return true };
    keys.all(|key| key == first)
}

/// The same from a tree whose places are in that text; `faults` are known of it already.
pub fn load_tree(
    source: &Source,
    root: &Node,
    faults: Vec<Diagnostic>,
    reference: &'static Reference,
) -> (Option<FinalAccounts>, Vec<Diagnostic>) {
    let errors = faults.iter().filter(|fault| fault.severity == Severity::Error).count();
    let mut loader = Loader { source, reference, faults, errors, refused: Vec::new(), faulty: Vec::new() };
    let accounts = loader.accounts(root);
    let Loader { mut faults, refused, .. } = loader;
    if !refused.is_empty() {
        // Full-width quotes were only hinted at; where a number is wanted they are the fault.
        let at = |hint: &Diagnostic| hint.labels.first().is_some_and(|label| refused.contains(&label.span));
        faults.retain(|hint| hint.code != "Y014" || !at(hint));
    }
    faults.sort_by_key(Diagnostic::offset);
    let usable = !faults.iter().any(|fault| fault.severity == Severity::Error);
    (accounts.filter(|_| usable), faults)
}

/// What a loader function works on.
struct Loader<'a> {
    source: &'a Source,
    reference: &'static Reference,
    faults: Vec<Diagnostic>,
    /// How many errors there were, listed or not.
    errors: usize,
    /// Where no number stands although one is wanted.
    refused: Vec<Range<usize>>,
    /// Tables with an error in them: what they seem to lack may just be misspelt.
    faulty: Vec<usize>,
}

impl Loader<'_> {
    fn catalogue(&self) -> &'static Catalogue {
        &self.reference.catalogue
    }

    /// Report a fault at a place.
    fn fault(&mut self, diagnostic: Diagnostic, span: &Range<usize>, help: impl Into<String>) {
        self.mark(diagnostic.at(self.source, span.clone(), ""), help);
    }

    /// Report a fault that has its places; more errors than anybody reads are not listed.
    fn mark(&mut self, diagnostic: Diagnostic, help: impl Into<String>) {
        if diagnostic.severity == Severity::Error {
            self.errors += 1;
            if self.errors > MAX_FAULTS {
                let place = diagnostic.labels.first().map_or(0..0, |label| label.span.clone());
                self.faults.extend((self.errors == MAX_FAULTS + 1).then(|| too_many_faults(self.source, place)));
                return;
            }
        }
        self.faults.push(diagnostic.help(help));
    }

    /// Say of which row the faults are that were found since there were `known`. Most rows have none, and their names
    /// are never made.
    fn name_faults(&mut self, known: usize, name: impl FnOnce() -> Option<String>) {
        let of_row = |fault: &&mut Diagnostic| fault.record.is_none() && fault.code != TOO_MANY;
        let mut unnamed = self.faults[known..].iter_mut().filter(of_row).peekable();
        if unnamed.peek().is_some()
            && let Some(name) = name()
        {
            unnamed.for_each(|fault| fault.record = Some(name.clone()));
        }
    }

    fn entries<'n>(&mut self, node: &Node<'n>, what: &str) -> &'n [Entry<'n>] {
        match node.value {
            Value::Mapping(entries) => entries,
            _ if node.is_blank() => &[],
            _ => {
                let fault = Diagnostic::error("F001", format!("{}下面应是“键: 值”各占一行", quoted(what)));
                let help = yaml::fullwidth_hint(node, self.source)
                    .unwrap_or_else(|| "冒号用半角并空一格，如 收入总计: 100.5".to_owned());
                self.fault(fault, &node.span, help);
                &[]
            }
        }
    }

    fn accounts(&mut self, root: &Node) -> Option<FinalAccounts> {
        let catalogue = self.catalogue();
        let entries = self.entries(root, "数据文件");
        if entries.is_empty() {
            // `{}` is as empty as nothing at all; anything else has been refused already.
            if root.is_blank() || matches!(root.value, Value::Mapping(_)) {
                let fault = Diagnostic::error("F001", "数据文件是空的");
                self.fault(fault, &root.span, "用 juesuan new 部门名称 --year 年度 生成一份，再填数");
            }
            return None;
        }
        let mut accounts = self.head(root);
        accounts.root = Record::empty(catalogue.root.numbers.len(), catalogue.root.texts.len());
        accounts.groups = vec![Vec::new(); catalogue.groups.len()];
        let mut seen = SmallVec::<[(usize, &Range<usize>); 16]>::new();
        for entry in entries {
            let Some(&table) = catalogue.titles.get(entry.key) else {
                if head::keys().all(|key| key != entry.key) {
                    self.unknown_table(entry);
                }
                continue;
            };
            if let Some((_, first)) = seen.iter().find(|(other, _)| *other == table) {
                let title = &catalogue.tables[table].key;
                let fault = Diagnostic::error("F003", format!("《{title}》写了两次，这里写作{}", quoted(entry.key)));
                let fault = fault.at(self.source, entry.key_span.clone(), "这里又写了一次");
                let fault = fault.at(self.source, (*first).clone(), "先写在这里");
                self.mark(fault, "合成一处");
                continue;
            }
            seen.push((table, &entry.key_span));
            let before = self.errors;
            self.fields(&entry.value, &catalogue.tables[table], &mut accounts);
            if self.errors > before {
                self.faulty.push(table);
            }
        }
        self.refer_reasons(&mut accounts);
        derive(&mut accounts, self.reference);
        self.required(&accounts, root);
        self.final_missing(&accounts);
        Some(accounts)
    }

    fn unknown_table(&mut self, entry: &Entry) {
        let catalogue = self.catalogue();
        let names = catalogue.tables.iter().flat_map(|table| std::iter::once(&table.key).chain(&table.also));
        let help = match (nearest(entry.key, names.map(String::as_str).chain(head::keys())), self.home_of(entry.key)) {
            (Some(near), _) => {
                let meant = |table: &Table| table.key == near || table.also.iter().any(|also| also == near);
                self.faulty.extend(catalogue.tables.iter().position(meant));
                format!("是否指{}？", quoted(near))
            }
            (None, Some(table)) => format!("这一项写在{}下面，前面空两格", quoted(table)),
            (None, None) => {
                let tables: Vec<&str> = catalogue.tables.iter().map(|table| table.key.as_str()).collect();
                format!("可用的表：{}", tables.join("、"))
            }
        };
        let fault = Diagnostic::error("F002", format!("没有叫{}的表", quoted(entry.key)));
        self.fault(fault, &entry.key_span, help);
    }

    /// The table in which a key of that name belongs.
    fn home_of(&self, key: &str) -> Option<&'static str> {
        let catalogue = self.catalogue();
        let concept = catalogue.concepts.iter().find(|concept| !concept.key.is_empty() && concept.key == key)?;
        Some(&catalogue.tables[concept.table].key)
    }

    /// The fields of a table.
    fn fields(&mut self, node: &Node, table: &Table, accounts: &mut FinalAccounts) {
        let catalogue = self.catalogue();
        let Table { key: title, fields, keys, .. } = table;
        let entries = self.entries(node, title);
        let mut seen = SmallVec::<[(ConceptIx, &Range<usize>); 8]>::new();
        for entry in entries {
            let Some(&concept) = keys.get(entry.key) else {
                let known = fields.iter().map(|&field| catalogue.concepts[field].key.as_str());
                let also = fields.iter().flat_map(|&field| catalogue.concepts[field].also.iter().map(String::as_str));
                self.unknown_field((entry.key, entry), title, known, also);
                continue;
            };
            if let Some((_, first)) = seen.iter().find(|(other, _)| *other == concept) {
                self.twice(&entry.key_span, &catalogue.concepts[concept].key, first);
                continue;
            }
            seen.push((concept, &entry.key_span));
            self.field(concept, &entry.value, accounts);
        }
    }

    fn twice(&mut self, place: &Range<usize>, key: &str, first: &Range<usize>) {
        let fault = Diagnostic::error("F003", format!("“{key}”写了两次"));
        let fault = fault.at(self.source, place.clone(), "这里又写了一次");
        let fault = fault.at(self.source, first.clone(), "先写在这里");
        self.mark(fault, "留一个，删一个");
    }

    /// A key that is not among `known`; `also` are accepted other spellings.
    fn unknown_field<'k>(
        &mut self,
        (key, entry): (&str, &Entry),
        title: &str,
        known: impl Iterator<Item = &'k str>,
        also: impl Iterator<Item = &'k str>,
    ) {
        let place = &entry.key_span;
        if entry.value.is_blank() && self.is_rest_of_number(key, place) {
            let fault = Diagnostic::error("F011", format!("{}的数里有逗号，后一半“{key}”读成了另一项", quoted(title)));
            return self.fault(fault, place, "去掉千分位的逗号，写成 1234.56 这样");
        }
        let known: Vec<&str> = known.filter(|key| !key.is_empty()).collect();
        let help = match (nearest(key, known.iter().copied().chain(also)), self.home_of(key)) {
            (Some(near), _) => format!("是否指{}？", quoted(near)),
            (None, Some(table)) if table != title => {
                format!("这一项写在{}下面；这里可用：{}", quoted(table), known.join("、"))
            }
            _ if account::is_code(key) && matches!(key.len(), 3 | 5 | 7) && known.contains(&"明细") => {
                "科目写在“明细”下面：加一行“明细:”，科目比它再多空两格".to_owned()
            }
            _ => format!("这里可用：{}", known.join("、")),
        };
        let fault = Diagnostic::error("F002", format!("{}里没有叫{}的项目", quoted(title), quoted(key)));
        self.fault(fault, place, help);
    }

    /// In `{ 决算数: 1,234.56 }` the comma parts entries, so that the rest of the number comes as a key.
    fn is_rest_of_number(&self, key: &str, place: &Range<usize>) -> bool {
        let before = self.source.text()[..place.start].trim_end_matches(' ').strip_suffix(',');
        let number = before.and_then(|before| before.rsplit([':', ',']).next());
        let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        !key.is_empty() && is_digits(key) && number.is_some_and(|number| parse_amount(number.trim()).is_ok())
    }

    /// Figures that every department has must be written, or follow from what is written.
    fn required(&mut self, accounts: &FinalAccounts, root: &Node) {
        let catalogue = self.catalogue();
        for &index in &catalogue.required {
            let concept = &catalogue.concepts[catalogue.root.numbers[index].concept];
            if accounts.root.numbers[index].is_present() || self.faulty.contains(&concept.table) {
                continue;
            }
            let table = &catalogue.tables[concept.table].key;
            let name = quoted(&concept.key);
            let fault = Diagnostic::error("F004", format!("{}缺{name}，每个部门都有这个数", quoted(table)));
            let place = self.place_of(concept.table, root);
            let help = format!("加上 {}；暂时不知道就只写键、不写数，文中会标【待补充】", concept.key);
            self.fault(fault, &place, help);
        }
    }

    /// Where a table's title stands; the head of the file if the table is not there.
    fn place_of(&self, table: usize, root: &Node) -> Range<usize> {
        let table = &self.catalogue().tables[table];
        let Value::Mapping(entries) = &root.value else { return root.span.clone() };
        let title =
            entries.iter().find(|entry| table.key == entry.key || table.also.iter().any(|also| *also == entry.key));
        title.or(entries.first()).map_or(root.span.clone(), |entry| entry.key_span.clone())
    }
}

/// A name stands inside a sentence: not empty, and no line break in it.
fn is_one_line(text: &str) -> bool {
    let text = text::trim(text);
    !text.is_empty() && memchr::memchr2(b'\n', b'\r', text.as_bytes()).is_none()
}

/// A name in quotation marks that do not collide with its own (“三公”).
fn quoted(name: &str) -> String {
    if name.contains('“') { format!("《{name}》") } else { format!("“{name}”") }
}
