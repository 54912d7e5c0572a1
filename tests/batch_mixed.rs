//! Folders as they come (杂乱的文件夹): workbooks beside figures files, names that meet, what cannot be read; and what is
//! seen of departments side by side. Nothing disappears, nothing is written over, nothing stops the rest.

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

use juesuan::{
    figures::{self, Reference},
    source::Source,
    tables,
};
use serde_json::Value;

fn batch(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_juesuan")).arg("batch").args(arguments).current_dir(folder).output().unwrap()
}

fn summary_of(folder: &Path) -> Value {
    serde_json::from_slice(&fs::read(folder.join("结果/summary.json")).unwrap()).unwrap()
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A department that has all it must have, on one line.
fn line(name: &str, year: u16, this: &str, last: &str, reason: &str) -> String {
    let whole = format!(r#"{{"决算数":{this},"上年决算数":{last}}}"#);
    format!(
        r#"{{"部门":"{name}","年度":{year},"金额单位":"万元","话术":"jilin-county","收入支出决算总表":{{"收入总计":{whole},"支出总计":{whole},"原因":"{reason}"}},"收入决算表":{{"本年收入合计":{this}}},"支出决算表":{{"本年支出合计":{whole}}},"财政拨款收入支出决算总表":{{"财政拨款收入":{this},"财政拨款支出":{this}}},"一般公共预算财政拨款支出决算表":{{"本年支出合计":{this}}}}}"#
    )
}

fn plain(name: &str) -> String {
    line(name, 2023, "100.5", "90", "")
}

fn workbook(text: &str) -> Vec<u8> {
    let accounts = figures::load(&Source::new("2023.yaml", text), Reference::shipped()).0.unwrap();
    tables::own::write(&accounts, None, Reference::shipped()).unwrap()
}

/// The inputs of the summary in their order, without the folder.
fn inputs(summary: &Value) -> Vec<&str> {
    let departments = summary["departments"].as_array().unwrap();
    departments.iter().map(|it| it["input"].as_str().unwrap().trim_start_matches("全县/")).collect()
}

/// What is said of departments side by side.
fn across(lines: &[String], list: &str) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("全县.jsonl"), lines.join("\n")).unwrap();
    fs::write(folder.path().join("名单.txt"), list).unwrap();
    let mut arguments = vec!["全县.jsonl", "-o", "结果", "--quiet"];
    arguments.extend(["--list", "名单.txt"].iter().filter(|_| !list.is_empty()));
    batch(folder.path(), &arguments);
    let summary = summary_of(folder.path());
    let across = summary["across"].as_array().unwrap();
    across.iter().map(|it| format!("{} {}", it["code"].as_str().unwrap(), it["message"].as_str().unwrap())).collect()
}

#[test]
fn a_workbook_goes_without_only_where_a_figures_file_has_its_department_and_year() {
    let folder = tempfile::tempdir().unwrap();
    let county = folder.path().join("全县");
    fs::create_dir(&county).unwrap();
    fs::write(county.join("甲局.yaml"), plain("甲局（本级）")).unwrap();
    fs::write(county.join("甲局.xlsx"), workbook(&plain("甲局(本级)"))).unwrap();
    fs::write(county.join("乙局.xlsx"), workbook(&plain("乙局"))).unwrap();
    fs::write(county.join("上年.xlsx"), workbook(&line("甲局（本级）", 2022, "90", "80", ""))).unwrap();
    // Neither can be read, and their names are one.
    fs::write(county.join("丙局.yaml"), "年度: [").unwrap();
    fs::write(county.join("丙局.xlsx"), "不是工作簿").unwrap();
    let output = batch(folder.path(), &["全县", "-o", "结果"]);
    let summary = summary_of(folder.path());
    assert_eq!(inputs(&summary), ["上年.xlsx", "丙局.yaml", "乙局.xlsx", "甲局.yaml"]);
    let passed = summary["passed_over"].as_array().unwrap();
    let passed: Vec<&str> = passed.iter().map(|it| it["input"].as_str().unwrap()).collect();
    assert_eq!(passed, ["全县/丙局.xlsx", "全县/甲局.xlsx"]);
    assert!(
        told(&output).contains("不在其中 全县/甲局.xlsx：同一部门同一年度以旁边的“甲局.yaml”为准"),
        "{}",
        told(&output)
    );
    let page = fs::read_to_string(folder.path().join("结果/summary.html")).unwrap();
    assert!(page.contains("不在其中的 2 个"));
}

#[test]
fn names_that_meet_are_kept_apart() {
    let folder = tempfile::tempdir().unwrap();
    for (place, name) in [
        ("p/2022/1.yaml", "甲局"),
        ("p/2022/1.yml", "乙局"),
        ("q/2022/1.yaml", "丙局"),
        ("q/2022/a.check.yaml", "丁局"),
        ("q/2022/a.yaml", "戊局"),
        ("p/data.jsonl", "己局"),
        ("q/data.jsonl", "庚局"),
        ("summary.yaml", "辛局"),
    ] {
        let path = folder.path().join(place);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, plain(name)).unwrap();
    }
    let named = ["p/2022", "q/2022", "p/data.jsonl", "q/data.jsonl", "summary.yaml"];
    batch(folder.path(), &[&named[..], &["-o", "结果", "--format", "html"]].concat());
    let summary = summary_of(folder.path());
    assert_eq!(summary["count"]["failed"], 0, "{summary}");
    let departments = summary["departments"].as_array().unwrap();
    assert_eq!(departments.len(), 8);
    let mut seen = std::collections::BTreeSet::new();
    for department in departments {
        for output in department["outputs"].as_array().unwrap() {
            let output = output.as_str().unwrap();
            assert!(seen.insert(output), "{output} twice");
            let text = fs::read_to_string(folder.path().join("结果").join(output)).unwrap();
            let name = department["department"].as_str().unwrap();
            assert!(output.ends_with("check.html") || text.contains(name), "{output} is not of {name}");
        }
    }
    assert!(seen.contains("p/data/000001-己局.html") && seen.contains("q/data/000001-庚局.html"), "{seen:?}");
}

#[cfg(unix)]
#[test]
fn what_cannot_be_read_stops_nothing_and_is_told() {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().unwrap();
    let county = folder.path().join("全县");
    fs::create_dir_all(county.join(".藏")).unwrap();
    fs::write(county.join("甲局.yaml"), plain("甲局")).unwrap();
    fs::write(county.join("._甲局.yaml"), "Mac OS X").unwrap();
    fs::write(county.join(".藏/乙局.yaml"), plain("乙局")).unwrap();
    fs::write(county.join("丙局.jsonl"), plain("丙局")).unwrap();
    fs::write(county.join("progress.jsonl"), "{}").unwrap();
    fs::create_dir(folder.path().join("别处")).unwrap();
    symlink(folder.path().join("别处"), county.join("链接")).unwrap();
    assert!(Command::new("mkfifo").arg(county.join("丁局.yaml")).status().unwrap().success());
    let output = batch(folder.path(), &["全县", "-o", "结果"]);
    assert_eq!(output.status.code(), Some(1), "{}", told(&output));
    let summary = summary_of(folder.path());
    assert_eq!(inputs(&summary), ["丁局.yaml", "丙局.jsonl 第 1 行", "甲局.yaml"]);
    assert!(told(&output).contains("没做成 全县/丁局.yaml：[C003] “全县/丁局.yaml”不是普通文件"), "{}", told(&output));
    assert!(told(&output).contains("不在其中 全县/链接：是指向文件夹的链接"), "{}", told(&output));
}

#[test]
fn named_files_are_lines_where_lines_are_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("数据.txt"), format!("{}\n{{\n", plain("甲局").replace(r#","原因":"""#, ""))).unwrap();
    let output = batch(folder.path(), &["数据.txt", "--jsonl"]);
    let lines: Vec<Value> =
        output.stdout.split(|&byte| byte == b'\n').filter_map(|it| serde_json::from_slice(it).ok()).collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0]["department"], "甲局");
    // What is wrong stands on the second line of the stream, and what the report waits for has its name.
    assert_eq!(lines[1]["findings"][0]["line"], 2);
    let gap = &lines[0]["gaps"][0];
    assert_eq!((&gap["code"], &gap["message"]), (&"D002".into(), &"一、收入支出决算总体情况说明：主要原因".into()));
}

/// In the words, in the place and on the page of findings.
#[test]
fn a_line_of_a_stream_is_named_by_its_number_there() {
    let folder = tempfile::tempdir().unwrap();
    let twice = r#"{"部门":"甲局第1行","年度":2023,"年度":2024}"#;
    fs::write(folder.path().join("全县.jsonl"), format!("{}\n\n{twice}\n", plain("乙局"))).unwrap();
    batch(folder.path(), &["全县.jsonl", "-o", "结果", "--quiet"]);
    let told = &summary_of(folder.path())["departments"][1]["diagnostics"];
    let told = told.as_array().unwrap().iter().find(|told| told["code"] == "Y020").unwrap();
    assert_eq!((&told["message"], &told["line"]), (&"“年度”写了两次，第一次在第3行".into(), &3.into()));
    let page = fs::read_to_string(folder.path().join("结果/全县/000003-甲局第1行.check.html")).unwrap();
    assert!(page.contains("第 3 行") && !page.contains("第 1 行"), "{page}");
}

#[test]
fn the_cause_is_told_and_quiet_does_not_hide_it() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("结果")).unwrap();
    fs::write(folder.path().join("结果/甲局.txt"), "别人的").unwrap();
    // Something is wrong with the figures, too.
    fs::write(
        folder.path().join("甲局.yaml"),
        plain("甲局").replace(r#""本年收入合计":100.5"#, r#""本年收入合计":90.5"#),
    )
    .unwrap();
    let output = batch(folder.path(), &["甲局.yaml", "-o", "结果", "--quiet"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(told(&output).starts_with("没做成 甲局.yaml：[C011] "), "{}", told(&output));
    assert_eq!(told(&output).lines().count(), 1);
}

#[test]
fn the_list_is_held_against_the_latest_year_and_knows_what_is_broken() {
    let lines = [
        line("甲局", 2023, "100", "90", ""),
        line("乙局", 2023, "100", "90", ""),
        line("乙局", 2022, "90", "80", ""),
        line("丙局（本级）", 2022, "90", "80", ""),
        line("戊局", 2032, "90", "80", ""),
        r#"{"部门":"丁局","年度":2023,"#.to_owned(),
    ];
    assert_eq!(
        across(&lines, "甲局\n乙局\n丙局(本级)\n丁局\n己局\n"),
        [
            "M101 名单上的“丙局(本级)”没有2023年度的数据文件，只有 2022 年度的",
            "M101 名单上的“丁局”交来了，但没做成：全县.jsonl 第 6 行",
            "M101 名单上的“己局”没有2023年度的数据文件",
            "M101 “戊局”不在名单上",
        ]
    );
}

#[test]
fn what_has_no_year_is_no_second_of_another() {
    let broken = r#"{"部门":"甲局","年度":"#.to_owned();
    assert_eq!(across(&[broken.clone(), broken, line("甲局", 2023, "100", "90", "")], ""), [] as [&str; 0]);
}

#[test]
fn a_list_may_come_out_of_a_spreadsheet_and_must_not_be_empty() {
    let list = "序号,部门名称\n1,甲局\n2,乙局\n2,乙局\n";
    let missing = "M101 名单上的“乙局”没有数据文件";
    assert_eq!(across(&[line("甲局", 2023, "100", "90", "")], list), [missing]);
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("甲局.yaml"), plain("甲局")).unwrap();
    fs::write(folder.path().join("名单.txt"), "# 还没有\n\n").unwrap();
    let output = batch(folder.path(), &["甲局.yaml", "-o", "结果", "--list", "名单.txt"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(told(&output).contains("名单“名单.txt”里没有部门"), "{}", told(&output));
}

/// On the terminal and on the page a few of each kind; the rest is there.
#[test]
fn many_of_a_kind_do_not_hide_the_rest() {
    let folder = tempfile::tempdir().unwrap();
    let lines: Vec<String> = (10..40).map(|number| plain(&format!("{number}局"))).collect();
    fs::write(folder.path().join("全县.jsonl"), lines.join("\n")).unwrap();
    fs::write(folder.path().join("名单.txt"), "甲局\n").unwrap();
    let output = batch(folder.path(), &["全县.jsonl", "-o", "结果", "--list", "名单.txt"]);
    assert!(told(&output).contains("“19局”不在名单上") && !told(&output).contains("“20局”"), "{}", told(&output));
    assert!(told(&output).contains("提示[M101]另有 20 处，都在汇总里"), "{}", told(&output));
    let page = fs::read_to_string(folder.path().join("结果/summary.html")).unwrap();
    let place = |words: &str| page.find(words).unwrap_or_else(|| panic!("{words}: {page}"));
    assert!(place("名单上的“甲局”没有") < place("“10局”不在名单上"));
    assert!(place("另有 25 处") < place("“15局”不在名单上") && page.contains("“39局”不在名单上"));
}

#[test]
fn a_stream_of_wide_letters_is_told_once() {
    let folder = tempfile::tempdir().unwrap();
    let wide: Vec<u8> = "\u{feff}{}\n{}\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    fs::write(folder.path().join("全县.jsonl"), wide).unwrap();
    let output = batch(folder.path(), &["全县.jsonl", "-o", "结果"]);
    assert!(
        told(&output).starts_with("没做成 全县.jsonl 第 1 行：[C003] “全县.jsonl”是 UTF-16 文本"),
        "{}",
        told(&output)
    );
    assert_eq!(summary_of(folder.path())["count"]["all"], 1);
}

#[test]
fn years_are_not_compared_with_each_other() {
    let reason = "上年项目本年已完工，故支出减少";
    let mut lines: Vec<String> =
        (0..12).map(|number| line(&format!("{number}局"), 2023, &format!("{}", 950 + number), "1000", "")).collect();
    lines.extend((0..3).map(|number| line(&format!("{number}局"), 2022, "1800", "1000", "")));
    lines.push(line("子局", 2022, "1800", "1000", reason));
    lines.push(line("丑局", 2023, "950", "1000", reason));
    lines.push(line("寅局", 2023, "950", "1000", &reason.replace('，', ",")));
    assert_eq!(across(&lines, ""), [] as [&str; 0]);
    lines.push(line("卯局", 2023, "950", "1000", &reason.replace('，', " ")));
    lines.push(line("辰局", 2023, "10000", "1", ""));
    assert_eq!(
        across(&lines, ""),
        [
            "M102 2023年度3 个部门写了同一条原因“上年项目本年已完工，故支出减少”：丑局、卯局、寅局",
            "M103 “辰局”2023年度支出比上年变动 999900%，多数部门在 -4.9% 到 -4.2% 之间",
        ]
    );
}

#[test]
fn who_moves_a_little_less_than_others_that_all_move_alike_is_in_line() {
    let mut lines: Vec<String> = (0..19)
        .map(|number| line(&format!("{number}局"), 2023, &format!("{}", 950 + number % 5), "1000", ""))
        .collect();
    lines.push(line("子局", 2023, "970", "1000", ""));
    assert_eq!(across(&lines, ""), [] as [&str; 0]);
}

#[test]
fn totals_say_whose_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let seed = "data/departments/example-library/2023.yaml";
    fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join(seed), folder.path().join("甲.yaml")).unwrap();
    fs::write(folder.path().join("乙.yaml"), line("乙局", 2023, "100", "90", "").replace(r#","上年决算数":90"#, ""))
        .unwrap();
    batch(folder.path(), &["甲.yaml", "乙.yaml", "-o", "结果"]);
    let summary = summary_of(folder.path());
    let whole = &summary["wholes"][0];
    assert_eq!((&whole["departments"], &whole["without"]), (&1.into(), &serde_json::json!(["乙局"])));
    let page = fs::read_to_string(folder.path().join("结果/summary.html")).unwrap();
    assert!(page.contains("2 个部门里的 1 个，没有算进去的：乙局") && page.contains("合计"));
    // Its expenditure is shown though nobody knows last year's.
    assert!(page.contains(r#"<td class="number" data-key="100.00">100.00</td>"#));
}
