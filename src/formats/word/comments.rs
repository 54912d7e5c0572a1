//! Comments (批注): those that stand in a document, and new ones beside them.

use super::{
    WordFile,
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

/// The comments of a document.
pub(super) struct Remarks {
    /// Their part, if there is one.
    path: Option<String>,
    old: String,
    pub new: Vec<Remark>,
}

impl Remarks {
    /// The numbers that are taken.
    pub fn ids(&self) -> impl Iterator<Item = u64> + '_ {
        super::edit::ids(&self.old)
    }
}

/// The comments that stand in a document, and what those of this program say.
pub(super) fn read(file: &mut WordFile) -> Result<(Remarks, Vec<String>), Box<Diagnostic>> {
    let related = relations::of(&mut file.package, &file.main)?;
    let path = related.into_iter().find(|relation| relation.kind == "comments").map(|relation| relation.target);
    let old = match &path {
        Some(path) => file.package.part(path)?,
        None => None,
    };
    let path = path.filter(|_| old.is_some());
    let old = old.unwrap_or_default();
    if let (Some(path), Err(why)) = (&path, space(&old)) {
        return Err(bad_part(file.package.name(), path, &why));
    }
    let (mut known, mut own, mut lines) = (Vec::new(), false, 0);
    let mut walk = Walk::new(&old);
    while !old.is_empty() {
        let node = walk.next().map_err(|why| bad_part(file.package.name(), path.as_deref().unwrap_or(""), &why))?;
        match node {
            None => break,
            Some(Node::Open(tag)) if tag.word() == Some("comment") => {
                own = tag.attribute("w:author").is_some_and(|author| author == AUTHOR);
                lines = 0;
                if own {
                    known.push(String::new());
                }
            }
            Some(Node::Open(tag)) if tag.word() == Some("p") && own => {
                if let Some(last) = known.last_mut().filter(|_| lines > 0) {
                    last.push('\n');
                }
                lines += 1;
            }
            Some(Node::Text(text)) if own => {
                if let Some(last) = known.last_mut() {
                    last.push_str(&text);
                }
            }
            Some(_) => {}
        }
    }
    Ok((Remarks { path, old, new: Vec::new() }, known))
}

/// Write the new ones behind the old ones.
pub(super) fn write(file: &mut WordFile, remarks: Remarks) -> Result<(), Box<Diagnostic>> {
    if remarks.new.is_empty() {
        return Ok(());
    }
    let new: String = remarks.new.iter().map(comment).collect();
    let (path, old) = match remarks.path {
        Some(path) => (path, remarks.old),
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

fn comment(remark: &Remark) -> String {
    let lines = remark.text.split('\n');
    let lines = lines.map(|line| format!("<w:p><w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>", escaped(line)));
    format!(
        "<w:comment w:id=\"{}\" w:author=\"{AUTHOR}\" w:initials=\"{AUTHOR}\">{}</w:comment>",
        remark.id,
        lines.collect::<String>()
    )
}
