//! Comments (批注): those that stand in a document, and new ones beside them.

use std::ops::Range;

use ahash::{AHashMap, AHashSet};

use super::{
    WordFile,
    anchors::Anchor,
    edit::AUTHOR,
    package::bad_part,
    relations::{self, before_end},
    xml::{Node, Walk, escaped, space},
};
use crate::diagnostic::Diagnostic;

/// A new comment.
pub(super) struct Remark {
    pub id: u64,
    pub text: String,
}

/// A comment that stands in a document.
#[derive(Default)]
struct Known {
    id: String,
    /// What it says, a paragraph a line.
    lines: Vec<String>,
    /// Is it this program's?
    own: bool,
    /// Did a person reply to it, or tick it off?
    answered: bool,
    /// All of it in the part.
    xml: Range<usize>,
    /// What replies name it by.
    paragraph: Option<String>,
}

/// The comments of a document.
#[derive(Default)]
pub(super) struct Remarks {
    /// Their part, if there is one.
    path: Option<String>,
    old: String,
    known: Vec<Known>,
    pub new: Vec<Remark>,
    /// The numbers of those that go.
    pub gone: Vec<String>,
    /// Those that say something else now.
    pub renewed: Vec<(String, Vec<String>)>,
}

impl Remarks {
    /// The numbers that are taken.
    pub fn ids(&self) -> impl Iterator<Item = u64> + '_ {
        super::edit::ids(&self.old)
    }

    /// What this program's own say that stay.
    pub fn own(&self) -> Vec<String> {
        let stays = self.known.iter().filter(|known| known.own && !self.gone.contains(&known.id));
        stays.map(|known| known.lines.join("\n")).collect()
    }

    /// What each comment says in one line that is this program's and that nobody has answered: in a reply, or in a comment
    /// on the same words.
    pub fn open(&self, anchors: &[Anchor]) -> AHashMap<&str, &str> {
        let said = self.unanswered(anchors).into_iter();
        let said = said.filter_map(|(anchor, lines)| match lines {
            [line] => Some((self.known.iter().find(|known| known.id == anchor.id)?.id.as_str(), line.as_str())),
            _ => None,
        });
        said.collect()
    }

    /// What each of this program's own says that nobody has answered.
    pub fn unanswered<'a>(&self, anchors: &'a [Anchor]) -> Vec<(&'a Anchor, &[String])> {
        let own = self.known.iter().filter(|known| known.own).map(|known| (known.id.as_str(), known));
        let own: AHashMap<&str, &Known> = own.collect();
        let others = anchors.iter().filter(|anchor| !own.contains_key(anchor.id.as_str()));
        let replied: AHashSet<&Range<usize>> = others.map(|anchor| &anchor.at).collect();
        let open = anchors.iter().filter(|anchor| anchor.ends.len() == 2 && !replied.contains(&anchor.at));
        let said = open.filter_map(|anchor| {
            let known = own.get(anchor.id.as_str()).filter(|known| !known.answered)?;
            Some((anchor, known.lines.as_slice()))
        });
        said.collect()
    }
}

/// The comments that stand in a document.
pub(super) fn read(file: &mut WordFile) -> Result<Remarks, Box<Diagnostic>> {
    let related = relations::of(&mut file.package, &file.main)?;
    let mut part = |kind: &str| {
        let path = related.iter().find(|relation| relation.kind == kind).map(|relation| relation.target.clone());
        let text = path.as_ref().map(|path| file.package.part(path)).transpose()?.flatten();
        Ok::<_, Box<Diagnostic>>(path.zip(text))
    };
    let (replies, own) = (part("commentsExtended")?, part("comments")?);
    let Some((path, old)) = own else {
        return Ok(Remarks::default());
    };
    let bad = |path: &str, why: &str| bad_part(file.package.name(), path, why);
    space(&old).map_err(|why| bad(&path, &why))?;
    let mut known = self::known(&old).map_err(|why| bad(&path, &why))?;
    if let Some((path, replies)) = &replies {
        let answered = answered(replies).map_err(|why| bad(path, &why))?;
        for one in &mut known {
            one.answered = one.paragraph.as_ref().is_some_and(|paragraph| answered.contains(paragraph));
        }
    }
    Ok(Remarks { path: Some(path), old, known, ..Remarks::default() })
}

fn known(part: &str) -> Result<Vec<Known>, String> {
    let (mut walk, mut known, mut open) = (Walk::new(part), Vec::<Known>::new(), Vec::new());
    while let Some(node) = walk.next()? {
        match (node, known.last_mut()) {
            (Node::Open(tag), last) => {
                open.push(tag.word().unwrap_or_default().to_owned());
                match (tag.word(), last) {
                    (Some("comment"), _) => known.push(Known {
                        id: tag.attribute("w:id").unwrap_or_default(),
                        own: tag.attribute("w:author").is_some_and(|author| author == AUTHOR),
                        xml: tag.range.clone(),
                        ..Known::default()
                    }),
                    (Some("p"), Some(last)) => {
                        last.lines.push(String::new());
                        last.paragraph = tag.attribute("w14:paraId");
                    }
                    _ => {}
                }
            }
            (Node::Close(range), last) => {
                let closed = open.pop();
                let comment = last.filter(|_| closed.as_deref() == Some("comment"));
                comment.into_iter().for_each(|last| last.xml.end = range.end);
            }
            (Node::Text(text), Some(last)) if open.last().is_some_and(|name| name == "t") => {
                last.lines.last_mut().into_iter().for_each(|line| line.push_str(&text));
            }
            _ => {}
        }
    }
    Ok(known)
}

/// The paragraphs that a reply names, and those of comments that are ticked off.
fn answered(part: &str) -> Result<Vec<String>, String> {
    let (mut walk, mut answered) = (Walk::new(part), Vec::new());
    while let Some(node) = walk.next()? {
        if let Node::Open(tag) = node {
            answered.extend(tag.attribute("w15:paraIdParent"));
            let done = tag.attribute("w15:done").is_some_and(|done| done == "1" || done == "true");
            answered.extend(tag.attribute("w15:paraId").filter(|_| done));
        }
    }
    Ok(answered)
}

/// Write the new ones behind the old ones that stay.
pub(super) fn write(file: &mut WordFile, remarks: Remarks) -> Result<(), Box<Diagnostic>> {
    if remarks.new.is_empty() && remarks.gone.is_empty() && remarks.renewed.is_empty() {
        return Ok(());
    }
    let new: String = remarks.new.iter().map(comment).collect();
    let (path, old) = match remarks.path {
        Some(path) => (path, kept(&remarks.old, &remarks.known, (&remarks.gone, &remarks.renewed))),
        None => {
            let folder = file.main.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
            let taken: Vec<String> = file.package.names().collect();
            let mut path = format!("{folder}comments.xml");
            if taken.contains(&path) {
                path = format!("{folder}comments-juesuan.xml");
            }
            let content = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";
            relations::enter(&mut file.package, &file.main, (&path, "comments", content))?;
            let space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
            let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";
            (path, format!("{head}<w:comments xmlns:w=\"{space}\"></w:comments>"))
        }
    };
    let text = before_end(&old, "w:comments", &new)
        .ok_or_else(|| bad_part(file.package.name(), &path, "写法不是通常的那一种"))?;
    file.package.put(&path, text);
    Ok(())
}

/// The part without those that go, and with what those say that are renewed.
fn kept(old: &str, known: &[Known], (gone, renewed): (&[String], &[(String, Vec<String>)])) -> String {
    let (mut out, mut at) = (String::with_capacity(old.len()), 0);
    for one in known {
        let lines = renewed.iter().find(|(id, _)| *id == one.id).map(|(_, lines)| lines);
        if lines.is_none() && !gone.contains(&one.id) {
            continue;
        }
        out.push_str(&old[at..one.xml.start]);
        lines.into_iter().for_each(|lines| out.push_str(&renewed_comment(&old[one.xml.clone()], one, lines)));
        at = one.xml.end;
    }
    out + &old[at..]
}

/// The same comment with other lines; replies name it by its last paragraph.
fn renewed_comment(old: &str, known: &Known, lines: &[String]) -> String {
    let head = old.find('>').map_or(old, |end| &old[..=end]);
    let mut paragraphs: Vec<String> = lines.iter().map(|line| paragraph(line)).collect();
    if let (Some(last), Some(name)) = (paragraphs.last_mut(), &known.paragraph) {
        last.insert_str("<w:p".len(), &format!(" w14:paraId=\"{}\"", escaped(name)));
    }
    [head, &paragraphs.concat(), "</w:comment>"].concat()
}

fn comment(remark: &Remark) -> String {
    let lines = remark.text.split('\n').map(paragraph);
    format!(
        "<w:comment w:id=\"{}\" w:author=\"{AUTHOR}\" w:initials=\"{AUTHOR}\">{}</w:comment>",
        remark.id,
        lines.collect::<String>()
    )
}

fn paragraph(line: &str) -> String {
    format!("<w:p><w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>", escaped(line))
}
