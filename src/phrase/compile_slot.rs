//! A slot's entry -> a compiled slot, with what its placeholder asks for.

use smol_str::SmolStr;

use super::{
    compile::{Arguments, Compiler},
    schema::{NamedSlot, Placed},
    slot::{AccountPart, Slot, SlotKind, SlotOrigin},
    style::MOST_DECIMALS,
};
use crate::{
    diagnostic::Diagnostic,
    figures::{Expr, Fact, Function, GroupIx, NumberStyle, expr},
    nearest::nearest,
};

/// Where a slot stands: the row that is current, and the fragment's arguments.
#[derive(Clone, Copy)]
pub struct Owner<'a> {
    /// The list whose row is current.
    pub group: Option<GroupIx>,
    /// The fragment's arguments.
    pub arguments: &'a Arguments,
}

const KINDS: [&str; 10] =
    ["amount", "percent", "count", "word", "reason", "text", "prose", "name", "account", "ordinal"];

/// A fragment is compiled wherever it is used; one inside the other they multiply. No sentence goes so deep, and no
/// book is so large.
const DEEPEST: usize = 8;
const MOST: usize = 200_000;

/// Compile a slot; a fault is reported and gives `None`.
pub fn compile_slot(compiler: &mut Compiler, slot: &NamedSlot, owner: Owner) -> Option<Slot> {
    let entry = &slot.entry;
    let refuse = |compiler: &mut Compiler, message: String, help: &str| {
        compiler.fault(&slot.place, Diagnostic::error("P010", format!("空格 {}：{message}", slot.name)).help(help));
    };
    let kind = match (&entry.kind, &entry.fragment) {
        (None, Some(fragment)) => holding(compiler, slot, fragment, owner)?,
        (Some(kind), None) => value_slot(compiler, slot, kind, owner)?,
        _ => {
            refuse(
                compiler,
                "要么写 type，要么写 use，恰好一个".to_owned(),
                "如 { type: amount, value: final } 或 { use: change }",
            );
            return None;
        }
    };
    let what = entry.what.clone().unwrap_or_else(|| what(compiler, &kind, owner));
    let origin = SlotOrigin { name: slot.name.clone(), what, place: slot.place.clone() };
    Some(Slot { kind, origin: Box::new(origin) })
}

/// A text of the slot's entry, placed where it stands behind its key if it can be found there.
fn placed(slot: &NamedSlot, key: &str, text: &str) -> Placed {
    let mut place = slot.place.clone();
    let within = &slot.place.source.text()[slot.place.span.clone()];
    let behind_key = within.match_indices(key).find_map(|(at, _)| {
        let rest = within[at + key.len()..].trim_start_matches(['"', '\'', ' ']);
        let alone = !within[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
        (alone && rest.starts_with(':')).then(|| within.len() - rest.len())
    });
    let found = behind_key.and_then(|from| Some(from + within[from..].find(text)?));
    if let Some(offset) = found.or_else(|| within.find(text)) {
        place.span = slot.place.span.start + offset..slot.place.span.start + offset + text.len();
    }
    Placed { text: text.to_owned(), place }
}

fn holding(compiler: &mut Compiler, slot: &NamedSlot, fragment: &str, owner: Owner) -> Option<SlotKind> {
    let fragments = compiler.fragments;
    let Some(entry) = fragments.get(fragment) else {
        let near = nearest(fragment, fragments.keys().map(String::as_str));
        let help = near.map_or("在 fragments: 里写上它".to_owned(), |near| format!("是否指 {near}？"));
        let fault = Diagnostic::error("P011", format!("没有叫 {fragment} 的片段（fragment）")).help(help);
        compiler.fault(&placed(slot, "use", fragment).place, fault);
        return None;
    };
    compiler.used.insert(fragment.to_owned());
    if compiler.open.iter().any(|open| open == fragment) {
        let fault = Diagnostic::error("P012", format!("片段 {fragment} 用到了自己"));
        compiler.fault(&slot.place, fault.help("片段只能用别的片段"));
        return None;
    }
    if compiler.open.len() >= DEEPEST || compiler.size > MOST {
        let fault = Diagnostic::error("P033", format!("片段 {fragment} 展开之后太多，或者套得超过 {DEEPEST} 层"));
        compiler.fault(&slot.place, fault.help("少套几层片段；重复的一串用 each 和 join"));
        return None;
    }
    let each = slot.entry.each.as_ref().map(|name| placed(slot, "each", name));
    let group = match &each {
        Some(name) => Some(compiler.group(name)?),
        None => None,
    };
    let inner = group.or(owner.group);
    let mut arguments = Arguments::new();
    let mut misspelt = false;
    for (name, text) in &slot.entry.with {
        if !entry.parameters.contains(name) {
            let near = nearest(name, entry.parameters.iter().map(String::as_str));
            let help = near
                .map_or(format!("它的参数：{}", entry.parameters.join("、")), |near| format!("是否指 {near}？"));
            let fault = Diagnostic::error("P013", format!("片段 {fragment} 没有参数 {name}")).help(help);
            compiler.fault(&placed(slot, "with", name).place, fault);
            misspelt = true;
            continue;
        }
        // A list's rows are what the arguments speak of.
        if let Some(expr) = compiler.expr(&placed(slot, name, text), inner, owner.arguments) {
            arguments.insert(name.clone(), expr);
        }
    }
    for parameter in &entry.parameters {
        // A parameter that seems to be left out may be the misspelt one.
        if !slot.entry.with.contains_key(parameter) && !misspelt {
            let fault = Diagnostic::error("P014", format!("用片段 {fragment} 时没有给参数 {parameter}"));
            compiler.fault(&slot.place, fault.help(format!("加上 with: {{ {parameter}: … }}")));
        }
    }
    if entry.parameters.iter().any(|parameter| !arguments.contains_key(parameter)) {
        return None;
    }
    compiler.open.push(fragment.to_owned());
    let body = Box::new(compiler.body(entry, inner, &arguments));
    compiler.open.pop();
    Some(match group {
        Some(group) => {
            let filter = match &slot.entry.filter {
                Some(text) => Some(compiler.condition(&placed(slot, "where", text), Some(group), owner.arguments)?),
                None => None,
            };
            SlotKind::Each { group, filter, body, join: slot.entry.join.clone().unwrap_or_default() }
        }
        None => SlotKind::Use { body },
    })
}

fn value_slot(compiler: &mut Compiler, slot: &NamedSlot, kind: &str, owner: Owner) -> Option<SlotKind> {
    let entry = &slot.entry;
    if !KINDS.contains(&kind) {
        let near =
            nearest(kind, KINDS).map_or(format!("可用：{}", KINDS.join("、")), |near| format!("是否指 {near}？"));
        let fault = Diagnostic::error("P015", format!("没有叫 {kind} 的空格类型")).help(near);
        compiler.fault(&placed(slot, "type", kind).place, fault);
        return None;
    }
    if kind == "ordinal" {
        return chinese(compiler, slot).map(|chinese| SlotKind::Ordinal { chinese });
    }
    let text = entry.value.clone().or_else(|| matches!(kind, "name" | "account").then(|| kind.to_owned()));
    let Some(text) = text else {
        let fault = Diagnostic::error("P010", format!("空格 {}：没有写 value", slot.name));
        compiler.fault(&slot.place, fault.help("写上取哪个数，如 value: final"));
        return None;
    };
    let text = placed(slot, "value", &text);
    let value = compiler.expr(&text, owner.group, owner.arguments)?;
    let mismatch = |compiler: &mut Compiler, wanted: &str| {
        let fault = Diagnostic::error("P016", format!("空格 {}：{} 不是{wanted}", slot.name, text.text));
        compiler.fault(&text.place, fault.help(format!("{kind} 类型要的是{wanted}")));
        None
    };
    if matches!(kind, "amount" | "percent" | "count" | "word") && !value.is_number() {
        return mismatch(compiler, "数");
    }
    if entry.decimals.is_some_and(|decimals| decimals > MOST_DECIMALS) {
        let fault = Diagnostic::error("P010", format!("空格 {}：decimals 最多 {MOST_DECIMALS} 位", slot.name));
        compiler.fault(&slot.place, fault.help("金额和百分比都印不到那么细"));
        return None;
    }
    let style = |base: NumberStyle| NumberStyle {
        decimals: entry.decimals.unwrap_or(base.decimals),
        trim: entry.trim.unwrap_or(base.trim),
        ..base
    };
    Some(match kind {
        "amount" => SlotKind::Amount {
            value,
            style: style(compiler.style.amount),
            unit: entry.unit.clone().unwrap_or_else(|| compiler.style.unit.clone()).into(),
        },
        "percent" => SlotKind::Percent { value, style: style(compiler.style.percent) },
        "count" => SlotKind::Count { value },
        "word" => {
            let words = entry.words.clone().unwrap_or_default();
            if words.positive.is_none() && words.negative.is_none() && words.zero.is_none() {
                let fault = Diagnostic::error("P010", format!("空格 {}：没有写 words", slot.name));
                compiler.fault(&slot.place, fault.help("如 words: { positive: 增加, negative: 减少 }"));
                return None;
            }
            let [positive, negative, zero] =
                [words.positive, words.negative, words.zero].map(|word| word.map(SmolStr::from));
            SlotKind::Word { value, positive, negative, zero }
        }
        "name" => match value {
            Expr::Fact(Fact::Name) => SlotKind::Name,
            _ => return mismatch(compiler, "当前行的名称（name）"),
        },
        "account" => match value {
            Expr::Fact(Fact::Account) => {
                let part = match entry.part.as_deref() {
                    None => AccountPart::Path,
                    Some("class") => AccountPart::Class,
                    Some("section") => AccountPart::Section,
                    Some("item") => AccountPart::Item,
                    Some(other) => {
                        let fault = Diagnostic::error("P010", format!("空格 {}：part 不能是 {other}", slot.name));
                        compiler.fault(&slot.place, fault.help("可用：class、section、item"));
                        return None;
                    }
                };
                SlotKind::Account { part, short: entry.short }
            }
            _ => return mismatch(compiler, "当前行的科目（account）"),
        },
        _ => match value {
            Expr::Fact(fact @ (Fact::RootText(_) | Fact::RowText(_))) => match kind {
                "reason" => SlotKind::Reason { fact },
                "text" => SlotKind::Text { fact, join: entry.join.clone().unwrap_or_else(|| "\n".to_owned()) },
                _ => SlotKind::Prose { fact, numbered: chinese(compiler, slot)? },
            },
            _ => return mismatch(compiler, "文字"),
        },
    })
}

/// Are numbers 一、二、三? For prose: is it numbered at all?
fn chinese(compiler: &mut Compiler, slot: &NamedSlot) -> Option<bool> {
    match slot.entry.style.as_deref() {
        None => Some(false),
        Some("chinese") => Some(true),
        Some(other) => {
            let fault = Diagnostic::error("P010", format!("空格 {}：style 不能是 {other}", slot.name));
            let help = "只能是 chinese（一、二、三），或不写（ordinal 是 1、2、3，prose 不编号）";
            compiler.fault(&placed(slot, "style", other).place, fault.help(help));
            None
        }
    }
}

/// What a placeholder asks for, unless the entry says it.
fn what(compiler: &Compiler, kind: &SlotKind, owner: Owner) -> String {
    match kind {
        SlotKind::Reason { .. } => "主要原因".to_owned(),
        SlotKind::Name => "名称".to_owned(),
        SlotKind::Account { .. } => "科目".to_owned(),
        SlotKind::Word { positive, negative, zero, .. } => {
            let words: Vec<&str> = [positive, negative, zero].into_iter().flatten().map(SmolStr::as_str).collect();
            words.join("/")
        }
        SlotKind::Amount { value, .. } | SlotKind::Percent { value, .. } | SlotKind::Count { value } => {
            what_number(compiler, value, owner)
        }
        SlotKind::Text { fact, .. } | SlotKind::Prose { fact, .. } => {
            let catalogue = compiler.catalogue;
            let text = match fact {
                Fact::RowText(index) => owner.group.map(|group| &catalogue.groups[group].shape.texts[*index]),
                Fact::RootText(index) => Some(&catalogue.root.texts[*index]),
                _ => None,
            };
            text.map_or(String::new(), |text| match text.kind.key() {
                "" => catalogue.concepts[text.concept].key.clone(),
                key => key.to_owned(),
            })
        }
        _ => String::new(),
    }
}

fn what_number(compiler: &Compiler, value: &Expr, owner: Owner) -> String {
    match value {
        Expr::Call(Function::Abs, arguments) => what_number(compiler, &arguments[0], owner),
        Expr::Call(Function::Change, _) => "增减额".to_owned(),
        Expr::Call(Function::Rate, _) => "增减幅度".to_owned(),
        Expr::Call(Function::Share, _) => "占比".to_owned(),
        Expr::Call(Function::Completion, _) => "完成率".to_owned(),
        Expr::Fact(_) => expr::describe(value, compiler.catalogue, owner.group),
        _ => {
            let mut facts = Vec::new();
            value.facts(&mut facts);
            let names: Vec<String> = facts
                .into_iter()
                .map(|fact| expr::describe(&Expr::Fact(fact), compiler.catalogue, owner.group))
                .collect();
            names.join("、")
        }
    }
}
