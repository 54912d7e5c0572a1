//! What a person does to a draft (手改): one edit or several, at arbitrary places.

use crate::random_accounts::chance::Chance;

/// An edited text, and the words that the person typed.
pub struct Edited {
    pub text: String,
    pub typed: Vec<String>,
    pub done: Vec<&'static str>,
}

const WORDS: [&str; 6] = [
    "（经局党组会议研究）",
    "约",
    "经核实，以上数据无误。",
    "由于机构改革，部分职能划出，人员随之减少",
    "其中财政拨款结余",
    "详见附件 Excel",
];

pub fn edit(text: &str, count: usize, chance: &mut Chance) -> Edited {
    let mut edited = Edited { text: text.to_owned(), typed: Vec::new(), done: Vec::new() };
    for number in 0..count {
        one(&mut edited, number, chance);
    }
    edited
}

fn one(edited: &mut Edited, number: usize, chance: &mut Chance) {
    let text = edited.text.clone();
    let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let place = *chance.pick(&places);
    // A number of its own tells this edit's words from all others.
    let typed = format!("〔{}〕{}", "甲乙丙丁戊己庚辛".chars().nth(number % 8).unwrap(), chance.pick(&WORDS));
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    match chance.below(9) {
        0 => {
            edited.text.insert_str(place, &typed);
            edited.keep("insert", typed);
        }
        1 => {
            let line = chance.below(lines.len());
            let at: usize = lines[..line].iter().map(|line| line.len()).sum();
            edited.text.insert_str(at, &format!("{typed}\n"));
            edited.keep("paragraph", typed);
        }
        2 => {
            // A clause is deleted.
            let Some(end) = text[place..].find(['，', '。']).map(|at| place + at) else { return };
            edited.text.replace_range(place..end, "");
            edited.done.push("delete");
        }
        3 => {
            let line = chance.below(lines.len());
            let mut lines = lines.clone();
            lines.remove(line);
            edited.text = lines.concat();
            edited.done.push("delete paragraph");
        }
        4 => {
            let (one, other) = (chance.below(lines.len()), chance.below(lines.len()));
            let mut lines = lines.clone();
            lines.swap(one, other);
            edited.text = lines.concat();
            edited.done.push("reorder");
        }
        5 => {
            let digits: Vec<usize> = text.match_indices(|c: char| c.is_ascii_digit()).map(|(at, _)| at).collect();
            let Some(&at) = digits.get(chance.below(digits.len().max(1))) else { return };
            let now = (text.as_bytes()[at] - b'0' + 1 + chance.below(8) as u8) % 10;
            edited.text.replace_range(at..=at, &now.to_string());
            edited.done.push("figure");
        }
        6 => {
            let Some(end) = text[place..].find(['，', '。', '\n']).map(|at| place + at) else { return };
            edited.text.replace_range(place..end, &typed);
            edited.keep("reword", typed);
        }
        7 => {
            edited.text.insert_str(place, "  ");
            edited.done.push("blanks");
        }
        _ => {
            edited.text.push_str(&format!("{typed}\n"));
            edited.keep("note", typed);
        }
    }
}

impl Edited {
    fn keep(&mut self, kind: &'static str, typed: String) {
        self.typed.push(typed);
        self.done.push(kind);
    }
}

/// What a person does where the correction comes as well: a line of the `changed` ones is worked over, in its clauses, and
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
