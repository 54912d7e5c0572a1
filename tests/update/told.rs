//! What an update says of a person's words (更新报告) is true of the text.

use juesuan::{
    formats::{lay::Editable, revision},
    revise::update::{Outcome, Update, update},
};

use crate::{
    SEED,
    desk::{corrected, house, laid},
    pair,
};

const SPENT: [(&str, &str); 4] =
    [("决算数: 96.06", "决算数: 98.06"), ("319.77", "321.77"), ("445.65", "447.65"), ("593.99", "595.99")];

fn after(old: &str, typed: &str) -> Update {
    let (base, new) = pair(&SPENT);
    assert!(base.text.contains(old), "{old}");
    update(&base, &base.text.replacen(old, typed, 1), &new)
}

#[test]
fn what_is_a_conflict_is_not_told_as_a_hand_edit_as_well() {
    let update = after("支出总计593.99万元", "支出总计594.00万元");
    assert_eq!((update.conflicts.len(), update.kept.len()), (1, 0), "{:?}", update.kept);
}

#[test]
fn a_figure_that_a_person_changed_is_held_against_the_corrected_one() {
    let update = after("占83.4%", "占83.6%");
    assert_eq!(update.conflicts.len(), 1, "{:?}", update.kept);
    let update = after("年初预算为292万元", "年初预算为293万元");
    let figures: Vec<_> =
        update.kept.iter().filter(|kept| kept.figure).map(|kept| (&*kept.base, &*kept.edited)).collect();
    assert_eq!(figures, [("292", "293")]);
}

#[test]
fn the_same_amount_in_other_writing_follows_or_is_no_other_figure() {
    let update = after("支出总计593.99万元", "支出总计593.990万元");
    assert!(update.text.contains("支出总计595.990万元") && update.conflicts.is_empty(), "{}", update.text);
    let update = after("年初预算为292万元", "年初预算为292.00万元");
    assert!(update.kept.iter().all(|kept| !kept.figure) && update.text.contains("292.00万元"), "{:?}", update.kept);
    // Another unit is asked about whole.
    let update = after("支出总计593.99万元", "支出总计5,939,900.00元");
    assert!(
        update.text.contains("支出总计【冲突：手改为“5,939,900.00元”；更正后为“595.99万元”】。"),
        "{}",
        update.text
    );
}

#[test]
fn a_direction_that_a_person_turned_against_the_figures_is_asked_about() {
    let update = after("支出减少120.8万元", "支出增加120.8万元");
    let asked: Vec<_> = update.questions.iter().map(|question| &*question.message).collect();
    assert_eq!(asked, ["手改的方向“增加”与数据的“减少”不一致"]);
}

#[test]
fn an_old_figure_in_words_of_a_persons_own_is_asked_about() {
    let update = after("支出总计593.99万元", "支出总计593.99万元（593.99万元中含结转，另有7.77万元）");
    assert!(update.text.contains("支出总计595.99万元（593.99万元中含结转"), "{}", update.text);
    let asked: Vec<_> = update.questions.iter().map(|question| (&*question.message, &*question.words)).collect();
    assert_eq!(asked, [("手写的话里有更正前的数，请核对", "593.99万元中含结转")]);
}

/// 收入 and 支出 are the same before the correction, as they are most years.
#[test]
fn one_number_that_a_person_wrote_for_two_figures_follows_both_or_is_asked_about() {
    let level = [
        ("收入总计: { 决算数: 593.32, 上年决算数: 715.37 }", "收入总计: { 决算数: 593.99, 上年决算数: 714.79 }"),
        ("本年收入合计: 593.32", "本年收入合计: 593.99"),
    ];
    let [income, spending] = ["收入总计: { 决算数: 593.", "支出总计: { 决算数: 593."];
    let house = house("jilin-county");
    let drafted = |corrections: &[(&str, &str)]| {
        let all: Vec<(&str, &str)> = level.iter().chain(corrections).copied().collect();
        laid(&house, &corrected(SEED, &all), Editable::Txt)
    };
    let base = drafted(&[]);
    let edited = base.text.replace("收入总计593.99万元，支出总计593.99万元", "收支总计均为593.99万元");
    let edited = edited
        .replace("收入减少120.8万元，下降16.9%，支出减少120.8万元，下降16.9%", "收入、支出均减少120.8万元，下降16.9%");
    assert_eq!(edited.matches("均").count(), 2, "{}", base.text);
    let both = update(
        &base,
        &edited,
        &drafted(&[(income, "收入总计: { 决算数: 603."), (spending, "支出总计: { 决算数: 603.")]),
    );
    assert!(
        both.text.contains("收支总计均为603.99万元。与2022年度相比，收入、支出均减少110.8万元，下降15.5%。"),
        "{}",
        both.text
    );
    let one = update(&base, &edited, &drafted(&[(spending, "支出总计: { 决算数: 603.")]));
    assert!(one.text.contains("收支总计均为【冲突：手改为“593.99万元”；更正后为“603.99万元”】"), "{}", one.text);
    // Exchanged clauses keep their own.
    let edited = base.text.replace("收入总计593.99万元，支出总计593.99万元", "支出总计593.99万元，收入总计593.99万元");
    let one = update(&base, &edited, &drafted(&[(spending, "支出总计: { 决算数: 603.")]));
    assert!(one.text.contains("支出总计603.99万元，收入总计593.99万元"), "{}", one.text);
}

#[test]
fn a_rate_that_goes_is_asked_about_where_a_person_turned_the_clauses() {
    let (base, new) = pair(&[("决算数: 6.85", "决算数: 0")]);
    let edited = base.text.replace(
        "年初预算为13.93万元，支出决算为6.85万元，完成年初预算的49.2%",
        "支出决算为6.85万元，年初预算为13.93万元，完成年初预算的49.2%",
    );
    assert_ne!(edited, base.text);
    let update = update(&base, &edited, &new);
    assert!(
        update
            .text
            .contains("支出决算为0万元，年初预算为13.93万元，【冲突：手改为“完成年初预算的49.2%”；更正后应删去】"),
        "{}",
        update.text
    );
}

#[test]
fn an_old_percentage_in_a_reason_is_asked_about_round_or_not() {
    for old in ["102%", "71.8%"] {
        let update = after("支出中包含上年结转的经费", &format!("年中追加，完成预算的{old}"));
        let asked = update.questions.iter().filter(|question| question.words.contains(old)).count();
        assert_eq!(asked, 1, "{old}: {:?}", update.questions);
    }
}

#[test]
fn an_old_figure_in_other_writing_is_the_old_figure() {
    let asked = |words: &str| -> Vec<String> {
        let update = after("支出总计593.99万元", &format!("支出总计593.99万元（其中{words}含结转）"));
        update.questions.into_iter().filter(|asked| asked.message.contains("更正前的数")).map(|it| it.words).collect()
    };
    for words in [
        "593.99万元",
        "５９３．９９万元",
        "593．99 万元",
        "5,939,900.00元",
        "593.990万元",
        "五百九十三点九九万元",
        "伍佰玖拾叁万玖仟玖佰元",
    ] {
        assert_eq!(asked(words), [format!("其中{words}含结转")]);
    }
    for words in ["593.99元", "593.98万元", "7.77万元", "五百九十三万元", "2023年"] {
        assert_eq!(asked(words), Vec::<String>::new(), "{words}");
    }
}

#[test]
fn where_the_reason_is_deleted_nothing_is_quoted() {
    let (base, new) = pair(&[("决算数: 96.06", "决算数: 90.06")]);
    let reason = "决算数大于预算数的主要原因是支出中包含上年结转的经费";
    assert!(base.text.contains(reason));
    let update = update(&base, &base.text.replacen(reason, "决算数大于预算数的主要原因是", 1), &new);
    let told = revision::text(&update);
    assert!(told.contains("请核对原因：文中已经没有原因，照现在的方向补写"), "{told}");
    assert!(!told.contains("“”"), "{told}");
}

/// Whoever writes 降低 for 减少 all through the text has nothing to decide where it becomes 增加.
#[test]
fn another_word_for_a_direction_turns_with_it() {
    let (base, new) = pair(&[("决算数: 96.06", "决算数: 90.06")]);
    let [old, turned] = [&base.text, &new.text].map(|text| text.matches("决算数大于预算数").count());
    assert_eq!(old, turned + 1);
    for other in ["高于", "超过", "超出"] {
        let edit = |text: &str| text.replace("决算数大于预算数", &format!("决算数{other}预算数"));
        let update = update(&base, &edit(&base.text), &new);
        let unmarked = update.text.replace("【请核对原因：方向已由大于变为小于】", "");
        assert_eq!(unmarked, edit(&new.text));
        assert_eq!(update.conflicts, []);
        assert_eq!(update.questions.len(), 1, "{:?}", update.questions);
    }
}

/// Whoever writes 降低 for another 减少 has not taken a figure from the one that the draft tells in 降低.
#[test]
fn a_direction_alone_names_no_figure() {
    let (base, new) = pair(&[("机关运行经费: { 决算数: 125.88", "机关运行经费: { 决算数: 126.88")]);
    let edit = |text: &str, amount: &str| text.replace(&format!("减少{amount}"), &format!("降低{amount}"));
    let edited = edit(&base.text, "40.7万元");
    assert_ne!(edited, base.text);
    let update = update(&base, &edited, &new);
    assert_eq!(update.text, edit(&new.text, "39.7万元"));
    assert_eq!(update.conflicts, []);
}

/// In thousands, in full width, with noughts: a corrected number is written as a person wrote the old one.
#[test]
fn a_corrected_figure_is_written_as_the_person_writes_figures() {
    let house = house("jilin-county");
    let drafted = |income: &str| laid(&house, &corrected(SEED, &[("593.32", income)]), Editable::Txt);
    let (base, new) = (drafted("1593.3"), drafted("1603.3"));
    let wide = |text: &str| text.replace("1593.3", "１５９３．３").replace("1603.3", "１６０３．３");
    let thousands = |text: &str| text.replace("1593.3", "1,593.3").replace("1603.3", "1,603.3");
    let noughts = |text: &str| text.replace("1593.3万元", "1593.30万元").replace("1603.3万元", "1603.30万元");
    for edit in [&wide as &dyn Fn(&str) -> String, &thousands, &noughts] {
        let edited = edit(&base.text);
        assert_ne!(edited, base.text);
        let once = update(&base, &edited, &new);
        assert_eq!(once.text, edit(&new.text));
        assert_eq!(once.conflicts, []);
        assert_eq!(update(&base, &once.text, &new).text, once.text);
    }
}

/// A comparison is chosen whole: half of it in the person's words and half in the draft's says nothing.
#[test]
fn a_comparison_in_other_words_is_one_conflict() {
    let level = (
        "年初预算数: 94.19\n      决算数: 96.06\n      原因: 支出中包含上年结转的经费",
        "年初预算数: 94.19\n      决算数: 94.19",
    );
    let (base, new) = (pair(&[level]).1, pair(&[]).0);
    for words in ["决算数与预算数无差异", "决算与预算一致", "与年初预算数持平"] {
        let edited = base.text.replace("决算数与预算数持平", words);
        assert_ne!(edited, base.text);
        let update = update(&base, &edited, &new);
        let mark =
            format!("【冲突：手改为“{words}”；更正后为“决算数大于预算数的主要原因是支出中包含上年结转的经费”】。");
        assert!(update.text.contains(&mark), "{}", update.text);
        assert_eq!(update.conflicts.len(), 1);
        assert!(update.changed.iter().all(|changed| changed.new != "大于" || changed.outcome == Outcome::Conflict));
    }
}

#[test]
fn a_figure_that_a_mail_program_broke_follows() {
    let (base, new) = pair(&SPENT);
    for broken in ["支出总计59\n3.99万元", "支出总计593\n.99万元", "支出总计593.\r\n99万元"] {
        let update = after("支出总计593.99万元", broken);
        assert_eq!(update.text.replace("\r\n", "\n"), new.text.replace("\r\n", "\n"));
        assert_eq!(update.conflicts, []);
    }
    // Numbers one below the other are none that is broken.
    let list = "支出总计593.99万元：\n593.99\n445.65\n3. 其他";
    let update = after("支出总计593.99万元", list);
    assert!(update.text.contains("支出总计595.99万元：\n593.99\n445.65\n3. 其他"), "{}", update.text);
    assert_eq!(base.text.matches("593.99").count(), new.text.matches("595.99").count());
}

/// The lines that a person has indented are those of a list: what comes is one of them.
#[test]
fn an_item_that_comes_is_indented_as_those_beside_it() {
    let item = "    - 科目编码: 2101101";
    let come = format!("    - 科目编码: 2089999\n      年初预算数: 3\n      决算数: 4\n      原因: 追加\n{item}");
    let (base, new) = pair(&[(item, &come)]);
    for blanks in ["　　", "    ", "\t"] {
        let indent = |text: &str| -> String {
            let own = |line: &str| line.contains("（项）") && line.starts_with(|c: char| c.is_ascii_digit());
            let lines = text.split_inclusive('\n');
            lines.map(|line| if own(line) { format!("{blanks}{line}") } else { line.to_owned() }).collect()
        };
        let update = update(&base, &indent(&base.text), &new);
        assert_eq!(update.text, indent(&new.text));
    }
}

#[test]
fn a_conflict_that_is_left_is_told_in_the_persons_words_and_by_its_place() {
    let (base, new) = pair(&SPENT);
    let once = after("支出总计593.99万元", "支出总计594.00万元");
    let again = update(&base, &once.text, &new);
    let told: Vec<_> = again.conflicts.iter().map(|one| (&*one.edited, one.left.as_deref())).collect();
    assert_eq!(told, [("594.00万元", Some("支出总计"))]);
    let next = pair(&[("593.99", "597.99")]).1;
    let renewed = update(&new, &once.text, &next);
    let told: Vec<_> = renewed.conflicts.iter().map(|one| (&*one.edited, one.left.as_deref())).collect();
    assert_eq!(told, [("594.00万元", Some("支出总计"))]);
}

/// A mail program breaks lines wherever they are full, in numbers and names too.
#[test]
fn sentences_that_a_mail_program_broke_follow_as_whole_ones() {
    let (base, new) = pair(&SPENT);
    for columns in [17, 34, 40] {
        let mut wrapped = String::new();
        for line in base.text.lines() {
            let letters: Vec<char> = line.chars().collect();
            let lines: Vec<String> = letters.chunks(columns).map(|letters| letters.iter().collect()).collect();
            wrapped += &lines.join("\n");
            wrapped.push('\n');
        }
        let update = update(&base, &wrapped, &new);
        assert!(update.conflicts.is_empty(), "{columns}: {:?}", update.conflicts);
        let plain = |text: &str| text.replace('\n', "");
        assert_eq!(plain(&update.text), plain(&new.text), "{columns}");
    }
}
