//! `blueprint completions`: scripts that let a shell complete commands and options.

use clap::{Args, CommandFactory, ValueEnum};
use clap_complete::{Shell, generate};

use super::{Arguments, CliError, Console, Exit};

/// Print a script that completes commands and options in a shell
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  blueprint completions bash > ~/.local/share/bash-completion/completions/blueprint
  blueprint completions zsh  > \"${fpath[1]}/_blueprint\"
  blueprint completions fish > ~/.config/fish/completions/blueprint.fish")]
pub struct Completions {
    /// The shell
    #[arg(value_enum, value_name = "SHELL", hide_possible_values = false)]
    shell: Shell,
}

impl Completions {
    pub(super) fn run(&self, console: &mut Console) -> Result<Exit, CliError> {
        let mut script = Vec::new();
        generate(
            self.shell,
            &mut Arguments::command(),
            "blueprint",
            &mut script,
        );
        match String::from_utf8(script) {
            Ok(script) => console.result(&script),
            Err(error) => {
                let shell = self.shell.to_possible_value();
                let shell = shell.as_ref().map_or("shell", |value| value.get_name());
                return Err(CliError::internal(format!(
                    "the script for {shell} is not UTF-8: {error}"
                )));
            }
        }
        Ok(Exit::Done)
    }
}
