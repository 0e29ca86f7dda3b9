//! One pod's share of a load that several pods write together.
//!
//! All pods of a run know its name and how many they are; the index tells them apart. The pod of
//! index 0 makes the topics, judges what all of them wrote, and takes the topics away.

use std::{fmt, str::FromStr};

use expectations::{Expectations, Load};

use crate::error::Error;

/// The most pods that a load has; each tells the others every two seconds that it is there.
const MOST: u32 = 100;

/// The longest name of a run; it becomes a part of the names of topics.
const LONGEST: usize = 64;

/// The name of a run, which all of its pods share and no other run has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunName(String);

impl FromStr for RunName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let inside = |c: char| c.is_ascii_alphanumeric() || c == '-';
        if text.is_empty() || text.len() > LONGEST || !text.chars().all(inside) {
            return Err(format!(
                "it has 1 to {LONGEST} letters, digits and `-`, since topics are named after it"
            ));
        }
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Display for RunName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What one pod of a run writes.
#[derive(Clone, Debug)]
pub struct Share {
    /// The run.
    pub run: RunName,
    /// Which of the pods it is, from 0 on.
    pub index: u32,
    /// How many pods there are.
    pub pods: u32,
    /// What all of them write together, and what must hold for it.
    pub whole: Load,
}

impl Share {
    /// Finds a pod's share of the load that is expected; `pods` stands in for the number that the
    /// model says.
    pub fn of(
        expected: &Expectations,
        run: RunName,
        index: u32,
        pods: Option<u32>,
    ) -> Result<Self, Error> {
        let no = |why: String| Err(Error::Share(why));
        let Some(shared) = &expected.shared_load else {
            return no(
                "the expectations state no load of several pods: write `verification.load` in \
                 the model and render it"
                    .to_owned(),
            );
        };
        let pods = pods.unwrap_or(shared.pods);
        if !(1..=MOST).contains(&pods) {
            return no(format!("a load has 1 to {MOST} pods, and not {pods}"));
        }
        if index >= pods {
            return no(format!(
                "index {index} is none of the load's {pods} pods, which count from 0; the Job and \
                 the ConfigMaps of the expectations must be of one render"
            ));
        }
        if shared.load.rate < pods {
            return no(format!(
                "{pods} pods can't share {} records a second",
                shared.load.rate
            ));
        }
        Ok(Self {
            run,
            index,
            pods,
            whole: shared.load.clone(),
        })
    }

    /// Returns whether this pod judges what all of them wrote.
    #[must_use]
    pub const fn judges(&self) -> bool {
        self.index == 0
    }

    /// Returns what this pod writes: all shares together have exactly the whole rate.
    #[must_use]
    pub fn load(&self) -> Load {
        let rest = self.whole.rate % self.pods;
        Load {
            rate: self.whole.rate / self.pods + u32::from(self.index < rest),
            ..self.whole.clone()
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use std::collections::BTreeMap;

    use expectations::{Acks, Cluster, Compression, SharedLoad, Thresholds};

    use super::*;

    pub(crate) fn expected(pods: u32, rate: u32) -> Expectations {
        Expectations {
            cluster: Cluster {
                name: "shop".to_owned(),
                kafka_version: "3.7.0".to_owned(),
                metadata_version: "3.7-IV4".to_owned(),
                brokers: vec![0],
                controllers: vec![0],
                racks: false,
                listeners: Vec::new(),
                config: BTreeMap::new(),
                authorization: true,
            },
            topics: Vec::new(),
            users: Vec::new(),
            subjects: Vec::new(),
            paths: Vec::new(),
            monitoring: None,
            load: None,
            shared_load: Some(SharedLoad {
                pods,
                load: Load {
                    rate,
                    record_bytes: 10,
                    warm_up_milliseconds: 0,
                    milliseconds: 1_000,
                    acks: vec![Acks::All],
                    compression: vec![Compression::None],
                    thresholds: Thresholds::default(),
                },
            }),
        }
    }

    fn share(index: u32, pods: Option<u32>) -> Result<Share, String> {
        let run = "a".parse().unwrap();
        let share = Share::of(&expected(3, 1_000), run, index, pods);
        share.map_err(|error| error.to_string())
    }

    #[test]
    fn the_shares_are_the_whole_rate_and_nearly_the_same() {
        let rate = |index, pods| share(index, pods).unwrap().load().rate;
        assert_eq!([0, 1, 2].map(|index| rate(index, None)), [334, 333, 333]);
        for pods in [1, 2, 7, 99] {
            let rates: Vec<u32> = (0..pods).map(|index| rate(index, Some(pods))).collect();
            assert_eq!(rates.iter().sum::<u32>(), 1_000, "{pods}");
            assert!(rates.iter().max().unwrap() - rates.iter().min().unwrap() <= 1);
        }
    }

    #[test]
    fn what_is_no_share_is_told() {
        let told = |index, pods| share(index, pods).unwrap_err();
        assert!(told(3, None).starts_with("index 3 is none of the load's 3 pods"));
        assert!(told(0, Some(0)).starts_with("a load has 1 to 100 pods"));
        assert!(told(0, Some(101)).starts_with("a load has 1 to 100 pods"));
        let run = || "a".parse().unwrap();
        let few = Share::of(&expected(3, 2), run(), 0, None).unwrap_err();
        assert_eq!(few.to_string(), "3 pods can't share 2 records a second");
        let mut none = expected(3, 2);
        none.shared_load = None;
        let none = Share::of(&none, run(), 0, Some(3)).unwrap_err();
        assert!(none.to_string().contains("`verification.load`"));
    }

    #[test]
    fn a_name_of_a_run_fits_into_the_name_of_a_topic() {
        let good = |text: &str| text.parse::<RunName>().is_ok();
        assert!(good("8f6b7a52-5a43-4d3e-9f0a-0c2f8e1d4b67") && good("mine"));
        assert!(!good("") && !good("a.b") && !good("a_b") && !good("a b"));
        assert!(good(&"a".repeat(64)) && !good(&"a".repeat(65)));
    }
}
