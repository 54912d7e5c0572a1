//! juesuan (决算): a drafting engine for the prose of Chinese departmental final accounts (部门决算情况说明).

#![warn(missing_docs)]

pub mod diagnostic;
pub mod embedded;
pub mod figures;
pub mod formats;
pub mod nearest;
pub mod phrase;
pub mod report;
pub mod source;
pub mod yaml;
