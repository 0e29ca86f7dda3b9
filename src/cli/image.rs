//! `blueprint image`: the image of the verification, as files and in a registry.

mod made;
mod place;
mod tell;

use std::path::PathBuf;

use clap::Args;

use self::{made::Made, place::Places};
use super::{CliError, Console, Exit, progress::Progress};
use crate::{
    environment::images,
    image::{
        lock,
        output::{OutputError, Outputs},
        push::{self, Credentials, Destination, PushError},
        source::SourceError,
    },
    model::image::ImageReference,
};

/// Make the image of the verification, without a container engine
#[derive(Debug, Args)]
#[command(
    long_about = "\
Make the image of the verification, without a container engine.

The image is what the verification's Job runs. It has no base: one layer with one program that is \
linked statically, started as user 65532. Nothing in it depends on the clock, the machine or the \
directory it is made in, so the same source, compilers and C library give the same digest everywhere.

The program is built with cargo from the source tree that this runs in, which takes minutes the \
first time; `--program` takes one that was built before. Without --layout, --context or --push the image \
is written as an OCI archive. Beside an archive and a layout lie a bill of materials (CycloneDX, \
.cdx.json) and the provenance (an unsigned in-toto statement, .intoto.json); a push stores them in the \
registry as documents that refer to the image.

`--push` records the digest in images.lock, beside the directory of the environments; commit it. \
`render` then puts the image into the verification's Job by its digest: where the model names no \
`verification.image`, or names the same one. The login is the one that `docker login` or `podman \
login` keeps; it is read when something is pushed and never shown. Nothing is written when something \
fails.",
    after_long_help = "\
Examples:
  blueprint image                                          kafka-verification.tar, an archive
  blueprint image --push registry.example.com/kafka-verification
  blueprint image --push localhost:5000/verification:try   by http, since it is this machine
  blueprint image --layout image                           a directory, for skopeo, umoci or crane
  blueprint image --context build && docker build build    with your own tools
  blueprint image --program target/verification            a program that was built before

Exit codes:
  0  done
  1  the program could not be built, a file not written, or the registry did not take it"
)]
pub struct Image {
    /// Write an OCI archive [default: kafka-verification.tar, if nothing else is asked for]
    #[arg(long, value_name = "FILE.tar")]
    output: Option<PathBuf>,

    /// Write an OCI layout: a directory that is not there yet
    #[arg(long, value_name = "DIR")]
    layout: Option<PathBuf>,

    /// Write what other tools build it from: a directory with a Containerfile and the program
    #[arg(long, value_name = "DIR")]
    context: Option<PathBuf>,

    /// Push it; without a tag it gets the version
    #[arg(long, value_name = "REGISTRY/NAME[:TAG]")]
    push: Option<String>,

    /// A program that was built before, linked statically
    #[arg(long, value_name = "FILE", conflicts_with = "source")]
    program: Option<PathBuf>,

    /// The source tree, or a directory in it
    #[arg(long, value_name = "DIR", default_value = ".")]
    source: PathBuf,

    /// The revision that the image names [default: the last commit that changed its source]
    #[arg(long, value_name = "COMMIT", value_parser = revision)]
    revision: Option<String>,

    /// The directory of the environments; images.lock lies beside it
    #[arg(long, value_name = "DIR", default_value = "environments")]
    environments: PathBuf,
}

/// Reads a revision, which stands in labels and in a Containerfile.
fn revision(text: &str) -> Result<String, String> {
    let inside = |c: char| c.is_ascii_alphanumeric() || "._-+/".contains(c);
    if !text.is_empty() && text.chars().all(inside) {
        Ok(text.to_owned())
    } else {
        Err("it has letters, digits, `.`, `_`, `-`, `+` and `/`".to_owned())
    }
}

impl Image {
    pub(super) fn run(&self, console: &mut Console) -> Result<Exit, CliError> {
        let progress = Progress::begin();
        let version = env!("CARGO_PKG_VERSION");
        let destination = self.push.as_deref();
        let destination = destination.map(|text| read_destination(text, version));
        let destination = destination.transpose()?;
        let places = self.places();
        places.check()?;
        let made = Made::make(self, console)?;
        progress.step("writing");
        let mut outputs = Outputs::default();
        places.prepare(&made, &mut outputs)?;
        let locked = destination
            .as_ref()
            .map(|to| self.push(to, &made, &mut outputs, &progress));
        let locked = locked.transpose()?;
        outputs.keep()?;
        progress.clear();
        let lock = images::place(&self.environments);
        console.result(&tell::text(&made, &places, locked.as_ref(), &lock));
        Ok(Exit::Done)
    }

    fn places(&self) -> Places {
        let alone = self.layout.is_none() && self.context.is_none() && self.push.is_none();
        let usual = || alone.then(|| PathBuf::from(place::USUAL));
        Places {
            archive: self.output.clone().or_else(usual),
            layout: self.layout.clone(),
            context: self.context.clone(),
        }
    }

    /// Pushes the image, prepares the lock, and returns the reference that it records.
    fn push(
        &self,
        destination: &Destination,
        made: &Made,
        outputs: &mut Outputs,
        progress: &Progress,
    ) -> Result<ImageReference, CliError> {
        let reference = destination.reference();
        let locked = format!("{reference}@{}", made.image.manifest.digest);
        let locked =
            ImageReference::new(locked).map_err(|invalid| CliError::internal(invalid.why))?;
        outputs.file(
            &images::place(&self.environments),
            lock::text(&locked).as_bytes(),
        )?;
        let credentials = Credentials::of_this_machine(destination)?;
        let documents = [
            ("sbom.cdx.json", &made.sbom),
            ("provenance.intoto.json", &made.provenance),
        ];
        push::push(
            destination,
            &made.image,
            &documents,
            credentials.as_ref(),
            |part| progress.step(format!("pushing {part} to {}", reference.registry())),
        )?;
        Ok(locked)
    }
}

fn read_destination(text: &str, version: &str) -> Result<Destination, CliError> {
    push::destination(text, version).map_err(|invalid| {
        let error = CliError::request(format!(
            "`{text}` is no place to push an image to: {}",
            invalid.why
        ));
        match invalid.help {
            Some(help) => error.hint(format!("{help}.")),
            None => error,
        }
    })
}

impl From<PushError> for CliError {
    fn from(error: PushError) -> Self {
        let told = Self::system(&error);
        match error.hint() {
            Some(hint) => told.hint(hint),
            None => told,
        }
    }
}

impl From<SourceError> for CliError {
    fn from(error: SourceError) -> Self {
        let told = match error {
            SourceError::NoSource(_) => Self::request(&error),
            _ => Self::system(&error),
        };
        match error.hint() {
            Some(hint) => told.hint(hint),
            None => told,
        }
    }
}

impl From<OutputError> for CliError {
    fn from(error: OutputError) -> Self {
        match error {
            OutputError::NotEmpty(_) => {
                Self::request(&error).hint("Name a directory that does not exist yet.")
            }
            OutputError::Unwritable(..) => Self::system(&error),
        }
    }
}
