//! What is left out of the figures, and why (没有取的): each with its sheet and cell, and how to mend it.

use super::sheet::{Place, Sheet, address};
use crate::diagnostic::{Diagnostic, Severity};

/// Where something is wrong: the file, the sheet, the cell.
#[derive(Clone, Copy)]
pub struct Spot<'a> {
    /// The file's name.
    pub workbook: &'a str,
    /// The sheet.
    pub sheet: &'a Sheet,
    /// The cell.
    pub place: Place,
}

impl Spot<'_> {
    /// `2023.xlsx《支出决算表》B12`.
    pub fn shown(&self) -> String {
        format!("{} {}", self.workbook, self.sheet.address(self.place))
    }

    fn says(&self, severity: Severity, code: &'static str, what: &str) -> Diagnostic {
        Diagnostic::new(severity, code, format!("{}：{what}", self.shown()))
    }

    /// A column whose heading nobody knows, or that could be several things.
    pub fn column(&self, heading: &str, several: bool, filled: usize) -> Diagnostic {
        let what = match (heading, several) {
            ("", _) => format!("这一栏没有栏目名称，{filled} 个数没有取"),
            (heading, true) => format!("栏目“{heading}”可以是几种意思，{filled} 个数没有取"),
            (heading, false) => format!("不认得栏目“{heading}”，{filled} 个数没有取"),
        };
        let help = "照官方表样改栏目名称；要用的数手工填进数据文件";
        self.says(Severity::Error, "T012", &what).help(help)
    }

    /// A row whose label nobody knows, or that could be several things.
    pub fn label(&self, label: &str, several: bool) -> Diagnostic {
        let what = match (label, several) {
            ("", _) => "这一行有数，没有项目名称，没有取".to_owned(),
            (label, true) => format!("项目“{label}”可以是几种意思，这一行没有取"),
            (label, false) => format!("不认得项目“{label}”，这一行没有取"),
        };
        let help = "照官方表样改项目名称；要用的数手工填进数据文件";
        self.says(Severity::Error, "T013", &what).help(help)
    }

    /// Words, an error or half a number where a number belongs.
    pub fn no_number(&self, text: &str) -> Diagnostic {
        let what = format!("“{text}”不是数，没有取");
        self.says(Severity::Error, "T014", &what).help("在表里改成数；没有数的留空")
    }

    /// A value where a figure has none of that kind.
    pub fn not_here(&self, text: &str) -> Diagnostic {
        let what = format!("“{text}”填在不用填的格里，没有取");
        self.says(Severity::Error, "T014", &what).help("移到该填的格，或删去")
    }

    /// A formula without a value.
    pub fn uncomputed(&self) -> Diagnostic {
        let what = "公式还没有算出数，没有取";
        self.says(Severity::Error, "T015", what).help("用 Excel 或 WPS 打开这个文件，保存一次，再导入")
    }

    /// Numbers in hidden rows and columns, here first, so many of them.
    pub fn out_of_sight(&self, count: usize) -> Diagnostic {
        let what = format!("隐藏的行、列里有 {count} 个数，都取了，这是第一个");
        self.says(Severity::Hint, "T034", &what).help("在 Excel 里取消隐藏看一看：公开的表没有的，删去再导入")
    }

    /// The format shows less than is stored, here first, in so many cells.
    pub fn hidden_digits(&self, shown: &str, stored: &str, count: usize) -> Diagnostic {
        let more = if count > 1 { format!("；这张表共 {count} 处") } else { String::new() };
        let what = format!("显示 {shown}，实际存的是 {stored}，按显示的取{more}");
        self.says(Severity::Hint, "T016", &what).help("要按实际的取，增加单元格显示的小数位，保存后再导入")
    }

    /// More than two decimals of 万元, here first, in so many cells.
    pub fn many_decimals(&self, value: &str, count: usize) -> Diagnostic {
        let more = if count > 1 { format!("；这张表共 {count} 处") } else { String::new() };
        let what = format!("{value} 万元多于两位小数，照原样取{more}");
        self.says(Severity::Hint, "T025", &what)
            .help("公开的表一般是两位小数：核对显示的是多少，要按显示的取就在表里用 ROUND 取到两位")
    }

    /// A number that a figures file may not have.
    pub fn refused(&self, value: &str, why: &str) -> Diagnostic {
        let what = format!("{value} {why}，没有取");
        self.says(Severity::Error, "T014", &what).help("在表里核对、改好，保存后再导入")
    }

    /// The table is of another department.
    pub fn other_department(&self, own: &str, first: &str) -> Diagnostic {
        let what = format!("这张表写的是“{own}”，别的表写的是“{first}”，数都取了");
        self.says(Severity::Warning, "T027", &what)
            .help("确认是同一个部门、同一个口径（本级还是汇总）；拿错了表的，换对的再导入")
    }

    /// The table is of another year.
    pub fn other_year(&self, title: &str, own: u16, wanted: u16) -> Diagnostic {
        let what = format!("《{title}》是 {own} 年度的，这里要 {wanted} 年度的，整张表没有取");
        self.says(Severity::Error, "T023", &what)
            .help("上年的表放在 --last 后面，预算表放在 --budget 后面；年度认错的，用 --year 指定")
    }

    /// The code says one account, the name another.
    pub fn shifted(&self, code: &str, official: &str, name: &str) -> Diagnostic {
        let what = format!("编码 {code} 是“{official}”，名称写的却是“{name}”，可能错行，这一行没有取");
        self.says(Severity::Error, "T017", &what).help("对照编码，看名称和数是不是串了行，改好再导入")
    }

    /// The name is not that of the code, nor of any other.
    pub fn renamed(&self, code: &str, official: &str, name: &str) -> Diagnostic {
        let what = format!("编码 {code} 在分类表里叫“{official}”，这里叫“{name}”，按编码取");
        self.says(Severity::Warning, "T018", &what).help("核对编码和名称；分类表不全，名称无误可以不理")
    }

    /// A code that ends above the items.
    pub fn no_item(&self, code: &str) -> Diagnostic {
        let what = format!("编码 {code} 下面没有项级科目，这一行没有取");
        self.says(Severity::Warning, "T019", &what).help("情况说明写到项级：把项级科目的数手工填进数据文件的明细")
    }

    /// The table does not say what its amounts are counted in.
    pub fn no_unit(&self, title: &str, odd: Option<&str>) -> Diagnostic {
        let what = match odd {
            None => format!("《{title}》没有写金额单位，整张表没有取"),
            Some(odd) => format!("《{title}》的金额单位写的是“{odd}”，整张表没有取"),
        };
        self.says(Severity::Error, "T011", &what).help("在表头写上“金额单位：万元”或“金额单位：元”，再导入")
    }

    /// A title without a heading that anybody knows.
    pub fn no_heading(&self, title: &str) -> Diagnostic {
        let what = format!("《{title}》下面没有认得的栏目，整张表没有取");
        self.says(Severity::Error, "T012", &what).help("照官方表样写栏目名称，如 项目、科目编码、科目名称、决算数")
    }
}

/// A sheet that is not looked into.
pub fn hidden_sheet(workbook: &str, sheet: &Sheet) -> Diagnostic {
    let message = format!("{workbook}《{}》是隐藏的工作表，没有取", sheet.name);
    Diagnostic::hint("T021", message).help("要用它，在 Excel 里取消隐藏，保存后再导入")
}

/// Two cells that disagree about one figure.
pub fn conflict(figure: &str, one: (&str, &str), other: (&str, &str)) -> Diagnostic {
    let message = format!("“{figure}”有两个数：{} 是 {}，{} 是 {}，都没有取", one.0, one.1, other.0, other.1);
    Diagnostic::error("T020", message).help("查明哪一个对，改好表再导入，或手工填进数据文件")
}

/// A row that the budget has and this year's tables do not.
pub fn only_budget(figure: &str, source: &str, value: &str) -> Diagnostic {
    let message = format!("{source}：预算有“{figure}”{value}，本年决算表里没有这个科目，没有取");
    Diagnostic::hint("T024", message).help("本年没有发生支出的，一般不写；要写就在数据文件的明细里补一条，决算数写 0")
}

/// Findings that people read; of a table that is all wrong the first ones say enough.
pub const MOST: usize = 100;

/// How many more there are.
pub fn more(count: usize) -> Diagnostic {
    let message = format!("另有 {count} 处同样要看，没有列出");
    Diagnostic::error("T026", message).help("先照列出的改；多半是同一个原因，如表样不同、列错位")
}

/// Many formulas without a value, of a table or a workbook, have one cause and one cure; the first says how many there are.
pub fn fold_uncomputed(problems: &mut Vec<Diagnostic>) {
    let count = problems.iter().filter(|problem| problem.code == "T015").count();
    let mut first = true;
    problems.retain_mut(|problem| {
        if problem.code != "T015" || count < 2 {
            return true;
        }
        let is_first = std::mem::take(&mut first);
        if is_first {
            problem.message.push_str(&format!("；这样的格共有 {count} 个"));
        }
        is_first
    });
}

/// Nothing in a workbook is a table that is known.
pub fn no_table(workbook: &str, budget: bool) -> Diagnostic {
    let (family, example) =
        if budget { ("预算", "一般公共预算支出预算表") } else { ("决算", "收入支出决算总表") };
    let message = format!("“{workbook}”里没有认得的{family}表");
    let help = format!("认表看标题，如“{example}”；标题不同的照官方改，加密、图片、网页的先另存为 .xlsx");
    Diagnostic::error("T010", message).help(help)
}

/// Its tables are known, and not one number was taken from them.
pub fn nothing_taken(workbook: &str) -> Diagnostic {
    let message = format!("“{workbook}”里一个数也没有取到");
    Diagnostic::error("T010", message).help("列出了问题的，照着改好表；还没有填数的，先填数")
}

/// Tables that do not say whose they are cannot be used by themselves.
pub fn unnamed(workbook: &str) -> Diagnostic {
    let message = format!("“{workbook}”里没有写清部门或年度");
    let help = "在表头写明“部门：”和“2023年度”这样的字；或用 juesuan import 加 --department、--year 写成数据文件";
    Diagnostic::error("T022", message).help(help)
}

/// The place of a cell for the figures file: `2023.xlsx 支出决算表!B12`.
pub fn source(workbook: &str, sheet: &Sheet, place: Place) -> String {
    format!("{workbook} {}!{}", sheet.name, address(place))
}

/// A second workbook to fill in, or one as a budget.
pub fn filled_twice(workbook: &str, budget: bool) -> Diagnostic {
    let message = if budget {
        format!("“{workbook}”是填报工作簿，不能当预算表，没有取")
    } else {
        format!("“{workbook}”是第二个填报工作簿，没有取")
    };
    Diagnostic::error("T033", message).help("本年的填报工作簿只用一个，年初预算数填在里面；上年的放在 --last 后面")
}
