//! `check` on workbooks (审核决算表): read as `import` reads them, nothing is written; findings name their cells.

use std::path::Path;

use super::{check_input::Against, import::workbook};
use crate::{
    audit::{Audit, Finding},
    diagnostic::Diagnostic,
    figures::{self, identities::Gap},
    source::Source,
    tables::{self, Input, Opened, Role, Settings, Workbook},
};

/// Audit workbooks: those of one department and year together.
pub fn audit_workbooks(paths: &[&Path], against: &Against) -> Result<Vec<Audit>, Vec<Diagnostic>> {
    let mut faults = Vec::new();
    let books: Vec<Workbook> = paths.iter().filter_map(|path| workbook(path, against.terminal, &mut faults)).collect();
    if books.len() < paths.len() {
        return Err(faults);
    }
    against.terminal.tell(&faults);
    let role = Role::This;
    let inputs: Vec<Input> = books.into_iter().map(|workbook| Input { workbook, role }).collect();
    let mut of_one: Vec<Vec<(&Input, Opened)>> = Vec::new();
    for input in &inputs {
        let opened = Opened::of(input, against.layouts, against.reference);
        let same = |books: &&mut Vec<(&Input, Opened)>| of_one_report(&books[0].1, &opened);
        match of_one.iter_mut().find(same) {
            Some(books) => books.push((input, opened)),
            None => of_one.push(vec![(input, opened)]),
        }
    }
    let audits: Vec<_> = of_one.into_iter().map(|books| audit(books, against)).collect();
    let failed = |audit: &Result<Audit, Vec<Diagnostic>>| audit.is_err();
    if audits.iter().any(failed) {
        return Err(audits.into_iter().filter_map(Result::err).flatten().collect());
    }
    Ok(audits.into_iter().flatten().collect())
}

fn of_one_report(one: &Opened, other: &Opened) -> bool {
    let ((name, year), (other_name, other_year)) = (one.of_whom(), other.of_whom());
    year == other_year && tables::same_name(&name.unwrap_or_default(), &other_name.unwrap_or_default())
}

fn audit(books: Vec<(&Input, Opened)>, against: &Against) -> Result<Audit, Vec<Diagnostic>> {
    let name = books.iter().map(|(input, _)| input.workbook.name.as_str()).collect::<Vec<_>>().join("、");
    let opened = books.into_iter().map(|(_, opened)| opened).collect();
    let mut import = tables::join(opened, against.layouts, against.reference, Settings::default());
    let taken = import.tables.iter().any(|table| table.taken > 0);
    if !taken && import.problems.is_empty() {
        import.problems.push(tables::nothing_taken(&name));
    }
    if import.tables.is_empty() || !taken && import.sums.is_empty() {
        return Err(import.problems);
    }
    let read = tables::report::report(&import);
    against.terminal.whisper(&format!("{name}：{}\n", read.lines().next().unwrap_or_default()));
    let found: Vec<Diagnostic> = import.problems.drain(..).chain(import.sums.drain(..)).collect();
    let told = |cell: &str| {
        let place = cell.rsplit_once('!').and_then(|(sheet, place)| {
            let (book, sheet) = sheet.split_once(' ')?;
            Some(format!("{book} 《{sheet}》{place}："))
        });
        place.is_some_and(|place| found.iter().any(|it| it.message.starts_with(&place)))
    };
    figures::derive(&mut import.accounts, against.reference);
    let (gaps, _) = against.reference.gaps(&import.accounts);
    let gaps = gaps.into_iter().map(|gap| (tables::cells(&gap, &import.accounts), gap));
    // The same sum of the same cells is told once.
    let gaps = gaps.filter(|(cells, _)| !cells.first().is_some_and(|cell| told(cell)));
    let mut findings: Vec<Finding> = gaps.map(|(cells, gap)| of_gap(gap, &cells)).collect();
    findings.extend(found.iter().cloned().map(Finding::new));
    findings.sort_by_key(Finding::severity);
    Ok(Audit { open: import.accounts.open(), ..Audit::of_figures(Source::new(name, ""), findings) })
}

/// An identity that does not hold, with the cells of its figures.
fn of_gap(gap: Gap, cells: &[String]) -> Finding {
    let title = gap.identity.title.clone();
    let mut finding = Finding::of_gap(gap);
    let message = format!("{}（{}）", finding.diagnostic.message, cells.join("；"));
    finding.diagnostic.message = message;
    finding.diagnostic.help = Some(format!("应为：{title}。核对这几格"));
    finding
}
