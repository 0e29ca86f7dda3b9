//! Message formats: the registry has the model's schemas, they take what is right and refuse
//! what is not, and nothing can follow them that could not be read.

use expectations::Subject;
use jsonschema::Validator;
use serde_json::Value;

use super::{listed, silent};
use crate::{
    message,
    observe::Registered,
    observed::Seen,
    outcome::{Check, Difference},
};

const NAMES: [&str; 4] = [
    "format/registered",
    "format/samples",
    "format/violations",
    "format/compatibility",
];

/// What the registry has of each subject, unless it does not answer at all.
type Asked = Seen<Vec<(String, Seen<Registered>)>>;

/// Judges what the registry has of each subject; nothing where none was asked.
#[must_use]
pub fn messages(expected: &[Subject], seen: Option<&Asked>) -> Vec<Check> {
    let not_made = |why: &str| NAMES.map(|name| Check::not_made(name, why)).to_vec();
    let seen = match seen {
        _ if expected.is_empty() => return not_made("the model has no schemas"),
        None => return not_made("no address of a schema registry was given"),
        Some(Err(why)) => return silent(&NAMES, "the schema registry", why),
        Some(Ok(seen)) => seen,
    };
    let mut found: [Vec<Difference>; 4] = Default::default();
    let mut counts = Counts::default();
    for subject in expected {
        let thing = format!("subject {}", subject.subject);
        let own = seen.iter().find(|(name, _)| *name == subject.subject);
        match own.map(|(_, registered)| registered) {
            Some(Ok(registered)) => judge(&thing, subject, registered, &mut found, &mut counts),
            Some(Err(why)) => found[0].push(Difference::new(thing, "it has a schema", why)),
            None => found[0].push(Difference::new(thing, "it has a schema", "nobody asked")),
        }
    }
    let evidence = [
        format!("{} subjects", expected.len()),
        match counts.without {
            0 => format!("{} samples taken", counts.samples),
            without => format!(
                "{} samples taken, of {without} subjects none can be made",
                counts.samples
            ),
        },
        format!("{} violations refused", counts.violations),
        format!(
            "{} earlier versions, {} breaking ones refused",
            counts.earlier, counts.breaking
        ),
    ];
    let parts = NAMES.into_iter().zip(evidence).zip(found);
    let mut checks: Vec<_> = parts
        .map(|((name, evidence), found)| Check::of(name, evidence, found))
        .collect();
    if counts.samples == 0 && counts.without > 0 {
        for check in checks.iter_mut().filter(|check| !check.has_failed()) {
            if [NAMES[1], NAMES[2]].contains(&&*check.name) {
                *check = Check::not_made(check.name.clone(), "no sample can be made of any schema");
            }
        }
    }
    checks
}

#[derive(Default)]
struct Counts {
    samples: usize,
    /// The subjects of whose schemas no sample can be made.
    without: usize,
    violations: usize,
    earlier: usize,
    breaking: usize,
}

fn judge(
    thing: &str,
    subject: &Subject,
    registered: &Registered,
    [last, samples, violations, compatibility]: &mut [Vec<Difference>; 4],
    counts: &mut Counts,
) {
    if registered.schema != subject.schema {
        let expected = "the model's schema is the last one";
        last.push(Difference::new(thing, expected, "another one"));
    }
    match message::validator(&registered.schema) {
        Ok(validator) => {
            let made = message::samples(&subject.schema);
            counts.samples += made.len();
            counts.without += usize::from(made.is_empty());
            let bad = made.iter();
            samples.extend(bad.filter_map(|sample| refused(thing, &validator, sample)));
            for violation in message::violations(&subject.schema) {
                counts.violations += 1;
                if validator.is_valid(&violation.value) {
                    let expected = format!("an event is refused when {}", violation.what);
                    violations.push(Difference::new(thing, expected, "it is taken"));
                }
            }
        }
        Err(why) => samples.push(Difference::new(thing, "its schema can be used", why)),
    }
    counts.earlier += registered.earlier.len();
    let bad = registered.earlier.iter().filter(|(_, follows)| !follows);
    let bad: Vec<u64> = bad.map(|(version, _)| *version).collect();
    if !bad.is_empty() {
        let expected = "the model's schema may follow every version that its level asks about";
        let found = format!("not version {}", listed(bad));
        compatibility.push(Difference::new(thing, expected, found));
    }
    match registered.takes_breaking {
        Some(true) => {
            let expected = "a schema that changes a type is refused";
            compatibility.push(Difference::new(thing, expected, "it would be taken"));
        }
        Some(false) => counts.breaking += 1,
        None => {}
    }
}

fn refused(thing: &str, validator: &Validator, sample: &Value) -> Option<Difference> {
    let error = validator.validate(sample).err()?;
    let sample: String = sample.to_string().chars().take(200).collect();
    Some(Difference::new(thing, format!("it takes {sample}"), error))
}

#[cfg(test)]
mod tests {
    use expectations::Compatibility;
    use serde_json::json;

    use super::*;

    fn subject() -> Subject {
        Subject {
            subject: "a-value".to_owned(),
            compatibility: Compatibility::Backward,
            topic: "a".to_owned(),
            schema: json!({
                "type": "object",
                "required": ["id"],
                "properties": {"id": {"type": "string", "minLength": 1}, "n": {"enum": ["x", "y"]}}
            }),
        }
    }

    fn registered() -> Registered {
        Registered {
            id: 7,
            schema: subject().schema,
            earlier: vec![(1, true)],
            takes_breaking: Some(false),
        }
    }

    fn failed(seen: Seen<Registered>) -> Vec<String> {
        let seen = Ok(vec![("a-value".to_owned(), seen)]);
        let checks = messages(&[subject()], Some(&seen)).into_iter();
        let failed = checks.filter(Check::has_failed);
        failed.map(|check| check.name.into_owned()).collect()
    }

    #[test]
    fn each_check_fails_for_its_own_fault() {
        assert_eq!(failed(Ok(registered())), [""; 0]);
        assert_eq!(failed(Err("404".to_owned())), [NAMES[0]]);
        let mut lax = registered();
        lax.schema["required"] = json!([]);
        assert_eq!(failed(Ok(lax)), [NAMES[0], NAMES[2]]);
        let mut strict = registered();
        strict.schema["required"] = json!(["id", "n"]);
        assert_eq!(failed(Ok(strict)), [NAMES[0], NAMES[1]]);
        let mut behind = registered();
        behind.earlier = vec![(1, false)];
        assert_eq!(failed(Ok(behind)), [NAMES[3]]);
        let mut open = registered();
        open.takes_breaking = Some(true);
        assert_eq!(failed(Ok(open)), [NAMES[3]]);
        let any = |seen: Option<Seen<Vec<_>>>| {
            let checks = messages(&[subject()], seen.as_ref());
            checks.iter().any(Check::has_failed)
        };
        assert!(any(Some(Ok(Vec::new()))), "nobody asked about it");
        assert!(any(Some(Err("refused".to_owned()))));
        assert!(!any(None));
    }
}
