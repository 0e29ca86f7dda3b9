//! Asks the cluster, one noun of Kafka per file, and puts its answers into the terms of
//! [`crate::observed`].
//!
//! Reads only.

mod acls;
mod brokers;
mod features;
mod http;
mod listener;
mod prometheus;
mod quotas;
mod registry;
mod schemas;
mod topics;
mod ui;

use krafka::{Kafka, admin::AdminClient};

pub use http::Answer;
pub use listener::probe;
pub use prometheus::{Alert, Prometheus, Target, prometheus};
pub use registry::{Registry, registry};
pub use schemas::{Registered, ids, schema_of, schemas};
pub use ui::ui;

use crate::observed::{Observed, Seen};

/// Looks at everything.
pub async fn cluster(kafka: &Kafka) -> Seen<Observed> {
    let admin = kafka.admin();
    let brokers = brokers::registered(&admin).await?;
    let ids: Vec<u32> = brokers.iter().map(|broker| broker.id).collect();
    let observed = Observed {
        quorum: brokers::quorum(&admin).await,
        metadata_level: features::finalized(&admin).await,
        supported_levels: features::supported(&admin, &ids).await,
        broker_configs: brokers::configs(&admin, &ids).await,
        topics: topics::all(&admin).await,
        acls: acls::all(&admin).await,
        quotas: quotas::all(&admin).await,
        brokers,
    };
    close(&admin).await;
    Ok(observed)
}

/// What could not be closed is closed when it is dropped.
async fn close(admin: &AdminClient) {
    let _ = admin.close().await;
}

fn said(error: &krafka::KrafkaError) -> String {
    error.to_string()
}

/// Broker ids are never negative in an answer.
fn id(broker: i32) -> u32 {
    u32::try_from(broker).unwrap_or_default()
}
