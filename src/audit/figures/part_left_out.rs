//! B409: a list of parts without one that is told elsewhere (分项漏列).

use super::walk::{bodies, env};
use crate::{
    audit::{Checked, Finding},
    diagnostic::Severity,
    figures::Origin,
    phrase::{Piece, Say, SlotKind, Variant, read::Step},
    report::binding::{RowAt, wanted},
};

pub fn check(checked: &Checked, found: &mut Vec<Finding>) {
    // What the text states nowhere the figures tell (B407).
    let accounts = &checked.bound.accounts;
    for at in bodies(checked) {
        let Say::Straight(pieces) = &at.variant.say else { continue };
        for piece in pieces {
            let Piece::Slot(slot) = piece else { continue };
            let SlotKind::Each { group, filter, body, .. } = &at.body.slots[*slot].kind else { continue };
            if !matches!(accounts.catalogue.groups[*group].origin, Origin::Members(_)) {
                continue;
            }
            let steps = at.sentence.read.steps.iter().zip(&checked.bound.rows[at.at.0]).skip(at.at.1);
            let rows: Vec<Option<RowAt>> = steps
                .filter(|(step, _)| matches!(step, Step::Row { group: other } if other == group))
                .map(|(_, row)| *row)
                .collect();
            // A name that is not known may be the missing one.
            if rows.is_empty() || rows.iter().any(Option::is_none) {
                continue;
            }
            for row in accounts.rows(*group) {
                let Some(concept) = row.concept else { continue };
                let member = RowAt::Member(*group, concept);
                let env = env(checked, accounts, Some(member));
                let listed = rows.contains(&Some(member));
                let kept = filter.as_ref().is_none_or(|filter| env.holds(filter));
                if !listed && kept && wanted(body, &env).is_some_and(says) {
                    let message = format!("这里列了几项，漏了“{}”", row.name);
                    let place = at.sentence.range();
                    let mut finding = checked.at(Severity::Warning, "B409", at.sentence, place, message);
                    finding.diagnostic = finding.diagnostic.help("补上这一项；确实没有的，核对别处的数");
                    found.push(finding);
                }
            }
        }
    }
}

/// Does the variant say anything?
fn says(variant: &Variant) -> bool {
    matches!(&variant.say, Say::Straight(pieces) if !pieces.is_empty())
}
