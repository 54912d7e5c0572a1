//! What belongs to what in a package (关系): relationships of a part and the kinds of parts.

use super::{
    Package,
    package::{bad_part, broken},
    xml::{Node, Walk, escaped},
};
use crate::diagnostic::Diagnostic;

/// A relationship (关系).
pub(super) struct Relation {
    pub id: String,
    /// The last word of its type: `comments`.
    pub kind: String,
    /// The path of its part in the package.
    pub target: String,
}

/// Where the relationships of a part stand: `word/document.xml` -> `word/_rels/document.xml.rels`.
pub(super) fn path_of(part: &str) -> String {
    let (folder, file) = part.rsplit_once('/').map_or(("", part), |(folder, file)| (folder, file));
    let slash = if folder.is_empty() { "" } else { "/" };
    format!("{folder}{slash}_rels/{file}.rels")
}

/// The relationships of a part inside the package; `""` asks for those of the package.
pub(super) fn of(package: &mut Package, part: &str) -> Result<Vec<Relation>, Box<Diagnostic>> {
    let path = path_of(part);
    let Some(text) = package.part(&path)? else { return Ok(Vec::new()) };
    let folder = part.rsplit_once('/').map_or("", |(folder, _)| folder);
    let (mut walk, mut found) = (Walk::new(&text), Vec::new());
    loop {
        let node = walk.next().map_err(|why| bad_part(package.name(), &path, &why))?;
        let Some(node) = node else { return Ok(found) };
        let Node::Open(tag) = node else { continue };
        if tag.name() != "Relationship" || tag.attribute("TargetMode").is_some_and(|mode| mode == "External") {
            continue;
        }
        let (Some(id), Some(kind), Some(target)) =
            (tag.attribute("Id"), tag.attribute("Type"), tag.attribute("Target"))
        else {
            continue;
        };
        let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
        found.push(Relation { id, kind, target: resolved(folder, &target) });
    }
}

/// A target as a path of the package.
fn resolved(folder: &str, target: &str) -> String {
    if let Some(target) = target.strip_prefix('/') {
        return target.to_owned();
    }
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "." | "" => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}

/// The part that holds the document.
pub(super) fn main_part(package: &mut Package) -> Result<String, Box<Diagnostic>> {
    let found = of(package, "")?.into_iter().find(|relation| relation.kind == "officeDocument");
    let path = found.map_or_else(|| "word/document.xml".to_owned(), |relation| relation.target);
    if path.starts_with("word/") || path.ends_with("document.xml") {
        return Ok(path);
    }
    let name = package.name().to_owned();
    if path.starts_with("xl/") || path.starts_with("ppt/") {
        let fault = Diagnostic::error("O001", format!("“{name}”不是 Word 文件，是表格或幻灯片"));
        return Err(Box::new(fault.help("换成情况说明的 Word 文件（.docx）")));
    }
    Err(broken(&name))
}

/// Enter a further part of the document: its relationship and its kind.
pub(super) fn enter(
    package: &mut Package,
    main: &str,
    (path, kind, content): (&str, &str, &str),
) -> Result<(), Box<Diagnostic>> {
    relate(package, main, kind, path.rsplit('/').next().unwrap_or(path))?;
    self::kind(package, path, content)
}

/// Enter what kind of part it is.
pub(super) fn kind(package: &mut Package, path: &str, content: &str) -> Result<(), Box<Diagnostic>> {
    let types = "[Content_Types].xml";
    let text = package.part(types)?.ok_or_else(|| broken(package.name()))?;
    let kind = format!("<Override PartName=\"/{}\" ContentType=\"{content}\"/>", escaped(path));
    let text = before_end(&text, "Types", &kind).ok_or_else(|| broken(package.name()))?;
    package.put(types, text);
    Ok(())
}

/// Enter a relationship of the document; the target is as its part says it.
pub(super) fn relate(package: &mut Package, main: &str, kind: &str, target: &str) -> Result<(), Box<Diagnostic>> {
    let beside = path_of(main);
    let ids: Vec<String> = of(package, main)?.into_iter().map(|relation| relation.id).collect();
    let id = (1..).map(|number| format!("rIdJuesuan{number}")).find(|id| !ids.contains(id)).unwrap_or_default();
    let relation = format!(
        "<Relationship Id=\"{id}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}\" Target=\"{}\"/>",
        escaped(target)
    );
    let empty = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"></Relationships>";
    let text = package.part(&beside)?.unwrap_or_else(|| empty.to_owned());
    let text = before_end(&text, "Relationships", &relation).ok_or_else(|| broken(package.name()))?;
    package.put(&beside, text);
    Ok(())
}

/// A text with something put in before the end of its root, which may have none of its own.
pub(super) fn before_end(text: &str, root: &str, new: &str) -> Option<String> {
    if let Some(at) = text.rfind(&format!("</{root}")) {
        return Some(format!("{}{new}{}", &text[..at], &text[at..]));
    }
    let start = text.find(&format!("<{root}"))?;
    let at = start + text[start..].find("/>")?;
    Some(format!("{}>{new}</{root}>{}", &text[..at], &text[at + 2..]))
}
