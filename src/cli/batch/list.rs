//! The list of departments (部门名单): one a line, as it is typed or comes out of a spreadsheet.

use std::{collections::HashSet, path::Path};

use crate::{cli::usage::refuse, diagnostic::Diagnostic, source::Source};

/// What stands above a column of names.
const HEADINGS: [&str; 6] = ["部门", "单位", "部门名称", "单位名称", "预算部门", "预算单位"];

/// The departments of a list, each once; `#` stands before a remark.
pub fn read(path: &Path) -> Result<Vec<String>, Vec<Diagnostic>> {
    let mut faults = Vec::new();
    let Some(source) = Source::read(path, &mut faults) else { return Err(faults) };
    let lines = source.text().lines().map(str::trim).filter(|line| !line.starts_with('#'));
    let mut seen = HashSet::new();
    let names: Vec<String> = lines.filter_map(name).filter(|name| seen.insert(*name)).map(str::to_owned).collect();
    if names.is_empty() {
        let message = format!("名单“{}”里没有部门", path.display());
        return Err(vec![refuse(message, "一行写一个部门；另存过的表格确认名称没有丢")]);
    }
    Ok(names)
}

/// The name on a line: of several cells the first that is no number, without the number before it.
fn name(line: &str) -> Option<&str> {
    let mut cells = line.split([',', '，', '\t']).map(|cell| cell.trim().trim_matches('"').trim());
    let name = cells.find(|cell| cell.chars().any(|c| !is_of_number(c)) && *cell != "序号")?;
    let bare = name.trim_start_matches(is_digit);
    let name = match bare.strip_prefix(['、', '.', '．']) {
        Some(rest) if bare.len() < name.len() => rest.trim_start(),
        _ => name,
    };
    (!HEADINGS.contains(&name)).then_some(name)
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

fn is_of_number(c: char) -> bool {
    is_digit(c) || c.is_whitespace() || "、.．-".contains(c)
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn a_name_is_found_among_cells_and_behind_a_number() {
        for line in ["甲局", "1,甲局", "１\t甲局\t张三", "\"12\",\"甲局\"", "3、甲局", "4. 甲局", "甲局,"]
        {
            assert_eq!(name(line), Some("甲局"), "{line}");
        }
        for line in ["", "序号,部门名称", "部门", "12,", ","] {
            assert_eq!(name(line), None, "{line}");
        }
        assert_eq!(name("3中学"), Some("3中学"));
    }
}
