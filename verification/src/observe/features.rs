//! The feature `metadata.version`: what is finalized, and what each broker supports.

use std::collections::BTreeMap;

use krafka::admin::{AdminClient, DescribeFeaturesOptions};

use super::said;
use crate::observed::Seen;

const FEATURE: &str = "metadata.version";

pub(super) async fn finalized(admin: &AdminClient) -> Seen<i16> {
    let options = DescribeFeaturesOptions::default();
    let features = admin
        .describe_features(options)
        .await
        .map_err(|e| said(&e))?;
    let mut own = features.finalized.into_iter();
    let own = own.find(|feature| feature.name == FEATURE);
    own.map(|feature| feature.max_version_level)
        .ok_or_else(|| format!("the cluster has no feature {FEATURE}"))
}

pub(super) async fn supported(admin: &AdminClient, ids: &[u32]) -> BTreeMap<u32, Seen<i16>> {
    let mut levels = BTreeMap::new();
    for id in ids {
        levels.insert(*id, supported_by(admin, *id).await);
    }
    levels
}

async fn supported_by(admin: &AdminClient, id: u32) -> Seen<i16> {
    let number = i32::try_from(id).map_err(|e| e.to_string())?;
    let options = DescribeFeaturesOptions::default().node_id(number);
    let features = admin
        .describe_features(options)
        .await
        .map_err(|e| said(&e))?;
    let mut own = features.supported.into_iter();
    let own = own.find(|feature| feature.name == FEATURE);
    own.map(|feature| feature.max_version)
        .ok_or_else(|| format!("it does not support the feature {FEATURE}"))
}
