//! The definitions of prometheus-operator, from its Go module.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use super::Obtained;
use super::structure::Definition;
use crate::failure::{Failure, Outcome};
use crate::process;

const MODULE: &str = "github.com/prometheus-operator/prometheus-operator";

/// The newest release that the module proxy had when the definitions were obtained.
const VERSION: &str = "0.85.0";

/// The kinds that the generator renders, as the names of their files.
const FILES: [&str; 2] = [
    "monitoring.coreos.com_podmonitors.yaml",
    "monitoring.coreos.com_prometheusrules.yaml",
];

/// Obtains the definitions of PodMonitor and PrometheusRule.
pub fn obtain() -> Outcome<Obtained> {
    let module = format!("{MODULE}@v{VERSION}");
    let answer = process::run(Command::new("go").args(["mod", "download", "-json", &module]))?;
    let answer: Value = serde_json::from_str(&answer)
        .map_err(|cause| Failure::new(format!("go answered no JSON: {cause}")))?;
    let text = |name: &str| answer.get(name).and_then(Value::as_str);
    let directory = text("Dir").ok_or_else(|| Failure::new("go named no directory"))?;
    let directory = Path::new(directory).join("example/prometheus-operator-crd");
    let definitions: Vec<Definition> = FILES
        .iter()
        .map(|file| read(&directory.join(file)))
        .collect::<Outcome<_>>()?;
    let from = vec![format!("{module} {}", text("Sum").unwrap_or_default())];
    let file = format!("prometheus-operator-{VERSION}.json.gz");
    Obtained::new(
        &format!("prometheus-operator {VERSION}"),
        file,
        from,
        &definitions,
    )
}

fn read(path: &Path) -> Outcome<Definition> {
    let text = fs::read_to_string(path).map_err(|cause| Failure::with_file(path, cause))?;
    Definition::read(&text)
}
