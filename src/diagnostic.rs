//! What is wrong, where, and how to mend it (诊断): one type for every stage.

mod abridge;
mod excerpt;
mod export;
mod print;

use std::ops::Range;

use serde::Serialize;

pub use self::{
    abridge::{abridge, restore},
    export::{summary, to_json},
    print::render,
};
use crate::source::Source;

/// How bad it is (严重程度).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The input cannot be used, or a reader is misled (错误).
    Error,
    /// A reviewer would send it back (警告).
    Warning,
    /// Inside the rounding envelope, or a custom of the house (提示).
    Hint,
}

impl Severity {
    /// The word that people see.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "错误",
            Severity::Warning => "警告",
            Severity::Hint => "提示",
        }
    }
}

/// A place in a source with a few words (位置).
#[derive(Clone, Debug)]
pub struct Label {
    /// The text it points into.
    pub source: Source,
    /// Byte range in that text.
    pub span: Range<usize>,
    /// What to say there; may be empty.
    pub text: String,
}

/// One finding (诊断) with its permanent code, its places and 改法.
///
/// Most figures have none: the ways that lead to one are kept apart from what is done for every figure.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// Permanent ASCII code, documented by a page of the same name.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// One Chinese sentence.
    pub message: String,
    /// The record it concerns, as its user names it (“第3条明细 2010301”).
    pub record: Option<String>,
    /// Places, the first is the main one.
    pub labels: Vec<Label>,
    /// 改法.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A diagnostic of the given severity.
    #[cold]
    pub fn new(severity: Severity, code: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic { code, severity, message: message.into(), record: None, labels: Vec::new(), help: None }
    }

    /// An error (错误).
    #[cold]
    pub fn error(code: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Severity::Error, code, message)
    }

    /// A warning (警告).
    #[cold]
    pub fn warning(code: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Severity::Warning, code, message)
    }

    /// A hint (提示).
    #[cold]
    pub fn hint(code: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Severity::Hint, code, message)
    }

    /// Where its main place begins, to list diagnostics of one file in its order; without a place it comes first.
    pub fn offset(&self) -> usize {
        self.labels.first().map_or(0, |label| label.span.start)
    }

    /// Point at a place.
    #[must_use]
    pub fn at(mut self, source: &Source, span: Range<usize>, text: impl Into<String>) -> Diagnostic {
        self.labels.push(Label { source: source.clone(), span, text: text.into() });
        self
    }

    /// Name the record.
    #[must_use]
    pub fn record(mut self, record: impl Into<String>) -> Diagnostic {
        self.record = Some(record.into());
        self
    }

    /// Say how to mend it (改法).
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help = Some(help.into());
        self
    }
}
