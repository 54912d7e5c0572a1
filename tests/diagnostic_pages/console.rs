//! Console blocks (命令行例子): the program itself is run, in a folder with the files that the page shows.

use std::{
    collections::BTreeSet,
    fs,
    process::{Command, Stdio},
};

use crate::{
    build,
    page::{Block, Page, Part},
    run,
};

/// The codes that each `$ juesuan …` line prints, for the blocks under a heading.
pub fn part(page: &Page, part: &Part) -> Vec<(String, BTreeSet<String>)> {
    let (consoles, files): (Vec<&Block>, Vec<&Block>) =
        part.blocks.iter().partition(|block| block.label.starts_with("console"));
    if consoles.is_empty() {
        return Vec::new();
    }
    let side = if part.heading == "反例" { "wrong" } else { "right" };
    let folder = run::folder(&format!("{}-{side}-console", page.code));
    for block in files {
        let path = folder.join(run::file_name(block).unwrap_or("决算.yaml"));
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content(block)).unwrap();
    }
    let lines = consoles.iter().filter(|block| block.label == "console").flat_map(|block| block.text.lines());
    let commands = lines.filter_map(|line| line.strip_prefix("$ "));
    let said = |command: &str| {
        let arguments = command.strip_prefix("juesuan ").unwrap_or_else(|| panic!("{}：只运行 juesuan", page.code));
        let program = Command::new(env!("CARGO_BIN_EXE_juesuan"))
            .args(arguments.split(' '))
            .current_dir(&folder)
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let told = codes(&String::from_utf8(program.stderr).unwrap());
        // `check` tells what it finds where its result goes, and beside it only what kept it from its work.
        if told.is_empty() { codes(&String::from_utf8_lossy(&program.stdout)) } else { told }
    };
    commands.map(|command| (format!("{} $ {command}", page.code), said(command))).collect()
}

/// The file that a block shows: a text, or a workbook that is drawn (tests/tables/build.rs).
fn content(block: &Block) -> Vec<u8> {
    match block.label.split(' ').next() {
        Some("sheets") => {
            let sheets = block.text.split("@ ").filter_map(|sheet| sheet.split_once('\n'));
            build::workbook(&sheets.collect::<Vec<_>>())
        }
        Some("locked") => build::locked(),
        _ => run::escaped(&block.text).into_bytes(),
    }
}

/// `[X000]` as the terminal shows it.
fn codes(output: &str) -> BTreeSet<String> {
    let pieces = output.split(['[', ']']);
    let is_code = |piece: &&str| {
        let bytes = piece.as_bytes();
        bytes.len() == 4 && bytes[0].is_ascii_uppercase() && bytes[1..].iter().all(u8::is_ascii_digit)
    };
    pieces.filter(is_code).map(str::to_owned).collect()
}
