//! Slips of the pen (笔误): words that differ from a phrase's by a letter too many, too few or another.

/// What a letter too many, too few or another costs.
pub const SLIP: u32 = 1_000;

/// More slips than this and it is other words.
const MOST_SLIPS: usize = 4;

/// The ways in which a text can begin with these letters but for a few slips: how many bytes they take, and what they
/// cost, at most `allowed`. A punctuation mark costs half; another letter in place of a mark is no slip.
pub(super) fn ways(letters: &[char], text: &str, allowed: u32) -> Vec<(usize, u32)> {
    // A short word has room for one slip, a long one for a few.
    let most = (letters.len() / 3 + 1).min(MOST_SLIPS).min((allowed / (SLIP / 2)) as usize);
    if most == 0 {
        return Vec::new();
    }
    let limit = allowed.min(most as u32 * SLIP);
    let width = letters.len() + most;
    let mut seen: Vec<(usize, char)> = text.char_indices().take(width).collect();
    let last = seen.last().map_or(0, |&(at, c)| at + c.len_utf8());
    // One row a letter of the phrase, one column a letter of the text.
    let none = u32::MAX / 2;
    let mut row: Vec<u32> = vec![none; seen.len() + 1];
    row[0] = 0;
    for column in 1..row.len() {
        row[column] = row[column - 1] + weight(seen[column - 1].1);
    }
    for (index, &letter) in letters.iter().enumerate() {
        let mut next = vec![none; row.len()];
        next[0] = row[0] + weight(letter);
        let from = index.saturating_sub(most);
        let to = (index + most + 2).min(row.len());
        for column in from.max(1)..to {
            let other = seen[column - 1].1;
            let same = if letter == other { Some(0) } else { exchange(letter, other) };
            let exchanged = same.map_or(none, |cost| row[column - 1] + cost);
            next[column] = exchanged.min(row[column] + weight(letter)).min(next[column - 1] + weight(other));
        }
        if from > 0 {
            next[0] = none;
        }
        if next.iter().all(|&cost| cost > limit) {
            return Vec::new();
        }
        row = next;
    }
    seen.push((last, '\0'));
    let ends = row.iter().enumerate().filter(|(_, cost)| **cost <= limit);
    ends.map(|(column, &cost)| (seen[column].0, cost)).collect()
}

fn is_mark(c: char) -> bool {
    matches!(
        c,
        '，' | '。' | '；' | '：' | '、' | '“' | '”' | '（' | '）' | '.' | ',' | '！' | '？' | '《' | '》' | '-'
    )
}

fn weight(c: char) -> u32 {
    match c {
        _ if is_mark(c) => SLIP / 2,
        // A figure is never a slip of words.
        '0'..='9' | '%' => SLIP * 3,
        _ => SLIP,
    }
}

fn exchange(one: char, other: char) -> Option<u32> {
    match (is_mark(one), is_mark(other)) {
        (true, true) => Some(SLIP / 2),
        (false, false) if !one.is_ascii_digit() && !other.is_ascii_digit() => Some(SLIP),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{SLIP, ways};

    fn best(words: &str, text: &str) -> Option<(usize, u32)> {
        let letters: Vec<char> = words.chars().collect();
        ways(&letters, text, 4 * SLIP).into_iter().min_by_key(|&(_, cost)| cost)
    }

    #[test]
    fn a_slip_is_a_letter_too_many_too_few_or_another() {
        assert_eq!(best("年初预算为", "年初预算60万元"), Some(("年初预算".len(), SLIP)));
        assert_eq!(best("年初未申请", "年初年初未申请"), Some(("年初年初未申请".len(), 2 * SLIP)));
        assert_eq!(best("，完成年初", "。完成年初"), Some(("。完成年初".len(), SLIP / 2)));
        assert_eq!(best("社会保障和", "社会保险和"), Some(("社会保险和".len(), SLIP)));
    }

    #[test]
    fn other_words_are_no_slip() {
        assert_eq!(best("支出决算为", "收入总计是"), None);
        assert_eq!(best("，占", "万元"), None);
    }
}
