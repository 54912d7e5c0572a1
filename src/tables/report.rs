//! What was read from where (取数清单), table by table.

use super::{
    import::{Import, Role, TableRead},
    renew::{Changed, Renewed},
    words::plain,
};

/// The list that is told at the end of an import.
pub fn report(import: &Import) -> String {
    let sum = |count: &dyn Fn(&TableRead) -> usize| import.tables.iter().map(count).sum::<usize>();
    let (taken, known, left_out) = (sum(&|it| it.taken), sum(&|it| it.known), sum(&|it| it.left_out));
    let mut out = format!("读了 {} 张表，取了 {taken} 个数", import.tables.len());
    if known > 0 {
        out.push_str(&format!("；{known} 个数认得、用不着"));
    }
    if left_out > 0 {
        out.push_str(&format!("；{left_out} 个数没有取，见上"));
    }
    out.push_str("。\n");
    for table in &import.tables {
        out.push_str(&line(table));
    }
    if !import.unknown.is_empty() {
        out.push_str(&format!("不认得、没有取的工作表：{}。\n", import.unknown.join("、")));
    }
    if !import.missing.is_empty() {
        let named: Vec<String> = import.missing.iter().map(|title| format!("《{title}》")).collect();
        out.push_str(&format!("没有找到：{}。它们的数手工填进数据文件。\n", named.join("")));
    }
    out
}

fn line(table: &TableRead) -> String {
    let role = match table.role {
        Role::This => "",
        Role::Last => "上年",
        Role::Budget => "预算",
    };
    let mut line = format!("  {role}《{}》", table.title);
    if plain(&table.title) == plain(&table.sheet) {
        line.push_str(&format!("　{}", table.workbook));
    } else {
        line.push_str(&format!("　{}，工作表“{}”", table.workbook, table.sheet));
    }
    if table.taken + table.known + table.left_out == 0 {
        return format!("{line}：空表\n");
    }
    let unit = table.unit.map_or(String::new(), |unit| format!("，{}", unit.name()));
    line.push_str(&format!("{unit}：取 {} 个", table.taken));
    for (count, what) in [(table.known, "用不着"), (table.left_out, "没有取")] {
        if count > 0 {
            line.push_str(&format!("，{what} {count} 个"));
        }
    }
    line.push('\n');
    line
}

/// More numbers than these that the file did not have are counted, not listed.
const LISTED: usize = 20;

/// What became of the figures file `name`; `planned`: nothing was written.
pub fn renewed(renewed: &Renewed, name: &str, planned: bool) -> String {
    let (new, changed): (Vec<&Changed>, Vec<&Changed>) = renewed.changed.iter().partition(|it| it.old.is_none());
    let mut out = match (changed.len(), new.len()) {
        (0, 0) if renewed.kept.is_empty() => format!("{name}：数都一样，没有改动\n"),
        (changed, new) => {
            let verb = if planned { "将改" } else { "改了" };
            format!("{name}：{verb} {changed} 个数，补 {new} 个数；其余没有动\n")
        }
    };
    for Changed { name, old, new, source, by_hand } in changed {
        let old = old.unwrap_or_default();
        let hand = if *by_hand { "；原来是手工填的" } else { "" };
        out.push_str(&format!("  {name}：{old} → {new}（{source}{hand}）\n"));
    }
    if new.len() <= LISTED {
        new.iter().for_each(|it| out.push_str(&format!("  {}：补 {}（{}）\n", it.name, it.new, it.source)));
    }
    if !renewed.kept.is_empty() {
        out.push_str("手工改过，没有动；要用表里的，删去“来源”里它那一行再导入：\n");
        for Changed { name, old, new, source, .. } in &renewed.kept {
            out.push_str(&format!("  {name}：{}，表里是 {new}（{source}）\n", old.unwrap_or_default()));
        }
    }
    if !renewed.stale.is_empty() {
        out.push_str("表里没有、数据文件里留着的明细，请核对：\n");
        renewed.stale.iter().for_each(|it| out.push_str(&format!("  {name}:{} {}\n", it.line, it.name)));
    }
    out
}

/// What became of its words; nothing where they are the same.
pub fn renewed_words(written: &[(String, Option<String>)]) -> String {
    let line = |(name, old): &(String, Option<String>)| match old {
        Some(old) => format!("  {name}：改了文字（原来是：{old}）\n"),
        None => format!("  {name}：补了文字\n"),
    };
    written.iter().map(line).collect()
}
