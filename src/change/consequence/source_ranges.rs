//! Which addresses a load balancer lets in (`loadBalancerSourceRanges`).
//!
//! Ranges are compared as the addresses that they hold, since one range can lie within others.
//! Without ranges every address is let in.

use std::{collections::BTreeSet, net::IpAddr};

use super::{Consequence, Fact};
use crate::change::Class;

/// The facts about one kind of load balancer.
pub struct Facts {
    /// Some addresses are shut out.
    pub narrowed: &'static str,
    /// Some addresses are let in.
    pub opened: &'static str,
    /// The addresses are the same.
    pub same: &'static str,
}

/// Returns what other ranges do; `whither` says what the addresses connect to, such as
/// ` to the listener`.
pub fn judge(
    facts: &Facts,
    whither: &str,
    before: &BTreeSet<String>,
    after: &BTreeSet<String>,
) -> Vec<Consequence> {
    let reason = "the load balancer lets in only the addresses of these ranges; without any, all";
    let told = |class, fact, effect: String| {
        Consequence::new(class, Fact::new(fact), effect + whither, reason)
    };
    let [shut, won] = [beyond(before, after), beyond(after, before)];
    let mut all = Vec::new();
    if let Some(ranges) = shut {
        let effect = if is_all(before) {
            "only some addresses may connect"
        } else {
            "some or all addresses of these ranges may no longer connect"
        };
        all.push(
            told(Class::AccessRemoved, facts.narrowed, effect.to_owned())
                .who(ranges.into_iter().filter(|_| !is_all(before))),
        );
    }
    if let Some(ranges) = won {
        let effect = if is_all(after) {
            "every address may connect"
        } else {
            "more addresses, of these ranges, may connect"
        };
        all.push(
            told(Class::AccessGranted, facts.opened, effect.to_owned())
                .who(ranges.into_iter().filter(|_| !is_all(after))),
        );
    }
    if all.is_empty() {
        let effect = "the same addresses may connect";
        all.push(told(Class::Cosmetic, facts.same, effect.to_owned()));
    }
    all
}

/// The addresses of one range, both ends included; IPv6 addresses are apart from those of IPv4.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Span {
    is_v6: bool,
    first: u128,
    last: u128,
}

impl Span {
    fn of(text: &str) -> Option<Self> {
        let (address, length) = text.trim().split_once('/')?;
        let length: u32 = length.parse().ok()?;
        let (is_v6, bits, address) = match address.parse().ok()? {
            IpAddr::V4(address) => (false, 32, u128::from(address.to_bits())),
            IpAddr::V6(address) => (true, 128, address.to_bits()),
        };
        let free: u32 = u32::checked_sub(bits, length)?;
        let rest = u128::MAX.checked_shr(128 - free).unwrap_or(0);
        let first = address & !rest;
        let last = first | rest;
        Some(Self { is_v6, first, last })
    }

    /// Returns whether the spans hold every address of this one together.
    fn is_within(self, spans: &BTreeSet<Self>) -> bool {
        let mut wanted = self.first;
        let alike = spans.iter().filter(|span| span.is_v6 == self.is_v6);
        for span in alike {
            if span.first > wanted {
                return false;
            }
            if span.last >= self.last {
                return true;
            }
            wanted = wanted.max(span.last + 1);
        }
        false
    }
}

fn spans(ranges: &BTreeSet<String>) -> BTreeSet<Span> {
    ranges.iter().filter_map(|text| Span::of(text)).collect()
}

fn is_all(ranges: &BTreeSet<String>) -> bool {
    let spans = spans(ranges);
    ranges.is_empty() || Span::of("0.0.0.0/0").is_some_and(|all| all.is_within(&spans))
}

/// Returns the ranges that hold an address which the others do not; none where there is no such
/// address. Where there are no ranges at all, it is what the others leave out. A text that is no
/// range is within none.
fn beyond(ranges: &BTreeSet<String>, others: &BTreeSet<String>) -> Option<BTreeSet<String>> {
    if others.is_empty() {
        return None;
    }
    if ranges.is_empty() {
        return (!is_all(others)).then(BTreeSet::new);
    }
    let known = spans(others);
    let out = ranges.iter().filter(|text| {
        let within = Span::of(text).is_some_and(|span| span.is_within(&known));
        !within && !others.contains(*text)
    });
    let out: BTreeSet<String> = out.cloned().collect();
    (!out.is_empty()).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(before: &[&str], after: &[&str]) -> Vec<&'static str> {
        let [before, after] =
            [before, after].map(|list| list.iter().map(|text| (*text).to_owned()).collect());
        let facts = Facts {
            narrowed: "narrowed",
            opened: "opened",
            same: "same",
        };
        let all = judge(&facts, "", &before, &after);
        all.iter().map(|found| found.fact.as_str()).collect()
    }

    #[test]
    fn ranges_are_compared_by_their_addresses() {
        assert_eq!(told(&["10.0.0.0/8"], &["10.0.0.0/16"]), ["narrowed"]);
        assert_eq!(told(&["10.0.0.0/8"], &["0.0.0.0/0"]), ["opened"]);
        let beside = ["10.0.0.0/8", "10.1.0.0/16"];
        assert_eq!(told(&["10.0.0.0/8"], &beside), ["same"]);
        let halves = ["10.0.0.0/9", "10.128.0.0/9"];
        assert_eq!(told(&halves, &["10.0.0.0/8"]), ["same"]);
        assert_eq!(told(&["10.0.0.0/8"], &halves[..1]), ["narrowed"]);
        assert_eq!(
            told(&["10.0.0.0/8"], &["11.0.0.0/8"]),
            ["narrowed", "opened"]
        );
        assert_eq!(told(&[], &["10.0.0.0/8"]), ["narrowed"]);
        assert_eq!(told(&["10.0.0.0/8"], &[]), ["opened"]);
        assert_eq!(told(&["0.0.0.0/0"], &[]), ["same"]);
        assert_eq!(told(&["::/0"], &["fd00::/8"]), ["narrowed"]);
        assert_eq!(told(&["10.1.2.3/8"], &["10.0.0.0/8"]), ["same"]);
        assert_eq!(told(&["odd"], &["10.0.0.0/8"]), ["narrowed", "opened"]);
        assert_eq!(told(&["10.0.0.0/8"], &["10.0.0.0/40"]).len(), 2);
    }
}
