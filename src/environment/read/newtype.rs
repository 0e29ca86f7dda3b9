//! Newtypes: text or a number with one fallible constructor.

/// Declares a newtype over text; `$check` says why a text is none.
#[macro_export]
macro_rules! text {
    ($(#[doc = $doc:expr])* pub struct $name:ident ($what:literal, $check:expr);) => {
        $(#[doc = $doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// Makes the value, or says why the text is none.
            pub fn new(text: impl Into<String>) -> Result<Self, $crate::environment::read::Invalid> {
                let text = text.into();
                let check: fn(&str) -> Result<(), $crate::environment::read::Invalid> = $check;
                check(&text)?;
                Ok(Self(text))
            }

            /// Returns the text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl $crate::environment::read::Scalar for $name {
            const WHAT: &'static str = $what;

            fn parse(text: &str) -> Result<Self, $crate::environment::read::Invalid> {
                Self::new(text)
            }
        }

        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                $crate::environment::read::schema::text(concat!($($doc, "\n"),*))
            }
        }
    };
}

/// Declares a newtype over a whole number in a range.
#[macro_export]
macro_rules! whole {
    ($(#[doc = $doc:expr])* pub struct $name:ident ($what:literal, $type:ty, $low:literal ..= $high:literal);) => {
        $(#[doc = $doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name($type);

        impl $name {
            /// Makes the value, or says what range it is out of.
            pub fn new(number: $type) -> Result<Self, $crate::environment::read::Invalid> {
                if ($low..=$high).contains(&number) {
                    return Ok(Self(number));
                }
                Err($crate::environment::read::Invalid::because(format!(
                    "it must be at least {} and at most {}", $low as $type, $high as $type,
                )))
            }

            /// Returns the number.
            #[must_use]
            pub const fn get(self) -> $type {
                self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{}", self.0)
            }
        }

        impl $crate::environment::read::Scalar for $name {
            const WHAT: &'static str = $what;

            fn parse(text: &str) -> Result<Self, $crate::environment::read::Invalid> {
                let number: $type = text.parse().map_err(|_| {
                    $crate::environment::read::Invalid::because(format!(
                        "it is a whole number from {} to {}", $low as $type, $high as $type,
                    ))
                })?;
                Self::new(number)
            }
        }

        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                $crate::environment::read::schema::whole(
                    concat!($($doc, "\n"),*),
                    i128::from($low as $type),
                    i128::from($high as $type),
                )
            }
        }
    };
}
