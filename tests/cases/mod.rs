//! The cases of a family of rules, looked for in the text of its tests.

use std::fs;

/// Returns what is missing: a rule without its text as a snapshot in one of the tests of a
/// directory, or a rule for which no test is one that `passes`, by the text of the test.
pub fn missing<'a>(
    directory: &str,
    rules: impl IntoIterator<Item = &'a str>,
    passes: impl Fn(&str, &str) -> bool,
) -> String {
    let files = fs::read_dir(directory).unwrap();
    let files = files.map(|file| file.unwrap().path());
    let files = files.filter(|file| file.extension().is_some_and(|it| it == "rs"));
    let cases: String = files
        .map(|file| fs::read_to_string(file).unwrap())
        .collect();
    let tests: Vec<&str> = cases.split("#[test]").collect();
    let mut missing = Vec::new();
    for rule in rules {
        if !cases.contains(&format!(" {rule} at ")) {
            missing.push(format!("{rule} has no text"));
        }
        if !tests.iter().any(|test| passes(rule, test)) {
            missing.push(format!("nothing passes {rule}"));
        }
    }
    missing.join("\n")
}
