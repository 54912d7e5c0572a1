//! The words around clap's lists (帮助的版式), all Chinese.

use clap::{Command, CommandFactory};

use super::CommandLine;

/// The command line with Chinese help throughout (命令行定义).
pub fn command() -> Command {
    chinese(CommandLine::command())
}

/// clap has no translations: a template without its headings is put on every command.
fn chinese(command: Command) -> Command {
    let mut template = String::from("{about-with-newline}\n用法：{usage}\n");
    if command.has_subcommands() {
        template.push_str("\n命令：\n{subcommands}\n");
    }
    if command.get_positionals().next().is_some() {
        template.push_str("\n参数：\n{positionals}\n");
    }
    template.push_str("\n选项：\n{options}{after-help}\n");
    command.help_template(template).mut_subcommands(chinese)
}
