//! Lengths, sizes and places of a page as people write them, and in the units of Word (版式的量).

use std::fmt;

use rust_decimal::{Decimal, prelude::ToPrimitive};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::figures::{amount::round, parse_amount};

/// 字号 by name, in half points.
const SIZES: [(&str, u32); 16] = [
    ("初号", 84),
    ("小初", 72),
    ("一号", 52),
    ("小一", 48),
    ("二号", 44),
    ("小二", 36),
    ("三号", 32),
    ("小三", 30),
    ("四号", 28),
    ("小四", 24),
    ("五号", 21),
    ("小五", 18),
    ("六号", 15),
    ("小六", 13),
    ("七号", 11),
    ("八号", 10),
];

/// A length on paper (毫米).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Millimetres(pub Decimal);

/// A distance of lines (磅).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Points(pub Decimal);

/// A distance in characters (字).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Characters(pub Decimal);

/// The size of letters (字号), in half points.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Size(u32);

impl Size {
    /// That many half points.
    pub fn half_points(number: u32) -> Size {
        Size(number)
    }

    /// How many half points.
    pub fn in_half_points(&self) -> u32 {
        self.0
    }
}

fn whole(value: Decimal) -> u32 {
    // What was read lies within its bounds.
    round(value, 0).to_u32().unwrap_or_default()
}

impl Millimetres {
    /// In twentieths of a point, as Word counts.
    pub fn twips(&self) -> u32 {
        whole(self.0 * Decimal::from(1440) / Decimal::new(254, 1))
    }
}

impl Points {
    /// In twentieths of a point.
    pub fn twips(&self) -> u32 {
        whole(self.0 * Decimal::from(20))
    }
}

impl Characters {
    /// In hundredths of a character.
    pub fn hundredths(&self) -> u32 {
        whole(self.0 * Decimal::ONE_HUNDRED)
    }
}

/// Templates print them in Word's units.
macro_rules! in_words_units {
    ($($kind:ident $unit:ident $what:literal $most:literal),*) => {$(
        impl Serialize for $kind {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_u32(self.$unit())
            }
        }

        impl<'de> Deserialize<'de> for $kind {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<$kind, D::Error> {
                deserializer.deserialize_str(Bounded { what: $what, most: $most }).map($kind)
            }
        }
    )*};
}

in_words_units!(Millimetres twips "毫米数" 1000, Points twips "磅数" 200, Characters hundredths "字数" 20);

/// Reads a number between nothing and `most`.
struct Bounded {
    what: &'static str,
    most: u32,
}

impl de::Visitor<'_> for Bounded {
    type Value = Decimal;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "0 到 {} 之间的{}，只写数字", self.most, self.what)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Decimal, E> {
        let value = parse_amount(text).ok();
        value
            .filter(|value| !value.is_sign_negative() && *value <= Decimal::from(self.most))
            .ok_or_else(|| E::invalid_value(de::Unexpected::Str(text), &self))
    }
}

impl<'de> Deserialize<'de> for Size {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Size, D::Error> {
        struct Named;
        impl de::Visitor<'_> for Named {
            type Value = Size;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("字号名（如 三号、小四）或 5 到 100 的磅数")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Size, E> {
                let named = SIZES.iter().find(|(name, _)| *name == text).map(|(_, size)| *size);
                let halves = |value: Decimal| (value * Decimal::TWO).normalize();
                let typed = || parse_amount(text).ok().map(halves).filter(|halves| halves.scale() == 0)?.to_u32();
                named
                    .or_else(typed)
                    .filter(|halves| (10..=200).contains(halves))
                    .map(Size)
                    .ok_or_else(|| E::invalid_value(de::Unexpected::Str(text), &self))
            }
        }
        deserializer.deserialize_str(Named)
    }
}

/// Where lines stand (对齐).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Align {
    /// 左对齐.
    Left,
    /// 居中.
    Center,
    /// 右对齐.
    Right,
    /// 两端对齐.
    #[default]
    Both,
}

/// Where page numbers stand (页码的位置).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Place {
    /// On the right of odd pages, on the left of even ones.
    #[default]
    Outside,
    /// In the middle.
    Center,
    /// Nowhere.
    None,
}

/// What words are painted with (底色), by Word's names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Highlight {
    /// 黄.
    #[default]
    Yellow,
    /// 绿.
    Green,
    /// 青.
    Cyan,
    /// 品红.
    Magenta,
    /// 红.
    Red,
    /// 浅灰.
    LightGray,
    /// Not at all.
    None,
}
