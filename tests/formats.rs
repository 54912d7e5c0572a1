//! Printers: the same tree as text, Markdown, a page and JSON, and nothing in the figures can break any of them.

mod drafted;

use std::path::Path;

use drafted::{HALF_FILLED, drafted, house, published_department};
use juesuan::{
    formats::{Format, html, json, md, txt},
    report::SavedReport,
};

#[test]
fn a_format_goes_by_name_or_by_the_ending_of_a_file() {
    for format in Format::ALL {
        assert_eq!(Format::from_name(format.name()), Some(format));
        assert_eq!(Format::from_ending(Path::new(&format!("情况说明.{}", format.name()))), Some(format));
    }
    assert_eq!(Format::from_ending(Path::new("a.HTM")), Some(Format::Html));
    assert_eq!(Format::from_ending(Path::new("a.b/txt")), None);
    assert_eq!(Format::from_name("exe"), None);
}

/// Takes back what Markdown adds: marks of headings, bold, backslashes.
fn without_markdown(text: &str) -> String {
    let mut out = String::new();
    for line in text.lines().filter(|line| !line.is_empty()) {
        let line = line.trim_start_matches('#');
        let mut chars = line.strip_prefix(' ').unwrap_or(line).chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                '\\' => out.extend(chars.next()),
                '*' if chars.peek() == Some(&'*') => {
                    chars.next();
                }
                '*' => panic!("a bare * in {line}"),
                other => out.push(other),
            }
        }
        out.push('\n');
    }
    out
}

#[test]
fn markdown_says_the_same_as_the_text() {
    for report in [published_department(house()), drafted(house(), HALF_FILLED)] {
        assert_eq!(without_markdown(&md(&report)), txt(&report));
    }
}

#[test]
fn markdown_keeps_numbers_of_items_and_shows_placeholders() {
    let text = md(&drafted(house(), HALF_FILLED));
    assert!(text.starts_with("# 第三部分 2024年度部门决算情况说明\n\n## 一、"), "{text}");
    assert!(text.contains("\n\n### （一）一般公共预算财政拨款支出决算总体情况\n\n"));
    assert!(text.contains("\n\n1\\. 一般公共服务"));
    assert!(text.contains("\n\n1\\. 第二段有数 5，\\*不是\\*格式。\n"));
    assert!(text.contains("支出总计【**待补充：支出总计（决算数）**】。"));
    assert!(text.contains("示例县\\<档案>\\&\"史志\"局"));
}

/// The text of a page's report: what stands between tags, entities taken back.
fn page_text(page: &str) -> String {
    let body = &page[page.find("<h1>").unwrap()..page.find("<aside>").unwrap()];
    let mut out = String::new();
    for part in body.replace("</h1>", "\n").replace("</h2>", "\n").replace("</h3>", "\n").split('<') {
        out.push_str(part.rsplit('>').next().unwrap());
    }
    let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#x27;", "'"), ("&#39;", "'"), ("&amp;", "&")];
    let text = entities.iter().fold(out, |text, (entity, c)| text.replace(entity, c));
    text.lines().filter(|line| !line.is_empty()).map(|line| format!("{line}\n")).collect()
}

#[test]
fn the_page_says_the_same_as_the_text() {
    for report in [published_department(house()), drafted(house(), HALF_FILLED)] {
        assert_eq!(page_text(&html(&report)), txt(&report));
    }
}

#[test]
fn the_page_escapes_what_the_officer_typed() {
    let page = html(&drafted(house(), HALF_FILLED));
    assert!(!page.contains("<档案>"));
    assert!(page.contains("示例县&lt;档案&gt;&amp;&quot;史志&quot;局"));
    assert!(!page.contains("<script") && !page.contains("http"), "the page needs nothing else");
}

#[test]
fn every_placeholder_of_the_page_can_be_jumped_to() {
    let report = drafted(house(), HALF_FILLED);
    let page = html(&report);
    let wanted = report.missing().count();
    assert!(wanted > 3);
    for number in 1..=wanted {
        assert!(page.contains(&format!("href=\"#missing-{number}\"")), "{number}");
        assert!(page.contains(&format!("id=\"missing-{number}\"")), "{number}");
    }
    assert!(!page.contains(&format!("id=\"missing-{}\"", wanted + 1)));
    assert!(page.contains("填在 收入支出决算总表 › 原因"));
    assert!(html(&published_department(house())).contains("没有，全部填齐"));
}

#[test]
fn every_figure_of_the_page_tells_its_source() {
    let page = html(&published_department(house()));
    let spans: Vec<&str> = page.split("<span class=\"figure\" tabindex=\"0\" data-card=\"").skip(1).collect();
    assert!(spans.len() > 90, "{}", spans.len());
    for span in &spans {
        let card = &span[..span.find("\">").unwrap()];
        assert!(card.contains("\n项目　") && card.contains("\n出处　《"), "{card}");
    }
    let completion = spans.iter().find(|span| span.starts_with("102%\n")).unwrap();
    assert!(
        completion.contains("算式　决算数 ÷ 年初预算数\n代入　96.06 ÷ 94.19\n算得　101.985348…%\n"),
        "{completion}"
    );
}

#[test]
fn json_is_the_saved_report_and_comes_back_equal() {
    for report in [published_department(house()), drafted(house(), HALF_FILLED)] {
        let saved = SavedReport::of(&report);
        let read: SavedReport = serde_json::from_str(&json(&report)).unwrap();
        assert_eq!(read, saved);
    }
}

#[test]
fn json_has_the_keys_that_scripts_rely_on() {
    let value: serde_json::Value = serde_json::from_str(&json(&drafted(house(), HALF_FILLED))).unwrap();
    assert_eq!(value["schema"], 1);
    assert_eq!(value["department"], "示例县<档案>&\"史志\"局");
    assert_eq!(value["year"], 2024);
    assert_eq!(value["phrasebook"], "jilin-county");
    let section = &value["sections"][0];
    assert_eq!((&section["id"], &section["number"]), (&"totals".into(), &1.into()));
    let sentence = &section["paragraphs"][0]["sentences"][0];
    assert_eq!(sentence["id"], "totals.total");
    assert_eq!(sentence["phrase"], "totals.total");
    assert_eq!(sentence["variant"], "totals");
    let span = &sentence["spans"][1];
    assert_eq!((&span["start"], &span["end"], &span["kind"]), (&10.into(), &19.into(), &"figure".into()));
    assert_eq!(span["concept"], "revenue.grand_total");
    assert_eq!((&span["value"], &span["unit"]), (&"1234.56789".into(), &"万元".into()));
    assert_eq!(span["source"], "《收入支出决算总表》收入栏“总计”行");
    let missing = &value["missing"];
    assert_eq!(missing[0]["sentence"], "totals.total");
    assert_eq!((&missing[0]["what"], &missing[0]["name"]), (&"figure".into(), &"支出总计（决算数）".into()));
    assert!(missing.as_array().unwrap().iter().any(|one| one["what"] == "reason"
        && one["where"] == "五、一般公共预算财政拨款支出决算情况说明 / 行政运行"));
    let heading = value["sections"][4]["paragraphs"].as_array().unwrap().iter().find(|one| one["heading"] == true);
    assert!(heading.is_some());
}
