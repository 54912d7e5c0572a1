//! Plausible departments (仿真部门) have the shares of real ones, within wide bounds, and are the same for the same seed.

use juesuan::{
    batch::synthetic::{INCOMPLETE, Run},
    embedded,
    figures::{FinalAccounts, MoneyUnit, Reference, save},
    report::{House, draft, printed},
};
use rust_decimal::Decimal;

const YEAR: u16 = 2022;
const DEPARTMENTS: u64 = 40;

fn books() -> Vec<House> {
    let house = |name: &String| House::load_to_write(name, &Reference::shipped().catalogue).0.expect("a shipped book");
    embedded::phrasebook_names().iter().map(house).collect()
}

fn departments(book: &House, incomplete: usize) -> Vec<FinalAccounts> {
    let run = Run { book, year: YEAR, incomplete };
    (0..DEPARTMENTS).map(|seed| run.department(seed)).collect()
}

fn gaps(made: &FinalAccounts, book: &House) -> usize {
    draft(book, made, &printed(made, &book.style)).missing().count()
}

fn number(made: &FinalAccounts, id: &str) -> Option<Decimal> {
    let at = made.catalogue.root.numbers.iter().position(|number| number.id == id).expect("a known concept");
    made.root.numbers[at].value()
}

#[test]
fn all_is_of_one_year_and_agrees() {
    for book in books() {
        for made in departments(&book, 0) {
            assert_eq!((made.year, made.phrasebook.as_deref()), (YEAR, Some(&*book.name)));
            let found = Reference::shipped().check(&made);
            let said: Vec<_> = found.iter().map(|breach| (breach.code, &breach.message)).collect();
            assert!(said.is_empty(), "{}: {said:#?}\n{}", made.department, save(&made, Reference::shipped()));
            assert_eq!(gaps(&made, &book), 0, "{}", save(&made, Reference::shipped()));
        }
    }
}

#[test]
fn some_have_a_few_gaps() {
    for book in books() {
        let made = departments(&book, INCOMPLETE);
        let open: Vec<usize> = made.iter().map(|made| gaps(made, &book)).filter(|&gaps| gaps > 0).collect();
        assert!((1..=14).contains(&open.len()), "{}: {open:?}", book.name);
        assert!(open.iter().all(|&gaps| gaps <= 6), "{}: {open:?}", book.name);
    }
}

#[test]
fn amounts_and_changes_are_of_usual_size() {
    for book in books() {
        let made = departments(&book, 0);
        let (mut usual, mut compared) = (0, 0);
        for made in &made {
            let wan = if made.unit == MoneyUnit::Yuan { Decimal::from(10_000) } else { Decimal::ONE };
            let spent = number(made, "expenditure.year_total").expect("required") / wan;
            assert!((Decimal::TEN..Decimal::from(200_000)).contains(&spent), "{spent}");
            let Some(last) = number(made, "expenditure.year_total.last") else { continue };
            let change = (spent * wan / last - Decimal::ONE) * Decimal::ONE_HUNDRED;
            compared += 1;
            usual += usize::from((Decimal::from(-30)..=Decimal::from(40)).contains(&change));
        }
        assert!(compared * 10 >= made.len() * 9 && usual * 10 >= compared * 8, "{}: {usual} of {compared}", book.name);
        for (id, most) in [("gmf.total", 30), ("sco.total", 15), ("sangong.abroad", 15)] {
            let having = made.iter().filter(|made| number(made, id).is_some()).count();
            assert!(having * 100 <= most * made.len(), "{}: {id} in {having}", book.name);
        }
    }
}

#[test]
fn the_same_seed_makes_the_same_department() {
    let book = &books()[0];
    let run = Run { book, year: YEAR, incomplete: INCOMPLETE };
    let file = |seed| save(&run.department(seed), Reference::shipped());
    assert_eq!(file(7), file(7));
    assert_ne!(file(7), file(8));
}
