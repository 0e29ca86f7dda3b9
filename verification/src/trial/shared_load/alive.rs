//! Loads that are running: their topics are theirs, whoever else tidies up.

use std::time::Instant;

use krafka::admin::AdminClient;

use super::{FAMILY, board};
use crate::{
    observed::Seen,
    trial::presence::{PAUSE, SILENCE, ends},
};

/// Returns the beginnings of the names of the topics of loads that are running: those on whose
/// boards somebody writes. There is nothing to wait for where there is no board.
pub(in crate::trial) async fn alive(
    admin: &AdminClient,
    prefix: &str,
    topics: &[String],
) -> Seen<Vec<String>> {
    let boards: Vec<&str> = topics
        .iter()
        .map(String::as_str)
        .filter(|topic| run_of(topic, prefix).is_some_and(|run| *topic == board_of(run)))
        .collect();
    if boards.is_empty() {
        return Ok(Vec::new());
    }
    let before = ends(admin, &boards).await?;
    let end = Instant::now() + SILENCE;
    loop {
        tokio::time::sleep(PAUSE).await;
        let now = ends(admin, &boards).await?;
        let written = boards
            .iter()
            .filter(|board| now.get(**board) > before.get(**board));
        let runs: Vec<String> = written
            .filter_map(|board| run_of(board, prefix).map(str::to_owned))
            .collect();
        if runs.len() == boards.len() || Instant::now() > end {
            return Ok(runs);
        }
    }
}

/// Returns how a topic of a load begins, up to and with the name of its run and a `-`.
fn run_of<'a>(topic: &'a str, prefix: &str) -> Option<&'a str> {
    let own = topic.strip_prefix(prefix)?.strip_prefix(FAMILY)?;
    let (run, last) = own.rsplit_once('-')?;
    (!run.is_empty()).then(|| &topic[..topic.len() - last.len()])
}

fn board_of(run: &str) -> String {
    format!("{run}{}", board::END)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_topic_of_a_load_names_its_run() {
        let of = |topic| run_of(topic, "v-");
        assert_eq!(of("v-shared-load-a-b-board"), Some("v-shared-load-a-b-"));
        assert_eq!(of("v-shared-load-a-b-12"), Some("v-shared-load-a-b-"));
        assert_eq!(of("v-shared-load-board"), None, "no run is named");
        for other in ["v-load-0", "w-shared-load-a-board", "v-records"] {
            assert_eq!(of(other), None);
        }
        let topic = "v-shared-load-a-board";
        assert_eq!(of(topic).map(board_of).as_deref(), Some(topic));
    }
}
