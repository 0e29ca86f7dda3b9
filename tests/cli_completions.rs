//! `blueprint completions`, run as a user would.

mod blueprint;

use blueprint::Desk;

#[test]
fn help_reads_like_a_manual() {
    insta::assert_snapshot!(Desk::empty().run(&["completions", "--help"]), @r#"
    [out]
    Print a script that completes commands and options in a shell

    Usage: blueprint completions [OPTIONS] <SHELL>

    Arguments:
      <SHELL>
              The shell

              [possible values: bash, elvish, fish, powershell, zsh]

    Options:
          --color <WHEN>
              When to use colours: auto, always or never

              `auto` uses them on a terminal, unless `NO_COLOR` is set.

              [default: auto]

      -h, --help
              Print help (see a summary with '-h')

    Examples:
      blueprint completions bash > ~/.local/share/bash-completion/completions/blueprint
      blueprint completions zsh  > "${fpath[1]}/_blueprint"
      blueprint completions fish > ~/.config/fish/completions/blueprint.fish
    [exit 0]
    "#);
}

#[test]
fn every_shell_completes_every_command() {
    let desk = Desk::empty();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let output = desk.command(&["completions", shell]).output().unwrap();
        let script = String::from_utf8(output.stdout).unwrap();
        for command in ["render", "check", "schema", "explain", "init", "vendor"] {
            assert!(script.contains(command), "{shell}: {command}");
        }
    }
}
