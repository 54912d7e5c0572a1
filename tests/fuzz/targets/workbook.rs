//! Any bytes as a workbook (任意工作簿), and as the parts of one: refused with words, or imported.
#![no_main]

use std::sync::Once;

use juesuan::{
    diagnostic::render,
    figures::{Reference, save},
    tables::{self, Input, Layouts, Role, Settings},
};
use juesuan_fuzz::{packed, parts};
use libfuzzer_sys::fuzz_target;

const ROOT: &[u8] = br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const BOOK: &[u8] = br#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Z01" sheetId="1" r:id="s"/></sheets></workbook>"#;
const RELATED: &[u8] = br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="s" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="t" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="y" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#;

fuzz_target!(|bytes: &[u8]| {
    // A panic of a reader of workbooks is caught and told; what is not caught still ends the run.
    static QUIET: Once = Once::new();
    QUIET.call_once(|| std::panic::set_hook(Box::new(|_| {})));
    open(bytes);
    let [sheet, strings, styles] = parts(bytes);
    let types = b"<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>";
    let mut all = vec![
        ("[Content_Types].xml", &types[..]),
        ("_rels/.rels", ROOT),
        ("xl/workbook.xml", BOOK),
        ("xl/_rels/workbook.xml.rels", RELATED),
        ("xl/worksheets/sheet1.xml", sheet),
    ];
    let others = [("xl/sharedStrings.xml", strings), ("xl/styles.xml", styles)];
    all.extend(others.into_iter().filter(|(_, part)| !part.is_empty()));
    open(&packed(&all));
});

fn open(bytes: &[u8]) {
    let mut notes = Vec::new();
    let workbook = tables::read("决算表.xlsx", bytes, &mut notes);
    render(&notes, true, 80);
    let Some(workbook) = workbook else { return };
    let reference = Reference::shipped();
    let inputs = [Input { workbook, role: Role::This }];
    let import = tables::import(&inputs, Layouts::shipped(), reference, Settings::default());
    render(&import.problems, true, 80);
    render(&import.sums, true, 80);
    save(&import.accounts, reference);
}
