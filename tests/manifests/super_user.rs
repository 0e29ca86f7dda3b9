//! Super users, who may do everything whatever the access control lists say.

use crate::set::{BASE, of, with};

#[test]
fn super_user() {
    let rule = "manifest/super-user";
    let named = |name: &str| {
        with(
            "authorization: {type: simple}",
            &format!("authorization: {{type: simple, superUsers: ['{name}']}}"),
        )
    };
    insta::assert_snapshot!(of(rule, &named("billing")), @r"
        error manifest/super-user at 29:48
          nobody is the super user `billing`: the KafkaUser `billing` has a certificate, and Kafka knows it as `CN=billing`
          help: write `CN=billing`
        ");
    insta::assert_snapshot!(of(rule, &named("User:CN=billing")), @r"
        error manifest/super-user at 29:48
          nobody is the super user `User:CN=billing`: Strimzi writes `User:` before it itself
          help: write `CN=billing`
        ");
    assert_eq!(of(rule, &named("CN=billing")), "");
    // A user with a password is known by its name alone.
    let password = |set: &str| {
        set.replace(
            "authentication: {type: tls}\n  authorization",
            "authentication: {type: scram-sha-512}\n  authorization",
        )
    };
    assert_eq!(of(rule, &password(&named("billing"))), "");
    insta::assert_snapshot!(of("user/super-user", &password(&named("CN=billing"))), @"
    error user/super-user at 58:26
      `CN=billing` is a super user with a certificate, and the user `billing` has a password
      help: write `authentication: {type: tls}`, or name the user without `CN=`
    ");
    assert_eq!(of("user/super-user", &password(&named("billing"))), "");
}

/// A bug: a super user with a password was told that it had no rights.
#[test]
fn super_user_with_a_password_has_rights() {
    let idle = |supers: &str, kind: &str| {
        let user = BASE.find("  authorization:\n    type: simple").unwrap();
        let set = BASE[..user].replace(
            "authorization: {type: simple}",
            &format!("authorization: {{type: simple, superUsers: {supers}}}"),
        );
        let billing = set.rfind("{type: tls}").unwrap();
        let (before, after) = set.split_at(billing);
        before.to_owned() + &after.replace("{type: tls}", &format!("{{type: {kind}}}"))
    };
    let rule = "user/no-rights";
    assert_eq!(of(rule, &idle("[billing]", "scram-sha-512")), "");
    assert_eq!(of(rule, &idle("[CN=billing]", "tls")), "");
    insta::assert_snapshot!(of(rule, &idle("[bills]", "scram-sha-512")), @"
    warning user/no-rights at 56:18
      nothing is allowed to the user `billing`
      help: give it `acls`, name it in `spec.kafka.authorization.superUsers`, or take it away
    ");
    insta::assert_snapshot!(of("", &idle("[billing]", "tls")), @"
    error manifest/super-user at 29:48
      nobody is the super user `billing`: the KafkaUser `billing` has a certificate, and Kafka knows it as `CN=billing`
      help: write `CN=billing`
    ");
}

/// A bug: clients without authentication were said to be refused everything, and they may do it.
#[test]
fn anonymous_super_user() {
    let supers = |supers: &str, listeners: &str| {
        with(
            "    authorization: {type: simple}\n",
            &format!("{listeners}    authorization: {{type: simple, superUsers: [{supers}]}}\n"),
        )
    };
    let rule = "manifest/super-user";
    let plain = "    - {name: plain, port: 9092, type: internal, tls: false}\n";
    let two = format!("{plain}    - {{name: open, port: 9094, type: internal, tls: true}}\n");
    insta::assert_snapshot!(of(rule, &supers("ANONYMOUS", plain)), @"
    warning manifest/super-user at 30:48
      every client of the listener `plain` may do everything, since those without authentication are `ANONYMOUS`, and `ANONYMOUS` is a super user
      help: take `ANONYMOUS` away, or write `authentication` for the listener
    ");
    insta::assert_snapshot!(of(rule, &supers("CN=billing, ANONYMOUS", &two)), @"
    warning manifest/super-user at 31:60
      every client of the listeners `plain` and `open` may do everything, since those without authentication are `ANONYMOUS`, and `ANONYMOUS` is a super user
      help: take `ANONYMOUS` away, or write `authentication` for the listeners
    ");
    assert_eq!(of("listener/anonymous", &supers("ANONYMOUS", &two)), "");
    assert_eq!(of(rule, &supers("ANONYMOUS", "")), "");
    let custom = supers("ANONYMOUS", plain).replace(
        "type: simple, super",
        "type: custom, authorizerClass: a.B, super",
    );
    assert_eq!(of(rule, &custom), "");
    // Kafka tells capital letters from others.
    assert_eq!(of(rule, &supers("anonymous", plain)), "");
    insta::assert_snapshot!(of("listener/anonymous", &supers("anonymous", plain)), @"
    warning listener/anonymous at 29:14
      the clients of the listener `plain` are anonymous, and the access control lists refuse them everything
      help: give it `authentication: {type: tls}`, or take the listener away
    ");
}
