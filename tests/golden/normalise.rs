//! Published text (发布文本) to part three, one paragraph a line; the rules are in golden/README.md.

const NUMERALS: &str = "一二三四五六七八九十";

/// Part three (第三部分) of a published report in Markdown, with only the traces of conversion removed.
pub fn normalise(markdown: &str) -> Result<String, String> {
    let mut text = join_page_breaks(part_three(markdown)?).iter().map(|p| close_gaps(p)).collect::<Vec<_>>().join("\n");
    text.push('\n');
    Ok(text)
}

/// The lines from the last 第三部分 (the earlier one is the table of contents) to the 第四部分 after it.
fn part_three(markdown: &str) -> Result<Vec<&str>, String> {
    let lines: Vec<&str> = markdown.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let start = lines
        .iter()
        .rposition(|line| line.starts_with("第三部分"))
        .ok_or("找不到以“第三部分”开头的一行。改法：检查 published.md 是否完整，标题是否单独成行")?;
    let length = lines[start..].iter().position(|line| line.starts_with("第四部分")).unwrap_or(lines.len() - start);
    Ok(lines[start..start + length].to_vec())
}

/// Joins paragraphs that a page break cut in two.
pub fn join_page_breaks(lines: Vec<&str>) -> Vec<String> {
    let mut paragraphs: Vec<String> = Vec::new();
    for line in lines {
        match paragraphs.last_mut() {
            Some(last) if !ends_sentence(last) && !is_heading(last) && !is_numbered(line) => last.push_str(line),
            _ => paragraphs.push(line.to_owned()),
        }
    }
    paragraphs
}

/// A colon counts: what it announces (其中：) is a paragraph of its own.
fn ends_sentence(paragraph: &str) -> bool {
    paragraph.trim_end_matches(['”', '’', '）', '》']).ends_with(['。', '！', '？', '；', '：', '…'])
}

fn is_heading(paragraph: &str) -> bool {
    is_part_title(paragraph) || starts_with_section_number(paragraph) && !paragraph.contains(['，', '。', '；', '：'])
}

/// Opens a paragraph of its own, hence never continues the one before: 第X部分, 一、, （一）, `1.`, `1、`.
fn is_numbered(line: &str) -> bool {
    let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let item = digits.len() < line.len()
        && (digits.starts_with('、')
            || digits.starts_with('.') && !digits[1..].starts_with(|c: char| c.is_ascii_digit()));
    item || is_part_title(line) || starts_with_section_number(line)
}

fn is_part_title(line: &str) -> bool {
    part_title_number(line).is_some()
}

/// The length of 第X部分 at the head of a line.
fn part_title_number(line: &str) -> Option<usize> {
    let after = line.strip_prefix('第')?.trim_start_matches(|c| NUMERALS.contains(c)).strip_prefix("部分")?;
    Some(line.len() - after.len())
}

fn starts_with_section_number(line: &str) -> bool {
    let (body, close) = line.strip_prefix('（').map_or((line, '、'), |body| (body, '）'));
    let after = body.trim_start_matches(|c| NUMERALS.contains(c));
    after.len() < body.len() && after.starts_with(close)
}

/// Removes the blanks between a digit and a Chinese character, a punctuation mark or %.
/// The dot is no such mark, so the blank after an item number (`1. `) stays; so does the one after 第X部分.
pub fn close_gaps(paragraph: &str) -> String {
    let (title, rest) = paragraph.split_at(part_title_number(paragraph).unwrap_or(0));
    let kept = rest.len() - rest.trim_start_matches(' ').len();
    let mut out = format!("{title}{}", &rest[..kept]);
    let mut blanks = 0;
    let mut before = None;
    for c in rest[kept..].chars() {
        if c == ' ' {
            blanks += 1;
            continue;
        }
        if !before.is_some_and(|b| is_gap(b, c)) {
            out.extend(std::iter::repeat_n(' ', blanks));
        }
        blanks = 0;
        before = Some(c);
        out.push(c);
    }
    out
}

fn is_gap(before: char, after: char) -> bool {
    before.is_ascii_digit() && hugs_digits(after) || hugs_digits(before) && after.is_ascii_digit()
}

fn hugs_digits(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c) || "，。；：、！？“”‘’（）《》【】—…％,;:()%".contains(c)
}

mod tests {
    use super::*;

    fn joined(lines: &[&str]) -> Vec<String> {
        join_page_breaks(lines.to_vec())
    }

    #[test]
    fn part_three_starts_at_the_last_title_and_ends_before_part_four() {
        let markdown = "第三部分 目录\n\n第四部分 目录\n\n第三部分 说明\n\n\n甲。\n第四部分 名词解释\n乙。\n";
        assert_eq!(normalise(markdown).unwrap(), "第三部分 说明\n甲。\n");
    }

    #[test]
    fn part_three_may_be_the_last_but_must_be_there() {
        assert_eq!(normalise("第三部分 说明\n甲。").unwrap(), "第三部分 说明\n甲。\n");
        assert!(normalise("").unwrap_err().contains("第三部分"));
    }

    #[test]
    fn a_paragraph_cut_by_a_page_break_is_joined() {
        assert_eq!(joined(&["年初预算为 292 万元，支", "出决算为 70 万元。", "乙。"]).len(), 2);
        assert_eq!(joined(&["甲", "乙", "丙。"]), ["甲乙丙。"]);
        assert_eq!(joined(&["共计", "1.5 万元。"]), ["共计1.5 万元。"]);
    }

    #[test]
    fn a_finished_paragraph_is_not_joined() {
        for end in ["。", "：", "；", "。”", "。）"] {
            assert_eq!(joined(&[&format!("甲{end}"), "乙。"]).len(), 2, "{end}");
        }
    }

    #[test]
    fn a_heading_is_not_joined_with_what_follows() {
        for heading in ["第三部分 说明", "一、收入", "十一、其他重要事项的情况说明", "（三）“三公”经费"]
        {
            assert_eq!(joined(&[heading, "乙。"]).len(), 2, "{heading}");
        }
        // Numbered like a heading, but it is text: its sentence goes on.
        assert_eq!(joined(&["一、财政拨款：指单位从同级", "取得的资金。"]).len(), 1);
    }

    #[test]
    fn a_numbered_paragraph_does_not_continue_one_that_lacks_its_full_stop() {
        for next in ["2. 公务接待费", "2、公务接待费", "（二）结构", "二、收入", "第四部分 名词解释"]
        {
            assert_eq!(joined(&["甲", next]).len(), 2, "{next}");
        }
    }

    #[test]
    fn blanks_between_digits_and_chinese_or_marks_go_on_both_sides() {
        assert_eq!(close_gaps("占 100 %，至 2023 年 12 月"), "占100%，至2023年12月");
        assert_eq!(close_gaps("预算 0 万元,支出（ 3 ）， 5 个"), "预算0万元,支出（3），5个");
    }

    #[test]
    fn other_blanks_stay() {
        for text in ["1. 一般公共服务", "1. 2023年度", "甲 乙", "5 6", "$\\geq 75\\%$ ，甲", "第三部分 2023年度"]
        {
            assert_eq!(close_gaps(text), text);
        }
        assert_eq!(close_gaps("第三部分 2023 年度"), "第三部分 2023年度");
    }

    #[test]
    fn slips_of_the_original_stay() {
        let slips = "第三部分 说明\n（项）年初年初未申请,支出37.71万元。完成 59%\n";
        assert_eq!(normalise(slips).unwrap(), slips.replace("完成 59", "完成59"));
    }
}
