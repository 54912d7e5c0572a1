//! Accepted findings: they do not count until their words change, and their list keeps what a person wrote in it.

#[path = "findings/mod.rs"]
mod made;

use juesuan::{
    audit::{Accepted, Audit, Baseline},
    diagnostic::Diagnostic,
    source::Source,
};
use made::audit;

fn read(text: &str) -> (Option<Baseline>, Vec<Diagnostic>) {
    let mut faults = Vec::new();
    let baseline = Baseline::read(&Source::new("认可.yaml", text), &mut faults);
    (baseline, faults)
}

fn applied(text: &str) -> (Audit, Baseline) {
    let (baseline, faults) = read(text);
    let mut baseline = baseline.unwrap_or_else(|| panic!("{faults:?}"));
    let mut audit = audit();
    audit.accepted = 0;
    baseline.apply(&mut audit);
    (audit, baseline)
}

#[test]
fn what_is_accepted_is_left_out_until_its_words_change() {
    let (audit, baseline) = applied("- { 代码: A101, 原文: \"增长 21.0%\", 原因: 上年数有调整 }\n");
    assert_eq!((audit.findings.len(), audit.accepted), (5, 1));
    assert!(audit.findings.iter().all(|finding| finding.diagnostic.code != "A101"));
    assert!(baseline.stale().is_empty());
    for other in ["{ 代码: A101, 原文: 增长21.1%, 原因: 有 }", "{ 代码: A102, 原文: 增长21.0%, 原因: 有 }"]
    {
        let (audit, baseline) = applied(&format!("- {other}\n"));
        assert_eq!((audit.findings.len(), audit.accepted), (6, 0));
        let stale = baseline.stale();
        assert_eq!((stale.len(), stale[0].code), (1, "G002"));
    }
}

#[test]
fn what_points_at_no_words_goes_by_its_section() {
    assert_eq!(applied("- { 代码: A107, 章节: 七, 原因: 没有这项 }\n").0.accepted, 1);
    assert_eq!(applied("- { 代码: A107, 章节: 八, 原因: 没有这项 }\n").0.accepted, 0);
}

#[test]
fn all_faults_of_a_list_are_reported_at_once() {
    let (baseline, faults) =
        read("- { 代码: A101, 原文: a }\n- 三\n- { 代码: A101, 原文: a, 原因: ' ' }\n- { 原由: b }\n");
    assert!(baseline.is_none());
    let lines: Vec<usize> =
        faults.iter().map(|fault| fault.labels[0].source.line_column(fault.labels[0].span.start).0).collect();
    assert_eq!(lines, [1, 2, 3, 4, 4, 4, 4]);
    assert!(faults.iter().all(|fault| fault.code == "G001" && fault.help.is_some()));
    assert!(read("代码: A101\n").0.is_none());
    assert!(read("").0.is_some() && read("# 还没有\n\n").0.is_some());
}

#[test]
fn accepting_adds_at_the_end_and_nothing_twice() {
    let kept = "# 由张三核对\n\n  - 原文: '\"三公\"' # 引号\n    代码: A105\n    原因: 照上级的格式\n";
    let (audit, baseline) = applied(kept);
    let added = baseline.accept("A101", " 上年数\"有\"调整：见附注 # 1 ", std::slice::from_ref(&audit)).unwrap();
    let [Accepted { words, section, .. }] = added.as_slice() else { panic!("{added:?}") };
    assert_eq!((words.as_str(), section.as_str()), ("增长21.0%", "一"));
    let text = baseline.with(&added).unwrap();
    assert!(text.starts_with(kept), "{text}");
    let (left, again) = applied(&text);
    assert_eq!((left.findings.len(), left.accepted), (4, 2));
    assert!(again.accept("A101", "又一次", &[left]).unwrap().is_empty(), "it is there");
    assert_eq!(
        baseline.accept("A101", "因", &[audit.clone(), audit]).unwrap().len(),
        1,
        "one entry for the same words"
    );
}

#[test]
fn accepting_what_was_not_found_is_told() {
    let (audit, baseline) = applied("");
    assert_eq!(baseline.accept("A120", "因", &[audit]).unwrap_err().code, "G003");
}

/// A list that cannot be added to is left alone; letters that nobody sees survive the way through a file.
#[test]
fn a_list_that_cannot_be_added_to_is_refused() {
    let (audit, baseline) = applied("[{ 代码: A105, 原文: '\"三公\"', 原因: 照上级的格式 }]\n");
    let added = baseline.accept("A101", "因", &[audit]).unwrap();
    assert_eq!(baseline.with(&added).unwrap_err().code, "G001");
    let hidden = Accepted {
        code: "A101".to_owned(),
        words: "甲\u{202e}乙\u{7f}\u{200b}\t\\\"".to_owned(),
        section: String::new(),
        reason: "因".to_owned(),
    };
    for before in ["", "- { 代码: A101, 原文: a, 原因: b }", "- { 代码: A101, 原文: a, 原因: b }\r\n"] {
        let (baseline, _) = read(before);
        let text = baseline.unwrap().with(std::slice::from_ref(&hidden)).unwrap();
        let (again, faults) = read(&text);
        assert!(again.is_some() && faults.is_empty(), "{text} {faults:?}");
    }
}
