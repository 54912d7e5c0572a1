//! Which format a report is printed in (格式): by name, or by the ending of the file.

use std::path::Path;

use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::usage::refuse;
use crate::{diagnostic::Diagnostic, formats::Format};

/// Reads the value of `--format`.
pub fn parser() -> impl TypedValueParser<Value = Format> {
    PossibleValuesParser::new(Format::ALL.map(Format::name)).map(|name| Format::from_name(&name).unwrap_or(Format::Txt))
}

/// The format asked for, else that of the file's ending; without an ending plain text.
pub fn choose(asked: Option<Format>, output: Option<&Path>) -> Result<Format, Box<Diagnostic>> {
    let ending = output.and_then(Path::extension);
    match (asked, ending, output.and_then(Format::from_ending)) {
        (Some(format), _, _) | (None, _, Some(format)) => Ok(format),
        (None, None, None) => Ok(Format::Txt),
        (None, Some(ending), None) => {
            let message = format!("看不出 .{} 是什么格式", ending.to_string_lossy());
            let endings = Format::ALL.map(|format| format!(".{}", format.name())).join("、");
            Err(Box::new(refuse(message, format!("文件名改用 {endings} 结尾，或加 --format"))))
        }
    }
}

/// The format that was asked for or that the file's ending tells (选定格式); on stdout that of `on_stdout`.
pub fn known<F>(told: Option<F>, output: Option<&Path>, on_stdout: F, endings: &str) -> Result<F, Box<Diagnostic>> {
    match (told, output) {
        (Some(format), _) => Ok(format),
        (None, None) => Ok(on_stdout),
        (None, Some(path)) => {
            let message = format!("看不出“{}”是什么格式", path.display());
            Err(Box::new(refuse(message, format!("文件名改用 {endings} 结尾，或加 --format"))))
        }
    }
}
