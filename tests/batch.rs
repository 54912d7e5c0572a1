//! Many departments at once: the same as one by one, in order, and one bad one stops none.

use std::{
    collections::BTreeMap,
    fs,
    io::Write,
    path::Path,
    process::{Command, Output, Stdio},
};

use juesuan::{
    batch::{Desk, Work, ordered, summary},
    figures::{self, Reference},
    formats::Format,
    source::Source,
    tables,
};
use serde_json::Value;

const DEPARTMENTS: &str = "data/departments";

fn juesuan(arguments: &[&str], stdin: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_juesuan"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let stdin = stdin.to_owned();
    let writer = std::thread::spawn(move || input.write_all(stdin.as_bytes()));
    let output = child.wait_with_output().unwrap();
    // A program that fails reads nothing.
    let _ = writer.join().unwrap();
    output
}

/// Every file below a folder, by its path there, but for the record of progress.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fn walk(root: &Path, folder: &Path, found: &mut BTreeMap<String, Vec<u8>>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(root, &path, found);
            } else {
                let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
                found.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    let mut found = BTreeMap::new();
    walk(folder, folder, &mut found);
    found.remove("progress.jsonl");
    found
}

fn summary_of(folder: &Path) -> Value {
    serde_json::from_slice(&fs::read(folder.join("summary.json")).unwrap()).unwrap()
}

/// A department that has all it must have, on one line.
fn line(name: &str, last: u32) -> String {
    format!(
        r#"{{"部门":"{name}","年度":2023,"金额单位":"万元","话术":"jilin-county","收入支出决算总表":{{"收入总计":{{"决算数":100.50,"上年决算数":{last}}},"支出总计":100.50}},"收入决算表":{{"本年收入合计":100.50}},"支出决算表":{{"本年支出合计":100.50}},"财政拨款收入支出决算总表":{{"财政拨款收入":100.50,"财政拨款支出":100.50}},"一般公共预算财政拨款支出决算表":{{"本年支出合计":100.50}}}}"#
    )
}

#[test]
fn a_batch_writes_what_draft_writes_whatever_the_number_of_jobs() {
    let folder = tempfile::tempdir().unwrap();
    let mut trees = Vec::new();
    // More than any machine has threads for are as many as it has.
    for jobs in ["1", "4", "1000000"] {
        let out = folder.path().join(jobs);
        let done = juesuan(&["batch", DEPARTMENTS, "-o", out.to_str().unwrap(), "--jobs", jobs, "--quiet"], "");
        assert_eq!(done.status.code(), Some(1), "one example has a reason to be filled in");
        trees.push(files(&out));
    }
    assert!(trees[0].len() > 10);
    assert!(trees.iter().all(|tree| *tree == trees[0]));
    let mut compared = 0;
    for (name, bytes) in trees[0].iter().filter(|(name, _)| name.ends_with(".txt")) {
        let figures = Path::new(DEPARTMENTS).join(name).with_extension("yaml");
        assert_eq!(juesuan(&["draft", figures.to_str().unwrap()], "").stdout, *bytes, "{name}");
        compared += 1;
    }
    let departments = summary_of(&folder.path().join("1"))["departments"].as_array().unwrap().len();
    assert_eq!(compared, departments);
}

#[test]
fn one_bad_department_stops_none() {
    let folder = tempfile::tempdir().unwrap();
    let (inputs, out) = (folder.path().join("全县"), folder.path().join("结果"));
    fs::create_dir_all(inputs.join("乙局")).unwrap();
    fs::write(inputs.join("甲局.yaml"), "部门: 甲局\n年度: [\n").unwrap();
    fs::write(inputs.join("乙局/2023.yaml"), line("乙局", 90)).unwrap();
    fs::write(inputs.join("丙局.yaml"), [0xff, 0xfe, 0x00]).unwrap();
    fs::write(inputs.join("说明.txt"), "不是数据").unwrap();
    let arguments = ["batch", inputs.to_str().unwrap(), "-o", out.to_str().unwrap()];
    let done = juesuan(&arguments, "");
    assert_eq!(done.status.code(), Some(1));
    let summary = summary_of(&out);
    assert_eq!(summary["count"], serde_json::json!({ "all": 3, "clean": 0, "person": 1, "failed": 2 }));
    assert!(files(&out).contains_key("乙局/2023.txt"));
    let told = String::from_utf8(done.stderr).unwrap();
    assert!(told.contains("甲局.yaml") && told.contains("丙局.yaml"), "{told}");
}

#[test]
fn a_workbook_that_was_filled_in_is_a_department_like_any_other() {
    let folder = tempfile::tempdir().unwrap();
    let (inputs, out) = (folder.path().join("全县"), folder.path().join("结果"));
    ["图书馆", "档案馆"].into_iter().for_each(|name| fs::create_dir_all(inputs.join(name)).unwrap());
    let figures = Path::new(DEPARTMENTS).join("example-library/2023.yaml");
    let reference = Reference::shipped();
    let filled = figures::load_path(&figures, reference).0.unwrap();
    let faulty = line("档案馆", 90).replace(r#""支出总计":100.50"#, r#""支出总计":90.50"#);
    let faulty = figures::load(&Source::new("2023.yaml", faulty), reference).0.unwrap();
    for (place, accounts) in [("图书馆/填报.xlsx", filled), ("档案馆/填报.xlsx", faulty)] {
        fs::write(inputs.join(place), tables::own::write(&accounts, None, reference).unwrap()).unwrap();
    }
    let done = juesuan(&["batch", inputs.to_str().unwrap(), "-o", out.to_str().unwrap(), "--quiet"], "");
    assert_eq!(done.status.code(), Some(1), "one of them needs a person");
    let drafted = juesuan(&["draft", figures.to_str().unwrap()], "").stdout;
    assert_eq!(files(&out)["图书馆/填报.txt"], drafted);
    let summary = summary_of(&out);
    assert_eq!(summary["count"], serde_json::json!({ "all": 2, "clean": 0, "person": 2, "failed": 0 }));
    let departments = summary["departments"].as_array().unwrap();
    let inputs: Vec<&str> = departments.iter().map(|it| it["input"].as_str().unwrap()).collect();
    assert!(inputs.iter().all(|input| input.contains("全县/")), "{inputs:?}");
    // What is wrong is told with its cell.
    assert!(departments[1]["diagnostics"].to_string().contains("《收入支出决算总表》D5"), "{departments:?}");
}

#[test]
fn a_run_goes_on_where_it_stopped() {
    let folder = tempfile::tempdir().unwrap();
    let (inputs, out) = (folder.path().join("全县"), folder.path().join("结果"));
    fs::create_dir_all(&inputs).unwrap();
    for name in ["甲局", "乙局", "丙局"] {
        fs::write(inputs.join(format!("{name}.yaml")), line(name, 90)).unwrap();
    }
    let arguments = ["batch", inputs.to_str().unwrap(), "-o", out.to_str().unwrap(), "--resume", "--quiet"];
    juesuan(&arguments, "");
    let first = files(&out);
    let written = |name: &str| fs::metadata(out.join(name)).unwrap().modified().unwrap();
    let before = (written("丙局.txt"), written("乙局.txt"));
    // The record was cut off in the middle of its last line, that of 甲局; 乙局 has new figures since.
    let record = fs::read(out.join("progress.jsonl")).unwrap();
    fs::write(out.join("progress.jsonl"), &record[..record.len() - 20]).unwrap();
    fs::write(inputs.join("乙局.yaml"), line("乙局", 80)).unwrap();
    juesuan(&arguments, "");
    assert_eq!(before.0, written("丙局.txt"), "done already");
    assert_ne!(before.1, written("乙局.txt"), "new figures");
    let second = files(&out);
    assert_ne!(first["乙局.txt"], second["乙局.txt"]);
    assert_eq!(first["丙局.txt"], second["丙局.txt"]);
    assert_eq!(summary_of(&out)["count"]["all"], 3);
    // What a person has changed since is not written over.
    fs::write(out.join("丙局.txt"), "改过").unwrap();
    fs::write(inputs.join("丙局.yaml"), line("丙局", 70)).unwrap();
    assert_eq!(juesuan(&arguments, "").status.code(), Some(1));
    assert_eq!(fs::read_to_string(out.join("丙局.txt")).unwrap(), "改过");
    assert_eq!(summary_of(&out)["count"]["failed"], 1);
}

/// YAML takes them for something, and something else stands in the report.
#[test]
fn a_line_that_is_no_json_is_no_department() {
    let whole = line("甲局", 90);
    let damaged = [
        whole.replace("\"部门\":\"甲局\"", "\"部门\":甲局\""),
        whole.replace("\"上年决算数\":90", "\"上年决算数\""),
        whole.replace(",\"年度\"", ",,\"年度\"").replace(",,", ", ,"),
        format!("{},}}", whole.strip_suffix('}').unwrap()),
        whole.replace("\"甲局\"", "'甲局'"),
        "部门: 甲局".to_owned(),
    ];
    let done = juesuan(&["batch", "-", "--jsonl", "--quiet"], &format!("{whole}\n{}\n", damaged.join("\n")));
    let lines: Vec<Value> =
        String::from_utf8(done.stdout).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), damaged.len() + 1);
    assert_ne!(lines[0]["status"], "failed");
    for (line, damaged) in lines[1..].iter().zip(damaged) {
        assert_eq!(line["status"], "failed", "{damaged}");
    }
}

#[test]
fn lines_come_out_in_the_order_in_which_they_came_in() {
    let names: Vec<String> = (0..300).map(|number| format!("第{number}局")).collect();
    let mut input: Vec<String> = names.iter().map(|name| line(name, 90)).collect();
    input[150] = "{\"部门\":".to_owned();
    input.insert(10, "  ".to_owned());
    let done = juesuan(&["batch", "-", "--jsonl", "--jobs", "3", "--quiet"], &input.join("\n"));
    assert_eq!(done.status.code(), Some(1));
    let lines: Vec<Value> =
        String::from_utf8(done.stdout).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 300);
    for (at, (name, line)) in names.iter().zip(&lines).enumerate() {
        if at == 150 {
            assert_eq!(line["status"], "failed");
            assert_eq!(line["input"], "标准输入 第 152 行");
            continue;
        }
        assert_eq!(line["department"], name.as_str());
        assert!(
            line["text"].as_str().unwrap().contains("100.50万元")
                || line["text"].as_str().unwrap().contains("100.5万元")
        );
    }
}

#[test]
fn what_an_identity_states_and_computes_is_told_as_check_tells_it() {
    let folder = tempfile::tempdir().unwrap();
    let (figures, out) = (folder.path().join("甲局.yaml"), folder.path().join("结果"));
    fs::write(&figures, line("甲局", 90).replace(r#""支出总计":100.50"#, r#""支出总计":90.50"#)).unwrap();
    let checked = juesuan(&["check", figures.to_str().unwrap(), "--format", "json"], "");
    let checked: Value = serde_json::from_slice(&checked.stdout).unwrap();
    juesuan(&["batch", figures.to_str().unwrap(), "-o", out.to_str().unwrap(), "--do", "check", "--quiet"], "");
    let told = &summary_of(&out)["departments"][0]["diagnostics"];
    let of = |findings: &Value| -> Vec<[Value; 4]> {
        let keys = ["code", "stated", "computed", "formula"];
        findings.as_array().unwrap().iter().map(|finding| keys.map(|key| finding[key].clone())).collect()
    };
    assert_eq!(of(told), of(&checked["findings"]));
    assert!(of(told).iter().any(|[_, stated, ..]| stated == "90.5" || stated == "100.5"), "{told}");
    let page = fs::read_to_string(out.join("甲局.check.html")).unwrap();
    let mut formulas = of(told).into_iter().filter_map(|[.., formula]| Some(formula.as_str()?.to_owned()));
    assert!(formulas.all(|formula| page.contains(&formula)));
}

#[test]
fn json_gives_the_tree() {
    let done = juesuan(&["batch", "-", "--jsonl", "--format", "json", "--quiet"], &line("甲局", 90));
    let line: Value = serde_json::from_slice(&done.stdout).unwrap();
    assert_eq!(line["report"]["department"], "甲局");
    assert!(line["report"]["sections"].as_array().unwrap().len() > 5);
}

#[test]
fn who_is_missing_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let (list, out) = (folder.path().join("名单.txt"), folder.path().join("结果"));
    fs::write(&list, "# 全县\n甲局\n乙局\n").unwrap();
    let list = list.to_str().unwrap();
    let done = juesuan(&["batch", "-", "-o", out.to_str().unwrap(), "--list", list], &line("甲局", 90));
    assert!(String::from_utf8(done.stderr).unwrap().contains("名单上的“乙局”没有数据文件"));
    assert!(files(&out).keys().any(|name| name.starts_with("stdin/000001-甲局")), "{:?}", files(&out).keys());
}

#[test]
fn names_cannot_lead_out_of_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("结果");
    juesuan(&["batch", "-", "-o", out.to_str().unwrap(), "--quiet"], &line("../../甲/乙\\\\丙", 90));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    assert!(files(&out).keys().any(|name| name.ends_with(".txt")));
}

#[test]
fn the_page_shows_every_department_and_escapes_what_it_shows() {
    let desk = Desk::new(Reference::shipped(), None);
    let work = Work { draft: Some(Format::Txt), check: true, base: false, summary: true };
    let sources = (0..40).map(|number| Source::new(format!("{number}.yaml"), line(&format!("<b>{number}局"), number)));
    let mut entries = Vec::new();
    ordered::each(
        2,
        sources,
        |source| source.text().len(),
        |source| desk.figures(&source, work).entry,
        |done| {
            entries.extend(done);
            true
        },
    );
    let page = summary::html(&summary::Summary::of(&entries, &[], &[]));
    assert!((0..40).all(|number| page.contains(&format!("&lt;b&gt;{number}局"))));
    assert!(!page.contains("<b>1"));
}
