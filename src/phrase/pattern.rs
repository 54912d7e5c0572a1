//! A sentence template (句式) -> literals and slots, or a template with logic that only Tera can write.

use std::ops::Range;

/// A piece of a straight-line template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Text as it stands.
    Text(String),
    /// `{{ name }}` with its place in the template.
    Slot(String, Range<usize>),
}

/// A parsed template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Template {
    /// Text and slots only: written and read by the engine.
    Straight(Vec<Part>),
    /// Anything more: rendered by Tera, cannot be read back.
    Logic,
}

/// Words that mean something else to Tera than a slot's name.
const RESERVED: [&str; 20] = [
    "true", "false", "none", "and", "or", "not", "in", "is", "if", "elif", "else", "for", "endfor", "endif", "self",
    "loop", "super", "null", "True", "False",
];

/// Is the word one that Tera keeps for itself?
pub fn is_reserved(name: &str) -> bool {
    RESERVED.contains(&name) || name == "None"
}

/// Parse a template.
pub fn parse(text: &str) -> Template {
    let mut parts = Vec::new();
    let mut at = 0;
    while let Some(found) = text[at..].find('{') {
        let open = at + found;
        let rest = &text[open..];
        if rest.starts_with("{%") || rest.starts_with("{#") {
            return Template::Logic;
        }
        if !rest.starts_with("{{") {
            push_text(&mut parts, &text[at..=open]);
            at = open + 1;
            continue;
        }
        let Some(length) = rest.find("}}") else {
            return Template::Logic; // Tera says what is wrong with it
        };
        let name = rest[2..length].trim_matches(' ');
        if !is_identifier(name) || is_reserved(name) {
            return Template::Logic;
        }
        push_text(&mut parts, &text[at..open]);
        at = open + length + 2;
        parts.push(Part::Slot(name.to_owned(), open..at));
    }
    push_text(&mut parts, &text[at..]);
    Template::Straight(parts)
}

/// Does a template with logic compute or compare? Slots are texts there, and 9.5 comes after 10.5 among texts.
pub fn computes(text: &str) -> bool {
    let mut rest = text;
    while let Some(open) = rest.find("{{").into_iter().chain(rest.find("{%")).min() {
        let tag = &rest[open + 2..];
        let Some(close) = tag.find("}}").into_iter().chain(tag.find("%}")).min() else { return false };
        let mut quote = None;
        // A dash at either end only trims white space.
        for c in tag[..close].trim_matches('-').chars() {
            match quote {
                Some(open) if open == c => quote = None,
                Some(_) => {}
                None if matches!(c, '"' | '\'' | '`') => quote = Some(c),
                None if matches!(c, '<' | '>' | '+' | '-' | '*' | '/' | '%') => return true,
                None => {}
            }
        }
        rest = &tag[close + 2..];
    }
    false
}

fn push_text(parts: &mut Vec<Part>, text: &str) {
    match parts.last_mut() {
        Some(Part::Text(last)) => last.push_str(text),
        _ if text.is_empty() => {}
        _ => parts.push(Part::Text(text.to_owned())),
    }
}

fn is_identifier(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with(|c: char| c.is_ascii_digit())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Part {
        Part::Text(text.to_owned())
    }

    #[test]
    fn straight_lines_become_parts() {
        assert_eq!(
            parse("占{{ share }}；{x}"),
            Template::Straight(vec![text("占"), Part::Slot("share".into(), 3..14), text("；{x}")])
        );
        assert_eq!(parse(""), Template::Straight(vec![]));
    }

    #[test]
    fn arithmetic_and_order_are_seen_through_quotes() {
        for computing in ["{% if a > b %}x{% endif %}", "{{ a + b }}", "{{ a * 2 }}", "x{{- a }}{{ b / c }}"] {
            assert!(computes(computing), "{computing}");
        }
        for plain in [
            "a > b",
            "{% if a %}{{ b | default(value='<->') }}{% endif %}",
            "{{- a -}}",
            "{% if a == \"1+1\" %}{% endif %}",
        ] {
            assert!(!computes(plain), "{plain}");
        }
    }

    #[test]
    fn anything_more_is_logic() {
        for logic in
            ["{% if a %}x{% endif %}", "{{ a | upper }}", "{{- a }}", "{{ none }}", "{# x #}", "{{ a.b }}", "{{ a"]
        {
            assert_eq!(parse(logic), Template::Logic, "{logic}");
        }
    }
}
