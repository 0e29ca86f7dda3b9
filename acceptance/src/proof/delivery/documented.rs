//! What `docs/cd.md` gives people to copy, read out of the document itself.

use std::fs;

use crate::error::{Error, Result};
use crate::manifest::{self, Object};
use crate::workspace;

/// Where a block of YAML begins and ends.
const FENCE: &str = "```";

/// Returns the objects in the blocks of YAML under a heading of `docs/cd.md`.
pub(super) fn objects(heading: &str) -> Result<Vec<Object>> {
    let file = workspace::root().join("docs/cd.md");
    let text = fs::read_to_string(&file).map_err(Error::file("read", &file))?;
    let objects = manifest::parse(&blocks(&text, heading))
        .map_err(|error| Error::form(file.display().to_string(), error))?;
    if objects.is_empty() {
        let problem = format!("it shows no object under the heading {heading}");
        return Err(Error::form(file.display().to_string(), problem));
    }
    Ok(objects)
}

/// Returns the blocks of YAML in the section `heading` of a text, as documents of one stream.
fn blocks(text: &str, heading: &str) -> String {
    let title = format!("## {heading}");
    let section = text
        .lines()
        .skip_while(|line| **line != title)
        .skip(1)
        .take_while(|line| !line.starts_with("## "));
    let mut blocks = String::new();
    let mut inside = false;
    for line in section {
        if inside && line == FENCE {
            inside = false;
        } else if inside {
            blocks.push_str(line);
            blocks.push('\n');
        } else if line == "```yaml" {
            inside = true;
            blocks.push_str("---\n");
        }
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_yaml_of_the_section_is_read() {
        let text = "## One\n```yaml\na: 1\n```\n## Two\n```bash\nls\n```\ntext\n```yaml\nb: 2\n```\n\
                    ```yaml\nc: 3\n```\n## Three\n```yaml\nd: 4\n```\n";
        assert_eq!(blocks(text, "Two"), "---\nb: 2\n---\nc: 3\n");
        assert_eq!(blocks(text, "Four"), "");
    }

    #[test]
    fn the_document_shows_both_tools() {
        for (heading, kind) in [("Argo CD", "Application"), ("Flux", "Kustomization")] {
            let objects = objects(heading).unwrap();
            assert_eq!(objects.len(), 2);
            assert!(objects.iter().all(|object| object.kind() == kind));
        }
    }
}
