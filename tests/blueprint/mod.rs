//! A directory of one's own, and the command run in it as a user would.
#![allow(dead_code, reason = "each test file uses its own part of this")]

use std::{
    fmt::Write,
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use tempfile::TempDir;

/// A smallest deployment: one broker, one topic, one application.
pub const SMALL: &str = "\
namespace: kafka
platform:
  apiServer: {addresses: [10.0.0.1/32]}
operator:
  version: 0.40.0
cluster:
  name: small
  version: 3.7.0
  metadataVersion: 3.7-IV4
  nodePools:
    all:
      roles: [broker]
      replicas: 3
      storage:
        volumes:
          0: {size: 1Gi}
      resources: {memory: 1Gi, cpu: 500m}
    controllers:
      roles: [controller]
      replicas: 3
      storage:
        volumes:
          0: {size: 1Gi}
      resources: {memory: 1Gi, cpu: 500m}
  config:
    auto.create.topics.enable: false
    default.replication.factor: 3
    min.insync.replicas: 2
  listeners:
    tls: {port: 9093, tls: true, authentication: tls, purpose: For the applications}
topics:
  orders: {owner: shop, purpose: Orders, partitions: 3, replicas: 3, minInsyncReplicas: 2, retention: 7d}
";

/// A directory that a test works in.
pub struct Desk(TempDir);

impl Desk {
    /// An empty directory.
    pub fn empty() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// Copies a directory with everything below it.
    fn copy(&self, from: &Path, to: &str) {
        for entry in fs::read_dir(from).unwrap() {
            let path = entry.unwrap().path();
            let to = format!("{to}/{}", path.file_name().unwrap().to_str().unwrap());
            if path.is_dir() {
                self.copy(&path, &to);
            } else {
                self.write(&to, fs::read_to_string(&path).unwrap());
            }
        }
    }

    /// A directory with the environments that ship with the project.
    pub fn shipped() -> Self {
        let desk = Self::empty();
        desk.copy(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("environments"),
            "environments",
        );
        desk
    }

    /// A directory with a small base, and two environments that add nothing to it.
    pub fn small() -> Self {
        let desk = Self::empty();
        desk.write("environments/base.yaml", SMALL);
        desk.write("environments/dev.yaml", "description: For trying out\n");
        desk.write("environments/prod.yaml", "description: For everybody\n");
        desk
    }

    /// The path of a file.
    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes a file, and the directories above it.
    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// Reads a file.
    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// Every file below a directory, with its bytes.
    pub fn files(&self, name: &str) -> Vec<(PathBuf, Vec<u8>)> {
        let mut files = Vec::new();
        let mut directories = vec![self.path(name)];
        while let Some(directory) = directories.pop() {
            let Ok(entries) = fs::read_dir(&directory) else {
                continue;
            };
            for entry in entries {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    directories.push(path);
                } else {
                    files.push((path.clone(), fs::read(&path).unwrap()));
                }
            }
        }
        files.sort();
        files
    }

    /// The command, ready to run here with nothing of our surroundings.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_blueprint"));
        command
            .args(arguments)
            .current_dir(self.0.path())
            .env_clear();
        command
    }

    /// Runs the command and returns all that it said and how it ended.
    pub fn run(&self, arguments: &[&str]) -> String {
        shown(&self.command(arguments).output().unwrap())
    }

    /// Runs the command and returns what it said, without what changes with every component of the
    /// output: the numbers of files, and the names of all but a few.
    pub fn run_steady(&self, arguments: &[&str]) -> String {
        let said = self.run(arguments);
        let lines = said
            .lines()
            .filter(|line| !names_a_file(line) || is_steady(line));
        lines.map(uncounted).collect::<Vec<_>>().join("\n")
    }

    /// Runs the command and returns the number that it ended with.
    pub fn code(&self, arguments: &[&str]) -> i32 {
        let output = self.command(arguments).output().unwrap();
        output.status.code().unwrap()
    }
}

/// What a command said and how it ended, without what differs from run to run.
pub fn shown(output: &Output) -> String {
    let stdout = String::from_utf8_lossy(&output.stdout);
    let stderr = String::from_utf8_lossy(&output.stderr);
    let code = output.status.code().unwrap();
    let mut text = String::new();
    for (name, stream) in [("out", stdout), ("err", stderr)] {
        if !stream.is_empty() {
            writeln!(text, "[{name}]\n{}", timeless(&stream).trim_end()).unwrap();
        }
    }
    format!("{text}[exit {code}]")
}

/// Takes the duration out of `in 0.05 s`, and blanks at the end of lines.
fn timeless(text: &str) -> String {
    let lines = text.lines().map(|line| {
        let line = line.trim_end();
        match line.split_once(" in ").and_then(|(before, after)| {
            let (number, rest) = after.split_once(" s: ")?;
            number.parse::<f64>().ok()?;
            Some(format!("{before} in … s: {rest}"))
        }) {
            Some(line) => line,
            None => line.to_owned(),
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Whether a line says what became of a file.
fn names_a_file(line: &str) -> bool {
    let verbs = [
        "added",
        "changed",
        "removed",
        "missing",
        "stale",
        "left over",
    ];
    let line = line.trim_start();
    verbs.iter().any(|verb| line.starts_with(verb)) && line.contains('/')
}

fn is_steady(line: &str) -> bool {
    let ends = ["/topics.yaml", "prod/README.md", "dev/README.md", "files)"];
    ends.iter().any(|end| line.ends_with(end))
}

/// Puts `N` for each number of files.
fn uncounted(line: &str) -> String {
    if !line.contains("file") && !line.contains("as they were") {
        return line.to_owned();
    }
    let words = line.split(' ').map(|word| {
        let digits = word.trim_start_matches('(');
        match digits.parse::<usize>() {
            Ok(_) => word.replace(digits, "N"),
            Err(_) => word.to_owned(),
        }
    });
    words
        .collect::<Vec<_>>()
        .join(" ")
        .replace("N file ", "N files ")
}
