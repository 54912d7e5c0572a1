//! Text as it comes out of PDF: lines, pages, blanks.

use super::*;

/// The paragraphs of a section 二 that has these lines.
fn paragraphs(lines: &str) -> Vec<String> {
    let document = cut(&format!("第三部分 说明\n二、收入决算情况说明\n{lines}"));
    let section = document.narrative().next().unwrap();
    section.paragraphs.iter().map(|paragraph| paragraph.text.text().to_owned()).collect()
}

#[test]
fn a_sentence_cut_by_a_page_goes_on() {
    for page in [
        "\n12\n",
        "\n\n — 12 — \n\n",
        "\n- 12 -\n",
        "\n第 12 页\n",
        "\n第12页 共30页\n",
        "\u{c}",
        "\r\n\r\n",
        "\n3/9\n\u{c}",
    ] {
        assert_eq!(paragraphs(&format!("年初预算为 292 万元，支{page}出决算为 70 万元。\n乙。")).len(), 2, "{page:?}");
    }
}

#[test]
fn a_number_of_the_text_is_no_page_number() {
    assert_eq!(paragraphs("公务用车保有量为\n4\n辆。"), ["公务用车保有量为4辆。"]);
    let table = cut("第二部分 决算表\n合计\n12\n30");
    assert_eq!(shown(&table)[1..], ["合计", "12", "30"]);
}

#[test]
fn a_heading_on_every_page_is_left_out() {
    let pages = ["二、收入决算情况说明\n甲，", "乙，", "丙。", "丁。"].map(|page| format!("某局部门决算\n{page}"));
    let expected = ["Cover", "某局部门决算", "Narrative", "== 二、收入决算情况说明", "甲，乙，丙。", "丁。"];
    assert_eq!(shown(&cut(&pages.join("\u{c}"))), expected);
    // The title of a part once more at the top of its pages.
    let twice = cut("第三部分 说明\n二、收入决算情况说明\n甲，\n第三部分 说明\n乙。");
    assert_eq!(shown(&twice)[2..], ["甲，乙。"]);
}

#[test]
fn numbers_begin_a_paragraph() {
    for next in ["1. 甲", "1、甲", "（一）甲，乙", "1. 2023年度"] {
        assert_eq!(paragraphs(&format!("未完\n{next}。")).len(), 2, "{next}");
    }
    assert_eq!(paragraphs("共计\n1.5 万元。"), ["共计1.5万元。"]);
}

#[test]
fn a_mark_alone_on_its_line_ends_the_line_before() {
    let text = "  1、教育支出（类）初中教育（项）\n                        。\n\n主要用于：甲。\n\n  2、乙。";
    assert_eq!(paragraphs(text), ["1、教育支出（类）初中教育（项）。主要用于：甲。", "2、乙。"]);
    assert_eq!(
        paragraphs("《办法》和“实施办法”\n              ，\n\n完善制度。"),
        ["《办法》和“实施办法”，完善制度。"]
    );
    let heading = cut(
        "第三部分 说明\n七、三公经费\n  （一）\n    “三公”经费支出决算总体情况说明\n                    。\n\n  甲。",
    );
    assert_eq!(shown(&heading)[2..], ["# （一）“三公”经费支出决算总体情况说明。", "甲。"]);
}

/// First lines set in by two, as extraction keeps them; lines are full at some twenty characters.
const SET_IN: &str = "   本年收入合计三百零七万元，其中财政拨款收入三百\n\n零七万元，决算数小于预算数，主要是人员支出减少。\n\n\
                      人员支出减少的原因是岗位空缺和退休，公用支出减少\n\n的原因是压缩开支。\n         差额为人员到岗较晚，逐\n\
                      月支付。\n\n   其他收入为零，与上年持平，没有变化也没有安排的\n\n项目。";

#[test]
fn a_finished_sentence_at_the_end_of_a_full_line_goes_on_where_first_lines_are_set_in() {
    let paragraphs = paragraphs(SET_IN);
    assert_eq!(paragraphs.len(), 2, "{paragraphs:?}");
    assert!(paragraphs[0].contains("减少。人员") && paragraphs[0].ends_with("开支。差额为人员到岗较晚，逐月支付。"));
}

#[test]
fn a_finished_sentence_at_the_very_end_of_a_full_line_goes_on_where_lines_are_narrow() {
    let line = "本年收入合计三百万元其中财政拨款收入三百万";
    let whole = |end: &str| format!("{line}\n").repeat(4) + end + "\n";
    let full = "本年收入合计三百万元其中财政拨款收入三万。";
    let text = format!("{}{}{}{full}\n", whole("甲。"), whole("乙。"), whole(full));
    let paragraphs = paragraphs(&text);
    assert_eq!(paragraphs.len(), 3, "{paragraphs:?}");
    assert!(paragraphs[2].ends_with(&format!("{full}{full}")));
}

#[test]
fn wide_blanks_begin_a_paragraph() {
    assert_eq!(paragraphs("　　甲没有句号\n　　乙。").len(), 2);
}

#[test]
fn a_known_heading_broken_in_two_lines() {
    let text = "第三部分 说明\n六、一般公共预算财政拨款基本支出\n决算情况说明\n甲。";
    assert_eq!(shown(&cut(text))[1..], ["== 六、一般公共预算财政拨款基本支出决算情况说明", "甲。"]);
}

#[test]
fn rows_of_tables_stay_apart() {
    assert_eq!(paragraphs("明细如下\n名称\t金额\t备注\n甲        5.00     无\n| a | b |\n乙。").len(), 5);
}

#[test]
fn markdown_lists_quotations_and_rules() {
    assert_eq!(paragraphs("- 甲\n- 乙\n---\n> 丙，\n丁。"), ["甲", "乙丙，丁。"]);
}

#[test]
fn half_width_text_with_blanks_inside_words() {
    assert_eq!(paragraphs("本 年收入 合计 5 万元,占 100 %;其中:无."), ["本年收入合计5万元，占100%；其中：无。"]);
}
