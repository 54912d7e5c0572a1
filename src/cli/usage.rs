//! clap's complaints in Chinese (用法错误), each with what to type instead.

use std::error::Error;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::{Outcome, terminal::Terminal};
use crate::{diagnostic::Diagnostic, figures::YEARS};

/// Print help, version or a fault of usage.
pub fn report(error: &clap::Error, terminal: &Terminal) -> Outcome {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => terminal.say(error.to_string()),
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            terminal.whisper(&error.to_string());
            Outcome::Failed
        }
        _ => {
            terminal.tell(&[fault(error)]);
            Outcome::Failed
        }
    }
}

/// A fault of usage (用法错误).
pub fn refuse(message: impl Into<String>, help: impl Into<String>) -> Diagnostic {
    Diagnostic::error("C010", message).help(help)
}

/// Reads the value of `--year` (年度).
pub fn year(text: &str) -> Result<u16, String> {
    let year = text.parse().ok().filter(|year| text.len() == 4 && YEARS.contains(year));
    year.ok_or_else(|| "写四位半角数字，如 2024".to_owned())
}

fn fault(error: &clap::Error) -> Diagnostic {
    let text = |kind| error.get(kind).map(in_words).unwrap_or_default();
    let argument = text(ContextKind::InvalidArg);
    let value = text(ContextKind::InvalidValue);
    let fallback = "加 --help 看用法".to_owned();
    match error.kind() {
        ErrorKind::UnknownArgument if !argument.starts_with('-') => {
            refuse(format!("多写了“{argument}”"), "名称里有空格的，用引号括起来；加 --help 看用法")
        }
        ErrorKind::UnknownArgument => {
            let near = text(ContextKind::SuggestedArg);
            let help =
                if near.is_empty() { fallback } else { format!("是否指 {near}？加 --help 看全部选项") };
            refuse(format!("没有 {argument} 这个选项"), help)
        }
        ErrorKind::InvalidSubcommand => {
            let near = text(ContextKind::SuggestedSubcommand);
            let help =
                if near.is_empty() { "加 --help 看有哪些命令".into() } else { format!("是否指 {near}？") };
            refuse(format!("没有 {} 这个命令", text(ContextKind::InvalidSubcommand)), help)
        }
        ErrorKind::InvalidValue if value.is_empty() => {
            refuse(format!("{argument} 后面要写值"), one_of(&text(ContextKind::ValidValue), fallback))
        }
        ErrorKind::InvalidValue => {
            let near = text(ContextKind::SuggestedValue);
            let choices = one_of(&text(ContextKind::ValidValue), fallback);
            let help = if near.is_empty() { choices } else { format!("是否指 {near}？{choices}") };
            refuse(format!("{argument} 不能是“{value}”"), help)
        }
        ErrorKind::ValueValidation => {
            // Our own parsers say what to write.
            let help = error.source().map(ToString::to_string).filter(|help| !help.is_ascii());
            refuse(format!("{argument} 不能是“{value}”"), help.unwrap_or(fallback))
        }
        ErrorKind::MissingRequiredArgument => refuse(format!("还要写 {argument}"), fallback),
        ErrorKind::MissingSubcommand => {
            refuse("还要写命令", format!("可用的命令：{}", text(ContextKind::ValidSubcommand)))
        }
        ErrorKind::ArgumentConflict => {
            let prior = text(ContextKind::PriorArg);
            if prior.is_empty() || prior == argument {
                refuse(format!("{argument} 写了不止一次"), "只留一个")
            } else {
                refuse(format!("{argument} 不能和 {prior} 一起用"), "只留一个")
            }
        }
        ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues | ErrorKind::TooFewValues => {
            refuse(format!("{argument} 后面的值个数不对"), fallback)
        }
        ErrorKind::NoEquals => refuse(format!("{argument} 和值之间要用 = 连起来"), fallback),
        ErrorKind::InvalidUtf8 => refuse("参数里有读不懂的字节", "换成 UTF-8 编码的终端再试"),
        _ => refuse("用法不对", fallback),
    }
}

fn one_of(choices: &str, fallback: String) -> String {
    if choices.is_empty() { fallback } else { format!("可选：{choices}") }
}

fn in_words(value: &ContextValue) -> String {
    match value {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(texts) => texts.join("、"),
        ContextValue::Number(number) => number.to_string(),
        ContextValue::StyledStr(text) => text.to_string(),
        ContextValue::StyledStrs(texts) => texts.iter().map(ToString::to_string).collect::<Vec<_>>().join("、"),
        _ => String::new(),
    }
}
