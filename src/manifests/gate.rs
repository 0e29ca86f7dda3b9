//! Which rules can't judge a set of manifests, and why.
//!
//! Some rules ask for what only a model says, and some for a part that the manifests say in a way
//! that the model does not have. They stay shut, and a finding says so.

use std::collections::BTreeMap;

use crate::finding::{Finding, ModelPath};

/// The rules that ask for what no manifest says.
pub const ALWAYS: [&str; 3] = [
    "network/api-server",
    "network/api-server-port",
    "version/kubernetes-minimum",
];

/// The rules that speak of everything that exists, and may only see a part of it: they tell what
/// nearly has the name of something that is there.
const NEAR: [&str; 2] = ["acl/unreachable", "reference/unknown-super-user"];

/// The shut rules of one cluster.
#[derive(Clone, Debug, Default)]
pub struct Gate {
    shut: Vec<(Shut, Option<ModelPath>)>,
    why: BTreeMap<String, Vec<&'static str>>,
    all: Option<String>,
}

/// A rule, or a family with its slash.
type Shut = &'static str;

impl Gate {
    /// Shuts rules, or whole families (`node-pool/`).
    pub fn shut(&mut self, rules: &[Shut], why: &str) {
        for rule in rules {
            self.shut.push((rule, None));
            self.because(rule, why);
        }
    }

    /// Shuts a rule for what stands below a path.
    pub fn shut_below(&mut self, rule: Shut, path: ModelPath, why: &str) {
        self.shut.push((rule, Some(path)));
        self.because(rule, why);
    }

    /// Keeps a rule quiet below a path where it would be wrong: nothing is left unchecked there.
    pub fn refute(&mut self, rule: Shut, path: ModelPath) {
        self.shut.push((rule, Some(path)));
    }

    /// Shuts every rule.
    pub fn shut_all(&mut self, why: &str) {
        self.all.get_or_insert_with(|| why.to_owned());
    }

    /// Returns why no rule judges at all.
    #[must_use]
    pub fn all(&self) -> Option<&str> {
        self.all.as_deref()
    }

    /// Returns each reason with the rules that it shuts.
    pub fn reasons(&self) -> impl Iterator<Item = (&str, &[Shut])> {
        self.why
            .iter()
            .map(|(why, rules)| (why.as_str(), rules.as_slice()))
    }

    /// Returns whether a finding stands.
    #[must_use]
    pub fn lets(&self, finding: &Finding) -> bool {
        let rule = finding.rule.as_str();
        if self.all.is_some() || ALWAYS.contains(&rule) || is_ours(finding) {
            return false;
        }
        let near = finding
            .help
            .as_deref()
            .is_some_and(|help| help.starts_with("did you mean"));
        if NEAR.contains(&rule) && !near {
            return false;
        }
        !self.shut.iter().any(|(shut, path)| {
            let named = *shut == rule || shut.ends_with('/') && rule.starts_with(shut);
            named && path.as_ref().is_none_or(|path| is_below(finding, path))
        })
    }

    fn because(&mut self, rule: Shut, why: &str) {
        let rules = self.why.entry(why.to_owned()).or_default();
        if !rules.contains(&rule) {
            rules.push(rule);
        }
    }
}

/// Whether a finding is about how a model is written: that a setting has a field of its own.
fn is_ours(finding: &Finding) -> bool {
    finding.rule.as_str() == "topic/config" && finding.message.contains("a field of its own")
}

fn is_below(finding: &Finding, path: &ModelPath) -> bool {
    let steps = finding.path().map(ModelPath::segments);
    steps.is_some_and(|steps| steps.starts_with(path.segments()))
}
