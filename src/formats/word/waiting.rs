//! Comments at places that wait to be filled in (待补充的批注): they tell the figures of now, and go with the place.

use std::ops::Range;

use super::{WordFile, comments, write};
use crate::{
    diagnostic::Diagnostic,
    report::{House, Report},
    revise::update::Replacement,
};

/// What waits to be filled in by the figures of now.
pub struct Waiting {
    /// How a placeholder begins.
    mark: String,
    /// What the comment at each says, line by line.
    remarks: Vec<Vec<String>>,
}

/// A comment of this program at such a place.
pub(super) struct Waits {
    id: String,
    /// Its words in the document.
    at: Range<usize>,
    /// What it says of the figures of now; none where that cannot be told, or it is the same.
    now: Option<Vec<String>>,
}

impl Waiting {
    /// What waits in a draft.
    pub fn of(house: &House, report: &Report) -> Waiting {
        Waiting { mark: house.style.missing.0.clone(), remarks: write::remarks(report) }
    }

    /// What the comment says now: the one that says the same of the same figures, or else the only one of its name.
    fn now(&self, old: &[String]) -> Option<&Vec<String>> {
        let named = || self.remarks.iter().filter(|new| new.first() == old.first());
        let mut same = named().filter(|new| names(new) == names(old)).peekable();
        let all: Vec<&Vec<String>> = if same.peek().is_some() { same.collect() } else { named().collect() };
        all.first().copied().filter(|first| all.iter().all(|other| other == first))
    }
}

impl WordFile {
    /// Find this program's own that nobody has answered or written into; from now on a change of the text renews them.
    pub fn show_waiting(&mut self, waiting: &Waiting) -> Result<(), Box<Diagnostic>> {
        let remarks = comments::read(self)?;
        let known = remarks.unanswered(&self.story.comments);
        let mut waits = Vec::new();
        for (anchor, lines) in known {
            let own = lines.first().is_some_and(|first| first.starts_with(write::WAITS));
            if lines.len() < 2 || !own || names(lines).is_none() {
                continue;
            }
            let now = waiting.now(lines).filter(|now| now[..] != *lines).cloned();
            waits.push(Waits { id: anchor.id.clone(), at: anchor.at.clone(), now });
        }
        self.waits = waits;
        self.placeholder.clone_from(&waiting.mark);
        Ok(())
    }

    /// How many there are.
    pub fn waiting(&self) -> usize {
        self.waits.len()
    }

    /// The numbers of those whose place these changes or a person filled in, and what the others say now.
    pub(super) fn filled(&self, changes: &[Replacement]) -> (Vec<String>, Vec<(String, Vec<String>)>) {
        let (mut gone, mut renewed) = (Vec::new(), Vec::new());
        for waits in &self.waits {
            let stays = self.words_after(&waits.at, changes).contains(&self.placeholder);
            match &waits.now {
                _ if !stays => gone.push(waits.id.clone()),
                Some(now) => renewed.push((waits.id.clone(), now.clone())),
                None => {}
            }
        }
        (gone, renewed)
    }

    /// What stands at a place once the changes are in.
    fn words_after(&self, at: &Range<usize>, changes: &[Replacement]) -> String {
        let text = &self.story.text;
        let (mut words, mut from) = (String::new(), at.start);
        for change in changes.iter().filter(|change| change.at.start < at.end && at.start < change.at.end) {
            words.push_str(text.get(from..change.at.start).unwrap_or_default());
            words.push_str(&change.words);
            from = change.at.end;
        }
        words.push_str(text.get(from..at.end).unwrap_or_default());
        words
    }
}

/// What the lines behind the first speak of, without the figures; none if one is not this program's.
fn names(lines: &[String]) -> Option<Vec<&str>> {
    let name = |line: &'_ String| -> Option<usize> {
        let behind = |mark: &str| line.find(mark);
        if write::LEADS.iter().any(|lead| line.starts_with(lead)) {
            return Some(if line.starts_with(write::LEADS[0]) { write::LEADS[0].len() } else { line.len() });
        }
        let number = |at: usize| line[at..].trim_start().starts_with(|c: char| c.is_ascii_digit() || c == '-');
        behind(" = ").or_else(|| line.rfind(' ').filter(|&at| number(at)))
    };
    lines.iter().skip(1).map(|line| name(line).map(|end| &line[..end])).collect()
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn lines_are_told_by_their_names() {
        let lines = |lines: &[&str]| -> Vec<String> { lines.iter().map(|&line| line.to_owned()).collect() };
        let own = lines(&[
            "待补充：主要原因",
            "群众文化（决算数） 16.9万元",
            "决算数 ÷ 年初预算数 = 76.8%",
            "上年：甲",
            "填在数据文件：乙",
        ]);
        let names = |lines: &[String]| names(lines).map(|names| names.join("|"));
        assert_eq!(names(&own).as_deref(), Some("群众文化（决算数）|决算数 ÷ 年初预算数|上年：|填在数据文件：乙"));
        assert_eq!(names(&lines(&["待补充：主要原因", "请张三补 一下"])), None);
    }
}
