//! What people may do with the deployment's objects in Kubernetes.

use crate::environment::read::Invalid;

crate::record! {
    /// The groups of people that hold each role in the deployment's namespace.
    ///
    /// No role reads Secrets: whoever has the Secret of a user is that user.
    pub struct Access {
        /// They see the cluster, its topics and users, pods, events and logs.
        "viewers" viewers: Vec<AccessGroup>,
        /// They change topics too.
        "topicEditors" topic_editors: Vec<AccessGroup>,
        /// They change users and their rights too.
        "userAdmins" user_admins: Vec<AccessGroup>,
        /// They change the cluster and its node pools too, and restart pods.
        "operatorAdmins" operator_admins: Vec<AccessGroup>,
    }
}

crate::text! {
    /// A group as Kubernetes' authentication names it, such as `kafka-viewers`.
    pub struct AccessGroup("a group", access_group);
}

fn access_group(text: &str) -> Result<(), Invalid> {
    if text.is_empty() || text.trim() != text || text.chars().any(char::is_control) {
        return Err(Invalid::because(
            "it has at least one character, none of them a control character, and no spaces around it",
        ));
    }
    if matches!(text, "system:authenticated" | "system:unauthenticated") {
        return Err(Invalid::because("it would mean everybody"));
    }
    Ok(())
}
