//! Who may use the Kafka UI, and what each group of people sees in it.
//!
//! Groups are only known with OAuth2; one shared login sees all that the UI's own user in Kafka
//! may see (kafbat: `OAuthProperties`, `RoleBasedAccessControlProperties`).

use k8s_openapi::api::core::v1::EnvVar;
use serde_json::{Value, json};

use crate::{
    derive::kafka_ui::readable,
    model::{
        Deployment,
        access::AccessGroup,
        kafka_ui::{KafkaUi, UiAuthentication},
    },
    render::credentials,
};

/// The name under which the UI knows the provider.
const PROVIDER: &str = "sso";

/// Returns the variables with the names and passwords of a Secret that a person makes.
pub fn variables(authentication: &UiAuthentication) -> Vec<EnvVar> {
    let (secret, keys) = match authentication {
        UiAuthentication::LoginForm(form) => (
            &form.secret,
            [
                ("SPRING_SECURITY_USER_NAME", "username"),
                ("SPRING_SECURITY_USER_PASSWORD", "password"),
            ],
        ),
        UiAuthentication::OAuth2(provider) => (
            &provider.secret,
            [
                ("OAUTH2_CLIENT_ID", "client-id"),
                ("OAUTH2_CLIENT_SECRET", "client-secret"),
            ],
        ),
    };
    keys.into_iter()
        .map(|(name, key)| credentials::variable(name, secret.as_str(), key))
        .collect()
}

/// Returns the settings of `auth`.
pub fn settings(authentication: &UiAuthentication) -> Value {
    match authentication {
        UiAuthentication::LoginForm(_) => json!({"type": "LOGIN_FORM"}),
        UiAuthentication::OAuth2(provider) => json!({
            "type": "OAUTH2",
            "oauth2": {"client": {PROVIDER: {
                "provider": PROVIDER,
                "clientId": "${OAUTH2_CLIENT_ID}",
                "clientSecret": "${OAUTH2_CLIENT_SECRET}",
                "scope": ["openid"],
                "issuer-uri": provider.issuer.as_str(),
                "user-name-attribute": provider.user_name_claim.as_str(),
                "custom-params": {
                    "type": "oauth",
                    "roles-field": provider.groups_claim.as_str(),
                },
            }}},
        }),
    }
}

/// Returns the roles of people: viewers see everything but records; those who change things see
/// the records of the granted topics too. People in none of the groups see nothing.
pub fn roles(deployment: &Deployment, ui: &KafkaUi) -> Option<Value> {
    if !matches!(ui.authentication, UiAuthentication::OAuth2(_)) {
        return None;
    }
    let access = &deployment.access;
    let mut readers: Vec<&AccessGroup> = [
        &access.topic_editors,
        &access.user_admins,
        &access.operator_admins,
    ]
    .into_iter()
    .flatten()
    .collect();
    readers.sort_unstable();
    readers.dedup();
    let mut reading = viewing();
    reading.extend(readable(deployment, ui).into_iter().map(|(topic, _)| {
        let name = topic.as_str().replace('.', "\\.");
        json!({"resource": "topic", "value": format!("^{name}$"), "actions": ["VIEW", "MESSAGES_READ"]})
    }));
    let roles: Vec<Value> = [
        ("viewer", access.viewers.iter().collect(), viewing()),
        ("reader", readers, reading),
    ]
    .into_iter()
    .filter(|(_, groups, _)| !groups.is_empty())
    .map(|(name, groups, permissions)| role(deployment, name, &groups, &permissions))
    .collect();
    Some(json!({ "roles": roles }))
}

fn role(
    deployment: &Deployment,
    name: &str,
    groups: &[&AccessGroup],
    permissions: &[Value],
) -> Value {
    let subjects: Vec<Value> = groups
        .iter()
        .map(|group| json!({"provider": "oauth", "type": "role", "value": group.as_str()}))
        .collect();
    json!({
        "name": name,
        "clusters": [deployment.cluster.name.as_str()],
        "subjects": subjects,
        "permissions": permissions,
    })
}

fn viewing() -> Vec<Value> {
    let mut permissions: Vec<Value> = ["topic", "consumer", "schema"]
        .into_iter()
        .map(|resource| json!({"resource": resource, "value": ".*", "actions": ["VIEW"]}))
        .collect();
    permissions.extend(
        ["clusterconfig", "acl"]
            .into_iter()
            .map(|resource| json!({"resource": resource, "actions": ["VIEW"]})),
    );
    permissions
}
