//! What is read of a document: fields, revisions, tables, numbers, headings (读正文).

use juesuan::{formats::word::WordFile, source::LineKind};

use crate::{
    paper::{SPACE, docx, zipped},
    shuffle::p,
};

fn read(body: &str, more: &[(&str, &str)]) -> WordFile {
    WordFile::open("报告.docx", docx(body, more)).unwrap()
}

fn text(body: &str) -> String {
    read(body, &[]).source().text().to_owned()
}

fn run(inside: &str) -> String {
    format!("<w:p><w:r>{inside}</w:r></w:p>")
}

#[test]
fn letters_of_every_kind() {
    let inside = "<w:t>收入</w:t><w:tab/><w:t>1</w:t><w:noBreakHyphen/><w:t>2</w:t><w:br/><w:t xml:space=\"preserve\"> 甲&amp;乙&#x4E19; </w:t><w:sym w:font=\"宋体\" w:char=\"25A1\"/>";
    assert_eq!(text(&run(inside)), "收入\t1-2\u{b} 甲&乙丙 □\n");
}

#[test]
fn fields_by_their_results_and_revisions_as_accepted() {
    let field = "<w:fldChar w:fldCharType=\"begin\"/><w:instrText>PAGE</w:instrText><w:t>指令</w:t><w:fldChar w:fldCharType=\"begin\"/><w:fldChar w:fldCharType=\"separate\"/><w:t>内层</w:t><w:fldChar w:fldCharType=\"end\"/><w:fldChar w:fldCharType=\"separate\"/><w:t>结果</w:t><w:fldChar w:fldCharType=\"end\"/><w:t>后</w:t>";
    assert_eq!(text(&run(field)), "结果后\n");
    let body = "<w:p><w:fldSimple w:instr=\"DATE\"><w:r><w:t>今天</w:t></w:r></w:fldSimple><w:ins w:id=\"1\" w:author=\"甲\"><w:r><w:t>加</w:t></w:r></w:ins><w:del w:id=\"2\" w:author=\"乙\"><w:r><w:delText>减</w:delText></w:r></w:del></w:p>";
    let file = read(body, &[]);
    assert_eq!(file.source().text(), "今天加\n");
    let authors: Vec<&str> = file.revisions().iter().map(|revision| revision.author.as_str()).collect();
    assert_eq!(authors, ["甲", "乙"]);
    let joined = "<w:p><w:pPr><w:rPr><w:del w:id=\"3\" w:author=\"甲\"/></w:rPr></w:pPr><w:r><w:t>上</w:t></w:r></w:p>";
    assert_eq!(text(&format!("{joined}{}", p("下"))), "上下\n");
}

#[test]
fn text_boxes_and_hidden_letters_are_left_out() {
    let body = "<w:p><w:r><w:drawing><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></w:drawing></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>藏起</w:t></w:r><w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>露出</w:t></w:r></w:p>";
    let file = read(body, &[]);
    assert_eq!(file.source().text(), "露出\n");
    assert_eq!(file.hidden(), [(0, 2)]);
}

#[test]
fn rows_are_lines_and_a_frame_of_one_cell_is_none() {
    let cell = |inside: &str| format!("<w:tc><w:tcPr/>{inside}</w:tc>");
    let row = |cells: &str| format!("<w:tr>{cells}</w:tr>");
    let two = row(&format!("{}{}", cell(&p("项目")), cell(&format!("{}{}", p("决算"), p("数")))));
    let frame = row(&cell(&format!("{}<w:tbl>{two}</w:tbl>{}", p("文字"), p("后文"))));
    let file = read(&format!("{}<w:tbl>{two}</w:tbl><w:tbl>{frame}</w:tbl>", p("前")), &[]);
    assert_eq!(file.source().text(), "前\n项目\t决算 数\n文字\n项目\t决算 数\n后文\n");
    let kinds: Vec<_> = (1..=5).map(|line| file.source().line_kind(file.source().line_range(line).start)).collect();
    let (text, row) = (Some(LineKind::Text), Some(LineKind::Row));
    assert_eq!(kinds, [text, row, text, row, text]);
}

#[test]
fn numbers_of_lists_are_computed() {
    let level = |level: usize, format: &str, text: &str| {
        format!(
            "<w:lvl w:ilvl=\"{level}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{text}\"/></w:lvl>"
        )
    };
    let numbering = format!(
        "<w:numbering xmlns:w=\"{SPACE}\"><w:abstractNum w:abstractNumId=\"7\">{}{}{}</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"7\"/></w:num><w:num w:numId=\"2\"><w:abstractNumId w:val=\"7\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"11\"/></w:lvlOverride></w:num></w:numbering>",
        level(0, "chineseCountingThousand", "%1、"),
        level(1, "chineseCounting", "（%2）"),
        level(2, "decimal", "%3.")
    );
    let styles = format!(
        "<w:styles xmlns:w=\"{SPACE}\"><w:style w:type=\"paragraph\" w:styleId=\"1\"><w:name w:val=\"heading 1\"/><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr><w:outlineLvl w:val=\"0\"/></w:pPr></w:style><w:style w:type=\"paragraph\" w:styleId=\"a\"><w:name w:val=\"我的标题\"/><w:basedOn w:val=\"1\"/></w:style></w:styles>"
    );
    let listed = |list: usize, level: usize, text: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
        )
    };
    let styled = |style: &str, text: &str| {
        format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
    };
    let body = [
        styled("1", "收入"),
        listed(1, 1, "甲"),
        listed(1, 1, "乙"),
        listed(1, 2, "5个"),
        styled("a", "支出"),
        listed(1, 1, "丙"),
        listed(1, 2, "丁"),
        listed(2, 0, "其他"),
        listed(0, 0, "无"),
    ]
    .concat();
    let file = read(&body, &[("numbering", &numbering), ("styles", &styles)]);
    assert_eq!(
        file.source().text(),
        "一、收入\n（一）甲\n（二）乙\n1. 5个\n二、支出\n（一）丙\n1. 丁\n十一、其他\n无\n"
    );
    let kind = |line: usize| file.source().line_kind(file.source().line_range(line).start);
    assert_eq!(
        (kind(1), kind(2), kind(5)),
        (Some(LineKind::Heading(1)), Some(LineKind::Text), Some(LineKind::Heading(1)))
    );
}

#[test]
fn a_strict_document_is_read_and_not_written() {
    let strict = "http://purl.oclc.org/ooxml/wordprocessingml/main";
    let document = format!("<w:document xmlns:w=\"{strict}\"><w:body>{}</w:body></w:document>", p("收入1万元"));
    let open = || WordFile::open("严格.docx", zipped(&[("word/document.xml", document.as_bytes())])).unwrap();
    assert_eq!(open().source().text(), "收入1万元\n");
    let fault = open().revise(&[], &[]).unwrap_err();
    assert!(fault.code == "O004" && fault.message.contains("Strict"), "{fault:?}");
}

#[test]
fn what_a_style_hides_is_hidden() {
    let styles = format!(
        "<w:styles xmlns:w=\"{SPACE}\"><w:style w:type=\"character\" w:styleId=\"h\"><w:rPr><w:vanish/></w:rPr></w:style><w:style w:type=\"paragraph\" w:styleId=\"p\"><w:basedOn w:val=\"h\"/></w:style></w:styles>"
    );
    let body = "<w:p><w:r><w:rPr><w:rStyle w:val=\"h\"/></w:rPr><w:t>一</w:t></w:r><w:r><w:t>二</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val=\"p\"/></w:pPr><w:r><w:t>三</w:t></w:r><w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>四</w:t></w:r></w:p>";
    let file = read(body, &[("styles", &styles)]);
    assert_eq!(file.source().text(), "二\n四\n");
    assert_eq!(file.hidden().len(), 2);
}

#[test]
fn revisions_outside_the_text_are_left_ones_too() {
    let header = format!(
        "<w:hdr xmlns:w=\"{SPACE}\"><w:p><w:ins w:id=\"1\" w:author=\"甲\"><w:r><w:t>眉</w:t></w:r></w:ins></w:p></w:hdr>"
    );
    let found = read(&p("收入"), &[("header", &header)]).unfinished();
    assert!(found.len() == 1 && found[0].code == "O101" && found[0].message.contains("页眉"), "{found:?}");
    assert!(read(&p("收入"), &[]).unfinished().is_empty());
}
