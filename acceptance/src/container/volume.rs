//! The files of a volume.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::{Places, list, text};
use crate::component::strimzi_secrets::StrimziSecrets;
use crate::error::{Error, Result};
use crate::manifest::Object;

/// Writes what `volume` holds into the directory `target`; an `emptyDir` holds nothing.
pub(super) fn fill(
    volume: &Value,
    objects: &[Object],
    secrets: &StrimziSecrets,
    places: &Places,
    target: &Path,
) -> Result<()> {
    if volume["emptyDir"].is_object() {
        return Ok(());
    }
    if volume["secret"].is_object() {
        return of_secret(&volume["secret"], secrets, target);
    }
    if volume["projected"].is_object() {
        return list(&volume["projected"]["sources"])
            .iter()
            .try_for_each(|source| fill(source, objects, secrets, places, target));
    }
    let name = text(&volume["configMap"]["name"]);
    let map = objects
        .iter()
        .find(|object| object.kind() == "ConfigMap" && object.name() == name)
        .ok_or_else(|| Error::form(format!("{volume}"), "nothing of the set is mounted by it"))?;
    for (key, value) in map.value()["data"].as_object().into_iter().flatten() {
        let file = target.join(key);
        fs::write(&file, places.in_text(text(value))).map_err(Error::file("write", &file))?;
    }
    Ok(())
}

fn of_secret(volume: &Value, secrets: &StrimziSecrets, target: &Path) -> Result<()> {
    let secret = secrets.get(text(&volume["secretName"]))?;
    for item in list(&volume["items"]) {
        let source = secret.join(text(&item["key"]));
        let file = target.join(text(&item["path"]));
        fs::copy(&source, &file).map_err(Error::file("copy", &source))?;
    }
    Ok(())
}
