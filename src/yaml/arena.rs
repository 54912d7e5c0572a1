//! Where trees stand (树的存处).

use std::cell::Cell;

use bumpalo::Bump;

use super::{Entry, Node};

/// The memory of a tree (树的存处), which is given back as one: its thousand texts and lists are neither asked for nor
/// freed one by one.
#[derive(Debug, Default)]
pub struct Arena(Bump);

/// A list in an arena that still grows (还在长的清单).
pub(super) type Growing<'t, T> = bumpalo::collections::Vec<'t, T>;

/// How large an arena may be that is kept for the next tree: a figures file needs a tenth of it.
const KEPT: usize = 1 << 20;

thread_local! {
    /// The arena of the last tree, while no tree stands in it.
    static LAST: Cell<Option<Arena>> = const { Cell::new(None) };
}

impl Arena {
    /// Do something with a tree and forget the tree (借用存处). Its memory is what the last tree on this thread stood in,
    /// which is still near at hand.
    pub fn lent<R>(read: impl FnOnce(&Arena) -> R) -> R {
        let mut arena = LAST.take().unwrap_or_default();
        let made = read(&arena);
        arena.0.reset();
        if arena.0.allocated_bytes() <= KEPT {
            LAST.set(Some(arena));
        }
        made
    }

    /// Keep a text that stands nowhere else.
    pub fn text(&self, text: &str) -> &str {
        self.0.alloc_str(text)
    }

    /// A list that still grows, with room for so many.
    pub(super) fn growing<T>(&self, room: usize) -> Growing<'_, T> {
        Growing::with_capacity_in(room, &self.0)
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
