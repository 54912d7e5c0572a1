//! The overview (预算、上年和原因): every line with a budget, a figure of last year or a reason, drawn out of the other
//! sheets by formulas, so that there is one place only to fill in.
//!
//! Its column A is empty: what has no id is not read.

use rust_decimal::Decimal;
use rust_xlsxwriter::{Formula, ProtectionOptions, Url, Worksheet, XlsxError};

use super::{
    BESIDE, FIRST, ID, NAME, OverviewWords,
    layout::{Column, ListColumn},
    looks::{BESIDE_WIDTH, LINE_HEIGHT, MOST_LINES, NAME_WIDTH, NUMBER_WIDTH, TEXT_WIDTH, lines_of, number_format},
    page::{ABOVE, Line, Page},
    write::{Book, column},
};
use crate::{
    figures::{Concept, Kind, Origin, Period, TextKind, code_and_name},
    tables::sheet::address,
};

/// What a column shows.
#[derive(Clone, Copy, PartialEq)]
enum Shown {
    /// A cell of another sheet.
    Cell(Column),
    /// How much more than last year.
    More,
    /// The same in percent.
    Rate,
    /// How much of the budget was spent, in percent.
    Completed,
}

const FINAL: Column = Column::Number(Period::Final);
const LAST: Column = Column::Number(Period::Last);
const INITIAL: Column = Column::Number(Period::BudgetInitial);
const BUDGET: Column = Column::Number(Period::Budget);
const REASON: Column = Column::Text(TextKind::ReasonLast);

/// Its columns from [`FIRST`] on.
const COLUMNS: [Shown; 10] = [
    Shown::Cell(FINAL),
    Shown::Cell(LAST),
    Shown::More,
    Shown::Rate,
    Shown::Cell(INITIAL),
    Shown::Cell(Column::Number(Period::BudgetAdjusted)),
    Shown::Cell(BUDGET),
    Shown::Completed,
    Shown::Cell(Column::Text(TextKind::ReasonBudget)),
    Shown::Cell(REASON),
];

impl Shown {
    fn heading(self, words: &OverviewWords) -> &str {
        match self {
            Shown::Cell(column) => column.heading(),
            Shown::More => &words.more,
            Shown::Rate => &words.rate,
            Shown::Completed => &words.completed,
        }
    }

    fn is_text(self) -> bool {
        matches!(self, Shown::Cell(Column::Text(_)))
    }
}

/// A cell of another sheet.
struct Held {
    /// What it holds.
    column: Column,
    /// The column in which it stands there.
    at: u32,
    /// What is to be seen there.
    seen: String,
}

/// A line that is drawn out of a row of another sheet (汇总的一行).
struct Drawn<'a> {
    page: &'a Page,
    row: u32,
    concept: &'a Concept,
    held: Vec<Held>,
}

impl Drawn<'_> {
    fn held(&self, column: Column) -> Option<&Held> {
        self.held.iter().find(|held| held.column == column)
    }

    /// The budget by which its spending is measured; that of 三公 does not say whether it is the first one.
    fn budget(&self) -> Column {
        if self.held(INITIAL).is_some() { INITIAL } else { BUDGET }
    }
}

impl Book<'_> {
    /// Write it.
    pub(super) fn overview(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let words = &self.words.overview;
        sheet.set_name(&words.name)?.set_formula_result_default("");
        sheet.set_column_hidden(column(ID))?;
        sheet.set_column_width(column(NAME), BESIDE_WIDTH)?.set_column_width(column(BESIDE), NAME_WIDTH)?;
        for (at, heading) in [(NAME, &words.table), (BESIDE, &words.line)] {
            sheet.write_with_format(ABOVE, column(at), heading, &self.looks.head)?;
        }
        let mut last = FIRST;
        for (at, shown) in (FIRST..).zip(COLUMNS) {
            last = at;
            sheet.set_column_width(column(at), if shown.is_text() { TEXT_WIDTH } else { NUMBER_WIDTH })?;
            sheet.write_with_format(ABOVE, column(at), shown.heading(words), &self.looks.head)?;
        }
        sheet.merge_range(0, column(NAME), 0, column(last), &words.name, &self.looks.title)?;
        sheet.merge_range(1, column(NAME), 1, column(last), &words.note, &self.looks.note)?;
        let mut row = ABOVE;
        for page in self.pages {
            for (at, line) in page.lines.iter().enumerate() {
                let Some(drawn) = self.drawn(page, Page::row(at), line) else { continue };
                row += 1;
                self.names(&drawn, line, row, sheet)?;
                self.values(&drawn, row, sheet)?;
            }
        }
        sheet.set_freeze_panes(ABOVE + 1, column(FIRST))?.set_repeat_rows(ABOVE, ABOVE)?;
        sheet.autofilter(ABOVE, column(NAME), row, column(last))?;
        // Whatever was typed here would be lost without a word.
        let options = ProtectionOptions { use_autofilter: true, format_columns: true, ..ProtectionOptions::default() };
        sheet.protect_with_options(&options);
        Ok(())
    }

    /// A line with more than the figure itself; none of a list that is made from other figures.
    fn drawn<'a>(&'a self, page: &'a Page, row: u32, line: &Line) -> Option<Drawn<'a>> {
        let catalogue = self.accounts.catalogue;
        let root = &self.accounts.root;
        let (concept, mut held): (usize, Vec<Held>) = match *line {
            Line::Figure(index, _) => {
                let concept = &catalogue.concepts[index];
                let seen = |column| match column {
                    Column::Number(period) => Some(self.seen_in_root(concept.number(period)?)),
                    Column::Text(kind) => Some(self.seen_text(&root.texts[concept.text(kind)?])),
                };
                let columns = (FIRST..).zip(&page.columns);
                let held = columns.filter_map(|(at, &column)| Some(Held { column, at, seen: seen(column)? }));
                (index, held.collect())
            }
            Line::Text(index, _) if catalogue.concepts[index].kind == Kind::Reason => {
                let text = catalogue.concepts[index].text(TextKind::Reason)?;
                // A reason for a whole section is one against last year.
                (index, vec![Held { column: REASON, at: FIRST, seen: self.seen_text(&root.texts[text]) }])
            }
            Line::Row(group, at) if matches!(catalogue.groups[group].origin, Origin::Given) => {
                let (own, shape) = (catalogue.groups[group].concept, &catalogue.groups[group].shape);
                let record = self.accounts.rows(group).get(at);
                let columns = (FIRST..).zip(&page.lists[&group]).filter_map(|(at, (_, held))| {
                    let (concept, column, seen) = match *held {
                        ListColumn::Number(number) => {
                            let seen = record.map(|row| self.seen(row.numbers[number]));
                            (shape.numbers[number].concept, Column::Number(shape.numbers[number].period), seen)
                        }
                        ListColumn::Text(text) => {
                            let seen = record.map(|row| self.seen_text(&row.texts[text]));
                            (shape.texts[text].concept, Column::Text(shape.texts[text].kind), seen)
                        }
                    };
                    (concept == own).then(|| Held { column, at, seen: seen.unwrap_or_default() })
                });
                (own, columns.collect())
            }
            _ => return None,
        };
        held.retain(|held| COLUMNS.contains(&Shown::Cell(held.column)));
        let more = held.iter().any(|held| held.column != FINAL);
        more.then(|| Drawn { page, row, concept: &catalogue.concepts[concept], held })
    }

    /// Its table, a link to where it is filled in, and what it is called.
    fn names(&self, drawn: &Drawn, line: &Line, row: u32, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let catalogue = self.accounts.catalogue;
        let there = |at| drawn.page.named(catalogue, &address((drawn.row, at)));
        let table = &catalogue.tables[drawn.page.table].key;
        let link = Url::new(format!("internal:{}", there(FIRST))).set_text(table);
        sheet.write_url_with_format(row, column(NAME), link, &self.looks.link)?;
        let Line::Row(group, at) = *line else {
            sheet.write_with_format(row, column(BESIDE), &drawn.concept.key, &self.looks.label)?;
            return Ok(());
        };
        let held = self.accounts.rows(group).get(at);
        let name = held.map(|held| code_and_name(self.reference, &catalogue.groups[group], held)).unwrap_or_default();
        let name = format!("{} {}", name.0, name.1).trim().to_owned();
        // An empty row shows nothing, and still leads to where it can be filled in.
        let title = Formula::new(format!("=IF({}=\"\",\"\",\"{table}\")", address((row, BESIDE))));
        let title = title.set_result(if name.is_empty() { "" } else { table });
        sheet.write_formula_with_format(row, column(NAME), title, &self.looks.link)?;
        let name = Formula::new(format!("=TRIM({}&\" \"&{})", there(NAME), there(BESIDE))).set_result(name);
        sheet.write_formula_with_format(row, column(BESIDE), name, &self.looks.label)?;
        Ok(())
    }

    fn values(&self, drawn: &Drawn, row: u32, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let mut lines = 1;
        for (at, shown) in (FIRST..).zip(COLUMNS) {
            let formula = match shown {
                Shown::Cell(column) => drawn.held(column).map(|held| {
                    let there = drawn.page.named(self.accounts.catalogue, &address((drawn.row, held.at)));
                    (format!("=IF({there}=\"\",\"\",{there})"), held.seen.clone())
                }),
                computed => Self::computed(drawn, computed, row),
            };
            let Some((formula, result)) = formula else {
                sheet.write_blank(row, column(at), &self.looks.none)?;
                continue;
            };
            let mut looks = &self.looks.drawn_text;
            let number;
            if shown.is_text() {
                lines = lines.max(result.lines().map(|line| lines_of(line, TEXT_WIDTH)).sum());
            } else {
                let format = match shown {
                    Shown::Rate | Shown::Completed => "0.00%".to_owned(),
                    _ => number_format(drawn.concept.kind, Decimal::from_str_exact(&result).ok()),
                };
                number = self.looks.sum.clone().set_num_format(format);
                looks = &number;
            }
            sheet.write_formula_with_format(row, column(at), Formula::new(formula).set_result(result), looks)?;
        }
        if lines > 1 {
            sheet.set_row_height(row, LINE_HEIGHT * lines.min(MOST_LINES))?;
        }
        Ok(())
    }

    /// What follows from two figures, with what it comes to; nothing without a base.
    fn computed(drawn: &Drawn, shown: Shown, row: u32) -> Option<(String, String)> {
        let other = if shown == Shown::Completed { drawn.budget() } else { LAST };
        let value = |column| drawn.held(column).map(|held| Decimal::from_str_exact(&held.seen).ok());
        let both = value(FINAL)?.zip(value(other)?);
        let here = |column| {
            let at = (FIRST..).zip(COLUMNS).find(|(_, shown)| *shown == Shown::Cell(column));
            at.map(|(at, _)| address((row, at)))
        };
        let (own, of) = (here(FINAL)?, here(other)?);
        let numbers = format!("COUNT({own},{of})=2");
        let based = both.filter(|(_, of)| *of > Decimal::ZERO);
        let (formula, result) = match shown {
            Shown::More => (format!("=IF({numbers},{own}-{of},\"\")"), both.and_then(|(own, of)| own.checked_sub(of))),
            Shown::Rate => (
                format!("=IF(AND({numbers},{of}>0),({own}-{of})/{of},\"\")"),
                based.and_then(|(own, of)| own.checked_sub(of)?.checked_div(of)),
            ),
            _ => {
                (format!("=IF(AND({numbers},{of}>0),{own}/{of},\"\")"), based.and_then(|(own, of)| own.checked_div(of)))
            }
        };
        Some((formula, result.map_or(String::new(), |result| result.normalize().to_string())))
    }

    /// What is to be seen in the cell of a figure of the department.
    fn seen_in_root(&self, number: usize) -> String {
        let sum = self.sums().formula(number).map(|(_, shown)| shown);
        sum.unwrap_or_else(|| self.seen(self.accounts.root.numbers[number]))
    }
}
