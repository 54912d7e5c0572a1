//! Any bytes as a figures file (任意数据文件): refused with words, or drafted with every shipped house style.
#![no_main]

use juesuan::{
    diagnostic::render,
    figures::{Reference, load},
    formats,
    report::{draft, printed},
    source::Source,
};
use juesuan_fuzz::houses;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let mut notes = Vec::new();
    let Some(source) = Source::decode("数据.yaml", bytes, &mut notes) else { return };
    let (accounts, found) = load(&source, Reference::shipped());
    render(&found, true, 80);
    let Some(accounts) = accounts else { return };
    for house in houses() {
        let printed = printed(&accounts, &house.style);
        formats::txt(&draft(house, &accounts, &printed));
    }
});
