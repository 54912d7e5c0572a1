//! Charts on the page (网页上的图): shares as a ring, years as bars; drawn by the browser from whole numbers, without a script.

use rust_decimal::Decimal;
use serde::Serialize;

use crate::{figures::amount::round, report::whole::chart::Chart};

/// Colours that can be told apart in print, too.
const COLOURS: [&str; 6] = ["#1f5fae", "#d98e04", "#5a9367", "#a34f9b", "#7a8794", "#b8422e"];

/// The longest bar.
const LONGEST: u32 = 360;

/// A chart, as the template draws it.
#[derive(Serialize)]
pub(super) struct PageChart<'r> {
    title: &'r str,
    years: bool,
    height: usize,
    marks: Vec<Mark<'r>>,
}

/// A sector or a bar.
#[derive(Serialize)]
struct Mark<'r> {
    name: &'r str,
    /// The year, for bars.
    year: &'r str,
    text: &'r str,
    colour: &'static str,
    /// Hundredths of the whole ring, or the length of the bar.
    length: String,
    /// Where the sector begins.
    from: String,
    /// Where the bar or the line of the legend stands.
    at: usize,
}

impl<'r> PageChart<'r> {
    pub fn of(chart: &'r Chart) -> PageChart<'r> {
        let (most, whole) = (chart.most(), chart.whole());
        let part = |value: Decimal, of: Decimal, all: u32| {
            // A quotient of two figures that are there is at most one.
            value.checked_div(of).unwrap_or_default() * Decimal::from(all)
        };
        let mut marks = Vec::new();
        let mut from = Decimal::ZERO;
        for (index, name) in chart.names.iter().enumerate() {
            for (year, series) in chart.series.iter().enumerate() {
                let point = &series.points[index];
                let length = match chart.years {
                    true => round(part(point.value, most, LONGEST), 0),
                    false => round(part(point.value, whole, 100), 2),
                };
                let at = marks.len() * 26 + if chart.years { index * 10 } else { 0 };
                let colour = COLOURS[if chart.years { 1 - year.min(1) } else { index } % COLOURS.len()];
                let (length_text, from_text) = (length.to_string(), from.to_string());
                let (text, year) = (point.text.as_str(), series.name.as_str());
                marks.push(Mark { name, year, text, colour, length: length_text, from: from_text, at });
                from += length;
            }
        }
        let height = marks.last().map_or(0, |mark| mark.at + 26);
        PageChart {
            title: &chart.title,
            years: chart.years,
            height: height.max(if chart.years { 0 } else { 160 }),
            marks,
        }
    }
}
