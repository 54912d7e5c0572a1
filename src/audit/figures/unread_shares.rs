//! Shares in sentences that no phrase reads (没有读懂的句子里的占比), part of B120.

use super::unread_sums::{BEFORE, Wrong, compare, value};
use crate::audit::{
    printed_number::Number,
    text::tail,
    words::{begins, ends, words},
};

/// The shares of a sentence that do not fit its amounts: 共A万元，其中甲B万元，占P%, and 甲B万元，占C万元的P%.
pub(super) fn shares(sentence: &str, numbers: &[Number]) -> Vec<Wrong> {
    let sums: Vec<&Number> = numbers.iter().filter(|number| number.money.is_some() || number.percent).collect();
    let named = sums.windows(3).filter_map(|sums| of_named_whole(sentence, sums[0], sums[1], sums[2]));
    let (whole, parts) = whole(sentence, &sums).unwrap_or((0, 0..0));
    let parts = sums[parts].windows(2).filter_map(|pair| of_whole(sentence, sums[whole], pair[0], pair[1]));
    parts.chain(named).collect()
}

/// 甲B万元，占C万元的P%: the whole stands between 占 and the percentage.
fn of_named_whole(sentence: &str, part: &Number, whole: &Number, share: &Number) -> Option<Wrong> {
    let fits = part.money.is_some() && part.money == whole.money && share.percent;
    let before = &sentence[part.end..whole.range.start];
    let (of, behind) = (before.rfind(words().share.as_str()), &sentence[whole.end..share.range.start]);
    let near = of.is_some_and(|at| before[..at].chars().all(|c| c == '，'));
    (fits && near && behind == words().share_of).then(|| compare(value(part)?, value(whole)?, share))?
}

/// B万元，占P%: the whole is that of the sentence.
fn of_whole(sentence: &str, whole: &Number, part: &Number, share: &Number) -> Option<Wrong> {
    let fits = part.money.is_some() && part.money == whole.money && share.percent;
    let between = sentence[part.end..share.range.start].trim_start_matches('，');
    let (part, whole) = (value(part)?, value(whole)?);
    // A part above the whole is none of it.
    (fits && words().share_leads.iter().any(|lead| between == lead) && part <= whole)
        .then(|| compare(part, whole, share))?
}

/// Which amount is the whole of the sentence, and which numbers may be its parts: the last before 其中, else the first
/// if it is called a total and every other amount has its share.
fn whole(sentence: &str, sums: &[&Number]) -> Option<(usize, std::ops::Range<usize>)> {
    let words = words();
    let moved = |number: &Number| {
        let before = &sentence[..number.range.start];
        ends(before, &words.rise).is_some() || ends(before, &words.fall).is_some()
    };
    let mut lists = sentence.match_indices(words.of_which.as_str()).map(|(at, _)| at);
    if let Some(list) = lists.next() {
        let behind = sums.iter().position(|number| number.range.start > list)?;
        let whole = sums[..behind].iter().rposition(|number| number.money.is_some() && !moved(number))?;
        // A list inside the list has another whole.
        let end = lists.next().and_then(|next| sums.iter().position(|number| number.range.start > next));
        return Some((whole, behind..end.unwrap_or(sums.len())));
    }
    let first = sums.first().filter(|number| number.money.is_some())?;
    let before = tail(sentence, first.range.start, BEFORE);
    let total = words.sum_whole.iter().any(|word| before.contains(word.as_str()));
    let every = sums[1..].chunks(2).all(|pair| {
        let [part, share] = pair else { return false };
        let between = sentence[part.end..share.range.start].trim_start_matches('，');
        part.money.is_some() && share.percent && begins(between, std::slice::from_ref(&words.share)).is_some()
    });
    (total && every).then_some((0, 1..sums.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::printed_number::numbers;

    fn wrong(sentence: &str) -> Vec<String> {
        let found = shares(sentence, &numbers(sentence, words()));
        found.iter().map(|wrong| format!("{} {}", &sentence[wrong.range.clone()], wrong.right)).collect()
    }

    #[test]
    fn shares_of_the_whole_before_the_list() {
        assert_eq!(
            wrong("合同价款共计50万元，比上期增加10万元，其中保洁20万元，占40%，保安24万元，占58%。"),
            ["58% 48"]
        );
        assert_eq!(wrong("收入100万元，支出80万元，其中培训40万元，占50%。"), [""; 0]);
        assert_eq!(wrong("支出合计80万元，其中培训40万元，占50%，其中：差旅10万元，占25%。"), [""; 0]);
        assert_eq!(wrong("共80万元，培训40万元，占50%，差旅20万元，占35%。"), ["35% 25"]);
        assert_eq!(wrong("收入100万元，支出80万元，培训40万元，占50%。"), [""; 0]);
    }

    #[test]
    fn shares_of_a_whole_that_is_named() {
        assert_eq!(wrong("付物业费24万元，占合同价款50万元的84%。"), ["84% 48"]);
        assert_eq!(wrong("付物业费24万元，占合同价款50万元的48%，占全县同类合同的3%。"), [""; 0]);
        assert_eq!(wrong("付物业费24万元，占合同价款50万元的一半，另付10%。"), [""; 0]);
    }
}
