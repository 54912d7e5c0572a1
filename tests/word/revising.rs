//! Changes in a document: what a reader is shown, and what stays another person's (修改).

use juesuan::{
    formats::word::{Difference, Note, WordFile},
    revise::update::Replacement,
};

use crate::{
    paper::{SPACE, docx},
    shuffle::p,
    view,
};

fn change(text: &str, old: &str, new: &str) -> Replacement {
    let start = text.find(old).unwrap();
    Replacement { at: start..start + old.len(), words: new.to_owned() }
}

/// The document part after one change.
fn revised(body: &str, old: &str, new: &str) -> String {
    let bytes = revise(body, &[], old, new);
    view::part(&bytes, "word/document.xml").unwrap()
}

fn revise(body: &str, more: &[(&str, &str)], old: &str, new: &str) -> Vec<u8> {
    again(docx(body, more), old, new)
}

#[test]
fn words_change_inside_their_run() {
    let body = "<w:p><w:r w:rsidR=\"1\"><w:rPr><w:b/></w:rPr><w:t>收入1万元&lt;</w:t></w:r></w:p>";
    let xml = revised(body, "1", "2");
    let run = |inside: &str| format!("<w:r w:rsidR=\"1\"><w:rPr><w:b/></w:rPr>{inside}</w:r>");
    let wanted = [
        run("<w:t xml:space=\"preserve\">收入</w:t>"),
        format!("<w:del w:id=\"2\" w:author=\"决算\">{}</w:del>", run("<w:delText xml:space=\"preserve\">1</w:delText>")),
        "<w:ins w:id=\"1\" w:author=\"决算\"><w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">2</w:t></w:r></w:ins>".to_owned(),
        run("<w:t xml:space=\"preserve\">万元&lt;</w:t>"),
    ]
    .concat();
    let plain = |xml: &str| xml.replace("w:id=\"1\"", "").replace("w:id=\"2\"", "");
    assert!(plain(&xml).contains(&plain(&wanted)), "{xml}");
}

#[test]
fn what_another_person_put_in_stays_theirs() {
    let body = "<w:p><w:ins w:id=\"8\" w:author=\"甲\" w:date=\"2024-01-01T00:00:00Z\"><w:r><w:t>收入1万元</w:t></w:r></w:ins></w:p>";
    let xml = revised(body, "1", "2");
    assert!(xml.contains("<w:del w:id=\"10\" w:author=\"决算\"><w:r><w:delText xml:space=\"preserve\">1</w:delText></w:r></w:del></w:ins><w:ins w:id=\"9\" w:author=\"决算\">") || xml.contains("</w:ins><w:ins w:id="), "{xml}");
    assert_eq!(xml.matches("w:author=\"甲\" w:date=\"2024-01-01T00:00:00Z\"").count(), 2);
    assert_eq!(xml.matches("w:id=\"8\"").count(), 1);
}

/// A change to a file that was changed before.
fn again(bytes: Vec<u8>, old: &str, new: &str) -> Vec<u8> {
    let file = WordFile::open("报告.docx", bytes).unwrap();
    let edit = change(file.source().text(), old, new);
    file.revise(&[edit], &[]).unwrap()
}

#[test]
fn what_a_correction_changes_back_stands_as_if_untouched() {
    let body = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>收入593.32万元，</w:t></w:r><w:r><w:t>支出593</w:t></w:r><w:r><w:t>.32万元。</w:t></w:r></w:p>";
    for (old, new) in [("593.32万元，", "600.10万元，"), ("支出593.32", "支出7")] {
        let once = again(docx(body, &[]), old, new);
        let twice = again(once.clone(), new, "一〇〇");
        for bytes in [again(once, new, old), again(twice, "一〇〇", old)] {
            let xml = view::part(&bytes, "word/document.xml").unwrap();
            assert!(!xml.contains("<w:ins ") && !xml.contains("<w:del "), "{xml}");
            assert_eq!(view::text(&bytes, true), "收入593.32万元，支出593.32万元。\n");
            assert!(!xml.contains("<w:r><w:t xml:space=\"preserve\">593.32万元，"), "{xml}");
        }
    }
}

#[test]
fn what_is_changed_back_in_another_persons_insertion_is_theirs_as_before() {
    let body = |words: &str| {
        let run = |words: &str| format!("<w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">{words}</w:t></w:r>");
        format!(
            "<w:p><w:r><w:t>本年</w:t></w:r><w:ins w:id=\"8\" w:author=\"甲\">{}{}</w:ins><w:r><w:t>。</w:t></w:r></w:p>",
            run(words),
            run("元")
        )
    };
    for (words, old, new) in
        [("收入1万", "1", "2"), ("1万", "1", "2"), ("收入1", "1", "2"), ("收入1万", "年收入1", "度7")]
    {
        let once = revise(&body(words), &[], old, new);
        for between in ["", "一〇〇"] {
            let other = if between.is_empty() { new } else { between };
            let twice = if between.is_empty() { once.clone() } else { again(once.clone(), new, between) };
            let xml = view::part(&again(twice, other, old), "word/document.xml").unwrap();
            assert!(!xml.contains("决算"), "{xml}");
            assert_eq!(xml.matches("<w:ins ").count(), 1, "{xml}");
            assert_eq!(xml.matches("</w:ins>").count(), 1, "{xml}");
            let letters =
                |xml: &str| xml.replace("</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">", "");
            assert!(letters(&xml).contains(letters(&body(words)).split("<w:ins").nth(1).unwrap()), "{xml}");
        }
    }
}

#[test]
fn marks_that_stand_in_a_revision_stay_when_it_is_taken_back() {
    // As LibreOffice saves it.
    let mark = |of: &str, id: u8| format!("<w:bookmark{of} w:id=\"{id}\" w:name=\"_j{id}\"/>");
    let body = format!(
        "<w:p><w:del w:id=\"1\" w:author=\"决算\">{}<w:r><w:delText>468.69</w:delText></w:r></w:del>{}<w:ins w:id=\"2\" w:author=\"决算\">{}<w:r><w:t>469.69</w:t></w:r></w:ins>{}<w:r><w:t>万元</w:t></w:r></w:p>",
        mark("Start", 3),
        mark("Start", 4),
        mark("End", 4),
        mark("End", 3)
    );
    let xml = revised(&body, "469.69", "468.69");
    let wanted = format!(
        "<w:p>{}<w:r><w:t>468.69</w:t></w:r>{}{}{}<w:r>",
        mark("Start", 3),
        mark("Start", 4),
        mark("End", 4),
        mark("End", 3)
    );
    assert!(xml.contains(&wanted), "{xml}");
}

#[test]
fn what_others_did_to_a_revision_stays() {
    let del = |author: &str, words: &str| {
        format!("<w:del w:id=\"1\" w:author=\"{author}\"><w:r><w:delText>{words}</w:delText></w:r></w:del>")
    };
    let ins = |author: &str, inside: &str| format!("<w:ins w:id=\"2\" w:author=\"{author}\">{inside}</w:ins>");
    let run = |words: &str| format!("<w:r><w:t>{words}</w:t></w:r>");
    let hyphen = "<w:r><w:noBreakHyphen/></w:r>";
    for pair in [
        del("甲", "1") + &ins("决算", &run("1")),
        del("决算", "1") + &ins("甲", &run("1")),
        del("决算", "1") + &ins("决算", &(run("1") + &del("甲", "2"))),
        del("决算", "1") + &ins("决算", &(run("1") + hyphen)),
        del("决算", "1") + &run("，") + &ins("决算", &run("1")),
        del("决算", "1") + &ins("决算", &run("2")),
    ] {
        let xml = revised(&format!("<w:p>{pair}<w:r><w:t>万元，旧</w:t></w:r></w:p>"), "旧", "新");
        assert!(xml.contains(&pair), "{pair}\n{xml}");
    }
}

#[test]
fn paragraphs_come_and_go_with_their_marks() {
    let body = format!(
        "<w:p><w:pPr><w:jc w:val=\"both\"/><w:sectPr/></w:pPr><w:r><w:t>一段。</w:t></w:r></w:p>{}{}",
        p("二段。"),
        p("三段。")
    );
    let xml = revised(&body, "\n二段。", "");
    assert!(xml.contains("<w:p><w:pPr><w:rPr><w:del "), "{xml}");
    let come = revise(&body, &[], "一段。", "一段。\n新段。");
    assert_eq!(view::text(&come, true), "一段。\n新段。\n二段。\n三段。\n");
    assert_eq!(view::text(&come, false), "一段。\n二段。\n三段。\n");
    let xml = view::part(&come, "word/document.xml").unwrap();
    assert!(xml.contains("<w:p><w:pPr><w:jc w:val=\"both\"/><w:rPr><w:ins "), "{xml}");
    assert_eq!(xml.matches("<w:sectPr/>").count(), 1);
}

#[test]
fn computed_numbers_follow_by_themselves() {
    let numbering = format!(
        "<w:numbering xmlns:w=\"{SPACE}\"><w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>"
    );
    let item = |text: &str| {
        format!("<w:p><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
    };
    let body = format!("{}{}", item("甲为1万元。"), item("乙为2万元。"));
    let more = [("numbering", numbering.as_str())];
    let read = |bytes: Vec<u8>| WordFile::open("报告.docx", bytes).unwrap().source().text().to_owned();
    assert_eq!(read(revise(&body, &more, "1. 甲", "2. 丙")), "1. 丙为1万元。\n2. 乙为2万元。\n");
    assert_eq!(
        read(revise(&body, &more, "1万元。", "1万元。\n2. 新为3万元。")),
        "1. 甲为1万元。\n2. 新为3万元。\n3. 乙为2万元。\n"
    );
    assert_eq!(read(revise(&body, &more, "1. 甲为1万元。\n", "")), "1. 乙为2万元。\n");
}

#[test]
fn comments_go_beside_those_that_stand_there_and_not_twice() {
    let comments = format!(
        "<w:comments xmlns:w=\"{SPACE}\"><w:comment w:id=\"3\" w:author=\"甲\"><w:p><w:r><w:t>旧</w:t></w:r></w:p></w:comment></w:comments>"
    );
    let body = "<w:p><w:commentRangeStart w:id=\"3\"/><w:r><w:t>收入1万元</w:t></w:r><w:commentRangeEnd w:id=\"3\"/><w:r><w:commentReference w:id=\"3\"/></w:r></w:p>";
    let note = |at: std::ops::Range<usize>| Note { at, text: "核对\n改法：核实".to_owned() };
    let file = WordFile::open("报告.docx", docx(body, &[("comments", &comments)])).unwrap();
    let once = file.revise(&[], &[note(6..7)]).unwrap();
    let xml = view::part(&once, "word/document.xml").unwrap();
    assert!(xml.contains("<w:commentRangeStart w:id=\"4\"/><w:r><w:t xml:space=\"preserve\">1</w:t></w:r><w:commentRangeEnd w:id=\"4\"/><w:r><w:commentReference w:id=\"4\"/></w:r>"), "{xml}");
    let all = view::part(&once, "word/comments.xml").unwrap();
    assert!(all.starts_with(&comments[..comments.len() - "</w:comments>".len()]) && all.contains("改法：核实"));
    let twice = WordFile::open("报告.docx", once.clone()).unwrap().revise(&[], &[note(6..7)]).unwrap();
    assert_eq!(view::part(&twice, "word/comments.xml").unwrap(), all);
    assert_eq!(twice, once);
}

#[test]
fn a_document_without_comments_gets_a_part_for_them() {
    let file = WordFile::open("报告.docx", docx(&p("收入"), &[])).unwrap();
    let bytes = file.revise(&[], &[Note { at: 0..0, text: "缺章".to_owned() }]).unwrap();
    assert!(view::part(&bytes, "[Content_Types].xml").unwrap().contains("/word/comments.xml"));
    assert!(view::part(&bytes, "word/_rels/document.xml.rels").unwrap().contains("comments.xml"));
    assert_eq!(WordFile::open("报告.docx", bytes).unwrap().comments().len(), 1);
}

#[test]
fn differences_are_shown_and_accepting_them_changes_nothing() {
    let body = format!("{}{}", p("今年收入2万元。"), p("新的一段。"));
    let file = WordFile::open("报告.docx", docx(&body, &[])).unwrap();
    let text = file.source().text().to_owned();
    let place = |words: &str| change(&text, words, "").at;
    let behind = place("今年收入2万元。").end;
    let differences = [
        Difference { at: place("2"), last: "1".to_owned() },
        Difference { at: behind..behind, last: "去年多一句。".to_owned() },
        Difference { at: place("新的一段。"), last: String::new() },
    ];
    let bytes = file.compare(&differences, &[]).unwrap();
    assert_eq!(view::text(&bytes, true), text);
    assert_eq!(view::text(&bytes, false), "今年收入1万元。去年多一句。\n");
}
