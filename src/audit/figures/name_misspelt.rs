//! B503: the name of a part or of an economic item that is a known one but for a letter (名称错字).

use super::economic_names::LISTS;
use crate::{
    audit::{Checked, Finding},
    diagnostic::Severity,
    figures::Origin,
    nearest::one_letter,
    phrase::{SlotKind, read::Step, scan::Held},
};

/// In a name of fewer letters one of them may make another name.
const LONG: usize = 3;

pub fn check(checked: &Checked, found: &mut Vec<Finding>) {
    let catalogue = checked.bound.accounts.catalogue;
    let lists: Vec<_> = LISTS.iter().filter_map(|id| catalogue.group(id)).collect();
    for sentence in &checked.reading.sentences {
        for step in &sentence.read.steps {
            let Step::Slot { slot, body, range, held: Held::Words, .. } = step else { continue };
            let (SlotKind::Name, Some(group)) = (&slot.kind, body.group) else { continue };
            let printed = &sentence.paragraph.text()[range.clone()];
            let known: Vec<&str> = match &catalogue.groups[group].origin {
                Origin::Members(members) => {
                    let called = members.iter().map(|&member| &catalogue.concepts[member]);
                    called.flat_map(|it| std::iter::once(&it.key).chain(&it.also)).map(String::as_str).collect()
                }
                _ if lists.contains(&group) => checked.reference.economic.names().collect(),
                _ => continue,
            };
            let given = checked.figures.is_some_and(|figures| figures.rows(group).iter().any(|it| it.name == printed));
            if given || known.contains(&printed) {
                continue;
            }
            let mut near: Vec<&str> = known.into_iter().filter(|name| one_letter(printed, name)).collect();
            near.sort_unstable();
            let Some(near) = near.first() else { continue };
            let severity = if near.chars().count() < LONG { Severity::Hint } else { Severity::Warning };
            let message = format!("“{printed}”像是“{near}”写错了字");
            let mut finding = checked.at(severity, "B503", sentence, range.clone(), message);
            finding.diagnostic = finding.diagnostic.help(format!("核对名称；是“{near}”的改过来"));
            finding.computed = Some((*near).to_owned());
            found.push(finding);
        }
    }
}
