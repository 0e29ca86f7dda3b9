//! Servers: processes that run until their owner is dropped.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Child;
use std::thread;
use std::time::{Duration, Instant};

use super::{Call, group, output};
use crate::error::{Error, Result};

/// How often a starting server is asked whether it is ready.
const TICK: Duration = Duration::from_millis(100);

/// How long a server may take to stop before it is killed.
const STOP: Duration = Duration::from_secs(5);

/// A running server; dropping it stops it.
#[derive(Debug)]
pub struct Daemon {
    component: String,
    log: PathBuf,
    child: Child,
}

/// Starts `call` with both its outputs going to `log`.
pub(super) fn start(call: &Call, component: &str, log: &Path) -> Result<Daemon> {
    let file = File::create(log).map_err(Error::file("create", log))?;
    let errors = file.try_clone().map_err(Error::file("write", log))?;
    let mut command = call.command();
    command.stdout(file).stderr(errors);
    let child = group::spawn(&mut command)?;
    Ok(Daemon {
        component: component.to_owned(),
        log: log.to_owned(),
        child,
    })
}

impl Daemon {
    /// Waits until `ready` answers yes, at most `limit`.
    ///
    /// A server that ends while it is waited for is an error at once.
    pub fn wait_until(
        &mut self,
        limit: Duration,
        mut ready: impl FnMut() -> Result<bool>,
    ) -> Result<()> {
        let started = Instant::now();
        while !ready()? {
            if group::stopped() {
                return Err(Error::Interrupted);
            }
            if self.ended() || started.elapsed() > limit {
                return Err(self.not_ready(started.elapsed()));
            }
            thread::sleep(TICK);
        }
        Ok(())
    }

    /// Returns whether the process has ended by itself.
    pub fn ended(&mut self) -> bool {
        !matches!(self.child.try_wait(), Ok(None))
    }

    /// Returns the log as it stands.
    pub fn log(&self) -> Result<String> {
        fs::read_to_string(&self.log).map_err(Error::file("read", &self.log))
    }

    /// Ends the server without letting it finish what it is doing.
    pub fn kill(mut self) {
        group::end(&mut self.child);
    }

    /// Asks the server to stop, waits at most `limit`, and returns its exit status; none if it had
    /// to be killed.
    pub fn stop(self, limit: Duration) -> Result<Option<i32>> {
        group::ask_to_stop(&self.child);
        self.wait(limit)
    }

    /// Waits at most `limit` for the server to end, and returns its exit status; none if it had to
    /// be killed.
    pub fn wait(mut self, limit: Duration) -> Result<Option<i32>> {
        let asked = Instant::now();
        while !self.ended() {
            if group::stopped() {
                return Err(Error::Interrupted);
            }
            if asked.elapsed() > limit {
                self.kill();
                return Ok(None);
            }
            thread::sleep(TICK);
        }
        let status = self.child.try_wait().ok().flatten();
        Ok(status.and_then(|status| status.code()))
    }

    /// Stops the server where it is, so that it answers nobody, or lets it go on.
    pub fn pause(&self, paused: bool) {
        group::pause(&self.child, paused);
    }

    fn not_ready(&self, waited: Duration) -> Error {
        let log = fs::read(&self.log).unwrap_or_default();
        Error::NotReady {
            component: self.component.clone(),
            waited,
            log: output::last_lines(&String::from_utf8_lossy(&log)),
        }
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        // A client that says goodbye leaves its group in Kafka free for the next one.
        let asked = Instant::now();
        if !self.ended() {
            group::ask_to_stop(&self.child);
        }
        while !self.ended() && asked.elapsed() < STOP {
            thread::sleep(TICK / 4);
        }
        group::end(&mut self.child);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alive(pid: &str) -> bool {
        // A killed process may stay a zombie for a moment when nobody has waited for it.
        fs::read_to_string(format!("/proc/{pid}/stat")).is_ok_and(|stat| !stat.contains(") Z "))
    }

    #[test]
    fn a_dropped_server_takes_its_children_with_it() {
        let directory = tempfile::tempdir().unwrap();
        let log = directory.path().join("log");
        let call = Call::new("sh").args(["-c", "sleep 300 & echo $!; wait"]);
        let mut server = call.start("sh", &log).unwrap();
        let written = || Ok(fs::read_to_string(&log).is_ok_and(|log| log.ends_with('\n')));
        server.wait_until(Duration::from_secs(20), written).unwrap();
        let child = server.log().unwrap().trim().to_owned();
        assert!(alive(&child));
        drop(server);
        let started = Instant::now();
        while alive(&child) && started.elapsed() < Duration::from_secs(20) {
            thread::sleep(TICK);
        }
        assert!(!alive(&child));
    }

    #[test]
    fn a_server_that_ends_early_is_reported_with_its_log() {
        let directory = tempfile::tempdir().unwrap();
        let call = Call::new("sh").args(["-c", "echo no such flag; exit 1"]);
        let mut server = call.start("demo", &directory.path().join("log")).unwrap();
        let error = server
            .wait_until(Duration::from_mins(1), || Ok(false))
            .unwrap_err();
        insta::assert_snapshot!(error, @"
        demo was not ready after 0 s; its last words:
        no such flag
        ");
    }
}
