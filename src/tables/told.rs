//! What all tables together say (总的情况): department, year and unit, and which tables say otherwise.

use super::{
    body::Body,
    import::{Role, Settings},
    problems,
    reading::Read,
    words::plain,
};
use crate::{diagnostic::Diagnostic, figures::MoneyUnit};

/// Tables that do not say their year are of the year of the others in their file.
pub fn same_year(reads: &mut [Read]) {
    let years: Vec<Option<u16>> = reads
        .iter()
        .map(|read| {
            let file =
                |other: &&Read| other.table.workbook == read.table.workbook && other.table.role == read.table.role;
            read.caption.year.or_else(|| reads.iter().filter(file).find_map(|other| other.caption.year))
        })
        .collect();
    reads.iter_mut().zip(years).for_each(|(read, year)| read.caption.year = year);
}

/// What all tables together say about department, year and unit.
pub struct Told {
    /// 部门.
    pub department: Option<String>,
    /// 年度.
    pub year: Option<u16>,
    /// 金额单位.
    pub unit: MoneyUnit,
}

impl Told {
    /// What the tables say, and what is told instead.
    pub fn of(reads: &[Read], settings: &Settings) -> Told {
        let this = || reads.iter().filter(|read| read.table.role == Role::This);
        let department = this().find_map(|read| read.caption.department.clone());
        let year = this().find_map(|read| read.caption.year);
        // Mixed units: 元 holds every amount of both exactly.
        let filled = || this().filter(|read| !read.body.facts.is_empty()).filter_map(|read| read.table.unit);
        let unit = if filled().any(|unit| unit == MoneyUnit::Yuan) { MoneyUnit::Yuan } else { MoneyUnit::WanYuan };
        Told { department: settings.department.clone().or(department), year: settings.year.or(year), unit }
    }

    /// A table that names another department than the first one that names any.
    pub fn other_department(reads: &[Read]) -> Option<Diagnostic> {
        let named = |read: &Read| read.caption.department.clone();
        let first = reads.iter().find_map(named)?;
        let other = reads.iter().find(|read| named(read).is_some_and(|name| plain(&name) != plain(&first)))?;
        let spot = problems::Spot { workbook: &other.table.workbook, sheet: other.sheet, place: other.place };
        Some(spot.other_department(&named(other)?, &first))
    }

    /// Tables of another year than they are said to be.
    pub fn years(&self, reads: &mut [Read]) {
        let Some(year) = self.year else { return };
        for read in reads {
            let wanted = if read.table.role == Role::Last { year - 1 } else { year };
            let Some(own) = read.caption.year.filter(|&own| own != wanted) else { continue };
            let spot = problems::Spot { workbook: &read.table.workbook, sheet: read.sheet, place: read.place };
            let lost = read.body.facts.len();
            let problem = spot.other_year(&read.table.title, own, wanted);
            read.table.left_out += lost;
            read.body = Body { problems: vec![problem], ..Body::default() };
        }
    }
}
