//! Amounts of memory, storage and processor time as Kubernetes and Java write them, put into the
//! forms that the model reads.

use crate::{environment::read::Scalar, model::quantity::Capacity};

/// Kubernetes' suffixes of amounts, the longer before their beginnings.
const SUFFIXES: [(&str, u64); 13] = [
    ("Ki", 1 << 10),
    ("Mi", 1 << 20),
    ("Gi", 1 << 30),
    ("Ti", 1 << 40),
    ("Pi", 1 << 50),
    ("Ei", 1 << 60),
    ("k", 1_000),
    ("K", 1_000),
    ("M", 1_000_000),
    ("G", 1_000_000_000),
    ("T", 1_000_000_000_000),
    ("P", 1_000_000_000_000_000),
    ("E", 1_000_000_000_000_000_000),
];

/// The units of the model, the largest first.
const UNITS: [(&str, u64); 7] = [
    ("Ti", 1 << 40),
    ("T", 1_000_000_000_000),
    ("Gi", 1 << 30),
    ("G", 1_000_000_000),
    ("Mi", 1 << 20),
    ("M", 1_000_000),
    ("Ki", 1 << 10),
];

/// Returns bytes in the model's form; what is finer than a kibibyte is rounded down.
#[must_use]
pub fn of_bytes(bytes: u64) -> Option<String> {
    let exact = UNITS.iter().find(|(_, size)| bytes.is_multiple_of(*size));
    let (unit, size) = exact.unwrap_or(&UNITS[6]);
    (bytes >= *size).then(|| format!("{}{unit}", bytes / size))
}

/// Returns a quantity of Kubernetes as bytes in the model's form.
#[must_use]
pub fn memory(text: &str) -> Option<String> {
    let suffix = SUFFIXES.iter().find(|(suffix, _)| text.ends_with(suffix));
    let (digits, size) = match suffix {
        Some((suffix, size)) => (text.strip_suffix(suffix)?, *size),
        None => (text, 1),
    };
    of_bytes(scaled(digits, size)?)
}

/// Returns a heap of Java's options (`-Xmx`), whose units are powers of two.
#[must_use]
pub fn heap(text: &str) -> Option<String> {
    let (digits, size) = match text.to_ascii_lowercase().chars().last()? {
        'k' => (&text[..text.len() - 1], 1 << 10),
        'm' => (&text[..text.len() - 1], 1 << 20),
        'g' => (&text[..text.len() - 1], 1 << 30),
        't' => (&text[..text.len() - 1], 1 << 40),
        _ => (text, 1),
    };
    of_bytes(digits.parse::<u64>().ok()?.checked_mul(size)?)
}

/// Returns processor time in thousandths.
#[must_use]
pub fn cpu(text: &str) -> Option<String> {
    let millis = match text.strip_suffix('m') {
        Some(digits) => digits.parse().ok()?,
        None => scaled(text, 1_000)?,
    };
    (millis > 0).then(|| format!("{millis}m"))
}

/// Returns a quantity of Kubernetes in thousandths of its unit.
#[must_use]
pub fn thousandths(text: &str) -> Option<u64> {
    if let Some(digits) = text.strip_suffix('m') {
        return digits.parse().ok();
    }
    let suffix = SUFFIXES.iter().find(|(suffix, _)| text.ends_with(suffix));
    let (digits, size) = match suffix {
        Some((suffix, size)) => (text.strip_suffix(suffix)?, *size),
        None => (text, 1),
    };
    scaled(digits, size.checked_mul(1_000)?)
}

/// Returns the size of a volume. What Kubernetes and Strimzi both read is put into the model's
/// form; everything else stays as it stands, for the model to judge.
#[must_use]
pub fn volume(text: &str) -> String {
    if Capacity::parse(text).is_ok() {
        return text.to_owned();
    }
    let bytes = size(text).and_then(of_bytes);
    bytes.unwrap_or_else(|| text.to_owned())
}

/// Reads a size as both do: Strimzi has no `k`, no `E` for an exponent and no sign in one
/// (Strimzi: `StorageUtils.convertToMillibytes`), and Kubernetes has no `K`.
fn size(text: &str) -> Option<u64> {
    if let Some((digits, exponent)) = text.split_once('e') {
        let digit = exponent.bytes().all(|byte| byte.is_ascii_digit());
        let factor = 10_u64.checked_pow(exponent.parse().ok().filter(|_| digit)?)?;
        return scaled(digits, factor);
    }
    let mut suffixes = SUFFIXES
        .iter()
        .filter(|(suffix, _)| !["k", "K"].contains(suffix));
    match suffixes.find(|(suffix, _)| text.ends_with(suffix)) {
        Some((suffix, size)) => scaled(text.strip_suffix(suffix)?, *size),
        None => scaled(text, 1),
    }
}

/// Returns a decimal number times a factor, rounded down.
fn scaled(digits: &str, factor: u64) -> Option<u64> {
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let good = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if (whole.is_empty() && part.is_empty()) || !good(whole) || !good(part) || part.len() > 9 {
        return None;
    }
    let tens = 10_u128.pow(u32::try_from(part.len()).ok()?);
    let number = format!("{whole}{part}").parse::<u128>().ok()?;
    u64::try_from(number.checked_mul(factor.into())? / tens).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_keep_their_size() {
        let read = |texts: &[&str], read: fn(&str) -> Option<String>| {
            let read = texts
                .iter()
                .map(|text| read(text).unwrap_or("none".to_owned()));
            read.collect::<Vec<_>>().join(" ")
        };
        assert_eq!(
            read(&["1Gi", "1.5Gi", "512M", "1073741824", "1000k"], memory),
            "1Gi 1536Mi 512M 1Gi 1M"
        );
        assert_eq!(read(&["x", "", "-1Gi", "1Zi", "1.", "10"], memory), {
            "none none none none none none"
        });
        assert_eq!(read(&["500m", "2", "0.5", "0", "x"], cpu), {
            "500m 2000m 500m none none"
        });
        assert_eq!(read(&["2g", "512M", "1048576", "é"], heap), {
            "2Gi 512Mi 1Mi none"
        });
    }

    #[test]
    fn quantities_are_compared_by_the_thousandth() {
        let texts = ["0", "500m", "0.5", "1Ki", "1k", "0.0", "x", "20Ei"];
        let read = texts.map(thousandths);
        let kibi = Some(1_024_000);
        assert_eq!(read[..4], [Some(0), Some(500), Some(500), kibi]);
        assert_eq!(read[4..], [Some(1_000_000), Some(0), None, None]);
    }

    #[test]
    fn a_volume_keeps_what_strimzi_may_refuse() {
        assert_eq!(volume("10k"), "10k");
        assert_eq!(volume("10737418240"), "10Gi");
        assert_eq!(volume("1024Gi"), "1024Gi");
        for text in [
            "1e+12", "1E12", "1e3Gi", "e", "1e", "1e99", "1.5k", "1.5K", "1.5GB", ".",
        ] {
            assert_eq!(volume(text), text);
        }
    }

    #[test]
    fn a_volume_may_be_a_fraction_of_its_unit() {
        for (text, bytes) in [
            ("1.5Ti", "1536Gi"),
            (".5Ti", "512Gi"),
            ("1e12", "1T"),
            ("1.5e12", "1500G"),
            ("1Ei", "1048576Ti"),
            ("0.1P", "100T"),
        ] {
            assert_eq!(volume(text), bytes, "{text}");
        }
    }
}
