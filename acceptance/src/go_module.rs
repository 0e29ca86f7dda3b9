//! Programs built by the Go toolchain from pinned modules.
//!
//! Each directory under `acceptance/go` is a module: its `go.mod` names the program as a tool, its
//! `go.sum` pins every source by hash. Where somebody's library has no program, `main.go` is one.

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::cache::{Cache, Recipe};
use crate::error::{Error, Result};
use crate::process::Call;
use crate::workspace;

/// How long a cold build may take on a busy machine of two cores.
const BUILD: Duration = Duration::from_mins(30);

/// How many compilers the Go toolchain may run at once.
const COMPILERS: &str = "2";

/// A program in one of the modules under `acceptance/go`.
#[derive(Clone, Copy, Debug)]
pub struct GoProgram {
    /// The directory under `acceptance/go`.
    pub module: &'static str,
    /// What the program is called.
    pub name: &'static str,
    /// The import path of its main package.
    pub package: &'static str,
    /// Variables to set at link time, as `path.Name=value`.
    pub variables: &'static [&'static str],
}

impl GoProgram {
    /// Builds the program unless the store has it, and returns the path of the executable.
    pub fn build(&self, cache: &Cache) -> Result<PathBuf> {
        let module = directory(self.module);
        let toolchain = Call::new("go").arg("version").stdout()?;
        let mut recipe = Recipe::new(self.name)
            .with(toolchain)
            .with(self.package)
            .with(self.linker_flags())
            .with_file(&module.join("go.mod"))?
            .with_file(&module.join("go.sum"))?;
        let code = module.join("main.go");
        if code.is_file() {
            recipe = recipe.with_file(&code)?;
        }
        let entry = cache.get(&recipe, |staging| {
            self.compile(&module, &staging.join(self.name))
        })?;
        Ok(entry.join(self.name))
    }

    fn compile(&self, module: &Path, executable: &Path) -> Result<()> {
        go().directory(module)
            .args([
                "build",
                "-mod=readonly",
                "-trimpath",
                "-p",
                COMPILERS,
                "-ldflags",
            ])
            .arg(self.linker_flags())
            .arg("-o")
            .arg(executable)
            .arg(self.package)
            .timeout(BUILD)
            .nice()
            .stdout()
            .map(drop)
    }

    fn linker_flags(&self) -> String {
        let mut flags = "-s -w".to_owned();
        for variable in self.variables {
            flags.push_str(" -X ");
            flags.push_str(variable);
        }
        flags
    }
}

/// Returns where the Go toolchain keeps the sources of `module`, a requirement of the module
/// in `acceptance/go/<name>`, after getting them.
pub fn sources(name: &str, module: &str) -> Result<PathBuf> {
    let module_directory = directory(name);
    go().directory(&module_directory)
        .args(["mod", "download", module])
        .nice()
        .stdout()?;
    let listed = go()
        .directory(&module_directory)
        .args(["list", "-mod=readonly", "-m", "-f", "{{.Dir}}", module])
        .stdout()?;
    match listed.trim() {
        "" => Err(Error::form(
            format!("`go list -m {module}`"),
            "it names no directory",
        )),
        path => Ok(PathBuf::from(path)),
    }
}

fn directory(module: &str) -> PathBuf {
    workspace::member().join("go").join(module)
}

fn go() -> Call {
    Call::new("go")
        .env("CGO_ENABLED", "0")
        .env("GOTOOLCHAIN", "local")
        .env("GOWORK", "off")
        .env("GOMAXPROCS", COMPILERS)
}
