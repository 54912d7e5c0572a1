//! The names and words of plausible departments (词表), from `data/reference/synthetic.yaml`.

use std::sync::OnceLock;

use serde::Deserialize;

use crate::embedded;

/// What plausible departments are called and say.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vocabulary {
    /// Departments.
    pub branches: Vec<Branch>,
    /// Offices of a department (内设机构).
    pub offices: Vec<String>,
    /// What it is there for (职责).
    pub duty: String,
    /// Reasons for more, the first of which speak of people.
    pub rises: Vec<String>,
    /// Reasons for less, likewise.
    pub falls: Vec<String>,
    /// What is said of a whole section, whichever way its figures went.
    pub whole: Vec<String>,
    /// Projects that reasons speak of.
    pub projects: Vec<String>,
    /// What is said of a project that cost more.
    pub more: Vec<String>,
    /// And of one that cost less.
    pub less: Vec<String>,
    /// Remarks on money that was spent.
    pub remarks: Vec<Remark>,
    /// The remark on none.
    pub nothing: String,
    /// What is paid for (用途).
    pub purposes: Vec<String>,
    /// Whole sentences.
    pub prose: Vec<String>,
    /// Names of units.
    pub names: Vec<String>,
    /// Levels of projects (项目级次).
    pub levels: Vec<String>,
    /// Projects whose performance was reviewed (绩效).
    pub reviewed: Vec<String>,
    /// Their levels.
    pub grades: Vec<String>,
    /// The result of a review.
    pub review: String,
    /// Rules on performance (管理制度).
    pub rules: String,
    /// How it is done (工作机制).
    pub workings: String,
    /// What came of it (结果应用).
    pub used: String,
}

/// A kind of department (部门).
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Branch {
    /// Its name without its county.
    pub name: String,
    /// The items of its own business.
    pub accounts: Vec<String>,
    /// An organ of the state (机关), which alone has operating expenses of an organ.
    pub organ: bool,
}

/// A remark on figures whose concept begins so.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Remark {
    /// The beginning.
    pub of: String,
    /// The remark.
    pub text: String,
}

/// The shipped ones.
///
/// # Panics
/// Never in a released program: the file is embedded and tests read it.
pub fn words() -> &'static Vocabulary {
    static WORDS: OnceLock<Vocabulary> = OnceLock::new();
    WORDS.get_or_init(|| {
        let text = embedded::reference("synthetic.yaml").unwrap_or_default();
        serde_yaml::from_str(text).unwrap_or_else(|fault| panic!("synthetic.yaml: {fault}"))
    })
}
