//! The complete report (整本报告) against the published one: cover, contents, and the parts beside part three.

use std::path::{Path, PathBuf};

use crate::{
    draft, errata, folders_with, in_each,
    normalise::{close_gaps, join_page_breaks},
    read,
};

/// What a published report says where its tables are printed elsewhere.
const ELSEWHERE: &str = "详见附表。";

/// Everything of a published report but part three, a paragraph a line, with only the traces of conversion removed.
pub fn normalise(markdown: &str) -> Result<String, String> {
    let plain = markdown.replace("**", "");
    let lines = plain.lines().map(str::trim).filter(|line| !line.is_empty());
    let lines: Vec<&str> = lines.map(|line| line.strip_prefix("- ").unwrap_or(line)).collect();
    let contents = lines.iter().position(|line| line.split_whitespace().collect::<String>() == "目录");
    let contents = contents.ok_or("找不到“目录”一行。改法：检查 published.md 是否完整")?;
    let (front, rest) = lines.split_at(contents + 1);
    let mut paragraphs: Vec<String> = front.iter().map(|line| close_gaps(line)).collect();
    paragraphs.extend(join_page_breaks(without_part_three(rest)).iter().map(|line| close_gaps(line)));
    Ok(paragraphs.join("\n") + "\n")
}

/// The text of part three has a file of its own; its titles in the contents stay.
fn without_part_three<'a>(lines: &[&'a str]) -> Vec<&'a str> {
    let start = lines.iter().rposition(|line| line.starts_with("第三部分")).unwrap_or(lines.len());
    let after = lines[start..].iter().position(|line| line.starts_with("第四部分"));
    let end = after.map_or(lines.len(), |after| start + after);
    [&lines[..start], &lines[end..]].concat()
}

/// A draft as the published report is: without empty lines and part three, its tables elsewhere.
fn without_tables(draft: &str) -> String {
    let lines: Vec<&str> = draft.lines().filter(|line| !line.is_empty()).collect();
    let lines = without_part_three(&lines);
    let tables = lines.iter().rposition(|line| line.starts_with("第二部分")).unwrap_or(lines.len());
    let after = lines.iter().rposition(|line| line.starts_with("第四部分")).unwrap_or(lines.len());
    let contents = &lines[..tables];
    let mut out: Vec<&str> = contents.to_vec();
    for line in &lines[tables..after.max(tables)] {
        if contents.contains(line) {
            out.push(line);
            if out.len() > tables + 1 {
                out.push(ELSEWHERE);
            }
        }
    }
    out.extend(&lines[after.max(tables)..]);
    out.join("\n") + "\n"
}

/// Write what the program writes, and the published text where it is missing.
pub fn rewrite(folder: &Path) {
    let write = |name: &str, text: String| {
        std::fs::write(folder.join(name), text).unwrap_or_else(|fault| panic!("写不了 {name}：{fault}"));
    };
    if folder.join("published.md").is_file() && !folder.join("published-whole.txt").is_file() {
        write("published-whole.txt", normalise(&read(&folder.join("published.md"))).unwrap());
    }
    let wanted = ["published-whole.txt", "expected-whole.txt"].iter().any(|name| folder.join(name).is_file());
    if let Some(figures) = draft::figures_of(folder).filter(|_| wanted) {
        write("expected-whole.txt", draft::whole_text(&figures).unwrap());
    }
}

#[test]
fn the_published_report_is_what_the_rules_make_of_it() {
    in_each(&folders_with("published-whole.txt"), |folder| {
        let fresh = normalise(&read(&folder.join("published.md")))?;
        errata::check(&read(&folder.join("published-whole.txt")), &fresh, "")
    });
}

#[test]
fn complete_drafts_are_as_expected() {
    let folders = folders_with("expected-whole.txt");
    assert!(folders.len() > 1, "golden/ 下没有 expected-whole.txt");
    in_each(&folders, |folder| {
        let figures = draft::figures_of(folder).ok_or("没有对应的数据文件，也没有 figures.yaml")?;
        let drafted = draft::whole_text(&figures)?;
        errata::check(&read(&folder.join("expected-whole.txt")), &drafted, "")
            .map_err(|fault| fault.replace("发布", "expected-whole.txt"))
    });
}

#[test]
fn a_complete_draft_differs_from_the_published_report_only_as_listed() {
    let folders: Vec<PathBuf> = folders_with("published-whole.txt");
    assert!(!folders.is_empty(), "golden/ 下没有一个 published-whole.txt");
    in_each(&folders, |folder| {
        let list = std::fs::read_to_string(folder.join("errata-whole.yaml")).unwrap_or_default();
        let drafted = without_tables(&read(&folder.join("expected-whole.txt")));
        errata::check(&read(&folder.join("published-whole.txt")), &drafted, &list)
    });
}

mod tests {
    use super::*;

    #[test]
    fn lists_bold_and_part_three_go_and_the_cover_stays_as_it_is() {
        let markdown = "2023 年度\n\n某局\n\n目 录\n\n- 一、职责\n\n第三部分 说明\n第四部分 名词\n\n第三部分 说明\n\n甲。\n\n第四部分 名词\n\n一、**收入**：指\n\n资金。";
        let text = "2023年度\n某局\n目 录\n一、职责\n第三部分 说明\n第四部分 名词\n第四部分 名词\n一、收入：指资金。\n";
        assert_eq!(normalise(markdown).unwrap(), text);
    }

    #[test]
    fn a_table_is_said_to_be_elsewhere() {
        let draft = "目录\n第二部分 表\n一、总表\n第四部分 名词\n\n第二部分 表\n一、总表\n部门：甲\t单位：万元\n一、收入\t1\n注：无。\n\n第四部分 名词\n";
        let text = "目录\n第二部分 表\n一、总表\n第四部分 名词\n第二部分 表\n一、总表\n详见附表。\n第四部分 名词\n";
        assert_eq!(without_tables(draft), text);
    }
}
