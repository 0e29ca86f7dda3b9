//! One file of a model, edited as text: what is not set stays as it was written.
//!
//! Reading and writing the file would turn `1.30` into `1.3`. The files are block mappings
//! without anchors, as the model demands, so a value is found by its indentation.

/// Sets the value at a path of keys, adding keys that are not there.
#[must_use]
pub fn set(text: &str, path: &[&str], value: &str) -> String {
    let mut lines: Vec<_> = text.lines().map(str::to_owned).collect();
    let end = lines.len();
    set_in(&mut lines, 0..end, 0, path, value);
    lines.join("\n") + "\n"
}

/// Sets a value in the block of `lines` that is `depth` levels deep.
fn set_in(
    lines: &mut Vec<String>,
    block: std::ops::Range<usize>,
    depth: usize,
    path: &[&str],
    value: &str,
) {
    let [key, rest @ ..] = path else { return };
    let prefix = format!("{}{key}:", "  ".repeat(depth));
    let found = block.clone().find(|at| lines[*at].starts_with(&prefix));
    let at = found.unwrap_or_else(|| {
        lines.insert(block.end, prefix.clone());
        block.end
    });
    if rest.is_empty() {
        lines[at] = format!("{prefix} \"{value}\"");
        return;
    }
    // An empty map in flow style has no block of its own yet.
    lines[at].clone_from(&prefix);
    let inner = at + 1;
    let is_inside = |line: &&String| line.trim().is_empty() || indent(line) > 2 * depth;
    let length = lines[inner..].iter().take_while(is_inside).count();
    set_in(lines, inner..inner + length, depth + 1, rest, value);
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_replaced_and_added_where_they_belong() {
        let text = "platform:\n  kubernetes: 1.30\noperator:\n  # why\n  version: 0.40.0\n";
        let text = set(text, &["operator", "version"], "1.2.0");
        let text = set(&text, &["platform", "registry"], "mirror:5000");
        let text = set(&text, &["applications", "shop", "image"], "shop:2");
        insta::assert_snapshot!(text, @r#"
        platform:
          kubernetes: 1.30
          registry: "mirror:5000"
        operator:
          # why
          version: "1.2.0"
        applications:
          shop:
            image: "shop:2"
        "#);
    }

    #[test]
    fn a_key_is_not_taken_for_one_that_it_begins() {
        assert_eq!(set("ab: 1\n", &["a"], "2"), "ab: 1\na: \"2\"\n");
    }
}
