//! Words: values that are one of a few names.

use super::Invalid;
use crate::finding::nearest;

/// Returns the reason why `text` is none of `words`, with the nearest.
#[must_use]
pub fn misspelt(text: &str, words: &[&str]) -> Invalid {
    let listed: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    let invalid = Invalid::because(format!("it is one of {}", listed.join(", ")));
    match nearest(text, words.iter().copied()) {
        Some(near) => invalid.help(format!("did you mean `{near}`?")),
        None => invalid,
    }
}

/// Declares an enumeration that is written as one of a few words.
#[macro_export]
macro_rules! words {
    (
        $(#[doc = $doc:expr])*
        pub enum $name:ident ($what:literal) {
            $( $(#[doc = $word_doc:expr])* $variant:ident = $word:literal ),* $(,)?
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name {
            $( $(#[doc = $word_doc])* $variant, )*
        }

        impl $name {
            /// Every value, in the order of the declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// Returns the word that stands for it in a model.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.word())
            }
        }

        impl $crate::environment::read::Scalar for $name {
            const WHAT: &'static str = $what;

            fn parse(text: &str) -> Result<Self, $crate::environment::read::Invalid> {
                match text {
                    $($word => Ok(Self::$variant),)*
                    _ => Err($crate::environment::read::misspelt(text, &[$($word),*])),
                }
            }
        }

        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                $crate::environment::read::schema::words(
                    concat!($($doc, "\n"),*),
                    &[$(($word, concat!($($word_doc, "\n"),*))),*],
                )
            }
        }
    };
}
