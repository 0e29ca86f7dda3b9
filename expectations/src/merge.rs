//! What all documents say together.
//!
//! Exactly one of them has the cluster, and no name comes twice: a file that was left over from
//! another render must not be judged by.

use std::collections::BTreeSet;
use std::fmt;

use crate::{Cluster, Document, Load, Monitoring, Path, SharedLoad, Subject, Topic, User};

/// What a model expects of the running cluster.
#[derive(Clone, Debug, PartialEq)]
pub struct Expectations {
    /// The cluster as a whole.
    pub cluster: Cluster,
    /// Every topic.
    pub topics: Vec<Topic>,
    /// Every user.
    pub users: Vec<User>,
    /// Every subject of the schema registry.
    pub subjects: Vec<Subject>,
    /// Every path that events take.
    pub paths: Vec<Path>,
    /// What watches the deployment.
    pub monitoring: Option<Monitoring>,
    /// The load that the cluster must bear.
    pub load: Option<Load>,
    /// The load that several pods write together.
    pub shared_load: Option<SharedLoad>,
}

/// Why documents don't belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MergeError {
    /// No document has the cluster.
    NoCluster,
    /// Several documents have a cluster.
    SeveralClusters,
    /// Something comes twice: what it is, and its name.
    Twice(&'static str, String),
}

impl fmt::Display for MergeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoCluster => f.write_str("no file says what is expected of the cluster"),
            Self::SeveralClusters => {
                f.write_str("several files say what is expected of the cluster; keep one render's")
            }
            Self::Twice(what, name) => {
                write!(f, "the {what} {name} comes twice; keep one render's files")
            }
        }
    }
}

impl std::error::Error for MergeError {}

impl Expectations {
    /// Puts documents together.
    pub fn merge(documents: impl IntoIterator<Item = Document>) -> Result<Self, MergeError> {
        let mut cluster = None;
        let (mut topics, mut users, mut subjects) = (Vec::new(), Vec::new(), Vec::new());
        let (mut paths, mut monitoring) = (Vec::new(), None);
        let (mut load, mut shared_load) = (None, None);
        for document in documents {
            if let Some(own) = document.cluster
                && cluster.replace(own).is_some()
            {
                return Err(MergeError::SeveralClusters);
            }
            topics.extend(document.topics);
            users.extend(document.users);
            subjects.extend(document.subjects);
            paths.extend(document.paths);
            one("monitoring", &mut monitoring, document.monitoring)?;
            one("load", &mut load, document.load)?;
            one("sharedLoad", &mut shared_load, document.shared_load)?;
        }
        once("topic", topics.iter().map(|topic| &topic.name))?;
        once("user", users.iter().map(|user| &user.principal))?;
        once("subject", subjects.iter().map(|subject| &subject.subject))?;
        once("path of", paths.iter().map(|path| &path.application))?;
        Ok(Self {
            cluster: cluster.ok_or(MergeError::NoCluster)?,
            topics,
            users,
            subjects,
            paths,
            monitoring,
            load,
            shared_load,
        })
    }
}

fn one<T>(what: &'static str, known: &mut Option<T>, own: Option<T>) -> Result<(), MergeError> {
    let Some(own) = own else {
        return Ok(());
    };
    match known.replace(own) {
        None => Ok(()),
        Some(_) => Err(MergeError::Twice(what, "section".to_owned())),
    }
}

fn once<'a>(
    what: &'static str,
    mut names: impl Iterator<Item = &'a String>,
) -> Result<(), MergeError> {
    let mut known = BTreeSet::new();
    match names.find(|name| !known.insert(*name)) {
        Some(name) => Err(MergeError::Twice(what, name.clone())),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn cluster() -> Document {
        Document {
            cluster: Some(Cluster {
                name: "shop".to_owned(),
                kafka_version: "3.7.0".to_owned(),
                metadata_version: "3.7-IV4".to_owned(),
                brokers: vec![0],
                controllers: vec![0],
                racks: false,
                listeners: Vec::new(),
                config: BTreeMap::new(),
                authorization: true,
            }),
            ..Document::default()
        }
    }

    fn topic(name: &str) -> Document {
        Document {
            topics: vec![Topic {
                name: name.to_owned(),
                partitions: 1,
                replicas: 1,
                config: BTreeMap::new(),
            }],
            ..Document::default()
        }
    }

    #[test]
    fn files_of_one_render_become_one() {
        let merged = Expectations::merge([topic("a"), cluster(), topic("b")]);
        let names = |all: Expectations| -> Vec<_> {
            all.topics.into_iter().map(|topic| topic.name).collect()
        };
        assert_eq!(merged.map(names), Ok(vec!["a".to_owned(), "b".to_owned()]));
    }

    #[test]
    fn files_of_several_renders_are_refused() {
        let error = |documents: &[Document]| Expectations::merge(documents.to_vec()).err();
        assert_eq!(error(&[topic("a")]), Some(MergeError::NoCluster));
        assert_eq!(
            error(&[cluster(), cluster()]),
            Some(MergeError::SeveralClusters)
        );
        assert_eq!(
            error(&[cluster(), topic("a"), topic("a")]),
            Some(MergeError::Twice("topic", "a".to_owned()))
        );
    }
}
