//! Kafka settings: a key and the text of a value.

use crate::environment::read::Invalid;

crate::text! {
    /// The key of a Kafka setting, such as `num.network.threads`.
    pub struct ConfigKey("the key of a Kafka setting", config_key);
}

crate::text! {
    /// The value of a Kafka setting, as Kafka reads it: text.
    pub struct ConfigValue("the value of a Kafka setting", config_value);
}

fn config_key(text: &str) -> Result<(), Invalid> {
    let inside = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    if !text.is_empty() && text.len() <= 253 && text.chars().all(inside) {
        return Ok(());
    }
    Err(Invalid::because("it has letters, digits, `.`, `_` and `-`"))
}

fn config_value(text: &str) -> Result<(), Invalid> {
    match text.chars().find(|c| c.is_control()) {
        None => Ok(()),
        Some(c) => Err(Invalid::because(format!(
            "it holds the control character `{}`",
            c.escape_debug()
        ))),
    }
}
