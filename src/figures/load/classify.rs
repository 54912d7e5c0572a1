//! Accounts: a code -> its names, names -> their code, by the official classifications.

use std::ops::Range;

use smallvec::SmallVec;
use smol_str::SmolStr;

use super::{Loader, account::is_code, value::half_width};
use crate::{
    diagnostic::Diagnostic,
    figures::{
        accounts::Account,
        classification::{Classification, same_name},
    },
    nearest::nearest,
};

impl Loader<'_> {
    /// A class or an economic item: code or name, the other from the classification.
    pub(super) fn plain(
        &mut self,
        classification: &'static Classification,
        code: Option<&str>,
        name: Option<&str>,
        lengths: &[usize],
        place: &Range<usize>,
    ) -> Option<(Option<SmolStr>, SmolStr)> {
        match (code, name) {
            (Some(code), name) => {
                if !lengths.contains(&code.len()) || !is_code(code) {
                    let fault = Diagnostic::error("F019", format!("科目编码“{code}”位数不对"));
                    self.fault(fault, place, "类级 3 位，款级 5 位");
                    return None;
                }
                let official = classification.name(code);
                match (official, name) {
                    (Some(official), Some(name)) if !same_name(name, official) => {
                        self.differs(code, official, name, place);
                        None
                    }
                    (Some(official), _) => Some((Some(code.into()), official.clone())),
                    (None, Some(name)) => Some((Some(code.into()), name.into())),
                    (None, None) => {
                        self.unlisted(code, place);
                        None
                    }
                }
            }
            (None, Some(typed)) => {
                let listed = classification.listed(typed);
                let name = listed.map_or_else(|| typed.into(), |(name, _)| name.clone());
                let codes = listed.map_or(&[][..], |(_, codes)| codes);
                let mut codes = codes.iter().filter(|code| lengths.contains(&code.len()));
                let (first, other) = (codes.next(), codes.next());
                let code = first.filter(|_| other.is_none()).map(SmolStr::from);
                if first.is_none()
                    && let Some(near) = nearest(&name, classification.names())
                {
                    let hint = Diagnostic::hint("F020", format!("科目名称“{name}”不在分类表里"));
                    self.fault(hint, place, format!("是否指“{near}”？分类表不全，名称无误可以不理"));
                }
                Some((code, name))
            }
            (None, None) => {
                let fault = Diagnostic::error("F018", "这条明细没有写科目");
                self.fault(fault, place, "写上 科目编码 或 科目名称");
                None
            }
        }
    }

    fn differs(&mut self, code: &str, official: &str, typed: &str, place: &Range<usize>) {
        let fault = Diagnostic::error("F021", format!("科目编码 {code} 是“{official}”，这里写的是“{typed}”"));
        self.fault(fault, place, "改编码或改名称；只写编码也可以");
    }

    fn unlisted(&mut self, code: &str, place: &Range<usize>) {
        // 2019999 may be listed where 20199 is not.
        let levels =
            [(3, "类"), (5, "款"), (7, "项")].map(|(length, level)| (code.get(..length).unwrap_or(code), level));
        let lacks = |part: &str| self.reference.functional.name(part).is_none();
        let (parts, lacking): (Vec<&str>, Vec<&str>) = levels.into_iter().filter(|(part, _)| lacks(part)).unzip();
        let parts = if lacking.len() < levels.len() { parts.join("、") } else { code.to_owned() };
        let lacking = lacking.join("、");
        let fault = Diagnostic::error("F022", format!("分类表里没有 {parts}，不知道它的{lacking}名称"));
        self.fault(fault, place, format!("分类表不全，编码未必有错：照当年政府收支分类科目写上 {lacking} 的名称"));
    }

    /// A functional account from its code, its names, or both.
    pub(super) fn functional(
        &mut self,
        code: Option<&str>,
        names: [Option<&str>; 3],
        place: &Range<usize>,
    ) -> Option<Account> {
        let functional = &self.reference.functional;
        let code = match code {
            Some(code) if code.len() == 7 && is_code(code) => Some(code),
            Some(code) => {
                let fault = Diagnostic::error("F019", format!("科目编码“{code}”不是 7 位的项级编码"));
                let halved = half_width(code);
                let help = match halved.len() == 7 && is_code(&halved) {
                    true => format!("是全角数字，改成半角：{halved}"),
                    false => "明细按项级科目写，如 2010301；类、款的合计由程序汇总".to_owned(),
                };
                self.fault(fault, place, help);
                return None;
            }
            None => self.code_of(&names, place)?,
        };
        let mut parts = SmallVec::<[_; 3]>::new();
        let mut complete = true;
        for (index, typed) in names.iter().enumerate() {
            let official = code.and_then(|code| functional.name(&code[..3 + 2 * index]));
            match (official, typed) {
                (Some(official), Some(typed)) if !same_name(typed, official) => {
                    let part = code.map_or("", |code| &code[..3 + 2 * index]);
                    self.differs(part, official, typed, place);
                    complete = false;
                }
                (Some(official), _) => parts.push(official.clone()),
                // Under its short name a class would be summed apart from the same class under its official one.
                (None, Some(typed)) if index == 0 => {
                    parts.push(functional.official(typed).cloned().unwrap_or_else(|| (*typed).into()));
                }
                (None, Some(typed)) => parts.push((*typed).into()),
                (None, None) => complete = false,
            }
        }
        let [class, section, item] = parts.into_inner().ok().filter(|_| complete).or_else(|| {
            match &code {
                Some(code) if names.iter().all(Option::is_none) => self.unlisted(code, place),
                Some(code) if complete => self.unlisted(code, place),
                Some(_) => {
                    let lacks: Vec<&str> = (0..3)
                        .filter(|&index| {
                            names[index].is_none()
                                && code.is_none_or(|code| functional.name(&code[..3 + 2 * index]).is_none())
                        })
                        .map(|index| ["类", "款", "项"][index])
                        .collect();
                    if !lacks.is_empty() {
                        let fault = Diagnostic::error("F018", format!("这条明细缺{}的名称", lacks.join("、")));
                        self.fault(fault, place, "分类表不全：照当年政府收支分类科目写上");
                    }
                }
                None => {
                    let fault = Diagnostic::error("F018", "这条明细的科目不全，要有类、款、项");
                    self.fault(fault, place, "写 科目编码（7 位），或把 类、款、项 三个名称写全");
                }
            }
            None
        })?;
        let class_code = match &code {
            Some(code) => Some(code[..3].into()),
            None => functional.codes(&class).iter().find(|code| code.len() == 3).map(SmolStr::from),
        };
        Some(Account { code: code.map(SmolStr::from), class, class_code, section, item })
    }

    /// The code that names stand for; no code is no fault where all three names are given.
    fn code_of(&mut self, names: &[Option<&str>; 3], place: &Range<usize>) -> Option<Option<&'static str>> {
        let functional = &self.reference.functional;
        let Some(item) = &names[2] else {
            let fault = Diagnostic::error("F018", "这条明细没有写科目");
            self.fault(fault, place, "写上 科目编码（7 位），或 类、款、项 三个名称");
            return None;
        };
        let fits = |code: &&String| {
            code.len() == 7
                && (0..2).all(|index| {
                    let official = functional.name(&code[..3 + 2 * index]);
                    names[index].is_none_or(|typed| official.is_some_and(|name| same_name(typed, name)))
                })
        };
        let codes: Vec<&String> = functional.codes(item).iter().filter(fits).collect();
        match codes.as_slice() {
            [code] => Some(Some(code.as_str())),
            [] => Some(None),
            _ if names.iter().all(Option::is_some) => Some(None),
            several => {
                const SHOWN: usize = 4;
                let section =
                    |code: &str| functional.name(&code[..5]).map_or(String::new(), |name| format!("（{name}）"));
                let shown: Vec<String> =
                    several.iter().take(SHOWN).map(|code| format!("{code}{}", section(code))).collect();
                let more = if several.len() > SHOWN { format!("等 {} 个", several.len()) } else { String::new() };
                let fault = Diagnostic::error("F023", format!("“{item}”不止一个科目：{}{more}", shown.join("、")));
                self.fault(fault, place, "写明 科目编码，或把 类、款 也写上");
                None
            }
        }
    }
}
