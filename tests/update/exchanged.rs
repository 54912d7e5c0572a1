//! Clauses that change places (对调): a figure belongs to the words before it, not to its place in the sentence.

use std::ops::Range;

use juesuan::{
    formats::lay::Editable,
    phrase::SpanKind,
    revise::{
        laid::{Laid, LaidSentence},
        token::{Kind, Token, tokens},
        update::{Update, update},
    },
};

use crate::{
    cases,
    desk::{house, laid},
    pair,
    random_accounts::{self, chance::Chance},
};

/// A clause that names its figures: 人员经费319.77万元，占71.8%.
#[derive(Clone)]
struct Clause {
    lead: String,
    place: Range<usize>,
    /// Its figures, by the sentence's spans.
    figures: Vec<usize>,
}

impl Clause {
    fn words<'a>(&self, text: &'a str) -> &'a str {
        &text[self.place.clone()]
    }

    fn figures<'a>(&self, laid: &'a Laid, sentence: &LaidSentence) -> Vec<&'a str> {
        self.figures.iter().map(|&span| &laid.text[sentence.spans[span].place.clone()]).collect()
    }

    /// The clause without its name and its figures.
    fn shape(&self, laid: &Laid, sentence: &LaidSentence) -> String {
        let mut words = self.words(&laid.text).to_owned();
        for figure in self.figures(laid, sentence) {
            let number = figure.trim_end_matches(|c: char| !c.is_ascii_digit() && c != '%');
            words = words.replacen(number, if number.ends_with('%') { "%" } else { "#" }, 1);
        }
        words.replacen(&self.lead, "", 1)
    }
}

/// The words before each figure that name it, where no others in the sentence are the same.
fn clauses(laid: &Laid, sentence: &LaidSentence) -> Vec<Clause> {
    let figures = sentence.spans.iter().enumerate().filter(|(_, span)| span.kind == SpanKind::Figure);
    let leads: Vec<(usize, Range<usize>)> = figures
        .map(|(index, span)| {
            let before = &laid.text[sentence.place.start..span.place.start];
            let is_word = |token: &Token| matches!(token.kind, Kind::Term | Kind::Letter);
            let before = tokens(before);
            let first = before.iter().rposition(|token| !is_word(token)).map_or(0, |at| at + 1);
            // What a number cuts off is no name: 单位价值100 | 万元以上专用设备.
            let cut = first > 0 && before[first - 1].kind == Kind::Number;
            let start = before.get(first).filter(|_| !cut).map(|token| sentence.place.start + token.range.start);
            (index, start.unwrap_or(span.place.start)..span.place.start)
        })
        .collect();
    let words = |lead: &Range<usize>| &laid.text[lead.clone()];
    let mut clauses: Vec<Clause> = Vec::new();
    for (index, lead) in &leads {
        let named = words(lead).chars().count() > 1 && !words(lead).starts_with('占');
        let own = named && leads.iter().filter(|(_, other)| words(other) == words(lead)).count() == 1;
        let end = sentence.spans[*index].place.end;
        let unit = laid.text[end..sentence.place.end].find(|c: char| !c.is_alphanumeric()).unwrap_or(0);
        let end = end + unit;
        match clauses.last_mut() {
            Some(last) if !own => {
                last.figures.push(*index);
                last.place.end = end;
            }
            _ if own => {
                clauses.push(Clause { lead: words(lead).to_owned(), place: lead.start..end, figures: vec![*index] })
            }
            _ => {}
        }
    }
    clauses
}

/// A draft in which some figures of a sentence are others.
fn with(laid: &Laid, sentence: usize, figures: &[(usize, String)]) -> Laid {
    let mut new = laid.clone();
    for (span, words) in figures {
        let place = new.sentences[sentence].spans[*span].place.clone();
        new.text.replace_range(place.clone(), words);
        let moved = |at: usize| if at >= place.end { at + words.len() - place.len() } else { at };
        for sentence in &mut new.sentences {
            sentence.place = moved(sentence.place.start)..moved(sentence.place.end);
            for span in &mut sentence.spans {
                span.place = moved(span.place.start)..moved(span.place.end);
            }
        }
    }
    new
}

fn exchange(text: &str, one: &Range<usize>, other: &Range<usize>) -> String {
    let (first, second) = (&text[one.clone()], &text[other.clone()]);
    format!("{}{second}{}{first}{}", &text[..one.start], &text[one.end..other.start], &text[other.end..])
}

/// The figures that stand behind the words that name them.
fn told(text: &str, lead: &str, figures: &[&str]) -> bool {
    text.match_indices(lead).any(|(at, _)| {
        let mut rest = &text[at + lead.len()..];
        figures.iter().enumerate().all(|(index, figure)| {
            let number = figure.trim_end_matches("万元");
            let Some(at) = rest.find(|c: char| c.is_ascii_digit() || c == '-') else { return false };
            let there = rest[at..].starts_with(number) && (index > 0 || at == 0);
            rest = rest.get(at + number.len()..).unwrap_or_default();
            there
        })
    })
}

#[test]
fn figures_follow_the_names_of_clauses_that_a_person_exchanged() {
    let exchanged = [("人员经费: 319.77", "人员经费: 125.88"), ("公用经费: 125.88", "公用经费: 319.77")];
    let (base, new) = pair(&exchanged);
    let (drafted, right) = (
        "人员经费319.77万元，占71.8%；公用经费125.88万元，占28.2%。",
        "公用经费319.77万元，占71.8%；人员经费125.88万元，占28.2%。",
    );
    for own in ["公用经费125.88万元，占28.2%；人员经费319.77万元，占71.8%。", right] {
        let edited = base.text.replace(drafted, own);
        assert_ne!(edited, base.text);
        let once = update(&base, &edited, &new);
        assert!(once.text.contains(right), "{own}\n{}", once.text);
        assert_eq!(once.conflicts, []);
        assert!(!once.kept.iter().any(|kept| kept.figure), "{:?}", once.kept);
        assert_eq!(update(&base, &once.text, &new).text, once.text);
    }
}

/// Items that change places get each other's number.
#[test]
fn items_that_changed_places_and_numbers_are_found_by_what_they_say() {
    let running = [("决算数: 96.06", "决算数: 98.06"), ("人员经费: 319.77", "人员经费: 321.77")];
    let (base, new) = pair(&running);
    let exchanged = |text: &str| {
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let find = |number: &str| lines.iter().position(|line| line.starts_with(number)).unwrap();
        let (one, other) = (find("1. 一般公共服务"), find("12. 住房保障"));
        let (first, last) = (lines[one].clone(), lines[other].clone());
        lines[one] = last.replacen("12. ", "1. ", 1);
        lines[other] = first.replacen("1. ", "12. ", 1);
        lines.join("\n") + "\n"
    };
    let once = update(&base, &exchanged(&base.text), &new);
    assert_eq!(once.text, exchanged(&new.text));
    assert_eq!((once.conflicts.len(), once.kept.iter().filter(|kept| kept.figure).count()), (0, 0));
}

/// Figures alone exchanged are figures changed by hand, whatever the correction is about.
#[test]
fn figures_that_a_person_exchanged_without_their_names_are_told() {
    let (base, new) = pair(&[("年初预算数: 292", "年初预算数: 293")]);
    let edited = base.text.replace(
        "人员经费319.77万元，占71.8%；公用经费125.88万元，占28.2%",
        "人员经费125.88万元，占28.2%；公用经费319.77万元，占71.8%",
    );
    assert_ne!(edited, base.text);
    let told = update(&base, &edited, &new).kept;
    let told: Vec<_> = told.iter().filter(|kept| kept.figure).map(|kept| &*kept.edited).collect();
    assert_eq!(told, ["125.88", "28.2%", "319.77", "71.8%"]);
}

/// An item that stands in another place with its number is what it was.
#[test]
fn an_item_that_a_person_moved_is_numbered_as_the_others_are() {
    let (base, new) = pair(&[("年初预算数: 292", "年初预算数: 293")]);
    let mut lines: Vec<&str> = base.text.lines().collect();
    let [from, to] =
        ["9. 卫生健康", "7. 社会保障"].map(|item| lines.iter().position(|line| line.starts_with(item)).unwrap());
    let item = lines.remove(from);
    lines.insert(to, item);
    let told = update(&base, &(lines.join("\n") + "\n"), &new).kept;
    assert!(told.iter().all(|kept| !kept.edited.contains('9')), "{told:?}");
}

/// A name in the place of another says that the figure is the other's; which is right, a person knows.
#[test]
fn a_figure_under_another_name_is_asked_about() {
    let (base, new) = pair(&[("人员经费: 319.77", "人员经费: 321.77")]);
    let drafted = "人员经费319.77万元，占71.8%；公用经费125.88万元，占28.2%。";
    let own = "公用经费319.77万元，占71.8%；人员经费125.88万元，占28.2%。";
    let edited = base.text.replace(drafted, own);
    let update = update(&base, &edited, &new);
    assert!(!update.conflicts.is_empty(), "{}", update.text);
    assert!(!update.text.contains("公用经费321.77"), "{}", update.text);
}

#[test]
fn every_figure_stands_behind_its_own_name_or_is_asked_about() {
    let books: Vec<_> = juesuan::embedded::phrasebook_names().iter().map(|name| house(name)).collect();
    let (mut counted, mut asked, mut wrong) = ([0; 4], [0; 4], Vec::new());
    for seed in cases(24) {
        let house = &books[seed as usize % books.len()];
        let mut chance = Chance::new(seed);
        let base = laid(house, &random_accounts::accounts(seed, house), Editable::Txt);
        for (at, sentence) in base.sentences.iter().enumerate() {
            let clauses = clauses(&base, sentence);
            let alike = |one: &Clause, other: &Clause| {
                one.shape(&base, sentence) == other.shape(&base, sentence)
                    && one.figures(&base, sentence) != other.figures(&base, sentence)
            };
            let pairs = clauses.iter().enumerate().flat_map(|(first, one)| {
                let others = clauses[first + 1..].iter().filter(|other| alike(one, other));
                others.map(move |other| (one.clone(), other.clone()))
            });
            let pairs: Vec<_> = pairs.collect();
            if pairs.is_empty() {
                continue;
            }
            let (one, other) = chance.pick(&pairs).clone();
            let corrections = corrections(&base, at, [&one, &other], &mut chance);
            let lead = |clause: &Clause| clause.place.start..clause.place.start + clause.lead.len();
            for (number, new) in corrections.iter().enumerate() {
                let edits = [
                    exchange(&base.text, &one.place, &other.place),
                    exchange(&base.text, &lead(&one), &lead(&other)),
                    exchange(&new.text, &new_place(new, at, &one), &new_place(new, at, &other)),
                    new.text.clone(),
                ];
                for (edit, edited) in edits.iter().enumerate() {
                    counted[edit] += 1;
                    let update = update(&base, edited, new);
                    asked[edit] += usize::from(!update.conflicts.is_empty());
                    let sentence = &new.sentences[at];
                    let right = [&one, &other]
                        .iter()
                        .all(|clause| told(&update.text, &clause.lead, &clause.figures(new, sentence)));
                    let asks = !update.conflicts.is_empty();
                    let again = crate::update_again(&base, &update, new);
                    let told = edit != 0 || update.kept.iter().all(|kept| !kept.figure);
                    if !right && !asks || asks && edit != 1 || again != update.text || !told {
                        wrong.push(report(
                            seed,
                            (edit, number),
                            [&base.text, edited, &new.text, &update.text, &again],
                            &update,
                        ));
                    }
                }
            }
        }
    }
    println!("{counted:?} edits, {asked:?} asked about");
    assert!(counted[0] > 100, "{counted:?}");
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong[..wrong.len().min(12)].join("\n"));
}

/// The two clauses' figures exchanged, those of one of them changed, those of both.
fn corrections(base: &Laid, at: usize, [one, other]: [&Clause; 2], chance: &mut Chance) -> [Laid; 3] {
    let sentence = &base.sentences[at];
    let of = |clause: &Clause, words: Vec<&str>| -> Vec<(usize, String)> {
        clause.figures.iter().copied().zip(words.into_iter().map(str::to_owned)).collect()
    };
    let (own, others) = (one.figures(base, sentence), other.figures(base, sentence));
    let mut fresh = |clause: &Clause| -> Vec<(usize, String)> {
        let figures = clause.figures.iter().zip(clause.figures(base, sentence));
        figures
            .map(|(&span, words)| {
                let unit = words.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | ','));
                (span, format!("{}.{}{unit}", 1000 + chance.below(9000), 11 + chance.below(88)))
            })
            .collect()
    };
    let (first, second) = (fresh(one), fresh(other));
    [
        with(base, at, &[of(one, others), of(other, own)].concat()),
        with(base, at, &first),
        with(base, at, &[first.clone(), second].concat()),
    ]
}

fn new_place(new: &Laid, at: usize, clause: &Clause) -> Range<usize> {
    let clauses = clauses(new, &new.sentences[at]);
    clauses.iter().find(|new| new.lead == clause.lead).map_or(clause.place.clone(), |new| new.place.clone())
}

/// The sentence in all those texts, from where they begin to differ.
fn report(seed: u64, case: (usize, usize), texts: [&str; 5], update: &Update) -> String {
    let [base, edited, new, ..] = texts;
    let same = |other: &str| base.bytes().zip(other.bytes()).take_while(|(one, other)| one == other).count();
    let from = same(edited).min(same(new));
    let cut = texts.map(|text| text[text.floor_char_boundary(from.saturating_sub(60))..].chars().take(330));
    let shown = cut.map(|text| format!("  {}\n", text.collect::<String>().replace('\n', "/"))).concat();
    format!("{seed} {case:?}\n{shown}  {:?}", update.conflicts)
}
