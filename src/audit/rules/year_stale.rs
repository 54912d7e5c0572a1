//! W201: a year that cannot be meant (年份不对).

use crate::{
    audit::{
        Finding,
        report_year::stated,
        text::{Line, Text},
    },
    diagnostic::Diagnostic,
};

pub fn check(text: &Text, found: &mut Vec<Finding>) {
    let Some(own) = text.year else { return };
    let check = |line: &Line, found: &mut Vec<Finding>| {
        for year in stated(line, text.words) {
            let right = own - year.back;
            if year.value == right {
                continue;
            }
            let diagnostic = Diagnostic::error("W201", format!("{own}年度的报告，这里却是{}年", year.value));
            let diagnostic = line.at(diagnostic, year.range, format!("应为{right}"));
            let mut finding = Finding::new(diagnostic.help(format!("改为{right}；报告不是{own}年度的，改标题")));
            (finding.stated, finding.computed) = (Some(year.value.to_string()), Some(right.to_string()));
            found.push(finding);
        }
    };
    text.titles().for_each(|line| check(&line, found));
    text.lines.iter().for_each(|line| check(line, found));
}
