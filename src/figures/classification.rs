//! Official account names (政府收支分类科目): code -> name, from `data/reference/classification`.

use ahash::AHashMap;
use smol_str::SmolStr;

/// How many digits the code of an item (项) has; classes and sections serve several budgets.
const ITEM: usize = 7;

/// One classification, functional or economic.
///
/// The lists are partial: a code that is not in them proves nothing (data/reference/SOURCES.md).
#[derive(Debug, Default)]
pub struct Classification {
    names: AHashMap<String, SmolStr>,
    codes: AHashMap<SmolStr, Vec<String>>,
    budgets: AHashMap<String, SmolStr>,
}

impl Classification {
    /// Read the csv file; its columns are `code,name,level,fund,edition_note,sources_count`.
    pub fn parse(text: &str) -> Result<Classification, String> {
        let mut classification = Classification::default();
        for record in csv::Reader::from_reader(text.as_bytes()).into_records() {
            let record = record.map_err(|error| error.to_string())?;
            let (Some(code), Some(name)) = (record.get(0), record.get(1)) else {
                return Err("code and name are missing".to_owned());
            };
            if let Some(budget) = record.get(3).filter(|_| code.len() == ITEM) {
                classification.budgets.insert(code.to_owned(), budget.into());
            }
            // Kept for the program's life: every row of every department has such names, and counting who has them would
            // be what all cores wait for.
            let name = SmolStr::new_static(Box::leak(name.into()));
            classification.names.insert(code.to_owned(), name.clone());
            classification.codes.entry(name).or_default().push(code.to_owned());
        }
        for codes in classification.codes.values_mut() {
            codes.sort();
        }
        Ok(classification)
    }

    /// The name of a code.
    pub fn name(&self, code: &str) -> Option<&SmolStr> {
        self.names.get(code)
    }

    /// The budget that an item (项) belongs to: 一般公共预算, 政府性基金预算, 国有资本经营预算.
    pub fn budget(&self, code: &str) -> Option<&str> {
        self.budgets.get(code).map(|budget| &**budget)
    }

    /// The codes that bear a name, in order.
    pub fn codes(&self, name: &str) -> &[String] {
        self.codes.get(name).map_or(&[], Vec::as_slice)
    }

    /// The official name behind a customary short one (一般公共服务), or the name itself if it is official.
    pub fn official(&self, typed: &str) -> Option<&SmolStr> {
        self.listed(typed).map(|(name, _)| name)
    }

    /// The same with the codes that bear it, in order.
    pub fn listed(&self, typed: &str) -> Option<(&SmolStr, &[String])> {
        let whole = || self.codes.get_key_value(format!("{typed}支出").as_str());
        self.codes.get_key_value(typed).or_else(whole).map(|(name, codes)| (name, codes.as_slice()))
    }

    /// All names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.values().map(SmolStr::as_str)
    }
}

/// A name without the level written behind it, as the report prints it: 网信事务（款） is 网信事务.
pub fn bare_name<'a>(typed: &'a str, level: &str) -> &'a str {
    let without = |open: char, close: char| {
        typed.strip_suffix(close)?.trim_end().strip_suffix(level)?.trim_end().strip_suffix(open).map(str::trim_end)
    };
    without('（', '）').or_else(|| without('(', ')')).filter(|name| !name.is_empty()).unwrap_or(typed)
}

/// 类, 款 and 项 of an account copied from a report in one piece: 某支出（类）某事务（款）某业务（项）.
pub fn split_names(typed: &str) -> Option<[&str; 3]> {
    let (class, rest) = typed.split_once("（类）")?;
    let (section, item) = rest.split_once("（款）")?;
    let names = [class.trim(), section.trim(), bare_name(item.trim(), "项")];
    names.iter().all(|name| !name.is_empty()).then_some(names)
}

/// Are the two names the same but for a customary 支出 at the end (一般公共服务 for 一般公共服务支出)?
pub fn same_name(typed: &str, official: &str) -> bool {
    typed == official || official.strip_suffix("支出") == Some(typed)
}

#[cfg(test)]
mod tests {
    use super::{bare_name, split_names};

    #[test]
    fn the_level_behind_a_name_is_not_the_name() {
        assert_eq!(bare_name("一般公共服务（类）", "类"), "一般公共服务");
        assert_eq!(bare_name("网信事务(款)", "款"), "网信事务");
        assert_eq!(bare_name("政府办公厅（室）", "款"), "政府办公厅（室）");
        assert_eq!(bare_name("（项）", "项"), "（项）");
    }

    #[test]
    fn an_account_in_one_piece_is_three_names() {
        let typed = "一般公共服务（类）政府办公厅（室）及相关机构事务（款）行政运行（项）";
        let names = ["一般公共服务", "政府办公厅（室）及相关机构事务", "行政运行"];
        assert_eq!(split_names(typed), Some(names));
        assert_eq!(split_names(typed.trim_end_matches("（项）")), Some(names));
        assert_eq!(split_names("一般公共服务（类）（款）行政运行（项）"), None);
        assert_eq!(split_names("行政运行（项）"), None);
    }
}
