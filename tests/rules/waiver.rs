//! Waivers silence findings of their rule at their path and below, until their last day.

use crate::deployment::{all, found, lines, on, passes};

/// A model with one error, and a waiver of it.
fn waived(path: &str, until: &str) -> String {
    format!(
        "applications: {{shop: {{listener: tsl}}}}
waivers:
  later: {{rule: reference/unknown-listener, path: {path}, reason: It comes, until: {until}}}"
    )
}

#[test]
fn a_waiver_silences_its_path_and_what_is_below() {
    for path in [
        "applications.shop.listener",
        "applications.shop",
        "applications",
    ] {
        assert_eq!(lines(&all(&waived(path, "2027-01-31"))), "", "{path}");
        assert_eq!(on("2027-01-31", &waived(path, "2027-01-31")), "", "{path}");
    }
}

#[test]
fn expired() {
    insta::assert_snapshot!(on("2027-02-01", &waived("applications.shop", "2027-01-31")), @r"
        error reference/unknown-listener at applications.shop.listener
          the application `shop` connects to the listener `tsl`, which the cluster does not have
          fails-later
          help: did you mean `tls`?
        warning waiver/expired at waivers.later.until
          the waiver `later` has expired: its last day was 2027-01-31
          help: mend `applications.shop` and delete the waiver, or decide again and write a new date
        ");
}

#[test]
fn useless() {
    insta::assert_snapshot!(
        found("waiver/useless", &waived("applications.shop.listener.port", "2027-01-31")), @r"
        warning waiver/useless at waivers.later
          the waiver `later` silences nothing: there is no finding of `reference/unknown-listener` at `applications.shop.listener.port`
          help: delete it
        ");
    insta::assert_snapshot!(
        found("waiver/useless", &waived("applications.sho", "2027-01-31")), @r"
        warning waiver/useless at waivers.later
          the waiver `later` silences nothing: there is no finding of `reference/unknown-listener` at `applications.sho`
          help: delete it
        ");
}

#[test]
fn a_useless_waiver_that_has_expired_is_useless() {
    insta::assert_snapshot!(on("2028-01-01", &waived("topics", "2027-01-31")), @r"
        error reference/unknown-listener at applications.shop.listener
          the application `shop` connects to the listener `tsl`, which the cluster does not have
          fails-later
          help: did you mean `tls`?
        warning waiver/useless at waivers.later
          the waiver `later` silences nothing: there is no finding of `reference/unknown-listener` at `topics`
          help: delete it
        ");
}

#[test]
fn unknown_rule() {
    let overlay = "
waivers:
  typo: {rule: reference/unknown-lisener, path: topics, reason: It comes, until: 2027-01-31}
  none: {rule: environment/syntax, path: topics, reason: It comes, until: 2027-01-31}
";
    insta::assert_snapshot!(lines(&all(overlay)), @r"
        error waiver/unknown-rule at waivers.none.rule
          the waiver `none` is for `environment/syntax`, and no rule of that name can be waived
          help: copy the rule's name from the finding
        error waiver/unknown-rule at waivers.typo.rule
          the waiver `typo` is for `reference/unknown-lisener`, and no rule of that name can be waived
          help: did you mean `reference/unknown-listener`?
        ");
}

#[test]
fn a_waiver_that_holds_is_told_by_no_rule() {
    let waived = waived("applications.shop.listener", "2027-01-31");
    passes("waiver/useless", &waived);
    passes("waiver/unknown-rule", &waived);
    assert!(!on("2027-01-31", &waived).contains("waiver/expired"));
}
