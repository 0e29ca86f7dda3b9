//! A program with its arguments, before it is started.

use std::ffi::{OsStr, OsString};
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use super::{Daemon, Output, daemon, output};
use crate::error::{Error, Result};

/// How long a program may run that is waited for, unless the caller says otherwise.
const TIMEOUT: Duration = Duration::from_mins(5);

/// A program to be started, with arguments, environment, directory and input.
#[derive(Clone, Debug)]
pub struct Call {
    program: OsString,
    arguments: Vec<OsString>,
    environment: Vec<(OsString, OsString)>,
    directory: Option<PathBuf>,
    pub(super) input: Vec<u8>,
    pub(super) timeout: Duration,
    nice: bool,
}

impl Call {
    /// Describes a call of `program`, a path or a name on the search path.
    pub fn new(program: impl AsRef<OsStr>) -> Self {
        Self {
            program: program.as_ref().to_owned(),
            arguments: Vec::new(),
            environment: Vec::new(),
            directory: None,
            input: Vec::new(),
            timeout: TIMEOUT,
            nice: false,
        }
    }

    /// Adds one argument.
    #[must_use]
    pub fn arg(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.arguments.push(argument.as_ref().to_owned());
        self
    }

    /// Adds arguments in their order.
    #[must_use]
    pub fn args<I: IntoIterator<Item: AsRef<OsStr>>>(mut self, arguments: I) -> Self {
        self.arguments.extend(
            arguments
                .into_iter()
                .map(|argument| argument.as_ref().to_owned()),
        );
        self
    }

    /// Sets an environment variable.
    #[must_use]
    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.environment
            .push((name.into(), value.as_ref().to_owned()));
        self
    }

    /// Sets the working directory.
    #[must_use]
    pub fn directory(mut self, directory: &Path) -> Self {
        self.directory = Some(directory.to_owned());
        self
    }

    /// Sets what the program reads from its standard input.
    #[must_use]
    pub fn input(mut self, input: impl Into<Vec<u8>>) -> Self {
        self.input = input.into();
        self
    }

    /// Sets how long the program may take before it is ended.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Lets the program step back behind others, for long builds.
    #[must_use]
    pub fn nice(mut self) -> Self {
        self.nice = true;
        self
    }

    /// Runs the program to its end and returns what it wrote, whether it succeeded or not.
    pub fn output(&self) -> Result<Output> {
        output::collect(self)
    }

    /// Runs the program, which must succeed, and returns what it wrote to standard output.
    pub fn stdout(&self) -> Result<String> {
        let output = self.output()?;
        if output.success() {
            return Ok(output.stdout);
        }
        Err(Error::Command {
            command: self.to_string(),
            output: output.last_words(),
        })
    }

    /// Starts the program as a server called `component`, which writes its log to `log`.
    pub fn start(&self, component: &str, log: &Path) -> Result<Daemon> {
        daemon::start(self, component, log)
    }

    /// Builds the command that ties the program's life to that of this thread.
    pub(super) fn command(&self) -> Command {
        let mut command = Command::new("setpriv");
        command.args(["--pdeathsig", "KILL", "--"]);
        if self.nice {
            command.args(["nice", "-n", "10"]);
        }
        command
            .arg(&self.program)
            .args(&self.arguments)
            .stdin(Stdio::null());
        command.envs(self.environment.iter().map(|(name, value)| (name, value)));
        if let Some(directory) = &self.directory {
            command.current_dir(directory);
        }
        command
    }
}

impl fmt::Display for Call {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.program.to_string_lossy())?;
        for argument in &self.arguments {
            write!(out, " {}", argument.to_string_lossy())?;
        }
        Ok(())
    }
}
