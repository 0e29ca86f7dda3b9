//! The client settings of an application as Java's property files.

use std::collections::BTreeMap;

use crate::{
    derive::profile,
    model::{
        Deployment,
        application::Application,
        config::{ConfigKey, ConfigValue},
    },
};

/// Returns `producer.properties` and `consumer.properties`, each where its profile has settings
/// and the application does such a thing.
pub fn files(deployment: &Deployment, application: &Application) -> BTreeMap<String, String> {
    let Some(name) = &application.profile else {
        return BTreeMap::new();
    };
    let settings = profile::settings(&deployment.client_profiles, name);
    let writes = !application.produces.is_empty() || application.dead_letters.is_some();
    let reads = !application.consumes.is_empty();
    [
        ("producer.properties", writes, settings.producer),
        ("consumer.properties", reads, settings.consumer),
    ]
    .into_iter()
    .filter(|(_, used, settings)| *used && !settings.is_empty())
    .map(|(file, _, settings)| (file.to_owned(), properties(&settings)))
    .collect()
}

fn properties(settings: &BTreeMap<ConfigKey, ConfigValue>) -> String {
    let lines: Vec<String> = settings
        .iter()
        .map(|(key, value)| format!("{key}={}\n", escaped(value.as_str())))
        .collect();
    lines.concat()
}

/// Returns a value as `java.util.Properties` reads it back: a backslash starts an escape, spaces
/// at the beginning are skipped.
fn escaped(value: &str) -> String {
    let escaped = value.replace('\\', "\\\\");
    if escaped.starts_with(' ') {
        format!("\\{escaped}")
    } else {
        escaped
    }
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn values_come_back_as_they_were() {
        assert_eq!(escaped("all"), "all");
        assert_eq!(escaped("a\\b"), "a\\\\b");
        assert_eq!(escaped("  a = b"), "\\  a = b");
    }
}
