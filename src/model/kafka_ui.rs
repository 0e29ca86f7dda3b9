//! The Kafka UI: kafbat's, for people who look at topics, groups and schemas.

use std::collections::BTreeMap;

use super::{
    image::ImageReference,
    listener::AnnotationValue,
    name::{HostName, ListenerName, ObjectName, QualifiedName, ServiceName, TopicName},
    prose::{Owner, Sentence},
    resources::Resources,
    workload::UserId,
};
use crate::{catalog::image, environment::read::Invalid};

crate::record! {
    /// The Kafka UI. It runs once: its sessions are in its memory.
    pub struct KafkaUi {
        /// The name of its Service, its user and its pods.
        "name" name: ServiceName = ServiceName::new("kafka-ui").ok()?,
        /// Who answers for it.
        "owner" owner: Owner = Owner::new("platform").ok()?,
        /// Its image.
        "image" image: ImageReference = ImageReference::new(image::of("kafka-ui")?).ok()?,
        /// The user id its process runs with: the image names its user by a word, which
        /// Kubernetes does not take for "not root".
        "userId" user_id: UserId = UserId::new(100).ok()?,
        /// The listener it reads through; it must ask for certificates.
        "listener" listener: ListenerName,
        /// What it gets.
        "resources" resources: Resources = Resources::of(768, 200),
        /// Whether it offers no changes; its user in Kafka can make none either way.
        "readOnly" read_only: bool = true,
        /// The topics whose records it may show.
        "messages" messages: BTreeMap<TopicName, MessageAccess>,
        /// How people prove who they are.
        "authentication" authentication: UiAuthentication = UiAuthentication::LoginForm(LoginForm {
            secret: ObjectName::new("kafka-ui-login").ok()?,
        }),
        /// How it is reached from outside; only from inside where nothing is said.
        "ingress" ingress: Option<UiIngress>,
    }
}

crate::record! {
    /// Why people may read a topic's records.
    pub struct MessageAccess {
        /// What they need them for.
        "reason" reason: Sentence,
        /// Why they may see the personal data in them; such a topic stays shut where nothing
        /// is said.
        "personalData" personal_data: Option<Sentence>,
    }
}

crate::choice! {
    /// How people prove who they are.
    pub enum UiAuthentication {
        /// With one name and password that all of them share.
        "loginForm" LoginForm(LoginForm),
        /// At an OpenID Connect provider, which also says which groups they are in.
        "oauth2" OAuth2(OAuth2),
    }
}

crate::record! {
    /// One name and password.
    pub struct LoginForm {
        /// The Secret that a person makes, with the keys `username` and `password`.
        "secret" secret: ObjectName = ObjectName::new("kafka-ui-login").ok()?,
    }
}

crate::record! {
    /// An OpenID Connect provider.
    pub struct OAuth2 {
        /// The Secret that a person makes, with the keys `client-id` and `client-secret`.
        "secret" secret: ObjectName = ObjectName::new("kafka-ui-oauth2").ok()?,
        /// The provider's issuer.
        "issuer" issuer: HttpsUrl,
        /// The claim that holds a person's name.
        "userNameClaim" user_name_claim: Claim = Claim::new("preferred_username").ok()?,
        /// The claim that holds a person's groups.
        "groupsClaim" groups_claim: Claim = Claim::new("groups").ok()?,
    }
}

crate::text! {
    /// The name of a claim in a token.
    pub struct Claim("a claim's name", claim);
}

fn claim(text: &str) -> Result<(), Invalid> {
    let inside = |c: char| c.is_ascii_alphanumeric() || "_-.:/".contains(c);
    if !text.is_empty() && text.chars().all(inside) {
        return Ok(());
    }
    Err(Invalid::because(
        "it has letters, digits, `_`, `-`, `.`, `:` and `/`",
    ))
}

crate::text! {
    /// An address that starts with `https://`.
    pub struct HttpsUrl("an address", https_url);
}

fn https_url(text: &str) -> Result<(), Invalid> {
    let inside = |c: char| c.is_ascii_alphanumeric() || "._~-/:%".contains(c);
    let rest = text.strip_prefix("https://").unwrap_or_default();
    if !rest.is_empty() && !rest.starts_with('/') && rest.chars().all(inside) {
        return Ok(());
    }
    Err(Invalid::because(
        "it starts with `https://`, names a host, and has no spaces",
    ))
}

crate::record! {
    /// How the Kafka UI is reached from outside, always over TLS.
    pub struct UiIngress {
        /// The host name that people type.
        "host" host: HostName,
        /// The ingress class.
        "class" class: Option<ObjectName>,
        /// The Secret with the certificate of the host.
        "tlsSecret" tls_secret: ObjectName,
        /// Annotations for the ingress controller.
        "annotations" annotations: BTreeMap<QualifiedName, AnnotationValue>,
        /// The namespace of the ingress controller, for network policies.
        "controllerNamespace" controller_namespace: Option<super::name::Namespace>,
    }
}
