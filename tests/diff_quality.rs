//! How well a review marks what changed (对比的质量), against a diff of letters: random departments in two years, every
//! figure another one, an item gone, an item new, some reasons rewritten.

#[path = "random_accounts/mod.rs"]
mod random_accounts;
#[path = "diff_quality/two_years.rs"]
mod two_years;

use std::{collections::HashMap, ops::Range};

use juesuan::{
    figures::Reference,
    report::{
        Document, House, binding,
        reading::{Reading, Shelf, Unread, known_titles},
        segment,
    },
    revise::{
        diff::{RunKind, Side, THRESHOLD, diff},
        token::{Kind, tokens},
    },
    source::Source,
};
use similar::{Algorithm, DiffTag, capture_diff_slices};
use two_years::TwoYears;

const PAIRS: u64 = 200;

/// Changed numbers that do not stand beside their counterpart, and numbers that stand beside another; ratchets: lower
/// them when marking gets better. First where the texts are read, then where not a sentence of them is.
const ASTRAY: usize = 7;
const WRONG: usize = 33;
const ASTRAY_UNREAD: usize = 192;
const WRONG_UNREAD: usize = 110;

/// What was counted over many pairs.
#[derive(Debug, Default)]
struct Tally {
    /// Numbers that both years state and that changed.
    changed: usize,
    /// Those of them that stand, whole, beside their counterpart.
    paired: usize,
    /// Numbers that stand beside another.
    wrong: usize,
    /// Numbers of which only a part is marked.
    cut: usize,
}

impl Tally {
    /// Count one pair: the stretches of both texts that stand beside each other.
    fn add(&mut self, pair: &TwoYears, beside: &[(&str, &str)], cut: usize) {
        self.changed += pair.changed.len();
        self.cut += cut;
        let mut open: HashMap<(&str, &str), usize> = HashMap::new();
        for (last, this) in &pair.changed {
            *open.entry((last.as_str(), this.as_str())).or_default() += 1;
        }
        let is_number = |text: &str| matches!(tokens(text).as_slice(), [token] if token.kind == Kind::Number);
        for stretch in beside.iter().filter(|(last, this)| is_number(last) && is_number(this)) {
            match open.get_mut(stretch).filter(|left| **left > 0) {
                Some(left) => {
                    *left -= 1;
                    self.paired += 1;
                }
                None => self.wrong += 1,
            }
        }
    }
}

fn number_ranges(text: &str) -> Vec<Range<usize>> {
    tokens(text).into_iter().filter(|token| token.kind == Kind::Number).map(|token| token.range).collect()
}

/// How many numbers of a text a stretch of it cuts apart.
fn cuts(numbers: &[Range<usize>], stretch: &Range<usize>) -> usize {
    let meets = |number: &&Range<usize>| number.start < stretch.end && stretch.start < number.end;
    let meeting = numbers.iter().filter(meets);
    meeting.filter(|number| number.start < stretch.start || number.end > stretch.end).count()
}

/// A report of which no phrase reads anything.
fn unread<'a, 'd>(house: &'a House, document: &'d Document) -> Reading<'a, 'd> {
    let mut unread = Vec::new();
    for paragraph in document.narrative().flat_map(|section| &section.paragraphs).filter(|paragraph| !paragraph.heading)
    {
        let mut start = 0;
        for sentence in paragraph.text.text().split_inclusive('。') {
            let range = start..start + sentence.len();
            start = range.end;
            unread.push(Unread { paragraph: &paragraph.text, range, section: None, nearest: None, bare: false });
        }
    }
    Reading { house, document, sentences: Vec::new(), unread, sections: Vec::new(), coverage: (0, 0), steps: 0 }
}

/// The pair as `juesuan diff` shows it.
fn reviewed(house: &House, pair: &TwoYears, known: bool, tally: &mut Tally) {
    let reference = Reference::shipped();
    let titles = known_titles([house]);
    let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
    let documents = [&pair.last, &pair.this].map(|text| segment(&Source::new("稿.txt", text.as_str()), &titles));
    let shelf = Shelf::of(house);
    let read = |document| if known { shelf.read(document) } else { unread(house, document) };
    let readings = [read(&documents[0]), read(&documents[1])];
    let bound = [binding::bind(&readings[0], reference), binding::bind(&readings[1], reference)];
    let last = Side::of("上年", false, &readings[0], &bound[0]);
    let this = Side::of("今年", false, &readings[1], &bound[1]);
    let review = diff(&last, &this, THRESHOLD);
    let (mut beside, mut cut) = (Vec::new(), 0);
    for row in &review.rows {
        let (Some(one), Some(other)) = (row.last, row.this) else { continue };
        let (one, other) = (last.sentences[one].text, this.sentences[other].text);
        let numbers = (number_ranges(one), number_ranges(other));
        // Numbers of the list are never figures, and a lead may look like one.
        let marked = row.runs.iter().filter(|run| !matches!(run.kind, RunKind::Same | RunKind::Number | RunKind::Year));
        for run in marked {
            cut += cuts(&numbers.0, &run.last) + cuts(&numbers.1, &run.this);
            beside.push((&one[run.last.clone()], &other[run.this.clone()]));
        }
    }
    tally.add(pair, &beside, cut);
}

/// The pair as a diff of letters shows it.
fn by_letters(pair: &TwoYears, tally: &mut Tally) {
    let letters = |text: &str| -> Vec<(usize, char)> { text.char_indices().collect() };
    let (last, this) = (letters(&pair.last), letters(&pair.this));
    let only = |letters: &[(usize, char)]| letters.iter().map(|(_, c)| *c).collect::<Vec<_>>();
    let numbers = (number_ranges(&pair.last), number_ranges(&pair.this));
    let place = |letters: &[(usize, char)], range: Range<usize>, end: usize| {
        let at = |index: usize| letters.get(index).map_or(end, |(at, _)| *at);
        at(range.start)..at(range.end)
    };
    let (mut beside, mut cut) = (Vec::new(), 0);
    for op in capture_diff_slices(Algorithm::Myers, &only(&last), &only(&this)) {
        if op.tag() == DiffTag::Equal {
            continue;
        }
        let one = place(&last, op.old_range(), pair.last.len());
        let other = place(&this, op.new_range(), pair.this.len());
        cut += cuts(&numbers.0, &one) + cuts(&numbers.1, &other);
        beside.push((&pair.last[one], &pair.this[other]));
    }
    tally.add(pair, &beside, cut);
}

#[test]
fn figures_stand_whole_beside_their_counterparts() {
    let (house, faults) = House::load_to_write("jilin-county", &Reference::shipped().catalogue);
    let house = house.unwrap_or_else(|| panic!("{faults:?}"));
    let (mut ours, mut strange, mut letters) = (Tally::default(), Tally::default(), Tally::default());
    for seed in 0..PAIRS {
        let pair = TwoYears::of(seed, &house);
        reviewed(&house, &pair, true, &mut ours);
        reviewed(&house, &pair, false, &mut strange);
        // Slow, and a few say enough.
        if seed < PAIRS / 10 {
            by_letters(&pair, &mut letters);
        }
    }
    for (tally, astray, wrong) in [(&ours, ASTRAY, WRONG), (&strange, ASTRAY_UNREAD, WRONG_UNREAD)] {
        assert!(tally.changed > 10_000, "{tally:?}");
        assert_eq!(tally.cut, 0, "{tally:?}");
        assert!(tally.changed - tally.paired <= astray, "{tally:?}");
        assert!(tally.wrong <= wrong, "{tally:?}");
    }
    // What a diff of letters makes of them.
    assert!(letters.cut > letters.changed && 2 * letters.paired < letters.changed, "{letters:?}");
}
