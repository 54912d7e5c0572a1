//! A review that came back answered (答复): a table of findings whose rows count no more once somebody answered them.

use super::{Audit, Finding};
use crate::{diagnostic::Diagnostic, report::Fingerprint};

/// The heading of the column that reviewers fill in.
pub const ANSWER: &str = "答复";

/// What stands around a row's mark, so that it is found in whatever cell it stands.
const AROUND: (char, char) = ('〔', '〕');

/// What a row of the table carries along (核对码): the code and the fingerprint of the words that it is about.
pub fn mark(finding: &Finding) -> String {
    let mut print = Fingerprint::default();
    let words = finding.words();
    // Where there are no words the place counts.
    print.feed(if words.is_empty() { &finding.section } else { &words });
    let code = finding.diagnostic.code;
    format!("{}{code}-{}{}", AROUND.0, print.print(), AROUND.1)
}

/// The answered rows of a table (答复过的意见).
pub struct Answers {
    name: String,
    answered: Vec<Answered>,
}

struct Answered {
    mark: String,
    /// Which row below the headings it is, from 1.
    row: usize,
    /// Did a finding match it?
    used: bool,
}

impl Answers {
    /// The answers in the rows of a table; none if no row is headed 答复. Rows that people added have no mark and say
    /// nothing to the program.
    pub fn of(name: &str, rows: impl IntoIterator<Item = Vec<String>>) -> Option<Answers> {
        let mut rows = rows.into_iter();
        let column = rows.find_map(|row| row.iter().position(|cell| cell.trim() == ANSWER))?;
        let answered = (1..).zip(rows).filter_map(|(row, cells)| {
            let answer = cells.get(column).filter(|cell| !cell.trim().is_empty());
            let mark = cells.iter().find_map(|cell| marked(cell)).filter(|_| answer.is_some())?;
            Some(Answered { mark: mark.to_owned(), row, used: false })
        });
        Some(Answers { name: name.to_owned(), answered: answered.collect() })
    }

    /// Leave out of an audit what is answered; gives how many findings that were.
    pub fn apply(&mut self, audit: &mut Audit) -> usize {
        let before = audit.findings.len();
        audit.findings.retain(|finding| {
            let (mark, mut open) = (mark(finding), true);
            for answered in self.answered.iter_mut().filter(|answered| answered.mark == mark) {
                (answered.used, open) = (true, false);
            }
            open
        });
        let accepted = before - audit.findings.len();
        audit.accepted += accepted;
        accepted
    }

    /// Answers that matched nothing, after all audits have been applied: told once, for most were followed.
    pub fn stale(&self) -> Option<Diagnostic> {
        let rows: Vec<String> =
            self.answered.iter().filter(|answered| !answered.used).map(|answered| answered.row.to_string()).collect();
        let message = format!(
            "“{}”里有 {} 条答复已经没有对应的问题：原文改过，或者问题已经改好（第 {} 条）",
            self.name,
            rows.len(),
            rows.join("、")
        );
        let help = "改好的不用管；原文改过而问题还在的，已重新列出，重新答复";
        (!rows.is_empty()).then(|| Diagnostic::hint("G002", message).help(help))
    }
}

/// The mark in a cell.
fn marked(cell: &str) -> Option<&str> {
    let start = cell.find(AROUND.0)?;
    let end = start + cell[start..].find(AROUND.1)? + AROUND.1.len_utf8();
    let mark = &cell[start..end];
    (mark.len() == "〔A000-0123456789abcdef〕".len() && mark.is_char_boundary(3)).then_some(mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_rows_with_a_mark_and_an_answer_count() {
        let cells = |cells: [&str; 2]| cells.map(str::to_owned).to_vec();
        let rows = [
            ["审核意见", ""],
            ["序号", "答复"],
            ["1〔A106-0123456789abcdef〕", "已核对"],
            ["2〔A106-1123456789abcdef〕", " "],
            ["我加的一条", "请看"],
            ["5〔甲乙〕", "请看"],
        ];
        let answers = Answers::of("意见.xlsx", rows.map(cells)).unwrap();
        let found: Vec<_> = answers.answered.iter().map(|one| (one.row, one.mark.as_str())).collect();
        assert_eq!(found, [(1, "〔A106-0123456789abcdef〕")]);
        assert!(Answers::of("别的.xlsx", [cells(["序号", "问题"])]).is_none());
    }
}
