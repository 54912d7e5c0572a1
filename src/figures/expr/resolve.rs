//! Names of an expression -> indices of figures.

use std::collections::HashMap;

use super::{Ast, AstKind, Expr, ExprError, Fact, Function, Operator};
use crate::{
    figures::concepts::{Catalogue, GroupIx, Origin},
    nearest::nearest,
};

/// What names mean at one place of a phrasebook or identity file (名字的范围).
#[derive(Clone)]
pub struct Scope<'a> {
    /// All concepts.
    pub catalogue: &'a Catalogue,
    /// The list whose row is current.
    pub group: Option<GroupIx>,
    /// Parameters of a fragment, already resolved where it is used.
    pub parameters: &'a HashMap<String, Expr>,
}

impl Scope<'_> {
    fn fact(&self, name: &str) -> Option<Fact> {
        if let Some(group) = self.group {
            let shape = &self.catalogue.groups[group].shape;
            if let Some(index) = shape.number(name) {
                return Some(Fact::RowNumber(index));
            }
            if let Some(index) = shape.text(name) {
                return Some(Fact::RowText(index));
            }
            match name {
                "name" => return Some(Fact::Name),
                "account" => return Some(Fact::Account),
                _ => {}
            }
        }
        if name == "year" {
            return Some(Fact::Year);
        }
        let root = &self.catalogue.root;
        root.number(name)
            .map(Fact::RootNumber)
            .or_else(|| root.text(name).map(Fact::RootText))
            .or_else(|| self.catalogue.group(name).map(Fact::Group))
    }

    fn unknown(&self, name: &str, ast: &Ast) -> ExprError {
        let row = self.group.map(|group| &self.catalogue.groups[group].shape);
        let known = self
            .catalogue
            .root
            .names()
            .chain(row.into_iter().flat_map(|shape| shape.names()))
            .chain(self.parameters.keys().map(String::as_str))
            .chain(self.catalogue.groups.iter().map(|group| group.id.as_str()));
        let near = nearest(name, known).map_or(String::new(), |near| format!("，是否指 {near}？"));
        ExprError { message: format!("没有叫 {name} 的项目{near}"), span: ast.span.clone() }
    }
}

/// Resolve the names of a parsed expression.
pub fn resolve(ast: &Ast, scope: &Scope) -> Result<Expr, ExprError> {
    Ok(match &ast.kind {
        AstKind::Number(number) => Expr::Number(*number),
        AstKind::Text(text) => Expr::Text(text.clone()),
        AstKind::Name(name) => match scope.parameters.get(name) {
            Some(argument) => argument.clone(),
            None => Expr::Fact(scope.fact(name).ok_or_else(|| scope.unknown(name, ast))?),
        },
        AstKind::Not(inner) => Expr::Not(Box::new(resolve(inner, scope)?)),
        AstKind::Negate(inner) => Expr::Negate(Box::new(resolve(inner, scope)?)),
        AstKind::Binary(operator, left, right) => {
            Expr::Binary(*operator, Box::new(resolve(left, scope)?), Box::new(resolve(right, scope)?))
        }
        AstKind::Call(name, arguments) => call(ast, name, arguments, scope)?,
    })
}

fn call(ast: &Ast, name: &str, arguments: &[Ast], scope: &Scope) -> Result<Expr, ExprError> {
    let error = |message: String| ExprError { message, span: ast.span.clone() };
    let (function, wanted) = match name {
        "has" => return has(ast, arguments, scope),
        "sum" => return sum(ast, arguments, scope),
        "any" => return any(ast, arguments, scope),
        "count" => {
            return match arguments {
                [argument] => match resolve(argument, scope)? {
                    Expr::Fact(fact @ (Fact::Group(_) | Fact::RootText(_) | Fact::RowText(_))) => Ok(Expr::Count(fact)),
                    _ => Err(error("count() 里应是一个清单，如 gpb.items，或几条文字，如 about.divisions".to_owned())),
                },
                _ => Err(error("count() 要一个清单或几条文字".to_owned())),
            };
        }
        "change" => (Function::Change, 2),
        "rate" => (Function::Rate, 2),
        "share" => (Function::Share, 2),
        "completion" => (Function::Completion, 2),
        "material" => (Function::Material, 2),
        "abs" => (Function::Abs, 1),
        _ => {
            let known = ["has", "sum", "count", "any", "change", "rate", "share", "completion", "material", "abs"];
            let near = nearest(name, known).map_or(String::new(), |near| format!("，是否指 {near}？"));
            return Err(error(format!("没有叫 {name}() 的函数{near}")));
        }
    };
    if arguments.len() != wanted {
        return Err(error(format!("{name}() 要 {wanted} 个参数，这里有 {} 个", arguments.len())));
    }
    let arguments = arguments.iter().map(|argument| resolve(argument, scope)).collect::<Result<_, _>>()?;
    Ok(Expr::Call(function, arguments))
}

fn has(ast: &Ast, arguments: &[Ast], scope: &Scope) -> Result<Expr, ExprError> {
    let [argument] = arguments else {
        return Err(ExprError { message: "has() 要一个项目名".to_owned(), span: ast.span.clone() });
    };
    match resolve(argument, scope)? {
        Expr::Fact(fact) => Ok(Expr::Has(fact)),
        // A parameter bound to a computed value is there whenever what it is computed from is there.
        other => {
            let mut parts = Vec::new();
            there(&other, scope.catalogue, &mut parts);
            let all = parts.into_iter().reduce(both);
            all.ok_or_else(|| ExprError {
                message: "has() 里应是项目名，不是固定的数".to_owned(),
                span: argument.span.clone(),
            })
        }
    }
}

fn both(left: Expr, right: Expr) -> Expr {
    Expr::Binary(Operator::And, Box::new(left), Box::new(right))
}

/// What must be there for an expression to have a value.
fn there(expr: &Expr, catalogue: &Catalogue, parts: &mut Vec<Expr>) {
    match expr {
        Expr::Sum(group, number) => {
            let given = Expr::Has(Fact::RowNumber(*number));
            parts.push(match catalogue.groups[*group].origin {
                // What does not apply to one of several concepts takes no part in their sum.
                Origin::Members(_) => Expr::Any(*group, Box::new(given)),
                Origin::Given | Origin::ByClass(_) => {
                    let lacking = Expr::Any(*group, Box::new(Expr::Not(Box::new(given))));
                    both(Expr::Has(Fact::Group(*group)), Expr::Not(Box::new(lacking)))
                }
            });
        }
        Expr::Not(inner) | Expr::Negate(inner) => there(inner, catalogue, parts),
        Expr::Binary(_, left, right) => {
            there(left, catalogue, parts);
            there(right, catalogue, parts);
        }
        Expr::Call(_, arguments) => arguments.iter().for_each(|argument| there(argument, catalogue, parts)),
        Expr::Fact(fact) | Expr::Has(fact) => parts.push(Expr::Has(*fact)),
        Expr::Count(fact) => parts.push(Expr::Has(*fact)),
        Expr::Any(group, _) => parts.push(Expr::Has(Fact::Group(*group))),
        Expr::Number(_) | Expr::Text(_) => {}
    }
}

fn any(ast: &Ast, arguments: &[Ast], scope: &Scope) -> Result<Expr, ExprError> {
    let error = |message: &str| ExprError { message: message.to_owned(), span: ast.span.clone() };
    let [list, filter] = arguments else {
        return Err(error("any() 要一个清单和一个条件，如 any(gpb.items, final != 0)"));
    };
    let Expr::Fact(Fact::Group(group)) = resolve(list, scope)? else {
        return Err(error("any() 里先写清单，如 any(gpb.items, final != 0)"));
    };
    // Parameters belong to the row of the list where the fragment is used, not to the rows looked through here.
    let row = Scope { catalogue: scope.catalogue, group: Some(group), parameters: &HashMap::new() };
    let filter = resolve(filter, &row)?;
    if !filter.is_condition() || has_any(&filter) {
        return Err(error("any() 里清单后面应是一个条件，里面不能再用 any()"));
    }
    Ok(Expr::Any(group, Box::new(filter)))
}

/// Does the expression look through a list, for each row that is looked at?
fn has_any(expr: &Expr) -> bool {
    match expr {
        Expr::Any(..) => true,
        Expr::Not(inner) | Expr::Negate(inner) => has_any(inner),
        Expr::Binary(_, left, right) => has_any(left) || has_any(right),
        Expr::Call(_, arguments) => arguments.iter().any(has_any),
        Expr::Number(_) | Expr::Text(_) | Expr::Fact(_) | Expr::Has(_) | Expr::Sum(..) | Expr::Count(_) => false,
    }
}

fn sum(ast: &Ast, arguments: &[Ast], scope: &Scope) -> Result<Expr, ExprError> {
    let error = |message: &str| ExprError { message: message.to_owned(), span: ast.span.clone() };
    let [Ast { kind: AstKind::Name(name), .. }] = arguments else {
        return Err(error("sum() 里应是 清单.数，如 sum(gpb.items.final)"));
    };
    let found = scope.catalogue.groups.iter().enumerate().find_map(|(index, group)| {
        let field = name.strip_prefix(&group.id)?.strip_prefix('.')?;
        Some((index, group.shape.number(field)?))
    });
    let (group, number) = found.ok_or_else(|| error("sum() 里应是 清单.数，如 sum(gpb.items.final)"))?;
    Ok(Expr::Sum(group, number))
}
