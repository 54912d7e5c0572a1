//! Every example of the page on figures files is read, and every block that shows a fault has that fault.

use juesuan::{
    diagnostic::{Diagnostic, Severity},
    figures::{Reference, load},
    source::Source,
};

const PAGE: &str = include_str!("../docs/figures-format.zh-CN.md");

/// Fenced blocks: what stands behind the fence, its text, and the line on which it starts.
fn blocks() -> Vec<(&'static str, String, usize)> {
    let mut blocks: Vec<(&str, String, usize)> = Vec::new();
    let mut open = false;
    for (number, line) in PAGE.lines().enumerate() {
        match line.strip_prefix("```") {
            Some(label) if !open => {
                blocks.push((label, String::new(), number + 1));
                open = true;
            }
            Some(_) => open = false,
            None if open => blocks.last_mut().unwrap().1.push_str(&format!("{line}\n")),
            None => {}
        }
    }
    blocks
}

fn faults(text: &str) -> (bool, Vec<Diagnostic>) {
    let (accounts, mut faults) = load(&Source::new("页.yaml", text), Reference::shipped());
    if let Some(accounts) = &accounts {
        faults.append(&mut Reference::shipped().check(accounts));
    }
    (accounts.is_some(), faults)
}

#[test]
fn examples_load_and_their_figures_agree() {
    let examples: Vec<_> = blocks().into_iter().filter(|(label, ..)| *label == "yaml").collect();
    assert!(examples.len() >= 5, "{}", examples.len());
    for (_, text, line) in examples {
        let (loaded, faults) = faults(&text);
        let said: Vec<_> = faults.iter().filter(|fault| fault.severity != Severity::Hint).collect();
        assert!(loaded && said.is_empty(), "line {line}: {said:#?}");
    }
}

#[test]
fn wrong_examples_give_exactly_their_code() {
    let wrong: Vec<_> = blocks().into_iter().filter(|(label, ..)| label.starts_with("yaml error ")).collect();
    assert!(!wrong.is_empty());
    for (label, text, line) in wrong {
        let code = label.trim_start_matches("yaml error ");
        let (loaded, faults) = faults(&text);
        let codes: Vec<&str> = faults.iter().map(|fault| fault.code).collect();
        assert!(!loaded && codes == [code], "line {line}: {codes:?}");
    }
}

#[test]
fn only_known_kinds_of_blocks_stand_on_the_page() {
    for (label, _, line) in blocks() {
        assert!(matches!(label, "yaml" | "console") || label.starts_with("yaml error "), "line {line}: {label}");
    }
}
