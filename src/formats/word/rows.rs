//! The tables of a Word file as rows of cells (表格各行), hidden letters included: what a program wrote for itself.

use super::{
    WordFile,
    package::bad_part,
    xml::{Node, Walk},
};
use crate::diagnostic::Diagnostic;

impl WordFile {
    /// The cells of every row of every table; revisions count as accepted. A table in a cell is none of its words.
    pub fn rows(&self) -> Result<Vec<Vec<String>>, Box<Diagnostic>> {
        let (mut walk, mut rows, mut open) = (Walk::new(&self.xml), Vec::new(), Vec::new());
        let bad = |why: String| bad_part(self.package.name(), &self.main, &why);
        let (mut tables, mut gone) = (0_usize, 0_usize);
        while let Some(node) = walk.next().map_err(bad)? {
            match node {
                Node::Open(tag) => {
                    let name = tag.word().unwrap_or_default().to_owned();
                    tables += usize::from(name == "tbl");
                    gone += usize::from(matches!(&*name, "del" | "moveFrom"));
                    match &*name {
                        "tr" if tables == 1 => rows.push(Vec::new()),
                        "tc" if tables == 1 => rows.last_mut().into_iter().for_each(|row| row.push(String::new())),
                        _ => {}
                    }
                    open.push(name);
                }
                Node::Close(_) => {
                    let name = open.pop().unwrap_or_default();
                    tables -= usize::from(name == "tbl");
                    gone -= usize::from(matches!(&*name, "del" | "moveFrom"));
                }
                Node::Text(text) if tables == 1 && gone == 0 && open.last().is_some_and(|name| name == "t") => {
                    if let Some(cell) = rows.last_mut().and_then(|row| row.last_mut()) {
                        cell.push_str(&text);
                    }
                }
                Node::Text(_) => {}
            }
        }
        Ok(rows)
    }
}
