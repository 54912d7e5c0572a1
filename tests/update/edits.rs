//! What a person does to a draft (手改): one edit or several, at arbitrary places.

use crate::random_accounts::chance::Chance;

/// An edited text, and the words that the person typed.
pub struct Edited {
    pub text: String,
    pub typed: Vec<String>,
    pub done: Vec<&'static str>,
}

pub const WORDS: [&str; 6] = [
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
    pub fn keep(&mut self, kind: &'static str, typed: String) {
        self.typed.push(typed);
        self.done.push(kind);
    }
}
