//! Choices: exactly one of several shapes, named by the only key of a map.

use super::{Findings, scalar::wrong_shape, words::misspelt};
use crate::{
    environment::{
        document::{Node, Value},
        rules::{INVALID_VALUE, NOT_ONE_OF},
    },
    finding::{Finding, Severity, Site, Trail},
};

/// The alternative that a document names.
pub enum Chosen<'a> {
    /// A bare word: the alternative with nothing more to say.
    Word(&'a str),
    /// A map with one key.
    Entry(&'a str, &'a Node),
}

/// Returns the alternative that `node` names, out of `keys`.
pub fn choose<'a>(
    node: &'a Node,
    trail: &Trail<'_>,
    keys: &[&str],
    findings: &mut Findings,
) -> Option<Chosen<'a>> {
    match &node.value {
        Value::Scalar(scalar) if !scalar.is_null() => {
            if keys.contains(&scalar.text.as_str()) {
                return Some(Chosen::Word(&scalar.text));
            }
            findings.push(unknown(&scalar.text, Site::Value(trail.path()), keys));
            None
        }
        Value::Mapping(mapping) => {
            let mut entries = mapping.entries.iter();
            let (Some((key, entry)), None) = (entries.next(), entries.next()) else {
                findings.push(not_one(mapping.entries.len(), trail, keys));
                return None;
            };
            if keys.contains(&key.as_str()) {
                return Some(Chosen::Entry(key, &entry.node));
            }
            findings.push(unknown(key, Site::Key(trail.key(key).path()), keys));
            None
        }
        _ => {
            findings.push(wrong_shape(
                node,
                trail,
                &format!("one of {}", listed(keys)),
            ));
            None
        }
    }
}

fn unknown(text: &str, site: Site, keys: &[&str]) -> Finding {
    let invalid = misspelt(text, keys);
    let message = format!(
        "`{}` means nothing here: {}",
        text.escape_debug(),
        invalid.why
    );
    let mut finding = Finding::at(INVALID_VALUE, Severity::Error, site, message);
    finding.help = invalid.help;
    finding
}

fn not_one(count: usize, trail: &Trail<'_>, keys: &[&str]) -> Finding {
    let path = trail.path();
    let message = format!(
        "`{path}` has {count} keys, and exactly one of {} is meant",
        listed(keys)
    );
    Finding::new(NOT_ONE_OF, Severity::Error, path, message)
        .help("keep one; an environment takes the other away with `null`")
}

fn listed(keys: &[&str]) -> String {
    let names: Vec<String> = keys.iter().map(|key| format!("`{key}`")).collect();
    names.join(", ")
}

/// Declares a choice: exactly one of several shapes, as `key: {…}` or as a bare word.
#[macro_export]
macro_rules! choice {
    (
        $(#[doc = $doc:expr])*
        pub enum $name:ident {
            $( $(#[doc = $key_doc:expr])* $key:literal $variant:ident ($type:ty) ),* $(,)?
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum $name {
            $( $(#[doc = $key_doc])* $variant($type), )*
        }

        impl $crate::environment::FromNode for $name {
            fn from_node(
                node: &$crate::environment::Node,
                trail: &$crate::finding::Trail<'_>,
                findings: &mut $crate::environment::Findings,
            ) -> Option<Self> {
                use $crate::environment::read::Chosen;
                match $crate::environment::read::choose(node, trail, &[$($key),*], findings)? {
                    $(
                        Chosen::Entry($key, below) => {
                            let here = trail.key($key);
                            <$type as $crate::environment::FromNode>::from_node(below, &here, findings)
                                .map(Self::$variant)
                        }
                        Chosen::Word($key) => {
                            let value = <$type as $crate::environment::FromNode>::absent();
                            if value.is_none() {
                                findings.push($crate::environment::read::wrong_shape(
                                    node, trail, concat!("a map with the key `", $key, "`"),
                                ));
                            }
                            value.map(Self::$variant)
                        }
                    )*
                    Chosen::Entry(..) | Chosen::Word(_) => None,
                }
            }
        }

        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                $crate::environment::read::schema::choice(
                    concat!($($doc, "\n"),*),
                    vec![$( $crate::environment::read::schema::Alternative {
                        key: $key,
                        doc: concat!($($key_doc, "\n"),*),
                        alone: <$type as $crate::environment::FromNode>::absent().is_some(),
                        schema: generator.subschema_for::<$type>(),
                    } ),*],
                )
            }
        }
    };
}
