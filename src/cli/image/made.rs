//! The image with everything that is said about it, from the source or from a program.

use std::{fs, path::Path};

use super::Image as Command;
use crate::{
    cli::{
        CliError, Console,
        git::{self, Revision},
    },
    image::{
        self, Image, Labels,
        blob::Blob,
        program::Program,
        provenance::{self, Origin},
        sbom::{self, Contents},
        source::{self, Build, SourceTree},
    },
};

/// An image and the documents about it.
#[derive(Debug)]
pub struct Made {
    /// The image.
    pub image: Image,
    /// The program in it.
    pub program: Vec<u8>,
    /// Its labels.
    pub labels: Labels,
    /// Its version.
    pub version: String,
    /// The commit of its source, where one is known.
    pub revision: Option<String>,
    /// The platform it runs on, such as `linux/amd64`.
    pub platform: String,
    /// The bill of materials.
    pub sbom: Blob,
    /// How many crates that lists as linked; none where they are not known.
    pub crates: Option<usize>,
    /// The provenance.
    pub provenance: Blob,
}

impl Made {
    /// Makes the image that the command asks for.
    pub fn make(command: &Command, console: &mut Console) -> Result<Self, CliError> {
        if let Some(path) = &command.program {
            let bytes = fs::read(path).map_err(|error| CliError::file("read", path, &error))?;
            let program = usable(bytes, path)?;
            return Ok(Self::of(program, None, command.revision.clone()));
        }
        let source = SourceTree::find(&command.source)?;
        let revision = revision(command, &source, console);
        console.notice(&format!(
            "Building the program of the verification with cargo in {}; the first time takes minutes.",
            source.root().display()
        ));
        let build = source::build(&source)?;
        let program = usable(build.program.clone(), Path::new("verification"))?;
        Ok(Self::of(program, Some(&build), revision))
    }

    fn of(program: Program, build: Option<&Build>, revision: Option<String>) -> Self {
        let version = build.and_then(|build| build.crates.version());
        let version = version.unwrap_or(env!("CARGO_PKG_VERSION")).to_owned();
        let labels = image::labels(&version, revision.as_deref());
        let image = Image::of(&program, &labels);
        let contents = build.map(|build| Contents {
            crates: &build.crates,
            toolchain: &build.toolchain,
        });
        let origin = match build {
            Some(build) => Origin::Source {
                build,
                revision: revision.as_deref(),
            },
            None => Origin::Program(&program.bytes),
        };
        Self {
            sbom: sbom::of(&program.bytes, &version, contents),
            crates: build.map(|build| build.crates.linked()),
            provenance: provenance::of(&image, origin),
            platform: format!("linux/{}", program.architecture.name()),
            image,
            program: program.bytes,
            labels,
            version,
            revision,
        }
    }
}

fn usable(bytes: Vec<u8>, path: &Path) -> Result<Program, CliError> {
    Program::new(bytes).map_err(|unusable| {
        CliError::request(format!(
            "`{}` can't be the program of the image: {unusable}",
            path.display()
        ))
        .hint(
            "Without `--program` it is built as it must be; by hand it is \
             RUSTFLAGS='-C target-feature=+crt-static' cargo build --release -p verification \
             --target x86_64-unknown-linux-gnu",
        )
    })
}

/// Returns the revision that the image names, and says why it names none.
fn revision(command: &Command, source: &SourceTree, console: &mut Console) -> Option<String> {
    if command.revision.is_some() {
        return command.revision.clone();
    }
    match git::revision(source.root(), &source::INGREDIENTS) {
        Revision::At(commit) => Some(commit),
        Revision::Changed => {
            console.notice(
                "The source of the program has changes that are not committed, so the image names \
                 no revision.",
            );
            None
        }
        Revision::Unknown => None,
    }
}
