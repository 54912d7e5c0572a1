//! Entries -> compiled phrases: names resolved, templates cut into pieces, every fault reported.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::{
    body::{Body, Phrase, Piece, Say, Variant, VariantOrigin},
    compile_slot::{Owner, compile_slot},
    pattern::{Part, Template, parse},
    schema::{PhraseEntry, Place, Placed, VariantEntry},
    slot::{Slot, SlotKind, SlotOrigin},
    style::Style,
};
use crate::{
    diagnostic::Diagnostic,
    figures::{Catalogue, Condition, Expr, GroupIx, expr},
    nearest::nearest,
};

/// Compiles the entries of one book.
pub struct Compiler<'a> {
    /// All concepts.
    pub catalogue: &'a Catalogue,
    /// The book's settings.
    pub style: &'a Style,
    /// Fragments by id.
    pub fragments: &'a BTreeMap<String, PhraseEntry>,
    /// Templates with logic and the slots they may use, by the name Tera knows them under.
    pub templates: BTreeMap<String, (Placed, Vec<String>)>,
    /// Fragments that some phrase uses.
    pub used: BTreeSet<String>,
    /// Fragments being compiled, to refuse one that uses itself.
    pub open: Vec<String>,
    /// How much has been compiled so far: bodies, and the parts of their expressions.
    pub size: usize,
    /// Where faults go.
    pub faults: Vec<Diagnostic>,
    /// What the compiler has reported: file, place, message.
    pub told: HashSet<(String, usize, usize, String)>,
}

/// A parameter stands for an expression and may stand in several places of the next: sizes multiply.
const MOST_PARTS: usize = 500;

/// Resolved parameters of a fragment.
pub type Arguments = HashMap<String, Expr>;

impl Compiler<'_> {
    /// Report a fault once; a fragment is compiled wherever it is used, its own faults are the same each time.
    pub fn fault(&mut self, place: &Place, diagnostic: Diagnostic) {
        let told = (place.source.name().to_owned(), place.span.start, place.span.end, diagnostic.message.clone());
        if self.told.insert(told) {
            self.faults.push(place.mark(diagnostic, ""));
        }
    }

    /// Resolve an expression in the scope of a list's row.
    pub fn expr(&mut self, text: &Placed, group: Option<GroupIx>, arguments: &Arguments) -> Option<Expr> {
        let scope = expr::Scope { catalogue: self.catalogue, group, parameters: arguments };
        match expr::parse(&text.text).and_then(|ast| expr::resolve(&ast, &scope)) {
            Ok(expr) if expr.size() > MOST_PARTS => {
                let fault = Diagnostic::error("P033", format!("“{}”代入参数之后太长", text.text));
                self.fault(&text.place, fault.help("少套几层片段，或把算式写短"));
                None
            }
            Ok(expr) => {
                self.size += expr.size();
                Some(expr)
            }
            Err(error) => {
                let help = "可用的项目名见 data/reference/concepts.yaml，算式写法见 docs/phrasebook-format.zh-CN.md";
                let fault = Diagnostic::error("P002", error.message).help(help);
                self.fault(&text.part(error.span), fault);
                None
            }
        }
    }

    /// Resolve a condition.
    pub fn condition(&mut self, text: &Placed, group: Option<GroupIx>, arguments: &Arguments) -> Option<Condition> {
        let expr = self.expr(text, group, arguments)?;
        if !expr.is_condition() {
            let fault = Diagnostic::error("P003", format!("“{}”是一个数，不是条件", text.text));
            self.fault(&text.place, fault.help("条件要能判断真假，如 final > 0、has(last)、a == b and c != 0"));
            return None;
        }
        Some(Condition::new(expr))
    }

    /// The list of that name.
    pub fn group(&mut self, name: &Placed) -> Option<GroupIx> {
        let group = self.catalogue.group(&name.text);
        if group.is_none() {
            let known = self.catalogue.groups.iter().map(|group| group.id.as_str());
            let help = nearest(&name.text, known.clone()).map_or_else(
                || format!("可用的清单：{}", known.collect::<Vec<_>>().join("、")),
                |near| format!("是否指 {near}？"),
            );
            let fault = Diagnostic::error("P004", format!("没有叫 {} 的清单", name.text));
            self.fault(&name.place, fault.help(help));
        }
        group
    }

    /// Compile a phrase.
    pub fn phrase(&mut self, entry: &PhraseEntry) -> Phrase {
        let each = entry.each.as_ref().and_then(|name| self.group(name));
        if entry.each.is_some() && each.is_none() {
            // Without its list no name of a row means anything: one fault is enough.
            let (id, place) = (entry.id.clone(), entry.place.clone());
            let body = Body { id, group: None, slots: Vec::new(), variants: Vec::new(), place };
            return Phrase { body, each, filter: None };
        }
        let filter = entry.filter.as_ref().and_then(|text| self.condition(text, each, &Arguments::new()));
        Phrase { body: self.body(entry, each, &Arguments::new()), each, filter }
    }

    /// Compile a title or heading.
    pub fn inline(&mut self, id: &str, text: &Placed) -> Body {
        let place = text.place.clone();
        let variant = VariantEntry {
            id: "text".to_owned(),
            when: None,
            say: Some(text.clone()),
            also_read: Vec::new(),
            place: place.clone(),
        };
        let entry = PhraseEntry {
            id: id.to_owned(),
            each: None,
            filter: None,
            parameters: Vec::new(),
            slots: Vec::new(),
            refused: Vec::new(),
            variants: vec![variant],
            examples: Vec::new(),
            place,
        };
        self.body(&entry, None, &Arguments::new())
    }

    /// Compile a phrase's or fragment's words where it is used.
    pub fn body(&mut self, entry: &PhraseEntry, group: Option<GroupIx>, arguments: &Arguments) -> Body {
        self.size += 1;
        let mut slots = Vec::new();
        for slot in &entry.slots {
            let owner = Owner { group, arguments };
            if let Some(slot) = compile_slot(self, slot, owner) {
                slots.push(slot);
            }
        }
        let declared = slots.len();
        let mut used = vec![false; declared];
        let mut variants = Vec::new();
        for variant in &entry.variants {
            if let Some(variant) = self.variant(entry, variant, group, arguments, &mut slots, &mut used) {
                variants.push(variant);
            }
        }
        if entry.variants.is_empty() {
            let fault = Diagnostic::error("P005", format!("{} 没有任何说法", entry.id));
            self.fault(&entry.place, fault.help("写上 variants:，最后一个不带 when"));
        }
        for (index, slot) in slots.iter().enumerate().take(declared) {
            let logic = variants.iter().any(|variant| matches!(variant.say, Say::Logic(_)));
            if !used[index] && !logic && variants.len() == entry.variants.len() {
                let fault = Diagnostic::warning("P006", format!("{} 的空格 {} 没有用到", entry.id, slot.name));
                self.fault(&slot.place, fault.help("删去它，或写进某个说法"));
            }
        }
        Body { id: entry.id.clone(), group, slots, variants, place: entry.place.clone() }
    }

    fn variant(
        &mut self,
        entry: &PhraseEntry,
        variant: &VariantEntry,
        group: Option<GroupIx>,
        arguments: &Arguments,
        slots: &mut Vec<Slot>,
        used: &mut [bool],
    ) -> Option<Variant> {
        let when = match &variant.when {
            Some(text) => self.condition(text, group, arguments).map(Some),
            None => Some(None),
        };
        let Some(say) = &variant.say else {
            let fault = Diagnostic::error("P007", format!("{} 的说法 {} 没有写 say", entry.id, variant.id));
            self.fault(&variant.place, fault.help("什么都不说也要写明：say: \"\""));
            return None;
        };
        let compiled = match parse(&say.text) {
            Template::Straight(parts) => self.pieces(entry, say, parts, slots, used).map(Say::Straight),
            Template::Logic => {
                let name = format!("{}/{}", entry.id, variant.id);
                for name in ["year", "last_year", "department"] {
                    if !slots.iter().any(|slot| slot.name == name) {
                        slots.extend(built_in(name, &entry.place));
                    }
                }
                let names = slots.iter().map(|slot| slot.name.clone()).collect();
                self.templates.insert(name.clone(), (say.clone(), names));
                Some(Say::Logic(name))
            }
        };
        let mut also_read = Vec::new();
        for spelling in &variant.also_read {
            match parse(&spelling.text) {
                Template::Straight(parts) => also_read.extend(self.pieces(entry, spelling, parts, slots, used)),
                Template::Logic => {
                    let fault = Diagnostic::error("P008", "also_read 里只能有文字和空格");
                    self.fault(&spelling.place, fault.help("去掉 {% %}、过滤器和保留字"));
                }
            }
        }
        let origin = Box::new(VariantOrigin {
            id: variant.id.clone(),
            when_text: variant.when.as_ref().map(|when| when.text.clone()),
            template: say.clone(),
            also_read,
            place: variant.place.clone(),
        });
        // Only here, so that a fault in the condition hides none in the words.
        Some(Variant { when: when?, say: compiled?, origin })
    }

    fn pieces(
        &mut self,
        entry: &PhraseEntry,
        say: &Placed,
        parts: Vec<Part>,
        slots: &mut Vec<Slot>,
        used: &mut [bool],
    ) -> Option<Vec<Piece>> {
        let mut pieces = Vec::new();
        let mut sound = true;
        for part in parts {
            match part {
                Part::Text(text) => pieces.push(Piece::Text(text.into())),
                Part::Slot(name, span) => {
                    let index = slots.iter().position(|slot| slot.name == name).or_else(|| {
                        let slot = built_in(&name, &entry.place)?;
                        slots.push(slot);
                        Some(slots.len() - 1)
                    });
                    let Some(index) = index else {
                        // A slot that is declared but faulty has been reported already.
                        if !entry.slots.iter().any(|slot| slot.name == name) && !entry.refused.contains(&name) {
                            let known = entry.slots.iter().map(|slot| slot.name.as_str());
                            let near = nearest(&name, known)
                                .map_or("在 slots: 里加上它".to_owned(), |near| format!("是否指 {near}？"));
                            let fault =
                                Diagnostic::error("P009", format!("{} 没有声明空格 {name}", entry.id)).help(near);
                            self.fault(&say.part(span), fault);
                        }
                        sound = false;
                        continue;
                    };
                    if let Some(used) = used.get_mut(index) {
                        *used = true;
                    }
                    pieces.push(Piece::Slot(index));
                }
            }
        }
        sound.then_some(pieces)
    }
}

/// Slots that every phrase has without declaring them.
fn built_in(name: &str, place: &Place) -> Option<Slot> {
    let kind = match name {
        "year" => SlotKind::Year { offset: 0 },
        "last_year" => SlotKind::Year { offset: 1 },
        "department" => SlotKind::Department,
        "published" => SlotKind::Published,
        "number" => SlotKind::Number,
        _ => return None,
    };
    let what = if name == "published" { "公开日期" } else { "" };
    let origin = SlotOrigin { name: name.to_owned(), what: what.to_owned(), place: place.clone() };
    Some(Slot { kind, origin: Box::new(origin) })
}
