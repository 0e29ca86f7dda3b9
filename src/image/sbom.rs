//! What is in the program: a bill of materials in CycloneDX 1.6.
//!
//! Crates that are linked are `required`; those that only run while it is built (build scripts and
//! procedural macros) are `excluded`, CycloneDX' word for what is not there at run time.

use serde_json::{Value, json};

use super::{
    blob::{Blob, Digest},
    source::{Crate, Crates, Toolchain},
};

/// What the document is.
pub const SBOM: &str = "application/vnd.cyclonedx+json";

/// What is known about the making of the program.
#[derive(Clone, Copy, Debug)]
pub struct Contents<'a> {
    /// Its crates.
    pub crates: &'a Crates,
    /// What it was built with.
    pub toolchain: &'a Toolchain,
}

/// Makes the document about a program; without contents it says that they are unknown.
#[must_use]
pub fn of(program: &[u8], version: &str, contents: Option<Contents<'_>>) -> Blob {
    let reference = purl("verification", version);
    let subject = json!({
        "type": "application",
        "bom-ref": reference,
        "name": "verification",
        "version": version,
        "licenses": [{"expression": "Apache-2.0"}],
        "purl": reference,
        "hashes": [hash(Digest::of(program).hex())],
    });
    let mut document = json!({
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "tools": {"components": [{
                "type": "application",
                "name": "blueprint",
                "version": env!("CARGO_PKG_VERSION"),
            }]},
            "component": subject,
        },
    });
    if let Some(contents) = contents {
        document["components"] = contents.components();
        document["dependencies"] = contents.dependencies();
    } else {
        document["components"] = json!([]);
        document["compositions"] = json!([{"aggregate": "unknown", "assemblies": [reference]}]);
    }
    let mut text = serde_json::to_vec_pretty(&document).unwrap_or_default();
    text.push(b'\n');
    Blob::new(SBOM, text)
}

impl Contents<'_> {
    fn components(&self) -> Value {
        let libraries = self.toolchain.libraries();
        let libraries = libraries.iter().map(|library| {
            json!({
                "type": "library",
                "bom-ref": library.name,
                "name": library.name,
                "version": library.version,
                "description": library.description,
                "scope": "required",
                "licenses": [{"expression": library.licence}],
            })
        });
        let crates = self.crates.iter().filter(|own| own.name != "verification");
        crates.map(component).chain(libraries).collect()
    }

    fn dependencies(&self) -> Value {
        let edges = self.crates.iter().map(|own| {
            let needs = own.dependencies.iter();
            let needs: Vec<String> = needs.map(|(name, version)| purl(name, version)).collect();
            json!({"ref": purl(&own.name, &own.version), "dependsOn": needs})
        });
        edges.collect()
    }
}

fn component(own: &Crate) -> Value {
    let reference = purl(&own.name, &own.version);
    let mut component = json!({
        "type": "library",
        "bom-ref": reference,
        "name": own.name,
        "version": own.version,
        "scope": if own.linked { "required" } else { "excluded" },
    });
    if let Some(checksum) = &own.checksum {
        component["hashes"] = json!([hash(checksum)]);
    }
    if !own.licence.is_empty() {
        component["licenses"] = json!([{"expression": own.licence}]);
    }
    component["purl"] = json!(reference);
    if own.repository.starts_with("https://") {
        component["externalReferences"] = json!([{"type": "vcs", "url": own.repository}]);
    }
    component
}

fn hash(hex: &str) -> Value {
    json!({"alg": "SHA-256", "content": hex})
}

fn purl(name: &str, version: &str) -> String {
    // A `+` of a version is written out in package URLs.
    format!("pkg:cargo/{name}@{}", version.replace('+', "%2B"))
}
