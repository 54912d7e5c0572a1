//! How cells look (格式), and how much room they take.

use rust_decimal::Decimal;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, FormatUnderline};
use unicode_width::UnicodeWidthStr;

use crate::figures::Kind;

/// The width of a column that names lines, in characters of Latin letters.
pub const NAME_WIDTH: u32 = 36;
/// The width of one of codes, units and tables.
pub const BESIDE_WIDTH: u32 = 28;
/// The width of one of numbers.
pub const NUMBER_WIDTH: u32 = 14;
/// The width of one of texts.
pub const TEXT_WIDTH: u32 = 40;
/// The height of a line.
pub const LINE_HEIGHT: u32 = 16;
/// The height of a row that Excel allows at most, in lines.
pub const MOST_LINES: u32 = 25;

/// How cells look.
pub struct Looks {
    /// The title of a sheet.
    pub title: Format,
    /// The line below it.
    pub caption: Format,
    /// A heading.
    pub head: Format,
    /// What a line is called.
    pub label: Format,
    /// Where nothing can be filled in.
    pub none: Format,
    /// A number to fill in.
    pub input: Format,
    /// A text to fill in.
    pub text: Format,
    /// What a formula gives.
    pub sum: Format,
    /// The same, of texts.
    pub drawn_text: Format,
    /// A way to another sheet.
    pub link: Format,
    /// What is to be known of a sheet.
    pub note: Format,
}

impl Looks {
    /// The looks of every such workbook.
    pub fn new() -> Looks {
        let cell = || Format::new().set_border(FormatBorder::Thin).set_align(FormatAlign::VerticalCenter);
        let input = || cell().set_background_color(Color::RGB(0x00FF_F9DB));
        Looks {
            title: Format::new().set_bold().set_font_size(16).set_align(FormatAlign::Center),
            caption: Format::new().set_align(FormatAlign::Right),
            head: cell()
                .set_bold()
                .set_text_wrap()
                .set_align(FormatAlign::Center)
                .set_background_color(Color::RGB(0x00E7_E6E6)),
            label: cell(),
            none: cell().set_background_color(Color::RGB(0x00F2_F2F2)),
            input: input(),
            text: input().set_text_wrap().set_num_format("@"),
            sum: cell(),
            drawn_text: cell().set_text_wrap(),
            link: cell().set_font_color(Color::RGB(0x0005_63C1)).set_underline(FormatUnderline::Single).set_shrink(),
            note: Format::new().set_text_wrap(),
        }
    }
}

/// How a number is shown; of an amount all its decimals, two at least.
pub fn number_format(kind: Kind, value: Option<Decimal>) -> String {
    match kind {
        Kind::Amount => {
            let scale = value.map_or(0, |value| value.normalize().scale()).max(2);
            format!("#,##0.{}", "0".repeat(scale as usize))
        }
        Kind::Count => "0".to_owned(),
        _ => "General".to_owned(),
    }
}

/// How many lines a text takes in a cell so wide.
pub fn lines_of(text: &str, width: u32) -> u32 {
    u32::try_from(text.width()).unwrap_or(u32::MAX).div_ceil(width).max(1)
}
