//! Charts in Word (图): parts of the document that Word draws itself, from figures that stand in them.

use std::{fmt::Write, sync::OnceLock};

use rust_decimal::Decimal;
use serde::Serialize;
use tera::{Context, Tera};

use super::{content::Body, xml::push_escaped};
use crate::report::whole::chart::Chart;

/// Tera escapes what it prints into a template whose name ends so.
const TEMPLATE: &str = "chart.xml";

/// Colours that can be told apart in print, too.
const COLOURS: [&str; 6] = ["1F5FAE", "D98E04", "5A9367", "A34F9B", "7A8794", "B8422E"];

/// How large a chart is, in the unit of drawings (360,000 a centimetre).
const SIZE: (u32, u32) = (5_040_000, 2_700_000);

#[derive(Serialize)]
struct Series<'r> {
    name: &'r str,
    colour: &'static str,
    values: Vec<Decimal>,
}

/// The part that holds a chart.
pub(super) fn part(chart: &Chart) -> String {
    static TERA: OnceLock<Tera> = OnceLock::new();
    let tera = TERA.get_or_init(|| {
        let mut tera = Tera::new();
        let added = tera.add_raw_template(TEMPLATE, include_str!("parts/chart.xml.tera"));
        added.unwrap_or_else(|fault| panic!("{fault}"));
        tera
    });
    let values = |points: &[crate::report::whole::chart::Point]| points.iter().map(|point| point.value).collect();
    // This year has the first colour.
    let colours = COLOURS.iter().rev().skip(COLOURS.len() - chart.series.len());
    let series = chart.series.iter().zip(colours);
    let series: Vec<Series> =
        series.map(|(series, colour)| Series { name: &series.name, colour, values: values(&series.points) }).collect();
    let mut context = Context::new();
    context.insert("title", &chart.title);
    context.insert("years", &chart.years);
    // A share is named with what sentences say of it; Word would round it its own way.
    let points = chart.series.first().map_or(&[][..], |series| &series.points);
    let shares =
        chart.names.iter().zip(points).map(|(name, point)| format!("{name} {}", point.text.replace('　', " ")));
    let shares: Vec<String> = shares.collect();
    context.insert("names", if chart.years { &chart.names } else { &shares });
    context.insert("series", &series);
    let colours: Vec<&str> = COLOURS.into_iter().cycle().take(chart.names.len()).collect();
    context.insert("colours", &colours);
    tera.render(TEMPLATE, &context).unwrap_or_else(|fault| panic!("{fault}"))
}

/// The name of the part of the chart of that number, from 1.
pub(super) fn name(number: usize) -> String {
    format!("word/charts/chart{number}.xml")
}

/// What the list of parts says of it.
pub(super) fn content_type(number: usize) -> String {
    let kind = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml";
    format!("<Override PartName=\"/{}\" ContentType=\"{kind}\"/>", name(number))
}

/// What the body's relationships say of it.
pub(super) fn relationship(number: usize) -> String {
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/chart";
    format!("<Relationship Id=\"rIdChart{number}\" Type=\"{kind}\" Target=\"charts/chart{number}.xml\"/>")
}

/// A paragraph with the chart in it; its title is part of the drawing, so that no reader takes it for a sentence.
pub(super) fn place(number: usize, title: &str, body: &mut Body) {
    // Lines of a fixed distance would cut it off.
    body.style = "TableHead";
    body.begin();
    let main = "http://schemas.openxmlformats.org/drawingml/2006";
    let _ = write!(
        body.out,
        "<w:r><w:drawing><wp:inline xmlns:wp=\"{main}/wordprocessingDrawing\" distT=\"0\" distB=\"0\" distL=\"0\" \
         distR=\"0\"><wp:extent cx=\"{}\" cy=\"{}\"/><wp:docPr id=\"{number}\" name=\"{number}\" descr=\"",
        SIZE.0, SIZE.1
    );
    push_escaped(title, &mut body.out);
    let _ = write!(
        body.out,
        "\"/><wp:cNvGraphicFramePr/><a:graphic xmlns:a=\"{main}/main\"><a:graphicData uri=\"{main}/chart\"><c:chart \
         xmlns:c=\"{main}/chart\" r:id=\"rIdChart{number}\"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    );
    body.close();
}
