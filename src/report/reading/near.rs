//! Which phrase a sentence that none reads resembles (相近话术).

use std::collections::HashMap;

use super::{Reading, Shelf};

/// Sentences for which the phrase that is most like them is looked for.
const MOST_NEAREST: usize = 100;
/// A few words tell what a sentence is about.
const HEAD: usize = 120;
/// Pairs of letters that two texts must share, in percent, to be like each other.
const LEAST: usize = 20;

impl Shelf<'_> {
    /// Name the phrase that each sentence left unread is most like; only for the house style that a text is read with.
    pub(super) fn name_nearest(&self, reading: &mut Reading) {
        // With so many unread the text is in another style, and what is near says nothing.
        for unread in reading.unread.iter_mut().take(MOST_NEAREST).filter(|unread| !unread.bare) {
            let mut words = Pairs::of(&unread.paragraph.text()[unread.range.clone()]);
            let alike = self.phrases(unread.section).all.iter().map(|&index| {
                let phrase = &self.house.phrases[index];
                let best = phrase.body.variants.iter().map(|variant| words.alike(&variant.template.text)).max();
                (best.unwrap_or(0), &phrase.body.id)
            });
            let most = alike.max_by_key(|(alike, _)| *alike).filter(|(alike, _)| *alike >= LEAST);
            unread.nearest = most.map(|(_, id)| id.clone());
        }
    }
}

/// The pairs of neighbouring letters of a sentence, to be held against many texts.
struct Pairs {
    /// For each pair how often it comes, and the last text that has it, too.
    times: HashMap<(char, char), (usize, usize)>,
    count: usize,
    texts: usize,
}

fn pairs(text: impl Iterator<Item = char> + Clone) -> impl Iterator<Item = (char, char)> {
    text.clone().zip(text.skip(1))
}

impl Pairs {
    fn of(sentence: &str) -> Pairs {
        let mut own = Pairs { times: HashMap::new(), count: 0, texts: 0 };
        for pair in pairs(sentence.chars().take(HEAD)) {
            own.times.entry(pair).or_default().0 += 1;
            own.count += 1;
        }
        own
    }

    /// Shared pairs, in percent of those of both.
    fn alike(&mut self, text: &str) -> usize {
        self.texts += 1;
        let (mut shared, mut others) = (0, 0);
        for pair in pairs(text.chars()) {
            others += 1;
            if let Some((times, last)) = self.times.get_mut(&pair).filter(|(_, last)| *last != self.texts) {
                *last = self.texts;
                shared += *times;
            }
        }
        (200 * shared).checked_div(self.count + others).unwrap_or(0)
    }
}
