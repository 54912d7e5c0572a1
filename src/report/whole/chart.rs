//! Charts (图): the shares of a whole, or this year beside the last, from the figures that the narrative prints.

use rust_decimal::Decimal;

use crate::{
    figures::{FinalAccounts, amount},
    phrase::{Body, Style},
};

/// A chart as a house wants it.
pub(super) struct ChartPlan {
    pub title: Body,
    pub years: bool,
    pub of: Vec<String>,
    pub whole: Option<String>,
    pub after: String,
}

/// A chart filled in (图).
pub struct Chart {
    /// Its title.
    pub title: String,
    /// The id of the section at whose end it stands.
    pub after: String,
    /// This year beside the last, not the shares of this year's whole?
    pub years: bool,
    /// The names of the figures.
    pub names: Vec<String>,
    /// One for each year.
    pub series: Vec<Series>,
}

/// The figures of a year (系列).
pub struct Series {
    /// The year.
    pub name: String,
    /// In the order of the names.
    pub points: Vec<Point>,
}

/// A figure of a chart.
pub struct Point {
    /// Its value.
    pub value: Decimal,
    /// As it is printed; a share with its percentage, as sentences have it.
    pub text: String,
}

impl ChartPlan {
    /// Fill it in; none where a figure of it is not there or below zero, or where the parts are not the whole, so that
    /// nothing wrong is drawn.
    pub fn fill(&self, title: String, printed: &FinalAccounts, style: &Style) -> Option<Chart> {
        let catalogue = printed.catalogue;
        let mut names = Vec::new();
        let years: &[u16] = if self.years { &[printed.year.saturating_sub(1), printed.year] } else { &[printed.year] };
        let mut series: Vec<Series> =
            years.iter().map(|year| Series { name: format!("{year}年"), points: Vec::new() }).collect();
        let value = |id: &str| printed.root.numbers[catalogue.root.number(id)?].value();
        for id in &self.of {
            let ids = [id.clone(), format!("{id}.last")];
            let values: Option<Vec<Decimal>> = ids[..years.len()].iter().rev().map(|id| value(id)).collect();
            let Some(values) = values else {
                // A share that does not apply is none; a year that is not known is no comparison.
                if self.years { return None } else { continue }
            };
            if values.iter().any(Decimal::is_sign_negative) {
                return None;
            }
            if !self.years && values.iter().all(Decimal::is_zero) {
                continue;
            }
            let number = &catalogue.root.numbers[catalogue.root.number(id)?];
            names.push(catalogue.concepts[number.concept].key.clone());
            for (series, value) in series.iter_mut().zip(values) {
                let mut text = String::new();
                amount::print(value, style.amount, &mut text);
                series.points.push(Point { value, text });
            }
        }
        let mut chart = Chart { title, after: self.after.clone(), years: self.years, names, series };
        let whole = chart.whole();
        if self.whole.as_ref().is_some_and(|id| value(id) != Some(whole)) {
            return None;
        }
        for point in chart.series.iter_mut().filter(|_| !self.years).flat_map(|series| &mut series.points) {
            point.text.push('　');
            amount::print_ratio(point.value, whole, style.percent, &mut point.text);
            point.text.push('%');
        }
        (!chart.most().is_zero()).then_some(chart)
    }
}

impl Chart {
    /// Its greatest figure.
    pub fn most(&self) -> Decimal {
        self.series.iter().flat_map(|series| &series.points).map(|point| point.value).max().unwrap_or_default()
    }

    /// The sum of its first year.
    pub fn whole(&self) -> Decimal {
        let points = self.series.first().map_or(&[][..], |series| &series.points);
        points.iter().try_fold(Decimal::ZERO, |sum, point| sum.checked_add(point.value)).unwrap_or_default()
    }
}
