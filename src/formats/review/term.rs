//! A review for a terminal (终端): the questions, then the changed sentences side by side or one below the other.

use unicode_width::UnicodeWidthChar;

use super::sides::{CHANGES, Sides, Stretch, called, change_name, label, moved, told};
use crate::revise::diff::{Change, Review, RunKind};

/// From so many columns on two texts stand side by side.
const WIDE: usize = 100;
/// No column is narrower, however narrow the terminal.
const NARROWEST: usize = 20;
/// Between two columns.
const GAP: &str = " │ ";

/// Print a review for a terminal `width` columns wide, in colour if wanted.
pub fn term(review: &Review, color: bool, width: usize) -> String {
    let mut page = Page { color, width: width.max(NARROWEST), out: String::new() };
    page.line(&format!("上年：{}", called(review.last, review.this)));
    page.line(&format!("今年：{}", called(review.this, review.last)));
    page.wrapped("", &summary(review));
    page.questions(review);
    for row in review.rows.iter().filter(|row| row.change() != Change::Unchanged) {
        page.line("");
        let sides = Sides::of(review, row);
        let section = sides.section();
        let gap = if section.is_empty() { "" } else { "  " };
        page.bold(&format!("{section}{gap}{}", label(row)));
        let (left, right) = sides.stretches(row);
        page.texts(row.change(), &left, &right);
        moved(row).iter().for_each(|figure| page.wrapped("    ", &told(figure)));
    }
    page.out
}

/// One line for a whole review (小结).
pub fn summary(review: &Review) -> String {
    let sentences = CHANGES.map(|change| format!("{} {} 句", change_name(change), review.count(change)));
    let questions = match review.questions.len() {
        0 => "没有要问的".to_owned(),
        count => format!("{count} 处要问"),
    };
    format!("{questions}；{}", sentences.join("，"))
}

struct Page {
    color: bool,
    width: usize,
    out: String,
}

/// Ways to set letters off.
const RED: &str = "\u{1b}[31m";
const GREEN: &str = "\u{1b}[32m";
const FAINT: &str = "\u{1b}[2m";
const BOLD: &str = "\u{1b}[1m";
const PLAIN: &str = "\u{1b}[0m";

/// A letter with how it is set off.
type Letter = (char, &'static str);

impl Page {
    fn line(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn bold(&mut self, text: &str) {
        let text = if self.color { format!("{BOLD}{text}{PLAIN}") } else { text.to_owned() };
        self.line(&text);
    }

    fn questions(&mut self, review: &Review) {
        let mut kind = None;
        for question in &review.questions {
            if kind.replace(question.kind) != Some(question.kind) {
                self.line("");
                self.bold(question.kind.name());
            }
            let section = question.row.map_or("", |row| Sides::of(review, &review.rows[row]).section());
            let gap = if section.is_empty() { "" } else { "  " };
            self.wrapped("  ", &format!("{section}{gap}{}", question.message));
        }
    }

    /// A text behind an indent, broken where the terminal ends.
    fn wrapped(&mut self, indent: &str, text: &str) {
        let letters: Vec<Letter> = text.chars().map(|c| (c, "")).collect();
        for line in lines(&letters, self.width - indent.len()) {
            self.out.push_str(indent);
            self.push(line, 0);
            self.out.push('\n');
        }
    }

    fn texts(&mut self, change: Change, left: &[Stretch], right: &[Stretch]) {
        let whole = matches!(change, Change::New | Change::Gone);
        let left = self.letters(left, RED, whole);
        let right = self.letters(right, GREEN, whole);
        if self.width < WIDE {
            for (mark, letters) in [("- ", left), ("+ ", right)] {
                for line in lines(&letters, self.width - mark.len()) {
                    self.out.push_str(mark);
                    self.push(line, 0);
                    self.out.push('\n');
                }
            }
            return;
        }
        let column = (self.width - 3) / 2;
        let (left, right) = (lines(&left, column), lines(&right, column));
        for index in 0..left.len().max(right.len()) {
            self.push(left.get(index).copied().unwrap_or_default(), column);
            self.out.push_str(GAP);
            self.push(right.get(index).copied().unwrap_or_default(), 0);
            self.out.push('\n');
        }
    }

    /// The letters of one side, what changed in colour or between brackets; words that follow from figures are faint.
    fn letters(&self, stretches: &[Stretch], color: &'static str, whole: bool) -> Vec<Letter> {
        let mut letters = Vec::new();
        for stretch in stretches {
            let marked = stretch.is_marked();
            let style = match stretch.kind {
                _ if !self.color => "",
                RunKind::Follows => FAINT,
                _ if marked || whole => color,
                _ => "",
            };
            let brackets = marked && !self.color;
            letters.extend(brackets.then_some(('〔', style)));
            letters.extend(stretch.text.chars().map(|c| (c, style)));
            letters.extend(brackets.then_some(('〕', style)));
        }
        letters
    }

    /// A line of letters, filled with blanks to `column`.
    fn push(&mut self, line: &[Letter], column: usize) {
        let mut style = "";
        for &(letter, of) in line {
            if of != style {
                self.out.push_str(if style.is_empty() { "" } else { PLAIN });
                self.out.push_str(of);
                style = of;
            }
            // What a terminal would take for a command is no text.
            self.out.push(if letter.is_control() { ' ' } else { letter });
        }
        self.out.push_str(if style.is_empty() { "" } else { PLAIN });
        let used: usize = line.iter().map(|(letter, _)| wide(*letter)).sum();
        self.out.extend(std::iter::repeat_n(' ', column.saturating_sub(used)));
    }
}

fn wide(letter: char) -> usize {
    letter.width().unwrap_or(1)
}

/// Letters broken into lines of at most `width` columns; no line begins with a closing mark or cuts a number in two.
fn lines(letters: &[Letter], width: usize) -> Vec<&[Letter]> {
    let mut found = Vec::new();
    let mut rest = letters;
    while !rest.is_empty() {
        let mut used = 0;
        let fits = rest.iter().take_while(|(letter, _)| {
            used += wide(*letter);
            used <= width
        });
        let most = fits.count().max(1);
        let together = |at: usize| {
            let (before, behind) = (rest[at - 1].0, rest[at].0);
            let number = |c: char| c.is_ascii_digit() || matches!(c, '.' | '%');
            number(before) && number(behind)
                || matches!(behind, '，' | '。' | '；' | '：' | '、' | '）' | '”' | '】' | '〕')
                || matches!(before, '（' | '“' | '【' | '〔')
        };
        let nearest = ((most / 2).max(1)..=most).rev().find(|&at| at == rest.len() || !together(at));
        let (line, behind) = rest.split_at(nearest.unwrap_or(most));
        found.push(line);
        rest = behind;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(text: &str, width: usize) -> Vec<String> {
        let letters: Vec<Letter> = text.chars().map(|c| (c, "")).collect();
        lines(&letters, width).into_iter().map(|line| line.iter().map(|(c, _)| c).collect()).collect()
    }

    #[test]
    fn lines_are_broken_where_a_reader_would() {
        assert_eq!(broken("收入总计753.13万元，占", 12), ["收入总计", "753.13万元，", "占"]);
        assert_eq!(broken("收入总计，支出", 8), ["收入总", "计，支出"]);
        assert_eq!(broken("123456789012", 4), ["1234", "5678", "9012"]);
        assert_eq!(broken("", 4), Vec::<String>::new());
    }
}
