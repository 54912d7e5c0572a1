//! What `read` says about its text (读取附注): what it did not understand, what it tolerated, and the sum of it.

use std::collections::BTreeSet;

use crate::{
    diagnostic::{self, Diagnostic},
    phrase::read::Step,
    report::{
        binding::{Bound, Impossible, MOST_ROWS},
        reading::{Choice, Reading, figures},
    },
};

/// Everything that a person has to look at, in order of the text.
pub fn notes(reading: &Reading, bound: &Bound, unnamed: bool, open: &[Impossible]) -> Vec<Diagnostic> {
    let source = &reading.document.source;
    let mut notes = Vec::new();
    if unnamed {
        let fault = Diagnostic::warning("R003", "没有读出部门名称或年度，数据文件里写着待补充");
        notes.push(fault.help("在数据文件里把“部门”“年度”改成这份文本的"));
    }
    notes.extend(unread(reading));
    if let [first, ..] = &bound.left_out[..] {
        let message = format!("一份清单超过 {MOST_ROWS} 条，{} 条没有读进来", bound.left_out.len());
        let fault = Diagnostic::warning("R001", message).at(source, first.clone(), "从这里起");
        notes.push(fault.help("看看是不是把别的文字贴进来了；确有这么多条的，自己填进数据文件"));
    }
    for figure in open {
        let message = format!("“{}”不会是 {}，数据文件里留空", figure.name, figure.value.normalize());
        let fault = Diagnostic::warning("R004", message).help("核对文中的符号和数，把对的填进数据文件");
        notes.push(match &figure.place {
            Some(place) => fault.at(source, place.clone(), "这个数"),
            None => fault,
        });
    }
    for place in bound.untold(reading) {
        let fault = Diagnostic::hint("R005", "文中没有印出这个完成率的预算数，数据文件里没有它");
        let fault = fault.help("对照预算把预算数填进数据文件；不填，起草时不写完成率");
        notes.push(fault.at(source, place, "由没有印出的预算算得"));
    }
    for sentence in &reading.sentences {
        for step in &sentence.read.steps {
            let Step::Slip { range, wanted } = step else { continue };
            let said = &sentence.paragraph.text()[range.clone()];
            let message = if said.is_empty() {
                format!("少了“{wanted}”")
            } else {
                format!("“{said}”按“{wanted}”读")
            };
            let fault = Diagnostic::hint("R002", message).help("看看是不是笔误");
            notes.push(fault.at(source, sentence.place(range.clone()), "与话术不同"));
        }
    }
    notes.sort_by_key(Diagnostic::offset);
    let _ = diagnostic::abridge(&mut notes, |note| note);
    notes
}

/// Every sentence that no phrase reads, in order of the text.
pub fn unread(reading: &Reading) -> Vec<Diagnostic> {
    let source = &reading.document.source;
    let mut notes = Vec::new();
    for unread in reading.unread_stretches() {
        let fault = Diagnostic::warning("R001", "没有读懂");
        let help = match &unread.nearest {
            // Part one is written by phrases of the whole report, which are not among those of the book.
            Some(nearest) if !reading.house.phrases.iter().any(|phrase| phrase.body.id == *nearest) => {
                format!("照 {nearest} 那句印不回原样；自己把文字写进数据文件的部门概况")
            }
            Some(nearest) => {
                format!(
                    "最像话术 {nearest}；对照 juesuan phrasebook show {} 改写，或自己把数填进数据文件",
                    reading.house.name
                )
            }
            None => "话术册里没有相近的句子；里面的数自己填进数据文件".to_owned(),
        };
        notes.push(fault.at(source, unread.paragraph.place(unread.range), "这一句").help(help));
    }
    notes
}

/// One line for the whole text (小结): which house style, and how much of it was read.
pub fn summary(choice: &Choice, bound: &Bound) -> String {
    let Choice { reading, sureness } = choice;
    let paragraphs = reading.document.narrative().flat_map(|section| &section.paragraphs);
    let stated: usize =
        paragraphs.filter(|paragraph| !paragraph.heading).map(|paragraph| figures(paragraph.text.text()).len()).sum();
    let concepts: BTreeSet<_> =
        bound.statements.iter().map(|statement| (statement.key.row, statement.key.number)).collect();
    let title = &reading.house.entries.title;
    format!(
        "按 {}（{title}）读，读懂 {sureness}%；{} 句，{} 句没有读懂；数 {stated} 个，归入项目 {} 个\n",
        reading.house.name,
        reading.sentences.len(),
        reading.unread.len(),
        concepts.len()
    )
}
