//! `blueprint vendor`, run as a user would: from a file, a directory and a server on this machine.

mod blueprint;

use std::{
    fmt::Write as _,
    io::{Read, Write as _},
    net::TcpListener,
    thread,
};

use blueprint::{Desk, shown};
use kafka_blueprint::catalog::operator::{OperatorVersion, Release};

const COPY: &str = "environments/vendor/strimzi-crds-0.40.0.yaml";

#[test]
fn help_reads_like_a_manual() {
    insta::assert_snapshot!(Desk::empty().run(&["vendor", "--help"]), @"
    [out]
    Record a local copy of Strimzi's custom resource definitions.

    Without one, out/ENVIRONMENT/crds names the release's file by its address, and applying it needs the
    network. With one, `render` copies it into out/, so that reviewers see the definitions change with
    the release and a cluster without internet can be set up.

    The copy is checked to be the definitions of the release that the environment pins, and recorded in
    environments/vendor with its SHA-256 and source in vendor.lock. `render` refuses a copy that differs
    from its lock. This is the one command that uses the network, and it does not when --from names a
    file or a directory.

    Usage: blueprint vendor [OPTIONS] [ENVIRONMENT]

    Arguments:
      [ENVIRONMENT]
              The environment whose release is meant; without it, that of base.yaml

    Options:
          --environments <DIR>
              The directory with base.yaml and a file or directory for each environment

              [default: environments]

          --from <FILE|DIRECTORY|URL>
              Where to take them from [default: the release's own address]

          --color <WHEN>
              When to use colours: auto, always or never

              `auto` uses them on a terminal, unless `NO_COLOR` is set.

              [default: auto]

      -h, --help
              Print help (see a summary with '-h')

    Examples:
      blueprint vendor                                        for the release that base.yaml pins
      blueprint vendor staging                                for the release that staging pins
      blueprint vendor --from strimzi-crds-0.40.0.yaml        from a file
      blueprint vendor --from install/cluster-operator        from an unpacked release of Strimzi
      blueprint vendor --from https://mirror.example/crds.yaml
    [exit 0]
    ");
}

/// The definitions of a release, without their schemas.
fn definitions(version: &str) -> String {
    let version: OperatorVersion = version.parse().unwrap();
    let release = Release::of(version);
    release
        .kinds()
        .iter()
        .fold(String::new(), |mut text, kind| {
            let definition = definition(kind, release);
            write!(text, "---\n{definition}").unwrap();
            text
        })
}

fn definition(kind: &str, release: &Release) -> String {
    let versions = release.served_versions().iter().map(|version| {
        let version = version.version();
        format!("    - name: {version}\n      served: true\n")
    });
    format!(
        "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\n\
         spec:\n  names:\n    kind: {kind}\n  versions:\n{}",
        versions.collect::<String>()
    )
}

/// Answers one request on this machine, and returns the address.
fn serve(head: String, body: Vec<u8>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut request = Vec::new();
        let mut bytes = [0; 1024];
        while !request.windows(4).any(|window| window == b"\r\n\r\n") {
            let count = stream.read(&mut bytes).unwrap();
            request.extend_from_slice(&bytes[..count]);
        }
        // The client hangs up on bodies that it does not want.
        let _ = stream.write_all(format!("HTTP/1.1 {head}\r\n\r\n").as_bytes());
        let _ = stream.write_all(&body);
    });
    format!("http://{address}/strimzi.yaml")
}

/// Runs the command on an address whose port differs from run to run.
fn from_url(desk: &Desk, url: &str) -> String {
    let said = desk.run(&["vendor", "--from", url]);
    let authority = url.split('/').nth(2).unwrap();
    said.replace(authority, "HOST")
}

#[test]
fn a_file_is_recorded_and_rendered() {
    let desk = Desk::small();
    desk.write("crds.yaml", definitions("0.40.0"));
    insta::assert_snapshot!(desk.run(&["vendor", "--from", "crds.yaml"]), @r"
    [out]
    Recorded the definitions of Strimzi 0.40.0 as environments/vendor/strimzi-crds-0.40.0.yaml.
      1762 bytes, SHA-256 7f1ab376e1f019bebe896ac5f75275a9c9d5a163813361a37a9233e8876a2242
    [exit 0]
    ");
    insta::assert_snapshot!(desk.read("environments/vendor/vendor.lock"), @r"
    # Written by `blueprint vendor`: what the files beside this one are.
    strimzi-crds-0.40.0.yaml:
      sha256: 7f1ab376e1f019bebe896ac5f75275a9c9d5a163813361a37a9233e8876a2242
      source: crds.yaml
    ");
    assert_eq!(desk.read(COPY), definitions("0.40.0"));
    assert_eq!(desk.code(&["render"]), 0);
    assert_eq!(
        desk.read("out/prod/crds/strimzi-crds-0.40.0.yaml"),
        definitions("0.40.0")
    );
    let before = desk.files("environments");
    insta::assert_snapshot!(desk.run(&["vendor", "--from", "crds.yaml"]), @r"
    [out]
    environments/vendor/strimzi-crds-0.40.0.yaml holds the definitions of Strimzi 0.40.0 already.
    [exit 0]
    ");
    assert_eq!(desk.files("environments"), before);
}

#[test]
fn a_directory_may_hold_a_file_for_each_definition() {
    let desk = Desk::small();
    let release = Release::of("0.40.0".parse().unwrap());
    for (index, kind) in release.kinds().iter().enumerate() {
        desk.write(
            &format!("install/{:03}-Crd-{kind}.yaml", 40 + index),
            definition(kind, release),
        );
    }
    desk.write("install/060-Deployment.yaml", "kind: Deployment\n");
    desk.write("install/README.md", "not YAML\n");
    assert_eq!(desk.code(&["vendor", "--from", "install"]), 0);
    assert_eq!(
        desk.read(COPY),
        definitions("0.40.0").trim_start_matches("---\n")
    );
    desk.write("install/strimzi-crds-0.40.0.yaml", definitions("0.40.0"));
    assert_eq!(desk.code(&["vendor", "--from", "install"]), 0);
    assert_eq!(desk.read(COPY), definitions("0.40.0"));
}

#[test]
fn the_environment_says_which_release_is_meant() {
    let desk = Desk::small();
    desk.write("environments/prod.yaml", "operator: {version: 1.2.0}\n");
    desk.write("crds.yaml", definitions("1.2.0"));
    insta::assert_snapshot!(desk.run(&["vendor", "--from", "crds.yaml"]), @r"
    [err]
    error: `crds.yaml` is not the custom resource definitions of Strimzi 0.40.0: it lacks KafkaMirrorMaker.
      `operator.version` of the environment says which release is meant; nothing was kept.
    [exit 1]
    ");
    assert_eq!(desk.code(&["vendor", "prod", "--from", "crds.yaml"]), 0);
    assert!(
        desk.path("environments/vendor/strimzi-crds-1.2.0.yaml")
            .exists()
    );
}

#[test]
fn a_server_is_asked_and_no_secret_of_its_address_is_kept() {
    let desk = Desk::small();
    let body = definitions("0.40.0").into_bytes();
    let url = serve(format!("200 OK\r\nContent-Length: {}", body.len()), body);
    assert_eq!(
        desk.code(&["vendor", "--from", &format!("{url}?signature=secret")]),
        0
    );
    let lock = desk.read("environments/vendor/vendor.lock");
    assert!(
        lock.contains("/strimzi.yaml\n") && !lock.contains("secret"),
        "{lock}"
    );
    insta::assert_snapshot!(desk.run(&["vendor", "--from", "https://me:pw@mirror.example/a"]), @r"
    [err]
    error: The address holds a name or a password, which would end up in vendor.lock.
      Download the file in another way, and name it with `--from FILE`.
    [exit 1]
    ");
}

#[test]
fn what_a_server_does_not_give_is_not_kept() {
    let desk = Desk::small();
    let body = || definitions("0.40.0").into_bytes();
    let missing = serve("404 Not Found\r\nContent-Length: 0".to_owned(), Vec::new());
    insta::assert_snapshot!(from_url(&desk, &missing), @r"
    [err]
    error: Can't fetch http://HOST/strimzi.yaml : http status: 404.
      `--from FILE` takes a copy that was downloaded in another way; without a local copy the output names the release's address instead.
    [exit 1]
    ");
    let cut = body();
    let length = cut.len() + 1000;
    let cut = serve(format!("200 OK\r\nContent-Length: {length}"), cut);
    insta::assert_snapshot!(from_url(&desk, &cut), @r"
    [err]
    error: Can't fetch http://HOST/strimzi.yaml : io: Peer disconnected.
      `--from FILE` takes a copy that was downloaded in another way; without a local copy the output names the release's address instead.
    [exit 1]
    ");
    let large = serve(
        "200 OK\r\nConnection: close".to_owned(),
        vec![b'#'; 17 << 20],
    );
    insta::assert_snapshot!(from_url(&desk, &large), @r"
    [err]
    error: `http://HOST/strimzi.yaml` has more than 16 MiB, and no release's definitions do.
    [exit 1]
    ");
    let other = serve(
        "200 OK\r\nConnection: close".to_owned(),
        b"<html>Sign in</html>".to_vec(),
    );
    insta::assert_snapshot!(from_url(&desk, &other), @"
    [err]
    error: `http://HOST/strimzi.yaml` is not the custom resource definitions of Strimzi 0.40.0: document 1 is no object of Kubernetes, and only definitions belong here.
      `operator.version` of the environment says which release is meant; nothing was kept.
    [exit 1]
    ");
    let closed = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    insta::assert_snapshot!(from_url(&desk, &format!("http://{closed}/a")), @r"
    [err]
    error: Can't fetch http://HOST/a : io: Connection refused (os error 111).
      `--from FILE` takes a copy that was downloaded in another way; without a local copy the output names the release's address instead.
    [exit 1]
    ");
    assert!(!desk.path("environments/vendor").exists());
}

#[test]
fn a_file_that_is_not_the_definitions_of_the_release_is_not_kept() {
    let desk = Desk::small();
    let good = definitions("0.40.0");
    let mut half = good.clone();
    half.truncate(good.len() / 2);
    for (name, text) in [
        ("newer", definitions("1.2.0")),
        ("half", half),
        ("renamed", good.replace("v1beta2", "v1")),
        ("more", format!("{good}---\nkind: ConfigMap\n")),
        ("other", good.replace("kind: KafkaUser", "kind: KafkaLoser")),
        ("empty", String::new()),
    ] {
        desk.write(name, text);
    }
    desk.write("latin", b"a: \xe9\n");
    let said = [
        "newer", "half", "renamed", "more", "other", "empty", "latin", "none",
    ]
    .map(|name| {
        let output = desk.command(&["vendor", "--from", name]).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{name}");
        let said = shown(&output);
        said.lines().nth(1).unwrap().to_owned()
    });
    insta::assert_snapshot!(said.join("\n"), @"
    error: `newer` is not the custom resource definitions of Strimzi 0.40.0: it lacks KafkaMirrorMaker.
    error: `half` is not the custom resource definitions of Strimzi 0.40.0: the definition in document 6 is not whole.
    error: `renamed` is not the custom resource definitions of Strimzi 0.40.0: it serves Kafka as v1, which the release does not.
    error: `more` is not the custom resource definitions of Strimzi 0.40.0: document 12 is ConfigMap, and only definitions belong here.
    error: `other` is not the custom resource definitions of Strimzi 0.40.0: it lacks KafkaUser.
    error: `empty` is not the custom resource definitions of Strimzi 0.40.0: it lacks Kafka, KafkaBridge, KafkaConnect, KafkaConnector, KafkaMirrorMaker, KafkaMirrorMaker2, KafkaNodePool, KafkaRebalance, KafkaTopic, KafkaUser, StrimziPodSet.
    error: `latin` is not the custom resource definitions of Strimzi 0.40.0: it is not UTF-8.
    error: Can't read `none`: No such file or directory (os error 2).
    ");
    assert!(!desk.path("environments/vendor").exists());
}

#[test]
fn a_copy_that_differs_from_its_lock_stops_the_render() {
    let desk = Desk::small();
    desk.write("crds.yaml", definitions("0.40.0"));
    desk.run(&["vendor", "--from", "crds.yaml"]);
    desk.run(&["render"]);
    let before = desk.files("out");
    let recorded = desk.read(COPY);
    desk.write(COPY, format!("{recorded}# edited\n"));
    insta::assert_snapshot!(desk.run(&["render"]), @r"
    [err]
    error: `environments/vendor/strimzi-crds-0.40.0.yaml` is not what was recorded: its SHA-256 differs from that in vendor.lock.
      `blueprint vendor` records it again; or restore the file and vendor.lock from git.
    [exit 1]
    ");
    insta::assert_snapshot!(desk.run(&["check"]), @"
    [out]
    No findings in base, dev and prod.
    [err]
    error: `environments/vendor/strimzi-crds-0.40.0.yaml` is not what was recorded: its SHA-256 differs from that in vendor.lock.
      `blueprint vendor` records it again; or restore the file and vendor.lock from git.
    [exit 1]
    ");
    std::fs::remove_file(desk.path(COPY)).unwrap();
    insta::assert_snapshot!(desk.run(&["render", "--check"]), @r"
    [err]
    error: `environments/vendor/strimzi-crds-0.40.0.yaml` is recorded in vendor.lock, but the file is gone.
      `blueprint vendor` records it again; or restore the file and vendor.lock from git.
    [exit 1]
    ");
    desk.write(COPY, recorded);
    std::fs::remove_file(desk.path("environments/vendor/vendor.lock")).unwrap();
    insta::assert_snapshot!(desk.run(&["render"]), @r"
    [err]
    error: `environments/vendor/strimzi-crds-0.40.0.yaml` is there, but vendor.lock does not say what it is.
      `blueprint vendor` records it again; or restore the file and vendor.lock from git.
    [exit 1]
    ");
    desk.write(
        "environments/vendor/vendor.lock",
        "strimzi-crds-0.40.0.yaml: {sha256: 1}\n",
    );
    insta::assert_snapshot!(desk.run(&["render"]), @r"
    [err]
    error: `environments/vendor/vendor.lock` is damaged: `1` is not a SHA-256: it has 64 digits from 0 to 9 and a to f.
      Restore it from git.
    [exit 1]
    ");
    assert_eq!(desk.files("out"), before);
}
