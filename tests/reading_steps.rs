//! What reading costs is counted in steps, which no other work on the machine changes: they grow as the text does.

use juesuan::{
    embedded,
    figures::{Reference, load_path},
    formats,
    report::{
        self, House,
        reading::{Shelf, known_titles},
        segment,
    },
    source::Source,
};

/// Twice the text may take so many times the steps, in percent: what is begun once for all weighs in short texts.
const MOST_GROWTH: usize = 230;
/// Steps that no text takes more of, however long, with one house style.
const MOST_STEPS: usize = 3_600_000;

/// Bytes, each twice as many as the last.
const SIZES: [usize; 3] = [6_000, 12_000, 24_000];

const HEAD: &str = "第三部分 示例县档案馆2023年度部门决算情况说明\n五、一般公共预算财政拨款支出决算情况说明\n";

/// Shapes that are quick to read without optimisation; a release build takes those behind them, too.
const QUICK: usize = 10;

#[rustfmt::skip]
const SHAPES: [&str; 16] = [
    "2、", "0%。", "主要原因：。", "(二)\n", "1", "甲。", "0万元。", "，", "、", "（", "\n", "增加1万元，增长1%。", "人员经费5万元，主要包括：基本工资、",
    "1.一般公共服务（类）人大事务（款）行政运行（项）。年初预算为10万元，支出决算为1", "与2022年度相比，", "一般公共服务支出5万元，占1%；",
];

fn houses() -> Vec<House> {
    let catalogue = &Reference::shipped().catalogue;
    embedded::phrasebook_names().iter().map(|name| House::load_to_write(name, catalogue).0.unwrap()).collect()
}

/// The steps that reading a text takes, with each house style.
fn steps(shelves: &[Shelf], titles: &[&str], text: &str) -> Vec<usize> {
    let document = segment(&Source::new("t.txt", text), titles);
    shelves.iter().map(|shelf| shelf.read(&document).steps).collect()
}

fn shelves(houses: &[House]) -> Vec<Shelf<'_>> {
    houses.iter().map(Shelf::of).collect()
}

#[test]
fn no_text_takes_more_than_so_many_steps() {
    let houses = houses();
    let titles = known_titles(&houses);
    let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
    let taken = steps(&shelves(&houses), &titles, &"2、".repeat(100_000));
    assert!(taken.iter().all(|steps| *steps <= MOST_STEPS), "{taken:?}");
}

#[test]
fn steps_grow_as_the_text_does() {
    let houses = houses();
    let titles = known_titles(&houses);
    let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
    let shelves = shelves(&houses);
    let figures = load_path("data/departments/jingyu-zhengwu/2023.yaml".as_ref(), Reference::shipped()).0.unwrap();
    let drafts = houses.iter().map(|house| {
        let printed = report::printed(&figures, &house.style);
        formats::txt(&report::draft(house, &figures, &printed))
    });
    let shapes = if cfg!(debug_assertions) { &SHAPES[..QUICK] } else { &SHAPES };
    let hostile =
        shapes.iter().flat_map(|shape| [(String::new(), (*shape).to_owned()), (HEAD.to_owned(), (*shape).to_owned())]);
    let texts = hostile.chain(drafts.map(|draft| (String::new(), draft)));
    for (head, piece) in texts {
        let of = |size: usize| {
            let text = format!("{head}{}", piece.repeat((size / piece.len()).max(size / SIZES[0])));
            steps(&shelves, &titles, &text)
        };
        let [small, middle, large] = SIZES.map(of);
        let start: String = piece.chars().take(20).collect();
        println!("{small:?} {middle:?} {large:?} {start}");
        for (half, whole) in small.iter().zip(&middle).chain(middle.iter().zip(&large)) {
            assert!(*whole <= half * MOST_GROWTH / 100 + 10_000, "{start:?}: {half} steps, then {whole}");
        }
    }
}
