//! Typed reading of a YAML tree: exact texts, places, and faults in Chinese.

use std::collections::BTreeMap;

use juesuan::{diagnostic::Diagnostic, source::Source, yaml};
use serde::{
    Deserialize, Deserializer,
    de::{self, DeserializeOwned, Visitor},
};

fn decode<T: DeserializeOwned>(text: &str) -> Result<T, Box<Diagnostic>> {
    let source = Source::new("测试.yaml", text);
    let mut faults = Vec::new();
    let arena = yaml::Arena::default();
    let node = yaml::parse(&source, &arena, &mut faults).expect("a tree");
    yaml::decode(&node, &source)
}

/// `code line:column message | help`.
fn fault<T: DeserializeOwned + std::fmt::Debug>(text: &str) -> String {
    let fault = decode::<T>(text).expect_err("a fault");
    let label = &fault.labels[0];
    let (line, column) = label.source.line_column(label.span.start);
    format!("{} {line}:{column} {} | {}", fault.code, fault.message, fault.help.expect("改法"))
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct Row {
    科目: String,
    决算数: Exact,
    #[serde(default)]
    人数: Option<u32>,
    #[serde(default)]
    方式: Way,
}

#[derive(Debug, Default, Deserialize, PartialEq)]
enum Way {
    #[default]
    总计,
    本年(String),
    分段 {
        起: i64,
    },
    两项(u8, bool),
}

/// Takes a figure as its text and would notice a float.
#[derive(Debug, PartialEq)]
struct Exact(String);

impl<'de> Deserialize<'de> for Exact {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Exact, D::Error> {
        struct Text;
        impl Visitor<'_> for Text {
            type Value = Exact;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("金额")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Exact, E> {
                if text.contains("元") { Err(E::custom("金额里不写单位")) } else { Ok(Exact(text.to_owned())) }
            }
        }
        deserializer.deserialize_str(Text)
    }
}

#[test]
fn texts_arrive_exactly() {
    let rows: Vec<Row> = decode(
        "- {科目: 010, 决算数: 593.320}\n- 科目: 2010301\n  决算数: 12345678901234567.89\n  人数: 12\n  方式: {本年: 1e3}\n- {科目: '', 决算数: 1, 人数: ~, 方式: {分段: {起: -5}}}\n- {科目: true, 决算数: 0x10, 方式: {两项: [255, false]}}\n",
    )
    .expect("rows");
    let row = |code: &str, figure: &str, count, way| Row {
        科目: code.to_owned(),
        决算数: Exact(figure.to_owned()),
        人数: count,
        方式: way,
    };
    assert_eq!(
        rows,
        [
            row("010", "593.320", None, Way::总计),
            row("2010301", "12345678901234567.89", Some(12), Way::本年("1e3".to_owned())),
            row("", "1", None, Way::分段 { 起: -5 }),
            row("true", "0x10", None, Way::两项(255, false)),
        ]
    );
}

#[derive(Debug, PartialEq)]
enum Any {
    Unit,
    Bool(bool),
    Whole(i128),
    Text(String),
}

impl<'de> Deserialize<'de> for Any {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Any, D::Error> {
        struct Whatever;
        impl Visitor<'_> for Whatever {
            type Value = Any;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("任何值")
            }
            fn visit_unit<E: de::Error>(self) -> Result<Any, E> {
                Ok(Any::Unit)
            }
            fn visit_bool<E: de::Error>(self, value: bool) -> Result<Any, E> {
                Ok(Any::Bool(value))
            }
            fn visit_u64<E: de::Error>(self, value: u64) -> Result<Any, E> {
                Ok(Any::Whole(value.into()))
            }
            fn visit_i64<E: de::Error>(self, value: i64) -> Result<Any, E> {
                Ok(Any::Whole(value.into()))
            }
            fn visit_f64<E: de::Error>(self, value: f64) -> Result<Any, E> {
                panic!("a float: {value}")
            }
            fn visit_str<E: de::Error>(self, value: &str) -> Result<Any, E> {
                Ok(Any::Text(value.to_owned()))
            }
        }
        deserializer.deserialize_any(Whatever)
    }
}

#[test]
fn untyped_reading_never_sees_a_float() {
    let text = "[~, null, true, 'true', 5, -5, 010, 1.5, 1e3, .inf, 99999999999999999999, '5', -0, 甲]";
    let text_of = |text: &str| Any::Text(text.to_owned());
    assert_eq!(
        decode::<Vec<Any>>(text).expect("values"),
        [
            Any::Unit,
            Any::Unit,
            Any::Bool(true),
            text_of("true"),
            Any::Whole(5),
            Any::Whole(-5),
            text_of("010"),
            text_of("1.5"),
            text_of("1e3"),
            text_of(".inf"),
            text_of("99999999999999999999"),
            text_of("5"),
            Any::Whole(0),
            text_of("甲"),
        ]
    );
    assert!(fault::<f64>("1.5").starts_with("Y033 1:1"));
}

#[test]
fn names_may_be_numbers() {
    let map: BTreeMap<u32, String> = decode("2022: 甲\n2023: 乙\n").expect("a map");
    assert_eq!(map[&2023], "乙");
    assert_eq!(
        fault::<BTreeMap<u32, String>>("去年: 甲\n"),
        "Y032 1:1 这里应是不带小数的非负整数，却是“去年” | 改成不带小数的非负整数"
    );
}

#[test]
fn faults_name_the_innermost_place() {
    type Rows = BTreeMap<String, Vec<Row>>;
    let rows = |row: &str| fault::<Rows>(&format!("明细:\n  - {row}\n"));
    assert_eq!(
        rows("{科目: a, 决算: 1}"),
        "Y030 2:13 不认识的名称“决算” | 是不是“决算数”？这里可以写：科目、决算数、人数、方式"
    );
    assert_eq!(rows("{科目: a}"), "Y031 2:6 这一组里缺少“决算数” | 补上一行“决算数: …”");
    assert_eq!(rows("{科目: a, 决算数: [1]}"), "Y032 2:18 这里应是金额，却是列表 | 改成金额");
    assert_eq!(rows("{科目: a, 决算数: 5元}"), "Y033 2:18 金额里不写单位 | 按说明改正这个值");
    assert_eq!(
        rows("{科目: a, 决算数: 5, 人数: 1.5}"),
        "Y032 2:25 这里应是不带小数的非负整数，却是“1.5” | 改成不带小数的非负整数"
    );
    assert_eq!(
        rows("{科目: a, 决算数: 5, 方式: 总记}"),
        "Y033 2:25 不认识“总记” | 是不是“总计”？这里可以写：总计、本年、分段、两项"
    );
    assert_eq!(
        rows("{科目: a, 决算数: 5, 方式: {总记: 1}}"),
        "Y033 2:26 不认识“总记” | 是不是“总计”？这里可以写：总计、本年、分段、两项"
    );
    assert_eq!(
        rows("{科目: a, 决算数: 5, 方式: {两项: [1, true, 3]}}"),
        "Y033 2:40 这个列表只能有 2 项 | 按说明改正这个值"
    );
    assert_eq!(rows("甲"), "Y032 2:5 这里应是“名称: 值”的一组，却是“甲” | 改成“名称: 值”的一组");
    assert_eq!(fault::<Rows>("明细:\n"), "Y032 1:4 这里应是列表，却是空白 | 改成列表");
}

#[test]
fn a_wrong_colon_is_named_where_a_mapping_was_expected() {
    assert_eq!(
        fault::<BTreeMap<String, Row>>("明细:\n  科目：甲\n"),
        "Y032 2:3 这里应是“名称: 值”的一组，却是“科目：甲” | 第2行：全角冒号“：”换成半角冒号加一个空格，写成“科目: 甲”"
    );
}
