//! Strimzi's definitions, from Strimzi's own generator.
//!
//! Maven Central has the API model of every minor release up to 0.51 and of 1.2.0, but the
//! generator and its annotations of a few releases only; each model is run through the nearest
//! generator that knows its API versions. The generator carries copies of the Kubernetes model, so
//! it comes last on the class path: the release's own Kubernetes model decides.

use std::fs;
use std::path::Path;

use super::Obtained;
use super::structure::Definition;
use crate::failure::{Failure, Outcome};
use crate::java::Jdk;
use crate::maven::{self, Artifact};
use crate::workspace;

/// The group of Strimzi's archives.
pub const GROUP: &str = "io.strimzi";
const MODEL: &str = "io.strimzi.api.kafka.model";

/// The oldest Java that the generator of 1.2.0 runs on.
const JAVA: u32 = 21;

/// A release, and what generates its definitions.
struct Recipe {
    release: &'static str,
    generator: &'static str,
    annotations: &'static str,
    api: Api,
}

/// The API versions that a release serves.
#[derive(Clone, Copy, PartialEq)]
enum Api {
    /// v1beta2, and MirrorMaker 1 is still there.
    Beta,
    /// v1beta2.
    BetaWithoutMirrorMaker,
    /// v1 and v1beta2.
    Both,
    /// v1.
    Stable,
}

#[rustfmt::skip]
const RECIPES: [Recipe; 13] = [
    Recipe { release: "0.40.0", generator: "0.40.0", annotations: "0.40.0", api: Api::Beta },
    Recipe { release: "0.41.0", generator: "0.43.0", annotations: "0.45.0", api: Api::Beta },
    Recipe { release: "0.42.0", generator: "0.43.0", annotations: "0.45.0", api: Api::Beta },
    Recipe { release: "0.43.0", generator: "0.43.0", annotations: "0.45.0", api: Api::Beta },
    Recipe { release: "0.44.0", generator: "0.43.0", annotations: "0.45.0", api: Api::Beta },
    Recipe { release: "0.45.0", generator: "0.45.0", annotations: "0.45.0", api: Api::Beta },
    Recipe { release: "0.46.0", generator: "0.45.0", annotations: "0.45.0", api: Api::BetaWithoutMirrorMaker },
    Recipe { release: "0.47.0", generator: "0.45.0", annotations: "0.45.0", api: Api::BetaWithoutMirrorMaker },
    Recipe { release: "0.48.0", generator: "0.45.0", annotations: "0.45.0", api: Api::BetaWithoutMirrorMaker },
    Recipe { release: "0.49.0", generator: "1.2.0", annotations: "1.2.0", api: Api::Both },
    Recipe { release: "0.50.0", generator: "1.2.0", annotations: "1.2.0", api: Api::Both },
    Recipe { release: "0.51.0", generator: "1.2.0", annotations: "1.2.0", api: Api::Both },
    Recipe { release: "1.2.0", generator: "1.2.0", annotations: "1.2.0", api: Api::Stable },
];

/// The classes of the model whose definitions have one set of API versions.
const CLASSES: [&str; 8] = [
    "kafka.Kafka",
    "connect.KafkaConnect",
    "bridge.KafkaBridge",
    "connector.KafkaConnector",
    "mirrormaker2.KafkaMirrorMaker2",
    "rebalance.KafkaRebalance",
    "podset.StrimziPodSet",
    "nodepool.KafkaNodePool",
];

const MIRROR_MAKER: &str = "mirrormaker.KafkaMirrorMaker";

/// The classes that keep v1alpha1 and v1beta1 as long as there is v1beta2.
const ENTITIES: [&str; 2] = ["topic.KafkaTopic", "user.KafkaUser"];

impl Api {
    /// The API versions of topics and users, the others', and the stored one.
    fn versions(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Beta | Self::BetaWithoutMirrorMaker => {
                ("v1alpha1,v1beta1,v1beta2", "v1beta2", "v1beta2")
            }
            Self::Both => ("v1,v1beta2,v1beta1,v1alpha1", "v1,v1beta2", "v1beta2"),
            Self::Stable => ("v1", "v1", "v1"),
        }
    }

    fn classes(self) -> Vec<&'static str> {
        let mirror_maker = (self == Self::Beta).then_some(MIRROR_MAKER);
        CLASSES.into_iter().chain(mirror_maker).collect()
    }
}

/// Returns the releases whose API model Maven Central has, oldest first.
pub fn releases() -> impl Iterator<Item = &'static str> {
    RECIPES.iter().map(|recipe| recipe.release)
}

/// Obtains the definitions of every release that Maven Central has the model of.
pub fn obtain() -> Outcome<Vec<Obtained>> {
    let jdk = Jdk::at_least(JAVA)?;
    RECIPES.iter().map(|recipe| recipe.obtain(&jdk)).collect()
}

impl Recipe {
    fn obtain(&self, jdk: &Jdk) -> Outcome<Obtained> {
        let scratch = workspace::scratch(&format!("crds/{}", self.release))?;
        let used = [
            Artifact::new(GROUP, "api", self.release),
            Artifact::new(GROUP, "crd-annotations", self.annotations),
        ];
        let generator = Artifact::alone(GROUP, "crd-generator", self.generator);
        let class_path = maven::class_path(&used, &generator, &scratch)?;
        let (entities, others, stored) = self.api.versions();
        jdk.run(
            &class_path,
            &arguments(&ENTITIES, entities, stored, &scratch),
        )?;
        jdk.run(
            &class_path,
            &arguments(&self.api.classes(), others, stored, &scratch),
        )?;
        let from = used
            .iter()
            .chain([&generator])
            .map(Artifact::to_string)
            .collect();
        let definitions = self.read(&scratch)?;
        let of = format!("strimzi {}", self.release);
        Obtained::new(&of, format!("{}.json.gz", self.release), from, &definitions)
    }

    fn read(&self, scratch: &Path) -> Outcome<Vec<Definition>> {
        let classes = self.api.classes().into_iter().chain(ENTITIES);
        classes
            .map(|class| {
                let path = scratch.join(file_name(class));
                let text =
                    fs::read_to_string(&path).map_err(|cause| Failure::with_file(&path, cause))?;
                Definition::read(&text)
            })
            .collect()
    }
}

fn file_name(class: &str) -> String {
    format!("{class}.yaml")
}

/// The arguments with which Strimzi's own build calls its generator.
fn arguments(classes: &[&str], versions: &str, stored: &str, scratch: &Path) -> Vec<String> {
    let fixed = [
        "io.strimzi.crdgenerator.CrdGenerator",
        "--label",
        "app:strimzi",
        "--label",
        "strimzi.io/crd-install:true",
        "--target-kube",
        "1.16+",
        "--crd-api-version",
        "v1",
        "--api-versions",
        versions,
        "--storage-version",
        stored,
        "--yaml",
    ];
    let outputs = classes.iter().map(|class| {
        format!(
            "{MODEL}.{class}={}",
            scratch.join(file_name(class)).display()
        )
    });
    fixed
        .into_iter()
        .map(str::to_owned)
        .chain(outputs)
        .collect()
}
