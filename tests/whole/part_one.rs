//! Part one is read by the phrases that write it, and what would not be written again as it stands is left unread.

use super::{text, whole_of};
use juesuan::{
    figures::{FinalAccounts, Reference, load, save},
    formats::{md_whole, txt, txt_whole},
    report::{
        self, Document, House,
        reading::Choice,
        whole::{overview_of, read_overview},
    },
    source::Source,
};

use crate::segmented;

/// What every department has.
const REQUIRED: &str = "收入支出决算总表: { 收入总计: 1, 支出总计: 1 }\n收入决算表: { 本年收入合计: 1 }\n\
    支出决算表: { 本年支出合计: 1 }\n财政拨款收入支出决算总表: { 财政拨款收入: 1, 财政拨款支出: 1 }\n";

fn accounts(house: &House, about: &str) -> FinalAccounts {
    let head = format!("部门: 示例县档案局\n年度: 2023\n金额单位: 万元\n话术: {}\n", house.name);
    let yaml = [&head, REQUIRED, "部门概况:\n", about].concat();
    load(&Source::new("a.yaml", yaml), Reference::shipped()).0.unwrap()
}

/// The complete report in text and Markdown, and part one by itself.
fn written(house: &'static House, accounts: &FinalAccounts) -> ([String; 2], String) {
    let printed = report::printed(accounts, &house.style);
    let narrative = report::draft(house, accounts, &printed);
    let whole = whole_of(house).draft(&narrative);
    ([txt_whole(&whole), md_whole(&whole)], txt(whole.overview().unwrap()))
}

/// The figures file of a text's part one, and what of it was not read.
fn read(house: &'static House, words: &Document) -> (String, Vec<String>) {
    let overview = overview_of(words).unwrap();
    let read = read_overview([whole_of(house)], &overview, Reference::shipped());
    let (Choice { reading, .. }, bound) = read.unwrap();
    let unread = reading.unread_stretches();
    let unread = unread.iter().map(|unread| unread.paragraph.text()[unread.range.clone()].to_owned());
    (save(&bound.accounts, Reference::shipped()), unread.collect())
}

#[test]
fn what_a_house_writes_it_reads_back() {
    for house in segmented::houses() {
        for about in [
            "  部门职责: [负责全县 Web 档案工作(含数字化)。, 保管档案, 完成县委交办的其他工作。]\n  内设机构: [办公室（人事、财务）, 保管科]\n",
            "  部门职责: 负责全县档案工作。\n  内设机构: [办公室]\n  决算单位: [示例县档案局本级, 示例县档案馆]\n",
            "  部门职责: [一。二。, 三]\n",
            "  部门职责:\n  内设机构:\n",
        ] {
            let given = accounts(house, about);
            let (texts, part_one) = written(house, &given);
            for (name, words) in ["a.txt", "a.md"].iter().zip(&texts) {
                let (yaml, unread) = read(house, &text(name, words));
                assert_eq!(unread, [""; 0], "{} {name}\n{words}", house.name);
                let back = load(&Source::new("b.yaml", yaml), Reference::shipped()).0.unwrap();
                assert_eq!(written(house, &back).1, part_one, "{} {name}", house.name);
            }
        }
    }
}

#[test]
fn a_lead_in_before_the_duties_is_known() {
    for house in segmented::houses() {
        let given = accounts(house, "  部门职责: [保管档案。, 利用档案。]\n");
        let (texts, part_one) = written(house, &given);
        for lead in ["主要职责如下：", "示例县档案局主要职责是：", "本部门主要职责如下："]
        {
            for (name, words) in ["a.txt", "a.md"].iter().zip(&texts) {
                let words = words.replace("（一）保管", &format!("{lead}\n（一）保管"));
                let (yaml, unread) = read(house, &text(name, &words));
                assert_eq!(unread, [""; 0], "{} {name}\n{words}", house.name);
                let back = load(&Source::new("b.yaml", yaml), Reference::shipped()).0.unwrap();
                assert_eq!(written(house, &back).1, part_one, "{} {name}", house.name);
            }
        }
    }
}

#[test]
fn the_day_of_publication_is_read_from_the_cover() {
    let house = &segmented::houses()[0];
    let given = accounts(house, "  部门职责: [保管档案。]\n");
    for (typed, said) in
        [("2024-10-09", "2024年10月9日"), ("2024年10月", "2024年10月"), ("二〇二四年十月", "二〇二四年十月")]
    {
        let given = FinalAccounts { published: Some(typed.to_owned()), ..given.clone() };
        let (texts, _) = written(house, &given);
        for (name, words) in ["a.txt", "a.md"].iter().zip(&texts) {
            assert!(words.contains(said), "{words}");
            assert_eq!(whole_of(house).published(&text(name, words)).as_deref(), Some(typed), "{words}");
        }
    }
    let (texts, _) = written(house, &given);
    assert_eq!(whole_of(house).published(&text("a.txt", &texts[0])), None);
}

#[test]
fn what_is_ambiguous_stays_unread() {
    let house = super::house();
    let about = |duties: &str, divisions: &str| {
        let words = format!("第一部分 部门概况\n一、部门职责\n{duties}\n二、机构设置及部门决算单位构成\n{divisions}\n");
        let (yaml, unread) = read(house, &text("a.txt", &words));
        (yaml.contains("部门职责:"), yaml.contains("内设机构:"), unread)
    };
    let counted = "根据上述职责，示例局内设2个机构，分别为办公室、业务科。";
    assert_eq!(about("（一）甲工作。\n（二）乙工作。", counted), (true, true, vec![]));
    // The number counts other names.
    let miscounted = counted.replace('2', "3");
    assert_eq!(about("1.甲工作。\n2.乙工作。", &miscounted), (true, false, vec![miscounted]));
    // Written again, the first line would be numbered, too.
    let led_in = ["我局担负以下工作：", "（一）甲工作。", "（二）乙工作。"];
    assert_eq!(about(&led_in.join("\n"), counted), (false, true, led_in.map(str::to_owned).to_vec()));
    // No phrase has these words.
    let free = "我局设有办公室和业务科，另有临时工作组若干。";
    assert_eq!(about("甲工作。", free), (true, false, vec![free.to_owned()]));
}
