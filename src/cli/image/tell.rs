//! What the command says when the image is made.

use std::{fmt::Write, path::Path};

use super::{
    made::Made,
    place::{self, Places},
};
use crate::model::image::ImageReference;

/// Returns what was made, where it lies and what comes next.
pub fn text(made: &Made, places: &Places, pushed: Option<&ImageReference>, lock: &Path) -> String {
    let mut text = format!(
        "Made the image {}\n  {}, version {}, {}, {:.1} MB\n",
        made.image.manifest.digest,
        made.platform,
        made.version,
        match &made.revision {
            Some(revision) => format!("revision {revision}"),
            None => "no revision".to_owned(),
        },
        megabytes(made.image.size()),
    );
    let crates = match made.crates {
        Some(count) => format!("its bill of materials: {count} crates"),
        None => "its bill of materials; what is in the program is not known".to_owned(),
    };
    let mut line = |path: &Path, what: &str| {
        // Writing into a string cannot fail.
        let _ = writeln!(text, "  {:<32}  {what}", path.display());
    };
    let named = |path: &Option<_>, what: &'static str| path.clone().map(|path| (path, what));
    let forms = [
        named(&places.archive, "an OCI archive"),
        named(&places.layout, "an OCI layout"),
    ];
    for (path, what) in forms.into_iter().flatten() {
        line(&path, what);
        line(&place::sbom(&path), &crates);
        line(&place::provenance(&path), "how it was made, unsigned");
    }
    if let Some(path) = &places.context {
        line(path, "a Containerfile, for other tools");
    }
    if let Some(pushed) = pushed {
        let _ = write!(
            text,
            "Pushed it as {pushed}\n  recorded in {}; `blueprint render` puts it into the \
             verification's Job\n",
            lock.display()
        );
    }
    text
}

/// Returns bytes as millions of them.
fn megabytes(bytes: usize) -> f64 {
    // Sizes of images are far below what a float counts exactly.
    f64::from(u32::try_from(bytes).unwrap_or(u32::MAX)) / 1e6
}
