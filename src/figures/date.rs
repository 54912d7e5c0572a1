//! Days as people type them (日期).

/// The year, month and day of a date typed like 2024-10-09 or 2024年10月9日.
pub(crate) fn date(typed: &str) -> Option<[u16; 3]> {
    let typed = typed.strip_suffix('日').unwrap_or(typed);
    let mut parts = typed.split(['-', '/', '.', '年', '月']).map(|part| part.parse::<u16>().ok());
    let date = [parts.next()??, parts.next()??, parts.next()??];
    parts.next().is_none().then_some(date)
}

/// Has the calendar that month, or that day of it? Without a year February may have 29.
pub(crate) fn exists(year: Option<u16>, month: u16, day: Option<u16>) -> bool {
    let leap =
        year.is_none_or(|year| year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)));
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u16::from(leap),
        _ => return false,
    };
    day.is_none_or(|day| (1..=days).contains(&day))
}
