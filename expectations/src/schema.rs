//! The JSON Schema of a document, as it is published in `docs/expectations.schema.json`.

use schemars::generate::SchemaSettings;
use serde_json::Value;

use crate::Document;

/// Returns the JSON Schema (draft 2020-12) of a document, as text.
#[must_use]
pub fn schema() -> String {
    let generator = SchemaSettings::draft2020_12().into_generator();
    let mut schema = generator.into_root_schema_for::<Document>();
    schema.insert("title".to_owned(), Value::from("Expectations"));
    format!("{:#}\n", schema.to_value())
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    #[test]
    fn the_published_schema_is_fresh() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/expectations.schema.json");
        let published = fs::read_to_string(path).unwrap_or_default();
        assert_eq!(published, super::schema(), "run `cargo xtask docs`");
    }

    #[test]
    fn an_unknown_expectation_is_refused() {
        let read = |text| serde_json::from_str::<crate::Document>(text).is_ok();
        assert!(read(r#"{"schema": "kafka-blueprint/expectations/v1"}"#));
        assert!(!read(r#"{"schema": "kafka-blueprint/expectations/v2"}"#));
        assert!(!read(
            r#"{"schema": "kafka-blueprint/expectations/v1", "moons": []}"#
        ));
    }
}
