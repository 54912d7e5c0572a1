//! The table of findings as a workbook (审核意见): one sheet, its last column hidden.

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use unicode_width::UnicodeWidthStr;

use super::table::{COLUMNS, TITLE, inputs, rows};
use crate::audit::Audit;

/// Print audits as a workbook.
///
/// # Panics
/// Never: nothing can fail in memory, and texts are cut to what a cell takes.
pub fn xlsx(audits: &[Audit]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    // No clock: the same input gives the same bytes.
    let time = ExcelDateTime::from_ymd(2000, 1, 1).expect("a date of the calendar");
    workbook.set_properties(&DocProperties::new().set_title(TITLE).set_creation_datetime(&time));
    fill(workbook.add_worksheet(), audits).expect("the table fits a sheet");
    workbook.save_to_buffer().expect("memory takes every byte")
}

/// Letters that a cell takes.
const MOST: usize = 32_767;

/// Rows that a sheet takes, the headings not counted.
const ROWS: usize = 1_048_000;

fn fill(sheet: &mut Worksheet, audits: &[Audit]) -> Result<(), XlsxError> {
    let plain = Format::new().set_font_name("宋体").set_font_size(10.5);
    let cell = plain.clone().set_border(FormatBorder::Thin).set_text_wrap().set_align(FormatAlign::Top);
    let number = cell.clone().set_align(FormatAlign::Center);
    let head = plain.set_bold().set_border(FormatBorder::Thin).set_background_color("D9E2F3");
    let head = head.set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter);
    sheet.set_name(TITLE)?;
    for (column, (name, width)) in (0..).zip(COLUMNS) {
        sheet.set_column_width(column, width)?;
        sheet.write_string_with_format(0, column, name, &head)?;
    }
    let hidden = COLUMNS.len() as u16;
    sheet.write_string(0, hidden, "核对码")?;
    let rows = rows(audits);
    let mut last = 0;
    for (line, row) in (1..).zip(rows.iter().take(ROWS)) {
        for (column, text) in (0..).zip(&row.cells) {
            let format = if column == 0 { &number } else { &cell };
            match text.parse::<u32>() {
                Ok(value) if column == 0 => sheet.write_number_with_format(line, column, value, format)?,
                _ if text.is_empty() => sheet.write_blank(line, column, format)?,
                _ => sheet.write_string_with_format(line, column, fitting(text), format)?,
            };
        }
        sheet.write_string(line, hidden, &row.mark)?;
        sheet.set_row_height_pixels(line, height(&row.cells))?;
        last = line;
    }
    sheet.set_column_hidden(hidden)?;
    sheet.set_freeze_panes(1, 0)?;
    sheet.autofilter(0, 0, last, hidden - 1)?;
    sheet.set_repeat_rows(0, 0)?;
    sheet.set_print_area(0, 0, last, hidden - 1)?;
    // A4 on its side, as wide as the paper.
    sheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0);
    // In a heading & begins a command.
    let name = inputs(audits).replace('&', "&&");
    let name: String = name.chars().take(100).collect();
    sheet.set_header(format!("&C{TITLE}&R{name}")).set_footer("&C第 &P 页，共 &N 页");
    Ok(())
}

/// How high a row is, in pixels: programs that open it do not all see to that. A line more is left for the answer.
fn height(cells: &[String]) -> u32 {
    let lines = |(text, (_, width)): (&String, &(&str, u32))| {
        let line = |line: &str| line.width().div_ceil((*width as usize).saturating_sub(2)).max(1);
        text.split('\n').map(line).sum::<usize>()
    };
    let most = cells.iter().zip(&COLUMNS).map(lines).max().unwrap_or(1).clamp(2, 28) as u32;
    most * 19 + 6
}

/// As much of a text as a cell takes.
fn fitting(text: &str) -> String {
    text.chars().take(MOST).collect()
}
