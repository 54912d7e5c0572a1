//! What an audit found, as JSON, SARIF, a page and in a terminal.

#[path = "findings/mod.rs"]
mod made;

use std::{collections::HashSet, fs, path::Path};

use juesuan::{
    audit::{Audit, Counts, Finding},
    diagnostic::Severity,
    formats::findings::{FindingsFormat, html, json, sarif, term},
    source::Source,
};
use made::{TEXT, at, audit};
use serde_json::Value;

#[test]
fn a_format_goes_by_name_or_by_the_ending_of_a_file() {
    for format in FindingsFormat::ALL {
        assert_eq!(FindingsFormat::from_name(format.name()), Some(format));
        assert_eq!(FindingsFormat::from_ending(Path::new(&format!("审核.{}", format.name()))), Some(format));
    }
    assert_eq!(FindingsFormat::from_ending(Path::new("a.sarif.json")), Some(FindingsFormat::Sarif));
    assert_eq!(FindingsFormat::from_ending(Path::new("A.HTM")), Some(FindingsFormat::Html));
    assert_eq!(FindingsFormat::from_ending(Path::new("json")), None);
}

#[test]
fn json_has_the_words_their_place_and_what_they_should_be() {
    let one: Value = serde_json::from_str(&json(&[audit()])).unwrap();
    assert_eq!(one["schema"], 1);
    assert_eq!(one["input"], "成稿/示例 县.txt");
    let rate = &one["findings"][1];
    let line = TEXT.lines().position(|line| line.contains("增长21.0%")).unwrap();
    let column = TEXT.lines().nth(line).unwrap().split("增长21.0%").next().unwrap().chars().count();
    assert_eq!((rate["line"].as_u64(), rate["column"].as_u64()), (Some(line as u64 + 1), Some(column as u64 + 1)));
    let keys = ["code", "severity", "section", "quote", "stated", "computed"];
    assert_eq!(keys.map(|key| rate[key].as_str().unwrap()), ["A101", "error", "一", "增长21.0%", "21.0%", "20.0%"]);
    assert_eq!(rate["related"][0]["code"], "A102");
    assert_eq!(one["findings"][2]["places"][0]["file"], "上年.txt");
    let missing = &one["findings"][5];
    assert!(missing["line"].is_null() && missing["quote"] == "" && missing["section"] == "七");
    assert_eq!(one["read"], serde_json::json!({ "sentences": 9, "unread": 1, "figures": 14, "bound": 13 }));
    assert_eq!(one["summary"], serde_json::json!({ "error": 2, "warning": 2, "hint": 2 }));
    assert_eq!((&one["book"]["name"], &one["book"]["sureness"]), (&"jilin-county".into(), &97.into()));
    assert_eq!(one["accepted"], 2);
    let two: Value = serde_json::from_str(&json(&[audit(), audit()])).unwrap();
    assert_eq!(two.as_array().map(Vec::len), Some(2));
    assert_eq!(two[0], one);
}

#[test]
fn sarif_has_all_that_the_standard_requires() {
    let log: Value = serde_json::from_str(&sarif(&[audit(), audit()])).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    assert_eq!(run["tool"]["driver"]["name"], "juesuan");
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let ids: HashSet<&str> = rules.iter().map(|rule| rule["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), rules.len(), "a rule is listed once");
    for rule in rules {
        assert!(["error", "warning", "note"].contains(&rule["defaultConfiguration"]["level"].as_str().unwrap()));
        assert!(rule["shortDescription"]["text"].as_str().unwrap().contains('。'), "{rule}");
        assert!(rule["help"]["text"].is_string() && rule["name"].is_string(), "{rule}");
    }
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 12);
    for result in results {
        let rule = &rules[result["ruleIndex"].as_u64().unwrap() as usize];
        assert_eq!(rule["id"], result["ruleId"]);
        assert!(result["message"]["text"].as_str().is_some_and(|text| !text.is_empty()));
        let further = result["relatedLocations"].as_array().unwrap();
        for location in result["locations"].as_array().unwrap().iter().chain(further) {
            let physical = &location["physicalLocation"];
            let uri = physical["artifactLocation"]["uri"].as_str().unwrap();
            assert!(!uri.is_empty() && uri.bytes().all(|byte| byte.is_ascii_graphic()), "{uri}");
            if let Some(region) = physical.get("region") {
                let number = |key: &str| region[key].as_u64().filter(|&number| number > 0).unwrap();
                let (start, end) =
                    ((number("startLine"), number("startColumn")), (number("endLine"), number("endColumn")));
                assert!(start <= end);
            }
        }
        assert!(result["partialFingerprints"].as_object().is_some_and(|prints| !prints.is_empty()));
    }
    assert!(results[5]["locations"][0]["physicalLocation"].get("region").is_none(), "no place, no region");
    assert_eq!(results[1]["relatedLocations"].as_array().map(Vec::len), Some(1));
}

/// Lines do not count for the fingerprint, blanks neither; a second finding of the same words is another one.
#[test]
fn a_fingerprint_follows_the_words() {
    let prints = |text: &str, words: &[&str]| -> Vec<String> {
        let source = Source::new("a.txt", text);
        let findings = words.iter().map(|words| Finding::new(at(&source, Severity::Error, "A101", words, "错")));
        let counts = Counts::default();
        let findings = findings.collect();
        let audit =
            Audit { source, document: None, book: None, findings, left_out: Vec::new(), counts, accepted: 0, open: 0 };
        let log: Value = serde_json::from_str(&sarif(&[audit])).unwrap();
        let results = log["runs"][0]["results"].as_array().unwrap();
        results.iter().map(|result| result["partialFingerprints"]["wording/v1"].as_str().unwrap().to_owned()).collect()
    };
    let before = prints("增长 21%", &["增长 21%"]);
    assert_eq!(before, prints("上面加了一行\n增长\n21%", &["增长\n21%"]));
    assert_ne!(before, prints("增长 22%", &["增长 22%"]));
    let twice = prints("增长21%", &["增长21%", "增长21%"]);
    assert_eq!(twice[0], before[0]);
    assert_ne!(twice[0], twice[1]);
}

/// Every tag is closed in order; gives the visible text.
fn well_formed(page: &str) -> String {
    let body = &page[page.find("<body>").unwrap()..];
    let mut open = Vec::new();
    let mut text = String::new();
    for piece in body.split('<').skip(1) {
        let (tag, words) = piece.split_once('>').unwrap();
        let name = tag.split(' ').next().unwrap();
        match name.strip_prefix('/') {
            Some("html") => {}
            Some(closed) => assert_eq!(open.pop(), Some(closed), "…{tag}"),
            None if name == "input" => {}
            None => open.push(name),
        }
        text.push_str(words);
    }
    assert!(open.is_empty(), "{open:?}");
    text
}

#[test]
fn the_page_shows_every_finding_in_its_place() {
    let page = html(&audit());
    fs::write(Path::new(env!("CARGO_TARGET_TMPDIR")).join("findings.html"), &page).unwrap();
    let text = well_formed(&page);
    for number in 1..=5 {
        assert_eq!(page.matches(&format!("id=\"mark-{number}\"")).count(), 1, "{number}");
        assert!(page.contains(&format!("href=\"#mark-{number}\"")), "{number}");
    }
    for number in 1..=6 {
        assert_eq!(page.matches(&format!("id=\"finding-{number}\"")).count(), 1, "{number}");
    }
    assert!(!page.contains("mark-6"), "what has no place is not marked");
    assert!(page.contains("id=\"mark-2-1\"") && page.contains("id=\"mark-1-1\""), "further places are marked, too");
    // The page needs nothing else and runs nothing.
    assert!(!page.contains("<script") && !page.contains("http"));
    assert!(!page.contains("<b>&甲") && page.contains("&lt;b&gt;&amp;甲&lt;"));
    assert!(text.contains("把握 97%") && text.contains("1 句没有读懂") && text.contains("20.0%"));
    // Words as they are typed: a finding may be about them.
    assert!(page.contains("&quot;三公&quot;"));
    // An overlap is cut in runs: the longer mark goes on behind the shorter one.
    assert!(page.contains("<mark class=\"warning error\">"), "{page}");
}

#[test]
fn a_figures_file_is_shown_by_lines() {
    let source = Source::new("2023.yaml", "# 数\n支出总计: 1<2\n收入总计: 3\n");
    let finding = Finding::new(at(&source, Severity::Error, "A101", "1<2", "两边不相等"));
    let counts = Counts::default();
    let audit = Audit {
        source,
        document: None,
        book: None,
        findings: vec![finding],
        left_out: Vec::new(),
        counts,
        accepted: 0,
        open: 0,
    };
    let page = html(&audit);
    well_formed(&page);
    assert!(page.contains("<mark class=\"error\"><a class=\"badge error of-error\" id=\"mark-1\""), "{page}");
    assert!(page.contains("id=\"line-3\"") && !page.contains("id=\"line-4\""));
    assert!(!page.contains("没有读懂"));
    let clean = html(&Audit { findings: Vec::new(), ..audit });
    assert!(well_formed(&clean).contains("没有发现问题"));
}

#[test]
fn the_terminal_shows_what_follows_and_sums_up() {
    let text = term(&audit(), false, 100);
    assert!(text.contains("错误[A101]: 一：收入总计增长率算错了"), "{text}");
    assert!(text.contains("应为 20.0%；(1200.00 − 1000.00)"), "{text}");
    assert!(text.contains("同一个增长率又写了一次"), "{text}");
    let sum = "成稿/示例 县.txt：读了 9 句，1 句没有读懂；2 个错误，2 个警告，2 个提示；另有 2 处已认可；话术 jilin-county（把握 97%）\n";
    assert!(text.ends_with(sum), "{text}");
}
