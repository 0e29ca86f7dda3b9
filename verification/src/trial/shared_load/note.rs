//! What the pods of a load tell each other, and what follows from it.
//!
//! A note is a record of the run's board: its key is JSON, and the value of a result is the
//! latencies as HdrHistogram's compressed V2 form.

use std::{collections::BTreeMap, time::Duration};

use serde::{Deserialize, Serialize};

use crate::{observed::Seen, trial::load::Sample};

/// After how many beats of a reader's own a pod that says nothing counts as gone. Beats are
/// counted and not seconds: while the board is slow, everybody's are.
const SILENT: u32 = 5;

/// What a pod says, and who it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Note {
    /// Which pod says it.
    pub(super) index: u32,
    /// Which process says it, since two could have one index.
    pub(super) process: String,
    /// How many pods it believes there are.
    pub(super) pods: u32,
    /// What it says.
    pub(super) says: Says,
}

/// What a pod says; ways of writing are counted from 0 on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub(super) enum Says {
    /// It would begin to write now.
    Ready { way: usize },
    /// It is still there.
    Beat,
    /// It has written its share; the latencies are the value of the record.
    Result {
        way: usize,
        lasted_nanoseconds: u64,
        failed: u64,
        first_failure: Option<String>,
    },
    /// It gives up.
    Gone { why: String },
}

impl Says {
    /// Puts a result into words, and its latencies into bytes.
    pub(super) fn result(way: usize, sample: &Sample) -> Seen<(Self, Vec<u8>)> {
        let lasted = u64::try_from(sample.lasted.as_nanos()).unwrap_or(u64::MAX);
        let says = Self::Result {
            way,
            lasted_nanoseconds: lasted,
            failed: sample.failed,
            first_failure: sample.first_failure.clone(),
        };
        Ok((says, sample.latencies()?))
    }
}

/// What is known of a pod.
#[derive(Debug)]
struct Pod {
    process: String,
    pods: u32,
    ready: Option<usize>,
    results: BTreeMap<usize, Sample>,
    gone: Option<String>,
    /// How many beats of the reader came since its last note.
    silent: u32,
}

/// A pod that is not there, and why.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Lost {
    pub(super) index: u32,
    pub(super) why: String,
}

/// What pods are waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Awaited {
    /// That they are ready for a way of writing.
    Ready(usize),
    /// What came of a way of writing.
    Result(usize),
}

/// Whether what is waited for came.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Came {
    /// From every pod.
    All,
    /// From some of them, and the others are still there.
    Some,
    /// From some of them, and it will not come from these.
    Never(Vec<Lost>),
}

/// All notes of a run so far, as one pod reads them.
#[derive(Debug)]
pub(super) struct Notes {
    index: u32,
    pods: u32,
    of: BTreeMap<u32, Pod>,
}

impl Notes {
    /// Notes that the pod `index` of `pods` reads.
    pub(super) fn new(index: u32, pods: u32) -> Self {
        Self {
            index,
            pods,
            of: BTreeMap::new(),
        }
    }

    /// Takes in one note; of two processes with one index the first has it.
    pub(super) fn take(&mut self, note: Note, value: &[u8]) -> Seen<()> {
        if note.index == self.index && note.says == Says::Beat {
            self.of.values_mut().for_each(|pod| pod.silent += 1);
        }
        let pod = self.of.entry(note.index).or_insert_with(|| Pod {
            process: note.process.clone(),
            pods: note.pods,
            ready: None,
            results: BTreeMap::new(),
            gone: None,
            silent: 0,
        });
        if pod.process != note.process {
            return Ok(());
        }
        pod.silent = 0;
        match note.says {
            Says::Ready { way } => pod.ready = pod.ready.max(Some(way)),
            Says::Beat => {}
            Says::Gone { why } => pod.gone = Some(why),
            Says::Result {
                way,
                lasted_nanoseconds,
                failed,
                first_failure,
            } => {
                let mut sample = Sample::new(Duration::from_nanos(lasted_nanoseconds));
                sample.failed = failed;
                sample.first_failure = first_failure;
                pod.results.insert(way, sample.with_latencies(value)?);
            }
        }
        Ok(())
    }

    /// Returns the process that has an index; none has it before its first note.
    pub(super) fn process(&self, index: u32) -> Option<&str> {
        self.of.get(&index).map(|pod| pod.process.as_str())
    }

    /// Returns whether what is waited for came from every pod.
    pub(super) fn came(&self, awaited: Awaited) -> Came {
        let absent: Vec<u32> = (0..self.pods)
            .filter(|index| !self.of.get(index).is_some_and(|pod| pod.has(awaited)))
            .collect();
        // Whoever counts other pods shares the rate otherwise, whether or not it has an index here.
        let strange = self.of.iter().filter(|(_, pod)| pod.pods != self.pods);
        let strange = strange.map(|(index, pod)| Lost {
            index: *index,
            why: format!(
                "it counts {} pods, and index {} counts {}",
                pod.pods, self.index, self.pods
            ),
        });
        let mut never: Vec<Lost> = strange.collect();
        for index in &absent {
            let pod = self.of.get(index).filter(|pod| pod.pods == self.pods);
            let why = pod.and_then(Pod::is_lost);
            never.extend(why.map(|why| Lost { index: *index, why }));
        }
        never.sort();
        if !never.is_empty() {
            Came::Never(never)
        } else if absent.is_empty() {
            Came::All
        } else {
            Came::Some
        }
    }

    /// Returns the pods that what is waited for did not come from, all of which are late.
    pub(super) fn late(&self, awaited: Awaited, waited: Duration) -> Vec<Lost> {
        let absent = (0..self.pods).filter_map(|index| match self.of.get(&index) {
            Some(pod) if pod.has(awaited) => None,
            pod => Some((index, pod.is_some())),
        });
        let seconds = waited.as_secs();
        absent
            .map(|(index, is_there)| Lost {
                index,
                why: if is_there {
                    format!("nothing of it within {seconds} s, though it is there")
                } else {
                    format!("it did not come within {seconds} s")
                },
            })
            .collect()
    }

    /// Takes out the results of a way of writing, by the index of the pod.
    pub(super) fn results(&mut self, way: usize) -> BTreeMap<u32, Sample> {
        let pods = self.of.iter_mut();
        pods.filter_map(|(index, pod)| Some((*index, pod.results.remove(&way)?)))
            .collect()
    }
}

impl Pod {
    fn has(&self, awaited: Awaited) -> bool {
        match awaited {
            Awaited::Ready(way) => self.ready >= Some(way),
            Awaited::Result(way) => self.results.contains_key(&way),
        }
    }

    /// Returns why nothing more will come from it, if that is so.
    fn is_lost(&self) -> Option<String> {
        let silent = (self.silent >= SILENT).then(|| "it fell silent".to_owned());
        self.gone.clone().or(silent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note(index: u32, says: Says) -> Note {
        Note {
            index,
            process: format!("process {index}"),
            pods: 3,
            says,
        }
    }

    fn read(notes: impl IntoIterator<Item = Note>) -> Notes {
        let mut all = Notes::new(0, 3);
        notes
            .into_iter()
            .for_each(|one| all.take(one, &[]).unwrap());
        all
    }

    fn never(index: u32, why: &str) -> Came {
        let why = why.to_owned();
        Came::Never(vec![Lost { index, why }])
    }

    const READY: Says = Says::Ready { way: 0 };

    #[test]
    fn nobody_begins_before_everybody_is_ready() {
        let ready = |indexes: &[u32]| {
            let notes = read(indexes.iter().map(|index| note(*index, READY)));
            notes.came(Awaited::Ready(0))
        };
        assert_eq!(ready(&[]), Came::Some);
        assert_eq!(ready(&[0, 2, 2]), Came::Some);
        assert_eq!(ready(&[2, 0, 1]), Came::All);
        let notes = read([0, 1, 2].map(|index| note(index, READY)));
        assert_eq!(notes.came(Awaited::Ready(1)), Came::Some);
        assert_eq!(notes.came(Awaited::Result(0)), Came::Some);
    }

    #[test]
    fn whoever_does_not_come_or_is_slow_is_told_by_its_index() {
        let notes = read([note(0, READY), note(2, Says::Beat)]);
        let late = notes.late(Awaited::Ready(0), Duration::from_secs(7));
        let told: Vec<_> = late.iter().map(|lost| (lost.index, &*lost.why)).collect();
        let known = "nothing of it within 7 s, though it is there";
        assert_eq!(told, [(1, "it did not come within 7 s"), (2, known)]);
    }

    #[test]
    fn whoever_falls_silent_or_gives_up_is_not_waited_for() {
        let beats = |own: usize| {
            let others = [note(1, READY), note(2, READY)];
            let own = std::iter::repeat_n(note(0, Says::Beat), own);
            let notes = read(others.into_iter().chain(own).chain([note(2, Says::Beat)]));
            notes.came(Awaited::Result(0))
        };
        assert_eq!(beats(4), Came::Some);
        assert_eq!(beats(5), never(1, "it fell silent"));
        let why = "no room".to_owned();
        let notes = read([note(1, READY), note(1, Says::Gone { why })]);
        assert_eq!(notes.came(Awaited::Result(0)), never(1, "no room"));
        // What it gave before it ended still counts.
        assert_eq!(notes.late(Awaited::Ready(0), Duration::ZERO).len(), 2);
    }

    #[test]
    fn the_first_process_of_an_index_has_it() {
        let second = Note {
            process: "another".to_owned(),
            ..note(1, Says::Gone { why: String::new() })
        };
        let notes = read([note(1, READY), second]);
        assert_eq!(notes.process(1), Some("process 1"));
        assert_eq!(notes.process(0), None);
        assert_eq!(notes.came(Awaited::Ready(0)), Came::Some);
    }

    #[test]
    fn pods_that_count_otherwise_do_not_write_together() {
        let stranger = |index| Note {
            pods: 5,
            ..note(index, READY)
        };
        let why = "it counts 5 pods, and index 0 counts 3";
        for index in [1, 4] {
            let notes = read([stranger(index)]);
            assert_eq!(notes.came(Awaited::Ready(0)), never(index, why));
        }
    }

    #[test]
    fn a_result_comes_back_as_it_was() {
        let mut sample = Sample::new(Duration::from_millis(1_234));
        (1..500).for_each(|took| sample.acknowledged(Duration::from_micros(took * took)));
        sample.failed("refused".to_owned());
        let (says, latencies) = Says::result(1, &sample).unwrap();
        let text = serde_json::to_string(&note(2, says)).unwrap();
        let mut notes = Notes::new(0, 3);
        notes
            .take(serde_json::from_str(&text).unwrap(), &latencies)
            .unwrap();
        assert!(notes.results(0).is_empty());
        let read = notes.results(1).remove(&2).unwrap();
        assert_eq!((read.lasted, read.failed), (sample.lasted, 1));
        assert_eq!(read.first_failure, sample.first_failure);
        assert_eq!(read.percentile(99.0), sample.percentile(99.0));
        assert_eq!(read.records(), 499);
        assert!(notes.results(1).is_empty(), "it is taken out");
    }
}
