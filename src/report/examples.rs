//! The examples of a phrasebook (例子), run as tests: text, variant, placeholders, and Tera's word for it.

use std::collections::HashSet;

use super::{example_facts::Facts, house::House, printed};
use crate::{
    diagnostic::{Diagnostic, Severity},
    figures::{Env, FinalAccounts, Record, Reference},
    phrase::{Body, Phrase, Piece, Place, Position, Say, Sink, SlotKind, SpanKind, Writer, schema::PhraseEntry},
    source::Source,
    yaml::{self, Arena, Node, Value},
};

/// What running a book's examples showed (例子的结果).
#[derive(Debug, Default)]
pub struct ExampleRun {
    /// How many were run.
    pub count: usize,
    /// How many variants the book itself defines.
    pub variants: usize,
    /// What is wrong with them.
    pub faults: Vec<Diagnostic>,
}

/// Run the examples that the book itself gives, not those it inherits: its settings may differ from its parent's.
pub fn run(house: &House, reference: &'static Reference) -> ExampleRun {
    let mut runner = Runner { house, reference, reached: HashSet::new(), run: ExampleRun::default() };
    let own = |entry: &&PhraseEntry| house.entries.is_own(&entry.place);
    let phrases: Vec<&PhraseEntry> = house.entries.phrases.iter().filter(own).collect();
    // The files once more, for the trees in which the examples stand.
    let mut files: Vec<&Source> = Vec::new();
    for source in phrases.iter().map(|entry| &entry.place.source) {
        if !files.iter().any(|file| file.is_same(source)) {
            files.push(source);
        }
    }
    let arena = Arena::default();
    let trees: Vec<Option<Node>> = files.iter().map(|file| yaml::parse(file, &arena, &mut Vec::new())).collect();
    for entry in phrases {
        let tree = files.iter().position(|file| file.is_same(&entry.place.source)).and_then(|at| trees[at].as_ref());
        if let (Some(phrase), Some(tree)) = (house.phrase(&entry.id), tree) {
            for example in entry.examples.iter().filter_map(|place| tree.at(&place.span)) {
                runner.example(entry, phrase, example);
            }
        }
    }
    for entry in house.entries.fragments.values().filter(own) {
        if let Some(example) = entry.examples.first() {
            let message = format!("片段 {} 不能带例子，它自己不成句", entry.id);
            let fault = example.mark(Diagnostic::error("P040", message), "");
            runner.run.faults.push(fault.help("写在用到它的话术里"));
        }
    }
    runner.unreached();
    runner.run
}

struct Runner<'a> {
    house: &'a House,
    reference: &'static Reference,
    /// Variants that some example chose, by where they are defined.
    reached: HashSet<(String, usize)>,
    run: ExampleRun,
}

fn key(place: &Place) -> (String, usize) {
    (place.source.name().to_owned(), place.span.start)
}

impl<'a> Runner<'a> {
    fn fault(&mut self, code: &'static str, source: &Source, node: &Node, message: String, help: &str) {
        self.run.faults.push(Diagnostic::error(code, message).at(source, node.span.clone(), "").help(help));
    }

    fn example(&mut self, entry: &PhraseEntry, phrase: &Phrase, example: &Node) {
        self.run.count += 1;
        let source = &entry.place.source;
        let style = &self.house.style;
        let before = self.run.faults.len();
        let Value::Mapping(entries) = &example.value else {
            let message = format!("{} 的例子应是“键: 值”的形式", entry.id);
            return self.fault("P040", source, example, message, "如 - { facts: {…}, variant: …, text: \"…\" }");
        };
        for known in entries.iter().filter(|known| !["facts", "variant", "text", "missing"].contains(&known.key)) {
            let message = format!("例子里没有叫 {} 的键", known.key);
            self.fault("P040", source, &known.value, message, "可用：facts、variant、text、missing");
        }
        let mut facts = Facts { source, reference: self.reference, faults: &mut self.run.faults };
        let (mut accounts, row) = facts.read(example.get("facts"), phrase.each, &style.unit);
        if let (Some(group), Some(row)) = (phrase.each, row) {
            accounts.groups[group].insert(0, row);
        }
        if self.run.faults.len() > before {
            return;
        }
        let printed = printed(&accounts, style);
        let row = phrase.each.map(|group| &printed.rows(group)[0]);
        self.compare(source, phrase, example, &printed, row);
    }

    fn compare(
        &mut self,
        source: &Source,
        phrase: &Phrase,
        example: &Node,
        accounts: &FinalAccounts,
        row: Option<&Record>,
    ) {
        let style = &self.house.style;
        let env = Env::new(accounts).asking_from(style.threshold_amount, style.threshold_rate);
        let env = row.map_or(env, |row| env.at(row));
        let body = &phrase.body;
        let position = Position { ordinal: 1, section: 1, style };
        let writer = Writer { tera: self.house.tera.as_ref() };
        let mut sink = Sink::default();
        let variant = writer.write(body, &env, position, &mut sink);
        self.reach(body, &env);
        if let Some(filter) = &phrase.filter
            && !env.keeps(filter)
        {
            let message = format!("{} 的 where 不成立，这一行不会写出来", body.id);
            self.fault("P040", source, example, message, "改 facts，使 where 成立");
        }
        let at = |key: &str| example.get(key).unwrap_or(example);
        match example.get("text").and_then(Node::as_str) {
            Some(text) if text == sink.text => {}
            Some(text) => {
                let message = format!("{} 的例子写出来不一样：{}", body.id, difference(text, &sink.text));
                self.fault("P041", source, at("text"), message, &format!("写出来的是：{}", sink.text));
            }
            None => {
                let message = format!("{} 的例子没有写 text", body.id);
                self.fault("P040", source, example, message, &format!("核对后写上 text: \"{}\"", sink.text));
            }
        }
        match example.get("variant").and_then(Node::as_str) {
            Some(id) if id == variant.id => {}
            Some(id) => {
                let message = format!("{} 的例子选中的说法是 {}，不是 {id}", body.id, variant.id);
                self.fault("P042", source, at("variant"), message, "改 facts、when 或 variant");
            }
            None => {
                let message = format!("{} 的例子没有写 variant", body.id);
                self.fault("P040", source, example, message, &format!("核对后写上 variant: {}", variant.id));
            }
        }
        let open = sink.spans.iter().filter(|span| span.kind == SpanKind::Placeholder);
        let open: Vec<&str> = open.map(|span| span.slot.what.as_str()).collect();
        let listed: Vec<&str> = match example.get("missing").map(|node| &node.value) {
            Some(Value::Sequence(items)) => items.iter().filter_map(Node::as_str).collect(),
            _ => Vec::new(),
        };
        if open != listed {
            let message = format!("{} 的例子里待补充的是 [{}]", body.id, open.join(", "));
            let help = format!("核对后写上 missing: [{}]", open.join(", "));
            self.fault("P043", source, at("missing"), message, &help);
        }
        let said = writer.through_tera(body, &env, position).map_err(|error| error.to_string());
        if said.as_ref() != Ok(&sink.text) {
            let said = said.unwrap_or_else(|error| error);
            let message = format!("{} 的例子由模板引擎写出来不一样：{said}", body.id);
            self.fault("P044", source, example, message, "模板里只用文字和 {{ 空格 }}");
        }
    }

    /// Note which variants were chosen, here and in every fragment that speaks.
    fn reach(&mut self, body: &Body, env: &Env) {
        let chosen = body.variants.iter().find(|variant| variant.when.as_ref().is_none_or(|when| env.holds(when)));
        let Some(variant) = chosen else { return };
        self.reached.insert(key(&variant.place));
        for (index, slot) in body.slots.iter().enumerate() {
            let speaks = match &variant.say {
                Say::Straight(pieces) => pieces.contains(&Piece::Slot(index)),
                Say::Logic(_) => true,
            };
            match &slot.kind {
                SlotKind::Use { body } if speaks => self.reach(body, env),
                SlotKind::Each { group, filter, body, .. } if speaks => {
                    for row in env.accounts.rows(*group) {
                        let env = env.at(row);
                        if filter.as_ref().is_none_or(|filter| env.keeps(filter)) {
                            self.reach(body, &env);
                        }
                    }
                }
                _ => {}
            }
        }
    }

    /// Variants of the book itself that no example shows.
    fn unreached(&mut self) {
        let mut seen = HashSet::new();
        for phrase in &self.house.phrases {
            self.unreached_in(&phrase.body, &mut seen);
        }
        self.run.variants = seen.len();
    }

    fn unreached_in(&mut self, body: &'a Body, seen: &mut HashSet<(String, usize)>) {
        for variant in &body.variants {
            let (id, place) = (&variant.id, &variant.place);
            let own = self.house.entries.is_own(place);
            if own && seen.insert(key(place)) && !self.reached.contains(&key(place)) {
                // A book that changes a shared fragment has no place of its own for an example of it.
                let severity = if self.house.entries.extends.is_empty() { Severity::Warning } else { Severity::Hint };
                let fault = Diagnostic::new(severity, "P045", format!("{} 的说法 {id} 没有例子", body.id));
                self.run.faults.push(place.mark(fault, "").help("在 examples: 里加一个用到它的例子"));
            }
        }
        for slot in &body.slots {
            if let SlotKind::Use { body } | SlotKind::Each { body, .. } = &slot.kind {
                self.unreached_in(body, seen);
            }
        }
    }
}

/// The first words at which two texts part, with a little before them.
fn difference(wanted: &str, written: &str) -> String {
    const BEFORE: usize = 8;
    const AFTER: usize = 16;
    let (wanted, written): (Vec<char>, Vec<char>) = (wanted.chars().collect(), written.chars().collect());
    let same = wanted.iter().zip(&written).take_while(|(a, b)| a == b).count();
    let from = same.saturating_sub(BEFORE);
    let excerpt = |text: &[char]| {
        let to = text.len().min(same + AFTER);
        let cut = if to < text.len() { "…" } else { "" };
        format!("{}{cut}", text[from.min(to)..to].iter().collect::<String>())
    };
    format!("应为“{}”，写成“{}”", excerpt(&wanted), excerpt(&written))
}
