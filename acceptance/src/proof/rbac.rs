//! Each rendered service account and each person's role may do what it is for, and the API
//! server refuses it everything else.
//!
//! What is expected stands in `acceptance/expectations/rbac.yaml`, written by hand: the rendered
//! roles are what is under proof.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::{Proof, api_server};
use crate::component::access_review::{Access, AccessReviews, Subject};
use crate::component::control_plane::ControlPlane;
use crate::error::{Error, Result};
use crate::harness::Harness;
use crate::manifest::Object;
use crate::prerequisite::Prerequisite;
use crate::release::RELEASES;
use crate::rendered::{NAMESPACE, Rendered};
use crate::verdict::Checks;

/// The row.
pub(super) const PROOF: Proof = Proof {
    name: "rbac",
    summary: "Service accounts and people may do what they are for, and nothing else",
    needs: &[
        Prerequisite::Go,
        Prerequisite::Java17,
        Prerequisite::Java21,
        Prerequisite::Kubectl,
        Prerequisite::Maven,
        Prerequisite::OpenSsl,
        Prerequisite::Setpriv,
    ],
    prove,
};

const CLAIM: &str = "its roles give what they are for";

/// The service account of the cluster operator.
const CLUSTER_OPERATOR: &str = "strimzi-cluster-operator";

/// How many wrong answers a message repeats.
const SHOWN: usize = 12;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Expectations {
    namespace: String,
    elsewhere: String,
    people: BTreeMap<String, Vec<Rule>>,
    cluster_operator: ClusterOperator,
    everybody: BTreeSet<String>,
    also_asked: BTreeSet<String>,
    verbs: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct ClusterOperator {
    must: Vec<Rule>,
    must_everywhere: Vec<Rule>,
    must_not: Vec<Rule>,
}

/// Verbs that are given, or withheld, on resources.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rule {
    verbs: Vec<String>,
    resources: Vec<String>,
}

/// A question with the answer that is expected.
struct Question<'a> {
    access: Access<'a>,
    allowed: bool,
}

fn prove(harness: &Harness, checks: &mut Checks) -> Result<()> {
    let text = include_str!("../../expectations/rbac.yaml");
    let expected: Expectations =
        serde_yaml::from_str(text).map_err(|error| Error::form("expectations/rbac.yaml", error))?;
    for release in RELEASES {
        let plane = ControlPlane::start(harness)?;
        api_server::load_definitions(harness, plane.kubectl(), release)?;
        let reviews = AccessReviews::start(plane.kubectl(), &harness.directory("proxy")?)?;
        harness.each_environment(release, checks, CLAIM, |set, checks| {
            let set = harness
                .switched_on(set.environment(), release, "1")?
                .unwrap_or_else(|| set.clone());
            plane.kubectl().apply_whole(&set.directory())?;
            is_as_expected(&reviews, &expected, &set, checks)?;
            plane.clear(&[set])
        })?;
    }
    Ok(())
}

fn is_as_expected(
    reviews: &AccessReviews,
    expected: &Expectations,
    set: &Rendered,
    checks: &mut Checks,
) -> Result<()> {
    let objects = set.objects()?;
    let accounts = accounts(&objects);
    stay_in_the_namespace(&objects, set, checks);
    // Only the operator's rights depend on its release: everybody else is asked once.
    let whole = set.release() == RELEASES[0];
    for account in accounts
        .into_iter()
        .filter(|name| whole || name == CLUSTER_OPERATOR)
    {
        let questions = if account == CLUSTER_OPERATOR {
            expected.of_the_cluster_operator()
        } else {
            expected.of_somebody_with(&[])
        };
        let subject = Subject::ServiceAccount(NAMESPACE.to_owned(), account.clone());
        let who = format!("the service account {account}");
        ask(reviews, set, &who, &subject, &questions, checks)?;
    }
    if !whole {
        return Ok(());
    }
    let groups = groups(&objects);
    if groups.is_empty() {
        checks.not_proved(
            format!("{set}: people may do what their role is for"),
            "the set gives no person a right",
        );
    }
    for (group, roles) in groups {
        let rules: Vec<_> = roles
            .iter()
            .filter_map(|role| expected.people.get(role))
            .flatten()
            .collect();
        let questions = expected.of_somebody_with(&rules);
        let who = format!("a person of the group {group} ({})", roles.join(", "));
        ask(
            reviews,
            set,
            &who,
            &Subject::PersonOf(group),
            &questions,
            checks,
        )?;
    }
    Ok(())
}

fn stay_in_the_namespace(objects: &[Object], set: &Rendered, checks: &mut Checks) {
    let bindings = objects
        .iter()
        .filter(|object| object.kind() == "RoleBinding");
    let elsewhere: Vec<_> = bindings
        .filter(|binding| binding.namespace() != NAMESPACE)
        .map(Object::to_string)
        .collect();
    checks.unless(
        format!("{set}: every binding is in the namespace or of the whole cluster"),
        &elsewhere,
    );
}

fn ask(
    reviews: &AccessReviews,
    set: &Rendered,
    who: &str,
    subject: &Subject,
    questions: &[Question<'_>],
    checks: &mut Checks,
) -> Result<()> {
    let mut wrong = Vec::new();
    for question in questions {
        let allowed = reviews.allows(subject, question.access)?;
        if allowed != question.allowed {
            let answer = if allowed { "is allowed" } else { "is refused" };
            wrong.push(format!("{answer}: {}", question.access));
        }
    }
    wrong.truncate(SHOWN);
    let given = questions.iter().filter(|question| question.allowed).count();
    let claim = format!(
        "{set}: {who} may do {given} things and is refused {}",
        questions.len() - given
    );
    checks.unless(claim, &wrong);
    Ok(())
}

impl Expectations {
    /// Everything that can be asked, of somebody whom exactly `rules` give something.
    fn of_somebody_with(&self, rules: &[&Rule]) -> Vec<Question<'_>> {
        let resources = self.resources();
        let mut questions = Vec::new();
        // What a person may do in another namespace would show in the whole cluster: all
        // bindings of the set are in the namespace or in none.
        for namespace in [&*self.namespace, ""] {
            for resource in &resources {
                for verb in &self.verbs {
                    let given = namespace == self.namespace
                        && rules.iter().any(|rule| rule.gives(verb, resource));
                    let access = Access {
                        verb,
                        resource,
                        namespace,
                    };
                    questions.push(Question {
                        access,
                        allowed: given,
                    });
                }
            }
        }
        questions.extend(self.everybody.iter().map(|resource| Question {
            access: Access {
                verb: "create",
                resource,
                namespace: "",
            },
            allowed: true,
        }));
        questions
    }

    fn of_the_cluster_operator(&self) -> Vec<Question<'_>> {
        let own = &self.cluster_operator;
        let mut questions = Vec::new();
        for (rules, namespace, allowed) in [
            (&own.must, &*self.namespace, true),
            (&own.must, &*self.elsewhere, false),
            (&own.must, "", false),
            (&own.must_everywhere, "", true),
            (&own.must_not, &*self.namespace, false),
            (&own.must_not, &*self.elsewhere, false),
            (&own.must_not, "", false),
        ] {
            let accesses = rules.iter().flat_map(|rule| rule.accesses(namespace));
            questions.extend(accesses.map(|access| Question { access, allowed }));
        }
        questions
    }

    fn resources(&self) -> BTreeSet<&str> {
        let rules = self.people.values().flatten();
        let named = rules.flat_map(|rule| rule.resources.iter());
        named.chain(&self.also_asked).map(String::as_str).collect()
    }
}

impl Rule {
    fn gives(&self, verb: &str, resource: &str) -> bool {
        self.verbs.iter().any(|own| own == verb) && self.resources.iter().any(|own| own == resource)
    }

    fn accesses<'a>(&'a self, namespace: &'a str) -> impl Iterator<Item = Access<'a>> {
        let verbs = move |resource| {
            let access = move |verb| Access {
                verb,
                resource,
                namespace,
            };
            self.verbs.iter().map(String::as_str).map(access)
        };
        self.resources.iter().map(String::as_str).flat_map(verbs)
    }
}

fn accounts(objects: &[Object]) -> BTreeSet<String> {
    objects
        .iter()
        .filter(|object| object.kind() == "ServiceAccount")
        .map(|object| object.name().to_owned())
        .collect()
}

/// Returns the groups of people that are bound to roles, with what each role is for: its name
/// after that of the cluster.
fn groups(objects: &[Object]) -> BTreeMap<String, Vec<String>> {
    let cluster = objects.iter().find(|object| object.kind() == "Kafka");
    let prefix = format!("{}-", cluster.map(Object::name).unwrap_or_default());
    let mut groups = BTreeMap::<String, Vec<String>>::new();
    for binding in objects
        .iter()
        .filter(|object| object.kind().ends_with("RoleBinding"))
    {
        let role = binding.text("/roleRef/name");
        let role = role.strip_prefix(&prefix).unwrap_or(role);
        for subject in binding.value()["subjects"].as_array().into_iter().flatten() {
            if subject["kind"] == "Group" {
                let name = subject["name"].as_str().unwrap_or_default().to_owned();
                groups.entry(name).or_default().push(role.to_owned());
            }
        }
    }
    groups
}
