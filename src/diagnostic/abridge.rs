//! Very many diagnostics of one code are told in part (择要), and can be told anew when fewer are left.

use std::{collections::HashMap, mem::take};

use super::Diagnostic;

/// So many places of one code are told one by one.
const MOST_PLACES: usize = 1000;

/// Of very many diagnostics of one code nobody looks at all (择要): the first are kept, and the last of them says how
/// many places more there are. Gives what [`restore`] needs: the last as they were, and those that are not told.
pub fn abridge<T: Clone>(all: &mut Vec<T>, diagnostic: impl Fn(&mut T) -> &mut Diagnostic) -> Vec<T> {
    let places = |diagnostic: &Diagnostic| diagnostic.labels.len().max(1);
    let mut times: HashMap<&str, usize> = HashMap::new();
    for one in all.iter_mut() {
        let diagnostic = diagnostic(one);
        *times.entry(diagnostic.code).or_default() += places(diagnostic);
    }
    times.retain(|_, times| *times > MOST_PLACES);
    let mut left_out = Vec::new();
    if times.is_empty() {
        return left_out;
    }
    let mut told: HashMap<&str, usize> = HashMap::new();
    for mut one in take(all) {
        let own = diagnostic(&mut one);
        let Some(times) = times.get(own.code) else {
            all.push(one);
            continue;
        };
        let told = told.entry(own.code).or_default();
        if *told == MOST_PLACES {
            left_out.push(one);
            continue;
        }
        let room = MOST_PLACES - *told;
        *told += places(own).min(room);
        if *told == MOST_PLACES {
            left_out.push(one.clone());
            let (own, more) = (diagnostic(&mut one), times - MOST_PLACES);
            own.labels.truncate(room);
            own.message.push_str(&format!("（这样的后面还有 {more} 处，不一一列出）"));
        }
        all.push(one);
    }
    left_out
}

/// Put back all that [`abridge`] left out, at the end; the caller sorts.
pub fn restore<T>(all: &mut Vec<T>, left_out: Vec<T>, diagnostic: impl Fn(&mut T) -> &mut Diagnostic) {
    let mut put: Vec<&str> = Vec::new();
    for mut one in left_out {
        let code = diagnostic(&mut one).code;
        // The first of a code is the one that was told in part.
        if !put.contains(&code) {
            put.push(code);
            if let Some(last) = all.iter_mut().rev().find_map(|other| (diagnostic(other).code == code).then_some(other))
            {
                *last = one;
                continue;
            }
        }
        all.push(one);
    }
}
