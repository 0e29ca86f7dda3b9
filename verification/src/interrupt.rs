//! Stopped on the way: what was made is taken away before the program ends.
//!
//! Kubernetes asks a Pod to end with SIGTERM and kills it half a minute later; what a killed run
//! leaves is taken away by the next one.

use std::time::Duration;

use tokio::signal::unix::{Signal, SignalKind, signal};

use crate::{error::Error, outcome::Check, run::Run, trial};

/// How long taking away may take: less than the half minute that Kubernetes gives.
const LIMIT: Duration = Duration::from_secs(25);

impl Run {
    /// Runs everything and returns each check, unless it is asked to stop; then it takes away what
    /// it made, and that it was stopped is the error.
    pub async fn until_stopped(&self) -> Result<Vec<Check>, Error> {
        let on = |kind| signal(kind).map_err(|e| Error::Setup(e.to_string()));
        let mut signals = [on(SignalKind::terminate())?, on(SignalKind::interrupt())?];
        tokio::select! {
            checks = self.made() => return checks,
            () = one_of(&mut signals) => {}
        }
        if self.read_only {
            return Err(Error::Stopped(None));
        }
        let left = match tokio::time::timeout(LIMIT, self.take_away()).await {
            Ok(Ok(())) => None,
            Ok(Err(why)) => Some(why),
            Err(_) => Some(format!("no end after {} s", LIMIT.as_secs())),
        };
        Err(Error::Stopped(left))
    }

    async fn take_away(&self) -> Result<(), String> {
        if self.share.is_none() && !self.turn.is_held() {
            // Whatever is there is another run's.
            return Ok(());
        }
        let kafka = self.connection.open().await.map_err(|e| e.to_string())?;
        let removed = match &self.share {
            None => {
                trial::remove(&kafka, &self.prefix).await?;
                return trial::give_back(&kafka, &self.prefix).await;
            }
            Some(share) => {
                let topics = trial::topics_of_shared_load(&self.prefix, &share.run);
                trial::remove_run(&kafka, &topics).await
            }
        };
        removed.map(drop)
    }
}

async fn one_of([first, second]: &mut [Signal; 2]) {
    tokio::select! {
        _ = first.recv() => {}
        _ = second.recv() => {}
    }
}
