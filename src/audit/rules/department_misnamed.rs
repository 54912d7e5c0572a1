//! W202: a department named in two ways (部门名称不一).

use crate::{
    audit::{
        Finding,
        department_name::{Named, bare, named, titled},
        text::{Line, Text},
    },
    diagnostic::Diagnostic,
    nearest::nearest,
};

pub fn check(text: &Text, found: &mut Vec<Finding>) {
    let Some(own) = text.name.as_deref() else { return };
    let mut tell = |line: &Line, other: Named| {
        if !misspelt(own, &other.name, text) {
            return;
        }
        let diagnostic = Diagnostic::warning("W202", format!("部门名称在别处是“{own}”，这里是“{}”", other.name));
        let mut finding = Finding::new(line.at(diagnostic, other.range, "").help("核对名称，全文写成一样"));
        (finding.stated, finding.computed) = (Some(other.name), Some(own.to_owned()));
        found.push(finding);
    };
    for line in text.titles() {
        titled(&line, text.words).into_iter().for_each(|other| tell(&line, other));
    }
    for line in text.prose() {
        named(line, text.words).into_iter().for_each(|other| tell(line, other));
    }
}

/// Near, but not the same and not a short form: 区文化局 is short for 某市某区文化局.
fn misspelt(own: &str, other: &str, text: &Text) -> bool {
    let (own, other) = (bare(own, text.words), bare(other, text.words));
    let short = own.ends_with(other) || other.ends_with(own) || other.starts_with(own);
    !short && nearest(other, [own]).is_some()
}
