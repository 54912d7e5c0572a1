//! A saved draft is laid out byte for byte as the printers print it (版面), and every piece stands at its place.

use std::{fs, path::Path};

use juesuan::{
    embedded,
    figures::{Reference, load_path},
    formats::{
        self,
        lay::{Editable, lay},
    },
    report::{House, SavedReport, draft, printed},
};

#[test]
fn what_is_laid_out_is_what_is_printed() {
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/departments");
    let mut checked = 0;
    for book in embedded::phrasebook_names() {
        let house = House::load_to_write(&book, &Reference::shipped().catalogue).0.unwrap();
        for file in fs::read_dir(&top).unwrap().flat_map(|folder| fs::read_dir(folder.unwrap().path()).unwrap()) {
            let accounts = load_path(&file.unwrap().path(), Reference::shipped()).0.unwrap();
            let figures = printed(&accounts, &house.style);
            let report = draft(&house, &accounts, &figures);
            let saved = SavedReport::of(&report);
            for (form, text) in [(Editable::Txt, formats::txt(&report)), (Editable::Md, formats::md(&report))] {
                let laid = lay(&saved, form);
                assert_eq!(laid.text, text);
                let mut sentences = saved.sentences();
                for sentence in laid.sentences.iter().filter(|sentence| !sentence.id.starts_with('#')) {
                    let saved = sentences.next().unwrap();
                    assert_eq!(saved.id, sentence.id);
                    let words: Vec<char> = saved.text.chars().collect();
                    for (span, laid) in saved.spans.iter().zip(&sentence.spans) {
                        let words: String = words[span.start..span.end].iter().collect();
                        let shown = text[laid.place.clone()].replace(['\\', '*'], "");
                        assert_eq!(
                            shown.split_whitespace().collect::<String>(),
                            words.split_whitespace().collect::<String>()
                        );
                    }
                }
                checked += 1;
            }
        }
    }
    assert!(checked > 20);
}
