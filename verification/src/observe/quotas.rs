//! The quotas.

use std::collections::BTreeMap;

use krafka::admin::{AdminClient, ClientQuotaFilter, DescribeClientQuotasOptions};

use super::said;
use crate::observed::Seen;

pub(super) async fn all(admin: &AdminClient) -> Seen<BTreeMap<String, BTreeMap<String, u64>>> {
    let options = DescribeClientQuotasOptions::default();
    let quotas = admin.describe_client_quotas(ClientQuotaFilter::all(), options);
    let quotas = quotas.await.map_err(|e| said(&e))?.into_iter();
    Ok(quotas
        .map(|(entity, limits)| {
            let parts = entity.0.into_iter();
            let parts = parts.map(|(kind, name)| {
                format!("{kind} {}", name.unwrap_or_else(|| "<default>".to_owned()))
            });
            let limits = limits.into_iter().map(|(name, limit)| (name, whole(limit)));
            (parts.collect::<Vec<_>>().join(", "), limits.collect())
        })
        .collect())
}

/// Quotas are set as whole numbers and told as floating ones.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a quota is positive, and far below 2^53 bytes a second"
)]
fn whole(limit: f64) -> u64 {
    limit.round() as u64
}
