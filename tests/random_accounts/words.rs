//! What officers type (文字): reasons short and long, purposes, remarks, prose and names.

use juesuan::figures::{Concept, Kind, Text, TextKind};

use super::chance::Chance;

/// Reasons, some with marks, numbers and foreign words that a reader of the report might take for its own.
const REASONS: [&str; 22] = [
    "人员增加",
    "人员调动、退休",
    "工资标准调整，社保基数提高",
    "部分项目跨年实施",
    "压减一般性支出5%",
    "厉行节约，从严控制开支",
    "年中追加专项资金120.5万元",
    "2021年度结转资金在本年支出",
    "“数字乡村”二期（含软件）验收付款",
    "按《党政机关厉行节约反对浪费条例》压缩开支",
    "Oracle 数据库 License 到期续费",
    "新增3名军队转业干部，相应增加公用经费",
    "上级下达资金较晚；部分工程款结转下年支付",
    "项目已完工。尾款按合同在质保期满后支付",
    "疫情防控物资采购减少",
    "机构改革，1个下属单位划出",
    "办公用房取暖费、物业费增加",
    "补缴2019—2021年职业年金",
    "支出减少的部分由上级单位承担",
    "与上年相比多一个月的绩效工资",
    "设备更新（购置服务器2台，共18.6万元）",
    "会议和培训改为线上",
];

const PURPOSES: [&str; 9] = [
    "日常办公",
    "在职人员工资、津补贴",
    "电子政务外网线路租用和机房运行维护",
    "“一网通办”平台（二期）建设",
    "2023年度全县统计调查、普查经费；数据处理",
    "缴纳职工基本医疗保险",
    "GIS 平台维护",
    "困难群众救助，其中临时救助12.3万元",
    "老旧小区改造",
];

const NOTES: [&str; 8] = [
    "本单位无公务用车",
    "未安排因公出国（境）活动",
    "车辆燃料费、维修费和保险费",
    "上级部门来我县调研、检查",
    "更新执法车辆1辆",
    "年内没有发生此项支出",
    "参加国际展会（Expo）",
    "含“两节”慰问",
];

const PROSE: [&str; 7] = [
    "组织对项目支出全面开展绩效自评，自评得分平均为95.6分。",
    "从评价情况看，项目管理制度健全，资金使用合规。",
    "主要产出和效果：一是完成线路改造12公里；二是群众满意度达到98%。",
    "发现的主要问题：预算执行进度不均衡（上半年为35%），个别项目绩效目标设置偏低。",
    "下一步改进措施：加强“花钱必问效”的意识，细化绩效指标。",
    "评价结果已报送财政部门，作为2024年度预算安排的依据。",
    "引入第三方机构 ABC 咨询公司参与评价；评价等级为“良”。",
];

const NAMES: [&str; 14] = [
    "办公室",
    "人事科",
    "财务审计科",
    "政策法规科（行政审批科）",
    "示例县政务服务中心",
    "示例县信息中心",
    "老旧小区改造",
    "“雪亮工程”运维",
    "2023年度义务教育补助",
    "农村公路养护（一标段）",
    "档案数字化 PDF 加工",
    "困难群众救助补助资金",
    "人才引进专项",
    "水质监测站建设",
];

const DEPARTMENTS: [&str; 5] =
    ["示例县财政局", "示例县政务服务和数字化建设管理局", "示例区图书馆", "中共示例县委办公室", "示例县第1中学"];

pub fn department(chance: &mut Chance) -> String {
    (*chance.pick(&DEPARTMENTS)).to_owned()
}

/// Names of projects, offices and units, each once.
pub fn names(chance: &mut Chance, wanted: usize) -> Vec<String> {
    chance.some(&NAMES, wanted).into_iter().map(str::to_owned).collect()
}

/// What hangs on a figure, or stands by itself.
pub fn text(chance: &mut Chance, concept: &Concept, kind: TextKind) -> Text {
    Text::Given(match concept.kind {
        Kind::Choice => vec![chance.pick(&concept.choices).clone()],
        Kind::Prose => {
            let lines = 1 + chance.below(3);
            chance.some(&PROSE, lines).into_iter().map(str::to_owned).collect()
        }
        Kind::Names => {
            let wanted = 1 + chance.below(6);
            names(chance, wanted)
        }
        Kind::Text => vec![(*chance.pick(&["一级项目", "二级项目", "一级", "二级", "县级", "A类"])).to_owned()],
        _ => vec![match kind {
            TextKind::Note => joined(chance, &NOTES),
            TextKind::Purpose => joined(chance, &PURPOSES),
            _ => joined(chance, &REASONS),
        }],
    })
}

/// Mostly one, sometimes several behind each other.
fn joined(chance: &mut Chance, of: &[&str]) -> String {
    let wanted = [1, 1, 1, 2, 3, 4][chance.below(6)];
    let mark = *chance.pick(&["，", "，", "；", "、", "。"]);
    chance.some(of, wanted).join(mark)
}
