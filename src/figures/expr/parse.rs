//! Text of an expression -> tree of names, with the place of each part.

use std::ops::Range;

use rust_decimal::Decimal;

use super::Operator;

/// A part of an expression with its place in the expression's text.
#[derive(Clone, Debug, PartialEq)]
pub struct Ast {
    /// Byte range in the expression's text.
    pub span: Range<usize>,
    /// What it is.
    pub kind: AstKind,
}

/// The kinds of parts.
#[derive(Clone, Debug, PartialEq)]
pub enum AstKind {
    /// A number.
    Number(Decimal),
    /// A quoted text.
    Text(String),
    /// A name, with dots.
    Name(String),
    /// `f(a, b)`.
    Call(String, Vec<Ast>),
    /// `not a`.
    Not(Box<Ast>),
    /// `-a`.
    Negate(Box<Ast>),
    /// `a op b`.
    Binary(Operator, Box<Ast>, Box<Ast>),
}

/// What is wrong with an expression, and where in its text.
#[derive(Clone, Debug, PartialEq)]
pub struct ExprError {
    /// One Chinese sentence.
    pub message: String,
    /// Byte range in the expression's text.
    pub span: Range<usize>,
}

/// Deeper nesting than any phrase needs; keeps hostile input from exhausting the stack.
const DEEPEST: usize = 64;
/// Longer than any phrase needs, in bytes; a chain of operators makes a tree as deep as it is long.
const LONGEST: usize = 1000;

/// Parse an expression.
pub fn parse(text: &str) -> Result<Ast, ExprError> {
    if text.len() > LONGEST {
        return Err(ExprError { message: format!("算式太长，最多 {LONGEST} 个字节"), span: 0..text.len() });
    }
    let mut parser = Parser { text, at: 0, depth: 0 };
    let ast = parser.binary(0)?;
    parser.space();
    if parser.at < text.len() {
        return Err(parser.error("这里多出了看不懂的内容"));
    }
    Ok(ast)
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
}

/// Operators by how tightly they bind, loosest first; longer spellings before their beginnings.
const LEVELS: [&[(&str, Operator)]; 5] = [
    &[("or", Operator::Or)],
    &[("and", Operator::And)],
    &[
        ("==", Operator::Equal),
        ("!=", Operator::Unequal),
        ("<=", Operator::AtMost),
        (">=", Operator::AtLeast),
        ("<", Operator::Less),
        (">", Operator::Greater),
    ],
    &[("+", Operator::Add), ("-", Operator::Subtract)],
    &[("*", Operator::Multiply), ("/", Operator::Divide)],
];

/// `not` binds tighter than `and` and looser than a comparison.
const NOT_LEVEL: usize = 2;

impl Parser<'_> {
    fn error(&self, message: &str) -> ExprError {
        let end = self.text[self.at..].chars().next().map_or(self.at, |c| self.at + c.len_utf8());
        ExprError { message: message.to_owned(), span: self.at..end }
    }

    fn space(&mut self) {
        self.at = self.text.len() - self.text[self.at..].trim_start().len();
    }

    fn word_follows(&self, word: &str) -> bool {
        let rest = &self.text[self.at..];
        rest.starts_with(word) && !rest[word.len()..].starts_with(is_name)
    }

    fn operator(&mut self, level: usize) -> Option<Operator> {
        self.space();
        for (spelling, operator) in LEVELS[level] {
            let found = if spelling.starts_with(is_name) {
                self.word_follows(spelling)
            } else {
                self.text[self.at..].starts_with(spelling)
            };
            if found {
                self.at += spelling.len();
                return Some(*operator);
            }
        }
        None
    }

    fn binary(&mut self, level: usize) -> Result<Ast, ExprError> {
        if level == LEVELS.len() {
            return self.unary();
        }
        self.space();
        let start = self.at;
        if level == NOT_LEVEL && self.word_follows("not") {
            self.at += "not".len();
            let inner = self.nested(|parser| parser.binary(level))?;
            return Ok(Ast { span: start..self.at, kind: AstKind::Not(Box::new(inner)) });
        }
        let mut left = self.binary(level + 1)?;
        while let Some(operator) = self.operator(level) {
            let right = self.binary(level + 1)?;
            left = Ast { span: start..self.at, kind: AstKind::Binary(operator, Box::new(left), Box::new(right)) };
            if level == NOT_LEVEL {
                break; // a < b < c means nothing here
            }
        }
        Ok(left)
    }

    fn nested<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T, ExprError>) -> Result<T, ExprError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.error("算式嵌套太深"));
        }
        let result = read(self);
        self.depth -= 1;
        result
    }

    fn unary(&mut self) -> Result<Ast, ExprError> {
        self.space();
        let start = self.at;
        if self.text[start..].starts_with('-') {
            self.at += 1;
            let inner = self.nested(Self::unary)?;
            return Ok(Ast { span: start..self.at, kind: AstKind::Negate(Box::new(inner)) });
        }
        let Some(first) = self.text[start..].chars().next() else {
            return Err(self.error("算式到这里没有写完"));
        };
        if first == '(' {
            self.at += 1;
            let inner = self.nested(|parser| parser.binary(0))?;
            self.expect(')')?;
            return Ok(Ast { span: start..self.at, kind: inner.kind });
        }
        if first == '"' {
            let rest = &self.text[start + 1..];
            let Some(end) = rest.find('"') else {
                return Err(self.error("引号没有成对"));
            };
            self.at = start + 1 + end + 1;
            return Ok(Ast { span: start..self.at, kind: AstKind::Text(rest[..end].to_owned()) });
        }
        if first.is_ascii_digit() {
            let length =
                self.text[start..].find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(self.text.len() - start);
            let digits = &self.text[start..start + length];
            let Ok(number) = Decimal::from_str_exact(digits) else {
                return Err(ExprError { message: format!("{digits} 不是数"), span: start..start + length });
            };
            self.at += length;
            return Ok(Ast { span: start..self.at, kind: AstKind::Number(number) });
        }
        if !is_name(first) {
            return Err(self.error("这里应是数、项目名或括号"));
        }
        let length = self.text[start..].find(|c: char| !is_name(c) && c != '.').unwrap_or(self.text.len() - start);
        self.at += length;
        let name = self.text[start..self.at].to_owned();
        if self.text[self.at..].starts_with('(') {
            self.at += 1;
            let arguments = self.nested(Self::arguments)?;
            return Ok(Ast { span: start..self.at, kind: AstKind::Call(name, arguments) });
        }
        Ok(Ast { span: start..self.at, kind: AstKind::Name(name) })
    }

    fn arguments(&mut self) -> Result<Vec<Ast>, ExprError> {
        let mut arguments = Vec::new();
        loop {
            arguments.push(self.binary(0)?);
            self.space();
            if self.text[self.at..].starts_with(',') {
                self.at += 1;
            } else {
                self.expect(')')?;
                return Ok(arguments);
            }
        }
    }

    fn expect(&mut self, wanted: char) -> Result<(), ExprError> {
        self.space();
        if self.text[self.at..].starts_with(wanted) {
            self.at += wanted.len_utf8();
            return Ok(());
        }
        Err(self.error(&format!("这里缺“{wanted}”")))
    }
}

fn is_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(text: &str) -> String {
        fn show(ast: &Ast) -> String {
            match &ast.kind {
                AstKind::Number(number) => number.to_string(),
                AstKind::Text(text) => format!("\"{text}\""),
                AstKind::Name(name) => name.clone(),
                AstKind::Call(name, arguments) => {
                    format!("{name}({})", arguments.iter().map(show).collect::<Vec<_>>().join(","))
                }
                AstKind::Not(inner) => format!("!{}", show(inner)),
                AstKind::Negate(inner) => format!("-{}", show(inner)),
                AstKind::Binary(operator, left, right) => format!("({} {operator:?} {})", show(left), show(right)),
            }
        }
        parse(text).map_or_else(|error| format!("{}@{:?}", error.message, error.span), |ast| show(&ast))
    }

    #[test]
    fn operators_bind_as_in_school() {
        assert_eq!(shape("a + b * c - d"), "((a Add (b Multiply c)) Subtract d)");
        assert_eq!(shape("not a == 0 and b > 1 or c"), "((!(a Equal 0) And (b Greater 1)) Or c)");
        assert_eq!(shape("share(gpb.total, -x)"), "share(gpb.total,-x)");
        assert_eq!(shape("notes == \"总计\""), "(notes Equal \"总计\")");
    }

    #[test]
    fn faults_are_placed() {
        assert_eq!(shape("a +"), "算式到这里没有写完@3..3");
        assert_eq!(shape("a ； b"), "这里多出了看不懂的内容@2..5");
        assert_eq!(shape("(a"), "这里缺“)”@2..2");
        assert!(shape(&"(".repeat(500)).starts_with("算式嵌套太深"));
        assert!(shape(&"not ".repeat(200)).starts_with("算式嵌套太深"));
        assert!(shape(&"a+".repeat(5000)).starts_with("算式太长"));
    }
}
