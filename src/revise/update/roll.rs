//! Last year's report carried on (结转): what stays of it is marked.

use std::ops::Range;

use super::{
    Question, Update,
    conflicts::Region,
    hand_edits::narrative,
    likeness::{Likeness, Moved},
    merge::Merge,
};
use crate::{
    figures::parse_amount,
    phrase::SpanKind,
    report::{
        Clean, Document, Places,
        document::{Part, PartKind},
        segment,
    },
    revise::{
        align::align,
        diff::reasons,
        marks,
        script::{Entry, Pair, Side},
        stream::{Stream, Vocabulary},
        token::Kind,
    },
    source::Source,
};

impl Merge<'_> {
    /// Words of last year that this year's figures ask for anew stay and are marked.
    pub(super) fn roll_words(&mut self, pair: &Pair, at: usize, entry: &Entry) -> bool {
        let (Some(base), Some((old, new))) = (pair.base, self.slots(pair, entry)) else { return false };
        if old.kind != SpanKind::Reason || new.kind != SpanKind::Placeholder {
            return false;
        }
        let stretch = self.intact(&entry.base).or_else(|| self.region(pair, at).edited);
        let Some(stretch) = stretch.filter(|stretch| !stretch.is_empty()) else { return false };
        let words = self.edited_words(&stretch).to_owned();
        // Whoever settles one sentence deletes its mark and sees that the next one is open.
        let (begin, end) = (self.edited.place(&stretch).start, self.reason_end(&stretch));
        for (at, _) in self.text[begin..end].match_indices('。') {
            self.mark(begin + at, marks::LAST_REASON);
        }
        self.mark(end, marks::LAST_REASON);
        self.question(base, "沿用了上年的原因，请核对", words);
        true
    }

    /// A sentence that waits for its words in the draft of last year's figures is one that last year's text does not have:
    /// a mark that was taken for one of it is another's.
    pub(super) fn forget_unsaid(&mut self) {
        for base in self.pairs.iter().filter_map(|pair| pair.base).filter(|&base| waits(self.base, base)) {
            let found: Vec<usize> =
                self.base.sentences[base].clone().filter(|&token| self.to[token].is_some()).collect();
            if found.iter().all(|&token| self.base.stream.kinds[token] == Kind::Mark) {
                for place in found.into_iter().filter_map(|token| self.to[token].take()) {
                    self.back[place] = None;
                }
            }
        }
    }

    /// Has last year's text nothing of a sentence that this year's figures say in full, as the reason of a figure that
    /// was level then?
    pub(super) fn is_said_now(&self, base: usize, new: usize) -> bool {
        let unsaid = self.base.sentences[base].clone().all(|token| self.to[token].is_none());
        unsaid && waits(self.base, base) && !waits(self.new, new)
    }

    /// Where last year's text has nothing but words of the phrase, told in another way (收入支出总计 for both totals), this
    /// year's take their place whole: piece by piece they would run into each other.
    pub(super) fn roll_phrase(&mut self, pair: &Pair, at: usize, region: &Region) -> bool {
        let within = |entry: &Entry| region.base.start <= entry.base.start && entry.base.end <= region.base.end;
        let others =
            pair.entries.iter().enumerate().any(|(index, entry)| index != at && entry.changed && within(entry));
        let Some(stretch) = region.edited.clone().filter(|stretch| !stretch.is_empty() && !others) else {
            return false;
        };
        let own = |token: usize| self.back[token].is_none_or(|of| !region.base.contains(&of));
        if region.new.is_empty() || stretch.clone().any(own) {
            return false;
        }
        self.edit(self.edited.place(&stretch), self.new.words(&region.new));
        true
    }

    /// Last year's text may say there already what comes, with a number that could not be read (完成预算的…%, its budget
    /// not printed): this year's words take its place.
    pub(super) fn roll_over(&mut self, before: usize, new: &Range<usize>) -> bool {
        let there = before + 1..before + 1 + new.len();
        let same = |(at, of): (usize, usize)| {
            let (edited, new) = (&self.edited, &self.new.stream);
            let numbers = edited.kinds[at] == Kind::Number && new.kinds[of] == Kind::Number;
            self.back[at].is_none() && (numbers || edited.ids[at] == new.ids[of])
        };
        let rolled = self.rolling && there.end <= self.edited.len() && there.clone().zip(new.clone()).all(same);
        if rolled {
            self.edit(self.edited.place(&there), self.new.words(new));
        }
        rolled
    }
}

/// Does a sentence wait for words of the officer's?
fn waits(side: &Side, sentence: usize) -> bool {
    side.laid.sentences[sentence].spans.iter().any(|span| span.kind == SpanKind::Placeholder)
}

/// What of part three this year's draft does not have is last year's: numbers are moved where likeness tells which they
/// are, and marked where it does not; reasons are marked.
pub(super) fn carry_rest(update: &mut Update, new: &Side, likeness: &Likeness, words: &mut Vocabulary) {
    let text = std::mem::take(&mut update.text);
    let rolled = Stream::of(&text, words);
    let mut placed = vec![false; rolled.len()];
    let to = align(&new.stream, &rolled, &vec![false; rolled.len()]);
    to.into_iter().flatten().for_each(|token| placed[token] = true);
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
        let moved = likeness.moved(self.text, &self.rolled, piece.clone(), |token| self.of(token + 1) == "年度");
        let years: Vec<Moved> = moved.into_iter().filter(|moved| self.of(moved.token + 1) == "年度").collect();
        self.edits.extend(years.into_iter().map(|moved| (self.rolled.places[moved.token].clone(), moved.words)));
        self.written_years(&piece, likeness, true);
    }

    fn sentence(&mut self, piece: Range<usize>, likeness: &Likeness) {
        // A reason that was kept is marked as a whole.
        if piece.clone().any(|token| self.of(token) == marks::LAST_REASON) {
            return;
        }
        let moved = likeness.moved(self.text, &self.rolled, piece.clone(), |token| !self.placed[token]);
        for Moved { token, words } in &moved {
            let place = self.rolled.places[*token].clone();
            // A year is no guess.
            if !self.of(token + 1).starts_with('年') {
                self.ask(
                    place.start,
                    "按相近的说法换成了今年的，请核对",
                    format!("{} → {words}", &self.text[place.clone()]),
                );
            }
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
            if self.of(end + 1) != marks::UNPLACED && !self.front(&(token..end + 1), &piece, likeness.figures) {
                self.unplaced(self.rolled.places[token].start..self.rolled.places[end].end);
            }
        }
        self.written_years(&piece, likeness, false);
        self.reasons(&piece);
    }

    pub(super) fn is_placed(&self, token: usize) -> bool {
        self.placed[token]
    }

    /// Mark what nobody knows.
    pub(super) fn unplaced(&mut self, place: Range<usize>) {
        self.ask(place.start, "上年文本里的数，不知道今年是多少", self.text[place.clone()].to_owned());
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

    /// What goes on behind a reason that is marked, in its paragraph, and is no sentence of this year's draft.
    fn more_reasons(&mut self, piece: &Range<usize>, behind: usize) {
        let place = self.rolled.place(piece);
        let Some(last) = behind.checked_sub(1).map(|token| self.rolled.places[token].clone()) else { return };
        let is_reason = |at: &usize| self.text[..*at].ends_with(marks::LAST_REASON);
        let end = last.start + self.text[last.clone()].trim_end_matches('。').len();
        let marked = is_reason(&end)
            || self
                .edits
                .iter()
                .any(|(at, words)| words == marks::LAST_REASON && (last.start..=last.end).contains(&at.end));
        let words = &self.text[place.clone()];
        if !marked || self.text[last.end..place.start].contains('\n') || words.contains('【') {
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
        self.questions.push(Question { section, sentence, message: message.to_owned(), words });
    }
}
