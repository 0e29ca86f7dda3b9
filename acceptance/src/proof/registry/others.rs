//! What the registry is given does not depend on the operator's release.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::error::Result;
use crate::harness::Harness;
use crate::manifest::Object;
use crate::release::RELEASES;
use crate::rendered::Rendered;
use crate::verdict::Checks;

/// The component that the registry's own objects are of.
const COMPONENT: &str = "/metadata/labels/app.kubernetes.io~1component";

/// Holds the registry's objects of the other releases against those of a set that was run.
pub(super) fn are_the_same(harness: &Harness, run: &Rendered, checks: &mut Checks) -> Result<()> {
    let objects = run.objects()?;
    let given = given(&objects);
    for release in RELEASES
        .into_iter()
        .filter(|release| *release != run.release())
    {
        let environment = run.environment();
        let claim = format!("{environment} {release}: the registry is given what {run} gives it");
        let Some(set) = harness.set(environment, release)? else {
            checks.not_proved(claim, "there is no model to render this release from");
            continue;
        };
        let objects = set.objects()?;
        let other = self::given(&objects);
        let names: BTreeSet<_> = given.keys().chain(other.keys()).collect();
        let mut differences: Vec<_> = names
            .into_iter()
            .filter(|name| given.get(*name) != other.get(*name))
            .map(|name| format!("{name} differs"))
            .collect();
        if given.is_empty() {
            differences.push("it is given nothing".to_owned());
        }
        checks.unless(claim, &differences);
    }
    Ok(())
}

/// Returns what the registry and its registration are made of: their workloads and settings, their
/// topics and the rights of their user, without the version of Strimzi's API.
fn given(objects: &[Object]) -> BTreeMap<String, &Value> {
    let is_own = |object: &&Object| {
        let component = object.text(COMPONENT);
        let of_kafka = ["KafkaTopic", "KafkaUser"].contains(&object.kind());
        component.starts_with("schema-regist")
            || of_kafka && object.name().contains("schema-registry")
    };
    let own = objects.iter().filter(is_own);
    own.map(|object| {
        let value = object.value();
        let content = if object.is_strimzi() {
            &value["spec"]
        } else {
            value
        };
        (object.to_string(), content)
    })
    .collect()
}
