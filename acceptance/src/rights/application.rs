//! An application as the model's base says it, which is what people mean it to do.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Deserialize;

use crate::component::kafka_access::Transaction;
use crate::error::{Error, Result};
use crate::manifest;

/// What an application does with topics.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Application {
    produces: BTreeMap<String, serde_json::Value>,
    consumes: BTreeMap<String, serde_json::Value>,
    dead_letters: Option<String>,
    guarantee: Option<String>,
}

impl Application {
    /// Reads the applications of a layer of the model by name; none where there is no such file.
    pub fn all(layer: &Path) -> Result<BTreeMap<String, Self>> {
        let mut applications = BTreeMap::new();
        if !layer.exists() {
            return Ok(applications);
        }
        for object in manifest::read(layer)? {
            let value = object.value()["applications"].clone();
            let read: Option<BTreeMap<String, Self>> = serde_json::from_value(value)
                .map_err(|error| Error::form(layer.display().to_string(), error))?;
            applications.extend(read.unwrap_or_default());
        }
        Ok(applications)
    }

    /// Returns the topics that it writes, the one for what it can't handle included.
    #[must_use]
    pub fn writes(&self) -> BTreeSet<String> {
        let topics = self.produces.keys().chain(&self.dead_letters);
        topics.cloned().collect()
    }

    /// Returns the topics that it reads.
    #[must_use]
    pub fn reads(&self) -> BTreeSet<String> {
        self.consumes.keys().cloned().collect()
    }

    /// Returns the transaction that an application called `name` makes, if it makes any.
    #[must_use]
    pub fn transaction(&self, name: &str) -> Option<Transaction> {
        let transactional = self.guarantee.as_deref() == Some("exactly-once");
        transactional.then(|| Transaction {
            transactional_id: format!("{name}-0"),
            group: name.to_owned(),
            reads: self.reads(),
            writes: self.writes(),
        })
    }
}
