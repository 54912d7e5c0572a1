//! What last year's report tells in words or an order of its own is told once in this year's (结转).

use crate::{
    corrections,
    desk::{corrected, department, house, laid},
    random_accounts::{self, chance::Chance},
    roll::numbers,
    roll_own::{carried, library, line},
    segmented,
};
use juesuan::{formats::lay::Editable, revise::update::Update};

const SEED: &str = "jingyu-zhengwu/2023.yaml";

/// The next year's figures, made of the seed's.
const NEXT: [(&str, &str); 18] = [
    ("年度: 2023", "年度: 2024"),
    ("{ 决算数: 593.32, 上年决算数: 715.37 }", "{ 决算数: 621.98, 上年决算数: 593.32 }"),
    ("{ 决算数: 593.99, 上年决算数: 714.79 }", "{ 决算数: 622.5, 上年决算数: 593.99 }"),
    ("本年收入合计: 593.32\n  财政拨款收入: 593.32", "本年收入合计: 621.98\n  财政拨款收入: 621.98"),
    ("本年支出合计: 593.99", "本年支出合计: 622.5"),
    ("决算数: 445.65\n", "决算数: 460.16\n"),
    (
        "人员经费: 319.77\n    公用经费: 125.88\n  项目支出: 148.34",
        "人员经费: 330.05\n    公用经费: 130.11\n  项目支出: 162.34",
    ),
    ("764.17\n    决算数: 593.99\n    上年决算数: 714.79", "780.17\n    决算数: 622.5\n    上年决算数: 593.99"),
    ("年初预算数: 94.19\n      决算数: 96.06", "年初预算数: 97.4\n      决算数: 99.57"),
    ("支出中包含上年结转的经费", "人员增加"),
    ("年初预算数: 292\n      决算数: 70\n", "年初预算数: 228\n      决算数: 84\n"),
    ("年初预算数: 219.72\n      决算数: 271.85", "年初预算数: 300.72\n      决算数: 282.85"),
    ("基本支出合计: 445.65", "基本支出合计: 460.16"),
    ("    决算数: 319.77", "    决算数: 330.05"),
    ("咨询费, 手续费, 电费", "手续费, 水费, 电费"),
    ("绩效工资, 机关", "绩效工资, 伙食补助费, 机关"),
    (
        "{ 决算数: 125.88, 上年决算数: 166.58, 原因: 行政运行和事业运行经费减少 }",
        "{ 决算数: 130.11, 上年决算数: 125.88, 原因: 运行经费增加 }",
    ),
    ("172.28", "180.5"),
];

/// The seed's report with other words in it, carried on to the next year.
fn rolled(edits: &[(&str, &str)]) -> Update {
    let house = house("jilin-county");
    let old = department(SEED);
    let mut text = laid(&house, &old, Editable::Txt).text;
    for (words, others) in edits {
        assert!(text.contains(words), "{words}");
        text = text.replacen(words, others, 1);
    }
    let next: Vec<_> = NEXT.iter().copied().chain([("    决算数: 125.88", "    决算数: 130.11")]).collect();
    carried(&house, &text, &old, &corrected(SEED, &next))
}

/// Those lines stand in the result, and none of what this year's draft would say beside them.
fn told(edits: &[(&str, &str)], lines: &[&str], besides: &[&str]) {
    let update = rolled(edits);
    for line in lines {
        assert!(update.text.lines().any(|other| other == *line), "{line}\n{}", update.text);
    }
    for words in besides {
        assert!(!update.text.contains(words), "{words}\n{}", update.text);
    }
    let asks =
        |question: &juesuan::revise::update::Question| question.message.starts_with("这一句用的是上年自己的写法");
    assert!(update.questions.iter().any(asks), "{:?}", update.questions);
}

const PERSONNEL: &str = "人员经费319.77万元，占71.8%；公用经费125.88万元，占28.2%";
const STAFF: &str = "人员经费319.77万元，主要包括：基本工资、津贴补贴、奖金、绩效工资、机关事业单位基本养老保险缴费、职业年金缴费、职工基本医疗保险缴费、其他社会保障缴费、住房公积金、其他工资福利支出。";
const OFFICE: &str = "公用经费125.88万元，主要包括：办公费、咨询费、手续费、电费、邮电费、取暖费、差旅费、劳务费、委托业务费、其他交通费用、其他商品和服务支出、办公设备购置。";

#[test]
fn figures_and_lists_in_another_order_are_told_once() {
    told(
        &[(PERSONNEL, "公用经费125.88万元，占28.2%；人员经费319.77万元，占71.8%")],
        &[
            "本年支出合计622.5万元，其中：基本支出460.16万元，占73.9%；项目支出162.34万元，占26.1%；基本支出中，公用经费130.11万元，占28.3%；人员经费330.05万元，占71.7%。",
        ],
        &["基本支出中，人员经费"],
    );
    let staff = STAFF.replace("319.77", "330.05").replace("绩效工资、", "绩效工资、伙食补助费、");
    let office = OFFICE.replace("125.88", "130.11").replace("咨询费、手续费", "手续费、水费");
    let total = "2023年度财政拨款基本支出445.65万元，其中：";
    let new_total = "2024年度财政拨款基本支出460.16万元，其中：";
    let both = format!("{STAFF}\n{OFFICE}");
    told(&[(&both, &format!("{OFFICE}\n{STAFF}"))], &[&format!("{new_total}{office}"), &staff], &["其中：人员经费"]);
    let joined = |staff: &str, office: &str| format!("{}；{staff}", office.trim_end_matches('。'));
    told(
        &[(&both, &joined(STAFF, OFFICE))],
        &[&format!("{new_total}{}", joined(&staff, &office))],
        &["其中：人员经费", "\n公用经费130.11万元"],
    );
    let apart = |staff: &str, office: &str| {
        let [staff, office] = [staff, office].map(|words| words.split_once("，").unwrap());
        format!("{}，{}。公用经费{}人员经费{}", office.0, staff.0, office.1, staff.1)
    };
    told(
        &[(&format!("{total}{both}"), &format!("{total}{}", apart(STAFF, OFFICE)))],
        &[&format!("{new_total}{}", apart(&staff, &office))],
        &["其中：人员经费", "\n公用经费130.11万元"],
    );
}

#[test]
fn a_reworded_sentence_is_told_once() {
    told(
        &[("2023年度收入总计593.32万元，支出总计593.99万元。", "我局2023年全年共收入593.32万元，共支出593.99万元。")],
        &[
            "我局2024年全年共收入621.98万元，共支出622.5万元。与2023年度相比，收入增加28.66万元，增长4.8%，支出增加28.51万元，增长4.8%。主要原因：一般行政管理事务和其他网信事务科目对应的相关项目业务没发生。",
        ],
        &["2024年度收入总计"],
    );
    told(
        &[
            ("与2022年度相比，收入减少122.05万元", "比上一年（2022年度），收入减少122.05万元"),
            ("2023年度收入总计", "2023年收入总计"),
        ],
        &[
            "2024年收入总计621.98万元，支出总计622.5万元。比上一年（2023年度），收入增加28.66万元，增长4.8%，支出增加28.51万元，增长4.8%。主要原因：一般行政管理事务和其他网信事务科目对应的相关项目业务没发生【请核对原因：方向已由减少变为增加】。",
        ],
        &["与2023年度相比，收入"],
    );
    told(
        &[(
            "2023年度，机关运行经费支出125.88万元，比2022年度减少40.7万元，降低24.4%，主要是",
            "机关运行经费全年开支125.88万元，比上年少花40.7万元，降幅24.4%，主要原因是",
        )],
        &[
            "机关运行经费全年开支130.11万元，比上年少花40.7万元【未识别，请核】，降幅24.4%【未识别，请核】，主要原因是运行经费增加。",
        ],
        &["增加4.23万元"],
    );
    told(
        &[(
            "一般公共服务支出495.62万元，占83.4%；社会保障和就业支出64.59万元，占10.9%；卫生健康支出15.52万元，占2.6%；住房保障支出18.26万元，占3.1%。",
            "一般公共服务支出495.62万元，社会保障和就业支出64.59万元，卫生健康支出15.52万元，住房保障支出18.26万元。",
        )],
        &[
            "2024年度一般公共预算财政拨款支出622.5万元，主要用于以下方面：一般公共服务支出524.13万元，社会保障和就业支出64.59万元，卫生健康支出15.52万元，住房保障支出18.26万元。",
        ],
        &["84.2%"],
    );
    told(
        &[("公务接待费预算为0.2万元，支出决算为0万元，主要", "公务接待费全年没有发生支出，预算安排0.2万元，主要")],
        &["2. 公务接待费全年没有发生支出，预算安排0.2万元，主要原因是未安排公务接待。"],
        &["公务接待费预算为"],
    );
}

#[test]
fn a_clause_that_stands_alone_is_told_once() {
    let clause = "；基本支出中，人员经费319.77万元，占71.8%；公用经费125.88万元，占28.2%。";
    let kinds = "本年支出合计622.5万元，其中：基本支出460.16万元，占73.9%；项目支出162.34万元，占26.1%。";
    told(
        &[(clause, "。\n基本支出中，人员经费319.77万元，占71.8%；公用经费125.88万元，占28.2%。")],
        &[kinds, "基本支出中，人员经费330.05万元，占71.7%；公用经费130.11万元，占28.3%。"],
        &["26.1%；基本"],
    );
    told(
        &[(clause, "。\n基本支出里人员经费为319.77万元，公用经费为125.88万元。")],
        &[kinds, "基本支出里人员经费为330.05万元，公用经费为130.11万元。"],
        &["26.1%；基本"],
    );
}

const ITEM: &str = "一般公共服务（类）政府办公厅（室）及相关机构事务（款）";

#[test]
fn a_reworded_item_of_a_list_is_told_once() {
    let cases = [
        (
            "行政运行（项）年初预算为94.19万元，支出决算为96.06万元，完成年初预算的102%。决算数大于预算数的主要原因是支出中包含上年结转的经费。",
            "1. 行政运行支出96.06万元，年初预算94.19万元，主要原因是支出中包含上年结转的经费。",
            "1. 行政运行支出99.57万元，年初预算97.4万元，主要原因是人员增加。",
        ),
        // A part of it is another figure, and so is a change.
        (
            "行政运行（项）年初预算为94.19万元，支出决算为96.06万元，完成年初预算的102%。决算数大于预算数的主要原因是支出中包含上年结转的经费。",
            "1. 行政运行支出96.06万元，其中设备30万元，比上年增加3万元，年初预算94.19万元。",
            "1. 行政运行支出99.57万元，其中设备30万元【未识别，请核】，比上年增加3万元【未识别，请核】，年初预算97.4万元。",
        ),
        (
            "一般行政管理事务（项）年初预算为292万元，支出决算为70万元，完成年初预算的24%。",
            "2. 一般行政管理事务（项）全年花了70万元，年初预算292万元，完成年初预算的24%。",
            "2. 一般行政管理事务（项）全年花了84万元，年初预算228万元，完成年初预算的36.8%。",
        ),
        (
            "事业运行（项）年初预算为219.72万元，支出决算为271.85万元，完成年初预算的123.7%。",
            "3. 事业运行年初安排219.72万元，实际支出271.85万元，完成年初预算的123.7%。",
            "3. 事业运行年初安排300.72万元，实际支出282.85万元，完成年初预算的94.1%。",
        ),
    ];
    for (words, own, wanted) in cases {
        let number = &own[..3];
        let update = rolled(&[(&format!("{number}{ITEM}{words}"), own)]);
        assert!(update.text.lines().any(|line| line.starts_with(wanted)), "{wanted}\n{}", update.text);
        let name = words.split('（').next().unwrap();
        let tells =
            |line: &&str| line.contains(&format!("（款）{name}")) || line.starts_with(&format!("{number}{name}"));
        let lines: Vec<&str> = update.text.lines().filter(tells).collect();
        assert_eq!(lines.len(), 1, "{lines:#?}");
    }
    // 大于 turns with the figures.
    let update = rolled(&[(
        "事业运行（项）年初预算为219.72万元，支出决算为271.85万元",
        "事业运行（项）预算219.72万元，花了271.85万元",
    )]);
    let line = update.text.lines().find(|line| line.starts_with("3. ")).unwrap();
    assert!(
        line.contains("（项）预算300.72万元，花了282.85万元，完成年初预算的94.1%。决算数小于预算数的主要原因是"),
        "{line}"
    );
}

/// What nothing tells is not mixed with this year's words.
#[test]
fn a_sentence_that_cannot_be_placed_stays_apart_from_this_years() {
    for title in ["", "（二）政府采购支出情况\n"] {
        let update = rolled(&[(
            &format!("{title}2023年度，政府采购支出总额172.28万元，其中：政府采购服务支出172.28万元。"),
            "我局全年采购花费172.28万元，全部为服务采购。",
        )]);
        let own = "我局全年采购花费172.28万元【未识别，请核】，全部为服务采购。";
        let this = "2024年度，政府采购支出总额180.5万元，其中：政府采购服务支出180.5万元。";
        assert!(update.text.lines().any(|line| line == own), "{}", update.text);
        assert_eq!(update.text.matches(this).count(), 1, "{}", update.text);
        assert!(
            update.questions.iter().any(|question| question.words == this && question.message.contains("请留一句"))
        );
    }
}

/// A figure that this year's draft says and last year's words have no place for.
#[test]
fn own_words_that_lack_a_figure_are_marked() {
    let new_class = "    - { 科目编码: 2050203, 年初预算数: 3.5, 决算数: 3.5 }\n    - 科目编码: 2080199";
    let house = house("jilin-county");
    let old = department(SEED);
    let young = corrected(SEED, &[("年度: 2023", "年度: 2024"), ("    - 科目编码: 2080199", new_class)]);
    let text = laid(&house, &old, Editable::Txt).text;
    let own = text
        .replace("万元，占83.4%；社会", "万元，社会")
        .replace("万元，占10.9%；", "万元，")
        .replace("万元，占2.6%；", "万元，")
        .replace("万元，占3.1%。", "万元。");
    let update = carried(&house, &own, &old, &young);
    assert!(update.text.contains("住房保障支出18.26万元【未识别，请核】。"), "{}", update.text);
    assert!(
        update
            .questions
            .iter()
            .any(|question| question.message.contains("请对照初稿补上") && question.words.contains("教育支出3.5万元"))
    );
}

/// Words of last year's own say more than could be read of them.
#[test]
fn own_words_are_not_mixed_with_this_years() {
    let vehicles = "公务用车购置及运行费预算为7万元，支出决算为6.85万元，完成预算的97.9%，主要原因是车辆维修减少。";
    let update = library(vehicles, "公务用车购置及运行费支出6.85万元，因车辆维修减少，比预算减少0.15万元。");
    assert_eq!(
        line(&update, "公务用车购置及运行费支出24"),
        "2. 公务用车购置及运行费支出24.16万元，因车辆维修减少【沿用上年原因，请核】，比预算减少0.15万元【未识别，请核】。其中："
    );
    let total = "年初预算为495.98万元，支出决算为493.82万元，完成年初预算的99.6%。决算数小于预算数的主要原因是展览场次减少。其中：";
    let update = library(total, &total.replace("支出决算为", "全年列支"));
    assert_eq!(line(&update, "全年列支").matches("其中：").count(), 1, "{}", line(&update, "全年列支"));
    assert_eq!(line(&update, "全年列支").matches("主要原因").count(), 1, "{}", line(&update, "全年列支"));
    let visits = "公务接待费预算为2.5万元，支出决算为2.1万元，";
    let update = library(visits, &visits.replace("支出决算为", "全年列支"));
    assert_eq!(line(&update, "3. 公务接待费").matches("完成预算的").count(), 1, "{}", line(&update, "3. 公务接待费"));
}

/// A reason is this year's or marked, and what the money was for is none.
#[test]
fn the_reason_in_own_words_is_this_years_or_marked() {
    let library_of = |words: &str| {
        let item = "图书馆（项）年初预算为142万元，支出决算为138.6万元，完成年初预算的97.6%。决算数小于预算数的主要原因是图书招标节约。";
        let update = library(item, words);
        line(&update, "图书馆（项）").to_owned()
    };
    let own = library_of("图书馆（项）年初批复142万元，实际花费138.6万元。决算数小于预算数的主要原因是图书招标节约。");
    assert!(
        own.ends_with(
            "年初批复150万元，实际花费163.42万元。决算数大于预算数的主要原因是新馆开馆，新增图书购置和设备。"
        ),
        "{own}"
    );
    let cause = library_of("图书馆（项）支出138.6万元，因图书招标节约，比预算少3.4万元。");
    assert!(cause.contains("支出163.42万元，因新馆开馆，新增图书购置和设备，比预算少"), "{cause}");
}

/// How a person rewords what a phrase says.
const REWORDED: [(&str, &str); 12] = [
    ("支出决算为", "实际支出"),
    ("年初预算为", "年初安排"),
    ("完成年初预算的", "执行率"),
    ("，其中：", "，里面"),
    ("收入总计", "总收入"),
    ("支出总计", "总支出"),
    ("主要用于以下方面：", "用在"),
    ("与", "同"),
    ("本年支出合计", "全年支出"),
    ("本年收入合计", "全年收入"),
    ("；", "，"),
    ("万元，占", "万元，为"),
];

/// Whatever a person reworded, every item is told once or with a mark, and no figure of last year stays without one.
#[test]
fn nothing_reworded_is_told_twice() {
    let (mut checked, mut wrong) = (0, Vec::new());
    for seed in crate::cases(120) {
        let houses = segmented::houses();
        let house = &houses[seed as usize % houses.len()];
        let mut chance = Chance::new(seed);
        let old = random_accounts::complete(seed, house);
        let mut young = corrections::correct(&old, &mut chance);
        young.year = old.year + 1;
        let mut text = String::new();
        for line in laid(house, &old, Editable::Txt).text.lines() {
            let mut line = line.to_owned();
            for _ in 0..chance.below(3) {
                let (words, others) = REWORDED[chance.below(REWORDED.len())];
                line = line.replacen(words, others, 1);
            }
            text += &line;
            text.push('\n');
        }
        let update = carried(house, &text, &old, &young);
        let new = laid(house, &young, Editable::Txt).text;
        let known = numbers(&new);
        for line in update.text.lines().filter(|line| !line.contains('【')) {
            let line = line.trim_start_matches(|c: char| c.is_ascii_digit());
            let left: Vec<&str> = numbers(line).into_iter().filter(|number| !known.contains(number)).collect();
            wrong.extend((!left.is_empty()).then(|| format!("{seed}: {left:?} in {line}")));
        }
        for name in
            young.groups.iter().flatten().filter(|row| row.account.is_some()).map(|row| format!("{}（项）", row.name))
        {
            checked += 1;
            let told = |text: &str| text.lines().filter(|line| line.contains(&name) && !line.contains('【')).count();
            wrong.extend((told(&update.text) > told(&new)).then(|| {
                format!(
                    "{seed}: {name} twice\n{}",
                    update.text.lines().filter(|line| line.contains(&name)).collect::<Vec<_>>().join("\n")
                )
            }));
        }
    }
    println!("{checked} checked");
    assert!(checked > 200 && wrong.is_empty(), "{}\n{}", wrong.len(), wrong[..wrong.len().min(12)].join("\n"));
}
