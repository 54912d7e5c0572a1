//! Hostile or random text: no panic, places inside the text, an answer within seconds.

use juesuan::{
    diagnostic::Diagnostic,
    source::Source,
    yaml::{self, Node, Value},
};
use proptest::prelude::*;

fn check_places(node: &Node, text: &str) {
    assert!(text.get(node.span.clone()).is_some(), "{:?} in {text:?}", node.span);
    match &node.value {
        Value::Scalar { .. } => {}
        Value::Sequence(items) => items.iter().for_each(|item| check_places(item, text)),
        Value::Mapping(entries) => {
            for entry in *entries {
                assert!(text.get(entry.key_span.clone()).is_some(), "{:?} in {text:?}", entry.key_span);
                check_places(&entry.value, text);
            }
        }
    }
}

/// The faults, and whether there is a tree.
fn parse(text: &str) -> (bool, Vec<Diagnostic>) {
    let source = Source::new("随机.yaml", text);
    let arena = yaml::Arena::default();
    let mut faults = Vec::new();
    let node = yaml::parse(&source, &arena, &mut faults);
    if let Some(node) = &node {
        check_places(node, text);
        let _ = yaml::fullwidth_hint(node, &source);
    } else {
        assert!(!faults.is_empty(), "nothing said about {text:?}");
    }
    for fault in &faults {
        assert!(fault.help.is_some() && !fault.labels.is_empty(), "{fault:?}");
        for label in &fault.labels {
            assert!(text.get(label.span.clone()).is_some(), "{fault:?} in {text:?}");
        }
    }
    (node.is_some(), faults)
}

/// Pieces that YAML gives a meaning, and some that people confuse with them.
fn yaml_ish() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "收入",
        "a",
        "593.32",
        ": ",
        ":",
        "：",
        "- ",
        "-",
        "\n",
        "\n  ",
        "\n\t",
        "\n　　",
        "\r\n",
        "\r",
        " ",
        "\t",
        "\"",
        "'",
        "“",
        "”",
        "[",
        "]",
        "{",
        "}",
        ", ",
        "#",
        " # ",
        "|",
        ">",
        "|-\n",
        "&x ",
        "*x",
        "!t ",
        "? ",
        "<<: ",
        "---",
        "...",
        "%",
        "@",
        "\\",
        "\u{85}",
        "\u{FEFF}",
        "\u{0}",
        "~",
        "名称: 值\n",
        "名称：值\n",
        "名:值\n",
        "𠀀",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(3000) })]

    #[test]
    fn any_text_is_answered(text in any::<String>()) {
        parse(&text);
    }

    #[test]
    fn any_yaml_ish_text_is_answered(text in yaml_ish()) {
        parse(&text);
    }

    #[test]
    fn any_bytes_are_answered(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let mut notes = Vec::new();
        let source = Source::decode("随机", &bytes, &mut notes);
        assert!(source.is_some() || !notes.is_empty());
    }
}

#[test]
fn hostile_text_is_answered_soon() {
    const MIB: usize = 1024 * 1024;
    let laughs: String = (0..30).map(|n| format!("a{}: &a{0} [*a{n}, *a{n}, *a{n}, *a{n}]\n", n + 1)).collect();
    let cases = [
        ("brackets", "[".repeat(100_000)),
        ("braces", "{a: ".repeat(100_000)),
        ("dashes", "- ".repeat(100_000)),
        ("question marks", "? ".repeat(100_000)),
        ("steps", (0..2000).map(|n| format!("{}a:\n", " ".repeat(n))).collect()),
        ("laughs", format!("a0: &a0 [x]\n{laughs}")),
        ("one long line", "a".repeat(8 * MIB)),
        ("one long value", format!("收入: {}\n", "支".repeat(2 * MIB))),
        ("one long quote", format!("收入: \"{}", "支".repeat(2 * MIB))),
        ("commas", format!("[{}", ",".repeat(8 * MIB - 1))),
        ("short list", format!("[{}]", "a,".repeat(190_000))),
        ("colons", "a: ".repeat(2 * MIB)),
        ("colons in brackets", format!("[{}", "a: ".repeat(190_000))),
        ("line breaks", "\n".repeat(8 * MIB)),
        ("wrong colons", "名称：1\n".repeat(200_000)),
        ("wrong colons, few", (0..3000).map(|n| format!("名称{n}：1\n")).collect()),
        ("tabs", "\ta: 1\n".repeat(500_000)),
        ("names", (0..90_000).map(|n| format!("名称{n}: 1\n")).collect()),
        ("same name", "a: 1\n".repeat(90_000)),
        ("text lines", "文字\n".repeat(800_000)),
        ("same name in brackets", format!("{{{}}}", "a: 1, ".repeat(90_000))),
        ("anchors in brackets", format!("[{}]", "&a b,".repeat(90_000))),
        ("anchors", "- &a 1\n".repeat(90_000)),
    ];
    for (name, text) in cases {
        // What takes as many steps as the square of the text would not come back.
        let (is_tree, faults) = parse(&text);
        println!("{name}: tree {is_tree}, {} faults", faults.len());
    }
}
