//! What a person does where the correction comes as well (同处手改).

use crate::{
    edits::{Edited, WORDS},
    random_accounts::chance::Chance,
};

/// A line of the `changed` ones is worked over, in its clauses, and
/// changes places with another.
pub fn work_over(text: &str, changed: &[usize], count: usize, chance: &mut Chance) -> Edited {
    let mut edited = Edited { text: String::new(), typed: Vec::new(), done: Vec::new() };
    let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
    for number in 0..count {
        let at = *chance.pick(changed);
        let clauses: Vec<&str> = lines[at].split_inclusive(['，', '；', '。']).collect();
        let mut clauses: Vec<String> = clauses.into_iter().map(str::to_owned).collect();
        if clauses.is_empty() {
            continue;
        }
        let clause = chance.below(clauses.len());
        let typed = format!("〔{}〕{}", "甲乙丙丁戊己庚辛".chars().nth(number % 8).unwrap(), chance.pick(&WORDS));
        match chance.below(6) {
            0 => {
                let other = chance.below(clauses.len());
                clauses.swap(clause, other);
                edited.done.push("exchange clauses");
            }
            1 => {
                clauses.remove(clause);
                edited.done.push("delete clause");
            }
            2 => {
                let end = clauses[clause].chars().next_back().filter(|c| ['，', '；', '。', '\n'].contains(c));
                clauses[clause] = format!("{typed}{}", end.map_or(String::new(), |end| end.to_string()));
                edited.keep("reword clause", typed);
            }
            3 => {
                let places: Vec<usize> = clauses[clause].char_indices().map(|(at, _)| at).collect();
                let place = *chance.pick(&places);
                clauses[clause].insert_str(place, &typed);
                edited.keep("insert", typed);
            }
            _ => {
                let other = *chance.pick(changed);
                lines[at] = clauses.concat();
                lines.swap(at, other);
                edited.done.push("exchange lines");
                continue;
            }
        }
        lines[at] = clauses.concat();
    }
    edited.text = lines.concat();
    edited
}
