//! The versions: the finalized metadata version, and the release each broker is of.
//!
//! The protocol does not tell a broker's release. It tells the highest metadata version that the
//! broker supports, and each release line has its own (Kafka: `MetadataVersion`).

use expectations::Cluster;

use crate::{
    metadata_version,
    observed::Observed,
    outcome::{Check, Difference},
};

pub(super) fn checks(expected: &Cluster, observed: &Observed) -> Vec<Check> {
    vec![metadata(expected, observed), releases(expected, observed)]
}

fn metadata(expected: &Cluster, observed: &Observed) -> Check {
    const NAME: &str = "cluster/metadata-version";
    let found = match &observed.metadata_level {
        Ok(level) => *level,
        Err(why) => return Check::unseen(NAME, "the finalized features", why),
    };
    let wanted = &expected.metadata_version;
    let Some(level) = metadata_version::level(wanted) else {
        return Check::not_made(
            NAME,
            format!("the metadata version {wanted} is not known here"),
        );
    };
    let name = metadata_version::name(found);
    let differences = if level == found {
        Vec::new()
    } else {
        vec![Difference::new("the metadata version", wanted, &name)]
    };
    Check::of(NAME, name, differences)
}

fn releases(expected: &Cluster, observed: &Observed) -> Check {
    const NAME: &str = "cluster/kafka-version";
    let line = metadata_version::line(&expected.kafka_version);
    if !metadata_version::is_known(line) {
        return Check::not_made(NAME, format!("the release {line} is not known here"));
    }
    let mut found = Vec::new();
    for (id, level) in &observed.supported_levels {
        let thing = format!("broker {id}");
        match level {
            Err(why) => found.push(Difference::unseen(thing, why)),
            Ok(level) => {
                let name = metadata_version::name(*level);
                if metadata_version::line(&name) != line {
                    let newest = format!("one whose newest metadata version is {name}");
                    found.push(Difference::new(thing, format!("Kafka {line}"), newest));
                }
            }
        }
    }
    Check::of(NAME, format!("Kafka {line} on every broker"), found)
}
