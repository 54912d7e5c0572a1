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
