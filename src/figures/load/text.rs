//! Texts: reasons, prose, names and choices, cleaned of what the sentence adds itself.

use std::borrow::Cow;

use smallvec::SmallVec;

use super::Loader;
use crate::{
    diagnostic::Diagnostic,
    figures::{
        accounts::{FinalAccounts, Text},
        concepts::{Concept, TextKind},
    },
    nearest::nearest,
    yaml::{Node, Value},
};

impl Loader<'_> {
    pub(super) fn text(&mut self, concept: &Concept, kind: TextKind, node: &Node) -> Text {
        let items = match &node.value {
            _ if node.is_blank() => return Text::Blank,
            // Nearly every text is one line without a blank in it.
            Value::Scalar { text, .. } if memchr::memchr3(b' ', b'\n', b'\r', text.as_bytes()).is_none() => {
                let line = trim(text);
                return if line.is_empty() { Text::Blank } else { self.line(concept, kind, node, line.into()) };
            }
            Value::Scalar { .. } => std::slice::from_ref(node),
            Value::Sequence(items) if matches!(kind, TextKind::Prose | TextKind::Names) => items,
            _ => {
                self.no_text(concept, kind, node);
                return Text::Absent;
            }
        };
        let mut texts = SmallVec::<[Cow<str>; 4]>::new();
        for item in items {
            match item.as_str() {
                Some(text) => texts.push(self.unfolded(text, item)),
                None => self.no_text(concept, kind, item),
            }
        }
        let mut lines = texts.iter().flat_map(|text| lines(text)).peekable();
        if lines.peek().is_none() {
            return Text::Blank;
        }
        match kind {
            // What lasts from year to year, the duties, is copied as it was approved.
            TextKind::Prose if concept.lasting => Text::Given(lines.map(str::to_owned).collect()),
            TextKind::Prose => Text::Given(lines.map(finished).collect()),
            TextKind::Names => given(lines.flat_map(names)),
            _ => {
                let first = lines.next().unwrap_or_default();
                let is_whole = lines.peek().is_none();
                let text = if is_whole { first.into() } else { (first.to_owned() + &lines.collect::<String>()).into() };
                self.line(concept, kind, node, text)
            }
        }
    }

    /// A text of one line.
    fn line(&mut self, concept: &Concept, kind: TextKind, node: &Node, line: Cow<str>) -> Text {
        match kind {
            TextKind::Prose if concept.lasting => Text::Given(vec![line.into_owned()]),
            TextKind::Prose => Text::Given(vec![finished(&line)]),
            TextKind::Names => given(names(&line)),
            TextKind::Choice => self.choice(concept, node, line.into_owned()),
            _ if kind.is_reason() => self.reason(node, line),
            _ => given(std::iter::once(trim_end(&line))),
        }
    }

    /// YAML joins the lines of a text with spaces; between Chinese characters there is none.
    fn unfolded<'a>(&self, text: &'a str, node: &Node) -> Cow<'a, str> {
        if memchr::memchr(b' ', text.as_bytes()).is_none()
            || !self.source.text()[node.span.clone()].trim_end().contains('\n')
        {
            return Cow::Borrowed(text);
        }
        let wide = |c: Option<char>| c.is_some_and(|c| c >= '\u{2E80}' || matches!(c, '“' | '”' | '‘' | '’' | '…'));
        let mut joined = String::with_capacity(text.len());
        let mut rest = text.chars().peekable();
        while let Some(c) = rest.next() {
            if c != ' ' || !wide(joined.chars().next_back()) || !wide(rest.peek().copied()) {
                joined.push(c);
            }
        }
        Cow::Owned(joined)
    }

    fn no_text(&mut self, concept: &Concept, kind: TextKind, node: &Node) {
        let key = if kind.key().is_empty() { &concept.key } else { kind.key() };
        let help = match kind {
            TextKind::Prose | TextKind::Names => "写在冒号后面；几段文字写成以“- ”开头的几行",
            _ => "写在冒号后面，一行写完",
        };
        self.fault(Diagnostic::error("F005", format!("“{key}”应是文字")), &node.span, help);
    }

    fn choice(&mut self, concept: &Concept, node: &Node, text: String) -> Text {
        if concept.choices.contains(&text) {
            return Text::Given(vec![text]);
        }
        let near = nearest(&text, concept.choices.iter().map(String::as_str));
        let near = near.map_or(String::new(), |near| format!("是否指“{near}”？"));
        let fault = Diagnostic::error("F014", format!("“{}”不能是“{text}”", concept.key));
        self.fault(fault, &node.span, format!("{near}可选：{}", concept.choices.join("、")));
        Text::Absent
    }

    fn reason(&mut self, node: &Node, text: Cow<str>) -> Text {
        let mut rest = &*text;
        let lead_ins = &self.catalogue().lead_ins;
        while let Some(behind) = lead_ins.iter().find_map(|lead_in| without(rest, lead_in)) {
            rest = behind.trim_start();
        }
        let rest = trim_end(rest);
        if rest != text && !rest.is_empty() {
            let fault = Diagnostic::hint("F015", "原因只写原因本身，句子会自己加“主要原因是”和句号；这里已替您去掉");
            self.fault(fault, &node.span, format!("写成：{rest}"));
        }
        self.almost_refers(node, rest);
        if rest == text && !text.is_empty() {
            return Text::Given(vec![text.into_owned()]);
        }
        given(std::iter::once(rest))
    }

    /// 同收支总题, 同上: a pointer that points nowhere would be printed as the reason itself.
    fn almost_refers(&mut self, node: &Node, reason: &str) {
        let Some(to) = reason.strip_prefix('同') else { return };
        let labels = || self.catalogue().concepts.iter().filter_map(|concept| concept.label.as_deref());
        if labels().any(|label| label == to) {
            return;
        }
        let near = nearest(to, labels());
        if near.is_none() && !matches!(to, "上" | "前" | "上述" | "前述" | "上年" | "去年" | "上条" | "上一条")
        {
            return;
        }
        let all: Vec<String> = labels().map(|label| format!("同{label}")).collect();
        let meant = near.map_or(String::new(), |near| format!("是否指“同{near}”？"));
        let fault = Diagnostic::warning("F016", format!("“{reason}”没有指到哪一条原因，照原样写进文中"));
        self.fault(fault, &node.span, format!("{meant}可写：{}；或直接写原因", all.join("、")));
    }

    /// 同收支总体 and the like: a reason that repeats another by name.
    pub(super) fn refer_reasons(&mut self, accounts: &mut FinalAccounts) {
        // One step at a time; as many steps as there are texts resolves any chain, a ring never resolves.
        for _ in 0..accounts.root.texts.len() {
            let mut changed = false;
            for index in 0..accounts.root.texts.len() {
                if let Some(to) = self.referred(&accounts.root.texts[index], index, true)
                    && to != index
                    && !matches!(accounts.root.texts[to], Text::Absent)
                {
                    changed |= accounts.root.texts[index] != accounts.root.texts[to];
                    accounts.root.texts[index] = accounts.root.texts[to].clone();
                }
            }
            if !changed {
                break;
            }
        }
        for (group, of_group) in accounts.groups.iter_mut().zip(&accounts.catalogue.groups) {
            for row in group {
                for (index, text) in row.texts.iter_mut().enumerate().filter(|(_, text)| label(text).is_some()) {
                    let Some(to) = self.referred(text, usize::MAX, of_group.shape.texts[index].kind.is_reason()) else {
                        continue;
                    };
                    match &accounts.root.texts[to] {
                        Text::Absent => self.refers_to_nothing(text, row.text_places.get(index)),
                        reason => text.clone_from(reason),
                    }
                }
            }
        }
        for index in 0..accounts.root.texts.len() {
            if self.referred(&accounts.root.texts[index], index, true).is_some() {
                let text = accounts.root.texts[index].clone();
                self.refers_to_nothing(&text, accounts.root.text_places.get(index));
            }
        }
    }

    fn refers_to_nothing(&mut self, text: &Text, place: Option<std::ops::Range<usize>>) {
        let words = text.lines().first().cloned().unwrap_or_default();
        let fault = Diagnostic::error("F016", format!("“{words}”所指的原因没有写"));
        self.fault(fault, &place.unwrap_or(0..0), "先写好所指的那条原因，或在这里直接写原因");
    }

    /// The text that “同…” points to.
    fn referred(&self, text: &Text, own: usize, is_reason: bool) -> Option<usize> {
        let label = label(text)?;
        let catalogue = self.catalogue();
        if !catalogue.root.texts.get(own).map_or(is_reason, |text| text.kind.is_reason()) {
            return None;
        }
        let concept = catalogue.concepts.iter().find(|concept| concept.label.as_deref() == Some(label))?;
        let kind = concept.reason.or_else(|| concept.texts.iter().copied().find(|kind| kind.is_reason()))?;
        concept.text(kind)
    }
}

/// What follows 同 in a text of one line.
fn label(text: &Text) -> Option<&str> {
    let [line] = text.lines() else { return None };
    line.strip_prefix('同')
}

/// The names of a list (名单): 、 inside brackets belongs to the name, 办公室（人事、财务）; brackets that do not close part
/// nothing from nothing.
pub fn names(line: &str) -> impl Iterator<Item = &str> {
    let count = |marks: [char; 2]| line.matches(marks).count();
    let balanced = count(['（', '(']) == count(['）', ')']);
    let mut open = 0_usize;
    let between = move |c| {
        match c {
            '（' | '(' => open += 1,
            '）' | ')' => open = open.saturating_sub(1),
            _ => {}
        }
        c == '、' && (open == 0 || !balanced)
    };
    line.split(between).map(trim)
}

/// The text without the blanks around it. Nearly every one begins and ends with a letter of ASCII or a Chinese character,
/// which is seen without decoding it.
pub(super) fn trim(text: &str) -> &str {
    let is_solid = |first: u8| matches!(first, b'!'..=b'~' | 0xE4..=0xE9);
    let bytes = text.as_bytes();
    match bytes {
        [first, .., third, _, _] if is_solid(*first) && matches!(third, 0xE4..=0xE9) => text,
        [first, .., b'!'..=b'~'] if is_solid(*first) => text,
        _ => text.trim(),
    }
}

/// Only marks and blanks say no more than nothing at all.
fn given<'t>(lines: impl Iterator<Item = &'t str>) -> Text {
    let lines: Vec<String> = lines.filter(|line| !line.is_empty()).map(str::to_owned).collect();
    if lines.is_empty() { Text::Blank } else { Text::Given(lines) }
}

/// Paragraphs: lines that are not empty. Nearly every text is one.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    let lines = std::iter::from_fn(move || {
        let text = rest.take()?;
        let Some(end) = memchr::memchr2(b'\n', b'\r', text.as_bytes()) else { return Some(text) };
        rest = Some(&text[end + 1..]);
        Some(&text[..end])
    });
    lines.map(trim).filter(|line| !line.is_empty())
}

/// What stands behind these words at the beginning. Letter by letter, since hardly a reason has the first one.
fn without<'t>(text: &'t str, words: &str) -> Option<&'t str> {
    let begins = text.len() >= words.len() && text.bytes().zip(words.bytes()).all(|(one, other)| one == other);
    begins.then(|| &text[words.len()..])
}

/// A paragraph of prose stands in the report as it is typed, so nothing else would close its last sentence.
fn finished(paragraph: &str) -> String {
    let mut paragraph = paragraph.to_owned();
    if paragraph.ends_with(|end: char| end.is_alphanumeric() || matches!(end, '%' | '％' | '）' | ')' | '》')) {
        paragraph.push('。');
    }
    paragraph
}

fn trim_end(text: &str) -> &str {
    text.trim_end_matches(['。', '；', ';', '，', ' ', '　'])
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn brackets_hold_a_name_together_if_they_close() {
        let names = |line| names(line).collect::<Vec<_>>();
        assert_eq!(names("办公室（人事、财务）、业务科"), ["办公室（人事、财务）", "业务科"]);
        assert_eq!(names("办公室（人事、保管科、业务科"), ["办公室（人事", "保管科", "业务科"]);
    }
}
