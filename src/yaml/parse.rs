//! The way from a source to its tree: look at the lines, parse, mend a wrong colon, parse again.

use std::collections::BTreeSet;

use super::{
    Arena, Node,
    build::{Stop, build},
    json,
    offsets::{Characters, Mended},
    precheck::precheck,
    refuse::{self, MAX_NODES},
    syntax,
};
use crate::{diagnostic::Diagnostic, source::Source};

/// Every mended colon means parsing once more: enough for a file typed with wrong colons throughout,
/// little enough that a large file is refused quickly.
const PARSES: usize = 200;
const PARSED_BYTES: usize = 16 * 1024 * 1024;

/// Parse one document (读取 YAML); everything wrong goes into `faults`. `None` if no tree could be made.
pub fn parse<'t>(source: &'t Source, arena: &'t Arena, faults: &mut Vec<Diagnostic>) -> Option<Node<'t>> {
    if let Some(root) = json::read(source.text(), arena) {
        return Some(root);
    }
    let known = faults.len();
    let root = parse_some(source, None, arena, faults)?;
    // YAML forgives what is damage in a line of a stream: without its quotation mark a value is another one.
    if source.is_of_stream()
        && faults.len() == known
        && let Some(fault) = json::fault(source)
    {
        faults.push(fault);
        return None;
    }
    Some(root)
}

/// The same without what stands on the lines below a key, wherever the key stands alone on its line: it comes out
/// blank, and faults in it are not looked for. A book's examples are more than half of it, and drafting needs none.
pub fn parse_leaving_out<'t>(
    source: &'t Source,
    key: &str,
    arena: &'t Arena,
    faults: &mut Vec<Diagnostic>,
) -> Option<Node<'t>> {
    parse_some(source, Some(key), arena, faults)
}

fn parse_some<'t>(
    source: &'t Source,
    leave_out: Option<&str>,
    arena: &'t Arena,
    faults: &mut Vec<Diagnostic>,
) -> Option<Node<'t>> {
    // The parser holds a whole bracketed list in memory before it gives out its first value.
    let is_mark =
        |byte: u8| matches!(byte, b',' | b'[' | b']' | b'{' | b'}' | b':' | b'?' | b'"' | b'\'' | b'*' | b'&' | b'!');
    let most = 4 * MAX_NODES;
    if source.text().len() > most && source.text().bytes().filter(|&byte| is_mark(byte)).count() > most {
        faults.push(refuse::too_many(source, 0..0));
        return None;
    }
    let checked = precheck(source, leave_out, faults);
    if checked.unreadable {
        return None;
    }
    let mut mended = Mended::of(source.text());
    for place in checked.margins.into_iter().chain(checked.left_out) {
        mended.blank(place);
    }
    let mut seen = BTreeSet::new();
    for (line, slip) in checked.colons {
        seen.insert(line);
        let start = source.line_range(line).start;
        faults.push(syntax::wrong_colon(source, line, start, &slip));
        mended.mend_colon(start + slip.at);
    }
    let mut guess: Option<Guess> = None;
    for _ in 0..PARSES.min(PARSED_BYTES / (source.text().len() + 1) + 1) {
        let mut found = Vec::new();
        let error = match build(source, (&mended, checked.odd), arena, &mut found) {
            Err(Stop::Syntax(error)) => error,
            done => {
                let slips = done.as_ref().map(|root| syntax::colons_in_root(source, root)).unwrap_or_default();
                if slips.is_empty() || !seen.is_empty() {
                    faults.append(&mut found);
                    return done.ok();
                }
                // Wrong colons throughout made one long text of the file.
                for (line, slip) in slips {
                    seen.insert(line);
                    let start = source.line_range(line).start;
                    faults.push(syntax::wrong_colon(source, line, start, &slip));
                    mended.mend_colon(start + slip.at);
                }
                continue;
            }
        };
        let at = mended.original(Characters::of(mended.text()).offset(error.marker().index()));
        let at = source.boundary(at);
        let further_up = syntax::colon_before(source, at, error.info(), &seen);
        let failed = guess.take_if(|guess| at <= guess.at);
        let otherwise = || syntax::explain(source, at, error.info());
        let Some((line, slip)) = further_up else {
            match failed {
                // Mending did not help: that colon was none of the matter.
                Some(guess) => {
                    faults.truncate(guess.known);
                    report(guess.otherwise, faults, checked.first, source.line_column(guess.at).0);
                }
                None => {
                    faults.append(&mut found);
                    report(otherwise(), faults, checked.first, source.line_column(at).0);
                }
            }
            return None;
        };
        // Report it, mend it and go on: what stands behind it is to be reported, too. Lines with wrong colons run
        // into one another, so that the first one to be mended may not be the last.
        guess = failed.or_else(|| Some(Guess { at, known: faults.len(), otherwise: otherwise() }));
        seen.insert(line);
        let start = source.line_range(line).start;
        faults.push(syntax::wrong_colon(source, line, start, &slip));
        mended.mend_colon(start + slip.at);
    }
    let end = source.text().len();
    let fault = Diagnostic::error("Y029", "写错的冒号太多，后面的没有列出").at(source, end..end, "");
    faults.push(fault.help("先改好前面列出的，再检查一遍"));
    None
}

/// A colon was mended in the hope that the parser gets beyond this place.
struct Guess {
    at: usize,
    /// How many faults were known before.
    known: usize,
    /// What to say if it does not.
    otherwise: Diagnostic,
}

/// Behind odd characters the parser only repeats what is already reported.
fn report(fault: Diagnostic, faults: &mut Vec<Diagnostic>, reported: Option<usize>, line: usize) {
    if reported.is_none_or(|reported| line < reported) {
        faults.push(fault);
    }
}
