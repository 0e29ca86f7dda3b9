//! `blueprint explain`, run as a user would.

mod blueprint;

use blueprint::Desk;

#[test]
fn help_reads_like_a_manual() {
    insta::assert_snapshot!(Desk::empty().run(&["explain", "--help"]), @r"
    [out]
    Explain a rule: what it checks, why, an example and what to do instead

    Usage: blueprint explain [OPTIONS] [RULE]

    Arguments:
      [RULE]
              The rule, as findings name it; without it, all rules are listed

    Options:
          --color <WHEN>
              When to use colours: auto, always or never

              `auto` uses them on a terminal, unless `NO_COLOR` is set.

              [default: auto]

      -h, --help
              Print help (see a summary with '-h')

    Examples:
      blueprint explain                               list all rules
      blueprint explain environment/unknown-field     explain one of them
    [exit 0]
    ");
}

#[test]
fn a_rule_has_a_page() {
    insta::assert_snapshot!(Desk::empty().run(&["explain", "environment/removes-nothing"]), @r"
    [out]
    environment/removes-nothing

      Refuses a `null` that takes nothing away.

    Why
      The edit hits nothing, so it does not do what its author meant.

    Example
      `topics: {todo-event: null}` where the topic is called `todo-events`.

    Instead
      Name what `base.yaml` has, or delete the line.

    Source
      A decision of this tool.
    [exit 0]
    ");
}

#[test]
fn every_rule_is_listed_and_has_its_page() {
    let desk = Desk::empty();
    let output = desk.command(&["explain"]).output().unwrap();
    let list = String::from_utf8(output.stdout).unwrap();
    assert!(list.lines().count() >= 17, "{list}");
    for line in list.lines() {
        let (rule, sentence) = line.split_once("  ").unwrap();
        assert!(sentence.trim().ends_with('.'), "{line}");
        assert_eq!(desk.code(&["explain", rule]), 0, "{rule}");
    }
}

#[test]
fn an_unknown_rule_names_the_nearest() {
    let desk = Desk::empty();
    insta::assert_snapshot!(desk.run(&["explain", "environment/unknown-feld"]), @r"
    [err]
    error: There is no rule `environment/unknown-feld`.
      Did you mean `environment/unknown-field`?
    [exit 1]
    ");
    insta::assert_snapshot!(desk.run(&["explain", "\u{1b}[2Jx"]), @r"
    [err]
    error: There is no rule `\u{1b}[2Jx`.
      `blueprint explain` lists all rules.
    [exit 1]
    ");
}
