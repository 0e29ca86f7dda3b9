//! Users beside those of the applications.

use super::{
    acl::Acl,
    prose::{Owner, Sentence},
    quota::Quotas,
};

crate::words! {
    /// How a user proves who it is (Strimzi: `KafkaUserAuthentication`).
    pub enum UserAuthentication("a kind of authentication") {
        /// With a certificate that Strimzi makes.
        Tls = "tls",
        /// With a certificate that somebody else makes.
        TlsExternal = "tls-external",
        /// With a password that Strimzi makes.
        ScramSha512 = "scram-sha-512",
    }
}

crate::record! {
    /// A user with rights that are written by hand.
    pub struct User {
        /// Who answers for it.
        "owner" owner: Owner,
        /// What it is for.
        "purpose" purpose: Sentence,
        /// How it proves who it is.
        "authentication" authentication: UserAuthentication = UserAuthentication::Tls,
        /// What it may do.
        "acls" acls: Vec<Acl>,
        /// How much of the brokers it may take.
        "quotas" quotas: Quotas,
    }
}
