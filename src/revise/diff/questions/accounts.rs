//! Questions about accounts (科目): which came and which went.

use super::{Question, QuestionKind};
use crate::{
    figures::{GroupIx, Origin, Record, concepts::AccountKind},
    report::comparable,
    revise::diff::{Review, Side},
};

pub(super) fn changed(review: &Review, found: &mut Vec<Question>) {
    let catalogue = review.this.bound.accounts.catalogue;
    for (group, list) in catalogue.groups.iter().enumerate() {
        if !matches!(list.origin, Origin::Given) || list.account.is_none() {
            continue;
        }
        let (last, this) = (review.last.bound.accounts.rows(group), review.this.bound.accounts.rows(group));
        let is_item = list.account == Some(AccountKind::Functional);
        // Where no account of a list was read, the report may still list them in words that nobody could read.
        let says = |rows: &[Record], side: &Side| !rows.is_empty() || is_item && lists_items(side);
        if !says(last, review.last) || !says(this, review.this) {
            continue;
        }
        let table = &catalogue.tables[catalogue.concepts[list.concept].table].key;
        let missing = |record: &&Record, others: &[Record]| !others.iter().any(|other| other.key() == record.key());
        let is_class = list.account == Some(AccountKind::Class);
        if is_class || list.account == Some(AccountKind::Economic) {
            let alone = |row: &&Record, other: &Side| !is_class || !with_accounts(row, group, other);
            let come = this.iter().filter(|row| missing(row, last) && alone(row, review.last));
            let gone = last.iter().filter(|row| missing(row, this) && alone(row, review.this));
            let called = if is_class { "类级科目" } else { "经济分类科目" };
            names(review, review.this, called, (QuestionKind::AccountNew, come.collect()), found);
            names(review, review.last, called, (QuestionKind::AccountGone, gone.collect()), found);
            continue;
        }
        for record in this.iter().filter(|row| missing(row, last) && !is_unread(row, review.last)) {
            push(review, review.this, (QuestionKind::AccountNew, record), table, found);
        }
        for record in last.iter().filter(|row| missing(row, this) && !is_unread(row, review.this)) {
            push(review, review.last, (QuestionKind::AccountGone, record), table, found);
        }
    }
}

/// Does a report list items of one fund or another? Then a fund without any has none: 本部门无…, or no such section.
fn lists_items(side: &Side) -> bool {
    let accounts = &side.bound.accounts;
    let lists = accounts.catalogue.groups.iter().enumerate();
    let mut items = lists.filter(|(_, list)| list.account == Some(AccountKind::Functional));
    items.any(|(group, _)| !accounts.rows(group).is_empty())
}

/// Is an account named in what could not be read?
fn is_unread(row: &Record, side: &Side) -> bool {
    let name = comparable(&row.name);
    side.reading.unread.iter().any(|unread| unread.paragraph.text()[unread.range.clone()].contains(&name))
}

/// Is it a class that comes or goes with its accounts? The other report names accounts, and none of this class.
fn with_accounts(class: &Record, totals: GroupIx, other: &Side) -> bool {
    let accounts = &other.bound.accounts;
    let catalogue = accounts.catalogue;
    let table = |group: GroupIx| catalogue.concepts[catalogue.groups[group].concept].table;
    let mut sums = catalogue.groups.iter().enumerate().filter_map(|(sums, list)| match list.origin {
        Origin::ByClass(from) if table(from) == table(totals) => Some(accounts.rows(sums)),
        _ => None,
    });
    sums.any(|rows| !rows.is_empty() && rows.iter().all(|row| row.name != class.name))
}

/// Economic items and classes stand in lists inside a sentence: one question a list.
fn names(
    review: &Review,
    side: &Side,
    called: &str,
    (kind, records): (QuestionKind, Vec<&Record>),
    found: &mut Vec<Question>,
) {
    let Some(first) = records.first() else { return };
    let sentence = first.place.as_ref().and_then(|place| side.at(place.start));
    let is_new = kind == QuestionKind::AccountNew;
    let year = if is_new { "上年" } else { "今年" };
    let names: Vec<&str> = records.iter().map(|record| record.name.as_str()).collect();
    found.push(Question {
        kind,
        row: sentence.and_then(|sentence| row_of(review, sentence, is_new)),
        message: format!("{year}没有列这些{called}：{}", names.join("、")),
        quote: sentence.map(|sentence| side.sentences[sentence].text.to_owned()).unwrap_or_default(),
    });
}

fn row_of(review: &Review, sentence: usize, is_new: bool) -> Option<usize> {
    review.rows.iter().position(|row| (if is_new { row.this } else { row.last }) == Some(sentence))
}

fn push(review: &Review, side: &Side, (kind, record): (QuestionKind, &Record), table: &str, found: &mut Vec<Question>) {
    let is_new = kind == QuestionKind::AccountNew;
    let sentence = record.place.as_ref().and_then(|place| side.at(place.start));
    let row = sentence.and_then(|sentence| row_of(review, sentence, is_new));
    // Under another name it is the same sentence in both, which shows the change.
    if row.is_some_and(|row| review.rows[row].last.is_some() && review.rows[row].this.is_some()) {
        return;
    }
    let code = record.account.as_ref().and_then(|account| account.code.as_deref()).or(record.code.as_deref());
    let code = code.map(|code| format!("（{code}）")).unwrap_or_default();
    let what = if is_new { "上年没有这个科目" } else { "今年没有这个科目" };
    found.push(Question {
        kind,
        row,
        message: format!("{}{code}：{what}（{table}）", record.name),
        quote: sentence.map(|sentence| side.sentences[sentence].text.to_owned()).unwrap_or_default(),
    });
}
