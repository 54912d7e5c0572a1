//! What two sequences have in common, in order (相同部分): every comparison of the program goes through here.
//!
//! In one place and of one type, since `similar` brings six algorithms and each of them is compiled anew for every type
//! that it is given: half a minute of a build.

use similar::{
    DiffOp,
    algorithms::{Capture, Compact, Replace, myers, patience},
};

type Ops<'a> = Compact<'a, 'a, [u64], [u64], Replace<Capture>>;

/// Anchored at what comes once in either, as sentences and titles do (patience).
pub(crate) fn anchored(old: &[u64], new: &[u64]) -> Vec<DiffOp> {
    captured(old, new, |ops| patience::diff(ops, old, 0..old.len(), new, 0..new.len()))
}

/// With the fewest changes, for words that come often (Myers).
pub(crate) fn shortest(old: &[u64], new: &[u64]) -> Vec<DiffOp> {
    captured(old, new, |ops| myers::diff(ops, old, 0..old.len(), new, 0..new.len()))
}

fn captured<'a>(
    old: &'a [u64],
    new: &'a [u64],
    diff: impl FnOnce(&mut Ops<'a>) -> Result<(), std::convert::Infallible>,
) -> Vec<DiffOp> {
    let mut ops = Compact::new(Replace::new(Capture::new()), old, new);
    let Ok(()) = diff(&mut ops);
    ops.into_inner().into_inner().into_ops()
}
