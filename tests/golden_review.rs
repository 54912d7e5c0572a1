//! Reviews of two years (两年对比): figures of a department and its year before, against golden/**/review.*.

use std::{
    fs,
    path::{Path, PathBuf},
};

use juesuan::{
    figures::{Reference, load_path},
    formats::{self, review},
    report::{
        House, binding, draft, printed,
        reading::{Shelf, known_titles},
        segment,
    },
    revise::diff::{Side, THRESHOLD, diff},
    source::Source,
};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Every golden folder that holds one of these files.
fn folders() -> Vec<PathBuf> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        if ["review.md", "review.json", "review.html"].iter().any(|file| folder.join(file).is_file()) {
            found.push(folder.to_owned());
        }
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            }
        }
    }
    let mut found = Vec::new();
    walk(&Path::new(ROOT).join("golden"), &mut found);
    found.sort();
    assert!(!found.is_empty(), "golden/ 下没有一个 review.md 或 review.json");
    found
}

/// The figures of a year as their book drafts them.
fn drafted(path: &str) -> (House, Source) {
    let reference = Reference::shipped();
    let (accounts, faults) = load_path(Path::new(ROOT).join(path).as_ref(), reference);
    let accounts = accounts.unwrap_or_else(|| panic!("{path}: {faults:?}"));
    let book = accounts.phrasebook.clone().unwrap_or("jilin-county".to_owned());
    let house = House::load_to_write(&book, &reference.catalogue).0.expect("a shipped book");
    let text = formats::txt(&draft(&house, &accounts, &printed(&accounts, &house.style)));
    (house, Source::new(path, text))
}

/// What each format says of a folder's department and year.
fn reviewed(folder: &Path) -> [(&'static str, String); 3] {
    let reference = Reference::shipped();
    let year: u16 = folder.file_name().unwrap().to_str().unwrap().parse().expect("a folder is named by its year");
    let department = folder.parent().unwrap().file_name().unwrap().to_str().unwrap();
    let path = |year| format!("data/departments/{department}/{year}.yaml");
    let (last, this) = (drafted(&path(year - 1)), drafted(&path(year)));
    let document = |(house, source): &(House, Source)| {
        let titles = known_titles([house]);
        segment(source, &titles.iter().map(String::as_str).collect::<Vec<_>>())
    };
    let (last_document, this_document) = (document(&last), document(&this));
    let readings = (Shelf::of(&last.0).read(&last_document), Shelf::of(&this.0).read(&this_document));
    let bound = (binding::bind(&readings.0, reference), binding::bind(&readings.1, reference));
    let last = Side::of(last.1.name(), true, &readings.0, &bound.0);
    let this = Side::of(this.1.name(), true, &readings.1, &bound.1);
    let review = diff(&last, &this, THRESHOLD);
    [("review.md", review::md(&review)), ("review.json", review::json(&review)), ("review.html", review::html(&review))]
}

#[test]
fn reviews_are_as_expected() {
    let update = std::env::var_os("UPDATE_GOLDEN").is_some_and(|value| value == "1");
    let mut faults = Vec::new();
    for folder in folders() {
        for (file, fresh) in reviewed(&folder) {
            let path = folder.join(file);
            let Ok(expected) = fs::read_to_string(&path) else { continue };
            if expected == fresh {
                continue;
            }
            if update {
                fs::write(&path, &fresh).unwrap();
                continue;
            }
            let line = expected.lines().zip(fresh.lines()).position(|(one, other)| one != other);
            let line = line.unwrap_or(expected.lines().count().min(fresh.lines().count()));
            let show = |text: &str| text.lines().nth(line).unwrap_or_default().to_owned();
            let (path, number) = (path.display(), line + 1);
            faults.push(format!("{path} 第 {number} 行\n  文件：{}\n  实际：{}", show(&expected), show(&fresh)));
        }
    }
    assert!(
        faults.is_empty(),
        "\n{}\n改法：核对之后 UPDATE_GOLDEN=1 cargo test --test golden_review",
        faults.join("\n")
    );
}
