//! Help is Chinese throughout (帮助): no English but the names that are typed.

use std::process::Command;

/// Words of the latin alphabet that stand for something to be typed, or for a format.
const TYPED: [&str; 24] = [
    "juesuan", "jsonl", "summary", "batch", "draft", "check", "yaml", "txt", "md", "html", "docx", "json", "term",
    "sarif", "table", "JSON", "Schema", "schema", "Word", "Excel", "xlsx", "xls", "ods", "csv",
];

fn help_of(verb: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_juesuan")).args(verb).arg("--help").output().unwrap();
    assert!(output.status.success(), "{verb:?}");
    assert!(output.stderr.is_empty(), "{verb:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// The verbs listed under 命令.
fn verbs_in(help: &str) -> Vec<String> {
    let listed = help.split_once("命令：\n").map_or("", |(_, rest)| rest.split("\n\n").next().unwrap_or(""));
    listed.lines().filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect()
}

fn look(verb: &mut Vec<String>, seen: &mut Vec<String>) {
    let path: Vec<&str> = verb.iter().map(String::as_str).collect();
    let help = help_of(&path);
    assert!(help.contains("用法：juesuan") && help.contains("选项："), "{verb:?}\n{help}");
    let verbs = verbs_in(&help);
    for line in help.lines() {
        for word in line.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-')) {
            let english = word.chars().filter(char::is_ascii_alphabetic).count() > 1;
            let name = word.starts_with('-') || TYPED.contains(&word) || verb.iter().chain(&verbs).any(|v| v == word);
            assert!(!english || name, "{verb:?} 的帮助里有英文“{word}”：{line}");
        }
    }
    seen.push(verb.join(" "));
    for next in verbs {
        verb.push(next);
        look(verb, seen);
        verb.pop();
    }
}

#[test]
fn help_of_every_verb_is_chinese() {
    let mut seen = Vec::new();
    look(&mut Vec::new(), &mut seen);
    for verb in [
        "",
        "draft",
        "check",
        "diff",
        "read",
        "import",
        "update",
        "roll",
        "update",
        "roll",
        "explain",
        "new",
        "batch",
        "phrasebook",
        "phrasebook list",
        "phrasebook show",
        "phrasebook check",
    ] {
        assert!(seen.iter().any(|other| other == verb), "{verb} 不在帮助里：{seen:?}");
    }
}

#[test]
fn chinese_aliases_are_shown_and_work() {
    let help = help_of(&[]);
    for alias in ["起草", "审核", "对比", "读取", "更新", "结转", "溯源", "新建", "导入", "批量", "话术"]
    {
        assert!(help.contains(&format!("{alias}：")), "{alias} 不在帮助里");
        assert!(help_of(&[alias]).starts_with(&format!("{alias}：")));
    }
    assert!(help_of(&["话术", "检查"]).starts_with("检查："));
}
