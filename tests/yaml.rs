//! Reading YAML that people typed: what is accepted, and what is said about the rest.

use juesuan::{
    diagnostic::Diagnostic,
    source::Source,
    yaml::{self, Node, Value},
};

/// The tree stays in memory until the tests are over.
fn read(text: &str) -> (Option<Node<'static>>, Vec<Diagnostic>) {
    let (source, arena) = Box::leak(Box::new((Source::new("测试.yaml", text), yaml::Arena::default())));
    let mut faults = Vec::new();
    let node = yaml::parse(source, arena, &mut faults);
    (node, faults)
}

/// `code line:column message` of every fault.
fn faults(text: &str) -> Vec<String> {
    let (_, faults) = read(text);
    faults
        .iter()
        .map(|fault| {
            assert!(fault.help.is_some(), "no 改法: {fault:?}");
            let label = &fault.labels[0];
            let (line, column) = label.source.line_column(label.span.start);
            format!("{} {line}:{column} {}", fault.code, fault.message)
        })
        .collect()
}

fn assert_faults(text: &str, tree: bool, expected: &[&str]) {
    let seen: Vec<String> =
        faults(text).iter().map(|line| line.split(' ').take(2).collect::<Vec<_>>().join(" ")).collect();
    assert_eq!(seen, expected, "{text:?}");
    assert_eq!(read(text).0.is_some(), tree, "{text:?}");
}

/// Every scalar with the text that its span covers.
fn scalars(text: &str) -> Vec<(String, String)> {
    fn walk(node: &Node, text: &str, out: &mut Vec<(String, String)>) {
        match &node.value {
            Value::Scalar { text: value, .. } => out.push((value.to_string(), text[node.span.clone()].to_owned())),
            Value::Sequence(items) => items.iter().for_each(|item| walk(item, text, out)),
            Value::Mapping(entries) => {
                for entry in *entries {
                    out.push((entry.key.to_string(), text[entry.key_span.clone()].to_owned()));
                    walk(&entry.value, text, out);
                }
            }
        }
    }
    let mut out = Vec::new();
    walk(&read(text).0.expect("a tree"), text, &mut out);
    out
}

#[test]
fn every_value_keeps_its_text_and_place() {
    let text = "收入总计: 593.320 # 注\r\n\"编码\": '2010301'\r\n空:\r\n项目:\r\n  - {科目: 010, 数: [1e3, ~]}\r\n说明: |\r\n  一\r\n  二";
    let got = scalars(text);
    let expected = [
        ("收入总计", "收入总计"),
        ("593.320", "593.320"),
        ("编码", "\"编码\""),
        ("2010301", "'2010301'"),
        ("空", "空"),
        ("", ""),
        ("项目", "项目"),
        ("科目", "科目"),
        ("010", "010"),
        ("数", "数"),
        ("1e3", "1e3"),
        ("~", "~"),
        ("说明", "说明"),
        ("一\n二\n", "一\r\n  二"),
    ];
    let expected: Vec<(String, String)> = expected.iter().map(|(a, b)| (a.to_string(), b.to_string())).collect();
    assert_eq!(got, expected);
}

#[test]
fn lists_and_mappings_end_with_their_last_child() {
    let text = "表:\n  甲: 1\n  乙: [2, 3]\n\n# 完\n末: 1\n";
    let node = read(text).0.expect("a tree");
    assert_eq!(&text[node.get("表").expect("表").span.clone()], "甲: 1\n  乙: [2, 3]");
    assert_eq!(&text[node.span.clone()], text.trim_end());
}

#[test]
fn a_blank_value_points_behind_its_colon() {
    let text = "收入总计:\n支出总计: 1\n";
    let node = read(text).0.expect("a tree");
    let blank = node.get("收入总计").expect("收入总计");
    assert!(blank.is_blank());
    assert_eq!(blank.span, 13..13);
}

#[test]
fn wrong_colons_are_all_reported_and_reading_goes_on() {
    let text = "收入总计: 593.32\n支出总计：593.99\n年末: 1\n结转:5\n末: 2";
    assert_faults(text, true, &["Y011 2:5", "Y012 4:3"]);
    let got = scalars(text);
    assert_eq!(got[3], ("593.99".to_owned(), "593.99".to_owned()));
    assert_eq!(got[7], ("5".to_owned(), "5".to_owned()));
    assert_eq!(got[9], ("2".to_owned(), "2".to_owned()));
    assert_faults("收入总计：593.32\n支出总计: 593.99\n", true, &["Y011 1:5"]);
    assert_faults("表:\n  本年收入合计：593.32\n  财政拨款收入: 500\n", true, &["Y011 2:9"]);
    assert_faults("收入：1\n支出:2\n年末：3\n", true, &["Y011 1:3", "Y012 2:3", "Y011 3:3"]);
    assert_faults("表：\n  本年收入合计: 593.32\n", true, &["Y011 1:2"]);
    assert_faults("收入：{ 决算数: 5 }\n支出: 1", true, &["Y011 1:3"]);
    assert_faults("收入: { 决算数：5, 上年：6 }\n", true, &["Y011 1:10", "Y011 1:16"]);
}

#[test]
fn full_width_colons_in_texts_are_no_fault() {
    assert_faults("- 单位：甲\n- 金额：{{ final }}\n- 时间:12:30\n", true, &[]);
    assert_faults(
        "a: |\n  收入：5\n  　　支出：6\n   \tx\nb: \"第一行\n  收入：5\n  \t二\"\nc: 主要原因：调资\n",
        true,
        &[],
    );
    assert_faults("说明: 第一段，\n  　　第二段。\n末: 1\n", true, &[]);
    // The lines above are innocent of the bracket below.
    assert_faults("说明:\n  - 甲：乙\nb: [1\n", false, &["Y016 3:4"]);
}

#[test]
fn odd_indentation_is_reported_at_once() {
    assert_faults("表:\n\t收入: 1\n\t支出: 2\n", true, &["Y006 2:1"]);
    assert_faults("表:\n　　收入: 1\n　　支出: 2\n", true, &["Y007 2:1"]);
    assert_eq!(scalars("表:\n　　收入: 1\n　　支出: 2\n")[1].0, "收入");
    assert_faults("表:\n\t收入: 1\n  支出: 2\n另:\n　　收入: 1\n", false, &["Y006 2:1", "Y007 5:1"]);
    let (_, found) = read("表:\n\t收入: 1\n\t支出: 2\n");
    assert_eq!(found[0].message, "第 2、3 行用制表符（Tab）缩进");
    assert_eq!(found[0].labels.len(), 2);
}

#[test]
fn the_cause_of_a_syntax_error_is_named() {
    let cases: [(&str, &[&str]); 26] = [
        ("a: \"x\nb: \"y\"\nc: 1\n", &["Y013 1:4"]),
        ("a: \"x\nb: 1\n", &["Y013 1:4"]),
        ("a: \"x\"y\nb: 1\n", &["Y013 1:7"]),
        ("a: 'it's'\nb: 1\n", &["Y013 1:8"]),
        ("a: \"D:\\数据\"\n", &["Y013 1:4"]),
        ("原因: “甲: 乙”\nb: 1\n", &["Y014 1:5"]),
        ("原因: 主要: 乙\nb: 1\n", &["Y010 1:7"]),
        ("a: 1\n  b: 2\n", &["Y015 2:3"]),
        ("a:\n    b: 2\n  c: 3\n", &["Y015 3:3"]),
        ("- a\nb: 1\n", &["Y015 2:1"]),
        ("a: - b\n", &["Y015 1:4"]),
        ("a: 1\n只有文字\nb: 2\n", &["Y010 2:1"]),
        ("a: [1, 2\nb: 3\n", &["Y016 1:4"]),
        ("a: {x: 1, y: 2\n", &["Y016 1:4"]),
        ("a: 1]\nb: ]\n", &["Y016 2:4"]),
        // A line of JSON that was cut off.
        ("{\"a\": 1, \"b\": {", &["Y016 1:16"]),
        ("{\"a\": 1, \"b\":", &["Y016 1:14"]),
        ("{\"a\": 1,", &["Y016 1:9"]),
        ("a: @x\n", &["Y010 1:4"]),
        ("a: *x\n", &["Y021 1:4"]),
        ("a: b\u{0}c\n", &["Y005 1:5"]),
        ("", &["Y028 1:1"]),
        ("# 只有注释\n", &["Y028 1:1"]),
        ("a: |\n x\n\ty: 1\nb: [\n", &["Y006 3:1"]),
        ("b: \"一\n\t二\"\n", &["Y006 2:1"]),
        ("a: 1\n\u{FEFF}b: 2\n", &["Y005 2:1"]),
    ];
    for (text, expected) in cases {
        assert_faults(text, false, expected);
    }
}

#[test]
fn marks_that_only_look_like_yaml_are_named() {
    let cases = [
        ("a: { 决算数: 593.32，上年决算数: 715.37 }\n", "Y016 1:17", "全角“，”"),
        ("a: { 决算数: 593.32， 上年决算数: 715.37 }\n", "Y016 1:17", "全角“，”"),
        ("a: { 原因: 甲，乙, b: [1 }\n", "Y016 1:21", "没有成对"),
        ("a: ｛ 决算数: 593.32 ｝\n", "Y016 1:4", "全角"),
        ("a:\n  - x: 【 y: 1 】\n", "Y016 2:8", "全角"),
        ("a:\n  -编码: 1\n    数: 2\n", "Y015 2:3", "少一个空格"),
        ("a:\n  -{ 编码: 1, 数: 2 }\n", "Y015 2:3", "少一个空格"),
        ("a:\n  — 编码: 1\n    数: 2\n", "Y015 2:3", "半角"),
        ("a:\n  －　编码: 1\n    数: 2\n", "Y015 2:3", "半角"),
        ("a: |\n  — 甲\nb: 1\n  c: 2\n", "Y015 4:3", "对不上"),
    ];
    for (text, place, words) in cases {
        assert_faults(text, false, &[place]);
        let (_, found) = read(text);
        assert!(found[0].message.contains(words), "{text}{}", found[0].message);
    }
}

#[test]
fn what_figures_do_not_need_is_refused() {
    assert_faults("a: &x 5\nb: *x\nc: 1\n", true, &["Y021 1:4", "Y021 2:4"]);
    assert_faults("a: !!str 5\nb: !x y\n", true, &["Y022 1:4", "Y022 2:4"]);
    assert_faults("a: 1\n---\nb: 2\n", true, &["Y023 2:1"]);
    assert_faults("---\na: 1\n...\n", true, &[]);
    assert_faults("<<: {a: 1}\nb: 2\n", true, &["Y024 1:1"]);
    assert_faults("[a, b]: 1\n? {c: 1}\n: 2\n", true, &["Y025 1:1", "Y025 2:3"]);
    assert_faults(": 5\n", true, &["Y025 1:2"]);
    assert_faults("a: x\u{2028}y\nb: \"\u{85}\"\n", true, &["Y005 1:5"]);
    assert_faults("a: “甲乙”\nb: “三公”经费\n", true, &["Y014 1:4"]);
}

#[test]
fn the_first_of_two_equal_names_stays() {
    let text = "a: 1\nb: 2\na: 3\n";
    assert_faults(text, true, &["Y020 3:1"]);
    let (node, found) = read(text);
    assert_eq!(node.expect("a tree").get("a").and_then(Node::as_str), Some("1"));
    let places: Vec<_> = found[0].labels.iter().map(|label| label.span.clone()).collect();
    assert_eq!(places, [10..11, 0..1]);
}

#[test]
fn line_and_column_know_every_line_break() {
    let source = Source::new("x", "甲: 1\r\n乙: 2\r丙: 3\n");
    assert_eq!(source.line_column(source.text().find('乙').unwrap()), (2, 1));
    assert_eq!(source.line_column(source.text().find('3').unwrap()), (3, 4));
    assert_eq!(&source.text()[source.line_range(1)], "甲: 1");
    assert_eq!(source.line_count(), 4);
    let arena = yaml::Arena::default();
    let node = yaml::parse(&source, &arena, &mut Vec::new()).expect("a tree");
    assert_eq!(node.get("丙").and_then(Node::as_str), Some("3"));
}

#[test]
fn a_key_can_be_left_out_with_all_below_it() {
    let text = "\
a:
  - id: x
    examples:
      - { one: 1,
      two: 2 }

      - \"three
  and four\"
      - |
        five
    say: |
      examples:
        these are words
  - id: y
    examples:
    - six
    last: 7
";
    let source = Source::new("t.yaml", text);
    let mut faults = Vec::new();
    let arena = yaml::Arena::default();
    let root = yaml::parse_leaving_out(&source, "examples", &arena, &mut faults).unwrap();
    assert!(faults.is_empty(), "{faults:?}");
    let Value::Sequence(items) = &root.get("a").unwrap().value else { panic!() };
    assert!(items.iter().all(|item| item.get("examples").unwrap().is_blank()));
    assert_eq!(items[0].get("say").unwrap().as_str(), Some("examples:\n  these are words\n"));
    let last = items[1].get("last").unwrap();
    assert_eq!(&text[last.span.clone()], "7");
}
