//! A report as it was handed in (成稿): the parts, sections and paragraphs of a text, every letter with its place in the
//! file.

pub(super) mod clean;
pub(super) mod mark;
mod place;

use std::sync::Arc;

use crate::source::Source;

pub use clean::Clean;
pub(crate) use clean::is_blank;
pub use place::{Places, section_of, sections_of};

/// What a part of a report is (部分).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PartKind {
    /// What stands before the first part (封面).
    Cover,
    /// 目录.
    Contents,
    /// 第一部分 部门概况.
    About,
    /// 第二部分 部门决算表.
    Tables,
    /// 第三部分 部门决算情况说明.
    Narrative,
    /// 第四部分 名词解释.
    Glossary,
}

/// A part of a report (部分).
#[derive(Clone, Debug)]
pub struct Part {
    /// Which one.
    pub kind: PartKind,
    /// Its title as printed, if it has one (第三部分 …).
    pub title: Option<Clean>,
    /// Its sections; what stands before the first heading is a section without a title.
    pub sections: Vec<Section>,
}

/// A section of a part (章): 一、…
#[derive(Clone, Debug, Default)]
pub struct Section {
    /// Its number as printed (一 is 1), if it has one.
    pub number: Option<usize>,
    /// Its heading as printed, with its number.
    pub title: Option<Clean>,
    /// Its paragraphs and inner headings, in order.
    pub paragraphs: Vec<Paragraph>,
}

/// A paragraph (段), or a heading inside a section: （一）…
#[derive(Clone, Debug)]
pub struct Paragraph {
    /// Is it a heading?
    pub heading: bool,
    /// Its text.
    pub text: Clean,
}

/// A report as it was handed in (成稿).
#[derive(Clone, Debug)]
pub struct Document {
    /// The file.
    pub source: Source,
    /// Its parts in the order in which they stand, shared by all copies.
    pub parts: Arc<Vec<Part>>,
}

impl Document {
    /// The parts of that kind.
    pub fn parts(&self, kind: PartKind) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(move |part| part.kind == kind)
    }

    /// The sections of part three (第三部分).
    pub fn narrative(&self) -> impl Iterator<Item = &Section> {
        self.parts(PartKind::Narrative).flat_map(|part| &part.sections)
    }
}
