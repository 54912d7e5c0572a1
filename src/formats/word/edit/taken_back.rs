//! What a later correction puts back (改回): words that this program took out and now puts in again stand as if untouched.

use super::AUTHOR;
use crate::formats::word::xml::{Node, Walk};

/// Revisions that are looked at together; a figure is cut into no more.
const MOST: usize = 8;

/// How an insertion ends.
const END: &str = "</w:ins>";

/// What stands between runs and says nothing; LibreOffice puts it into the revision that follows (标记).
const MARKS: [&str; 3] = ["bookmarkStart", "bookmarkEnd", "proofErr"];

/// A revision of this program's with nothing of anybody else in it (自己的修订).
struct Own<'x> {
    gone: bool,
    /// The runs in it, and their letters.
    runs: &'x str,
    words: String,
    /// The marks between its runs.
    marks: String,
    /// Where it ends.
    end: usize,
}

/// Without neighbouring deletions and insertions of this program that say the same: the deleted runs stand again, those
/// within another person's insertion as a part of it.
pub(super) fn without_taken_back(xml: String) -> String {
    let (mut out, mut at, mut from) = (String::new(), 0, 0);
    while let Some(start) = next(&xml, from) {
        from = start + 1;
        let (mut kept, mut gone, mut come) = (String::new(), String::new(), String::new());
        let mut end = start;
        for _ in 0..MOST {
            let Some(own) = own(&xml, end) else {
                // Where another person's insertion begins or ends, or a mark.
                let Some(tag) = inserting(&xml[end..]).or_else(|| mark(&xml[end..])) else { break };
                kept.push_str(tag);
                end += tag.len();
                continue;
            };
            end = own.end;
            if own.gone {
                gone.push_str(&own.words);
                kept.push_str(&own.runs.replace("<w:delText", "<w:t").replace("</w:delText>", "</w:t>"));
            } else {
                come.push_str(&own.words);
                kept.push_str(&own.marks);
            }
            if !gone.is_empty() && gone == come {
                out.push_str(&xml[at..start]);
                out.push_str(&kept);
                end += rejoined(&mut out, &xml[end..]);
                (at, from) = (end, end);
                break;
            }
        }
    }
    if at == 0 { xml } else { out + &xml[at..] }
}

/// The end of an insertion, or the start tag of one, that stands right here.
fn inserting(rest: &str) -> Option<&str> {
    let tag = &rest[..rest.find('>')? + 1];
    (tag == END || tag.starts_with("<w:ins ") && !tag.ends_with("/>")).then_some(tag)
}

/// The mark that stands right here.
fn mark(rest: &str) -> Option<&str> {
    let tag = &rest[..rest.find('>')? + 1];
    let name = tag.strip_prefix("<w:")?.split(' ').next()?;
    (tag.ends_with("/>") && MARKS.contains(&name)).then_some(tag)
}

/// Join an insertion that was cut in two with its other half; how much of `rest` that takes.
fn rejoined(out: &mut String, rest: &str) -> usize {
    let without_id = |tag: &str| {
        let (before, id) = tag.split_once("w:id=\"")?;
        Some([before, id.split_once('"')?.1].concat())
    };
    let half = inserting(rest).filter(|tag| *tag != END && out.ends_with(END));
    let first = half.and_then(|_| inserting(&out[out.rfind("<w:ins ")?..]));
    match (first.and_then(without_id), half) {
        (Some(first), Some(half)) if Some(&first) == without_id(half).as_ref() => {
            out.truncate(out.len() - END.len());
            half.len()
        }
        _ => 0,
    }
}

/// Where the next revision of this program's begins.
fn next(xml: &str, from: usize) -> Option<usize> {
    let author = format!("w:author=\"{AUTHOR}\"");
    xml[from..].match_indices(&author).find_map(|(found, _)| {
        let start = xml[..from + found].rfind('<')?;
        (start >= from && is_revision(&xml[start..])).then_some(start)
    })
}

fn is_revision(rest: &str) -> bool {
    rest.starts_with("<w:del ") || rest.starts_with("<w:ins ")
}

/// The revision of this program's that begins right there.
fn own(xml: &str, start: usize) -> Option<Own<'_>> {
    let rest = &xml[start..];
    let (tag, behind) = rest.split_at(rest.find('>')? + 1);
    let ours = is_revision(rest) && !tag.ends_with("/>") && tag.contains(&format!("w:author=\"{AUTHOR}\""));
    if !ours {
        return None;
    }
    let gone = tag.starts_with("<w:del ");
    let close = if gone { "</w:del>" } else { END };
    let length = behind.find(close)?;
    let runs = &behind[..length];
    // Others may have worked in it.
    let (words, marks) = words(runs).filter(|_| !runs.contains("w:author="))?;
    Some(Own { gone, runs, words, marks, end: start + tag.len() + length + close.len() })
}

/// The letters of runs that hold nothing but letters, and the marks between them.
fn words(runs: &str) -> Option<(String, String)> {
    let whole = ["<w:r>", runs, "</w:r>"].concat();
    let (mut walk, mut depth, mut set) = (Walk::new(&whole), 0, None);
    let (mut words, mut marks) = (String::new(), String::new());
    while let Some(node) = walk.next().ok()? {
        match node {
            Node::Open(tag) => {
                depth += 1;
                match (depth, tag.word()) {
                    _ if set.is_some() => {}
                    (1 | 2, Some("r")) | (3, Some("t" | "delText")) => {}
                    (2, Some(name)) if MARKS.contains(&name) => marks.push_str(&whole[tag.range]),
                    (3, Some("rPr")) => set = Some(depth),
                    (3, Some("tab")) => words.push('\t'),
                    (3, Some("br")) => words.push('\n'),
                    _ => return None,
                }
            }
            Node::Close(_) => {
                set = set.filter(|&of| of < depth);
                depth -= 1;
            }
            Node::Text(text) if depth == 3 && set.is_none() => words.push_str(&text),
            Node::Text(_) => {}
        }
    }
    Some((words, marks))
}
