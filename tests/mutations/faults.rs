//! One fault a time (错处): what a tired hand does to a report.

use std::ops::Range;

use juesuan::figures::Reference;

use crate::{
    clean::{Clean, Piece, Token},
    random_accounts::chance::Chance,
};

/// The kinds of faults.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    DigitChanged,
    DigitsSwapped,
    PointShifted,
    DirectionFlipped,
    LastYearsFigure,
    YearChanged,
    PercentDropped,
    UnitChanged,
    UnitDropped,
    ItemDropped,
    LetterChanged,
    OldName,
    ReasonRemoved,
    SentenceDoubled,
    WordDoubled,
    AccountRenamed,
}

pub const KINDS: [Kind; 16] = [
    Kind::DigitChanged,
    Kind::DigitsSwapped,
    Kind::PointShifted,
    Kind::DirectionFlipped,
    Kind::LastYearsFigure,
    Kind::YearChanged,
    Kind::PercentDropped,
    Kind::UnitChanged,
    Kind::UnitDropped,
    Kind::ItemDropped,
    Kind::LetterChanged,
    Kind::OldName,
    Kind::ReasonRemoved,
    Kind::SentenceDoubled,
    Kind::WordDoubled,
    Kind::AccountRenamed,
];

/// A report with one fault.
pub struct Fault {
    pub text: String,
    /// What was replaced, in the clean text.
    pub at: Range<usize>,
    /// The sentence with the fault in it.
    pub sentence: Range<usize>,
    pub was: String,
    pub now: String,
}

type Edit = (Range<usize>, String);

const OPPOSITES: [(&str, &str); 10] = [
    ("增加", "减少"),
    ("减少", "增加"),
    ("增长", "下降"),
    ("下降", "增长"),
    ("降低", "增长"),
    ("大于", "小于"),
    ("小于", "大于"),
    ("高于", "低于"),
    ("低于", "高于"),
    ("上升", "下降"),
];

/// Names of today and of former years, or as they are often mistaken.
const FORMER: [(&str, &str); 6] = [
    ("行政事业单位养老支出", "行政事业单位离退休"),
    ("文化旅游体育与传媒支出", "文化体育与传媒支出"),
    ("自然资源海洋气象等支出", "国土海洋气象等支出"),
    ("卫生健康支出", "医疗卫生与计划生育支出"),
    ("社会保障和就业支出", "社会保险和就业支出"),
    ("城乡社区支出", "城乡社区事务"),
];

/// Plant one; none if the report has no place for it.
pub fn plant(kind: Kind, clean: &Clean, chance: &mut Chance) -> Option<Fault> {
    let edits = edits(kind, clean, chance);
    if edits.is_empty() {
        return None;
    }
    let (range, now) = chance.pick(&edits).clone();
    let was = clean.text[range.clone()].to_owned();
    let mut text = clean.text.clone();
    text.replace_range(range.clone(), &now);
    let around = place(kind, clean, &range);
    let moved = |at: usize| if at >= range.end { at + now.len() - was.len() } else { at };
    let sentence = around.start..moved(around.end);
    (was != now).then_some(Fault { text, at: range, sentence, was, now })
}

/// The sentence in which a reader would look for the fault.
fn place(kind: Kind, clean: &Clean, range: &Range<usize>) -> Range<usize> {
    let around = clean.sentences.iter().position(|sentence| sentence.start <= range.start && range.end <= sentence.end);
    match around {
        // A reason that was a sentence of its own: what it explains stands before it.
        Some(at) if kind == Kind::ReasonRemoved && clean.sentences[at] == *range && at > 0 => {
            clean.sentences[at - 1].clone()
        }
        Some(at) => clean.sentences[at].clone(),
        None => {
            let start = clean.text[..range.start].rfind('\n').map_or(0, |at| at + 1);
            start..range.end + clean.text[range.end..].find('\n').unwrap_or(0)
        }
    }
}

fn edits(kind: Kind, clean: &Clean, chance: &mut Chance) -> Vec<Edit> {
    let text = &clean.text;
    let of = |pieces: &[Piece]| -> Vec<&Token> {
        clean.tokens.iter().filter(|token| pieces.contains(&token.piece)).collect()
    };
    let all = [Piece::Amount, Piece::Percent, Piece::Count];
    match kind {
        Kind::DigitChanged => of(&all).iter().filter_map(|token| digit(text, &token.range, chance)).collect(),
        Kind::DigitsSwapped => of(&all).iter().filter_map(|token| swapped(text, &token.range, chance)).collect(),
        Kind::PointShifted => of(&all[..2]).iter().filter_map(|token| shifted(text, &token.range, chance)).collect(),
        Kind::DirectionFlipped => OPPOSITES
            .iter()
            .flat_map(|(word, other)| {
                let places = text.match_indices(word).map(|(at, _)| (at..at + word.len(), (*other).to_owned()));
                places.filter(|(range, _)| literal(clean, range)).collect::<Vec<_>>()
            })
            .collect(),
        Kind::LastYearsFigure => {
            let tokens = of(&all[..1]);
            let edits = tokens.iter().filter_map(|token| Some((token.range.clone(), token.last.clone()?)));
            edits.filter(|(range, now)| text[range.clone()] != **now).collect()
        }
        Kind::YearChanged => years(clean, chance),
        Kind::PercentDropped => {
            of(&all[1..2]).iter().map(|token| (token.range.end - 1..token.range.end, String::new())).collect()
        }
        Kind::UnitChanged | Kind::UnitDropped => {
            let units = of(&all[..1]).into_iter().filter_map(|token| {
                let words = &text[token.range.clone()];
                let unit = words.find(|c: char| !c.is_ascii())?;
                let other = if &words[unit..] == "万元" { "元" } else { "万元" };
                let now = if kind == Kind::UnitChanged { other } else { "" };
                Some((token.range.start + unit..token.range.end, now.to_owned()))
            });
            units.collect()
        }
        Kind::ItemDropped => items(clean),
        Kind::LetterChanged => {
            let names = of(&[Piece::Account, Piece::Name]);
            names.iter().filter_map(|token| letter(text, &token.range, chance)).collect()
        }
        Kind::OldName => {
            let names = of(&[Piece::Account, Piece::Name]);
            let old = names.iter().flat_map(|token| {
                FORMER.iter().filter_map(move |(name, old)| {
                    let at = token.range.start + text[token.range.clone()].find(name)?;
                    Some((at..at + name.len(), (*old).to_owned()))
                })
            });
            old.collect()
        }
        Kind::ReasonRemoved => of(&[Piece::Reason]).iter().map(|token| reason(clean, token)).collect(),
        Kind::SentenceDoubled => {
            let ended = clean.sentences.iter().filter(|range| text[(*range).clone()].ends_with('。'));
            ended.map(|range| (range.end..range.end, text[range.clone()].to_owned())).collect()
        }
        Kind::WordDoubled => {
            let sentence = chance.pick(&clean.sentences).clone();
            let letters: Vec<usize> =
                text[sentence.clone()].char_indices().map(|(at, _)| sentence.start + at).collect();
            let pairs = letters.windows(3).map(|at| at[0]..at[2]);
            let han = |range: &Range<usize>| {
                let mut letters = text[range.clone()].chars();
                letters.clone().all(|c| ('一'..='龥').contains(&c)) && letters.next() != letters.next()
            };
            let pairs = pairs.filter(|range| literal(clean, range) && han(range));
            pairs.map(|range| (range.end..range.end, text[range].to_owned())).collect()
        }
        Kind::AccountRenamed => {
            let names = of(&[Piece::Account]);
            names.iter().filter_map(|token| renamed(clean, &token.range, chance)).collect()
        }
    }
}

/// Is the stretch in the phrasebook's own words, or in a word of direction?
fn literal(clean: &Clean, range: &Range<usize>) -> bool {
    clean.tokens.iter().all(|token| {
        token.range.end <= range.start || range.end <= token.range.start || {
            token.piece == Piece::Other && token.range == *range
        }
    })
}

fn digits(text: &str, range: &Range<usize>) -> Vec<usize> {
    range.clone().filter(|&at| text.as_bytes()[at].is_ascii_digit()).collect()
}

fn digit(text: &str, range: &Range<usize>, chance: &mut Chance) -> Option<Edit> {
    let at = *chance.pick(&digits(text, range));
    let now = char::from(b'1' + chance.below(9) as u8).to_string();
    (text[at..=at] != *now).then_some((at..at + 1, now))
}

fn swapped(text: &str, range: &Range<usize>, chance: &mut Chance) -> Option<Edit> {
    let digits = digits(text, range);
    let bytes = text.as_bytes();
    let differ = |pair: &&[usize]| bytes[pair[0]] != bytes[pair[1]] && bytes[pair[1]] != b'0';
    let pairs: Vec<&[usize]> = digits.windows(2).filter(differ).collect();
    let pair = *pairs.get(chance.below(pairs.len().max(1)))?;
    let between = &text[pair[0] + 1..pair[1]];
    let now = format!("{}{between}{}", char::from(bytes[pair[1]]), char::from(bytes[pair[0]]));
    Some((pair[0]..pair[1] + 1, now))
}

fn shifted(text: &str, range: &Range<usize>, chance: &mut Chance) -> Option<Edit> {
    let end = range.start + text[range.clone()].rfind(|c: char| c.is_ascii_digit())? + 1;
    let number = &text[range.start..end];
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    if number.contains([',', '-']) || number.bytes().all(|byte| matches!(byte, b'0' | b'.')) {
        return None;
    }
    let now = if chance.percent(50) {
        let (first, rest) = part.split_at(usize::from(!part.is_empty()));
        let whole = format!("{whole}{}", if first.is_empty() { "0" } else { first });
        let whole = whole.trim_start_matches('0');
        let whole = if whole.is_empty() { "0" } else { whole };
        if rest.is_empty() { whole.to_owned() } else { format!("{whole}.{rest}") }
    } else {
        let (rest, last) = whole.split_at(whole.len() - 1);
        format!("{}.{last}{part}", if rest.is_empty() { "0" } else { rest })
    };
    Some((range.start..end, now))
}

fn years(clean: &Clean, chance: &mut Chance) -> Vec<Edit> {
    let text = &clean.text;
    let mut edits = Vec::new();
    for (at, _) in text.match_indices('年') {
        let Some(start) = at.checked_sub(4).filter(|&start| text.is_char_boundary(start)) else { continue };
        let Ok(year) = text[start..at].parse::<u16>() else { continue };
        let prose = |token: &Token| {
            token.range.start <= start && at <= token.range.end && matches!(token.piece, Piece::Prose | Piece::Reason)
        };
        if clean.accounts.year.abs_diff(year) <= 1 && !clean.tokens.iter().any(prose) {
            let other = if chance.percent(70) { year - 1 } else { year + 1 };
            edits.push((start..at, other.to_string()));
        }
    }
    edits
}

/// One name of several, or one of several clauses that each end in ；.
fn items(clean: &Clean) -> Vec<Edit> {
    let text = &clean.text;
    let names = clean.tokens.iter().filter(|token| token.piece == Piece::Name);
    let listed = names.filter(|token| text[token.range.end..].starts_with('、'));
    let mut edits: Vec<Edit> =
        listed.map(|token| (token.range.start..token.range.end + '、'.len_utf8(), String::new())).collect();
    for sentence in &clean.sentences {
        let ends: Vec<usize> = text[sentence.clone()]
            .match_indices('；')
            .map(|(at, mark)| sentence.start + at..sentence.start + at + mark.len())
            .filter(|mark| literal(clean, mark))
            .map(|mark| mark.end)
            .collect();
        edits.extend(ends.windows(2).map(|pair| (pair[0]..pair[1], String::new())));
    }
    edits
}

fn letter(text: &str, range: &Range<usize>, chance: &mut Chance) -> Option<Edit> {
    let letters: Vec<(usize, char)> =
        text[range.clone()].char_indices().filter(|(_, c)| !"（）".contains(*c)).collect();
    let (at, was) = *letters.get(chance.below(letters.len().max(1)))?;
    let now = *chance.pick(&['务', '服', '市', '部', '设', '公']);
    let at = range.start + at;
    (was != now).then(|| (at..at + was.len_utf8(), now.to_string()))
}

/// The reason with the words that lead to it.
fn reason(clean: &Clean, token: &Token) -> Edit {
    let text = &clean.text;
    let begin = clean.sentences[token.sentence].start;
    let mark = text[begin..token.range.start].rfind(['，', '。', '；']).map(|at| begin + at);
    match mark {
        Some(at) if !text[at..].starts_with('。') => (at..token.range.end, String::new()),
        _ => {
            let start = mark.map_or(begin, |at| at + '。'.len_utf8());
            let stop = if text[token.range.end..].starts_with('。') { '。'.len_utf8() } else { 0 };
            (start..token.range.end + stop, String::new())
        }
    }
}

/// Another account of the classification, its class as the house calls it.
fn renamed(clean: &Clean, range: &Range<usize>, chance: &mut Chance) -> Option<Edit> {
    let was = &clean.text[range.clone()];
    let names = &Reference::shipped().functional;
    let mut codes: Vec<&String> = names.names().flat_map(|name| names.codes(name)).collect();
    codes.sort();
    let length = if was.contains("（款）") { 7 } else { 3 };
    codes.retain(|code| code.len() == length);
    let code = *chance.pick(&codes);
    let now = if length == 7 {
        let part = |end: usize| names.name(&code[..end]);
        let class = clean.class_names.get(&code[..3]).cloned().or_else(|| Some(part(3)?.to_string()))?;
        format!("{class}（类）{}（款）{}（项）", part(5)?, part(7)?)
    } else {
        names.name(code)?.to_string()
    };
    (now != was).then_some((range.clone(), now))
}
