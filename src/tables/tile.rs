//! A heading read as words (栏目拆词): all of its text must be words that are known, in any order.

/// One thing that must be said, in any of its spellings.
pub type Word = Vec<String>;

/// Is the text made of all the words `needed`, each once, and else only of words `beside`?
pub fn tiles(text: &str, needed: &[Word], beside: &[String]) -> bool {
    // More needed words than this would be no heading; the marks below are bits.
    needed.len() < 32 && covers(text, needed, beside, (1 << needed.len()) - 1)
}

fn covers(rest: &str, needed: &[Word], beside: &[String], open: u32) -> bool {
    if rest.is_empty() {
        return open == 0;
    }
    let say = |index: usize| {
        let mut spellings = needed[index].iter().filter(|word| !word.is_empty());
        spellings.any(|word| {
            rest.strip_prefix(word.as_str()).is_some_and(|rest| covers(rest, needed, beside, open & !(1 << index)))
        })
    };
    (0..needed.len()).any(|index| open & (1 << index) != 0 && say(index))
        || beside.iter().any(|word| {
            !word.is_empty() && rest.strip_prefix(word.as_str()).is_some_and(|rest| covers(rest, needed, beside, open))
        })
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
}
