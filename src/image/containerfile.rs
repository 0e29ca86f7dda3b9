//! What other tools build the same image from: a Containerfile and the program beside it.

use serde::Serialize;

use super::{Labels, PROGRAM, USER};
use crate::document::markdown;

const TEMPLATE: &str = include_str!("../../templates/Containerfile");

/// The name of the file.
pub const NAME: &str = "Containerfile";

/// The name of the program beside it.
pub const COPIED: &str = "verification";

/// How a file of ours begins.
pub const MARK: &str = "# Written by `blueprint image";

#[derive(Serialize)]
struct View<'a> {
    program: &'a str,
    user: u32,
    labels: Vec<Label<'a>>,
}

#[derive(Serialize)]
struct Label<'a> {
    name: &'a str,
    value: &'a str,
}

/// Returns the text of the file.
#[must_use]
pub fn text(labels: &Labels) -> String {
    let labels = labels.iter().map(|(name, value)| Label { name, value });
    markdown::fill(
        TEMPLATE,
        &View {
            program: PROGRAM,
            user: USER,
            labels: labels.collect(),
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_containerfile_says_what_the_image_is() {
        let text = text(&super::super::labels("1.2.3", Some("abc")));
        assert!(text.starts_with(MARK));
        insta::assert_snapshot!(text, @r#"
        # Written by `blueprint image --context`. Changes made here are lost.
        #
        # The same image as `blueprint image` makes, for those who build with their own tools; the digest is
        # another one, since each tool writes its own times and layers. The program beside this file is
        # linked statically, so the image needs no base.
        FROM scratch
        COPY verification /verification
        USER 65532:65532
        ENTRYPOINT ["/verification"]
        LABEL org.opencontainers.image.description="Compares a running Kafka cluster with what its model expects"
        LABEL org.opencontainers.image.licenses="Apache-2.0"
        LABEL org.opencontainers.image.revision="abc"
        LABEL org.opencontainers.image.title="kafka-verification"
        LABEL org.opencontainers.image.version="1.2.3"
        "#);
    }
}
