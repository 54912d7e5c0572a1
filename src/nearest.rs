//! The known name that somebody probably meant (最接近的名称).

use std::cmp::Reverse;

use similar::DiffTag;

use crate::in_order::shortest;

/// Nobody who types this many bytes means a name; comparing would take long, too.
const LONGEST: usize = 240;

/// Do two names differ in one letter only (只差一字)?
pub fn one_letter(one: &str, other: &str) -> bool {
    one.chars().count() == other.chars().count() && one.chars().zip(other.chars()).filter(|(a, b)| a != b).count() == 1
}

/// The known name nearest to `word` (最接近的名称), if one is near enough to be worth saying.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if word.len() > LONGEST {
        return None;
    }
    let known: Vec<&str> = known.into_iter().filter(|name| *name != word).collect();
    if let Some(name) = begun(word, &known) {
        return Some(name);
    }
    // Chinese names are short: one wrong letter in three leaves two thirds, two in four leave a half.
    let (least, of) = if word.chars().count() <= 4 { (1, 2) } else { (3, 5) };
    let typed = letters(word);
    let alike = known.into_iter().filter_map(|name| {
        let letters = letters(name);
        let all = typed.len() + letters.len();
        let common = 2 * common(&typed, &letters);
        // In thousandths, so that names of several lengths can be compared.
        (common > 0 && common * of >= all * least).then(|| (common * 1000 / all, Reverse(name)))
    });
    alike.max().map(|(_, Reverse(name))| name)
}

fn letters(name: &str) -> Vec<u64> {
    name.chars().map(u64::from).collect()
}

/// How many letters of the one are in the other, in their order.
fn common(one: &[u64], other: &[u64]) -> usize {
    let ops = shortest(one, other);
    ops.iter().filter(|op| op.tag() == DiffTag::Equal).map(|op| op.old_range().len()).sum()
}

/// The known name that the word only adds a little to, or leaves a little off: 基本支出合计 is 基本支出, not 本年支出合计.
fn begun<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    let shared = |name: &str| {
        let (short, long) = if name.len() < word.len() { (name, word) } else { (word, name) };
        // At the end only: 去年决算数 is 上年决算数, not 决算数.
        let enough = 3 * short.chars().count() >= 2 * long.chars().count();
        (enough && !short.is_empty() && long.starts_with(short)).then_some(short.len())
    };
    let shared = known.iter().filter_map(|name| Some((shared(name)?, *name)));
    shared.max_by_key(|(length, name)| (*length, Reverse(name.len()))).map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn finds_the_slip_of_one_character() {
        let known = ["收入总计", "支出总计", "年末结转和结余", "公务接待费"];
        assert_eq!(nearest("收入总记", known), Some("收入总计"));
        assert_eq!(nearest("年末结转结余", known), Some("年末结转和结余"));
        assert_eq!(nearest("接待费", known), Some("公务接待费"));
        assert_eq!(nearest("基本支出合计", ["本年支出合计", "基本支出"]), Some("基本支出"));
    }

    #[test]
    fn stays_silent_when_nothing_is_near() {
        assert_eq!(nearest("政府采购", ["收入总计", "支出总计"]), None);
        assert_eq!(nearest("", ["收入总计"]), None);
        assert_eq!(nearest("收入总计", []), None);
    }
}
