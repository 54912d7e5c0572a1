//! Points on two logarithmic scales as SVG (双对数图): as much of a plot as the measurements need.

use std::fmt::Write;

/// One plot.
pub struct Panel<'a> {
    pub title: &'a str,
    pub unit: &'a str,
    pub points: &'a [(f64, f64)],
}

const WIDTH: f64 = 420.0;
const HEIGHT: f64 = 320.0;
const MARGIN: f64 = 60.0;

/// Panels side by side.
pub fn draw(panels: &[Panel]) -> String {
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}\" height=\"{HEIGHT}\" font-family=\"sans-serif\" \
         font-size=\"12\">\n<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n",
        WIDTH * panels.len() as f64
    );
    for (number, panel) in panels.iter().enumerate() {
        let _ = writeln!(out, "<g transform=\"translate({} 0)\">", WIDTH * number as f64);
        one(panel, &mut out);
        out.push_str("</g>\n");
    }
    out + "</svg>\n"
}

fn one(panel: &Panel, out: &mut String) {
    let decades = |values: &dyn Fn(&(f64, f64)) -> f64| {
        let logs = || panel.points.iter().map(|point| values(point).log10());
        let low = logs().fold(f64::MAX, f64::min).floor();
        (low, logs().fold(low + 1.0, f64::max).ceil())
    };
    let (x_low, x_high) = decades(&|point| point.0);
    let (y_low, y_high) = decades(&|point| point.1);
    let x = |value: f64| MARGIN + (value.log10() - x_low) / (x_high - x_low) * (WIDTH - 1.5 * MARGIN);
    let y = |value: f64| HEIGHT - MARGIN - (value.log10() - y_low) / (y_high - y_low) * (HEIGHT - 2.0 * MARGIN);
    let (left, right, top, bottom) = (MARGIN, WIDTH - MARGIN / 2.0, MARGIN, HEIGHT - MARGIN);
    let _ = writeln!(out, "<text x=\"{left}\" y=\"40\" font-size=\"14\">{}, {}</text>", panel.title, panel.unit);
    for decade in x_low as i32..=x_high as i32 {
        let (value, at) = (10f64.powi(decade), x(10f64.powi(decade)));
        let _ = writeln!(
            out,
            "<path d=\"M{at:.1} {top}V{bottom}\" stroke=\"#ddd\"/><text x=\"{at:.1}\" y=\"{}\" \
             text-anchor=\"middle\">{value}</text>",
            bottom + 18.0
        );
    }
    for decade in y_low as i32..=y_high as i32 {
        let (value, at) = (10f64.powi(decade), y(10f64.powi(decade)));
        let _ = writeln!(
            out,
            "<path d=\"M{left} {at:.1}H{right}\" stroke=\"#ddd\"/><text x=\"{}\" y=\"{:.1}\" \
             text-anchor=\"end\">{value}</text>",
            left - 6.0,
            at + 4.0
        );
    }
    let places: Vec<String> =
        panel.points.iter().map(|&(count, cost)| format!("{:.1},{:.1}", x(count), y(cost))).collect();
    let _ = writeln!(out, "<polyline points=\"{}\" fill=\"none\" stroke=\"#1f5fa8\"/>", places.join(" "));
    for place in places {
        let (x, y) = place.split_once(',').unwrap_or_default();
        let _ = writeln!(out, "<circle cx=\"{x}\" cy=\"{y}\" r=\"3\" fill=\"#1f5fa8\"/>");
    }
}
