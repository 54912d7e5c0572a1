//! The committed JSON Schema is the one that follows from the list of concepts.

use juesuan::figures::{Reference, json_schema::json_schema};

#[test]
fn the_committed_schema_is_up_to_date() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/data/reference/figures.schema.json");
    let schema = json_schema(&Reference::shipped().catalogue);
    let text = serde_json::to_string_pretty(&schema).unwrap() + "\n";
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(path, &text).unwrap();
    }
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    assert!(committed == text, "{path} is stale: run UPDATE_GOLDEN=1 cargo test --test json_schema");
}

#[test]
fn keys_are_offered_and_other_spellings_let_pass() {
    let schema = json_schema(&Reference::shipped().catalogue);
    let of = |value: &serde_json::Value| -> serde_json::Value {
        let name = value["$ref"].as_str().and_then(|name| name.strip_prefix("#/$defs/")).expect("a reference");
        schema["$defs"][name].clone()
    };
    let totals = of(&schema["properties"]["收入支出决算总表"]);
    assert_eq!(totals["additionalProperties"], false);
    assert_eq!(of(&totals["properties"]["口径"])["enum"][1], "本年合计");
    assert!(schema["patternProperties"]["^(?:收支决算总表)$"].is_object());
    let table = of(&schema["properties"]["一般公共预算财政拨款支出决算表"]);
    let item = &of(&table["properties"]["明细"])["anyOf"][0]["items"]["anyOf"][0];
    for key in ["科目编码", "年初预算数", "决算数", "原因", "较上年原因", "用途", "基本支出"] {
        assert!(item["properties"][key].is_object(), "{key}");
    }
    assert!(item["properties"]["预算数"].is_null());
}
