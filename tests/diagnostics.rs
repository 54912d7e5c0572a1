//! What people see of a diagnostic, on the terminal and as JSON.

use juesuan::{
    diagnostic::{Diagnostic, abridge, render, summary, to_json},
    source::Source,
};

fn sample() -> Vec<Diagnostic> {
    let figures = Source::new("部门.yaml", "单位: 长白山\r\n支出合计: 593.89 # 应为合计\r\n明细:\r\n  - 593.99\r\n");
    let other = Source::new("去年.yaml", "支出合计: 1\n");
    let long = Source::new("长行.yaml", format!("说明: {}错字{}\n", "文字".repeat(200), "后面".repeat(200)));
    let at = |source: &Source, word: &str| {
        let start = source.text().find(word).expect("the word");
        start..start + word.len()
    };
    vec![
        Diagnostic::error("A101", "支出合计 593.89 与明细之和 593.99 不一致")
            .record("第1条明细")
            .at(&figures, at(&figures, "593.89"), "这里是 593.89")
            .at(&figures, at(&figures, "593.99"), "明细")
            .at(&other, at(&other, "支出合计"), "去年")
            .help("改正其中一个"),
        Diagnostic::warning("A102", "有错字").at(&long, at(&long, "错字"), "").help("改正"),
        Diagnostic::hint("A103", "空值").at(&other, other.text().len() - 1..other.text().len() - 1, "空"),
        Diagnostic::error("C001", "找不到文件“甲.yaml”").help("检查文件名"),
    ]
}

#[test]
fn the_terminal_shows_place_carets_and_remedy() {
    let printed = render(&sample(), false, 80);
    let expected = "\
错误[A101]: 第1条明细：支出合计 593.89 与明细之和 593.99 不一致
 --> 部门.yaml:2:7
  |
2 | 支出合计: 593.89 # 应为合计
  |           ^^^^^^ 这里是 593.89
3 | 明细:
4 |   - 593.99
  |     ------ 明细
 ::: 去年.yaml:1:1
  |
1 | 支出合计: 1
  | -------- 去年
  |
  = 改法: 改正其中一个

警告[A102]: 有错字
 --> 长行.yaml:1:405
  |
1 | …字文字文字文字文字文字错字后面后面后面后面后面后面后面后面后面后面后面…
  |                        ^^^^
  |
  = 改法: 改正

提示[A103]: 空值
 --> 去年.yaml:1:8
  |
1 | 支出合计: 1
  |            ^ 空

错误[C001]: 找不到文件“甲.yaml”
  |
  = 改法: 检查文件名

";
    // Trailing blanks are of no interest.
    let lines = |text: &str| text.lines().map(|line| line.trim().to_owned()).collect::<Vec<_>>();
    assert_eq!(lines(&printed), lines(expected));
}

#[test]
fn colour_changes_nothing_but_colour() {
    let mut plain = String::new();
    let mut escaped = false;
    for c in render(&sample(), true, 80).chars() {
        match c {
            '\u{1b}' => escaped = true,
            'm' if escaped => escaped = false,
            _ if escaped => {}
            _ => plain.push(c),
        }
    }
    let lines = |text: &str| text.lines().map(|line| line.trim_end().to_owned()).collect::<Vec<_>>();
    assert_eq!(lines(&plain), lines(&render(&sample(), false, 80)));
}

#[test]
fn odd_labels_do_not_trouble_the_printer() {
    let source = Source::new("怪.yaml", "一\r二\r\n\u{1b}[31m三\t四\n\n");
    for start in 0..source.text().len() + 3 {
        for end in start..source.text().len() + 5 {
            let fault = Diagnostic::error("A1", "怪").at(&source, start..end, "里\n外").help("改\u{1b}[0m法\n两行");
            let printed = render(&[fault], false, 0);
            assert!(!printed.contains('\u{1b}') && printed.contains("怪.yaml"), "{printed:?}");
        }
    }
    let empty = Source::new("空.yaml", "");
    assert!(render(&[Diagnostic::error("A1", "空").at(&empty, 0..0, "")], false, 80).contains("空.yaml:1:1"));
    assert_eq!(render(&[], true, 80), "");
}

#[test]
fn a_line_of_megabytes_is_printed_soon() {
    let source = Source::new("长.yaml", "支".repeat(2_000_000));
    let fault = Diagnostic::error("A1", "长").at(&source, 3_000_000..3_000_003, "");
    assert!(render(&[fault], false, 80).len() < 1000);
}

#[test]
fn the_summary_counts_by_kind() {
    assert_eq!(summary(&sample()), "2 个错误，1 个警告，1 个提示");
    assert_eq!(summary(&sample()[1..2]), "1 个警告");
    assert_eq!(summary(&[]), "没有发现问题");
}

#[test]
fn json_names_every_part() {
    let json = to_json(&sample());
    assert_eq!(
        json[0],
        serde_json::json!({
            "code": "A101", "severity": "error", "message": "支出合计 593.89 与明细之和 593.99 不一致",
            "record": "第1条明细", "help": "改正其中一个", "file": "部门.yaml", "line": 2, "column": 7,
        })
    );
    assert_eq!(json[2]["severity"], "hint");
    assert_eq!(json[2]["help"], serde_json::Value::Null);
    assert_eq!(json[3]["file"], serde_json::Value::Null);
}

#[test]
fn very_many_are_counted() {
    let source = Source::new("甲", "甲");
    let places =
        |code, count| (0..count).fold(Diagnostic::hint(code, "甲"), |diagnostic, _| diagnostic.at(&source, 0..3, ""));
    let mut all = vec![places("A001", 0), places("W001", 600), places("W001", 700), places("W001", 1)];
    all.extend((0..1000).map(|_| places("A002", 1)));
    abridge(&mut all, |diagnostic| diagnostic);
    assert_eq!(all.len(), 1003);
    assert_eq!(all[..3].iter().map(|diagnostic| diagnostic.labels.len()).collect::<Vec<_>>(), [0, 600, 400]);
    assert!(all[2].message.contains("还有 301 处"), "{}", all[2].message);
    assert_eq!(all.iter().filter(|diagnostic| diagnostic.message == "甲").count(), 1002);
}
