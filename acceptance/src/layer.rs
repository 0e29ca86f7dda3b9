//! One file of a model, edited as text: what is not set stays as it was written.
//!
//! Reading and writing the file would turn `1.30` into `1.3`. The files are mappings without
//! anchors, as the model demands, so a value is found by its indentation; a map in flow style
//! becomes a block where something in it is set.

/// Sets the value at a path of keys, adding keys that are not there; a list in flow style is
/// written as it stands.
#[must_use]
pub fn set(text: &str, path: &[&str], value: &str) -> String {
    if value.starts_with('[') {
        return write(text, path, value);
    }
    write(text, path, &format!("\"{value}\""))
}

/// Takes away what the layers below have at a path of keys.
#[must_use]
pub fn remove(text: &str, path: &[&str]) -> String {
    write(text, path, "null")
}

fn write(text: &str, path: &[&str], value: &str) -> String {
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
    let inner = at + 1;
    let is_inside = |line: &&String| line.trim().is_empty() || indent(line) > 2 * depth;
    let length = lines[inner..].iter().take_while(is_inside).count();
    if rest.is_empty() {
        lines[at] = format!("{prefix} {value}");
        lines.drain(inner..inner + length);
        return;
    }
    // A map in flow style has no block of its own yet.
    let flow = lines[at][prefix.len()..].trim().to_owned();
    let opened = entries(&flow).map(|entry| format!("{}{entry}", "  ".repeat(depth + 1)));
    let opened: Vec<_> = opened.collect();
    let length = length + opened.len();
    lines[at].clone_from(&prefix);
    lines.splice(inner..inner, opened);
    set_in(lines, inner..inner + length, depth + 1, rest, value);
}

/// Returns the entries of a map in flow style, as they are written; other text has none.
fn entries(flow: &str) -> impl Iterator<Item = &str> {
    let inside = flow
        .strip_prefix('{')
        .and_then(|flow| flow.strip_suffix('}'));
    let mut depth = 0_usize;
    let is_end = move |character: char| {
        match character {
            '{' | '[' => depth += 1,
            '}' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && character == ','
    };
    let entries = inside.unwrap_or_default().split(is_end).map(str::trim);
    entries.filter(|entry| !entry.is_empty())
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
    fn a_map_in_flow_style_keeps_its_other_entries() {
        let text = "topics:\n  todo: {replicas: 1, config: {a: 1, b: [2, 3]}}\n  chat: {}\n";
        let text = set(text, &["topics", "todo", "partitions"], "6");
        let text = set(&text, &["topics", "todo", "config", "c"], "4");
        insta::assert_snapshot!(text, @r#"
        topics:
          todo:
            replicas: 1
            config:
              a: 1
              b: [2, 3]
              c: "4"
            partitions: "6"
          chat: {}
        "#);
    }

    #[test]
    fn what_is_removed_goes_with_all_that_is_below_it() {
        let text = "topics:\n  todo:\n    partitions: 3\n  chat: {replicas: 1}\nwaivers: {}\n";
        let text = remove(text, &["topics", "todo"]);
        let text = remove(&text, &["topics", "chat"]);
        insta::assert_snapshot!(text, @r"
        topics:
          todo: null
          chat: null
        waivers: {}
        ");
    }

    #[test]
    fn a_key_is_not_taken_for_one_that_it_begins() {
        assert_eq!(set("ab: 1\n", &["a"], "2"), "ab: 1\na: \"2\"\n");
    }
}
