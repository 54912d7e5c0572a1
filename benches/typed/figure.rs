//! Amounts and figures in typed JSON (有类型的数): exact, from text, as one would write it for serde.

use std::fmt;

use rust_decimal::Decimal;
use serde::de::{Deserialize, Deserializer, Error, Visitor};

/// An amount; none where it is blank or not there.
#[derive(Clone, Copy, Default)]
pub struct Amount(pub Option<Decimal>);

impl Amount {
    /// The value, or zero.
    pub fn or_zero(self) -> Decimal {
        self.0.unwrap_or_default()
    }
}

struct Exact;

impl Visitor<'_> for Exact {
    type Value = Amount;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("an amount as text")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Amount, E> {
        Decimal::from_str_exact(text).map(|value| Amount(Some(value))).map_err(E::custom)
    }

    fn visit_unit<E: Error>(self) -> Result<Amount, E> {
        Ok(Amount(None))
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Amount, D::Error> {
        deserializer.deserialize_any(Exact)
    }
}

/// A figure that is a bare amount, or an object of an amount and more.
macro_rules! figure {
    ($name:ident { $($key:literal => $field:ident: $kind:ty),* $(,)? }) => {
        #[derive(Default)]
        pub struct $name {
            pub this: Amount,
            $(pub $field: $kind,)*
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<$name, D::Error> {
                struct Read;
                impl<'de> serde::de::Visitor<'de> for Read {
                    type Value = $name;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter) -> std::fmt::Result {
                        formatter.write_str("an amount or an object")
                    }

                    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<$name, E> {
                        let value = rust_decimal::Decimal::from_str_exact(text).map_err(E::custom)?;
                        Ok($name { this: Amount(Some(value)), ..Default::default() })
                    }

                    fn visit_unit<E: serde::de::Error>(self) -> Result<$name, E> {
                        Ok($name::default())
                    }

                    fn visit_map<M: serde::de::MapAccess<'de>>(self, mut map: M) -> Result<$name, M::Error> {
                        let mut read = $name::default();
                        while let Some(key) = map.next_key::<&str>()? {
                            match key {
                                "决算数" => read.this = map.next_value()?,
                                $($key => read.$field = map.next_value()?,)*
                                _ => {
                                    map.next_value::<serde::de::IgnoredAny>()?;
                                }
                            }
                        }
                        Ok(read)
                    }
                }
                deserializer.deserialize_any(Read)
            }
        }
    };
}

pub(crate) use figure;
