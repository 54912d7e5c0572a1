//! Last year's report carried on (结转): what stays of it is marked.

use std::ops::Range;

use super::{
    Question, Update,
    apart::is_remark,
    hand_edits::narrative,
    likeness::{Likeness, Moved},
    own_draft::is_own,
};
use crate::{
    figures::parse_amount,
    report::{
        Clean, Document, Places,
        document::{Part, PartKind},
        segment,
    },
    revise::{
        align::align,
        diff::reasons,
        marks,
        script::Side,
        stream::{Stream, Vocabulary},
        token::Kind,
    },
    source::Source,
};

/// What of part three this year's draft does not have is last year's: numbers are moved where likeness tells which they
/// are, and marked where it does not; reasons are marked. Where lists count up nothing is to be asked.
pub(super) fn carry_rest(
    update: &mut Update,
    new: &Side,
    (likeness, numbers, apart): (&Likeness, &[Range<usize>], &[String]),
    words: &mut Vocabulary,
) {
    let text = std::mem::take(&mut update.text);
    let rolled = Stream::of(&text, words);
    let mut placed = vec![false; rolled.len()];
    let mut to = align(&new.stream, &rolled, &vec![false; rolled.len()]);
    to.iter().flatten().for_each(|&token| placed[token] = true);
    for (token, place) in printed_otherwise(new, &rolled, &text, &to) {
        (to[token], placed[place]) = (Some(place), true);
    }
    // Of last year's own sentences only what took this year's place is this year's.
    let mut told = vec![false; rolled.len()];
    for own in new.laid.sentences.iter().filter(|sentence| is_own(sentence)) {
        let said = |token: usize| own.spans.iter().any(|span| new.stream.within(&span.place).contains(&token));
        for token in new.stream.within(&own.place) {
            if let Some(place) = to[token] {
                placed[place] = said(token);
                told[place] = said(token);
            }
        }
    }
    numbers.iter().flat_map(|place| rolled.within(place)).for_each(|token| placed[token] = true);
    let mut reasons = vec![false; rolled.len()];
    let spans = new.laid.sentences.iter().flat_map(|sentence| &sentence.spans).filter(|span| is_remark(span));
    let words = spans.flat_map(|span| new.stream.within(&span.place)).filter_map(|token| to[token]);
    words.for_each(|token| reasons[token] = true);
    let document = segment(&Source::new("", text.as_str()), &[]);
    let places = Places::of(&document);
    let extents = |kind| document.parts(kind).map(extent).collect();
    let mut rest = Rest {
        numbered: 0..0,
        text: &text,
        places: &places,
        rolled,
        cover: extents(PartKind::Cover),
        about: extents(PartKind::About),
        placed,
        reasons,
        told,
        edits: Vec::new(),
        questions: Vec::new(),
    };
    let range = rest.rolled.within(&narrative(&document));
    if rest.placed.contains(&true) {
        rest.numbered = range.clone();
    }
    let lists: Vec<Range<usize>> = document.parts.iter().filter(|part| is_list(part.kind)).map(extent).collect();
    let mut behind = 0;
    for piece in rest.rolled.pieces.clone() {
        let start = rest.rolled.places[piece.start].start;
        if lists.iter().any(|part| part.contains(&start)) {
            rest.year(piece, likeness);
            continue;
        }
        let cuts = [
            piece.start,
            range.start.clamp(piece.start, piece.end),
            range.end.clamp(piece.start, piece.end),
            piece.end,
        ];
        for cut in cuts.windows(2).filter(|cut| cut[0] < cut[1]) {
            rest.sentence(cut[0]..cut[1], likeness);
        }
        rest.more_reasons(&piece, behind);
        rest.reason_alone(&piece, apart);
        behind = piece.end;
    }
    rest.tables(&document);
    rest.rows_behind(&document);
    update.questions.append(&mut rest.questions);
    let mut edits = rest.edits;
    edits.sort_by_key(|(place, _)| place.start);
    update.text = text;
    for (place, words) in edits.into_iter().rev() {
        update.replace(place, &words);
    }
}

/// Numbers that a person printed in another way than this year's draft (100%, 100.00%), between the same words.
fn printed_otherwise(new: &Side, rolled: &Stream, text: &str, to: &[Option<usize>]) -> Vec<(usize, usize)> {
    let value = |words: &str| parse_amount(&words.trim_end_matches('%').replace(',', "")).ok();
    let there = |token: usize| {
        let place = to[token - 1]? + 1;
        let numbers = new.stream.kinds[token] == Kind::Number && rolled.kinds.get(place) == Some(&Kind::Number);
        let beside = to[token].is_none() && to[token + 1] == Some(place + 1);
        let (one, other) = (new.words(&(token..token + 1)), rolled.places.get(place).map(|at| &text[at.clone()])?);
        let same = one.ends_with('%') == other.ends_with('%') && value(one).is_some() && value(one) == value(other);
        (numbers && beside && same).then_some((token, place))
    };
    (1..to.len().saturating_sub(1)).filter_map(there).collect()
}

/// Where a part stands in the text.
fn extent(part: &Part) -> Range<usize> {
    let sections = part
        .sections
        .iter()
        .flat_map(|section| section.title.iter().chain(section.paragraphs.iter().map(|paragraph| &paragraph.text)));
    let places = part.title.iter().chain(sections).map(Clean::extent);
    places.reduce(|one, other| one.start.min(other.start)..one.end.max(other.end)).unwrap_or(0..0)
}

/// Numbers in the contents are pages, in the glossary definitions; tables come out of the workbook.
fn is_list(kind: PartKind) -> bool {
    matches!(kind, PartKind::Contents | PartKind::Tables | PartKind::Glossary)
}

/// What is said of a table.
const TABLE: &str = "表里还是上年的数，请换成今年的表";

/// A rolled text, and what is still to do in it.
pub(super) struct Rest<'a> {
    pub text: &'a str,
    /// Where a reader finds them.
    places: &'a Places<'a>,
    pub rolled: Stream,
    /// Where the cover stands, and part one.
    pub cover: Vec<Range<usize>>,
    pub about: Vec<Range<usize>>,
    /// Which of its tokens this year's draft has there.
    placed: Vec<bool>,
    /// Which of them are words of this year's reasons.
    reasons: Vec<bool>,
    /// Which of them took this year's place in last year's own sentences.
    told: Vec<bool>,
    /// Where this year's draft gives items their numbers: in part three, if there is a draft in its words.
    numbered: Range<usize>,
    pub edits: Vec<(Range<usize>, String)>,
    questions: Vec<Question>,
}

impl Rest<'_> {
    pub(super) fn of(&self, token: usize) -> &str {
        self.rolled.places.get(token).map_or("", |place| &self.text[place.clone()])
    }

    /// In the contents, the tables and the glossary only the report's own year is this program's business.
    fn year(&mut self, piece: Range<usize>, likeness: &Likeness) {
        for token in piece.clone() {
            let year = self.of(token).parse().ok().filter(|_| self.of(token + 1) == "年度");
            if let Some(next) = year.and_then(|year| likeness.year(year)) {
                self.edits.push((self.rolled.places[token].clone(), next.to_string()));
            }
        }
        self.written_years(&piece, likeness, &[], true);
    }

    fn sentence(&mut self, piece: Range<usize>, likeness: &Likeness) {
        // A reason that was kept is marked as a whole.
        if piece.clone().any(|token| self.of(token) == marks::LAST_REASON) {
            return;
        }
        let moved = likeness.moved(self.text, &self.rolled, piece.clone(), |token| !self.placed[token]);
        for Moved { token, words } in &moved {
            let place = self.rolled.places[*token].clone();
            let both = format!("{} → {words}", &self.text[place.clone()]);
            self.ask(place.start, "按相近的说法换成了今年的，请核对", both);
            self.edits.push((place, words.clone()));
        }
        let free = |token: &usize| self.rolled.kinds[*token] == Kind::Number && !self.placed[*token];
        let left: Vec<usize> =
            piece.clone().filter(free).filter(|at| !moved.iter().any(|one| one.token == *at)).collect();
        let mut done = 0;
        for token in left {
            // A date is one.
            if token < done || self.is_ordinal(token, &piece) {
                continue;
            }
            let mut end = token;
            while end + 1 < piece.end && self.goes_on(end) {
                end += 1;
            }
            done = end + 1;
            if let Some(year) = self.moved_year(&(token..done), &piece, likeness, &moved) {
                self.edits.push((self.rolled.places[token].clone(), year));
                continue;
            }
            if self.of(end + 1) != marks::UNPLACED && !self.front(&(token..end + 1), &piece, likeness.figures) {
                self.unplaced(self.rolled.places[token].start..self.rolled.places[end].end);
            }
        }
        self.written_years(&piece, likeness, &moved, false);
        self.written_amounts(&piece);
        self.reasons(&piece);
    }

    pub(super) fn is_placed(&self, token: usize) -> bool {
        self.placed[token]
    }

    /// Mark what nobody knows.
    pub(super) fn unplaced(&mut self, place: Range<usize>) {
        let words = self.text[place.clone()].to_owned();
        let message = if words.contains('年') {
            "上年文本里的年份，没有改"
        } else {
            "上年文本里的数，不知道今年是多少"
        };
        self.ask(place.start, message, words);
        self.edits.push((place.end..place.end, marks::UNPLACED.to_owned()));
    }

    /// Does a number go on behind this token: a unit, or the next number of a date?
    fn goes_on(&self, token: usize) -> bool {
        match self.of(token + 1) {
            "万元" | "元" | "年" | "年度" | "月" | "日" => self.rolled.kinds[token] == Kind::Number,
            _ => self.rolled.kinds[token + 1] == Kind::Number && matches!(self.of(token), "年" | "月"),
        }
    }

    /// Is it the number of a list's item, where this year's draft numbers none?
    fn is_ordinal(&self, token: usize, piece: &Range<usize>) -> bool {
        let first = token == piece.start || token == piece.start + 1 && matches!(self.of(piece.start), "（" | "(");
        first && !self.numbered.contains(&token) && matches!(self.of(token + 1), "." | "．" | "、" | "）" | ")")
    }

    /// What goes on behind a reason that is this year's or marked, in its paragraph, and is no sentence of this year's
    /// draft: last year it may have been one with that reason.
    fn more_reasons(&mut self, piece: &Range<usize>, behind: usize) {
        let place = self.rolled.place(piece);
        let Some(last) = behind.checked_sub(1).map(|token| self.rolled.places[token].clone()) else { return };
        let is_reason = |at: &usize| self.text[..*at].ends_with(marks::LAST_REASON);
        let told = self.rolled.pieces.partition_point(|piece| piece.end < behind);
        let told = self.rolled.pieces[told].clone().any(|token| self.reasons[token]);
        let end = last.start + self.text[last.clone()].trim_end_matches('。').len();
        let marked = told
            || is_reason(&end)
            || self
                .edits
                .iter()
                .any(|(at, words)| words == marks::LAST_REASON && (last.start..=last.end).contains(&at.end));
        let words = &self.text[place.clone()];
        let told = piece.clone().any(|token| self.told[token]);
        if told || !marked || self.text[last.end..place.start].contains('\n') || words.contains('【') {
            return;
        }
        let end = place.start + words.trim_end().trim_end_matches(['；', '。']).len();
        let own = self.rolled.weigh(piece.clone().filter(|&token| self.placed[token]));
        let open = self.edits.iter().any(|(at, words)| marks::is_mark(words) && place.contains(&at.start));
        if own * 2 < self.rolled.weigh(piece.clone()) && !open && end > place.start {
            self.ask(place.start, "沿用了上年的原因，请核对", words.to_owned());
            self.edits.push((end..end, marks::LAST_REASON.to_owned()));
        }
    }

    /// What went on behind a reason stands alone where that went.
    fn reason_alone(&mut self, piece: &Range<usize>, apart: &[String]) {
        let place = self.rolled.place(piece);
        let words = self.text[place.clone()].trim_end_matches(['；', '。']);
        let alone = self.text[..place.start].ends_with('\n') && !words.is_empty();
        let end = place.start + words.len();
        let open = self.edits.iter().any(|(at, _)| at.start == end);
        let said = |apart: &String| apart.split('。').any(|sentence| sentence == words);
        if alone && !open && apart.iter().any(said) {
            self.ask(place.start, "沿用了上年的原因，请核对", words.to_owned());
            self.edits.push((end..end, marks::LAST_REASON.to_owned()));
        }
    }

    /// Tables are not carried on: the figures file does not hold all that stands in them. Each is marked at its title.
    fn tables(&mut self, document: &Document) {
        for part in document.parts(PartKind::Tables) {
            let mut marked = false;
            for section in &part.sections {
                let tokens = section.paragraphs.iter().flat_map(|line| self.rolled.within(&line.text.extent()));
                let is_figure =
                    |token: &usize| self.rolled.kinds[*token] == Kind::Number && !self.of(token + 1).starts_with('年');
                let Some(figure) = tokens.into_iter().find(is_figure) else { continue };
                let title = section.title.as_ref().or(part.title.as_ref());
                // One mark is enough where the tables have no titles of their own.
                if section.title.is_none() && std::mem::replace(&mut marked, true) {
                    continue;
                }
                let (at, words) =
                    title.map_or((self.rolled.places[figure].start, ""), |title| (title.extent().end, title.text()));
                self.ask(at, TABLE, words.to_owned());
                if title.is_some() {
                    self.edits.push((at..at, marks::cell(TABLE)));
                }
            }
        }
    }

    /// Rows of a table behind the glossary are no part's; a row has cells.
    fn rows_behind(&mut self, document: &Document) {
        let Some(from) = document.parts(PartKind::Glossary).map(|part| extent(part).start).next() else { return };
        let text = self.text;
        let is_row = |line: &&str| line.contains('\t') || line.starts_with('|');
        let figure =
            |line: &&str| line.split(['\t', '|']).any(|cell| parse_amount(&cell.trim().replace(',', "")).is_ok());
        if let Some(row) = text[from..].lines().filter(is_row).find(figure) {
            self.ask(from, TABLE, row.replace('\t', " "));
        }
    }

    /// Reasons that this year's draft does not have.
    fn reasons(&mut self, piece: &Range<usize>) {
        let place = self.rolled.place(piece);
        for reason in reasons::find(&self.text[place.clone()]) {
            let place = place.start + reason.start..place.start + reason.end;
            let tokens = self.rolled.within(&place);
            let words = &self.text[place.clone()];
            let all = self.rolled.weigh(tokens.clone());
            let own = self.rolled.weigh(tokens.filter(|&token| self.placed[token]));
            if own * 2 < all && !words.contains('【') {
                let end = place.start + words.trim_end_matches(['；', '。']).len();
                self.ask(place.start, "沿用了上年的原因，请核对", words.to_owned());
                self.edits.push((end..end, marks::LAST_REASON.to_owned()));
            }
        }
    }

    pub(super) fn ask(&mut self, at: usize, message: &str, words: String) {
        let (section, sentence) = (self.places.at(at), String::new());
        self.questions.push(Question { section, sentence, message: message.to_owned(), words, at: None });
    }
}
