//! The straight-line part of a phrase is valid Tera and says the same there: on made-up templates of every shape.

use juesuan::phrase::pattern::{Part, Template, parse};
use proptest::prelude::*;
use tera::{Context, Tera};

/// Bits that templates are made of, the treacherous ones among them.
fn bit() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "{{",
            "}}",
            "{",
            "}",
            "{%",
            "%}",
            "{#",
            "#}",
            "{{-",
            "-}}",
            "|",
            " ",
            "\n",
            "\"",
            "'",
            "\\",
            "&",
            "<",
            "。",
            "年度",
            "万元",
            "a",
            "_b",
            "amount",
            "last_year",
            "none",
            "true",
            "if",
            "loop",
            "self",
            "9",
            ".",
            "(",
            ")",
            "and",
        ])
        .prop_map(str::to_owned),
        prop::sample::select(vec!["{{ amount }}", "{{a}}", "{{ _b }}", "{{  last_year }}", "{{ none }}", "{{ 年度 }}"])
            .prop_map(str::to_owned),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4096, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_the_engine_takes_tera_says_the_same(bits in prop::collection::vec(bit(), 0..12)) {
        let text = bits.concat();
        if let Template::Straight(parts) = parse(&text) {
            let mut context = Context::new();
            let mut expected = String::new();
            for part in &parts {
                match part {
                    Part::Text(text) => expected.push_str(text),
                    Part::Slot(name, _) => {
                        let value = format!("<{name}的值>");
                        expected.push_str(&value);
                        context.insert(name.clone(), &value);
                    }
                }
            }
            let rendered = Tera::one_off(&text, &context, false);
            prop_assert_eq!(rendered.map_err(|fault| fault.to_string()), Ok(expected), "{:?}", text);
        }
    }
}
