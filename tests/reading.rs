//! Reading texts: what each phrase takes, and what is left.

use std::{fs, path::Path};

use juesuan::{
    embedded,
    figures::Reference,
    report::{
        House,
        document::Document,
        reading::{Choice, Shelf, choose, known_titles},
        segment,
    },
    source::Source,
};

fn houses() -> Vec<House> {
    let catalogue = &Reference::shipped().catalogue;
    embedded::phrasebook_names().iter().map(|name| House::load_to_write(name, catalogue).0.unwrap()).collect()
}

fn document(houses: &[House], path: &Path) -> Document {
    let text = fs::read_to_string(path).unwrap();
    let titles = known_titles(houses);
    let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
    segment(&Source::new(path.display().to_string(), text), &titles)
}

#[test]
fn the_published_report_is_read_whole() {
    let houses = houses();
    let shelves: Vec<Shelf> = houses.iter().map(Shelf::of).collect();
    let document = document(&houses, Path::new("golden/jingyu-zhengwu/2023/published.md"));
    let Choice { reading, sureness } = choose(&shelves, &document).unwrap();
    assert_eq!((reading.house.name.as_str(), sureness, reading.unread.len()), ("jilin-county", 100, 0));
    assert_eq!(reading.sections, (0..11).map(Some).collect::<Vec<_>>());
    // 104 numbers stand in part three; three of them in the officer's own words.
    let bound: usize = reading.sentences.iter().map(|sentence| sentence.figures().len()).sum();
    assert_eq!(bound, 101);
}

/// `READ=FILE cargo test --test reading by_hand -- --nocapture` shows how a text is read.
#[test]
fn by_hand() {
    let Some(path) = std::env::var_os("READ") else { return };
    let houses = houses();
    let shelves: Vec<Shelf> = houses.iter().map(Shelf::of).collect();
    let document = document(&houses, Path::new(&path));
    let Choice { reading, sureness } = choose(&shelves, &document).unwrap();
    println!("{} {sureness}% {:?}", reading.house.name, reading.sections);
    for sentence in &reading.sentences {
        let text = &sentence.paragraph.text()[sentence.range()];
        println!("{} ({}) {text}", sentence.read.phrase.body.id, sentence.read.cost);
    }
    for unread in &reading.unread {
        println!("UNREAD {:?} {}", unread.nearest, &unread.paragraph.text()[unread.range.clone()]);
    }
}
