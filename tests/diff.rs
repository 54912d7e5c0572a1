//! What a review of two years says (对比): every kind of question provoked by one edit, and what is no change.

#[path = "compared/mod.rs"]
mod compared;
#[path = "diff/left.rs"]
mod left;
#[path = "diff/reasons.rs"]
mod reasons;
#[path = "diff/reworded.rs"]
mod reworded;
#[path = "diff/steady.rs"]
mod steady;
#[path = "diff/walked.rs"]
mod walked;

use compared::{compared, drafted};
use juesuan::{
    formats::review::term,
    revise::diff::{Change, QuestionKind, Review, Row},
};
use rust_decimal::Decimal;
use unicode_width::UnicodeWidthStr;

/// The library in both years, this year's text edited.
fn edited<T>(from: &str, to: &str, look: impl FnOnce(&Review) -> T) -> T {
    let (last, this) = (drafted("example-library", 2022), drafted("example-library", 2023));
    assert_eq!(this.matches(from).count(), 1, "{from}");
    compared(&last, &this.replace(from, to), look)
}

/// The questions of a kind that the edit brings.
fn asked(kind: QuestionKind, from: &str, to: &str) -> Vec<String> {
    let of = |review: &Review| messages(review, kind);
    let before = edited("读者满意度95%以上", "读者满意度95%以上", of);
    edited(from, to, of).into_iter().filter(|question| !before.contains(question)).collect()
}

/// The questions of a kind.
fn messages(review: &Review, kind: QuestionKind) -> Vec<String> {
    let questions = review.questions.iter().filter(|question| question.kind == kind);
    questions.map(|question| question.message.clone()).collect()
}

#[test]
fn a_reason_of_last_year_is_asked_about() {
    let kept = asked(QuestionKind::ReasonKept, "主要原因是【待补充：主要原因】", "主要原因是部分活动改为线上");
    assert_eq!(kept.len(), 1);
    assert!(kept[0].contains("群众文化") && kept[0].contains("18.35万元 → 16.9万元"), "{kept:?}");
}

#[test]
fn a_turned_direction_is_told_with_the_reason() {
    let kept = asked(QuestionKind::ReasonKept, "主要原因是缴费基数调整", "主要原因是人员退休");
    assert!(kept[0].ends_with("，方向由“小于”变为“大于”"), "{kept:?}");
}

#[test]
fn last_years_figure_is_held_against_the_published_one() {
    let differs = asked(QuestionKind::LastDiffers, "比2022年度增加1.35万元", "比2022年度增加2.35万元");
    assert_eq!(differs, ["“机关运行经费”按今年的报告算，上年是 38.85，上年公布的是 39.85"]);
}

#[test]
fn a_figure_left_from_last_year_is_found() {
    let left = asked(QuestionKind::FigureLeft, "支出决算为16.9万元", "支出决算为18.35万元");
    assert_eq!(left.len(), 1);
    assert!(left[0].contains("18.35万元"), "{left:?}");
}

#[test]
fn a_round_figure_left_from_last_year_is_found_where_the_report_contradicts_it() {
    for (figure, left) in [
        ("本年收入合计699.65万元", "本年收入合计646.1万元"),
        ("财政拨款收入635万元", "财政拨款收入583万元"),
        ("支出决算为163.42万元", "支出决算为138.6万元"),
        ("支出决算为62.5万元，完成", "支出决算为60万元，完成"),
        ("政府采购货物支出21.56万元", "政府采购货物支出20.3万元"),
    ] {
        let asked = asked(QuestionKind::FigureLeft, figure, left);
        let amount = left.trim_start_matches(|c: char| !c.is_ascii_digit()).split('，').next().unwrap();
        assert!(asked.len() == 1 && asked[0].contains(amount), "{left}: {asked:?}");
    }
}

#[test]
fn figures_that_stay_and_fit_are_asked_nothing() {
    // The budget is last year's, and its percentage says so.
    let left = asked(
        QuestionKind::FigureLeft,
        "年初预算为150万元，支出决算为163.42万元，完成年初预算的108.9%",
        "年初预算为142万元，支出决算为163.42万元，完成年初预算的115.1%",
    );
    assert_eq!(left, Vec::<String>::new());
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    compared(&drafted("example-library", 2022), &drafted("example-library", 2023), |review| {
        for width in [50, 72] {
            let text = term(review, false, width);
            let wide: Vec<&str> = text.lines().filter(|line| line.width() > width).collect();
            assert!(wide.is_empty(), "{width}: {wide:#?}");
        }
    });
}

#[test]
fn a_class_that_is_not_listed_is_asked_about() {
    let gone = asked(QuestionKind::AccountGone, "；住房保障支出26.03万元，占4.7%", "");
    assert_eq!(gone, ["今年没有列这些类级科目：住房保障支出"]);
}

#[test]
fn an_account_that_is_gone_with_its_fund_is_asked_about() {
    let (last, this) = (drafted("example-library", 2022), drafted("example-library", 2023));
    let gone = |this: &str, kind: QuestionKind| -> Vec<String> {
        compared(&last, this, |review| {
            let of = review.questions.iter().filter(|question| question.kind == kind);
            of.map(|question| question.message.clone()).filter(|message| message.contains("城市建设支出")).collect()
        })
    };
    let wanted = ["城市建设支出（2120803）：今年没有这个科目（政府性基金预算财政拨款收入支出决算表）"];
    let (start, end) = (this.find("七、政府性基金").unwrap(), this.find("八、国有资本").unwrap());
    let without = [&this[..start], &this[end..]].concat();
    assert_eq!(gone(&without, QuestionKind::AccountGone), wanted);
    let heading = &this[start..start + this[start..].find('\n').unwrap() + 1];
    let nothing =
        [&this[..start], heading, "本部门2023年度无政府性基金预算财政拨款收入支出。\n", &this[end..]].concat();
    assert_eq!(gone(&nothing, QuestionKind::AccountGone), wanted);
    // In words that nobody could read it may be there all the same.
    let unread = [&this[..start], heading, "本年城市建设支出办得很好，花了六十二万多。\n", &this[end..]].concat();
    assert_eq!(gone(&unread, QuestionKind::AccountGone), Vec::<String>::new());
    // A fund that is new.
    let new = compared(&without, &last, |review| {
        review.questions.iter().any(|question| {
            question.kind == QuestionKind::AccountNew && question.message.contains("城市建设支出（2120803）：上年没有")
        })
    });
    assert!(new);
}

#[test]
fn two_versions_of_one_year_are_asked_nothing() {
    let this = drafted("example-library", 2023);
    compared(&this, &this, |review| {
        assert!(review.questions.is_empty() && !review.needs_person());
    });
    let version = this.replace("753.13", "666.1").replace("主要原因：移交人数增加。", "");
    compared(&version, &this, |review| {
        assert!(review.questions.is_empty() && review.needs_person());
    });
    // Without a year, too, a text has nothing to ask of itself.
    let unread = "一、收入支出决算总体情况说明\n食堂收入20.08万元，比上年增加7.73万元，增长62.6%，原因是调整。\n";
    compared(unread, unread, |review| assert!(review.questions.is_empty()));
}

#[test]
fn a_year_left_from_last_year_is_found() {
    let left = |from, to| asked(QuestionKind::YearLeft, from, to);
    let message = |left: u16| vec![format!("{left}年是上年报告里的年份，今年的报告这里应是{}年", left + 1)];
    assert_eq!(left("2023年度收入总计", "2022年度收入总计"), message(2022));
    assert_eq!(left("与2022年度相比，收入增加87.03万元", "与2021年度相比，收入增加87.03万元"), message(2021));
    assert_eq!(left("十、关于2023年度预算绩效", "十、关于2022年度预算绩效"), message(2022));
    // In sentences that no phrase reads.
    let head =
        "第三部分 2023年度部门决算情况说明\n一、收入支出决算总体情况说明\n2023年度收入总计5万元，支出总计5万元。\n";
    for (sentence, years) in [
        ("食堂在2022年度共服务职工3.52万人次，都是本局的。", message(2022)),
        ("食堂服务职工，比2021年多出5.1%。", message(2021)),
        ("截至2022年12月31日，食堂共有职工15人。", message(2022)),
        ("食堂于2022年12月31日开张，共有职工15人。", Vec::new()),
        ("食堂按《2022年度食堂办法》办事，共有职工15人。", Vec::new()),
    ] {
        let (last, this) = (format!("{}{sentence}", head.replace("2023", "2022")), format!("{head}{sentence}"));
        let asked: Vec<String> = compared(&last, &this, |review| {
            let years = review.questions.iter().filter(|question| question.kind == QuestionKind::YearLeft);
            years.map(|question| question.message.clone()).collect()
        });
        assert_eq!(asked, years, "{sentence}");
    }
}

#[test]
fn a_reason_that_is_left_out_is_thin() {
    let thin = asked(QuestionKind::ReasonThin, "主要原因：移交人数增加。", "");
    assert_eq!(thin, ["本年收入（决算数）比本年收入（上年决算数）增加 25%，没有写原因"]);
    // Given elsewhere, or in neither year.
    let thin = asked(QuestionKind::ReasonThin, "主要原因：移交人数增加。", "这是因为移交人数增加，经费随之增加。");
    assert_eq!(thin, [""; 0]);
    let without = |year| {
        let text = drafted("example-library", year);
        let reason = text.lines().filter_map(|line| line.split_once("主要原因：")).map(|(_, reason)| reason);
        reason.fold(text.clone(), |text, reason| text.replace(&format!("主要原因：{reason}"), ""))
    };
    compared(&without(2022), &without(2023), |review| {
        let thin = review.questions.iter().filter(|question| question.message.contains("比本年收入"));
        assert_eq!(thin.count(), 0);
    });
}

#[test]
fn amounts_in_another_unit_are_the_same() {
    let this = drafted("example-library", 2023);
    let yuan: String = this.split_inclusive("万元").map(in_yuan).collect();
    assert!(yuan.contains("收入总计7531300元，") && !yuan.contains("万元"));
    // No amount of the department's.
    let yuan = yuan.replace("500000元以上", "50万元以上").replace("1000000元以上", "100万元以上");
    let looked = |this: &str| {
        compared(&drafted("example-library", 2022), this, |review| {
            let asked = |kind| review.questions.iter().filter(|question| question.kind == kind).count();
            let kinds = [QuestionKind::LastDiffers, QuestionKind::FigureLeft, QuestionKind::WordingDeparts];
            (kinds.map(asked), review.count(Change::New), review.count(Change::Gone))
        })
    };
    // As is all in another unit than the house's.
    assert_eq!(looked(&yuan), looked(&this));
    let total = this.replace("753.13万元", "7,531,300.00元");
    assert_eq!(looked(&total), looked(&this));
}

/// A text with its amount in 万元 at the end, if one stands there, in 元.
fn in_yuan(text: &str) -> String {
    let Some(rest) = text.strip_suffix("万元") else { return text.to_owned() };
    let words = rest.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    let amount: Decimal = rest[words.len()..].parse().expect("an amount");
    format!("{words}{}元", (amount * Decimal::from(10_000)).normalize())
}

#[test]
fn what_the_rest_of_the_report_denies_is_left_from_last_year() {
    let left = |from, to| asked(QuestionKind::FigureLeft, from, to);
    let denied = |name: &str| vec![format!("{name} 与上年一分不差，和今年报告里别的数对不上")];
    // A total, its change, a share; no such figure is to the cent.
    for (from, to, name) in [
        ("2023年度收入总计753.13万元", "2023年度收入总计666.1万元", "收入总计（决算数） 666.1万元"),
        ("收入增加87.03万元", "收入增加24.8万元", "收入总计（决算数） − 收入总计（上年决算数） 24.8万元"),
        ("占90.8%", "占90.2%", "财政拨款收入（决算数 ÷ 本年收入合计（决算数）） 90.2%"),
    ] {
        assert_eq!(left(from, to), denied(name), "{to}");
        assert_eq!(asked(QuestionKind::LastDiffers, from, to), [""; 0], "{to}");
    }
    // The same share again, and rightly so.
    assert_eq!(left("占90.8%", "占90.9%"), [""; 0]);
}

#[test]
fn a_thin_reason_for_a_large_change_is_asked_about() {
    let thin = asked(QuestionKind::ReasonThin, "主要原因是年中追加文化产业发展资金和职业年金", "主要原因是调整");
    // 6.3% is not much.
    assert!(thin.is_empty(), "{thin:?}");
    let thin = asked(QuestionKind::ReasonThin, "主要原因是年中追加工程款和彩票公益金", "主要原因是追加");
    assert_eq!(thin, ["本年支出合计（决算数）比本年支出合计（年初预算数）增加 65%，原因只写了“追加”"]);
}

#[test]
fn words_that_depart_from_the_phrasebook_are_asked_about() {
    let departs = asked(QuestionKind::WordingDeparts, "2023年度收入总计753.13万元", "2023年度的收入总计753.13万元");
    assert_eq!(departs.len(), 1, "{departs:?}");
}

#[test]
fn an_account_that_is_gone_is_asked_about() {
    let this = drafted("example-library", 2023);
    let line = this.lines().find(|line| line.starts_with("4. ")).expect("the fourth account");
    let gone = asked(QuestionKind::AccountGone, line, "");
    assert_eq!(gone, ["群众文化（2070109）：今年没有这个科目（一般公共预算财政拨款支出决算表）"]);
}

#[test]
fn sentences_that_no_phrase_reads_are_asked_about_too() {
    let head = "第三部分 2023年度部门决算情况说明\n一、收入支出决算总体情况说明\n";
    let last = format!("{head}本局食堂伙食收入共12.35万元，较上年多收3.27万元，原因是就餐人数增加。\n");
    let this = last.replace("12.35", "14.08");
    let last = last.replace("2023", "2022");
    let asked = compared(&last, &this, |review| {
        review.questions.iter().map(|question| (question.kind, question.quote.clone())).collect::<Vec<_>>()
    });
    let kinds: Vec<_> = asked.iter().map(|(kind, _)| *kind).collect();
    assert_eq!(kinds, [QuestionKind::ReasonKept, QuestionKind::FigureLeft], "{asked:?}");
    assert_eq!(asked[0].1, "就餐人数增加");
}

/// What is asked about a sentence of this year that no phrase reads, beside one of last year.
fn asked_unread(this: &str) -> Vec<(QuestionKind, String)> {
    let head = "第三部分 2023年度部门决算情况说明\n一、收入支出决算总体情况说明\n";
    let last = "本局食堂伙食收入共12.35万元，比上年增加1.27万元，增长11.5%，原因是就餐人数增加较多。\n";
    compared(&format!("{head}{last}").replace("2023", "2022"), &format!("{head}{this}\n"), |review| {
        review.questions.iter().map(|question| (question.kind, question.message.clone())).collect()
    })
}

#[test]
fn what_an_unread_sentence_says_itself_is_held_against_last_year() {
    let thin = |message: &str| vec![(QuestionKind::ReasonThin, message.to_owned())];
    let asked = asked_unread("本局食堂伙食收入共20.08万元，比上年增加7.73万元，增长62.6%，原因是调整。");
    assert_eq!(asked, thin("这一句增加 62.6%，原因只写了“调整”"));
    let asked = asked_unread("本局食堂伙食收入共20.08万元，比上年增加7.73万元。");
    assert_eq!(asked, thin("这一句增加 62.6%，没有写原因"));
    let differs = asked_unread("本局食堂伙食收入共20.08万元，比上年增加8.73万元，增长76.9%，原因是两个单位并入食堂。");
    let message = "这一句按今年的报告算，上年是 11.35，上年公布的是 12.35";
    assert_eq!(differs, [(QuestionKind::LastDiffers, message.to_owned())]);
    // The same amounts in another unit are the same.
    let exchanged = "本局食堂伙食收入共200,800元，比上年增加7.73万元，增长62.6%，原因是两个单位并入食堂。";
    assert_eq!(asked_unread(exchanged), []);
    // A budget is not last year, and of two amounts nobody can tell which one grew.
    for silent in [
        "本局食堂伙食收入共20.08万元，比年初预算增加8.73万元，增长76.9%，原因是调整。",
        "本局食堂伙食收入共20.08万元，补贴2.37万元，比上年增加8.73万元，原因是两个单位并入食堂。",
    ] {
        assert_eq!(asked_unread(silent), [], "{silent}");
    }
}

#[test]
fn economic_items_that_come_or_go_are_asked_about() {
    let gone = asked(QuestionKind::AccountGone, "邮电费、取暖费、", "取暖费、");
    assert_eq!(gone, ["今年没有列这些经济分类科目：邮电费"]);
    let new = asked(QuestionKind::AccountNew, "邮电费、取暖费、", "邮电费、取暖费、会议费、");
    assert_eq!(new, ["上年没有列这些经济分类科目：会议费、劳务费、其他商品和服务支出、办公设备购置"]);
}

fn text_of<'r>(review: &'r Review, row: &Row) -> (&'r str, &'r str) {
    let text =
        |side: &'r juesuan::revise::diff::Side, index: Option<usize>| index.map_or("", |at| side.sentences[at].text);
    (text(review.last, row.last), text(review.this, row.this))
}

#[test]
fn the_same_report_a_year_later_did_not_change() {
    let last = drafted("example-library", 2022);
    let this = last.replace("2022年", "2023年").replace("2021年", "2022年");
    compared(&last, &this, |review| {
        let changed = review.rows.iter().filter(|row| row.change() != Change::Unchanged);
        let changed: Vec<_> = changed.map(|row| text_of(review, row)).collect();
        assert!(changed.is_empty(), "{changed:#?}");
    });
}

#[test]
fn sections_in_another_order_are_the_same() {
    let last = drafted("example-library", 2022);
    let at = |title: &str| last.find(title).expect("a section");
    let (second, third, fourth) = (at("二、收入决算"), at("三、支出决算"), at("四、财政拨款"));
    let (two, three) = (&last[second..third], &last[third..fourth]);
    let swapped =
        [&last[..second], &three.replacen("三、", "二、", 1), &two.replacen("二、", "三、", 1), &last[fourth..]];
    compared(&last, &swapped.concat(), |review| {
        let unchanged = review.count(Change::Unchanged);
        assert_eq!(unchanged, review.rows.len(), "{}", review.rows.len());
    });
}

#[test]
fn a_renamed_account_is_the_same_one() {
    let last = drafted("example-library", 2022);
    let this = last.replace("群众文化（项）", "群众性文化（项）");
    compared(&last, &this, |review| {
        assert_eq!((review.count(Change::New), review.count(Change::Gone)), (0, 0));
        let renamed = review.rows.iter().find(|row| text_of(review, row).1.contains("群众性文化"));
        assert_eq!(renamed.map(Row::change), Some(Change::Wording));
    });
}

#[test]
fn runs_make_up_both_texts() {
    compared(&drafted("example-culture", 2023), &drafted("example-culture", 2024), |review| {
        for row in review.rows.iter().filter(|row| row.last.is_some() && row.this.is_some()) {
            let (last, this) = text_of(review, row);
            let mut end = (0, 0);
            for run in &row.runs {
                assert_eq!((run.last.start, run.this.start), end, "{last}\n{this}\n{:?}", row.runs);
                end = (run.last.end, run.this.end);
            }
            assert_eq!(end, (last.len(), this.len()), "{last}\n{this}");
        }
    });
}
