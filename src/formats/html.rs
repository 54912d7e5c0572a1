//! One page for a browser (网页): to read, to hover and to print; it needs no other file and runs no script.

mod chart;
mod table;

use std::sync::OnceLock;

use serde::Serialize;
use tera::{Context, Tera};

use super::runs::{Run, lines};
use crate::{
    phrase::SpanKind,
    report::{
        Provenance, Report,
        whole::{Line, Part, WholeReport, chart::Chart},
    },
};
use chart::PageChart;
use table::PageTable;

/// Tera escapes what it prints into a template whose name ends so.
const TEMPLATE: &str = "report.html";

/// Print a report as one self-contained page.
///
/// # Panics
/// Never in a released program: the template is embedded and a test renders it.
pub fn html(report: &Report) -> String {
    let mut page = Page::of(report);
    page.narrative(report, &[]);
    render(&page)
}

/// Print the complete report as one self-contained page.
pub(super) fn html_whole(whole: &WholeReport) -> String {
    let mut page = Page::of(whole.narrative);
    page.whole = true;
    page.contents = whole.contents.as_deref().unwrap_or_default();
    for line in &whole.cover {
        page.cover_line(line);
    }
    for part in &whole.parts {
        match part {
            Part::Overview(report) => page.narrative(report, &[]),
            Part::Narrative(report) => page.narrative(report, &whole.charts),
            Part::Tables { title, tables } => {
                let tables = tables.iter().map(|table| page.table(table, whole.narrative)).collect();
                page.parts.push(PagePart { title, tables, ..PagePart::default() });
            }
            Part::Glossary { title, terms } => {
                page.parts.push(PagePart { title, terms, ..PagePart::default() });
            }
        }
    }
    render(&page)
}

fn render(page: &Page) -> String {
    static TERA: OnceLock<Tera> = OnceLock::new();
    let tera = TERA.get_or_init(|| {
        let mut tera = Tera::new();
        let added = tera.add_raw_template(TEMPLATE, include_str!("html/report.html.tera"));
        added.unwrap_or_else(|fault| panic!("{fault}"));
        tera
    });
    let mut context = Context::new();
    context.insert("page", page);
    tera.render(TEMPLATE, &context).unwrap_or_else(|fault| panic!("{fault}"))
}

/// What the template prints.
#[derive(Serialize)]
struct Page<'r> {
    title: &'r str,
    department: &'r str,
    year: u16,
    unit: &'r str,
    phrasebook: &'r str,
    phrasebook_title: &'r str,
    figures: usize,
    missing: Vec<Missing<'r>>,
    /// Is it the complete report?
    whole: bool,
    cover: Vec<Vec<PageRun<'r>>>,
    contents: &'r str,
    parts: Vec<PagePart<'r>>,
    /// How many sections and tables there are already.
    #[serde(skip)]
    sections: usize,
}

/// A part of the report; one of its lists is filled.
#[derive(Default, Serialize)]
struct PagePart<'r> {
    title: &'r str,
    sections: Vec<Section<'r>>,
    tables: Vec<PageTable<'r>>,
    terms: &'r [String],
}

/// A placeholder, to jump to.
#[derive(Serialize)]
struct Missing<'r> {
    number: usize,
    name: &'r str,
    place: String,
    /// Where in the figures file it is typed.
    key: String,
}

#[derive(Serialize)]
struct Section<'r> {
    number: usize,
    title: &'r str,
    blocks: Vec<Block<'r>>,
    charts: Vec<PageChart<'r>>,
}

/// A heading line or one line of a paragraph.
#[derive(Serialize)]
struct Block<'r> {
    heading: bool,
    runs: Vec<PageRun<'r>>,
}

#[derive(Serialize)]
struct PageRun<'r> {
    text: &'r str,
    /// figure, word, reason, placeholder; none for words without a mark.
    class: Option<&'static str>,
    /// What hovering or focusing shows.
    card: Option<String>,
    /// A placeholder's number.
    number: Option<usize>,
}

impl<'r> Page<'r> {
    fn of(report: &'r Report) -> Page<'r> {
        Page {
            title: report.title(),
            department: &report.accounts.department,
            year: report.accounts.year,
            unit: &report.house.style.unit,
            phrasebook: &report.house.name,
            phrasebook_title: &report.house.entries.title,
            figures: 0,
            missing: Vec::new(),
            whole: false,
            cover: Vec::new(),
            contents: "",
            parts: Vec::new(),
            sections: 0,
        }
    }

    fn narrative(&mut self, report: &'r Report, charts: &'r [Chart]) {
        let mut sections = Vec::new();
        for section in report.sections() {
            let mut blocks = Vec::new();
            for paragraph in section.paragraphs() {
                for line in lines(paragraph) {
                    let mut runs = Vec::new();
                    for run in line {
                        let kind = run.span.map(|(_, span)| span.kind);
                        self.figures += usize::from(kind == Some(SpanKind::Figure));
                        let number = match run.span {
                            Some((sentence, span)) if span.kind == SpanKind::Placeholder => {
                                let provenance = Provenance::of(report, sentence, span);
                                self.missing.push(Missing::of(section.title(), &provenance, self.missing.len() + 1));
                                Some(self.missing.len())
                            }
                            _ => None,
                        };
                        runs.push(page_run(report, run, number));
                    }
                    blocks.push(Block { heading: paragraph.is_heading(), runs });
                }
            }
            self.sections += 1;
            let own = charts.iter().filter(|chart| chart.after == section.id());
            let charts = own.map(PageChart::of).collect();
            sections.push(Section { number: self.sections, title: section.title(), blocks, charts });
        }
        self.parts.push(PagePart { title: report.title(), sections, ..PagePart::default() });
    }

    fn cover_line(&mut self, line: &'r Line) {
        let plain = |text| PageRun { text, class: None, card: None, number: None };
        let Some((place, name)) = &line.missing else { return self.cover.push(vec![plain(&line.text)]) };
        let number = self.missing.len() + 1;
        self.missing.push(Missing { number, name, place: String::new(), key: name.clone() });
        let text = &line.text[place.clone()];
        let open = PageRun { text, class: Some("placeholder"), card: Some(name.clone()), number: Some(number) };
        self.cover.push(vec![plain(&line.text[..place.start]), open, plain(&line.text[place.end..])]);
    }
}

impl<'r> Missing<'r> {
    fn of(section: &str, provenance: &Provenance<'r>, number: usize) -> Missing<'r> {
        let keys: Vec<String> =
            provenance.wanted().map(|source| format!("{} › {}", source.table, source.name)).collect();
        Missing {
            number,
            name: &provenance.slot.what,
            place: match provenance.row {
                Some(row) => format!("{section}　{}", row.name),
                None => section.to_owned(),
            },
            key: keys.join("、"),
        }
    }
}

fn page_run<'r, 'a>(report: &Report<'a>, run: Run<'r, 'a>, number: Option<usize>) -> PageRun<'r> {
    let class = run.span.and_then(|(_, span)| match span.kind {
        SpanKind::Figure => Some("figure"),
        SpanKind::Word => Some("word"),
        SpanKind::Reason => Some("reason"),
        SpanKind::Placeholder => Some("placeholder"),
        SpanKind::Name | SpanKind::Year => None,
    });
    let card = run
        .span
        .filter(|_| class.is_some())
        .map(|(sentence, span)| card(report.words(span), &Provenance::of(report, sentence, span)));
    PageRun { text: run.text, class, card, number }
}

/// The lines of a hover card.
fn card(words: &str, provenance: &Provenance) -> String {
    let mut lines = Vec::new();
    match (provenance.kind, &provenance.formula) {
        (SpanKind::Placeholder, _) => lines.push(format!("待补充：{}", provenance.slot.what)),
        (SpanKind::Reason, _) => lines.push("填报的文字".to_owned()),
        (SpanKind::Figure, Some(formula)) => {
            lines.push(words.to_owned());
            lines.push(format!("算式　{}", formula.names));
            lines.push(format!("代入　{}", formula.values));
            lines.extend(provenance.value_shown().map(|value| format!("算得　{value}")));
        }
        (_, Some(formula)) => {
            lines.push(words.to_owned());
            lines.push(format!("判断　{}", formula.names));
            lines.push(format!("代入　{}", formula.values));
        }
        (_, None) => {
            lines.push(words.to_owned());
            lines.extend(
                provenance
                    .value_shown()
                    .filter(|_| !provenance.prints_all_of(words))
                    .map(|value| format!("原数　{value}")),
            );
        }
    }
    lines.extend(provenance.derived.as_ref().map(|derived| format!("推算　{derived}")));
    for source in &provenance.sources {
        lines.push(format!("项目　{}　{}", source.name, source.id));
        lines.push(format!("出处　{}", source.cell));
    }
    let wording = provenance.fragment.unwrap_or(provenance.phrase);
    lines.push(format!("话术　{}　{}", wording.id, provenance.variant.id));
    lines.join("\n")
}
