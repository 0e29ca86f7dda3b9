//! Puts each fault into the running cluster, looks which checks fail, and mends it.
//!
//! What a fault leaves unmended fails in the next one too, so that each also proves that the
//! cluster was right before it.

use std::fs;
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use super::fault::{self, Beside, Fault, Given, Step, Told};
use super::program::Report;
use super::site::Site;
use crate::component::kafka::Flaw;
use crate::component::slow_disk;
use crate::error::{Error, Result};
use crate::proof::registry::site as registry;
use crate::rendered::Rendered;
use crate::verdict::Checks;

/// How often to look again: a broker may need a moment to take over what the controllers decided.
const TRIES: u32 = 6;

/// What is also tried: everything but the trials that take long.
const TRIED: [&str; 10] = [
    "--only=cluster/",
    "--only=topic/",
    "--only=acl/",
    "--only=quota/",
    "--only=listener/",
    "--only=rights/",
    "--only=registry/",
    "--only=format/",
    "--only=functional/records",
    "--only=functional/clean-up",
];

/// How long to wait before looking again.
const PAUSE: Duration = Duration::from_secs(1);

/// Puts every fault into the cluster, one after the other.
pub(super) fn are_found(set: &Rendered, site: &mut Site, checks: &mut Checks) {
    for fault in fault::all() {
        let complaint = match is_found(&fault, site) {
            Ok(complaint) => complaint,
            Err(error) => Some(error.to_string()),
        };
        checks.unless(
            format!("{set}: {}, and {} alone tells it", fault.name, fault.check),
            &complaint.into_iter().collect::<Vec<_>>(),
        );
    }
}

/// Makes one fault, looks for it, and mends it in any case; returns what was not as it should.
fn is_found(fault: &Fault, site: &mut Site) -> Result<Option<String>> {
    let made = take(&fault.make, site);
    let looked = made.and_then(|()| look(fault, site));
    take(&fault.mend, site)?;
    looked
}

fn look(fault: &Fault, site: &Site) -> Result<Option<String>> {
    let mut complaint = None;
    for _ in 0..TRIES {
        let call = site.call();
        let call = match fault.beside {
            Beside::Nothing => call.arg("--read-only"),
            Beside::Trials => call.args(TRIED),
            Beside::TrialsAndLoad => call.args(TRIED).arg("--only=performance/"),
        };
        let (certificate, key) = site.stranger()?;
        let call = call.env("KAFKA_STRANGER_CERT", certificate);
        let report = Report::of(&call.env("KAFKA_STRANGER_KEY", key))?;
        complaint = differs(fault, &report, site);
        if complaint.is_none() {
            break;
        }
        thread::sleep(PAUSE);
    }
    Ok(complaint)
}

/// Returns what a report says otherwise than that this fault is there, and no other.
fn differs(fault: &Fault, report: &Report, site: &Site) -> Option<String> {
    let told = Told {
        thing: site.with_addresses(&fault.told.thing),
        ..fault.told.clone()
    };
    if report.status() != Some(2) || report.failed().ne([fault.check]) || !report.tells(&told) {
        let seen = report.complaints();
        return Some(format!("wanted {told:?}, seen {}", seen.join("\n")));
    }
    None
}

fn take(steps: &[Step], site: &mut Site) -> Result<()> {
    steps.iter().try_for_each(|step| site.take(step))
}

impl Site {
    fn take(&mut self, step: &Step) -> Result<()> {
        match step {
            Step::Control(step) => self.control.take(&json!([step])).map(drop),
            Step::Certificate(node, listener, flaw) => self.show(*node, listener, *flaw),
            Step::Trust(node, listener, whom) => self.trust(*node, listener, *whom),
            Step::Kill(node) => {
                self.kafka.kill(*node);
                Ok(())
            }
            Step::Start(node, settings) => {
                let settings = settings.iter();
                let settings = settings
                    .map(|(name, given)| Ok(((*name).to_owned(), self.given(*node, name, given)?)));
                let settings = settings.collect::<Result<Vec<_>>>()?;
                self.kafka.start_again(*node, &settings)
            }
            Step::Slow(node) => {
                let library = slow_disk::library(&self.cache)?;
                self.kafka.start_slow(*node, library)
            }
            Step::Pause(node, paused) => {
                self.kafka.pause(*node, *paused);
                Ok(())
            }
            Step::Registry(method, path, body) => self.change(method, path, body.as_ref()),
            Step::Reword(subject) => self.reword(subject),
            Step::PauseRegistry(paused) => {
                self.registry.pause(*paused);
                Ok(())
            }
            Step::Register => registry::run(&self.registration).map(drop),
            Step::Expect(pointer, value) => self.expect(pointer, value),
            Step::ExpectAsRendered => {
                let changed = self.changed();
                fs::remove_dir_all(&changed).map_err(Error::file("remove", &changed))
            }
            Step::Swap(user, whose) => self.give(user, whose),
        }
    }

    fn show(&self, node: usize, listener: &str, flaw: Option<Flaw>) -> Result<()> {
        let file = flaw.map(|flaw| self.kafka.flawed_certificate(node, flaw));
        let file = file.transpose()?.map(|file| file.display().to_string());
        self.set(node, listener, "keystore", file)
    }

    fn trust(&self, node: usize, listener: &str, whom: bool) -> Result<()> {
        let file = whom.then(|| self.kafka.strange_authority()).transpose()?;
        let file = file.map(|file| file.display().to_string());
        self.set(node, listener, "truststore", file)
    }

    /// Sets a store of a listener while its broker runs, or takes what was set back.
    fn set(&self, node: usize, listener: &str, store: &str, file: Option<String>) -> Result<()> {
        let key = format!("listener.name.{listener}.ssl.{store}.location");
        let value = file.map_or(Value::Null, Value::from);
        let step = json!({
            "step": "config", "of": "BROKER", "name": node.to_string(), "set": {key: value},
        });
        self.control.take(&json!([step])).map(drop)
    }

    fn given(&self, node: usize, name: &str, given: &Given) -> Result<String> {
        let address = &self.kafka.nodes()[node].address;
        let here = |text: &str| text.replace("{}", address);
        Ok(match given {
            Given::Text(text) => here(text),
            Given::More(more) => self.kafka.setting(node, name)? + &here(more),
            Given::Instead(of, with) => {
                let rendered = self.kafka.setting(node, name)?;
                rendered.replace(&here(of), &here(with))
            }
            Given::Certificate(flaw) => {
                let file = self.kafka.flawed_certificate(node, *flaw)?;
                file.display().to_string()
            }
            Given::RenewedAuthority => self.kafka.renewed_authority(node)?.display().to_string(),
        })
    }

    fn change(&self, method: &str, path: &str, body: Option<&Value>) -> Result<()> {
        let url = self.of_registry(path);
        let answer = match body {
            Some(body) => self.client.put(&url, body)?,
            None => self.client.delete(&url)?,
        };
        taken(method, &url, &answer)
    }

    fn reword(&self, subject: &str) -> Result<()> {
        let url = self.of_registry(&format!("/subjects/{subject}/versions"));
        let last = self.client.get(&format!("{url}/latest"))?;
        let form = |error| Error::form(&url, error);
        let text = last["schema"].as_str().unwrap_or_default();
        let mut schema: Value = serde_json::from_str(text).map_err(form)?;
        schema["$comment"] = "the same in other words".into();
        let body = json!({"schema": schema.to_string(), "schemaType": "JSON"});
        taken("POST", &url, &self.client.post(&url, &body)?)
    }

    fn of_registry(&self, path: &str) -> String {
        format!("{}{path}", self.container.variable("SCHEMA_REGISTRY_URL"))
    }

    /// Returns the certificate and the key of somebody whom no listener may take.
    fn stranger(&self) -> Result<(std::path::PathBuf, std::path::PathBuf)> {
        self.kafka.stranger("kafka-verification")
    }

    /// Returns `text` with the addresses of nodes in the place of their numbers.
    fn with_addresses(&self, text: &str) -> String {
        let nodes = self.kafka.nodes().iter().enumerate();
        nodes.fold(text.to_owned(), |text, (number, node)| {
            text.replace(&format!("{{{number}}}"), &node.address)
        })
    }
}

fn taken(method: &str, url: &str, answer: &Value) -> Result<()> {
    if answer.get("error_code").is_some() {
        return Err(Error::form(format!("{method} {url}"), answer));
    }
    Ok(())
}
