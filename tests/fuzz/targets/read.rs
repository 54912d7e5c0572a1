//! Any bytes as a report (任意文本): decoded, read and audited with every shipped house style, printed in every form.
#![no_main]

use juesuan::{
    audit::{Against, audit_with},
    figures::{Reference, save},
    formats::findings,
    report::{
        binding,
        reading::{Shelf, known_titles},
        segment,
    },
    source::Source,
};
use juesuan_fuzz::houses;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some(source) = Source::decode("报告.txt", bytes, &mut Vec::new()) else { return };
    let titles = known_titles(houses());
    let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
    let document = segment(&source, &titles);
    let reference = Reference::shipped();
    for house in houses() {
        let shelf = Shelf::of(house);
        let bound = binding::bind(&shelf.read(&document), reference);
        save(&bound.accounts, reference);
        let against = Against { figures: Some(&bound.accounts), last: Some(&bound.accounts) };
        for against in [Against::default(), against] {
            let audit = audit_with(&[house], &document, true, against, reference).expect("there is a house style");
            findings::term(&audit, true, 80);
            findings::json(std::slice::from_ref(&audit));
            findings::sarif(std::slice::from_ref(&audit));
            findings::html(&audit);
        }
    }
});
