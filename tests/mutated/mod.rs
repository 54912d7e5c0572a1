//! Files as careless or hostile hands leave them: lines lost, doubled, moved, values and characters replaced at random.

use proptest::{
    prelude::*,
    sample::Index,
    test_runner::{RngSeed, TestRunner},
};

/// One slip of the hand; indices are taken modulo what there is.
#[derive(Clone, Debug)]
pub enum Slip {
    DropLine(Index),
    DoubleLine(Index),
    SwapLines(Index, Index),
    CopyLineOver(Index, Index),
    /// Everything behind the first colon of a line.
    Value(Index, String),
    /// One of the numbers of the file.
    Number(Index, String),
    /// Everything before a line's first colon.
    Key(Index, String),
    DropCharacter(Index),
    Insert(Index, String),
    Indent(Index, usize),
}

/// Runs the same cases on every machine.
pub fn runner(cases: u32) -> TestRunner {
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(cases) };
    TestRunner::new(ProptestConfig { rng_seed: RngSeed::Fixed(2023), ..config })
}

/// A few slips, with values and keys from these lists; `wild` values are rare, since one refuses the whole file.
pub fn slips(
    values: &'static [&'static str],
    wild: &'static [&'static str],
    keys: &'static [&'static str],
) -> impl Strategy<Value = Vec<Slip>> {
    let index = any::<Index>;
    let one_of = |words: &'static [&'static str]| prop::sample::select(words).prop_map(str::to_owned);
    let marks =
        prop::sample::select(&[":", "：", "\"", "'", "{", "}", "[", "]", ",", "- ", "#", "\n", "\t", "𠀀", "0"][..]);
    let slip = prop_oneof![
        4 => index().prop_map(Slip::DropLine),
        1 => index().prop_map(Slip::DoubleLine),
        1 => (index(), index()).prop_map(|(a, b)| Slip::SwapLines(a, b)),
        1 => (index(), index()).prop_map(|(a, b)| Slip::CopyLineOver(a, b)),
        4 => (index(), one_of(values)).prop_map(|(at, value)| Slip::Value(at, value)),
        16 => (index(), one_of(values)).prop_map(|(at, value)| Slip::Number(at, value)),
        2 => (index(), one_of(wild)).prop_map(|(at, value)| Slip::Value(at, value)),
        1 => (index(), one_of(keys)).prop_map(|(at, key)| Slip::Key(at, key)),
        1 => index().prop_map(Slip::DropCharacter),
        1 => (index(), marks).prop_map(|(at, mark)| Slip::Insert(at, mark.to_owned())),
        1 => (index(), 0_usize..8).prop_map(|(at, depth)| Slip::Indent(at, depth)),
    ];
    prop::collection::vec(slip, 1..5)
}

/// The text after these slips.
pub fn mutated(text: &str, slips: &[Slip]) -> String {
    slips.iter().fold(text.to_owned(), |text, slip| after(&text, slip))
}

fn after(text: &str, slip: &Slip) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    if lines.is_empty() {
        return text.to_owned();
    }
    let count = lines.len();
    match slip {
        Slip::DropLine(at) => drop(lines.remove(at.index(count))),
        Slip::DoubleLine(at) => lines.insert(at.index(count), lines[at.index(count)].clone()),
        Slip::SwapLines(a, b) => lines.swap(a.index(count), b.index(count)),
        Slip::CopyLineOver(a, b) => lines[a.index(count)] = lines[b.index(count)].clone(),
        Slip::Value(at, value) => {
            let line = &mut lines[at.index(count)];
            if let Some(colon) = line.find(": ").or_else(|| line.strip_suffix(':').map(str::len)) {
                *line = format!("{}: {value}", &line[..colon]);
            }
        }
        Slip::Key(at, key) => {
            let line = &mut lines[at.index(count)];
            if let Some(colon) = line.find(':') {
                let start = line.len() - line.trim_start_matches([' ', '-', '{']).len();
                line.replace_range(start.min(colon)..colon, key);
            }
        }
        Slip::Indent(at, depth) => {
            let line = &mut lines[at.index(count)];
            *line = format!("{:depth$}{}", "", line.trim_start());
        }
        Slip::Number(at, value) => return number(text, at, value),
        Slip::DropCharacter(at) => return character(text, at, ""),
        Slip::Insert(at, mark) => return character(text, at, mark),
    }
    lines.join("\n") + "\n"
}

/// A character replaced; by nothing, it is lost.
fn character(text: &str, at: &Index, by: &str) -> String {
    let at = at.index(text.chars().count());
    let (start, c) = text.char_indices().nth(at).expect("the index is below the count");
    format!("{}{by}{}", &text[..start], &text[start + c.len_utf8()..])
}

fn number(text: &str, at: &Index, by: &str) -> String {
    let digit = |c: char| c.is_ascii_digit() || c == '.';
    let starts = text.match_indices(digit).map(|(at, _)| at).filter(|&at| !text[..at].ends_with(digit));
    let starts: Vec<usize> = starts.collect();
    if starts.is_empty() {
        return text.to_owned();
    }
    let start = starts[at.index(starts.len())];
    let end = text[start..].find(|c| !digit(c)).map_or(text.len(), |length| start + length);
    format!("{}{by}{}", &text[..start], &text[end..])
}
