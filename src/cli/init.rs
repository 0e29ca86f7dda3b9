//! `blueprint init`: a small deployment to start from.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use clap::Args;

use super::{CliError, Console, Exit, schema};
use crate::{emit::whole_file::is_free, report::inert};

/// Write a small valid deployment to start from
#[derive(Debug, Args)]
#[command(
    long_about = "\
Write a small valid deployment to start from.

It has a base of three brokers, two topics and two applications, an environment `dev` of one broker \
that lies over it, the schemas for editors, and a README. The directory must be empty or missing.",
    after_long_help = "\
Examples:
  blueprint init environments              in a repository of its own
  blueprint init my-kafka
  blueprint render --environments my-kafka --out my-manifests"
)]
pub struct Init {
    /// The directory to write to
    #[arg(value_name = "DIR")]
    directory: PathBuf,
}

impl Init {
    pub(super) fn run(&self, console: &mut Console) -> Result<Exit, CliError> {
        let directory = &self.directory;
        refuse_contents(directory)?;
        let files = files();
        for (name, text) in &files {
            let path = directory.join(name);
            write(&path, text).map_err(|error| CliError::file("write", &path, &error))?;
        }
        let shown = inert(&directory.display().to_string()).into_owned();
        let names: Vec<String> = files
            .iter()
            .map(|(name, _)| format!("  {shown}/{name}\n"))
            .collect();
        console.result(&format!(
            "Wrote a deployment to start from:\n{}Next: `blueprint render --environments {shown}`\n",
            names.concat()
        ));
        Ok(Exit::Done)
    }
}

/// Returns the files by name.
fn files() -> [(&'static str, String); 5] {
    let schema = |value| format!("{value:#}\n");
    [
        (
            "README.md",
            include_str!("../../templates/init/README.md").to_owned(),
        ),
        (
            "base.yaml",
            include_str!("../../templates/init/base.yaml").to_owned(),
        ),
        (
            "dev.yaml",
            include_str!("../../templates/init/dev.yaml").to_owned(),
        ),
        (
            "schemas/environment.schema.json",
            schema(schema::environment()),
        ),
        ("schemas/layer.schema.json", schema(schema::layer())),
    ]
}

fn refuse_contents(directory: &Path) -> Result<(), CliError> {
    match is_free(directory) {
        Ok(true) => Ok(()),
        Ok(false) => Err(CliError::request(format!(
            "`{}` is not empty, and nothing in it is replaced",
            directory.display()
        ))
        .hint("Name a directory that does not exist yet.")),
        Err(error) => Err(CliError::file("read", directory, &error)),
    }
}

/// Writes a file that was not there before.
fn write(path: &Path, text: &str) -> io::Result<()> {
    if let Some(directory) = path.parent() {
        fs::create_dir_all(directory)?;
    }
    let mut file = fs::File::create_new(path)?;
    io::Write::write_all(&mut file, text.as_bytes())
}
