//! Reasons that speak the way the figure went (原因), and remarks that fit it.

use juesuan::figures::{FinalAccounts, MoneyUnit, Period, Record, Shape, Text, TextKind, amount::round};
use rust_decimal::Decimal;

use crate::random_accounts::{chance::Chance, open::Home, words};

/// Classes of what is paid for people, and how many of the reasons, from the first, speak of people.
const STAFF: [&str; 3] = ["208", "210", "221"];
const OF_STAFF: usize = 3;

const RISES: [&str; 10] = [
    "人员增加",
    "工资标准调整",
    "社保缴费基数提高",
    "年中追加项目资金",
    "上年结转在本年支出",
    "业务量增加",
    "补发以前年度奖金",
    "新增编外人员",
    "设备更新",
    "物业费上涨",
];
const FALLS: [&str; 10] = [
    "人员减少",
    "在职人员退休",
    "人员未满编",
    "压减一般性支出",
    "厉行节约",
    "项目已完工",
    "部分项目跨年实施",
    "招标节约",
    "业务量减少",
    "上级资金下达较晚",
];
/// What is said of a whole section, whichever way its figures went.
const WHOLE: [&str; 4] = ["人员和项目变动", "项目进度不同", "政策性调整", "年度任务变化"];
const PROJECTS: [&str; 8] =
    ["办公楼维修", "信息系统升级", "普查", "业务培训", "宣传活动", "档案数字化", "公共设施维护", "专用设备购置"];
/// What is said of a project, its amount behind it.
const MORE: [&str; 4] = ["项目本年启动，增加", "项目年中追加", "项目尾款在本年支付，增加", "项目扩大范围，增加"];
const LESS: [&str; 4] = ["项目上年完工，减少", "项目压减", "项目推迟到下年，减少", "项目招标节约"];

/// Remarks on money that was spent, by the beginning of the concept.
const REMARKS: [(&str, &str); 4] = [
    ("sangong.abroad", "参加业务培训和交流"),
    ("sangong.purchase", "更新到期报废车辆"),
    ("sangong.vehicle", "车辆燃料费、维修费和保险费"),
    ("sangong.operation", "车辆燃料费、维修费和保险费"),
];

/// What belongs there.
pub fn fitting(chance: &mut Chance, made: &mut FinalAccounts, home: &Home) -> Text {
    let (catalogue, unit) = (made.catalogue, made.unit);
    let (shape, record, at) = home.place(made).expect("a draft asks for what is in the figures");
    let (concept, kind) = (&catalogue.concepts[shape.texts[at].concept], shape.texts[at].kind);
    let moved = moved(shape, record, at, unit);
    let staff = record.code.as_deref().is_some_and(|code| STAFF.iter().any(|class| code.starts_with(class)));
    match kind {
        _ if kind.is_reason() => given(reason(chance, moved, staff)),
        TextKind::Note if moved.is_none_or(|moved| moved.spent.is_zero()) => given("年内没有发生此项支出".to_owned()),
        TextKind::Note => {
            let remark = REMARKS.iter().find(|(begin, _)| concept.id.starts_with(begin));
            given(remark.map_or("上级部门来我单位调研、检查", |(_, remark)| remark).to_owned())
        }
        _ => words::text(chance, concept, kind),
    }
}

fn given(line: String) -> Text {
    Text::Given(vec![line])
}

/// What was spent in 万元, and by how much more than last year or than the budget.
#[derive(Clone, Copy)]
struct Moved {
    spent: Decimal,
    more: Decimal,
}

fn moved(shape: &Shape, record: &Record, at: usize, unit: MoneyUnit) -> Option<Moved> {
    let wan = if unit == MoneyUnit::Yuan { Decimal::from(10_000) } else { Decimal::ONE };
    let text = &shape.texts[at];
    let number = |period: Period| {
        let at = shape.numbers.iter().position(|number| (number.concept, number.period) == (text.concept, period))?;
        record.numbers[at].value().map(|value| value / wan)
    };
    let against: &[Period] = match text.kind {
        TextKind::ReasonLast => &[Period::Last],
        _ => &[Period::Budget, Period::BudgetInitial, Period::BudgetAdjusted],
    };
    let spent = number(Period::Final)?;
    let base = against.iter().find_map(|&period| number(period)).unwrap_or_default();
    Some(Moved { spent, more: spent - base })
}

/// Often a few words that many departments use, else what happened in this one.
fn reason(chance: &mut Chance, moved: Option<Moved>, staff: bool) -> String {
    let project = chance.pick(&PROJECTS);
    let Some(Moved { more, .. }) = moved else {
        let amount = Decimal::new(50 + chance.below(5_000) as i64, 1).normalize();
        let said = format!("{project}等项目变动{amount}万元");
        return if chance.percent(60) { (*chance.pick(&WHOLE)).to_owned() } else { said };
    };
    let (short, long) = if more > Decimal::ZERO { (&RISES, &MORE) } else { (&FALLS, &LESS) };
    let amount = round(more.abs() * Decimal::new(30 + chance.below(65) as i64, 2), 2).normalize();
    if staff {
        (*chance.pick(&short[..OF_STAFF])).to_owned()
    } else if amount < Decimal::ONE || chance.percent(60) {
        (*chance.pick(short)).to_owned()
    } else {
        format!("{project}{}{amount}万元", chance.pick(long))
    }
}
