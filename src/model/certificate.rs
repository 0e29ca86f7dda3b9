//! Certificate authorities and when their certificates may be renewed.

use crate::environment::read::Invalid;

crate::whole! {
    /// A number of days.
    pub struct Days("a number of days", u16, 1..=36500);
}

crate::record! {
    /// How long a certificate authority's certificates last (Strimzi: `CertificateAuthority`).
    pub struct CertificateAuthority {
        /// How many days a certificate is valid.
        "validityDays" validity_days: Days = Days::new(365).ok()?,
        /// How many days before its end it is renewed.
        "renewalDays" renewal_days: Days = Days::new(30).ok()?,
        /// Whether Strimzi makes the authority; `false` where people bring their own.
        "generate" generate: bool = true,
    }
}

crate::record! {
    /// The two certificate authorities of a cluster.
    pub struct Certificates {
        /// The one that signs the brokers' certificates.
        "cluster" cluster: CertificateAuthority,
        /// The one that signs the clients' certificates.
        "clients" clients: CertificateAuthority,
    }
}

crate::text! {
    /// A Quartz cron expression in UTC that says when certificates may be renewed.
    pub struct MaintenanceWindow("a maintenance window", maintenance_window);
}

/// Strimzi only logs an expression it cannot read and then never renews (`Util.java`).
fn maintenance_window(text: &str) -> Result<(), Invalid> {
    let fields: Vec<&str> = text.split(' ').filter(|field| !field.is_empty()).collect();
    if !(6..=7).contains(&fields.len()) {
        return Err(Invalid::because(format!(
            "a Quartz expression has 6 or 7 fields, the first for seconds; this one has {}",
            fields.len()
        ))
        .help("for three to five o'clock on Sundays write `* * 3-4 ? * SUN *`"));
    }
    fields
        .iter()
        .zip(FIELDS)
        .try_for_each(|(field, known)| known.check(field))?;
    if (fields[3] == "?") == (fields[5] == "?") {
        return Err(Invalid::because(
            "exactly one of day of month (the 4th field) and day of week (the 6th) is `?`",
        ));
    }
    Ok(())
}

struct Field {
    name: &'static str,
    low: u16,
    high: u16,
    words: &'static [&'static str],
    marks: &'static str,
}

const MONTHS: [&str; 12] = [
    "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
];
const WEEKDAYS: [&str; 7] = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

const FIELDS: [Field; 7] = [
    Field {
        name: "seconds",
        low: 0,
        high: 59,
        words: &[],
        marks: "",
    },
    Field {
        name: "minutes",
        low: 0,
        high: 59,
        words: &[],
        marks: "",
    },
    Field {
        name: "hours",
        low: 0,
        high: 23,
        words: &[],
        marks: "",
    },
    Field {
        name: "day of month",
        low: 1,
        high: 31,
        words: &[],
        marks: "?LW",
    },
    Field {
        name: "month",
        low: 1,
        high: 12,
        words: &MONTHS,
        marks: "",
    },
    Field {
        name: "day of week",
        low: 1,
        high: 7,
        words: &WEEKDAYS,
        marks: "?L",
    },
    Field {
        name: "year",
        low: 1970,
        high: 2099,
        words: &[],
        marks: "",
    },
];

impl Field {
    fn check(&self, text: &str) -> Result<(), Invalid> {
        if text.split(',').all(|item| self.item(item)) {
            return Ok(());
        }
        Err(Invalid::because(format!(
            "`{text}` says nothing about {}",
            self.name
        )))
    }

    fn item(&self, item: &str) -> bool {
        if item == "?" {
            return self.marks.contains('?');
        }
        let (range, step) = match item.split_once('/') {
            Some((range, step)) => (range, Some(step)),
            None => (item, None),
        };
        let step_is_good = step.is_none_or(|step| {
            step.parse::<u16>()
                .is_ok_and(|step| (1..=self.high).contains(&step))
        });
        step_is_good && (range == "*" || self.range(range))
    }

    fn range(&self, range: &str) -> bool {
        match range.split_once('-') {
            Some((from, to)) => self.value(from).is_some() && self.value(to).is_some(),
            None => self.value(range).is_some() || self.marked(range),
        }
    }

    fn value(&self, text: &str) -> Option<u16> {
        if self.words.contains(&text.to_ascii_uppercase().as_str()) {
            return Some(self.low);
        }
        text.parse()
            .ok()
            .filter(|number| (self.low..=self.high).contains(number))
    }

    /// `L`, `LW`, `15W`, `6L` and `6#3`: the last day, the nearest weekday, the third Friday.
    fn marked(&self, text: &str) -> bool {
        if !self.marks.contains('L') {
            return false;
        }
        let day = text.trim_end_matches(['L', 'W']);
        let numbered = |text: &str| text.is_empty() || self.value(text).is_some();
        match text.split_once('#') {
            Some((day, nth)) => {
                self.value(day).is_some() && matches!(nth, "1" | "2" | "3" | "4" | "5")
            }
            None => {
                day.len() < text.len()
                    && numbered(day)
                    && (self.marks.contains('W') || !text.contains('W'))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quartz_expressions_are_read_and_unix_ones_refused() {
        for good in [
            "* * 3-4 ? * SUN *",
            "0 0/5 8 * * ?",
            "0 15 10 L * ?",
            "0 15 10 ? * 6#3",
            "* * 8-10 * * ?",
            "* * 14-15 ? * MON,WED",
        ] {
            assert!(MaintenanceWindow::new(good).is_ok(), "{good}");
        }
        for bad in [
            "0 3 * * 0",
            "* * 25 ? * SUN",
            "* * 3 * * SUN",
            "* * 3 ? * ?",
            "* * 3 ? * XYZ",
            "",
            "* * 3 ? * SUN * *",
        ] {
            assert!(MaintenanceWindow::new(bad).is_err(), "{bad}");
        }
    }
}
