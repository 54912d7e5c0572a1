//! Where trees stand (树的存处).

use bumpalo::Bump;

use super::{Entry, Node};

/// The memory of a tree (树的存处), which is given back as one: its thousand texts and lists are neither asked for nor
/// freed one by one.
#[derive(Debug, Default)]
pub struct Arena(Bump);

impl Arena {
    /// Keep a text that stands nowhere else.
    pub fn text(&self, text: &str) -> &str {
        self.0.alloc_str(text)
    }

    /// Keep the items of a list.
    pub fn nodes<'t>(
        &'t self,
        nodes: impl IntoIterator<Item = Node<'t>, IntoIter: ExactSizeIterator>,
    ) -> &'t [Node<'t>] {
        self.0.alloc_slice_fill_iter(nodes)
    }

    /// Keep the entries of a mapping.
    pub fn entries<'t>(
        &'t self,
        entries: impl IntoIterator<Item = Entry<'t>, IntoIter: ExactSizeIterator>,
    ) -> &'t [Entry<'t>] {
        self.0.alloc_slice_fill_iter(entries)
    }
}
