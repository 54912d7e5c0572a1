//! Paragraph styles (样式): which are headings, and which number their paragraphs.

use std::collections::HashMap;

use super::xml::{Node, Walk};

/// What a style says of its paragraphs (段落样式).
#[derive(Clone, Debug, Default)]
pub(super) struct Style {
    name: String,
    based_on: Option<String>,
    outline: Option<usize>,
    hidden: Option<bool>,
    /// The list that numbers it, and the level there.
    pub list: (Option<String>, Option<usize>),
}

/// The styles of a document by their ids.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: HashMap<String, Style>,
    default: Option<String>,
}

/// Styles that stand on each other; a chain longer than this is a ring.
const CHAIN: usize = 32;

impl Styles {
    pub fn read(text: &str) -> Result<Styles, String> {
        let (mut walk, mut styles) = (Walk::new(text), Styles::default());
        let mut current: Option<(String, Style)> = None;
        while let Some(node) = walk.next()? {
            let Node::Open(tag) = node else { continue };
            match (tag.word(), &mut current) {
                (Some("style"), _) => {
                    styles.styles.extend(current.take());
                    let id = tag.attribute("w:styleId").unwrap_or_default();
                    let default = tag.attribute("w:default").is_some_and(|value| value == "1" || value == "true");
                    if default && tag.attribute("w:type").is_some_and(|kind| kind == "paragraph") {
                        styles.default = Some(id.clone());
                    }
                    current = Some((id, Style::default()));
                }
                (Some("name"), Some((_, style))) => style.name = tag.value().unwrap_or_default().to_lowercase(),
                (Some("basedOn"), Some((_, style))) => style.based_on = tag.value(),
                (Some("outlineLvl"), Some((_, style))) => style.outline = tag.number(),
                (Some("vanish"), Some((_, style))) => style.hidden = Some(tag.is_on()),
                (Some("numId"), Some((_, style))) => style.list.0 = tag.value(),
                (Some("ilvl"), Some((_, style))) => style.list.1 = tag.number(),
                _ => {}
            }
        }
        styles.styles.extend(current);
        Ok(styles)
    }

    /// How deep a heading a style makes, 1 for a title or a first heading; none for text.
    pub fn heading(&self, id: Option<&str>) -> Option<usize> {
        let named = |style: &Style| {
            let name = style.name.trim();
            if matches!(name, "title" | "标题") {
                return Some(0);
            }
            let number = name.strip_prefix("heading").or_else(|| name.strip_prefix("标题"))?.trim();
            number.parse().ok().filter(|number| (1..10).contains(number))
        };
        self.chain(id)
            .find_map(|style| named(style).or(style.outline.map(|level| level + 1)))
            .filter(|level| *level < 10)
    }

    /// Does a style, of letters or of paragraphs, hide what is set in it?
    pub fn hides(&self, id: &str) -> bool {
        self.chain(Some(id)).find_map(|style| style.hidden).unwrap_or(false)
    }

    /// The list that a style puts its paragraphs into, and the level there.
    pub fn list(&self, id: Option<&str>) -> (Option<String>, Option<usize>) {
        let list = self.chain(id).find_map(|style| style.list.0.clone());
        (list, self.chain(id).find_map(|style| style.list.1))
    }

    fn chain<'s>(&'s self, id: Option<&'s str>) -> impl Iterator<Item = &'s Style> {
        let mut next = id.or(self.default.as_deref());
        let step = move || {
            let style = self.styles.get(next?)?;
            next = style.based_on.as_deref();
            Some(style)
        };
        std::iter::from_fn(step).take(CHAIN)
    }
}
