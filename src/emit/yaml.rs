//! Objects as YAML text.
