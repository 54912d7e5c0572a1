//! The tables of one sheet (逐表读数): found, headed, read, each by the layout that understands the most of it.

use super::{
    body::{Body, Desk, body},
    caption::{Caption, caption},
    find::{Found, tables},
    head::{Head, head},
    import::{Role, TableRead},
    layout::{Family, Layout},
    problems,
    sheet::{Cell, Place, Sheet},
};
use crate::diagnostic::Diagnostic;

/// A table with its numbers, before anything is put together.
pub struct Read<'l> {
    /// What became of it.
    pub table: TableRead,
    /// The layout by which it was read.
    pub layout: &'l Layout,
    /// What stands around it.
    pub caption: Caption,
    /// Its numbers.
    pub body: Body,
    /// Its sheet.
    pub sheet: &'l Sheet,
    /// Where its title stands.
    pub place: Place,
}

/// The tables of a sheet.
pub fn read_sheet<'a>(desk: &Desk<'a>, role: Role, reads: &mut Vec<Read<'a>>, problems: &mut Vec<Diagnostic>) {
    let family = if role == Role::Budget { Family::Budget } else { Family::Final };
    let found = tables(desk.sheet, desk.layouts, family);
    if desk.sheet.hidden {
        problems.extend((!found.is_empty()).then(|| problems::hidden_sheet(desk.workbook, desk.sheet)));
        return;
    }
    for found in found {
        let place = found.place.unwrap_or((0, 0));
        if let Some(layout) = desk.layouts.titled(&found.title, family).into_iter().find(|it| it.columns.is_empty()) {
            reads.push(unneeded(desk, &found, layout, role));
            continue;
        }
        let spot = desk.spot(place);
        let Some((head, mut body)) = best(desk, &found, family) else {
            // A table of contents names titles, too; only where numbers follow is something lost.
            let rows = found.rows.start..found.rows.end.max(found.rows.start);
            let numbers = desk.sheet.cells.range((rows.start, 0)..(rows.end, 0));
            let lost = numbers.filter(|(_, cell)| matches!(cell, Cell::Number { .. })).count();
            problems.extend((lost > 0).then(|| spot.no_heading(&found.title)));
            continue;
        };
        let caption = caption(desk.sheet, &found, head.body, &desk.layouts.words);
        let all = body.facts.len() + body.known + body.left_out;
        let title = head.layout.title();
        if caption.unit.is_none() && all > 0 {
            body = Body {
                left_out: all,
                problems: vec![spot.no_unit(title, caption.odd_unit.as_deref())],
                ..Body::default()
            };
        }
        let table = TableRead {
            workbook: desk.workbook.to_owned(),
            sheet: desk.sheet.name.clone(),
            title: title.to_owned(),
            role,
            unit: caption.unit,
            taken: 0,
            known: body.known,
            left_out: body.left_out,
        };
        reads.push(Read { table, layout: head.layout, caption, body, sheet: desk.sheet, place });
    }
}

/// A table of which nothing is needed: what its numbers are nobody asks.
fn unneeded<'a>(desk: &Desk<'a>, found: &Found, layout: &'a Layout, role: Role) -> Read<'a> {
    let cells = found.rows.clone().flat_map(|row| desk.sheet.part(row, &found.columns));
    let known = cells.filter(|(_, cell)| matches!(cell, Cell::Number { .. })).count();
    let table = TableRead {
        workbook: desk.workbook.to_owned(),
        sheet: desk.sheet.name.clone(),
        title: layout.title().to_owned(),
        role,
        unit: None,
        taken: 0,
        known,
        left_out: 0,
    };
    let place = found.place.unwrap_or_default();
    Read { table, layout, caption: Caption::default(), body: Body::default(), sheet: desk.sheet, place }
}

/// Of several layouts with one title, the one that understands the most.
fn best<'l>(desk: &Desk<'l>, found: &Found, family: Family) -> Option<(Head<'l>, Body)> {
    let layouts = desk.layouts.titled(&found.title, family).into_iter();
    let heads = layouts.filter_map(|layout| head(desk.sheet, found, layout, &desk.layouts.words, desk.reference));
    let read = heads.map(|head| {
        let body = body(desk, found, &head);
        (head, body)
    });
    read.filter(|(head, _)| !head.lanes.is_empty())
        .enumerate()
        .min_by_key(|(index, (_, body))| (body.left_out, usize::MAX - body.facts.len(), *index))
        .map(|(_, best)| best)
}
