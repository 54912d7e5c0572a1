//! An expression in the words of an accountant (算式的文字): 决算数 ÷ 年初预算数 = 96.06 ÷ 94.19.

use super::{Env, Expr, Fact, Function, Operator, Value};
use crate::figures::concepts::{Catalogue, GroupIx, NumberDef, Origin, Period};

/// How tightly a rendered part binds, for brackets.
const SUM: u8 = 1;
const PRODUCT: u8 = 2;
const ATOM: u8 = 3;

/// What an expression takes from the figures (取数项).
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Leaf {
    /// A figure or text.
    Fact(Fact),
    /// The sum of one number over a list.
    Sum(GroupIx, usize),
    /// The number of rows of a list, or of lines of a text.
    Count(Fact),
}

/// The expression with each thing that it takes from the figures shown as `show` says.
pub fn written(expr: &Expr, show: &dyn Fn(Leaf) -> String) -> String {
    render(expr, show).0
}

/// The expression in the names of figures; `group` is the list whose row is current.
pub fn describe(expr: &Expr, catalogue: &Catalogue, group: Option<GroupIx>) -> String {
    written(expr, &|leaf| leaf_name(leaf, catalogue, group))
}

/// The expression in the values that figures have in `env`.
pub fn formula(expr: &Expr, env: &Env) -> String {
    written(expr, &|leaf| {
        let leaf = match leaf {
            Leaf::Fact(fact) => Expr::Fact(fact),
            Leaf::Sum(group, number) => Expr::Sum(group, number),
            Leaf::Count(fact) => Expr::Count(fact),
        };
        match env.value(&leaf) {
            Value::Number(number) => number.normalize().to_string(),
            Value::Text(text) => text.to_owned(),
            Value::Blank => "待补充".to_owned(),
            Value::Absent | Value::Truth(_) => "无".to_owned(),
        }
    })
}

/// What an expression takes from the figures, by name.
pub fn leaf_name(leaf: Leaf, catalogue: &Catalogue, group: Option<GroupIx>) -> String {
    match leaf {
        Leaf::Fact(fact) => name(fact, catalogue, group),
        Leaf::Sum(group, number) => {
            let field = name(Fact::RowNumber(number), catalogue, Some(group));
            format!("{}{field}合计", list_name(group, catalogue))
        }
        Leaf::Count(fact) => format!("{}个数", name(fact, catalogue, group)),
    }
}

/// A list as an accountant calls it: its table with 明细, 类级合计 or 各项.
pub fn list_name(group: GroupIx, catalogue: &Catalogue) -> String {
    let list = &catalogue.groups[group];
    let table = &catalogue.tables[catalogue.concepts[list.concept].table].key;
    match list.origin {
        Origin::Given => {
            let typed = catalogue.concepts.iter().find(|concept| concept.group == Some(group));
            format!("{table}{}", typed.map_or("明细", |concept| concept.key.as_str()))
        }
        Origin::ByClass(_) => format!("{table}类级合计"),
        Origin::Members(_) => format!("{table}各项"),
    }
}

fn figure_name(number: &NumberDef, catalogue: &Catalogue, row: bool) -> String {
    let concept = &catalogue.concepts[number.concept];
    if row {
        return if concept.key.is_empty() || number.period != Period::Final {
            number.period.key().to_owned()
        } else {
            concept.key.clone()
        };
    }
    if concept.periods.len() == 1 {
        concept.key.clone()
    } else {
        format!("{}（{}）", concept.key, number.period.key())
    }
}

fn name(fact: Fact, catalogue: &Catalogue, group: Option<GroupIx>) -> String {
    let row = group.map(|group| &catalogue.groups[group].shape);
    match fact {
        Fact::RootNumber(index) => figure_name(&catalogue.root.numbers[index], catalogue, false),
        Fact::RowNumber(index) => group.map_or(String::new(), |group| {
            let group = &catalogue.groups[group];
            let number = &group.shape.numbers[index];
            // Rows that stand for several concepts share one shape: only the period speaks for all of them.
            match group.origin {
                Origin::Members(_) => number.period.key().to_owned(),
                Origin::Given | Origin::ByClass(_) => figure_name(number, catalogue, true),
            }
        }),
        Fact::RootText(index) => catalogue.root.texts[index].id.clone(),
        Fact::RowText(index) => row.map_or(String::new(), |row| row.texts[index].kind.key().to_owned()),
        Fact::Name => "名称".to_owned(),
        Fact::Account => "科目".to_owned(),
        Fact::Group(group) => list_name(group, catalogue),
        Fact::Year => "年度".to_owned(),
    }
}

fn render(expr: &Expr, show: &dyn Fn(Leaf) -> String) -> (String, u8) {
    let bracket = |part: &Expr, least: u8| {
        let (text, binds) = render(part, show);
        if binds < least { format!("（{text}）") } else { text }
    };
    let pair = |sign: &str, a: &Expr, b: &Expr, binds: u8| {
        (format!("{} {sign} {}", bracket(a, binds), bracket(b, binds + 1)), binds)
    };
    match expr {
        Expr::Number(number) => (number.to_string(), ATOM),
        Expr::Text(text) => (format!("“{text}”"), ATOM),
        Expr::Fact(fact) => (show(Leaf::Fact(*fact)), ATOM),
        Expr::Has(fact) => (format!("有{}", show(Leaf::Fact(*fact))), ATOM),
        Expr::Sum(group, number) => (show(Leaf::Sum(*group, *number)), ATOM),
        Expr::Count(fact) => (show(Leaf::Count(*fact)), ATOM),
        // Names of a row belong to the list, which `show` is not told.
        Expr::Any(group, _) => (format!("有要列的{}", show(Leaf::Fact(Fact::Group(*group)))), ATOM),
        Expr::Not(inner) => (format!("非{}", bracket(inner, ATOM)), ATOM),
        Expr::Negate(inner) => (format!("−{}", bracket(inner, ATOM)), PRODUCT),
        Expr::Binary(operator, a, b) => match operator {
            Operator::Add => pair("+", a, b, SUM),
            Operator::Subtract => pair("−", a, b, SUM),
            Operator::Multiply => pair("×", a, b, PRODUCT),
            Operator::Divide => pair("÷", a, b, PRODUCT),
            Operator::Equal => pair("=", a, b, 0),
            Operator::Unequal => pair("≠", a, b, 0),
            Operator::Less => pair("<", a, b, 0),
            Operator::AtMost => pair("≤", a, b, 0),
            Operator::Greater => pair(">", a, b, 0),
            Operator::AtLeast => pair("≥", a, b, 0),
            Operator::And => pair("且", a, b, 0),
            Operator::Or => pair("或", a, b, 0),
        },
        Expr::Call(function, arguments) => match (function, arguments.as_slice()) {
            (Function::Change, [a, b]) => pair("−", a, b, SUM),
            (Function::Rate, [a, b]) => {
                (format!("（{} − {}） ÷ {}", bracket(a, SUM), bracket(b, PRODUCT), bracket(b, ATOM)), PRODUCT)
            }
            (Function::Share | Function::Completion, [a, b]) => pair("÷", a, b, PRODUCT),
            (Function::Abs, [a]) => (format!("|{}|", render(a, show).0), ATOM),
            (Function::Material, [a, b]) => {
                (format!("{}与{}的差异达到说明界限", render(a, show).0, render(b, show).0), ATOM)
            }
            _ => (String::new(), ATOM),
        },
    }
}
