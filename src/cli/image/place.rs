//! Where the image is written.

use std::path::{Path, PathBuf};

use super::made::Made;
use crate::{
    cli::CliError,
    image::{
        archive, containerfile, layout,
        output::{self, OutputError, Outputs},
    },
};

/// Where it is written when nothing else is asked for.
pub const USUAL: &str = "kafka-verification.tar";

/// Where it is written.
#[derive(Clone, Debug)]
pub struct Places {
    /// The archive.
    pub archive: Option<PathBuf>,
    /// The directory of the layout.
    pub layout: Option<PathBuf>,
    /// The directory with the Containerfile.
    pub context: Option<PathBuf>,
}

impl Places {
    /// Refuses, before anything is built, what can't be written.
    pub fn check(&self) -> Result<(), CliError> {
        if let Some(archive) = &self.archive
            && (archive.is_dir() || archive.as_os_str().to_string_lossy().ends_with('/'))
        {
            return Err(CliError::request(format!(
                "`{}` is a directory, and an archive is a file",
                archive.display()
            ))
            .hint("`--layout DIR` writes the image as a directory."));
        }
        // Nothing is prepared: a build of minutes is not to end with this.
        let directories = [&self.layout, &self.context].into_iter().flatten();
        for place in directories {
            output::refuse_contents(place)?;
        }
        let places = [&self.archive, &self.layout, &self.context];
        for place in places.into_iter().flatten() {
            let above = place.parent().filter(|above| !above.as_os_str().is_empty());
            if above.is_some_and(|above| !above.is_dir()) {
                return Err(CliError::request(format!(
                    "`{}` can't be written: the directory above it is not there",
                    place.display()
                )));
            }
        }
        Ok(())
    }

    /// Prepares everything beside its place.
    pub fn prepare(&self, made: &Made, outputs: &mut Outputs) -> Result<(), OutputError> {
        if let Some(place) = &self.archive {
            outputs.file(place, &archive::of(&made.image, &made.version))?;
        }
        if let Some(place) = &self.layout {
            outputs.directory(place, &layout::files(&made.image, &made.version))?;
        }
        if let Some(place) = &self.context {
            let files = [
                (
                    containerfile::NAME.to_owned(),
                    containerfile::text(&made.labels).into_bytes(),
                ),
                (containerfile::COPIED.to_owned(), made.program.clone()),
            ];
            outputs.directory(place, &files)?;
        }
        for place in [&self.archive, &self.layout].into_iter().flatten() {
            outputs.file(&sbom(place), &made.sbom.bytes)?;
            outputs.file(&provenance(place), &made.provenance.bytes)?;
        }
        Ok(())
    }
}

/// Returns where the bill of materials lies.
pub fn sbom(image: &Path) -> PathBuf {
    beside(image, "cdx.json")
}

/// Returns where the provenance lies.
pub fn provenance(image: &Path) -> PathBuf {
    beside(image, "intoto.json")
}

fn beside(image: &Path, end: &str) -> PathBuf {
    match image.extension() {
        Some(own) if own == "tar" => image.with_extension(end),
        _ => {
            let name = image.file_name().unwrap_or_default().to_string_lossy();
            image.with_file_name(format!("{name}.{end}"))
        }
    }
}
