//! Files as they are in a commit, read through the `git` program.
//!
//! Nothing is checked out and no hook or filter runs. A revision is given to git as one word
//! behind `--end-of-options`, so that none can be taken for an option.

use std::{
    ffi::OsStr,
    io::{self, BufRead, BufReader, Write},
    path::Path,
    process::{Child, Command, Stdio},
    thread,
};

use super::CliError;

/// A file in a commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its path below the directory that was asked for, with `/` between its parts.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Returns every regular file below a directory as it is in a commit, sorted by path.
///
/// `directory` is relative to the current directory. One that the commit does not have holds no
/// file.
pub fn files(
    revision: &str,
    directory: &Path,
    wanted: impl Fn(&str) -> bool,
) -> Result<Vec<File>, CliError> {
    let commit = commit(revision)?;
    let mut listed = git(["ls-tree", "-r", "-z", &commit, "--"]);
    listed.arg(directory);
    let listing = output(listed)?;
    let mut blobs = Vec::new();
    for line in listing.split('\0').filter(|line| !line.is_empty()) {
        let (about, path) = line.split_once('\t').unwrap_or((line, ""));
        let mut about = about.split(' ');
        let regular = about.next().is_some_and(|mode| mode.starts_with("100"));
        let (Some("blob"), Some(id), true) = (about.next(), about.next(), regular) else {
            continue;
        };
        let Ok(below) = Path::new(path).strip_prefix(directory) else {
            continue;
        };
        let below = below.to_string_lossy().into_owned();
        if wanted(&below) {
            blobs.push((below, id.to_owned()));
        }
    }
    contents(blobs)
}

/// Returns the commit that a revision names.
fn commit(revision: &str) -> Result<String, CliError> {
    let wanted = format!("{revision}^{{commit}}");
    let mut command = git(["rev-parse", "--verify", "--quiet", "--end-of-options"]);
    command.arg(&wanted);
    let answer = run(&mut command)?;
    let text = String::from_utf8_lossy(&answer.stdout);
    let id = text.trim();
    // Without a repository git says so; an unknown revision is quiet.
    let said = String::from_utf8_lossy(&answer.stderr);
    match (
        answer.status.success() && !id.is_empty(),
        said.lines().next(),
    ) {
        (true, _) => Ok(id.to_owned()),
        (false, Some(line)) => Err(CliError::request(format!("`git` says: {line}"))),
        (false, None) => {
            let error = format!("`{revision}` is no revision of this repository");
            Err(CliError::request(error).hint(if is_shallow()? {
                "This clone has only the newest commits; `git fetch --unshallow` brings the others."
            } else {
                "`git branch --all`, `git tag` and `git log` show what there is."
            }))
        }
    }
}

/// Returns whether the clone was made without its older commits, as CI systems do.
fn is_shallow() -> Result<bool, CliError> {
    let answer = run(&mut git(["rev-parse", "--is-shallow-repository"]))?;
    Ok(answer.stdout.starts_with(b"true"))
}

fn git<const N: usize>(arguments: [&str; N]) -> Command {
    let mut command = Command::new("git");
    command
        .args(["--no-pager", "--literal-pathspecs", "--no-optional-locks"])
        .args(["-c", "core.fsmonitor=false", "-c", "core.quotePath=false"])
        .args(arguments)
        .stdin(Stdio::null());
    command
}

fn run(command: &mut Command) -> Result<std::process::Output, CliError> {
    command.output().map_err(|error| missing(&error))
}

fn missing(error: &io::Error) -> CliError {
    let error = CliError::system(format!("`git` could not be started: {error}"));
    error.hint("A revision is read with the `git` program; install it, or name two directories.")
}

fn output(mut command: Command) -> Result<String, CliError> {
    let answer = run(&mut command)?;
    if answer.status.success() {
        return Ok(String::from_utf8_lossy(&answer.stdout).into_owned());
    }
    let said = String::from_utf8_lossy(&answer.stderr);
    let line = said.lines().next().unwrap_or("it failed without a word");
    Err(CliError::system(format!("`git` says: {line}")))
}

/// Reads the contents of blobs in one go.
fn contents(blobs: Vec<(String, String)>) -> Result<Vec<File>, CliError> {
    let mut child = git(["cat-file", "--batch"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| missing(&error))?;
    let mut ids = String::new();
    for (_, id) in &blobs {
        ids.extend([id, "\n"]);
    }
    let read = converse(&mut child, &ids, blobs);
    let broken = |error: io::Error| CliError::system(format!("git could not be read: {error}"));
    let files = read.map_err(broken)?;
    child.wait().map_err(broken)?;
    Ok(files)
}

fn converse(child: &mut Child, ids: &str, blobs: Vec<(String, String)>) -> io::Result<Vec<File>> {
    let closed = || io::Error::other("it closed its streams");
    let mut input = child.stdin.take().ok_or_else(closed)?;
    let mut answers = BufReader::new(child.stdout.take().ok_or_else(closed)?);
    // Both pipes have to move: git writes while it still reads.
    thread::scope(|scope| {
        let writer = scope.spawn(move || input.write_all(ids.as_bytes()));
        let files = blobs
            .into_iter()
            .map(|(path, _)| blob(&mut answers).map(|bytes| File { path, bytes }))
            .collect::<io::Result<Vec<_>>>()?;
        writer.join().map_err(|_| closed())??;
        Ok(files)
    })
}

/// Reads one answer: `ID blob SIZE`, a line end, the bytes, a line end.
fn blob(answers: &mut impl BufRead) -> io::Result<Vec<u8>> {
    let mut head = String::new();
    answers.read_line(&mut head)?;
    let odd = || io::Error::other(format!("it answered `{}`", head.trim_end()));
    let size: usize = head
        .split_whitespace()
        .nth(2)
        .and_then(|size| size.parse().ok())
        .ok_or_else(odd)?;
    let mut bytes = vec![0; size];
    answers.read_exact(&mut bytes)?;
    answers.read_exact(&mut [0])?;
    Ok(bytes)
}

/// Returns whether a text can be a path below which git is asked.
#[must_use]
pub fn is_relative(directory: &Path) -> bool {
    directory.is_relative()
        && directory
            .components()
            .all(|part| part.as_os_str() != OsStr::new(".."))
}

/// The commit that files are of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Revision {
    /// They are as this commit has them, the last one that changed them.
    At(String),
    /// They have changes that are not committed.
    Changed,
    /// There is no git, or it does not know them.
    Unknown,
}

/// Returns the commit that the files `paths` below `directory` are of.
pub fn revision(directory: &Path, paths: &[&str]) -> Revision {
    let ask = |arguments: [&str; 3]| {
        let mut command = git(arguments);
        command.arg("--").args(paths).current_dir(directory);
        let answer = output(command).ok()?;
        Some(answer.trim().to_owned())
    };
    match ask(["log", "--max-count=1", "--format=%H"]) {
        Some(commit) if !commit.is_empty() => {
            match ask(["status", "--porcelain", "--untracked-files=all"]) {
                Some(changes) if changes.is_empty() => Revision::At(commit),
                _ => Revision::Changed,
            }
        }
        _ => Revision::Unknown,
    }
}
