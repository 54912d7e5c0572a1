//! How a house puts the complete report together (整本报告): `whole.yaml`, cover, contents and parts in order.

use super::{
    read_entries::EntryReader,
    schema::{PhraseEntry, Place, Placed, SectionEntry},
};
use crate::{
    diagnostic::Diagnostic,
    source::Source,
    yaml::{self, Node, Value},
};

/// The file's name, in a phrasebook's folder.
pub const FILE: &str = "whole.yaml";

/// The complete report as written in `whole.yaml` (整本的编排).
#[derive(Debug)]
pub struct WholeEntry {
    /// The lines of the cover (封面).
    pub cover: Vec<Placed>,
    /// The heading over the contents (目录); none for a report without.
    pub contents: Option<Placed>,
    /// Separators of thousands in tables (千分位)?
    pub thousands: bool,
    /// Charts in the narrative (图).
    pub charts: Vec<ChartEntry>,
    /// The parts in order.
    pub parts: Vec<PartEntry>,
    /// The file.
    pub place: Place,
}

/// A part of the report (部分).
#[derive(Debug)]
pub enum PartEntry {
    /// The officer's prose (第一部分).
    Overview {
        /// Its title.
        title: Placed,
        /// Its sections in order.
        sections: Vec<SectionEntry>,
        /// Their sentences.
        phrases: Vec<PhraseEntry>,
    },
    /// The tables (第二部分).
    Tables {
        /// Its title.
        title: Placed,
        /// What stands above every table on the left.
        department: Option<Placed>,
        /// What stands above every table on the right.
        unit: Option<Placed>,
        /// Forms and titles in order.
        tables: Vec<(Placed, Placed)>,
    },
    /// What `draft` writes without `--whole` (第三部分).
    Narrative,
    /// 名词解释 (第四部分).
    Glossary(GlossaryEntry),
}

/// Terms and what they mean (名词解释).
#[derive(Debug)]
pub struct GlossaryEntry {
    /// Its title.
    pub title: Placed,
    /// Only terms whose figures the narrative prints (只列用到的)?
    pub used: bool,
    /// How a term is printed: `{{ term }}` and `{{ text }}` in it.
    pub line: Placed,
    /// The terms in order.
    pub terms: Vec<TermEntry>,
}

/// A term (名词).
#[derive(Debug)]
pub struct TermEntry {
    /// The term.
    pub term: Placed,
    /// What it means.
    pub text: Placed,
    /// The figures it speaks of, for `list: used`.
    pub of: Vec<Placed>,
}

/// A chart (图).
#[derive(Debug)]
pub struct ChartEntry {
    /// Its title, `{{ unit }}` in it for the unit of money.
    pub title: Placed,
    /// This year beside the last, not the shares of this year's whole?
    pub years: bool,
    /// The figures it shows.
    pub of: Vec<Placed>,
    /// What shares are shares of.
    pub whole: Option<Placed>,
    /// The section at whose end it stands.
    pub after: Placed,
}

/// Read the file; every fault is reported. None if it is no such file at all.
pub fn read(source: &Source, examples: bool, faults: &mut Vec<Diagnostic>) -> Option<WholeEntry> {
    let arena = yaml::Arena::default();
    let root = match examples {
        true => yaml::parse(source, &arena, faults)?,
        false => yaml::parse_leaving_out(source, "examples", &arena, faults)?,
    };
    let mut reader = Reader(EntryReader { source, faults });
    reader.0.mapping(&root, FILE, &["cover", "contents", "thousands", "charts", "parts"]);
    let whole = WholeEntry {
        cover: reader.texts(root.get("cover"), "cover"),
        contents: reader.optional(&root, "contents"),
        thousands: root.get("thousands").and_then(|node| reader.0.typed(node)).unwrap_or(false),
        charts: reader.0.list(root.get("charts"), "charts").iter().filter_map(|node| reader.chart(node)).collect(),
        parts: reader.0.list(root.get("parts"), "parts").iter().filter_map(|node| reader.part(node)).collect(),
        place: reader.0.place(&(root.span.start..root.span.start)),
    };
    if whole.parts.is_empty() {
        let fault = Diagnostic::error("P001", "whole.yaml 没有写 parts，整本报告没有内容");
        let help = "各部分依次写成 - overview: …、- tables: …、- narrative:、- glossary: …";
        reader.0.faults.push(whole.place.mark(fault, "").help(help));
    }
    Some(whole)
}

struct Reader<'a>(EntryReader<'a>);

impl Reader<'_> {
    fn texts(&mut self, node: Option<&Node>, what: &str) -> Vec<Placed> {
        self.0.list(node, what).iter().filter_map(|node| self.0.text(node, what)).collect()
    }

    fn optional(&mut self, node: &Node, key: &str) -> Option<Placed> {
        self.0.text(node.get(key)?, key)
    }

    fn fault(&mut self, node: &Node, message: String, help: &str) {
        let fault = Diagnostic::error("P001", message).help(help);
        let fault = self.0.place(&node.span).mark(fault, "");
        self.0.faults.push(fault);
    }

    fn required(&mut self, node: &Node, key: &str, what: &str) -> Option<Placed> {
        if node.get(key).is_none() {
            self.fault(node, format!("{what}没有写 {key}"), "加上这一行，照 docs/phrasebook-format.zh-CN.md 的样子写");
        }
        self.optional(node, key)
    }

    fn chart(&mut self, node: &Node) -> Option<ChartEntry> {
        self.0.mapping(node, "图", &["title", "kind", "of", "whole", "after"]);
        let kind = self.required(node, "kind", "这张图");
        let years = match kind.as_ref().map(|kind| kind.text.as_str()) {
            Some("shares") | None => false,
            Some("years") => true,
            Some(_) => {
                self.fault(node, "kind 只能是 shares 或 years".to_owned(), "shares 是构成，years 是与上年比较");
                false
            }
        };
        let of = self.texts(node.get("of"), "of");
        let (title, after) = (self.required(node, "title", "这张图"), self.required(node, "after", "这张图"));
        let whole = if years { None } else { self.required(node, "whole", "这张图") };
        Some(ChartEntry { title: title?, years, of, whole, after: after? })
    }

    fn part(&mut self, node: &Node) -> Option<PartEntry> {
        const KINDS: [&str; 4] = ["overview", "tables", "narrative", "glossary"];
        let entries = self.0.mapping(node, "parts 的一条", &KINDS);
        let [entry] = entries else {
            self.fault(node, "parts 的一条应恰好写一个部分".to_owned(), "如 - narrative:，每个部分前面写“- ”");
            return None;
        };
        let node = &entry.value;
        match entry.key {
            "overview" => self.overview(node),
            "tables" => self.tables(node),
            "narrative" => Some(PartEntry::Narrative),
            "glossary" => self.glossary(node),
            _ => None,
        }
    }

    fn overview(&mut self, node: &Node) -> Option<PartEntry> {
        self.0.mapping(node, "overview", &["title", "sections", "phrases"]);
        let title = self.required(node, "title", "overview ");
        let mut sections = Vec::new();
        for section in self.0.list(node.get("sections"), "sections") {
            self.0.mapping(section, "章", &["section", "title", "outline"]);
            match self.0.section(section) {
                Some(section) => sections.push(section),
                None => self.fault(section, "这一章没有写 section".to_owned(), "写上章的代号，如 section: duties"),
            }
        }
        let phrases = self.0.phrases(node.get("phrases"), "话术（phrase）");
        Some(PartEntry::Overview { title: title?, sections, phrases })
    }

    fn tables(&mut self, node: &Node) -> Option<PartEntry> {
        self.0.mapping(node, "tables", &["title", "department", "unit", "list"]);
        let title = self.required(node, "title", "tables ");
        let mut tables = Vec::new();
        for table in self.0.list(node.get("list"), "list") {
            self.0.mapping(table, "表", &["form", "title"]);
            tables.extend(self.required(table, "form", "这张表").zip(self.required(table, "title", "这张表")));
        }
        let (department, unit) = (self.optional(node, "department"), self.optional(node, "unit"));
        Some(PartEntry::Tables { title: title?, department, unit, tables })
    }

    fn glossary(&mut self, node: &Node) -> Option<PartEntry> {
        self.0.mapping(node, "glossary", &["title", "list", "line", "terms"]);
        let (title, line) = (self.required(node, "title", "glossary "), self.required(node, "line", "glossary "));
        let used = match node.get("list").map(|list| (list, list.as_str())) {
            None | Some((_, Some("all"))) => false,
            Some((_, Some("used"))) => true,
            Some((list, _)) => {
                self.fault(list, "list 只能是 all 或 used".to_owned(), "all 列全部名词，used 只列第三部分用到的");
                false
            }
        };
        let mut terms = Vec::new();
        for term in self.0.list(node.get("terms"), "terms") {
            self.0.mapping(term, "名词", &["term", "text", "of"]);
            let of = match term.get("of") {
                Some(of) if matches!(of.value, Value::Scalar { .. }) => self.0.text(of, "of").into_iter().collect(),
                of => self.texts(of, "of"),
            };
            let given = self.required(term, "term", "这个名词").zip(self.required(term, "text", "这个名词"));
            terms.extend(given.map(|(term, text)| TermEntry { term, text, of }));
        }
        Some(PartEntry::Glossary(GlossaryEntry { title: title?, used, line: line?, terms }))
    }
}
