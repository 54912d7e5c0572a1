//! The rules that need only the text: what they find in good texts and in the published one.

#[path = "segmented/mod.rs"]
mod segmented;

use std::{fs, path::PathBuf};

use juesuan::{
    audit::{Finding, wording},
    diagnostic::Severity,
    source::Source,
};

fn audited(name: &str, text: &str) -> Vec<Finding> {
    wording(&segmented::document(&Source::new(name, text)))
}

fn told(finding: &Finding) -> String {
    let label = finding.diagnostic.labels.first().unwrap();
    let (line, column) = label.source.line_column(label.span.start);
    let (severity, code) = (finding.severity().name(), finding.diagnostic.code);
    format!("{severity} {code} {line}:{column} 「{}」{}", finding.quote(), finding.diagnostic.message)
}

/// `WORDING=file cargo test --test wording -- --nocapture by_hand` shows what is found in any text.
#[test]
fn by_hand() {
    let Ok(path) = std::env::var("WORDING") else { return };
    let text = fs::read_to_string(&path).unwrap();
    audited(&path, &text).iter().for_each(|finding| println!("{}", told(finding)));
}

#[test]
fn nothing_but_hints_in_drafts() {
    let golden = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("golden");
    let mut seen = 0;
    let mut wrong = Vec::new();
    for department in fs::read_dir(&golden).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()) {
        let years = fs::read_dir(&department).unwrap().map(|entry| entry.unwrap().path());
        for path in years.map(|path| path.join("expected.txt")).chain([department.join("expected.txt")]) {
            let Ok(text) = fs::read_to_string(&path) else { continue };
            seen += 1;
            let found = audited(&path.display().to_string(), &text);
            // A draft with places to fill in says so.
            let found = found.iter().filter(|finding| finding.diagnostic.code != "W107");
            wrong.extend(found.filter(|finding| finding.severity() != Severity::Hint).map(told));
        }
    }
    assert!(seen > 3, "{seen}");
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// What a proof-reader sees in the published report without its tables.
#[test]
fn the_published_report_shows_its_slips() {
    let text = include_str!("../golden/jingyu-zhengwu/2023/published.txt");
    let found: Vec<String> = audited("published.txt", text)
        .iter()
        .map(|finding| format!("{} {} {}", finding.severity().name(), finding.diagnostic.code, finding.quote()))
        .collect();
    assert_eq!(
        found,
        [
            "提示 W113 。",
            "警告 W101 年初年初",
            "警告 W110 主要原因",
            "提示 W113 。",
            "警告 W110 主要原因",
            "警告 W112 0万元具体情况如下",
            "警告 W104 ,",
            "警告 W112 结果如下打",
            "提示 W112 截至2023年12月31日靖",
        ]
    );
}

/// What looks wrong to a careless reader and is not.
#[test]
fn good_texts_of_other_houses_are_left_alone() {
    let text = "第三部分 示例县财政局2024年度部门决算情况说明\n\
        一、收入支出决算总体情况说明\n\
        示例县财政局2024年度收入支出总计 1,034.20 万元。与2023年度相比，收、支总计各增加5.13、7.20万元，分别增长3.21%、0.90%。\
        主要原因：2021年度结转的“两整一改”项目在2024年3月完成，人均补助由100元提高到120元，2022年度同类项目减少2个。\n\
        二、收入决算情况说明\n\
        本年收入合计 1,000.00 万元，其中：财政拨款收入 1,000.00 万元，占 100.00%；事业收入0.00万元，占0.00%。\n\
        三、其他重要事项的情况说明\n\
        1、机关运行经费支出10.23万元，比2023年度增加10.23万元（上年无此项支出）。主要原因是单位于2024年成立。其中：\n\
        （1）办公费5.00万元；\n\
        （2）其他支出支出决算为5.23万元，决算数与预算数持平。\n\
        2、开展社会工作工作经费评审，作为为民办实事项目，占比比上年提高，普及及时。\n\
        2022年决算合计3.00万元，2021年为2.00万元，较2021年增加1.00万元。\
        截至2024年12月31日，示例县财政局及所属单位共有车辆4辆，单价100万元（含）以上设备（不含车辆）0台（套）。\n";
    let found = audited("好文.txt", text);
    assert!(found.is_empty(), "\n{}", found.iter().map(told).collect::<Vec<_>>().join("\n"));
}

/// Long text of one kind takes time in proportion to its length.
#[test]
fn hostile_text_takes_no_long_time() {
    let pieces = [
        "支出",
        "的",
        "主要原因",
        "（",
        "”",
        "【待补充",
        "增加（减少）",
        "1.",
        "一、\n",
        "1、\n",
        "持平，增长",
        "，",
        "2023年度收入",
        "与2023年",
        "12月31日",
        "9",
        "0.0万元",
        "XX",
        "结果如下",
        "（一）\n3、甲",
        "支出决算为1，",
        "第三部分 2023年度部门决算\n",
        "目录\n",
        "占5，",
        "截至2023年12月31日",
        "示例县局共有车辆",
        "a",
        "决算数大于预算数。",
        "\n",
    ];
    let mut texts: Vec<String> = pieces.iter().map(|piece| piece.repeat(60_000 / piece.len())).collect();
    texts.push(format!(
        "第三部分 2023年度部门决算\n{}",
        (1..8000).map(|n| format!("{n}万元{}0%的\n", "0".repeat(n % 90))).collect::<String>()
    ));
    let contents: String = (0..3000).map(|n| format!("一、甲{n}\n")).collect();
    texts.push(format!("目录\n第三部分\n{contents}第四部分\n第三部分\n{contents}"));
    for text in texts {
        println!("{}", text.chars().take(20).collect::<String>());
        audited("长文.txt", &text);
    }
}
