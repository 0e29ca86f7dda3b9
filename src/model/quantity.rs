//! Amounts of memory, storage and processor time, as Kubernetes writes them.

use std::fmt;

use crate::environment::read::{Invalid, Scalar};

/// An amount of memory or storage in bytes; it prints as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bytes {
    bytes: u64,
    text: String,
}

/// An amount of bytes that Kubernetes reads as it was written: its memory and its volumes.
///
/// Kubernetes writes a thousand as `k` (`resource.Quantity`) and Strimzi's storage reads `K` alone
/// (`StorageUtils.memoryFactor`), so neither of the two is a unit here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Capacity(Bytes);

/// An amount of processor time in thousandths of a processor; it prints as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cpu {
    millis: u64,
    text: String,
}

/// The units of bytes; all but `K` are read by Kubernetes and by Strimzi's storage.
const SUFFIXES: [(&str, u64); 10] = [
    ("Ki", 1 << 10),
    ("Mi", 1 << 20),
    ("Gi", 1 << 30),
    ("Ti", 1 << 40),
    ("Pi", 1 << 50),
    ("K", 1_000),
    ("M", 1_000_000),
    ("G", 1_000_000_000),
    ("T", 1_000_000_000_000),
    ("P", 1_000_000_000_000_000),
];

impl Bytes {
    /// Returns an amount of kibibytes.
    #[must_use]
    pub fn kibibytes(count: u64) -> Self {
        Self {
            bytes: count << 10,
            text: format!("{count}Ki"),
        }
    }

    /// Returns an amount of mebibytes.
    #[must_use]
    pub fn mebibytes(count: u64) -> Self {
        Self {
            bytes: count << 20,
            text: format!("{count}Mi"),
        }
    }

    /// Returns the number of bytes.
    #[must_use]
    pub const fn get(&self) -> u64 {
        self.bytes
    }
}

impl Capacity {
    /// Returns a capacity of mebibytes.
    #[must_use]
    pub fn mebibytes(count: u64) -> Self {
        Self(Bytes::mebibytes(count))
    }

    /// Returns the number of bytes.
    #[must_use]
    pub const fn get(&self) -> u64 {
        self.0.get()
    }
}

impl Cpu {
    /// Returns an amount of thousandths of a processor.
    #[must_use]
    pub fn millis(millis: u64) -> Self {
        Self {
            millis,
            text: format!("{millis}m"),
        }
    }

    /// Returns the number of thousandths of a processor.
    #[must_use]
    pub const fn get(&self) -> u64 {
        self.millis
    }
}

impl fmt::Display for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Display for Capacity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for Cpu {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Scalar for Bytes {
    const WHAT: &'static str = "an amount of bytes";

    fn parse(text: &str) -> Result<Self, Invalid> {
        let form = || {
            Invalid::because(
                "it is a whole number and a unit: Ki, Mi, Gi, Ti, K, M, G or T, such as `10Gi`",
            )
        };
        let end = text.find(|c: char| !c.is_ascii_digit()).ok_or_else(form)?;
        let number: u64 = text[..end].parse().map_err(|_| form())?;
        let unit = &text[end..];
        if unit == "k" {
            return Err(Invalid::because("its unit `k` is not known")
                .help("write `K` for a thousand bytes, or `Ki` for 1024"));
        }
        let (_, size) = SUFFIXES
            .iter()
            .find(|(suffix, _)| *suffix == unit)
            .ok_or_else(form)?;
        let bytes = number
            .checked_mul(*size)
            .filter(|bytes| *bytes > 0 && i64::try_from(*bytes).is_ok())
            .ok_or_else(|| Invalid::because("it is more than zero and less than 8 EiB"))?;
        Ok(Self {
            bytes,
            text: text.to_owned(),
        })
    }
}

impl Scalar for Capacity {
    const WHAT: &'static str = "an amount of memory or storage";

    fn parse(text: &str) -> Result<Self, Invalid> {
        let because = match text.chars().last() {
            Some('k') => "Kubernetes reads `k`, but Strimzi does not",
            Some('K') => "Strimzi reads `K`, but Kubernetes does not",
            _ => return Bytes::parse(text).map(Self),
        };
        Err(Invalid::because(because).help("write it in `Ki`, or in a larger unit"))
    }
}

impl Scalar for Cpu {
    const WHAT: &'static str = "an amount of processor time";

    fn parse(text: &str) -> Result<Self, Invalid> {
        let form = || {
            Invalid::because(
                "it is a number of processors or of thousandths, such as `2` or `500m`",
            )
        };
        let (digits, factor) = match text.strip_suffix('m') {
            Some(digits) => (digits, 1),
            None => (text, 1_000),
        };
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(form());
        }
        let number: u64 = digits.parse().map_err(|_| form())?;
        match number
            .checked_mul(factor)
            .filter(|millis| (1..=1_000_000_000).contains(millis))
        {
            Some(millis) => Ok(Self {
                millis,
                text: text.to_owned(),
            }),
            None => Err(Invalid::because(
                "it is more than zero and at most a million processors",
            )),
        }
    }
}

/// Returns bytes as people say them, such as `30 GiB`.
#[must_use]
pub fn spoken(bytes: u64) -> String {
    const NAMES: [(&str, u64); 4] = [
        ("TiB", 1 << 40),
        ("GiB", 1 << 30),
        ("MiB", 1 << 20),
        ("KiB", 1 << 10),
    ];
    match NAMES.iter().find(|(_, size)| bytes >= *size) {
        Some((name, size)) if bytes.is_multiple_of(*size) => format!("{} {name}", bytes / size),
        Some((name, size)) => {
            let tenths = u128::from(bytes) * 10 / u128::from(*size);
            format!("{}.{} {name}", tenths / 10, tenths % 10)
        }
        None => format!("{bytes} bytes"),
    }
}

macro_rules! quantity_schema {
    ($name:ident, $doc:literal) => {
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                crate::environment::read::schema::text($doc)
            }
        }
    };
}

quantity_schema!(Bytes, "An amount of bytes, such as `10Gi`.");
quantity_schema!(Capacity, "An amount of memory or storage, such as `10Gi`.");
quantity_schema!(Cpu, "An amount of processor time, such as `500m` or `2`.");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_keep_their_text() {
        let bytes = Bytes::parse("10Gi").unwrap();
        assert_eq!(
            (bytes.get(), bytes.to_string().as_str()),
            (10 << 30, "10Gi")
        );
        let cpu = Cpu::parse("500m").unwrap();
        assert_eq!((cpu.get(), cpu.to_string().as_str()), (500, "500m"));
    }

    #[test]
    fn what_strimzi_cannot_read_is_refused() {
        for text in [
            "10",
            "10k",
            "10GB",
            "0Gi",
            "-1Gi",
            "1.5Gi",
            "99999999Pi",
            "Gi",
            "",
        ] {
            assert!(Bytes::parse(text).is_err(), "{text}");
        }
        for text in ["10k", "10K", "10", "10GB", "0Gi"] {
            assert!(Capacity::parse(text).is_err(), "{text}");
        }
        assert!(Bytes::parse("10K").is_ok() && Capacity::parse("10Ki").is_ok());
        for text in ["0", "0m", "-1", "1.5", "m", "", "+1"] {
            assert!(Cpu::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn totals_read_well() {
        assert_eq!(spoken(30 << 30), "30 GiB");
        assert_eq!(spoken(3 << 29), "1.5 GiB");
        assert_eq!(spoken(12), "12 bytes");
    }
}
