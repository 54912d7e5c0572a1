//! What kinds of things a concept can be (项目种类): periods, reasons, texts, values, accounts.

use serde::{Deserialize, Serialize};

/// Which year and which side of the budget a figure speaks of (期间口径).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Period {
    /// This year's final figure (决算数).
    Final,
    /// Last year's final figure (上年决算数).
    Last,
    /// The budget at the beginning of the year (年初预算数).
    BudgetInitial,
    /// The budget as adjusted during the year (全年预算数、调整预算数).
    BudgetAdjusted,
    /// The budget figure of a table that does not say which (预算数), the 三公 table.
    Budget,
}

impl Period {
    /// All periods, in the order in which figures files write them.
    pub const ALL: [Period; 5] =
        [Period::Budget, Period::BudgetInitial, Period::BudgetAdjusted, Period::Final, Period::Last];

    /// The key in a figures file (键名).
    pub fn key(self) -> &'static str {
        match self {
            Period::Final => "决算数",
            Period::Last => "上年决算数",
            Period::BudgetInitial => "年初预算数",
            Period::BudgetAdjusted => "全年预算数",
            Period::Budget => "预算数",
        }
    }

    /// Accepted other spellings of the key.
    pub fn also(self) -> &'static [&'static str] {
        match self {
            Period::Final => &["决算", "支出决算", "本年决算数"],
            Period::Last => &["上年数", "上年决算", "上年"],
            Period::BudgetInitial => &["年初预算"],
            Period::BudgetAdjusted => &["调整预算数", "全年预算", "全年调整预算数"],
            Period::Budget => &["预算"],
        }
    }

    /// The name that phrases use.
    pub fn id(self) -> &'static str {
        match self {
            Period::Final => "final",
            Period::Last => "last",
            Period::BudgetInitial => "budget_initial",
            Period::BudgetAdjusted => "budget_adjusted",
            Period::Budget => "budget",
        }
    }
}

/// Which comparison a reason explains (原因所指).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ReasonKind {
    /// Against last year (较上年原因).
    Last,
    /// Against the budget (较预算原因).
    Budget,
}

impl From<ReasonKind> for TextKind {
    fn from(kind: ReasonKind) -> TextKind {
        match kind {
            ReasonKind::Last => TextKind::ReasonLast,
            ReasonKind::Budget => TextKind::ReasonBudget,
        }
    }
}

/// A text that hangs on a figure or stands by itself (文字项).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TextKind {
    /// A reason against last year or for a whole section (原因).
    ReasonLast,
    /// A reason against the budget (较预算原因).
    ReasonBudget,
    /// A remark (说明).
    Note,
    /// What the money was for (用途).
    Purpose,
    /// A free-standing reason (原因).
    Reason,
    /// One line of text.
    Text,
    /// Paragraphs of the officer's prose.
    Prose,
    /// A list of names.
    Names,
    /// One of a few words.
    Choice,
}

impl TextKind {
    /// The texts that can hang on a figure.
    pub const OF_FIGURES: [TextKind; 4] =
        [TextKind::ReasonLast, TextKind::ReasonBudget, TextKind::Note, TextKind::Purpose];

    /// The name in phrases, for texts that hang on a figure.
    pub fn id(self) -> &'static str {
        match self {
            TextKind::ReasonLast => "reason_last",
            TextKind::ReasonBudget => "reason_budget",
            TextKind::Note => "note",
            TextKind::Purpose => "purpose",
            TextKind::Reason | TextKind::Text | TextKind::Prose | TextKind::Names | TextKind::Choice => "",
        }
    }

    /// The key in a figures file, for texts that hang on a figure.
    pub fn key(self) -> &'static str {
        match self {
            TextKind::ReasonLast => "较上年原因",
            TextKind::ReasonBudget => "较预算原因",
            TextKind::Note => "说明",
            TextKind::Purpose => "用途",
            TextKind::Reason => "原因",
            TextKind::Text | TextKind::Prose | TextKind::Names | TextKind::Choice => "",
        }
    }

    /// Is it a stated reason (主要原因)?
    pub fn is_reason(self) -> bool {
        matches!(self, TextKind::ReasonLast | TextKind::ReasonBudget | TextKind::Reason)
    }

    /// Does it belong to a figure, so that it is lost if no sentence takes it up?
    pub fn is_hung(self) -> bool {
        self.is_reason() || matches!(self, TextKind::Note | TextKind::Purpose)
    }
}

/// What a field holds (项目类型).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Money in the file's unit (金额).
    #[default]
    Amount,
    /// A whole number of things (数量).
    Count,
    /// A percentage, 100 is the whole (百分比).
    Percent,
    /// A number in a unit of its own, which the file's unit of money leaves alone (得分).
    Number,
    /// One line of text.
    Text,
    /// Paragraphs.
    Prose,
    /// A list of names.
    Names,
    /// One of the given words.
    Choice,
    /// A free-standing reason (原因).
    Reason,
    /// A list of rows (明细).
    Rows,
}

/// Which official classification names a row (科目类别).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountKind {
    /// 支出功能分类, an item (项).
    Functional,
    /// 支出功能分类, a class (类).
    Class,
    /// 支出经济分类 (款).
    Economic,
}
