//! Words of the tables (表中字样): one form for what is typed in many, and the words that hold for every table.

use std::collections::HashMap;

use serde::Deserialize;

use super::amount::half_width;

/// What stands around the numbers of every table, `data/reference/tables/words.yaml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Before a unit of money: 金额单位, 单位.
    pub unit: Vec<String>,
    /// Before the department's name: 部门, 编制单位.
    pub department: Vec<String>,
    /// Before a note under a table: 注, 说明.
    pub notes: Vec<String>,
    /// What may stand between the department's name and a title: 部门决算.
    pub before_title: Vec<String>,
    /// Before a row that is part of the one above: 其中.
    pub part: Vec<String>,
    /// Units that stand in brackets behind a label: 辆.
    pub counted: Vec<String>,
    /// Headings of columns of codes.
    pub code: Vec<String>,
    /// Headings of columns of names.
    pub name: Vec<String>,
    /// Headings of columns of line numbers.
    pub order: Vec<String>,
    /// What may stand over or under the heading of a column of names.
    pub beside: Vec<String>,
    /// Rows of totals in tables of accounts.
    pub total: Vec<String>,
    /// Spellings of one thing, the first is the one that layouts use.
    pub same: Vec<Vec<String>>,
    /// Other spellings, by the first.
    #[serde(skip)]
    spellings: HashMap<String, Vec<String>>,
    /// The first spelling, by any.
    #[serde(skip)]
    first: HashMap<String, String>,
}

impl Words {
    /// Read `words.yaml`.
    pub fn parse(text: &str) -> Result<Words, String> {
        let mut words: Words = serde_yaml::from_str(text).map_err(|error| error.to_string())?;
        let lists = [
            &mut words.unit,
            &mut words.department,
            &mut words.notes,
            &mut words.before_title,
            &mut words.part,
            &mut words.counted,
            &mut words.code,
            &mut words.name,
            &mut words.order,
            &mut words.beside,
            &mut words.total,
        ];
        for list in lists {
            *list = list.iter().map(|word| plain(word)).collect();
        }
        for spellings in &words.same {
            let plain: Vec<String> = spellings.iter().map(|word| plain(word)).collect();
            let Some(first) = plain.first().cloned() else { continue };
            for spelling in &plain {
                if let Some(other) = words.first.insert(spelling.clone(), first.clone()) {
                    return Err(format!("same: {spelling} 既是 {other} 又是 {first}"));
                }
            }
            words.spellings.insert(first, plain);
        }
        Ok(words)
    }

    /// All spellings of a word that a layout uses.
    pub fn spellings(&self, word: &str) -> Vec<String> {
        let word = plain(word);
        self.spellings.get(&word).cloned().unwrap_or_else(|| vec![word])
    }

    /// The label of a row without its number, its unit and its 其中, in the spelling that layouts use.
    pub fn label(&self, text: &str) -> String {
        let text = plain(text);
        let mut rest = text.as_str();
        loop {
            let before = rest;
            rest = without_number(rest);
            for part in &self.part {
                rest = rest.strip_prefix(part.as_str()).map_or(rest, |rest| rest.trim_start_matches([':', ',']));
            }
            if rest == before {
                break;
            }
        }
        let rest = self.without_unit(rest);
        self.first.get(rest).cloned().unwrap_or_else(|| rest.to_owned())
    }

    /// 车辆数合计(辆) -> 车辆数合计.
    fn without_unit<'t>(&self, text: &'t str) -> &'t str {
        let unit = |unit: &String| text.strip_suffix(')')?.strip_suffix(unit.as_str())?.strip_suffix('(');
        self.counted.iter().find_map(unit).filter(|rest| !rest.is_empty()).unwrap_or(text)
    }

    /// A heading without the year in it and the unit behind it.
    pub fn heading(&self, text: &str) -> String {
        let text = plain(text);
        let text = self.without_unit(&text);
        match text.find('年').map(|at| text.split_at(at)) {
            Some((year, rest)) if year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit()) => {
                let rest = &rest['年'.len_utf8()..];
                rest.strip_prefix('度').unwrap_or(rest).to_owned()
            }
            _ => text.to_owned(),
        }
    }

    /// Is it a note under a table?
    pub fn is_note(&self, text: &str) -> bool {
        let text = plain(text);
        let note = |word: &String| {
            let rest =
                text.strip_prefix(word.as_str()).map(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()));
            rest.is_some_and(|rest| rest.starts_with([':', '.', ',']))
        };
        self.notes.iter().any(note)
    }

    /// What stands behind one of the words and a colon: 部门：示例县财政局.
    pub fn behind<'t>(&self, words: &[String], text: &'t str) -> Option<&'t str> {
        let (before, behind) = text.split_once([':', '：'])?;
        words.contains(&plain(before)).then_some(behind.trim())
    }
}

/// A text in one form: half width, no white space, no quotation marks, one kind of brackets.
pub fn plain(text: &str) -> String {
    let quote = |c: char| matches!(c, '“' | '”' | '"' | '‘' | '’' | '\'' | '「' | '」' | '《' | '》');
    let invisible = |c: char| matches!(c, '\u{FEFF}' | '\u{200B}' | '\u{2060}');
    let kept = text.chars().filter(|&c| !c.is_whitespace() && !quote(c) && !invisible(c)).map(half_width);
    kept.map(|c| match c {
        '〔' | '【' | '[' => '(',
        '〕' | '】' | ']' => ')',
        c => c,
    })
    .collect()
}

/// Without the number before it: 一、 （一） 1. 1、 (1) 二十一、.
pub fn without_number(text: &str) -> &str {
    let counts = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let bracketed = text.strip_prefix('(').map(|rest| (rest, rest.trim_start_matches(counts)));
    if let Some((rest, behind)) = bracketed
        && behind.len() < rest.len()
        && let Some(behind) = behind.strip_prefix(')')
    {
        return behind;
    }
    let behind = text.trim_start_matches(counts);
    let marks = ['、', '.', ',', ')'];
    match behind.strip_prefix(marks) {
        Some(rest) if behind.len() < text.len() && !rest.starts_with(|c: char| c.is_ascii_digit()) => rest,
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_before_labels_are_not_labels() {
        assert_eq!(without_number("二十一、粮油物资储备支出"), "粮油物资储备支出");
        assert_eq!(without_number("(一)支出合计"), "支出合计");
        assert_eq!(without_number("1.公务接待费"), "公务接待费");
        assert_eq!(without_number("(1)国内接待费"), "国内接待费");
        assert_eq!(without_number("一般公共服务支出"), "一般公共服务支出");
        assert_eq!(without_number("(境)费"), "(境)费");
        assert_eq!(without_number("2.5"), "2.5");
    }
}
