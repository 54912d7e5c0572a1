//! Figures -> workbook to fill in (写填报工作簿): what is known stands there, what is wanted is marked, sums are formulas.

use rust_xlsxwriter::{DataValidation, DocProperties, ExcelDateTime, Formula, Note, Workbook, Worksheet, XlsxError};

use super::{
    BESIDE, FIRST, ID, MARK, NAME, Words,
    layout::{Column, ListColumn},
    looks::{
        BESIDE_WIDTH, LINE_HEIGHT, Looks, MOST_LINES, NAME_WIDTH, NUMBER_WIDTH, TEXT_WIDTH, lines_of, number_format,
    },
    page::{Cells, Line, NAMING, Page, naming, sheet_name},
    sums::Sums,
};
use crate::{
    figures::{
        ConceptIx, FinalAccounts, GroupIx, HEAD_KEYS, Kind, MoneyUnit, Number, Record, Reference, Text, VERIFIED_KEYS,
        code_and_name,
    },
    tables::sheet::Place,
};

/// The number by which Excel knows A4 paper.
const A4: u8 = 9;
/// More digits than a cell keeps are written as text.
const MOST_DIGITS: usize = 15;
/// The width of a note, in pixels.
const NOTE_WIDTH: u32 = 320;

/// The bytes of the workbook (.xlsx) of these figures, or why it cannot be written; what `last` year's said stands in
/// notes beside the words to be written.
pub fn write(accounts: &FinalAccounts, last: Option<&FinalAccounts>, reference: &Reference) -> Result<Vec<u8>, String> {
    bytes(accounts, last, reference).map_err(|error| match error {
        XlsxError::MaxStringLengthExceeded => "有一格的文字超过 Excel 的限度，32767 字".to_owned(),
        error => error.to_string(),
    })
}

fn bytes(accounts: &FinalAccounts, last: Option<&FinalAccounts>, reference: &Reference) -> Result<Vec<u8>, XlsxError> {
    let words = Words::shipped();
    let spare = usize::try_from(words.spare).unwrap_or_default();
    let tables = 0..accounts.catalogue.tables.len();
    let pages: Vec<Page> = tables.map(|table| Page::new(accounts, table, spare)).collect();
    let cells = Cells::of(&pages, accounts.catalogue);
    let book = Book { accounts, last, reference, words, pages: &pages, cells, looks: Looks::new() };
    let mut file = Workbook::new();
    // The same figures give the same bytes, whenever they are written.
    let date = ExcelDateTime::from_ymd(accounts.year, 12, 31)?;
    file.set_properties(&DocProperties::new().set_creation_datetime(&date));
    book.cover(file.add_worksheet())?;
    book.overview(file.add_worksheet())?;
    for page in &pages {
        book.page(page, file.add_worksheet())?;
    }
    book.verified(file.add_worksheet())?;
    for sheet in file.worksheets_mut() {
        sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0);
    }
    file.save_to_buffer()
}

/// The workbook being written.
pub(super) struct Book<'a> {
    pub(super) accounts: &'a FinalAccounts,
    last: Option<&'a FinalAccounts>,
    pub(super) reference: &'a Reference,
    pub(super) words: Words,
    pub(super) pages: &'a [Page],
    cells: Cells,
    pub(super) looks: Looks,
}

/// Columns are counted in 16 bits by the library; no sheet here is as wide.
pub(super) fn column(at: u32) -> u16 {
    u16::try_from(at).unwrap_or(u16::MAX)
}

impl Book<'_> {
    fn cover(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        sheet.set_name(&self.words.cover)?;
        sheet
            .set_column_hidden(column(ID))?
            .set_column_width(column(NAME), 14)?
            .set_column_width(column(BESIDE), 60)?;
        sheet.write(0, column(ID), MARK)?;
        let accounts = self.accounts;
        let mut row = 0;
        for key in HEAD_KEYS {
            let value = match key {
                "部门" => accounts.department.clone(),
                "年度" => accounts.year.to_string(),
                "金额单位" => accounts.unit.name().to_owned(),
                "话术" => accounts.phrasebook.clone().unwrap_or_default(),
                _ => accounts.published.clone().unwrap_or_default(),
            };
            row += 1;
            sheet.write(row, column(ID), key)?;
            sheet.write_with_format(row, column(NAME), key, &self.looks.head)?;
            sheet.write_with_format(row, column(BESIDE), value, &self.looks.text)?;
            if key == "金额单位" {
                let units = [MoneyUnit::WanYuan, MoneyUnit::Yuan].map(MoneyUnit::name);
                let choice = DataValidation::new().allow_list_strings(&units)?;
                sheet.add_data_validation(row, column(BESIDE), row, column(BESIDE), &choice)?;
            }
        }
        row += 1;
        for note in &self.words.notes {
            row += 1;
            sheet.write(row, column(NAME), note.as_str())?;
        }
        Ok(())
    }

    fn page(&self, page: &Page, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let catalogue = self.accounts.catalogue;
        let table = &catalogue.tables[page.table];
        sheet.set_name(sheet_name(&table.key))?.set_formula_result_default("");
        sheet.set_column_hidden(column(ID))?;
        sheet.set_column_width(column(NAME), NAME_WIDTH)?.set_column_width(column(BESIDE), BESIDE_WIDTH)?;
        let last = page.last_column();
        for at in FIRST..=last {
            let texts = page.lines.iter().any(|line| match line {
                Line::Headings => matches!(page.columns.get(at as usize - 3), Some(Column::Text(_))),
                Line::List(_, group, _) => {
                    matches!(page.lists[group].get(at as usize - 3), Some((_, ListColumn::Text(_))))
                }
                _ => false,
            });
            let wide = texts || page.columns.is_empty();
            sheet.set_column_width(column(at), if wide { TEXT_WIDTH } else { NUMBER_WIDTH })?;
        }
        sheet.merge_range(0, column(NAME), 0, column(last), &table.key, &self.looks.title)?;
        let unit = format!("金额单位：{}", self.accounts.unit.name());
        sheet.merge_range(1, column(NAME), 1, column(last), &unit, &self.looks.caption)?;
        sheet.set_freeze_panes(3, column(BESIDE))?;
        for (at, line) in page.lines.iter().enumerate() {
            self.line(page, line, Page::row(at), last, sheet)?;
        }
        Ok(())
    }

    fn line(&self, page: &Page, line: &Line, row: u32, last: u32, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let catalogue = self.accounts.catalogue;
        let root = &self.accounts.root;
        match *line {
            Line::Headings => {
                sheet.write_with_format(row, column(NAME), "项目", &self.looks.head)?;
                sheet.write_with_format(row, column(BESIDE), "单位", &self.looks.head)?;
                for (at, held) in (FIRST..).zip(&page.columns) {
                    sheet.write_with_format(row, column(at), held.heading(), &self.looks.head)?;
                }
            }
            Line::Figure(index, depth) => {
                let concept = &catalogue.concepts[index];
                self.name(index, depth, row, sheet)?;
                for (at, held) in (FIRST..).zip(&page.columns) {
                    match held {
                        Column::Number(period) => match concept.number(*period) {
                            Some(number) => self.root_number(number, (row, at), sheet)?,
                            None => _ = sheet.write_blank(row, column(at), &self.looks.none)?,
                        },
                        Column::Text(kind) => match concept.text(*kind) {
                            Some(text) => {
                                self.text(&root.texts[text], (row, at), sheet)?;
                                self.said_last(self.last.map(|last| &last.root), text, (row, at), sheet)?;
                            }
                            None => _ = sheet.write_blank(row, column(at), &self.looks.none)?,
                        },
                    }
                }
            }
            Line::Text(index, depth) => {
                let concept = &catalogue.concepts[index];
                self.name(index, depth, row, sheet)?;
                let Some(index) = concept.text(concept.texts[0]) else { return Ok(()) };
                let text = &root.texts[index];
                sheet.merge_range(row, column(FIRST), row, column(last), "", &self.looks.text)?;
                self.text(text, (row, FIRST), sheet)?;
                self.said_last(self.last.map(|last| &last.root), index, (row, FIRST), sheet)?;
                let width = (last - FIRST + 1) * if page.columns.is_empty() { TEXT_WIDTH } else { NUMBER_WIDTH };
                let lines: u32 = text.lines().iter().map(|line| lines_of(line, width)).sum();
                sheet.set_row_height(row, LINE_HEIGHT * lines.clamp(1, MOST_LINES))?;
                if !concept.choices.is_empty() {
                    let choice = DataValidation::new().allow_list_strings(&concept.choices)?;
                    sheet.add_data_validation(row, column(FIRST), row, column(FIRST), &choice)?;
                }
            }
            Line::List(index, group, depth) => {
                sheet.write(row, column(ID), &catalogue.concepts[index].id)?;
                for (at, heading) in NAMING.into_iter().zip(naming(catalogue, group)) {
                    let looks = self.looks.head.clone().set_indent(u8::try_from(depth).unwrap_or_default());
                    sheet.write_with_format(row, column(at), heading, &looks)?;
                }
                for (at, (heading, _)) in (FIRST..).zip(&page.lists[&group]) {
                    sheet.write_with_format(row, column(at), heading, &self.looks.head)?;
                }
            }
            Line::Row(group, at) => self.row(page, group, at, row, sheet)?,
        }
        Ok(())
    }

    fn name(&self, index: ConceptIx, depth: u32, row: u32, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let concept = &self.accounts.catalogue.concepts[index];
        let label = self.looks.label.clone().set_indent(u8::try_from(depth).unwrap_or_default());
        sheet.write(row, column(ID), &concept.id)?;
        sheet.write_with_format(row, column(NAME), &concept.key, &label)?;
        let unit = match concept.kind {
            Kind::Amount => self.accounts.unit.name(),
            Kind::Percent => "%",
            _ => &concept.unit,
        };
        sheet.write_with_format(row, column(BESIDE), unit, &self.looks.label)?;
        Ok(())
    }

    fn row(&self, page: &Page, group: GroupIx, at: usize, row: u32, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let catalogue = self.accounts.catalogue;
        let held = self.accounts.rows(group).get(at);
        let shape = &catalogue.groups[group].shape;
        let (code, mut name) =
            held.map(|held| code_and_name(self.reference, &catalogue.groups[group], held)).unwrap_or_default();
        if held.is_some() && code.is_empty() && name.is_empty() {
            name.clone_from(&self.words.open);
        }
        let names =
            if catalogue.groups[group].account.is_none() && code.is_empty() { [name, code] } else { [code, name] };
        for (at, text) in NAMING.into_iter().zip(names) {
            sheet.write_with_format(row, column(at), text, &self.looks.text)?;
        }
        let same = |row: &&Record| held.is_some_and(|held| held.key() == row.key());
        let last = self.last.and_then(|last| last.rows(group).iter().find(same));
        for (at, (_, what)) in (FIRST..).zip(&page.lists[&group]) {
            match *what {
                ListColumn::Number(number) => {
                    let value = held.map_or(Number::Absent, |held| held.numbers[number]);
                    let kind = catalogue.concepts[shape.numbers[number].concept].kind;
                    self.number(value, kind, (row, at), sheet)?;
                }
                ListColumn::Text(index) => {
                    let text = held.map_or(&Text::Absent, |held| &held.texts[index]);
                    self.text(text, (row, at), sheet)?;
                    self.said_last(last, index, (row, at), sheet)?;
                }
            }
        }
        Ok(())
    }

    /// A figure of the department: a sum where the others give it.
    fn root_number(&self, number: usize, place: Place, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let definition = &self.accounts.catalogue.root.numbers[number];
        let kind = self.accounts.catalogue.concepts[definition.concept].kind;
        let value = self.accounts.root.numbers[number];
        match self.sums().formula(number) {
            Some((formula, shown)) => {
                let looks = self.looks.sum.clone().set_num_format(number_format(kind, value.value()));
                let formula = Formula::new(formula).set_result(shown);
                sheet.write_formula_with_format(place.0, column(place.1), formula, &looks)?;
                Ok(())
            }
            None => self.number(value, kind, place, sheet),
        }
    }

    fn number(&self, value: Number, kind: Kind, place: Place, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let (row, at) = (place.0, column(place.1));
        let looks = self.looks.input.clone().set_num_format(number_format(kind, value.value()));
        let text = self.seen(value);
        match value {
            // A cell keeps a number in binary; so many digits come back as they were.
            Number::Given(value) if text.bytes().filter(u8::is_ascii_digit).count() <= MOST_DIGITS => {
                sheet.write_with_format(row, at, value, &looks)?
            }
            Number::Given(_) | Number::Blank => sheet.write_string_with_format(row, at, text, &looks)?,
            Number::Absent | Number::Derived(_) => sheet.write_blank(row, at, &looks)?,
        };
        Ok(())
    }

    fn text(&self, text: &Text, place: Place, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        sheet.write_with_format(place.0, column(place.1), self.seen_text(text), &self.looks.text)?;
        Ok(())
    }

    /// What is to be seen of a number; what follows from others follows again.
    pub(super) fn seen(&self, value: Number) -> String {
        match value {
            Number::Given(value) => value.normalize().to_string(),
            Number::Blank => self.words.open.clone(),
            Number::Absent | Number::Derived(_) => String::new(),
        }
    }

    /// What is to be seen of a text.
    pub(super) fn seen_text(&self, text: &Text) -> String {
        match text {
            Text::Given(lines) => lines.join("\n"),
            Text::Blank => self.words.open.clone(),
            Text::Absent => String::new(),
        }
    }

    /// A note of what stood there last year, where it is to be written anew.
    fn said_last(
        &self,
        last: Option<&Record>,
        index: usize,
        place: Place,
        sheet: &mut Worksheet,
    ) -> Result<(), XlsxError> {
        let words = last.map_or(String::new(), |last| last.texts[index].lines().concat());
        if !words.is_empty() {
            let note = Note::new(format!("{}{words}", self.words.last)).set_author("").set_width(NOTE_WIDTH);
            sheet.insert_note(place.0, column(place.1), &note)?;
        }
        Ok(())
    }

    pub(super) fn sums(&self) -> Sums<'_> {
        Sums {
            accounts: self.accounts,
            reference: self.reference,
            pages: self.pages,
            cells: &self.cells,
            open: &self.words.open,
        }
    }

    fn verified(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        sheet.set_name(&self.words.verified)?;
        sheet.set_column_hidden(column(ID))?.set_column_width(column(FIRST), 60)?;
        sheet.write(0, column(ID), &self.words.verified)?;
        for (at, heading) in (NAME..).zip(VERIFIED_KEYS) {
            sheet.write_with_format(0, column(at), heading, &self.looks.head)?;
        }
        let rows = u32::try_from(self.accounts.verified.len()).unwrap_or(u32::MAX).max(self.words.spare);
        for row in 0..rows {
            let held = self.accounts.verified.get(row as usize);
            let held = held.map(|it| [it.code.clone(), it.row.clone().unwrap_or_default(), it.reason.clone()]);
            for (at, text) in (NAME..).zip(held.unwrap_or_default()) {
                sheet.write_with_format(row + 1, column(at), text, &self.looks.text)?;
            }
        }
        Ok(())
    }
}
