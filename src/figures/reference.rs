//! Reference data (基础资料): concepts, classifications and identities, shipped or from a folder.

use std::{path::Path, sync::OnceLock};

use super::{
    accounts::FinalAccounts,
    classification::Classification,
    concepts::Catalogue,
    expr::Env,
    identities::{Gap, Identity},
};
use crate::{diagnostic::Diagnostic, embedded};

/// Everything that is not about one department.
pub struct Reference {
    /// Concepts, tables and lists.
    pub catalogue: Catalogue,
    /// 支出功能分类.
    pub functional: Classification,
    /// 支出经济分类.
    pub economic: Classification,
    /// 勾稽关系.
    pub identities: Vec<Identity>,
    /// From which of the identities each number of the department can follow, in their order.
    pub(super) deriving: Vec<Vec<usize>>,
    /// Those numbers that can follow from any, in the order of the identities.
    pub(super) derivable: Vec<usize>,
}

impl Reference {
    /// The shipped reference data.
    ///
    /// # Panics
    /// Never in a released program: the files are embedded and a test reads them.
    pub fn shipped() -> &'static Reference {
        static SHIPPED: OnceLock<Reference> = OnceLock::new();
        SHIPPED.get_or_init(|| {
            let text = |path: &str| embedded::reference(path).map(str::to_owned);
            let identities = embedded::reference_folder("identities");
            Reference::parse(&text, identities.iter().map(|(name, text)| (name.as_str(), *text)))
                .unwrap_or_else(|fault| panic!("{fault}"))
        })
    }

    /// Reference data from a folder laid out like `data/reference`; what the folder lacks is taken from the shipped
    /// data. It lives as long as the program.
    pub fn load(folder: &Path) -> Result<&'static Reference, Box<Diagnostic>> {
        let refuse = |message: String| {
            let help = "文件夹要像 data/reference 那样：concepts.yaml、classification/、identities/";
            Box::new(Diagnostic::error("C005", message).help(help))
        };
        if !folder.is_dir() {
            return Err(refuse(format!("没有文件夹 {}", folder.display())));
        }
        let text = |path: &str| {
            std::fs::read_to_string(folder.join(path)).ok().or_else(|| embedded::reference(path).map(str::to_owned))
        };
        let mut identities = Vec::new();
        match std::fs::read_dir(folder.join("identities")) {
            Ok(entries) => {
                for path in entries.filter_map(Result::ok).map(|entry| entry.path()) {
                    if path.extension().is_some_and(|ending| ending == "yaml") {
                        let text = std::fs::read_to_string(&path)
                            .map_err(|error| refuse(format!("读不了 {}：{error}", path.display())))?;
                        identities.push((path.display().to_string(), text));
                    }
                }
                identities.sort();
            }
            Err(_) => {
                let shipped = embedded::reference_folder("identities");
                identities.extend(shipped.into_iter().map(|(name, text)| (name, text.to_owned())));
            }
        }
        let identities = identities.iter().map(|(name, text)| (name.as_str(), text.as_str()));
        let reference = Reference::parse(&text, identities).map_err(refuse)?;
        Ok(Box::leak(Box::new(reference)))
    }

    /// What does not hold in these figures (勾稽核对), in the order of the file.
    pub fn check(&self, accounts: &FinalAccounts) -> Vec<Diagnostic> {
        let (gaps, mut found) = self.gaps(accounts);
        found.extend(gaps.into_iter().map(|gap| gap.diagnostic));
        found.sort_by_key(Diagnostic::offset);
        found
    }

    /// The same with the sums of both sides, and apart from them what is said of 已核对.
    pub fn gaps(&self, accounts: &FinalAccounts) -> (Vec<Gap<'_>>, Vec<Diagnostic>) {
        let (mut gaps, mut hints) = (Vec::new(), Vec::new());
        let mut needed = vec![false; accounts.verified.len()];
        let env = Env::new(accounts);
        self.identities.iter().for_each(|identity| identity.check(&env, &mut needed, &mut gaps));
        for (verified, _) in accounts.verified.iter().zip(needed).filter(|(_, needed)| !needed) {
            let hint = Diagnostic::hint("F025", format!("“已核对”里的 {} 没有用处：这些数现在对得上", verified.code));
            let hint = hint.at(&accounts.source, verified.place.clone(), "");
            hints.push(hint.help("删去这一条；留着的话，以后真对不上了也不会提示"));
        }
        (gaps, hints)
    }

    fn parse<'i>(
        text: &dyn Fn(&str) -> Option<String>,
        identities: impl Iterator<Item = (&'i str, &'i str)>,
    ) -> Result<Reference, String> {
        let read = |path: &str| text(path).ok_or_else(|| format!("没有 {path}"));
        let named = |path: &str, fault: String| format!("{path}: {fault}");
        let catalogue = Catalogue::parse(&read("concepts.yaml")?).map_err(|fault| named("concepts.yaml", fault))?;
        let classification = |path: &str| Classification::parse(&read(path)?).map_err(|fault| named(path, fault));
        let functional = classification("classification/functional.csv")?;
        let economic = classification("classification/economic.csv")?;
        let mut all = Vec::new();
        for (path, text) in identities {
            all.extend(Identity::parse(text, &catalogue).map_err(|fault| named(path, fault))?);
        }
        let mut deriving = vec![Vec::new(); catalogue.root.numbers.len()];
        let mut derivable = Vec::new();
        for (at, identity) in all.iter().enumerate() {
            if let Some(number) = identity.derives_which() {
                if deriving[number].is_empty() {
                    derivable.push(number);
                }
                deriving[number].push(at);
            }
        }
        Ok(Reference { catalogue, functional, economic, identities: all, deriving, derivable })
    }
}
