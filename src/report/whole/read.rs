//! Part one read back (读回部门概况): the officer's prose, by the phrases that would write it.

use std::{ops::Range, sync::Arc};

use super::Whole;
use crate::{
    figures::{Fact, Reference, Text, TextKind, Value, names},
    phrase::{
        Body, Slot, SlotKind,
        body::{Piece, Say},
        numerals::is_of_date,
        read::Step,
        scan::Held,
        slot::DATE_UNITS,
    },
    report::{
        Clean, Document,
        binding::{Bound, bind, env_at},
        document::{
            Part, PartKind, Section,
            mark::{Mark, mark},
        },
        reading::{Choice, ReadSentence, Shelf, Unread, choose, comparable},
    },
};

/// Part one of a text, laid out as part three is, so that it is read in the same way; none without one.
pub fn overview_of(document: &Document) -> Option<Document> {
    document.parts(PartKind::About).next()?;
    let parts = document.parts.iter().filter(|part| part.kind != PartKind::Narrative).cloned().map(|part| Part {
        kind: if part.kind == PartKind::About { PartKind::Narrative } else { part.kind },
        sections: part.sections.into_iter().map(without_headings).collect(),
        ..part
    });
    Some(Document { source: document.source.clone(), parts: Arc::new(parts.collect()) })
}

/// A short duty without a full stop is no heading: （二）保管档案.
fn without_headings(mut section: Section) -> Section {
    section.paragraphs.iter_mut().for_each(|paragraph| paragraph.heading = false);
    section
}

/// Read part one with the one of these that reads the most of it. What would not be written again as it stands there is
/// not taken: a number that does not count the names, duties of which only some are numbered.
pub fn read_overview<'a, 'd>(
    wholes: impl IntoIterator<Item = &'a Whole>,
    overview: &'d Document,
    reference: &'static Reference,
) -> Option<(Choice<'a, 'd>, Bound)> {
    let houses = wholes.into_iter().filter_map(Whole::overview);
    let shelves: Vec<Shelf> = houses.map(|house| Shelf::with(house, reference)).collect();
    let mut choice = choose(&shelves, overview)?;
    let mut bound = bind(&choice.reading, reference);
    let mut doubtful = Vec::new();
    for (index, sentence) in choice.reading.sentences.iter().enumerate() {
        let mut doubts = false;
        for (slot, text, range) in texts(sentence) {
            let kind = reference.catalogue.root.texts[text].kind;
            match lines(kind, slot, &stretches(sentence, range), overview) {
                Some(lines) => bound.accounts.root.texts[text] = Text::Given(lines),
                None => doubts = true,
            }
        }
        if doubts || miscounts(sentence, &bound) {
            for (_, text, _) in texts(sentence) {
                bound.accounts.root.texts[text] = Text::Absent;
                bound.accounts.root.text_places.set(text, None);
            }
            doubtful.push(index);
        }
    }
    for index in doubtful.into_iter().rev() {
        let ReadSentence { section, paragraph, start, read, prose } = choice.reading.sentences.remove(index);
        bound.rows.remove(index);
        let nearest = read.steps.iter().find_map(|step| match step {
            Step::Enter { body, .. } => Some(body.id.clone()),
            _ => None,
        });
        let more = prose.into_iter().map(|clean| (clean, 0..clean.text().len()));
        let left = std::iter::once((paragraph, start..read.end)).chain(more).map(|(paragraph, range)| Unread {
            paragraph,
            range,
            section,
            nearest: nearest.clone(),
            bare: false,
        });
        for unread in left {
            choice.reading.coverage.0 -= unread.range.len();
            choice.reading.unread.push(unread);
        }
    }
    choice.sureness = choice.reading.sureness();
    choice.reading.unread.sort_by_key(|unread| unread.paragraph.place(unread.range.clone()).start);
    Some((choice, bound))
}

/// What part three says, and with it what part one says.
pub fn with_overview<'a, 'd>(
    (mut choice, mut bound): (Choice<'a, 'd>, Bound),
    (overview, said): (Choice<'a, 'd>, Bound),
) -> (Choice<'a, 'd>, Bound) {
    let reading = &mut choice.reading;
    for (all, more) in
        [(&mut reading.coverage.0, overview.reading.coverage.0), (&mut reading.coverage.1, overview.reading.coverage.1)]
    {
        *all += more;
    }
    choice.sureness = reading.sureness();
    // Its sections are those of another outline.
    reading.sentences.extend(overview.reading.sentences.into_iter().map(|read| ReadSentence { section: None, ..read }));
    reading.unread.splice(0..0, overview.reading.unread.into_iter().map(|unread| Unread { section: None, ..unread }));
    bound.rows.extend(said.rows);
    let (root, said) = (&mut bound.accounts.root, said.accounts.root);
    for (index, text) in said.texts.into_iter().enumerate().filter(|(_, text)| *text != Text::Absent) {
        root.texts[index] = text;
        root.text_places.set(index, said.text_places.get(index));
    }
    (choice, bound)
}

impl Whole {
    /// The day of publication (公开日期) on the cover of a text, as a figures file has it.
    pub fn published(&self, document: &Document) -> Option<String> {
        let sections = document.parts(PartKind::Cover).flat_map(|part| &part.sections);
        let lines: Vec<&str> = sections.flat_map(|section| &section.paragraphs).map(|line| line.text.text()).collect();
        self.cover.iter().filter_map(around_date).find_map(|(before, after)| {
            lines.iter().find_map(|line| date_said(line.strip_prefix(&*before)?.strip_suffix(&*after)?))
        })
    }
}

/// The words before and behind the day of publication in a line of the cover that has it.
fn around_date(line: &Body) -> Option<(String, String)> {
    let Say::Straight(pieces) = &line.variants.first()?.say else { return None };
    let is_date =
        |piece: &Piece| matches!(piece, Piece::Slot(slot) if matches!(line.slots[*slot].kind, SlotKind::Published));
    let at = pieces.iter().position(is_date)?;
    let words = |pieces: &[Piece]| {
        let words: Option<String> = pieces
            .iter()
            .map(|piece| match piece {
                Piece::Text(words) => Some(words.as_str()),
                Piece::Slot(_) => None,
            })
            .collect();
        words.map(|words| comparable(&words))
    };
    Some((words(&pieces[..at])?, words(&pieces[at + 1..])?))
}

/// A date as a figures file has it: 2024年10月9日 as 2024-10-09, 二〇二四年十月 as it stands.
fn date_said(line: &str) -> Option<String> {
    if !line.contains(DATE_UNITS[0]) || !line.ends_with(&DATE_UNITS[1..]) || !line.chars().all(is_of_date) {
        return None;
    }
    let numbers: Result<Vec<u16>, _> = line.split_terminator(DATE_UNITS).map(str::parse).collect();
    Some(match numbers.as_deref() {
        Ok([year, month, day]) => format!("{year}-{month:02}-{day:02}"),
        _ => line.to_owned(),
    })
}

/// The words of a sentence that are a text of the department's.
fn texts<'s, 'a>(sentence: &'s ReadSentence<'a, '_>) -> impl Iterator<Item = (&'a Slot, usize, &'s Range<usize>)> {
    sentence.read.steps.iter().filter_map(|step| match step {
        Step::Slot { slot, range, held: Held::Words, .. } => match slot.text() {
            Some(Fact::RootText(text)) => Some((*slot, text, range)),
            _ => None,
        },
        _ => None,
    })
}

/// What of every paragraph belongs to a text: its words, and behind them the paragraphs that go on with it.
fn stretches<'d>(sentence: &ReadSentence<'_, 'd>, range: &Range<usize>) -> Vec<(&'d Clean, Range<usize>)> {
    let more = sentence.prose.iter().filter(|_| range.end == sentence.read.end);
    let more = more.map(|clean| (*clean, 0..clean.text().len()));
    std::iter::once((sentence.paragraph, range.clone())).chain(more).collect()
}

/// The lines of a text as they were typed; none where it is not clear what they are.
fn lines(
    kind: TextKind,
    slot: &Slot,
    stretches: &[(&Clean, Range<usize>)],
    document: &Document,
) -> Option<Vec<String>> {
    let typed = |clean: &Clean, range: Range<usize>| clean.typed(range, &document.source);
    if let (TextKind::Names, [(clean, range)]) = (kind, stretches) {
        return Some(names(&typed(clean, range.clone())).map(str::to_owned).collect());
    }
    let numbers = match slot.kind {
        SlotKind::Prose { numbered: true, .. } if stretches.len() > 1 => numbers(stretches)?,
        // A lone line is written without a number: whether this one is a part of its words nobody can tell.
        SlotKind::Prose { numbered: true, .. }
            if stretches.iter().any(|(clean, at)| at.start == 0 && is_numbered(clean)) =>
        {
            return None;
        }
        _ => vec![0; stretches.len()],
    };
    Some(
        stretches
            .iter()
            .zip(numbers)
            .map(|((clean, range), number)| typed(clean, range.start + number..range.end))
            .collect(),
    )
}

fn is_numbered(line: &Clean) -> bool {
    mark(line).0 != Mark::None
}

/// How long the numbers are that the writer puts before the lines; none where they are not all of one kind and in order.
fn numbers(stretches: &[(&Clean, Range<usize>)]) -> Option<Vec<usize>> {
    let marks = stretches.iter().map(|(clean, range)| if range.start == 0 { mark(clean) } else { (Mark::None, 0) });
    let marks: Vec<(Mark, usize)> = marks.collect();
    let kinds: [fn(usize) -> Mark; 4] = [Mark::Inner, Mark::Item, Mark::Section, |_| Mark::None];
    let fit = kinds.iter().any(|kind| marks.iter().zip(1..).all(|((mark, _), number)| *mark == kind(number)));
    fit.then(|| marks.into_iter().map(|(_, length)| length).collect())
}

/// Does a number in it not count what it names?
fn miscounts(sentence: &ReadSentence, bound: &Bound) -> bool {
    sentence.read.steps.iter().any(|step| {
        match step {
        Step::Slot { slot, held: Held::Number(printed), .. } => slot.value().is_some_and(|value| {
            !matches!(env_at(&bound.accounts, None).value(value), Value::Number(counted) if counted == printed.value)
        }),
        _ => false,
    }
    })
}
