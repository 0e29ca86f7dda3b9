//! Java libraries from Maven Central, and small Java programs against them.
//!
//! Each directory under `acceptance/maven` has a `pom.xml` that names what is needed, with
//! versions as properties; Maven resolves the rest. Our Java sources are in `acceptance/java`.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::cache::{Cache, Recipe};
use crate::error::{Error, Result};
use crate::jdk::Jdk;
use crate::process::Call;
use crate::workspace;

/// The Maven plugin that copies libraries, with its version.
const COPY: &str = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies";

/// How long getting libraries may take.
const DOWNLOAD: Duration = Duration::from_mins(15);

/// The libraries of one `pom.xml` with its versions filled in.
#[derive(Clone, Debug)]
pub struct Libraries {
    directory: PathBuf,
    recipe: Recipe,
}

impl Libraries {
    /// Gets the libraries of `acceptance/maven/<name>/pom.xml`, with `versions` as properties.
    pub fn get(cache: &Cache, name: &str, versions: &[(&str, &str)]) -> Result<Self> {
        let pom = workspace::member().join("maven").join(name).join("pom.xml");
        let mut properties = Vec::new();
        let mut entry = name.to_owned();
        for (property, version) in versions {
            properties.push(format!("-D{property}={version}"));
            entry = format!("{entry}-{version}");
        }
        let recipe = Recipe::new(entry).with(COPY).with_file(&pom)?;
        let recipe = properties.iter().fold(recipe, Recipe::with);
        let directory = cache.get(&recipe, |staging| copy(&pom, &properties, staging))?;
        Ok(Self { directory, recipe })
    }

    /// Returns the directory that holds the libraries.
    #[must_use]
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// Returns the class path of all libraries.
    #[must_use]
    pub fn class_path(&self) -> OsString {
        self.directory.join("*").into_os_string()
    }

    /// Returns a call of Java with the libraries, to which the class and its arguments go.
    #[must_use]
    pub fn call(&self, jdk: &Jdk) -> Call {
        jdk.java().arg("-cp").arg(self.class_path())
    }

    /// Returns the library whose file name begins with `name`.
    pub fn file(&self, name: &str) -> Result<PathBuf> {
        let directory = &self.directory;
        let entries = fs::read_dir(directory).map_err(Error::file("read", directory))?;
        let mut paths = entries.flatten().map(|entry| entry.path());
        let of_name = |path: &PathBuf| {
            path.file_name()
                .is_some_and(|file| file.to_string_lossy().starts_with(name))
        };
        let missing = || Error::form(directory.display().to_string(), format!("no {name}"));
        paths.find(of_name).ok_or_else(missing)
    }

    /// Compiles `acceptance/java/<program>.java` against the libraries unless the store has it.
    pub fn compile(&self, cache: &Cache, jdk: &Jdk, program: &str) -> Result<JavaProgram> {
        let source = workspace::member()
            .join("java")
            .join(program)
            .with_extension("java");
        let recipe = self.recipe.clone().named(program);
        let recipe = recipe.with(jdk.release().to_string()).with_file(&source)?;
        let classes = cache.get(&recipe, |staging| {
            let compile = jdk.call("javac").arg("-nowarn").arg("-d").arg(staging);
            compile
                .arg("-cp")
                .arg(self.class_path())
                .arg(&source)
                .stdout()
                .map(drop)
        })?;
        let mut class_path = classes.into_os_string();
        class_path.push(":");
        class_path.push(self.class_path());
        Ok(JavaProgram {
            jdk: jdk.clone(),
            class_path,
            main: program.to_owned(),
        })
    }
}

/// A compiled Java program with all that it needs to run.
#[derive(Clone, Debug)]
pub struct JavaProgram {
    jdk: Jdk,
    class_path: OsString,
    main: String,
}

impl JavaProgram {
    /// Returns a call of the program without arguments.
    #[must_use]
    pub fn call(&self) -> Call {
        self.jdk
            .java()
            .arg("-cp")
            .arg(&self.class_path)
            .arg(&self.main)
    }
}

fn copy(pom: &Path, properties: &[String], directory: &Path) -> Result<()> {
    Call::new("mvn")
        .args([
            "--quiet",
            "--batch-mode",
            "--no-transfer-progress",
            "--file",
        ])
        .arg(pom)
        .args(properties)
        .arg(COPY)
        .arg("-DincludeScope=runtime")
        .arg(format!("-DoutputDirectory={}", directory.display()))
        .timeout(DOWNLOAD)
        .stdout()
        .map(drop)
}
