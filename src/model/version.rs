//! Versions as the catalogue knows them, read from a model.

use crate::{
    catalog::{
        kafka::{KafkaVersion, MetadataVersion},
        kubernetes::KubernetesVersion,
        operator::OperatorVersion,
    },
    environment::read::{Invalid, Scalar, schema},
};

macro_rules! versions {
    ($($name:ident ($what:literal, $form:literal);)*) => {
        $(
            impl Scalar for $name {
                const WHAT: &'static str = $what;

                fn parse(text: &str) -> Result<Self, Invalid> {
                    text.parse().map_err(|_| Invalid::because($form))
                }
            }

            impl schemars::JsonSchema for $name {
                fn schema_name() -> std::borrow::Cow<'static, str> {
                    stringify!($name).into()
                }

                fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                    schema::text(concat!($what, ": ", $form, "."))
                }
            }
        )*
    };
}

versions! {
    KafkaVersion("a Kafka version", "it has three numbers, such as `3.7.0`");
    MetadataVersion("a metadata version", "it is `3.7` or, with its level, `3.7-IV4`");
    KubernetesVersion("a Kubernetes version", "it has two numbers, such as `1.30`");
}

impl Scalar for OperatorVersion {
    const WHAT: &'static str = "a Strimzi release";

    fn parse(text: &str) -> Result<Self, Invalid> {
        text.parse()
            .map_err(|unknown: crate::catalog::operator::UnknownOperator| {
                Invalid::because("no such release from 0.40.0 to 1.2.0 is known")
                    .help(unknown.to_string())
            })
    }
}

impl schemars::JsonSchema for OperatorVersion {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "OperatorVersion".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schema::text("A Strimzi release, such as `0.40.0`.")
    }
}
