//! Clean reports to plant faults in: drafts without a gap, as text, with what each piece of the text is.

use std::{collections::BTreeMap, fs, ops::Range, path::Path};

use juesuan::{
    figures::{Expr, Fact, FinalAccounts, GroupIx, Period, Reference, load_path},
    formats,
    phrase::{SlotKind, SpanKind, WrittenSpan},
    report::{House, Report, draft, printed},
};

use crate::{from, random_accounts};

/// What a piece of the text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    Amount,
    Percent,
    Count,
    Account,
    Name,
    /// The officer's words, in which nobody plants a wrong figure.
    Prose,
    Reason,
    Other,
}

/// A piece of the text that the figures gave.
pub struct Token {
    pub piece: Piece,
    pub range: Range<usize>,
    pub sentence: usize,
    /// Last year's figure as it would be printed here.
    pub last: Option<String>,
    /// What in the figures it came from.
    pub from: Option<From>,
}

/// A row of a list, none for the department itself.
pub type RowIx = Option<(GroupIx, usize)>;

/// What in the figures a piece of the text came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum From {
    /// A number as it stands; true if it is printed as a percentage.
    Number(RowIx, usize, bool),
    /// What lies between two numbers, or the word for its direction.
    Change(RowIx, [usize; 2]),
    /// The name of a row.
    Name(GroupIx, usize),
    /// The account of a row.
    Account(GroupIx, usize),
    /// The officer's words.
    Text(RowIx, usize),
}

/// A clean report.
pub struct Clean {
    pub name: String,
    pub accounts: FinalAccounts,
    pub text: String,
    pub tokens: Vec<Token>,
    /// Sentences and headings.
    pub sentences: Vec<Range<usize>>,
    /// Short names of classes that the house has, by their codes.
    pub class_names: BTreeMap<String, String>,
}

/// The report of that seed, none if something is missing in it.
pub fn random(seed: u64, house: &House) -> Option<Clean> {
    of(format!("{} {seed}", house.name), random_accounts::accounts(seed, house), house)
}

/// The reports of the departments that are kept with the program, where their figures agree.
pub fn departments(house: &House) -> Vec<Clean> {
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/departments");
    let folders = fs::read_dir(top).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> =
        folders.flat_map(|folder| fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path())).collect();
    files.sort();
    let loaded = files.iter().filter_map(|path| {
        let accounts = load_path(path, Reference::shipped()).0?;
        let sound = Reference::shipped().check(&accounts).is_empty();
        of(format!("{} {}", house.name, path.display()), accounts, house).filter(|_| sound)
    });
    loaded.collect()
}

fn of(name: String, accounts: FinalAccounts, house: &House) -> Option<Clean> {
    let figures = printed(&accounts, &house.style);
    let report = draft(house, &accounts, &figures);
    if report.missing().next().is_some() {
        return None;
    }
    let text = formats::txt(&report);
    let (tokens, sentences) = pieces(&report);
    drop(report);
    drop(figures);
    let class_names = house.style.account_names.clone().into_iter().collect();
    Some(Clean { name, accounts, text, tokens, sentences, class_names })
}

/// The draft of these figures as text.
pub fn text(house: &House, accounts: &FinalAccounts) -> String {
    formats::txt(&draft(house, accounts, &printed(accounts, &house.style)))
}

/// The same walk as that of the printer of plain text, for the places.
fn pieces(report: &Report) -> (Vec<Token>, Vec<Range<usize>>) {
    let (mut tokens, mut sentences) = (Vec::new(), Vec::new());
    let mut at = report.title().len() + 1;
    for section in report.sections() {
        at += section.title().len() + 1;
        for paragraph in section.paragraphs() {
            let mut begin = at;
            for sentence in paragraph.sentences() {
                for span in sentence.spans() {
                    let local = sentence.local(span);
                    let piece = if paragraph.is_heading() { Piece::Other } else { piece(span) };
                    let range = begin + local.start..begin + local.end;
                    let last = (piece == Piece::Amount).then(|| last_year(report, span)).flatten();
                    let from = from::of(report, span);
                    tokens.push(Token { piece, range, sentence: sentences.len(), last, from });
                }
                sentences.push(begin..begin + sentence.text().len());
                begin += sentence.text().len();
            }
            at += paragraph.text().len() + 1;
        }
    }
    (tokens, sentences)
}

fn piece(span: &WrittenSpan) -> Piece {
    match (&span.slot.kind, span.kind) {
        (SlotKind::Amount { .. }, SpanKind::Figure) => Piece::Amount,
        (SlotKind::Percent { .. }, SpanKind::Figure) => Piece::Percent,
        (SlotKind::Count { .. }, SpanKind::Figure) => Piece::Count,
        (SlotKind::Account { .. }, _) => Piece::Account,
        (SlotKind::Name, _) => Piece::Name,
        (SlotKind::Reason { .. }, _) => Piece::Reason,
        (SlotKind::Text { .. } | SlotKind::Prose { .. }, _) => Piece::Prose,
        _ => Piece::Other,
    }
}

/// Last year's figure of the same concept, in the form of this one.
fn last_year(report: &Report, span: &WrittenSpan) -> Option<String> {
    let SlotKind::Amount { value: Expr::Fact(fact), style, unit } = &span.slot.kind else { return None };
    let catalogue = report.accounts.catalogue;
    let (shape, record, at) = match (fact, span.row, span.body.group) {
        (Fact::RootNumber(at), ..) => (&catalogue.root, &report.printed.root, *at),
        (Fact::RowNumber(at), Some(row), Some(group)) => (&catalogue.groups[group].shape, row, *at),
        _ => return None,
    };
    let this = &shape.numbers[at];
    let last = |other: &juesuan::figures::concepts::NumberDef| {
        other.concept == this.concept && other.period == Period::Last && this.period == Period::Final
    };
    let last = record.numbers[shape.numbers.iter().position(last)?].value()?;
    let places = style.decimals as usize;
    let number = format!("{last:.places$}");
    let trimmed = if style.trim && number.contains('.') {
        number.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        number
    };
    Some(format!("{trimmed}{unit}"))
}
