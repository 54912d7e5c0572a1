//! Words of direction (方向词), from `data/reference/directions.yaml`.

use std::sync::OnceLock;

use serde::Deserialize;

use crate::embedded;

/// The words by what they say (方向词).
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Directions {
    /// 增加, 大于.
    pub up: Words,
    /// 减少, 小于.
    pub down: Words,
    /// 持平.
    pub level: Words,
}

/// The words of one direction.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Words {
    /// What a figure does itself.
    pub change: Vec<String>,
    /// What only compares two figures, or holds one of the others.
    pub other: Vec<String>,
}

impl Words {
    /// All of them.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.change.iter().chain(&self.other).map(String::as_str)
    }
}

/// The shipped list.
pub(crate) fn directions() -> &'static Directions {
    static DIRECTIONS: OnceLock<Directions> = OnceLock::new();
    DIRECTIONS.get_or_init(|| {
        let text = embedded::reference("directions.yaml").unwrap_or_default();
        serde_yaml::from_str(text).expect("the shipped directions.yaml can be read")
    })
}
