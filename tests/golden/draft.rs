//! What `draft` writes for a golden folder (起草的结果), and rewriting it on demand.

use std::{
    fs,
    path::{Path, PathBuf},
};

use juesuan::{
    diagnostic::Diagnostic,
    figures::{self, FinalAccounts, Reference},
    formats,
    phrase::book::Examples,
    report::{self, House, Whole},
};

/// The figures of a folder: its own, or those of the department and year it is named after.
pub fn figures_of(folder: &Path) -> Option<PathBuf> {
    let own = folder.join("figures.yaml");
    if own.is_file() {
        return Some(own);
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let named = folder.strip_prefix(root.join("golden")).ok()?;
    let shared = root.join("data/departments").join(named).with_extension("yaml");
    shared.is_file().then_some(shared)
}

/// The text drafted from a figures file.
pub fn text(figures: &Path) -> Result<String, String> {
    let (accounts, house) = materials(figures)?;
    let printed = report::printed(&accounts, &house.style);
    Ok(formats::txt(&report::draft(&house, &accounts, &printed)))
}

/// The complete report drafted from a figures file.
pub fn whole_text(figures: &Path) -> Result<String, String> {
    let (accounts, house) = materials(figures)?;
    let (whole, faults) = Whole::load(&house, Examples::LeaveOut, &Reference::shipped().catalogue);
    let whole = whole.ok_or_else(|| list(&faults))?;
    let printed = report::printed(&accounts, &house.style);
    Ok(formats::txt_whole(&whole.draft(&report::draft(&house, &accounts, &printed))))
}

/// The figures and the house style that they name.
fn materials(figures: &Path) -> Result<(FinalAccounts, House), String> {
    let reference = Reference::shipped();
    let (accounts, faults) = figures::load_path(figures, reference);
    let accounts = accounts.ok_or_else(|| list(&faults))?;
    let book = accounts.phrasebook.as_deref().unwrap_or("jilin-county");
    let (house, faults) = House::load(book, &reference.catalogue);
    Ok((accounts, house.ok_or_else(|| list(&faults))?))
}

fn list(faults: &[Diagnostic]) -> String {
    faults.iter().map(|fault| format!("{} {}", fault.code, fault.message)).collect::<Vec<_>>().join("\n")
}

/// Write what the program writes.
pub fn rewrite(folder: &Path) {
    let Some(figures) = figures_of(folder) else { return };
    let text = text(&figures).unwrap_or_else(|fault| panic!("{}\n{fault}", figures.display()));
    let path = folder.join("expected.txt");
    fs::write(&path, text).unwrap_or_else(|fault| panic!("写不了 {}：{fault}", path.display()));
}
