//! Percentages as recomputed (复算百分比): right, cut off, too short, inside the rounding of what they come from, or
//! wrong.

use rust_decimal::Decimal;

use crate::figures::{
    Env, Expr, Function, NumberStyle,
    amount::{print_ratio, round},
};

/// How a printed percentage stands to the figures it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// As it should be.
    Right,
    /// Rounded rightly, to fewer places than the house prints (59 for 59.1).
    Short(String),
    /// Cut off instead of rounded (101.9 for 101.985).
    Cut(String),
    /// Figures rounded to what is printed leave room for it.
    Roundable(String),
    /// Neither.
    Wrong(String),
}

/// Judge a printed percentage; none if its figures are not all there, or it has no whole.
pub(super) fn judge(
    env: &Env,
    value: &Expr,
    (stated, digits): (Decimal, &str),
    style: NumberStyle,
    half: Decimal,
) -> Option<Verdict> {
    let (part, whole) = env.ratio(value)?;
    let mut expected = String::new();
    if !print_ratio(part, whole, style, &mut expected) {
        return None;
    }
    let wanted = Decimal::from_str_exact(&expected).ok()?;
    if wanted == stated {
        return Some(Verdict::Right);
    }
    let ratio = part.checked_div(whole)?.checked_mul(Decimal::ONE_HUNDRED)?;
    let places = digits.split_once('.').map_or(0, |(_, fraction)| fraction.len() as u32);
    let expected = format!("{expected}%");
    if round(ratio, places) == stated {
        // More places than the house prints say nothing wrong.
        return Some(if places < style.decimals { Verdict::Short(expected) } else { Verdict::Right });
    }
    let room = roundable(value, part, whole, half).is_some_and(|(least, most)| {
        let slack = Decimal::new(5, places + 1);
        stated >= least - slack && stated <= most + slack
    });
    Some(match (ratio.trunc_with_scale(places) == stated, room) {
        (_, true) => Verdict::Roundable(expected),
        (true, false) => Verdict::Cut(expected),
        (false, false) => Verdict::Wrong(expected),
    })
}

/// The least and the most percentage that figures could have that are printed like these; `half` is half a unit of the
/// last printed place.
fn roundable(value: &Expr, part: Decimal, whole: Decimal, half: Decimal) -> Option<(Decimal, Decimal)> {
    let (inner, absolute) = match value {
        Expr::Call(Function::Abs, inner) => (&inner[0], true),
        other => (other, false),
    };
    if whole.abs() <= half {
        return None;
    }
    let hundred = Decimal::ONE_HUNDRED;
    let (least, most) = match inner {
        // (this ± half) ÷ (base ∓ half) − 1
        Expr::Call(Function::Rate, _) => {
            let this = part.checked_add(whole)?;
            let low = (this - half).checked_div(whole + half)? - Decimal::ONE;
            let high = (this + half).checked_div(whole - half)? - Decimal::ONE;
            (low, high)
        }
        _ => ((part - half).checked_div(whole + half)?, (part + half).checked_div(whole - half)?),
    };
    let (least, most) = (least.checked_mul(hundred)?, most.checked_mul(hundred)?);
    Some(if absolute && most < Decimal::ZERO { (-most, -least) } else { (least.min(most), most.max(least)) })
}
