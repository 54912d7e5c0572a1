//! `juesuan batch --synthesize` (仿真数据): so many plausible departments, the same for the same seed.

use std::{
    fs,
    io::{self, ErrorKind, Write},
    path::Path,
};

use super::{Arguments, stopped};
use crate::{
    batch::{
        ordered::each,
        synthetic::{INCOMPLETE, Run, line},
    },
    cli::{Outcome, output, usage::refuse},
    diagnostic::Diagnostic,
    embedded,
    figures::{self, FinalAccounts, Reference},
    report::House,
    source::why,
};

/// The year of those for whom none is asked.
const YEAR: u16 = 2023;

/// What one weighs, in bytes.
const WEIGHT: usize = 1 << 13;

/// Departments lie so far apart between seeds that two runs share none.
const APART: u64 = 1_000_003;

pub fn run(arguments: &Arguments, count: u64) -> Result<Outcome, Vec<Diagnostic>> {
    let books = books(arguments.phrasebook.as_deref())?;
    let folder = arguments.folder();
    if let Some(folder) = folder {
        fs::create_dir_all(folder).map_err(|error| vec![*output::unwritable(folder, &error)])?;
    }
    let (year, seed) = (arguments.year.unwrap_or(YEAR), arguments.seed.unwrap_or(1));
    let one = |index: u64| -> Result<String, Box<Diagnostic>> {
        let book = &books[(index % books.len() as u64) as usize];
        let run = Run { book, year, incomplete: INCOMPLETE };
        let mut made = run.department(seed.wrapping_mul(APART).wrapping_add(index));
        // Departments are told apart by a number.
        made.department.push_str(&format!("{index:06}"));
        let Some(folder) = folder else { return Ok(line(&made) + "\n") };
        file(folder, &made, arguments.force).map(|()| String::new())
    };
    let mut out = io::stdout().lock();
    let mut outcome = Ok(Outcome::Clean);
    let take = |made: Vec<Result<String, Box<Diagnostic>>>| {
        let made = made.into_iter().collect::<Result<Vec<String>, _>>();
        let written =
            made.and_then(|made| if stopped() { Ok(None) } else { write(&mut out, &made.concat()).map(Some) });
        match written {
            Ok(Some(goes_on)) => return goes_on,
            Ok(None) => outcome = Ok(Outcome::Failed),
            Err(fault) => outcome = Err(vec![*fault]),
        }
        false
    };
    each(arguments.jobs(), 0..count, |_| WEIGHT, one, take);
    outcome
}

/// False when whoever reads has seen enough.
fn write(out: &mut impl Write, made: &str) -> Result<bool, Box<Diagnostic>> {
    match out.write_all(made.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(false),
        Err(error) => {
            let fault = Diagnostic::error("C012", format!("写不到标准输出：{}", why(&error)));
            Err(Box::new(fault.help("检查磁盘空间和输出去向")))
        }
    }
}

/// The shipped books in turn, or the one that is named: what another asks for may not be in the figures.
fn books(named: Option<&str>) -> Result<Vec<House>, Vec<Diagnostic>> {
    let shipped = embedded::phrasebook_names();
    let names: Vec<&String> = shipped.iter().filter(|name| named.is_none_or(|named| named == *name)).collect();
    if names.is_empty() {
        let message = format!("仿真部门只用自带的话术册，没有“{}”", named.unwrap_or_default());
        return Err(vec![refuse(message, format!("可选：{}", shipped.join("、")))]);
    }
    let catalogue = &Reference::shipped().catalogue;
    let load = |name: &String| House::load(name, catalogue);
    names.into_iter().map(load).map(|(book, faults)| book.ok_or(faults)).collect()
}

fn file(folder: &Path, made: &FinalAccounts, force: bool) -> Result<(), Box<Diagnostic>> {
    let path = folder.join(&made.department).join(format!("{}.yaml", made.year));
    let parent = folder.join(&made.department);
    fs::create_dir_all(&parent).map_err(|error| output::unwritable(&parent, &error))?;
    output::write_figures(&path, figures::save(made, Reference::shipped()), force, &[])
}
