//! Files that are not what they seem: other encodings, YAML traps, and bombs.

use juesuan::{
    figures::{Reference, load},
    source::Source,
};

use super::super::{SMALLEST, assert_fault, clean, codes, read, with};

fn of_bytes(bytes: &[u8]) -> (bool, Vec<&'static str>) {
    let mut faults = Vec::new();
    let source = Source::decode("示例.yaml", bytes, &mut faults);
    let accounts = source.and_then(|source| {
        let (accounts, mut more) = load(&source, Reference::shipped());
        faults.append(&mut more);
        accounts
    });
    (accounts.is_some(), faults.iter().map(|fault| fault.code).collect())
}

#[test]
fn windows_files_load() {
    let bom = [b"\xEF\xBB\xBF", SMALLEST.as_bytes()].concat();
    assert_eq!(of_bytes(&bom), (true, vec!["Y002"]), "said, but nothing to worry about");
    assert_eq!(of_bytes(SMALLEST.replace('\n', "\r\n").as_bytes()), (true, vec![]));
    assert_eq!(clean(SMALLEST.trim_end()).department, "示例县某某局");
}

#[test]
fn a_gbk_file_is_read_and_said_to_be_one() {
    let (gbk, ..) = encoding_rs::GBK.encode(SMALLEST);
    let (loaded, codes) = of_bytes(&gbk);
    assert!(loaded, "{codes:?}");
    assert_eq!(codes.len(), 1, "{codes:?}");
}

#[test]
fn tabs_and_wide_marks_get_a_precise_message() {
    assert_eq!(codes(&SMALLEST.replace("  收入总计", "\t收入总计")), ["Y006"]);
    assert_eq!(codes(&SMALLEST.replace("  收入总计", "　收入总计"))[0], "Y007");
    assert_fault(&SMALLEST.replace("收入总计: 100", "收入总计：100"), "5:7 Y011", &["全角", "收入总计: 100"]);
    assert_fault(&SMALLEST.replace("收入总计: 100", "收入总计:100"), "5:7 Y012", &["空格"]);
    assert_eq!(codes(&SMALLEST.replace("示例县某某局", "“示例县某某局”")), ["Y014"]);
}

#[test]
fn what_a_figures_file_has_no_use_for_is_refused() {
    for (text, code) in [
        (SMALLEST.replace("收入总计: 100", "收入总计: &a 100"), "Y021"),
        (SMALLEST.replace("收入总计: 100", "收入总计: !!int 100"), "Y022"),
        (format!("{SMALLEST}---\n部门: 另一个\n"), "Y023"),
        (with("<<: { 部门: 某 }\n"), "Y024"),
    ] {
        assert_eq!(codes(&text)[0], code, "{text}");
        assert!(read(&text).0.is_none());
    }
}

#[test]
fn an_empty_file_says_how_to_begin() {
    for text in ["", "\n\n", "# 只有注释\n", "~\n", "{}"] {
        let (accounts, faults) = read(text);
        assert!(accounts.is_none() && faults.len() == 1, "{text:?} {faults:?}");
        assert!(faults[0].help.is_some());
    }
    assert!(read("[1, 2]").0.is_none());
    assert!(read("593.32").0.is_none());
}

#[test]
fn bombs_are_refused() {
    let aliases =
        format!("a: &a [x,x,x,x,x,x,x,x,x]\n{}", (0..30).map(|n| format!("k{n}: [*a,*a,*a,*a]\n")).collect::<String>());
    let deep = format!("部门: {}", "[".repeat(100_000));
    let many = format!("部门: 某\n预算绩效:\n  绩效自评:\n{}", "    - { 项目名称: 甲 }\n".repeat(300_000));
    let keys: String = (0..100_000).map(|n| format!("k{n}: 1\n")).collect();
    let unknown: String = (0..60_000).map(|n| format!("k{n}: 1\n")).collect();
    let choice = SMALLEST.replace("  收入总计", &format!("  口径: {}\n  收入总计", "本年合".repeat(300_000)));
    for text in [aliases, deep, many, keys, unknown, choice, "x".repeat(7 * 1024 * 1024)] {
        // What grows with the square of the text would not come back for hours.
        let (accounts, faults) = read(&text);
        assert!(accounts.is_none() && !faults.is_empty(), "{}…", &text[..20]);
    }
}

#[test]
fn overflow_is_no_panic() {
    let rows: String =
        (0..40).map(|n| format!("    - {{ 项: 甲{n}, 款: 乙, 类: 丙, 决算数: 999999999999999.999999 }}\n")).collect();
    clean(&with(&format!("一般公共预算财政拨款支出决算表:\n  明细:\n{rows}")));
}

#[test]
fn a_long_list_loads_soon() {
    let row = |n: usize| format!("    - 项: 甲{n}\n      款: 乙\n      类: 丙\n      决算数: 1\n");
    let text = with(&format!("一般公共预算财政拨款支出决算表:\n  明细:\n{}", (0..20_000).map(row).collect::<String>()));
    assert_eq!(clean(&text).source.text().len(), text.len());
}

#[test]
fn more_errors_than_anybody_reads_are_not_listed() {
    let keys: String = (0..300).map(|n| format!("k{n}: 1\n")).collect();
    let found = codes(&with(&keys));
    assert_eq!((found.len(), found.last()), (201, Some(&"Y029")));
}

#[test]
fn names_stand_on_one_line() {
    assert_eq!(codes(&SMALLEST.replace("示例县某某局", "\"示例县\\n某某局\"")), ["F005"]);
    let row = |name: &str| {
        with(&format!("一般公共预算财政拨款支出决算表:\n  明细:\n    - {{ 类: 丙, 款: 乙, 项: {name}, 决算数: 1 }}\n"))
    };
    assert_eq!(codes(&row("\"甲\\r乙\"")), ["F005"]);
    assert_eq!(codes(&row("\"\"")), ["F005"]);
}

#[test]
fn marks_alone_are_no_text() {
    let accounts = clean(&with("部门概况:\n  内设机构: [、, 办公室、、财务科]\n"));
    let texts = &accounts.root.texts;
    assert!(texts.iter().any(|text| text.lines() == ["办公室", "财务科"]), "{texts:?}");
}
