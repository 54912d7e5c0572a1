//! A heading read as words (栏目拆词): all of its text must be words that are known, in any order.

use std::collections::HashSet;

/// One thing that must be said, in any of its spellings.
pub type Word = Vec<String>;

/// No heading is longer, all its rows together.
const LONGEST: usize = 600;

/// Is the text made of all the words `needed`, each once, and else only of words `beside`?
pub fn tiles(text: &str, needed: &[Word], beside: &[String]) -> bool {
    // More needed words than this would be no heading; the marks below are bits.
    if needed.len() >= 32 || text.len() > LONGEST {
        return false;
    }
    let mut seen: HashSet<(usize, u32)> = HashSet::new();
    // Where the text is read up to, and which words are still to be said. Each such place is looked at once, so that
    // words inside of words (类, 类款项) cost nothing.
    let mut open = vec![(0, (1_u32 << needed.len()) - 1)];
    while let Some((at, left)) = open.pop() {
        if at == text.len() && left == 0 {
            return true;
        }
        if !seen.insert((at, left)) {
            continue;
        }
        let rest = &text[at..];
        let after = |word: &String| (!word.is_empty() && rest.starts_with(word.as_str())).then(|| at + word.len());
        for (index, word) in needed.iter().enumerate().filter(|(index, _)| left & (1 << index) != 0) {
            open.extend(word.iter().filter_map(after).map(|at| (at, left & !(1 << index))));
        }
        open.extend(beside.iter().filter_map(after).map(|at| (at, left)));
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_must_be_known_and_said() {
        let word = |spellings: &[&str]| spellings.iter().map(|&word| word.to_owned()).collect::<Word>();
        let needed = [word(&["公务用车购置及运行维护费", "公务用车购置及运行费"]), word(&["小计"])];
        let beside = ["预算数".to_owned()];
        assert!(tiles("预算数公务用车购置及运行费小计", &needed, &beside));
        assert!(tiles("公务用车购置及运行维护费小计预算数", &needed, &beside));
        assert!(!tiles("小计", &needed, &beside));
        assert!(!tiles("公务用车购置及运行费小计决算数", &needed, &beside));
        assert!(!tiles("公务用车购置及运行费小计小计", &needed, &beside));
    }

    #[test]
    fn words_inside_of_words_cost_nothing() {
        let beside: Vec<String> = ["类", "款", "项", "类款项"].iter().map(|&word| word.to_owned()).collect();
        assert!(tiles(&"类款项".repeat(60), &[], &beside));
        assert!(!tiles(&format!("{}无", "类款项".repeat(60)), &[], &beside));
        assert!(!tiles(&"类".repeat(30_000), &[], &beside));
    }
}
