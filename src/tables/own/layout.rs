//! The columns of figures and of lists (栏目), written and read by their headings.

use crate::figures::{Catalogue, ConceptIx, GroupIx, Period, TextKind};

/// What a column of figures holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// The number of a period.
    Number(Period),
    /// A text.
    Text(TextKind),
}

impl Column {
    /// This year's figure first, then what it is compared with, then what is said of it.
    pub const ALL: [Column; 9] = [
        Column::Number(Period::Final),
        Column::Number(Period::Last),
        Column::Number(Period::BudgetInitial),
        Column::Number(Period::BudgetAdjusted),
        Column::Number(Period::Budget),
        Column::Text(TextKind::Purpose),
        Column::Text(TextKind::ReasonBudget),
        Column::Text(TextKind::ReasonLast),
        Column::Text(TextKind::Note),
    ];

    /// Its heading.
    pub fn heading(self) -> &'static str {
        match self {
            Column::Number(period) => period.key(),
            Column::Text(kind) => kind.key(),
        }
    }

    /// The column of that heading.
    pub fn of_heading(heading: &str) -> Option<Column> {
        Column::ALL.into_iter().find(|column| column.heading() == heading)
    }
}

/// A column of a list: which number or text of a row it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListColumn {
    /// By its place among the row's numbers.
    Number(usize),
    /// By its place among the row's texts.
    Text(usize),
}

/// The columns of a list with their headings, numbers first.
pub fn list_columns(catalogue: &Catalogue, group: GroupIx) -> Vec<(String, ListColumn)> {
    let group = &catalogue.groups[group];
    let mut columns: Vec<(String, ListColumn)> = Vec::new();
    let heading = |concept: ConceptIx, own: &str| {
        let key = &catalogue.concepts[concept].key;
        // 决算数 of the row itself, 基本支出 of a part of it.
        match (concept == group.concept, own) {
            (true, "决算数") if !key.is_empty() => key.clone(),
            (true, own) => own.to_owned(),
            (false, "决算数" | "") => key.clone(),
            (false, own) => format!("{key} {own}"),
        }
    };
    let order = |column: Column| Column::ALL.into_iter().position(|it| it == column);
    let mut numbers: Vec<_> = group.shape.numbers.iter().enumerate().collect();
    numbers.sort_by_key(|(_, it)| (it.concept != group.concept, order(Column::Number(it.period))));
    for (at, number) in numbers {
        columns.push((heading(number.concept, number.period.key()), ListColumn::Number(at)));
    }
    let mut texts: Vec<_> = group.shape.texts.iter().enumerate().collect();
    texts.sort_by_key(|(_, it)| (it.concept != group.concept, order(Column::Text(it.kind))));
    for (at, text) in texts {
        columns.push((heading(text.concept, text.kind.key()), ListColumn::Text(at)));
    }
    columns
}
