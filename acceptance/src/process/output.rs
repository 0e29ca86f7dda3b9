//! Programs that run to their end while the harness waits for them.

use std::io::{Read, Write};
use std::process::{Child, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::{Call, group};
use crate::error::{Error, Result};

/// How often a running program is looked at.
const TICK: Duration = Duration::from_millis(5);

/// How many lines of a program's output are repeated in a message.
const LAST_LINES: usize = 15;

/// What a program wrote, and how it ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// The exit status, or nothing when a signal ended the program.
    pub status: Option<i32>,
    /// What it wrote to standard output.
    pub stdout: String,
    /// What it wrote to standard error.
    pub stderr: String,
}

impl Output {
    /// Returns whether the program ended with status 0.
    #[must_use]
    pub fn success(&self) -> bool {
        self.status == Some(0)
    }

    /// Returns the last lines written, standard error after standard output.
    #[must_use]
    pub fn last_words(&self) -> String {
        last_lines(&format!(
            "{}\n{}",
            self.stdout.trim_end(),
            self.stderr.trim_end()
        ))
    }
}

/// Returns the last lines of `text`, as many as a message may repeat.
pub(super) fn last_lines(text: &str) -> String {
    let lines: Vec<_> = text.trim().lines().collect();
    lines[lines.len().saturating_sub(LAST_LINES)..].join("\n")
}

/// Runs `call` to its end, or to the end of its time.
pub(super) fn collect(call: &Call) -> Result<Output> {
    let mut command = call.command();
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = group::spawn(&mut command)?;
    let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let input = call.input.clone();
    // A program may end without reading its input; that is its own affair.
    thread::spawn(move || stdin.map(|mut stdin| stdin.write_all(&input)));
    let stdout = thread::spawn(move || text(stdout));
    let stderr = thread::spawn(move || text(stderr));
    let status = wait(&mut child, call.timeout);
    group::end(&mut child);
    let (stdout, stderr) = (stdout.join(), stderr.join());
    if group::stopped() {
        return Err(Error::Interrupted);
    }
    Ok(Output {
        status,
        stdout: stdout.unwrap_or_default(),
        stderr: stderr.unwrap_or_default(),
    })
}

fn text(pipe: Option<impl Read>) -> String {
    let mut bytes = Vec::new();
    if let Some(mut pipe) = pipe {
        // What was read before an error is still worth showing.
        let _ = pipe.read_to_end(&mut bytes);
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn wait(child: &mut Child, timeout: Duration) -> Option<i32> {
    let started = Instant::now();
    while started.elapsed() < timeout {
        match child.try_wait() {
            Ok(Some(status)) => return status.code(),
            Ok(None) => thread::sleep(TICK),
            Err(_) => return None,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Call {
        Call::new("sh").args(["-c", script])
    }

    #[test]
    fn a_program_gets_its_input_and_gives_its_output() {
        let output = shell("cat; echo problem >&2; exit 3")
            .input("text")
            .output()
            .unwrap();
        let expected = Output {
            status: Some(3),
            stdout: "text".to_owned(),
            stderr: "problem\n".to_owned(),
        };
        assert_eq!(output, expected);
    }

    #[test]
    fn a_program_that_takes_too_long_is_ended_with_its_children() {
        let call = shell("sleep 60 & sleep 60").timeout(Duration::from_millis(50));
        let started = Instant::now();
        let output = call.output().unwrap();
        assert_eq!(output.status, None);
        // Its pipes are closed only once the grandchild is gone as well.
        assert!(started.elapsed() < Duration::from_secs(30));
    }

    #[test]
    fn a_failing_program_is_quoted() {
        let error = shell("echo reason >&2; false").stdout().unwrap_err();
        insta::assert_snapshot!(error, @"
        `sh -c echo reason >&2; false` failed; its last words:
        reason
        ");
    }
}
