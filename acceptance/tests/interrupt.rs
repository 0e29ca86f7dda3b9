//! A signal to the harness ends every process that it started, and what those started.

use std::env;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

/// How long a busy machine may take to a step of a test.
const LIMIT: Duration = Duration::from_mins(2);

/// A promtool that starts a process of its own and ends with it, after five minutes.
const SLOW: &str =
    "#!/bin/sh\nsleep 300 &\necho $$ $! > \"$TOLD.new\"\nmv \"$TOLD.new\" \"$TOLD\"\nwait\n";

#[test]
fn a_signal_ends_all_that_runs() {
    for signal in [Signal::INT, Signal::TERM, Signal::HUP] {
        let directory = tempfile::tempdir().unwrap();
        let told = directory.path().join("told");
        let mut harness = start(directory.path(), &told);
        if !came(|| told.exists() || harness.try_wait().unwrap().is_some()) || !told.exists() {
            let output = harness.wait_with_output().unwrap();
            let text = String::from_utf8_lossy(&output.stdout).into_owned();
            assert!(text.contains("is not installed"), "{text}");
            println!("skipped: {text}");
            return;
        }
        let text = fs::read_to_string(&told).unwrap();
        let begun: Vec<_> = text.split_whitespace().collect();
        assert_eq!(begun.len(), 2);
        assert!(begun.iter().all(|pid| is_alive(pid)));
        kill_process(Pid::from_child(&harness), signal).unwrap();
        assert!(came(|| harness.try_wait().unwrap().is_some()), "{signal:?}");
        assert!(
            came(|| !begun.iter().any(|pid| is_alive(pid))),
            "{signal:?}"
        );
        let output = harness.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{signal:?}");
        assert!(String::from_utf8_lossy(&output.stdout).contains("interrupted"));
    }
}

/// Starts the harness on a row that calls promtool, which is another here.
fn start(directory: &Path, told: &Path) -> Child {
    for program in ["promtool", "prometheus"] {
        let path = directory.join(program);
        fs::write(&path, SLOW).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let others = env::var_os("PATH").unwrap_or_default();
    let path = [directory.to_owned()]
        .into_iter()
        .chain(env::split_paths(&others));
    Command::new(env!("CARGO_BIN_EXE_acceptance"))
        .args(["--only", "alerts"])
        .env("PATH", env::join_paths(path).unwrap())
        .env("TOLD", told)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

fn came(is_so: impl FnMut() -> bool) -> bool {
    let mut is_so = is_so;
    let started = Instant::now();
    while !is_so() {
        if started.elapsed() > LIMIT {
            return false;
        }
        thread::sleep(Duration::from_millis(50));
    }
    true
}

/// A killed process may stay a zombie until somebody waits for it.
fn is_alive(pid: &str) -> bool {
    fs::read_to_string(format!("/proc/{pid}/stat")).is_ok_and(|stat| !stat.contains(") Z "))
}
