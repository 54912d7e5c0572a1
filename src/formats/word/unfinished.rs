//! What must be gone from a Word file before it is published (未定稿的痕迹).

use std::{collections::HashSet, ops::Range};

use super::{
    WordFile,
    look::{Look, look},
    paragraph::Paragraph,
    run::{Did, Revision},
};
use crate::{diagnostic::Diagnostic, source::Source};

/// Places that one finding shows.
const SHOWN: usize = 20;

impl WordFile {
    /// Revisions nobody has settled, comments, hidden letters; each kind is one finding with all its places.
    pub fn unfinished(&self) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        let source = self.source();
        let mut tell = |code, message: String, places: Vec<(Range<usize>, String)>, help: &str| {
            if !places.is_empty() {
                found.push(at_all(Diagnostic::error(code, message).help(help), source, places));
            }
        };
        let revisions = self.revisions();
        let look = look(&self.xml).unwrap_or_default();
        let elsewhere = look.tracked.saturating_sub(revisions.len()) + self.elsewhere;
        let message = match (revisions.len(), elsewhere) {
            (count, 0) => format!("有 {count} 处修订没有处理"),
            (0, other) => format!("有 {other} 处修订没有处理，在段落标记、格式、文本框、页眉页脚或脚注里"),
            (count, other) => {
                format!("有 {count} 处修订没有处理，另有 {other} 处在段落标记、格式、文本框、页眉页脚或脚注里")
            }
        };
        tell("O101", message, self.all_revisions(elsewhere), "在 Word 或 WPS 的“审阅”里逐处接受或拒绝，再保存");
        let comments = self.comments();
        let places = comments.iter().map(|&at| (at..at, "批注".to_owned())).collect();
        tell("O102", format!("有 {} 处批注没有删去", comments.len()), places, "处理完，在“审阅”里删除所有批注");
        let hidden = self.hidden();
        let letters: usize = hidden.iter().map(|(_, count)| count).sum();
        let places = hidden.iter().map(|&(at, count)| (at..at, format!("{count} 个字"))).collect();
        tell("O103", format!("有 {letters} 个隐藏的字"), places, "看得见隐藏文字之后，要的取消隐藏，不要的删去");
        let stale = self.stale_contents(&look);
        let help = "在 Word 或 WPS 里更新整个目录；页码对不对程序看不出，更新时一起改";
        tell("O105", format!("目录与标题不同，{} 处", stale.len()), stale, help);
        found
    }

    /// Lines of the contents without a heading, and headings without a line.
    fn stale_contents(&self, look: &Look) -> Vec<(Range<usize>, String)> {
        let story = &self.story;
        let plain = |at: &Range<usize>| -> String {
            let text = story.text[at.clone()].split('\t').filter(|piece| !piece.trim().is_empty());
            let text: Vec<&str> = text.collect();
            // The last piece of a line may be its page.
            let page = |piece: &&str| piece.trim().chars().all(|c| c.is_ascii_alphanumeric());
            let own = if text.len() > 1 && text.last().is_some_and(page) { text.len() - 1 } else { text.len() };
            text[..own].concat().chars().filter(|c| !c.is_whitespace()).collect()
        };
        let (lines, others): (Vec<_>, Vec<_>) =
            story.paragraphs.iter().partition(|paragraph| look.contents.contains(&paragraph.xml.start));
        let named = |paragraphs: Vec<&Paragraph>| -> Vec<(Range<usize>, String)> {
            let named = paragraphs.into_iter().map(|paragraph| (paragraph.text.clone(), plain(&paragraph.text)));
            named.filter(|(_, name)| !name.is_empty()).collect()
        };
        let (lines, deepest) = (named(lines), look.deepest.unwrap_or(9));
        if lines.is_empty() {
            return Vec::new();
        }
        let is_heading = |level: usize| (1..=deepest).contains(&level);
        let headings = named(others.into_iter().filter(|one| one.heading.is_some_and(is_heading)).collect());
        let missing = |from: &[(Range<usize>, String)], of: &[(Range<usize>, String)], said: &str| {
            let there: HashSet<&str> = of.iter().map(|(_, name)| name.as_str()).collect();
            let lacks = |(_, name): &&(Range<usize>, String)| !there.contains(name.as_str());
            let told = |(at, _): &(Range<usize>, String)| (at.clone(), said.to_owned());
            from.iter().filter(lacks).map(told).collect::<Vec<_>>()
        };
        let mut stale = missing(&lines, &headings, "正文里没有这个标题");
        stale.extend(missing(&headings, &lines, "目录里没有这个标题"));
        stale
    }

    /// Where revisions stand; those that no letter shows are told at the head.
    fn all_revisions(&self, elsewhere: usize) -> Vec<(Range<usize>, String)> {
        let mut places = self.revision_places();
        if places.is_empty() && elsewhere > 0 {
            places.push((0..0, "不在字句上".to_owned()));
        }
        places
    }

    /// Where the revisions stand; who did what is said once a line.
    pub(super) fn revisions_by_line(&self) -> Vec<(Range<usize>, String)> {
        let line = |revision: &Revision| self.source().line_column(revision.place.start).0;
        let same = |one: &Revision, next: &Revision| one.author == next.author && line(one) == line(next);
        let mut places: Vec<(Range<usize>, String)> = Vec::new();
        for own in self.revisions().chunk_by(same) {
            let count = |did: Did| own.iter().filter(|revision| revision.did == did).count();
            let mut said = deeds(&own[0].author, [Did::Inserted, Did::Deleted].map(count));
            let mut stretches: Vec<Range<usize>> = own.iter().map(|revision| revision.place.clone()).collect();
            // Where a word came for another both stand at one place.
            stretches.dedup_by(|next, one| {
                let one_place = next.start <= one.end;
                one.end = if one_place { one.end.max(next.end) } else { one.end };
                one_place
            });
            places.extend(stretches.into_iter().map(|place| (place, std::mem::take(&mut said))));
        }
        places
    }

    /// Where each revision stands, and who did what.
    pub(super) fn revision_places(&self) -> Vec<(Range<usize>, String)> {
        let said = |did| if did == Did::Inserted { "插入" } else { "删除" };
        let all = self.revisions().iter();
        all.map(|revision| (revision.place.clone(), format!("{}：{}", revision.author, said(revision.did)))).collect()
    }
}

/// What somebody did in a line.
fn deeds(author: &str, [inserted, deleted]: [usize; 2]) -> String {
    match (inserted, deleted) {
        (1, 0) => format!("{author}：插入"),
        (0, 1) => format!("{author}：删除"),
        (_, 0) => format!("{author}：插入 {inserted} 处"),
        (0, _) => format!("{author}：删除 {deleted} 处"),
        _ => format!("{author}：插入 {inserted} 处，删除 {deleted} 处"),
    }
}

/// A diagnostic at the first of many places.
pub(super) fn at_all(diagnostic: Diagnostic, source: &Source, places: Vec<(Range<usize>, String)>) -> Diagnostic {
    places.into_iter().take(SHOWN).fold(diagnostic, |diagnostic, (place, text)| diagnostic.at(source, place, text))
}
