//! The complete report in Word: a field of contents that leads somewhere, tables with merged cells, pages on their side.

use std::{collections::HashSet, fs, process::Command};

use juesuan::{
    figures::Reference,
    formats::{Format, docx, txt_whole, word},
    phrase::book::Examples,
    report::{
        Report, Whole,
        forms::Cell,
        whole::{Part, WholeReport},
    },
};

use crate::{
    HALF_FILLED, attributes, base, drafted, house, house_of, order, parts,
    programs::{is_there, soffice},
    published_department, words,
};

fn whole_of<'r>(report: &'r Report<'static>) -> WholeReport<'r, 'static> {
    let whole = Whole::load(report.house, Examples::LeaveOut, &Reference::shipped().catalogue).0.unwrap();
    Box::leak(Box::new(whole)).draft(report)
}

fn reports() -> [Report<'static>; 2] {
    [published_department(house()), drafted(house(), HALF_FILLED)]
}

fn written(whole: &WholeReport) -> Vec<u8> {
    Format::Docx.print_whole(whole).unwrap()
}

#[test]
fn the_document_says_the_same_as_the_text() {
    for report in reports() {
        let whole = whole_of(&report);
        let plain = |text: &str| text.replace(['\t', '\n'], "");
        let said = words(&parts(&written(&whole))["word/document.xml"]);
        assert_eq!(plain(&said), plain(&txt_whole(&whole)));
    }
}

#[test]
fn every_part_is_sound_and_every_name_leads_somewhere() {
    for report in reports() {
        let parts = parts(&written(&whole_of(&report)));
        for (name, xml) in &parts {
            let faults = order::faults(xml);
            assert!(faults.is_empty(), "{name}: {faults:#?}");
        }
        let body = &parts["word/document.xml"];
        let names = attributes(body, "w:bookmarkStart", "w:name");
        assert_eq!(names.iter().map(|name| name.to_lowercase()).collect::<HashSet<_>>().len(), names.len());
        assert!(names.iter().all(|name| name.chars().count() <= 40));
        let anchors = attributes(body, "w:hyperlink", "w:anchor");
        assert_eq!(anchors.len(), 4 + 2 + 13 + 11);
        assert!(anchors.iter().all(|anchor| names.contains(anchor)));
        let used: HashSet<String> = attributes(body, "w:pStyle", "w:val").into_iter().collect();
        let known: HashSet<String> =
            attributes(&parts["word/styles.xml"], "w:style", "w:styleId").into_iter().collect();
        assert!(used.is_subset(&known), "{used:?}");
        let comments = attributes(&parts["word/comments.xml"], "w:comment", "w:id");
        assert_eq!(attributes(body, "w:commentReference", "w:id"), comments);
        // Whatever is open says what it is: on the cover, and in tables once a row.
        let whole = whole_of(&report);
        for (_, what) in whole.cover.iter().filter_map(|line| line.missing.as_ref()) {
            assert!(parts["word/comments.xml"].contains(&format!("待补充：{what}<")), "{what}");
        }
        let tables = whole.parts.iter().filter_map(|part| match part {
            Part::Tables { tables, .. } => Some(tables),
            _ => None,
        });
        let rows = tables.flatten().flat_map(|titled| &titled.table.rows);
        let open = rows.filter(|row| row.contains(&Cell::Missing)).count();
        assert!(comments.len() >= open + whole.cover.iter().filter(|line| line.missing.is_some()).count());
        assert_eq!(attributes(body, "w:fldChar", "w:fldCharType"), ["begin", "separate", "end"]);
    }
}

#[test]
fn the_base_is_that_of_part_three() {
    for report in reports() {
        let bytes = written(&whole_of(&report));
        let mut base_of_whole = base(&parts(&bytes));
        assert!(!base_of_whole.tables.is_empty(), "its tables are remembered, too");
        base_of_whole.tables.clear();
        assert!(base_of_whole == base(&parts(&docx(&report))));
        assert!(word::is_as_written(&bytes));
    }
}

#[test]
fn figures_of_tables_are_marked_and_stand_on_the_right() {
    let report = published_department(house());
    let parts = parts(&written(&whole_of(&report)));
    let body = &parts["word/document.xml"];
    assert_eq!(body.matches("<w:tbl>").count(), 13);
    let start = body.find("_gpb_item_final_2010301").expect("a cell has a bookmark");
    let paragraph = body[..start].rfind("<w:p>").unwrap();
    assert!(body[paragraph..start].contains("w:val=\"TableNumber\""));
    let styles = &parts["word/styles.xml"];
    let style = &styles[styles.find("w:styleId=\"TableNumber\"").unwrap()..];
    assert!(style[..style.find("</w:style>").unwrap()].contains("<w:jc w:val=\"right\"/>"));
    assert!(body.contains("<w:gridSpan w:val=\"3\"/>") && body.contains("<w:vMerge w:val=\"restart\"/>"));
    // As wide as the text is, column by column.
    for table in body.split("<w:tbl>").skip(1) {
        let width: u32 = attributes(&table[..table.find("</w:tblPr>").unwrap()], "w:tblW", "w:w")[0].parse().unwrap();
        let grid = &table[..table.find("</w:tblGrid>").unwrap()];
        let columns = attributes(&grid[grid.find("<w:tblGrid>").unwrap()..], "w:gridCol", "w:w");
        assert_eq!(columns.iter().map(|width| width.parse::<u32>().unwrap()).sum::<u32>(), width);
    }
    // Names take a second line, figures never: a letter of the table is 105 wide, the margins of a cell 170.
    for report in reports() {
        let parts = crate::parts(&written(&whole_of(&report)));
        for cell in parts["word/document.xml"].split("<w:tc>").skip(1) {
            let width: usize = attributes(&cell[..cell.find("</w:tcPr>").unwrap()], "w:tcW", "w:w")[0].parse().unwrap();
            let text = cell.split("</w:tc>").next().and_then(|cell| cell.split("<w:t>").nth(1)).unwrap_or_default();
            let text = text.split('<').next().unwrap_or_default();
            assert!(!text.is_ascii() || text.len() * 105 + 170 <= width, "{text} {width}");
        }
    }
    let turned = attributes(body, "w:pgSz", "w:w");
    assert!(turned.contains(&"16838".to_owned()) && turned.last() == Some(&"11906".to_owned()), "{turned:?}");
    assert_eq!(attributes(body, "w:pgNumType", "w:start"), ["1"]);
}

#[test]
fn charts_are_parts_that_the_body_leads_to() {
    let charts = "charts:\n  - { title: 甲, kind: years, of: [revenue.grand_total], after: totals }\n  - { title: 乙<, kind: shares, of: [revenue.fiscal], whole: revenue.year_total, after: revenue }\nparts: [{ narrative: }]\n";
    let house = house_of(&[("book.yaml", "extends: jilin-county\ntitle: 例\n"), ("whole.yaml", charts)]);
    let report = published_department(house);
    let parts = parts(&written(&whole_of(&report)));
    let placed = attributes(&parts["word/document.xml"], "c:chart", "r:id");
    let led: Vec<String> = attributes(&parts["word/_rels/document.xml.rels"], "Relationship", "Id");
    assert!(placed.len() == 2 && placed.iter().all(|id| led.contains(id)), "{placed:?}");
    let types = attributes(&parts["[Content_Types].xml"], "Override", "PartName");
    for (name, value) in [("word/charts/chart1.xml", "715.37"), ("word/charts/chart2.xml", "593.32")] {
        assert!(types.contains(&format!("/{name}")));
        assert!(parts[name].contains(&format!("<c:v>{value}</c:v>")), "{}", parts[name]);
        assert!(order::faults(&parts[name]).is_empty());
        // A share stands beside its name.
        assert_eq!(parts[name].contains("<c:v>财政拨款收入 593.32 100%</c:v>"), name.contains('2'));
    }
    let script = "import sys, docx; docx.Document(sys.argv[1])";
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("charts.docx");
    fs::write(&path, written(&whole_of(&report))).unwrap();
    if is_there("python3", &["-c", "import docx"]) {
        assert!(Command::new("python3").args(["-c", script]).arg(&path).status().unwrap().success());
    }
}

#[test]
fn other_programs_open_it() {
    if !is_there("python3", &["-c", "import docx"]) {
        return;
    }
    let script = "import sys, docx\n\
        document = docx.Document(sys.argv[1])\n\
        assert len(document.tables) == 13, len(document.tables)\n\
        heads = [p.text for p in document.paragraphs if p.style.name == 'Heading 1']\n\
        assert len(heads) == 4, heads\n\
        assert len([p for p in document.paragraphs if p.style.name == 'Heading 2']) == 26\n\
        assert document.tables[10].cell(0, 3).text == document.tables[10].cell(0, 5).text\n\
        assert any(s.page_width > s.page_height for s in document.sections)\n";
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("whole.docx");
    for report in reports() {
        fs::write(&path, written(&whole_of(&report))).unwrap();
        let output = Command::new("python3").args(["-c", script]).arg(&path).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    if !is_there("soffice", &["--headless", "--version"]) {
        return;
    }
    soffice(folder.path(), &path, "pdf", "pdf");
    match fs::read(folder.path().join("pdf/whole.pdf")) {
        Ok(pdf) => assert!(pdf.starts_with(b"%PDF")),
        Err(_) => eprintln!("SKIPPED: soffice has no Writer here"),
    }
}
