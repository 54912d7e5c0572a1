//! What a code's page says in short (代码说明摘要).

use crate::embedded;

/// The short of a page in `data/reference/diagnostics`.
pub(super) struct RulePage {
    /// The fault's name in ASCII (basic-not-personnel-plus-general).
    pub slug: &'static str,
    /// 查什么, in one paragraph.
    pub what: String,
    /// 依据 as far as it speaks to reviewers, else 查什么: up to the first word of the program's own.
    pub basis: String,
    /// 改法, in one paragraph.
    pub help: String,
}

impl RulePage {
    /// The page of a code, none if it has no page.
    pub fn of(code: &str) -> Option<RulePage> {
        let text = embedded::reference(&format!("diagnostics/{code}.md"))?;
        let slug = text.lines().next()?.rsplit(' ').next()?;
        let under = |heading: &str| {
            let lines = text.lines().skip_while(|line| line.strip_prefix("## ") != Some(heading)).skip(1);
            let lines = lines.take_while(|line| !line.starts_with("## ")).map(str::trim);
            lines.collect::<String>()
        };
        let basis = [under("依据"), under("查什么")].map(|text| beginning(&text));
        let basis = basis.into_iter().find(|text| !text.is_empty()).unwrap_or_default();
        Some(RulePage { slug, what: under("查什么"), basis, help: under("改法") })
    }
}

/// The clauses before the first that names a file or a command.
fn beginning(text: &str) -> String {
    let own = text.split_inclusive(['。', '；']).take_while(|clause| !clause.contains('`'));
    let mut text = own.collect::<String>();
    if text.ends_with('；') {
        text.pop();
    }
    text
}
