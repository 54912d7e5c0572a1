//! A look at the marks of a part, whatever they stand in (通看): changes that nobody has settled, and lines of a contents
//! field.

use std::collections::HashSet;

use super::xml::{Node, Walk};

/// What stands in a part.
#[derive(Debug, Default)]
pub(super) struct Look {
    /// How many changes are tracked, of letters, of marks of paragraphs, of settings, of cells.
    pub tracked: usize,
    /// Where the paragraphs begin that a contents field fills.
    pub contents: HashSet<usize>,
    /// How deep the headings are that it takes.
    pub deepest: Option<usize>,
}

/// Look through a part.
pub(super) fn look(xml: &str) -> Result<Look, String> {
    let (mut walk, mut look) = (Walk::new(xml), Look::default());
    // Open elements and where they begin; open fields with their instructions, and how many of them are contents.
    let (mut open, mut fields) = (Vec::<(String, usize)>::new(), Vec::<String>::new());
    let (mut inside, mut listed) = (0_usize, false);
    while let Some(node) = walk.next()? {
        match node {
            Node::Open(tag) => {
                let name = tag.word().unwrap_or_default().to_owned();
                let kinds = ["ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge"];
                look.tracked += usize::from(kinds.contains(&&*name) || name.ends_with("Change"));
                if name == "fldChar" {
                    match tag.attribute("w:fldCharType").as_deref() {
                        Some("begin") => fields.push(String::new()),
                        Some("end") => {
                            inside -= usize::from(fields.pop().is_some_and(|field| is_contents(&field)));
                        }
                        _ => {}
                    }
                }
                open.push((name, tag.range.start));
            }
            Node::Close(_) => {
                let Some((name, start)) = open.pop() else { continue };
                if name == "p" {
                    if listed || inside > 0 {
                        look.contents.insert(start);
                    }
                    listed = false;
                }
                listed |= inside > 0;
            }
            Node::Text(text) => {
                if let (Some(field), Some(("instrText", _))) =
                    (fields.last_mut(), open.last().map(|(name, start)| (name.as_str(), start)))
                {
                    inside -= usize::from(is_contents(field));
                    field.push_str(&text);
                    inside += usize::from(is_contents(field));
                    look.deepest = look.deepest.or_else(|| is_contents(field).then(|| deepest(field)).flatten());
                }
            }
        }
    }
    Ok(look)
}

fn is_contents(instruction: &str) -> bool {
    instruction.split_whitespace().next() == Some("TOC")
}

/// `\o "1-3"`: 3.
fn deepest(instruction: &str) -> Option<usize> {
    let range = instruction.split("\\o").nth(1)?.split('"').nth(1)?;
    range.rsplit('-').next()?.trim().parse().ok()
}
