//! Texts as YAML values (写成 YAML): quoted where they must be, so that the same text is read back.

/// Characters that mean something to YAML between brackets.
const MARKS: [char; 19] =
    [',', '[', ']', '{', '}', ':', '?', '#', '&', '*', '!', '|', '>', '%', '@', '`', '"', '\'', '-'];

/// A text as a value on one line, quoted where it must be (值).
pub(crate) fn scalar(text: &str) -> String {
    let text = printable(text);
    match serde_yaml::to_string(&text) {
        Ok(yaml) => yaml.trim_end_matches('\n').to_owned(),
        // A text always serialises; should that change, JSON's quoting is YAML's too.
        Err(_) => quoted(&text),
    }
}

/// The same between brackets, where a comma in a plain text would part it.
pub(super) fn scalar_in_brackets(text: &str) -> String {
    let yaml = scalar(text);
    if yaml == text && text.contains(MARKS) { quoted(text) } else { yaml }
}

/// A text in double quotes, which JSON and YAML write in the same way.
pub(super) fn quoted(text: &str) -> String {
    serde_json::Value::from(printable(text)).to_string()
}

/// Without the characters that a figures file may not contain (they come in through escapes in quoted texts).
pub(crate) fn printable(text: &str) -> String {
    let odd = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{200B}' | '\u{2060}');
    text.chars().map(|c| if odd(c) { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_quoted_where_yaml_would_misread_them() {
        assert_eq!(scalar("某县财政局"), "某县财政局");
        assert_eq!(scalar("a: b"), "'a: b'");
        assert_eq!(scalar("注 # 说明"), "'注 # 说明'");
        assert_eq!(scalar("2023"), "'2023'");
        assert_eq!(scalar("true"), "'true'");
        assert_eq!(scalar("一\u{200B}二\r三"), "一 二 三");
        assert_eq!(scalar_in_brackets("一,二"), "\"一,二\"");
        assert_eq!(scalar_in_brackets("一，二"), "一，二");
    }
}
