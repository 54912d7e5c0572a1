//! Whatever the text: no panic, nothing lost, no time lost.

use proptest::prelude::*;

use super::*;

/// What may make up a line of a report, or break one.
const PIECES: [&str; 40] = [
    "第三部分",
    "第一部分 部门概况",
    "第四部分 名词解释",
    "目录",
    "一、",
    "十一、",
    "（一）",
    "(二)",
    "1. ",
    "2、",
    "12",
    "— 3 —",
    "第4页",
    "收入决算情况说明",
    "其他重要事项",
    "年初预算为",
    "5.00万元",
    "，",
    "。",
    "：",
    "”",
    "）",
    "\"",
    "\\",
    "**",
    "*",
    "# ",
    "- ",
    "> ",
    "\n",
    "\r\n",
    "\u{c}",
    "\n\n",
    "    ",
    "\t",
    "　　",
    "\u{2028}",
    "\u{200b}",
    "𠀀é",
    "A b",
];

/// All letters of the source, in order, but for marks of Markdown, page numbers, and headings repeated on pages.
pub fn nothing_lost(document: &Document) {
    let source = document.source.text();
    let mut covered = 0;
    for text in texts(document) {
        let extent = text.extent();
        assert!(covered <= extent.start && extent.start < extent.end, "{extent:?} after {covered}");
        left_out(document, covered..extent.start);
        covered = extent.end;
        for (at, c) in text.text().char_indices() {
            assert!(source.get(text.place(at..at + c.len_utf8())).is_some());
        }
        // Between its first and its last letter nothing is missing but blanks, marks and page numbers.
        let mut last = extent.start;
        for (at, c) in text.text().char_indices() {
            let place = text.place(at..at + c.len_utf8());
            left_out(document, last..place.start);
            last = place.end;
        }
    }
    left_out(document, covered..source.len());
}

/// Only what may be left out stands there.
fn left_out(document: &Document, range: std::ops::Range<usize>) {
    let text = document.source.text();
    for line in lines(&text[range]) {
        // A heading that stands on several pages, with whatever blanks and marks.
        let repeated = || !bare(line).is_empty() && lines(text).filter(|other| bare(other) == bare(line)).count() > 1;
        let page = |c: char| {
            c.is_ascii_digit() || c.is_whitespace() || "#*-+>\\—–－―─~～·•_=/第页共，,０１２３４５６７８９".contains(c)
        };
        assert!(clean(line).chars().all(page) || repeated(), "{line:?} of {text:?}");
    }
}

/// Whatever ends a line or a page ends a line here.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| "\n\r\u{b}\u{c}\u{85}\u{2028}\u{2029}".contains(c))
}

/// A line without the marks of Markdown around its words.
fn bare(line: &str) -> String {
    clean(line).trim_matches(|c: char| c.is_whitespace() || "#*-+>_".contains(c)).to_owned()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_cut_without_loss(text in "\\PC*|(?s).{0,200}") {
        nothing_lost(&cut(&text));
    }

    #[test]
    fn any_report_like_text_is_cut_without_loss(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..60)) {
        let document = cut(&pieces.concat());
        nothing_lost(&document);
        for offset in 0..=document.source.text().len() {
            juesuan::report::section_of(&document, offset);
        }
    }
}

#[test]
fn a_large_text_takes_no_time() {
    // What takes as many steps as the square of the text would not come back; without optimisation a tenth of it does.
    const SIZE: usize = if cfg!(debug_assertions) { 100_000 } else { 1024 * 1024 };
    let numbered = |n: usize| format!("第{}部分 甲{n}\n", ["一", "二", "三", "四"][n % 4]);
    let mut texts: Vec<String> = PIECES.iter().map(|piece| piece.repeat(SIZE / piece.len())).collect();
    texts.extend(PIECES.iter().map(|piece| format!("{piece}\n").repeat(SIZE / (piece.len() + 1))));
    texts.push(format!("目录\n{}", (0..SIZE / 24).map(numbered).collect::<String>()));
    texts.push(format!("第三部分 说明\n{}", "甲\n”\n".repeat(SIZE / 8)));
    texts.push(format!("甲,{}", " ".repeat(SIZE)));
    texts.push("一、收入\n甲,   \n".repeat(SIZE / 22));
    texts.push(format!("第三部分 说明\n{}", "- # > ".repeat(SIZE / 6)));
    for text in texts {
        println!("{:?}", text.chars().take(40).collect::<String>());
        cut(&text);
    }
}
