//! Golden folders (黄金文件夹): every folder below golden/ is found and held against the program.

#[path = "golden/draft.rs"]
mod draft;
#[path = "golden/errata.rs"]
mod errata;
#[path = "golden/errata_report.rs"]
mod errata_report;
#[path = "golden/errata_tests.rs"]
mod errata_tests;
#[path = "golden/normalise.rs"]
mod normalise;
#[path = "golden/whole.rs"]
mod whole;

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Once,
};

/// Every folder below golden/ that holds `file`, in a fixed order.
fn folders_with(file: &str) -> Vec<PathBuf> {
    // Tests run side by side: whatever may be written is written before the first of them reads.
    static PUBLISHED_TEXTS: Once = Once::new();
    PUBLISHED_TEXTS.call_once(|| {
        if std::env::var_os("UPDATE_GOLDEN").is_some_and(|v| v == "1") {
            write_missing_published_texts();
            leaf_folders().iter().for_each(|folder| draft::rewrite(folder));
            leaf_folders().iter().for_each(|folder| whole::rewrite(folder));
        }
    });
    find(file)
}

fn find(file: &str) -> Vec<PathBuf> {
    fn walk(folder: &Path, file: &str, found: &mut Vec<PathBuf>) {
        if folder.join(file).is_file() {
            found.push(folder.to_owned());
        }
        for entry in fs::read_dir(folder).unwrap_or_else(|e| panic!("打不开 {}：{e}", folder.display())) {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, file, found);
            }
        }
    }
    let mut found = Vec::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("golden"), file, &mut found);
    found.sort();
    found
}

/// Every folder that speaks of a department and year.
fn leaf_folders() -> Vec<PathBuf> {
    let mut folders = find("published.md");
    folders.extend(find("expected.txt"));
    folders.extend(find("figures.yaml"));
    folders.sort();
    folders.dedup();
    folders
}

/// A text that exists is judged, never rewritten: the errata quote it.
fn write_missing_published_texts() {
    for folder in find("published.md") {
        let path = folder.join("published.txt");
        if let (false, Ok(fresh)) = (path.exists(), normalise::normalise(&read(&folder.join("published.md")))) {
            fs::write(&path, fresh).unwrap_or_else(|e| panic!("写不了 {}：{e}", path.display()));
        }
    }
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|e| panic!("读不出 {}：{e}", path.display()))
}

/// Runs `test` in every folder, then fails with all that went wrong.
fn in_each(folders: &[PathBuf], test: impl Fn(&Path) -> Result<(), String>) {
    let faults: Vec<String> =
        folders.iter().filter_map(|f| test(f).err().map(|e| format!("{}\n{e}", f.display()))).collect();
    assert!(faults.is_empty(), "\n{}", faults.join("\n\n"));
}

#[test]
fn published_text_is_part_three_without_traces_of_conversion() {
    let folders = folders_with("published.md");
    assert!(!folders.is_empty(), "golden/ 下没有一个 published.md");
    in_each(&folders, |folder| {
        let (path, fresh) = (folder.join("published.txt"), normalise::normalise(&read(&folder.join("published.md")))?);
        let published = fs::read_to_string(&path)
            .map_err(|e| format!("读不出 published.txt：{e}。改法：UPDATE_GOLDEN=1 cargo test --test golden"))?;
        if published == fresh {
            return Ok(());
        }
        let first = fresh.lines().zip(published.lines()).position(|(a, b)| a != b);
        Err(match first {
            Some(n) => format!(
                "published.txt 第 {} 行与 published.md 按规则整理的结果不同：\n  文件：{}\n  整理：{}",
                n + 1,
                published.lines().nth(n).unwrap_or_default(),
                fresh.lines().nth(n).unwrap_or_default()
            ),
            None => "published.txt 与 published.md 按规则整理的结果行数或行末不同".to_owned(),
        })
    });
}

#[test]
fn every_erratum_quotes_the_published_text() {
    let folders = folders_with("errata.yaml");
    assert!(!folders.is_empty(), "golden/ 下没有一个 errata.yaml");
    in_each(&folders, |folder| {
        errata::correct(&read(&folder.join("published.txt")), &read(&folder.join("errata.yaml"))).map(|_| ())
    });
}

#[test]
fn drafts_are_as_expected() {
    let folders = folders_with("expected.txt");
    assert!(!folders.is_empty(), "golden/ 下没有一个 expected.txt");
    in_each(&folders, |folder| {
        let figures = draft::figures_of(folder).ok_or("没有对应的数据文件，也没有 figures.yaml")?;
        let (drafted, expected) = (draft::text(&figures)?, read(&folder.join("expected.txt")));
        // The same line-by-line report as for a published text, with no difference allowed.
        errata::check(&expected, &drafted, "").map_err(|fault| fault.replace("发布", "expected.txt"))
    });
}

#[test]
fn draft_differs_from_the_published_text_only_as_listed() {
    let folders: Vec<PathBuf> =
        folders_with("published.txt").into_iter().filter(|f| f.join("expected.txt").is_file()).collect();
    in_each(&folders, |folder| {
        // No errata.yaml: nothing may differ.
        let list = fs::read_to_string(folder.join("errata.yaml")).unwrap_or_default();
        errata::check(&read(&folder.join("published.txt")), &read(&folder.join("expected.txt")), &list)
    });
}
