//! Figures whose budget or last year is written and whose own final figure is not (缺决算数): no sentence can say them.

use super::Loader;
use crate::{diagnostic::Diagnostic, figures::accounts::FinalAccounts};

impl Loader<'_> {
    /// Warn of every figure of the department that would read as 不涉及 although something of it is written.
    pub(super) fn final_missing(&mut self, accounts: &FinalAccounts) {
        let catalogue = self.catalogue();
        let root = &accounts.root;
        for &(index, ref periods) in &catalogue.compared {
            // A figure that was refused has its place. What every department has is missed as an error already.
            if root.numbers[index].is_present() || root.number_places.get(index).is_some() {
                continue;
            }
            // Of nearly all that a department does not have nothing is written, and nothing more is looked at.
            if periods.clone().all(|period| root.number_places.get(period).is_none()) {
                continue;
            }
            let concept = &catalogue.concepts[catalogue.root.numbers[index].concept];
            let written = concept.periods.iter().find_map(|&period| {
                let place = root.number_places.get(concept.number(period)?)?;
                Some((period, place))
            });
            if let Some((period, place)) = written {
                let message = format!("“{}”写了{}，没有写决算数，文中当作不涉及", concept.key, period.key());
                let fault = Diagnostic::warning("F024", message);
                self.fault(fault, &place, "写上 决算数；没有发生写 0，暂时不知道就只写键");
            }
        }
    }
}
