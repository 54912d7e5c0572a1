//! Text in XML (转义): entities, and no character that XML forbids.

/// How every part begins.
pub(super) const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// Text between tags or in a quoted attribute; characters that no XML can hold are left out.
pub(super) fn push_escaped(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find(special) {
        out.push_str(&rest[..at]);
        let mut chars = rest[at..].chars();
        match chars.next() {
            Some('&') => out.push_str("&amp;"),
            Some('<') => out.push_str("&lt;"),
            Some('>') => out.push_str("&gt;"),
            Some('"') => out.push_str("&quot;"),
            _ => {}
        }
        rest = chars.as_str();
    }
    out.push_str(rest);
}

fn special(c: char) -> bool {
    matches!(c, '&' | '<' | '>' | '"' | '\u{fffe}' | '\u{ffff}') || c < ' ' && !matches!(c, '\t' | '\n')
}

/// The same for JSON, whose many quotation marks may stand between tags as they are.
pub(super) fn push_json(json: &str, out: &mut String) {
    for (at, piece) in json.split('"').enumerate() {
        if at > 0 {
            out.push('"');
        }
        push_escaped(piece, out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_breaks_out_and_nothing_forbidden_stays() {
        let mut out = String::new();
        push_escaped("甲<乙>&\"丙\"\u{b}\u{ffff}\t丁", &mut out);
        assert_eq!(out, "甲&lt;乙&gt;&amp;&quot;丙&quot;\t丁");
        let mut out = String::new();
        push_json("{\"a\":\"<&>\"}", &mut out);
        assert_eq!(out, "{\"a\":\"&lt;&amp;&gt;\"}");
    }
}
