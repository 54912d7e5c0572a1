//! What hostile texts cost (坏文本耗时): many pieces, each repeated alone, behind a heading and behind a report.
//!
//! `cargo bench --bench hostile` measures every shape at two small sizes and lists those that would be the slowest at a
//! megabyte;
//! `cargo bench --bench hostile -- '甲。'` measures the shapes of one piece at 1, 2 and 4 MB, step by step.

use std::time::{Duration, Instant};

use juesuan::{
    audit::{Against, audit_with},
    embedded,
    figures::{FinalAccounts, Reference, load_path},
    formats::findings,
    report::{
        House, binding,
        reading::{Shelf, choose, known_titles},
        segment,
    },
    source::Source,
};

const REPORT: &str = include_str!("../golden/jingyu-zhengwu/2023/published.md");
/// Where the sections of the report end, and whatever follows is still one of them.
const NEXT_PART: &str = "第四部分 名词解释";
const HEADING: &str = "第三部分 2023年度部门决算情况说明\n一、收入支出决算总体情况说明\n";
/// Shapes that are listed.
const LISTED: usize = 60;
/// Seconds a megabyte that are told at once.
const LONG: f64 = 0.8;
const MEGABYTE: usize = 1_000_000;

/// What makes a text up, and what breaks it.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "。", "甲。", "甲，", "甲", "0万元。", "0万元", "5.00万元，", "1. ", "1. \n", "12345.67万元，", "1", "-", ".", "1,", "%", "100%", "0%。",
    "，", "、", "；", "：", "！", "？", "“", "”", "（", "）", "（）", "“”", "\"", "'", "《", "》", "【", "】", "＋", "÷", "=", "\\", "*", "**",
    "# ", "- ", "> ", "|", "_", "\n", "\r\n", "\r", "\u{c}", "\n\n", "\n\n甲", " ", "    ", "\t", "　", "\u{2028}", "\u{200b}", "𠀀é", "A b ",
    "第三部分", "第一部分 部门概况\n", "第三部分 说明\n", "第四部分 名词解释\n", "目录\n", "一、", "一、\n", "十一、", "（一）", "（一）\n", "(二)",
    "2、", "— 3 —\n", "第4页\n", "收入决算情况说明", "其他重要事项", "一、收入支出决算总体情况说明\n", "二、收入决算情况说明\n",
    "三、支出决算情况说明\n本年支出合计5万元。\n", "年初预算为", "支出决算为", "与2022年度相比，", "比", "比上年", "增加", "减少", "增长",
    "下降", "持平", "增加0万元，", "增长100%，", "主要原因：。", "主要原因是", "主要是", "其中：", "其中：基本支出", "；项目支出", "，占", "占",
    "9999年", "2023年", "2023年度", "年", "元", "万元", "万", "亿元", "一般公共服务支出", "一般公共服务支出（类）",
    "行政运行（项）", "一般公共服务支出（类）政府办公厅（室）及相关机构事务（款）行政运行（项）。",
    "一般公共服务支出5万元，占1%；", "住房保障支出", "支出", "收入", "合计", "总计", "收入总计", "2023年度收入总计5万元。",
    "2023年度收入总计", "，支出总计", "。与2022年度相比，收入", "本年支出合计", "本年支出合计5万元，其中：基本支出5万元，占100%。",
    "与2022年度相比，收入、支出总计各增加5万元，增长5%。", "甲甲", "的的", "XX", "XX万元", "列明", "（如持平，", "…", "……", "【待补充：乙】",
    "公务用车0辆。", "国内公务接待0批次、0人次。", "0", "00", "1.", "99999999999999999999999999999.99万元", "0.0000000000000000000000000001万元",
    "79228162514264337593543950335万元。", "-1万元，", "1月2日", "2月30日，", "截至12月31日，", "说明", "情况说明", "部门", "本部门", "单位",
    "甲部门", "人员经费", "公用经费", "人员经费5万元，主要包括：", "工资福利支出、", "基本工资、", "办公费、", "“三公”经费", "“三公”经费支出决算为5万元。",
    "政府性基金", "政府采购支出总额5万元，", "绩效", "减增加", "下降（增长）", "大小于", "年初预算为0万元，支出决算为5万元，完成年初预算的100%。",
    "年初预算为5万元，支出决算为5万元，完成年初预算的100%。决算数与年初预算数持平。", "决算数大于预算数的主要原因是", "决算数大于预算数的主要原因是甲。",
    "甲{n}。", "甲{n}\n", "{n}、甲\n", "一、甲{n}\n", "（一）甲{n}\n", "{n}.{n}万元，", "增长{n}%，增长{n}.0%，", "5元，5万元，0元，0万元，0.00万元，", "1,000万元，1000万元，",
    "第三部分 说明\n一、甲{n}\n", "目录\n第三部分 说明\n一、甲{n}\n", "{n}.甲{n}（类）乙（款）丙{n}（项）。年初预算为{n}万元，支出决算为{n}万元。\n",
    "一般公共服务支出{n}（类）支出{n}万元，占{n}%；", "人员经费{n}万元，主要包括：甲{n}、乙{n}。", "2023年度收入总计{n}万元，支出总计{n}万元。\n",
    "与2022年度相比，收入、支出总计各增加{n}万元，增长{n}%，主要原因是甲{n}。\n", "本年支出合计{n}万元，其中：基本支出{n}万元，占{n}%。\n", "甲{n}部门2023年度",
    "1.一般公共服务支出", "1.一般公共服务支出（类）\n", "2.住房保障支出（类）住房改革支出（款）住房公积金（项）。年初预算为5万元，支出决算为5万元。\n",
];

struct Desk {
    houses: &'static [House],
    titles: Vec<String>,
    figures: FinalAccounts,
}

impl Desk {
    fn new() -> Desk {
        let catalogue = &Reference::shipped().catalogue;
        let names = embedded::phrasebook_names().into_iter();
        let houses = names.map(|name| House::load_to_write(&name, catalogue).0.expect("a shipped book"));
        let houses: &'static [House] = houses.collect::<Vec<_>>().leak();
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/data/departments/jingyu-zhengwu/2023.yaml");
        let figures = load_path(path.as_ref(), Reference::shipped()).0.expect("the seed's figures");
        Desk { houses, titles: known_titles(houses), figures }
    }

    /// How long each step takes: reading, auditing alone and against figures, printing in four forms.
    fn measure(&self, text: &str) -> [(&'static str, Duration); 7] {
        let titles: Vec<&str> = self.titles.iter().map(String::as_str).collect();
        let houses: Vec<&House> = self.houses.iter().collect();
        let read = || {
            let document = segment(&Source::new("报告.txt", text), &titles);
            let shelves: Vec<Shelf> = houses.iter().map(|house| Shelf::of(house)).collect();
            let choice = choose(&shelves, &document).expect("there are house styles");
            binding::bind(&choice.reading, Reference::shipped()).statements.len()
        };
        let check = |figures| {
            let document = segment(&Source::new("报告.txt", text), &titles);
            let against = Against { figures, last: figures };
            audit_with(&houses, &document, false, against, Reference::shipped()).expect("there are house styles")
        };
        let audit = check(None);
        [
            ("read", time(read)),
            ("check", time(|| check(None))),
            ("against", time(|| check(Some(&self.figures)))),
            ("term", time(|| findings::term(&audit, true, 80))),
            ("json", time(|| findings::json(std::slice::from_ref(&audit)))),
            ("sarif", time(|| findings::sarif(std::slice::from_ref(&audit)))),
            ("html", time(|| findings::html(&audit))),
        ]
    }
}

fn time<T>(work: impl FnOnce() -> T) -> Duration {
    let (begun, used) = (Instant::now(), used());
    let result = work();
    let spent = used.zip(self::used()).map_or(begun.elapsed(), |(before, now)| now - before);
    drop(result);
    spent
}

/// The time that this thread has run, where the system tells: other work on the machine does not count.
fn used() -> Option<Duration> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}

/// A piece in every place, `size` bytes of it; `{n}` in it counts.
fn shapes(piece: &str, size: usize) -> Vec<(String, String)> {
    let mut shapes = Vec::new();
    let report = &REPORT[..REPORT.rfind(NEXT_PART).unwrap_or(REPORT.len())];
    for (place, before) in [("alone", ""), ("heading", HEADING), ("report", report)] {
        for (end, piece) in [("", piece.to_owned()), (" \\n", format!("{piece}\n"))] {
            let mut text = before.to_owned();
            for n in 0..size / piece.len() {
                text.push_str(&piece.replace("{n}", &n.to_string()));
            }
            shapes.push((format!("{place}{end}"), text));
        }
    }
    shapes
}

fn main() {
    let desk = Desk::new();
    let asked: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    if asked.is_empty() { scan(&desk) } else { asked.iter().for_each(|piece| closely(&desk, piece)) }
}

/// The shapes that would take longest at a megabyte, judged by how the time grows when the text doubles.
fn scan(desk: &Desk) {
    let mut all = Vec::new();
    for piece in PIECES {
        let (small, large) = (shapes(piece, MEGABYTE / 20), shapes(piece, MEGABYTE / 10));
        for ((name, half), (_, whole)) in small.into_iter().zip(large) {
            for ((step, half), (_, whole)) in desk.measure(&half).into_iter().zip(desk.measure(&whole)) {
                let growth = whole.as_secs_f64() / half.as_secs_f64().max(1e-4);
                let megabyte = whole.as_secs_f64() * growth.clamp(2.0, 4.5).powf(3.3);
                if megabyte > LONG {
                    println!("{megabyte:7.2} s, from {whole:9.1?} x{growth:4.1}  {step:8} {name} {piece:?}");
                }
                all.push((megabyte, whole, growth, step, format!("{name} {piece:?}")));
            }
        }
    }
    println!("{} measured", all.len());
    all.sort_by(|one, other| other.0.total_cmp(&one.0));
    for (megabyte, whole, growth, step, shape) in all.iter().take(LISTED) {
        println!("{megabyte:7.2} s, from {whole:9.1?} x{growth:4.1}  {step:8} {shape}");
    }
}

/// One piece at several sizes.
fn closely(desk: &Desk, piece: &str) {
    for size in [1, 2, 4] {
        for (name, text) in shapes(&piece.replace("\\n", "\n"), size * MEGABYTE) {
            let steps = desk.measure(&text).map(|(step, spent)| format!("{step} {:.2}", spent.as_secs_f64()));
            println!("{size} MB {name:10} {piece:?}: {}", steps.join("  "));
        }
    }
}
