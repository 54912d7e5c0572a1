//! B505: a part that is none of those that the table has there (不在表内的分项).

use crate::{
    audit::{Checked, Finding},
    diagnostic::Severity,
    figures::Origin,
    nearest::one_letter,
    phrase::{SlotKind, read::Step, scan::Held},
};

pub fn check(checked: &Checked, found: &mut Vec<Finding>) {
    let catalogue = checked.bound.accounts.catalogue;
    for sentence in &checked.reading.sentences {
        for step in &sentence.read.steps {
            let Step::Slot { slot, body, range, held: Held::Words, .. } = step else { continue };
            let (SlotKind::Name, Some(group)) = (&slot.kind, body.group) else { continue };
            let Origin::Members(members) = &catalogue.groups[group].origin else { continue };
            let printed = &sentence.paragraph.text()[range.clone()];
            let known = |name: &str| name == printed || one_letter(printed, name);
            let mut called = members.iter().map(|&member| &catalogue.concepts[member]);
            if called.any(|it| known(&it.key) || it.also.iter().any(|also| known(also))) {
                continue;
            }
            let all: Vec<&str> = members.iter().map(|&member| catalogue.concepts[member].key.as_str()).collect();
            let message = format!("“{printed}”不是这里的分项：决算表上是{}", all.join("、"));
            let mut finding = checked.at(Severity::Hint, "B505", sentence, range.clone(), message);
            let help = "名称不同的照决算表改；不是这一层的，看看前面是不是漏了话";
            finding.diagnostic = finding.diagnostic.help(help);
            found.push(finding);
        }
    }
}
