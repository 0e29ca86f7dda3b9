//! The commands of `blueprint`, one file each: the only stage that prints.
//!
//! A command takes its arguments and a [`Console`], and ends with an [`Exit`] or a [`CliError`].
//! Results go to standard output and everything else to standard error.

mod check;
mod completions;
mod console;
mod definitions;
mod deployments;
mod diff;
mod error;
mod exit;
mod explain;
mod format;
mod fresh;
mod git;
mod image;
mod init;
mod manifests;
mod progress;
mod render;
pub mod schema;
mod scopes;
mod side;
mod today;
mod tree;
mod upgrade;
mod vendor;
mod written;

use std::{ffi::OsString, io, process::ExitCode};

use clap::{ColorChoice, CommandFactory, FromArgMatches, Parser, Subcommand};

pub use self::{
    console::{ColourChoice, Console},
    error::{CliError, ErrorKind},
    exit::Exit,
};

/// Renders a Kafka deployment on Kubernetes (Strimzi) from one typed model
///
/// The model is what people mean: topics, applications and what they do with them. It lives in
/// environments/base.yaml and one file for each environment that lies over it. From it follow
/// the operator, the cluster, topics, users with least-privilege rights, and a document for
/// people, as plain YAML and as Kustomize overlays below out/.
///
/// Nothing here needs a cluster or a network, except `vendor`, which fetches one file, and
/// `image`, which builds a program and can push it.
#[derive(Debug, Parser)]
#[command(
    name = "blueprint",
    version,
    disable_help_subcommand = true,
    after_long_help = "\
Examples:
  blueprint init my-kafka            start a deployment of your own
  blueprint check                    read every environment and say what is wrong
  blueprint render prod              write out/prod, its overlay and the base
  blueprint render --check           in CI: does out/ say what the environments say?
  blueprint diff prod                what would a change of the model do to the cluster?

Exit codes:
  0  done; warnings alone end like this too
  1  the tool could not do it: wrong arguments, or files that could not be read or written
  2  the answer is no: errors were found, or out/ is not fresh
  3  a change would destroy something and nobody has acknowledged it"
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,

    /// When to use colours: auto, always or never
    ///
    /// `auto` uses them on a terminal, unless `NO_COLOR` is set.
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t)]
    #[arg(hide_possible_values = true)]
    color: ColourChoice,
}

#[derive(Debug, Subcommand)]
enum Command {
    Init(init::Init),
    Check(check::Check),
    Render(render::Render),
    Diff(diff::Diff),
    Upgrade(upgrade::Upgrade),
    Schema(schema::SchemaCommand),
    Explain(explain::Explain),
    Vendor(vendor::Vendor),
    Image(image::Image),
    Completions(completions::Completions),
}

/// Runs the command that the process was started with.
#[must_use]
pub fn main() -> ExitCode {
    run(std::env::args_os()).into()
}

fn run(words: impl IntoIterator<Item = OsString>) -> Exit {
    let arguments = match parse(words) {
        Ok(arguments) => arguments,
        Err(error) => return answer(&error),
    };
    let mut console = Console::new(arguments.color);
    let ended = arguments.command.run(&mut console);
    match (ended, console.take_failure()) {
        (Ok(exit), None) => exit,
        (Err(error), _) => {
            error.report(&mut console);
            Exit::Unable
        }
        (Ok(_), Some(error)) => {
            CliError::system(format!("the result could not be written: {error}"))
                .report(&mut console);
            Exit::Unable
        }
    }
}

fn parse(words: impl IntoIterator<Item = OsString>) -> Result<Arguments, clap::Error> {
    let matches = Arguments::command()
        .color(ColorChoice::Auto)
        .try_get_matches_from(words)?;
    Arguments::from_arg_matches(&matches)
}

/// Prints what clap has to say: help and versions are results, the rest is a wrong argument.
fn answer(error: &clap::Error) -> Exit {
    let exit = if error.use_stderr() {
        Exit::Unable
    } else {
        Exit::Done
    };
    match error.print() {
        Err(failure) if failure.kind() != io::ErrorKind::BrokenPipe => Exit::Unable,
        _ => exit,
    }
}

impl Command {
    fn run(&self, console: &mut Console) -> Result<Exit, CliError> {
        match self {
            Self::Init(command) => command.run(console),
            Self::Render(command) => command.run(console),
            Self::Diff(command) => command.run(console),
            Self::Upgrade(command) => command.run(console),
            Self::Vendor(command) => command.run(console),
            Self::Image(command) => command.run(console),
            Self::Check(command) => command.run(console),
            Self::Schema(command) => Ok(command.run(console)),
            Self::Explain(command) => command.run(console),
            Self::Completions(command) => command.run(console),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_commands_are_well_formed() {
        Arguments::command().debug_assert();
    }
}
