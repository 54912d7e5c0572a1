//! Parts, contents and headings.

use juesuan::report::section_of;

use super::*;

#[test]
fn a_title_in_the_contents_is_not_the_part() {
    let text = "某局\n2023年度部门决算\n目 录\n第一部分 部门概况......1\n一、主要职能\n第三部分 2023年度部门决算情况\n说明\n\
                一、收入支出决算总体情况说明 12\n第四部分 名词解释\n第一部分 部门概况\n一、主要职能\n负责。\n\
                第三部分 2023年度部门决算情况\n说明\n一、收入支出决算总体情况说明\n甲。\n第四部分 名词解释\n一、甲：指乙。";
    assert_eq!(
        shown(&cut(text)),
        [
            "Cover",
            "某局",
            "2023年度部门决算",
            "Contents",
            "目录",
            "第一部分部门概况......1",
            "一、主要职能",
            "第三部分2023年度部门决算情况说明",
            "一、收入支出决算总体情况说明12",
            "第四部分名词解释",
            "About 第一部分部门概况",
            "== 一、主要职能",
            "负责。",
            "Narrative 第三部分2023年度部门决算情况说明",
            "== 一、收入支出决算总体情况说明",
            "甲。",
            "Glossary 第四部分名词解释",
            "一、甲：指乙。",
        ]
    );
}

#[test]
fn contents_need_no_title_of_their_own() {
    let text = "第一部分 概况\n第三部分 说明\n第一部分 概况\n负责。\n第三部分 说明\n一、收入决算情况说明\n甲。";
    let kinds: Vec<String> = cut(text).parts.iter().map(|part| format!("{:?}", part.kind)).collect();
    assert_eq!(kinds, ["Contents", "About", "Narrative"]);
}

#[test]
fn parts_are_found_by_the_words_of_the_contents() {
    let text = "目录\n第二部分 某局决算表\n收入决算表\n第三部分 某局情况说明\n第四部分 名词解释\n\
                某局决算表\n收入决算表\n合计 5\n支出\n某局情况说明\n一、收入决算情况说明\n甲。\n名词解释\n乙。";
    assert_eq!(
        shown(&cut(text))[6..],
        [
            "Tables 某局决算表",
            "== 收入决算表",
            "合计5",
            "支出",
            "Narrative 某局情况说明",
            "== 一、收入决算情况说明",
            "甲。",
            "Glossary 名词解释",
            "乙。",
        ]
    );
}

#[test]
fn a_text_of_sections_alone_is_part_three() {
    let text = "某局\n公开说明\n一、收入决算情况说明\n甲。\n支出决算情况说明\n乙。\n十二、名词解释\n丙。";
    let expected =
        ["Cover", "某局", "公开说明", "Narrative", "== 一、收入决算情况说明", "甲。", "== 支出决算情况说明", "乙。"];
    assert_eq!(shown(&cut(text))[..8], expected);
    assert_eq!(shown(&cut(text))[8..], ["Glossary 十二、名词解释", "丙。"]);
    assert_eq!(shown(&cut("本年收入合计5万元。")), ["Narrative", "本年收入合计5万元。"]);
    assert_eq!(shown(&cut("某单位部门决算情况说明\n一、甲\n乙。"))[0], "Narrative 某单位部门决算情况说明");
    assert!(cut("").parts.is_empty());
}

#[test]
fn parts_may_be_numbered_like_sections() {
    let text = "某局2023年度部门决算公开\n目录\n一、部门概况\n二、2023年度部门决算情况说明\n三、名词解释\n\
                一、部门概况\n（一）主要职责\n负责。\n二、2023年度部门决算情况说明\n（一）收入决算情况说明\n甲。\n\
                （二）支出决算情况说明\n乙。\n三、名词解释\n丙。\n四、附件\n丁。";
    let whole = shown(&cut(text));
    let expected = [
        "About 一、部门概况",
        "# （一）主要职责",
        "负责。",
        "Narrative 二、2023年度部门决算情况说明",
        "== （一）收入决算情况说明",
        "甲。",
        "== （二）支出决算情况说明",
        "乙。",
        "Glossary 三、名词解释",
        "丙。",
        "Tables 四、附件",
        "丁。",
    ];
    assert_eq!(whole[whole.len() - expected.len()..], expected);
    // Where 一、 stands over the sections of part three, nothing changes.
    let text = "一、收入决算情况说明\n（一）支出决算情况说明\n甲。\n（二）收入决算情况说明\n二、其他说明\n乙。";
    assert_eq!(shown(&cut(text))[..2], ["Narrative", "== 一、收入决算情况说明"]);
}

#[test]
fn part_three_may_be_the_fourth_of_five() {
    let text = "第一部分 概况\n负责。\n第二部分 机构设置\n两室。\n第三部分 决算表\n甲 5\n第四部分 决算情况说明\n\
                一、收入决算情况说明\n甲。\n第五部分 名词解释\n乙。";
    let document = cut(text);
    let narrative = document.parts.iter().find(|part| part.kind == PartKind::Narrative).unwrap();
    assert_eq!(narrative.title.as_ref().unwrap().text(), "第四部分决算情况说明");
}

#[test]
fn the_words_of_a_title_say_what_the_part_is() {
    let text = "第一部分 概况\n负责。\n第二部分 决算情况说明\n一、收入决算情况说明\n甲。\n第三部分 决算表\n甲 5";
    let kinds: Vec<PartKind> = cut(text).parts.iter().map(|part| part.kind).collect();
    assert_eq!(kinds, [PartKind::About, PartKind::Narrative, PartKind::Tables]);
}

/// A person wrote something else behind the number, and no section is known.
#[test]
fn a_part_of_sentences_with_the_number_of_part_three_is_part_three_where_nothing_else_is() {
    let text = |title: &str, end: &str| format!("第三部分{title}详见附件\n一、收支的情况\n甲为5万元{end}\n");
    let kinds = |text: &str| {
        let document = segment(&Source::new("成稿", text), &[]);
        document.parts.iter().map(|part| part.kind).collect::<Vec<_>>()
    };
    assert_eq!(kinds(&text("（甲）", "。")), [PartKind::Narrative]);
    assert_eq!(kinds(&text("（甲）", "")), [PartKind::Tables]);
    let beside = format!("第二部分 决算情况说明\n一、收支的情况\n甲。\n{}", text("", "。"));
    assert_eq!(kinds(&beside), [PartKind::Narrative, PartKind::Tables]);
}

#[test]
fn headings_with_and_without_marks() {
    let text = "第三部分 说明\n收入决算情况说明\n甲。\n**支出决算情况说明**\n乙。\n五.一般公共预算财政拨款支出决算情况说明。\n\
                （一）“三公”经费总体情况说明。\n丙。\n（二）负责丁。\n## 附\n戊。";
    assert_eq!(
        shown(&cut(text)),
        [
            "Narrative 第三部分说明",
            "== 收入决算情况说明",
            "甲。",
            "== 支出决算情况说明",
            "乙。",
            "== 五.一般公共预算财政拨款支出决算情况说明。",
            "# （一）“三公”经费总体情况说明。",
            "丙。",
            "（二）负责丁。",
            "== 附",
            "戊。",
        ]
    );
}

#[test]
fn numbers_that_begin_anew_inside_a_section_are_no_sections() {
    let text =
        "第三部分 说明\n十、预算绩效管理情况\n一、项目概况\n甲。\n二、绩效目标\n乙。\n十一、其他重要事项说明\n丙。";
    let titles: Vec<Option<usize>> = cut(text).narrative().map(|section| section.number).collect();
    assert_eq!(titles, [Some(10), Some(11)]);
    // A known heading with a wrong number stays a section.
    let text = "第三部分 说明\n三、支出决算情况说明\n甲。\n二、收入决算情况说明\n乙。";
    assert_eq!(cut(text).narrative().count(), 2);
}

#[test]
fn a_place_is_called_as_readers_call_it() {
    let text = "封面\n第三部分 说明\n收入决算情况说明\n甲。\n五、一般公共预算财政拨款支出决算情况说明\n（三）具体情况\n\
                前言。其中：\n1. 丙。\n其中：丁。\n2、戊。\n（四）其他情况\n己。\n第四部分 名词解释\n庚。";
    let document = cut(text);
    let at = |words: &str| section_of(&document, text.find(words).unwrap());
    assert_eq!(at("封面"), "");
    assert_eq!(at("第三部分"), "");
    assert_eq!(at("甲"), "收入决算情况说明");
    assert_eq!(at("五、"), "五");
    assert_eq!(at("具体情况"), "五（三）");
    assert_eq!(at("前言"), "五（三）");
    assert_eq!(at("丙"), "五（三）1");
    assert_eq!(at("丁"), "五（三）1");
    assert_eq!(at("戊"), "五（三）2");
    assert_eq!(at("己"), "五（四）");
    assert_eq!(at("第四部分"), "");
    assert_eq!(at("庚"), "");
    assert_eq!(section_of(&document, text.len() + 5), "");
    // Where 一、 stands over parts, a section alone would be called as another part is.
    let text = "一、部门概况\n职责。\n三、2023年度部门决算情况说明\n（一）收入决算情况说明\n甲。\n（二）支出决算情况说明\n乙。";
    let document = cut(text);
    assert_eq!(section_of(&document, text.find("甲").unwrap()), "三（一）");
    assert_eq!(section_of(&document, text.find("乙").unwrap()), "三（二）");
}
