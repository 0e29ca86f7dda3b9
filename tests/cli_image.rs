//! `blueprint image`, run as a user would: with a program that was built before, and a registry in
//! this process. `acceptance` builds the real program and asks real tools.

mod blueprint;
mod registry;

use std::{fs, os::unix::fs::PermissionsExt};

use blueprint::{Desk, shown};
use registry::{Registry, Wants};
use serde_json::Value;

/// `me:secret`, as HTTP sends it.
const LOGIN: &str = "bWU6c2VjcmV0";

/// The head of a static executable for 64-bit x86 that has nothing in it (System V ABI, chapter 4).
fn program() -> Vec<u8> {
    let mut head = vec![0; 64];
    // The magic number; 64 bits, little-endian, version 1.
    head[..7].copy_from_slice(b"\x7fELF\x02\x01\x01");
    // An executable, for x86-64, version 1, with a head of 64 bytes and no segments.
    for (at, value) in [(16, 2), (18, 62), (20, 1), (52, 64), (54, 56)] {
        head[at] = value;
    }
    head
}

fn desk() -> Desk {
    let desk = Desk::small();
    desk.write("program", program());
    desk
}

fn push(desk: &Desk, registry: &Registry, end: &str) -> String {
    let place = format!("{}/team/app{end}", registry.host);
    let said = desk.run(&["image", "--program", "program", "--push", &place]);
    said.replace(&registry.host, "HOST")
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn help_reads_like_a_manual() {
    insta::assert_snapshot!(Desk::empty().run(&["image", "--help"]), @"
    [out]
    Make the image of the verification, without a container engine.

    The image is what the verification's Job runs. It has no base: one layer with one program that is
    linked statically, started as user 65532. Nothing in it depends on the clock, the machine or the
    directory it is made in, so the same source, compilers and C library give the same digest
    everywhere.

    The program is built with cargo from the source tree that this runs in, which takes minutes the
    first time; `--program` takes one that was built before. Without --layout, --context or --push the
    image is written as an OCI archive. Beside an archive and a layout lie a bill of materials
    (CycloneDX, .cdx.json) and the provenance (an unsigned in-toto statement, .intoto.json); a push
    stores them in the registry as documents that refer to the image.

    `--push` records the digest in images.lock, beside the directory of the environments; commit it.
    `render` then puts the image into the verification's Job by its digest: where the model names no
    `verification.image`, or names the same one. The login is the one that `docker login` or `podman
    login` keeps; it is read when something is pushed and never shown. Nothing is written when something
    fails.

    Usage: blueprint image [OPTIONS]

    Options:
          --output <FILE.tar>
              Write an OCI archive [default: kafka-verification.tar, if nothing else is asked for]

          --layout <DIR>
              Write an OCI layout: a directory that is not there yet

          --context <DIR>
              Write what other tools build it from: a directory with a Containerfile and the program

          --push <REGISTRY/NAME[:TAG]>
              Push it; without a tag it gets the version

          --program <FILE>
              A program that was built before, linked statically

          --source <DIR>
              The source tree, or a directory in it

              [default: .]

          --revision <COMMIT>
              The revision that the image names [default: the last commit that changed its source]

          --environments <DIR>
              The directory of the environments; images.lock lies beside it

              [default: environments]

          --color <WHEN>
              When to use colours: auto, always or never

              `auto` uses them on a terminal, unless `NO_COLOR` is set.

              [default: auto]

      -h, --help
              Print help (see a summary with '-h')

    Examples:
      blueprint image                                          kafka-verification.tar, an archive
      blueprint image --push registry.example.com/kafka-verification
      blueprint image --push localhost:5000/verification:try   by http, since it is this machine
      blueprint image --layout image                           a directory, for skopeo, umoci or crane
      blueprint image --context build && docker build build    with your own tools
      blueprint image --program target/verification            a program that was built before

    Exit codes:
      0  done
      1  the program could not be built, a file not written, or the registry did not take it
    [exit 0]
    ");
}

#[test]
fn without_anything_else_an_archive_is_written() {
    let desk = desk();
    insta::assert_snapshot!(desk.run(&["image", "--program", "program"]), @"
    [out]
    Made the image sha256:9886c28b0a3aaec5952b216e93baed297a850b1ebe9db905b818f84b1179dd6a
      linux/amd64, version 0.1.0, no revision, 0.0 MB
      kafka-verification.tar            an OCI archive
      kafka-verification.cdx.json       its bill of materials; what is in the program is not known
      kafka-verification.intoto.json    how it was made, unsigned
    [exit 0]
    ");
    let bytes = fs::read(desk.path("kafka-verification.tar")).unwrap();
    let mut archive = tar::Archive::new(bytes.as_slice());
    let entries = archive.entries().unwrap().map(|entry| {
        let entry = entry.unwrap();
        let head = entry.header();
        let path = entry.path().unwrap().display().to_string();
        let (mode, time) = (head.mode().unwrap(), head.mtime().unwrap());
        format!("{mode:o} {time} {path}")
    });
    insta::assert_snapshot!(entries.collect::<Vec<_>>().join("\n"), @"
    644 0 blobs/sha256/9886c28b0a3aaec5952b216e93baed297a850b1ebe9db905b818f84b1179dd6a
    644 0 blobs/sha256/e270db94f899c43e65ce829c795c06aa43f45d07a3bbee5cec6e4d06764a9326
    644 0 blobs/sha256/e7169c13eaab76f7c50ef0014ab86ab43c6aabd2c1b2f090525078b9b886b1d6
    644 0 index.json
    644 0 oci-layout
    ");
    let sbom = json(&desk.read("kafka-verification.cdx.json"));
    assert_eq!(sbom["compositions"][0]["aggregate"], "unknown");
    let provenance = json(&desk.read("kafka-verification.intoto.json"));
    let digest = provenance["subject"][0]["digest"]["sha256"]
        .as_str()
        .unwrap();
    let blobs = format!("blobs/sha256/{digest}");
    assert!(entry_paths(&bytes).contains(&blobs));
}

fn entry_paths(bytes: &[u8]) -> Vec<String> {
    let mut archive = tar::Archive::new(bytes);
    let entries = archive.entries().unwrap();
    let paths = entries.map(|entry| entry.unwrap().path().unwrap().display().to_string());
    paths.collect()
}

#[test]
fn the_same_program_gives_the_same_bytes() {
    let [one, other] = [desk(), desk()];
    for desk in [&one, &other] {
        assert_eq!(desk.code(&["image", "--program", "program"]), 0);
    }
    for file in ["tar", "cdx.json", "intoto.json"] {
        let name = format!("kafka-verification.{file}");
        let [one, other] = [&one, &other].map(|desk| fs::read(desk.path(&name)).unwrap());
        assert!(one == other, "{name}");
    }
}

#[test]
fn a_layout_and_a_context_are_directories() {
    let desk = desk();
    let arguments = ["--program", "program", "--layout", "a", "--context", "b"];
    let arguments: Vec<_> = ["image", "--revision", "v1"]
        .into_iter()
        .chain(arguments)
        .collect();
    insta::assert_snapshot!(desk.run(&arguments), @"
    [out]
    Made the image sha256:774fbdc281bc114b988527aad88bc84d4ee95d7cbb2559d9295ad32a947978a2
      linux/amd64, version 0.1.0, revision v1, 0.0 MB
      a                                 an OCI layout
      a.cdx.json                        its bill of materials; what is in the program is not known
      a.intoto.json                     how it was made, unsigned
      b                                 a Containerfile, for other tools
    [exit 0]
    ");
    let index = json(&desk.read("a/index.json"));
    assert_eq!(index["manifests"].as_array().unwrap().len(), 1);
    assert!(desk.read("b/Containerfile").contains("revision=\"v1\""));
    assert_eq!(fs::read(desk.path("b/verification")).unwrap(), program());
    let mode = fs::metadata(desk.path("b/verification"))
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o755);
    // What is there is not replaced.
    let before = desk.files("");
    insta::assert_snapshot!(desk.run(&arguments), @"
    [err]
    error: `a` is not empty, and nothing in it is replaced.
      Name a directory that does not exist yet.
    [exit 1]
    ");
    assert_eq!(desk.files(""), before);
}

#[test]
fn what_can_not_run_without_a_base_is_refused() {
    let desk = desk();
    desk.write("script", "#!/bin/sh\n");
    let before = desk.files("");
    insta::assert_snapshot!(desk.run(&["image", "--program", "script"]), @"
    [err]
    error: `script` can't be the program of the image: it is no 64-bit executable of Linux.
      Without `--program` it is built as it must be; by hand it is RUSTFLAGS='-C target-feature=+crt-static' cargo build --release -p verification --target x86_64-unknown-linux-gnu
    [exit 1]
    ");
    insta::assert_snapshot!(desk.run(&["image", "--program", "none"]), @"
    [err]
    error: Can't read `none`: No such file or directory (os error 2).
    [exit 1]
    ");
    let own = std::env::current_exe().unwrap();
    let said = desk.run(&["image", "--program", own.to_str().unwrap()]);
    assert!(
        said.contains("it is linked dynamically and needs `/lib"),
        "{said}"
    );
    assert_eq!(desk.files(""), before);
}

#[test]
fn without_a_source_tree_there_is_nothing_to_build() {
    let desk = desk();
    let said = desk.run(&["image"]);
    let here = desk.path("").canonicalize().unwrap().display().to_string();
    let here = here.trim_end_matches('/');
    insta::assert_snapshot!(said.replace(here, "HERE"), @"
        [err]
        error: There is no source of the verification in `HERE` or above it, and the image is built from that.
          Run it in a checkout of kafka-blueprint, or name one with `--source DIR`; `--program FILE` takes a program that was built before.
        [exit 1]
        ");
}

#[test]
fn places_that_make_no_sense_are_refused_before_anything_is_done() {
    let desk = desk();
    let image = |arguments: &[&str]| {
        let all: Vec<_> = ["image", "--program", "program"]
            .iter()
            .chain(arguments)
            .copied()
            .collect();
        desk.run(&all)
    };
    let before = desk.files("");
    insta::assert_snapshot!(image(&["--push", "app"]), @"
    [err]
    error: `app` is no place to push an image to: it is a registry and a name in lower case, such as `registry.example.com/team/name`, with a tag or without.
    [exit 1]
    ");
    insta::assert_snapshot!(image(&["--push", "localhost:5000/app:latest"]), @"
    [err]
    error: `localhost:5000/app:latest` is no place to push an image to: `latest` is another image every day; a restart could then break what works.
    [exit 1]
    ");
    insta::assert_snapshot!(image(&["--push", "localhost:5000/App"]), @"
    [err]
    error: `localhost:5000/App` is no place to push an image to: it is a registry and a name in lower case, such as `registry.example.com/team/name`, with a tag or without.
    [exit 1]
    ");
    insta::assert_snapshot!(image(&["--output", "environments"]), @"
    [err]
    error: `environments` is a directory, and an archive is a file.
      `--layout DIR` writes the image as a directory.
    [exit 1]
    ");
    insta::assert_snapshot!(image(&["--output", "none/image.tar"]), @"
    [err]
    error: `none/image.tar` can't be written: the directory above it is not there.
    [exit 1]
    ");
    insta::assert_snapshot!(image(&["--revision", "a\"b"]), @r#"
    [err]
    error: invalid value 'a"b' for '--revision <COMMIT>': it has letters, digits, `.`, `_`, `-`, `+` and `/`

    For more information, try '--help'.
    [exit 1]
    "#);
    assert_eq!(desk.files(""), before);
}

#[test]
fn a_push_is_recorded_and_rendered() {
    let desk = desk();
    let model = desk.read("environments/base.yaml");
    desk.write(
        "environments/base.yaml",
        format!("{model}verification: {{listener: tls}}\n"),
    );
    let registry = Registry::start(Wants::Nothing);
    insta::assert_snapshot!(push(&desk, &registry, ""), @"
    [out]
    Made the image sha256:9886c28b0a3aaec5952b216e93baed297a850b1ebe9db905b818f84b1179dd6a
      linux/amd64, version 0.1.0, no revision, 0.0 MB
    Pushed it as HOST/team/app:0.1.0@sha256:9886c28b0a3aaec5952b216e93baed297a850b1ebe9db905b818f84b1179dd6a
      recorded in images.lock; `blueprint render` puts it into the verification's Job
    [exit 0]
    ");
    let lock = desk.read("images.lock");
    insta::assert_snapshot!(lock.replace(&registry.host, "HOST"), @"
    # Written by `blueprint image --push`: the image that was pushed, by its digest.
    # `blueprint render` takes it where the model names no image, or this name.
    verification: HOST/team/app:0.1.0@sha256:9886c28b0a3aaec5952b216e93baed297a850b1ebe9db905b818f84b1179dd6a
    ");
    let locked = lock
        .lines()
        .last()
        .unwrap()
        .split_once(": ")
        .unwrap()
        .1
        .trim_matches('"');
    assert_eq!(desk.code(&["render"]), 0);
    let job = desk.read("out/prod/verification.yaml");
    assert!(job.contains(locked), "{job}");
    assert!(!job.contains("suspend: true"));
    // Another push of the same image sends no blob again.
    let before = registry.seen().len();
    push(&desk, &registry, "");
    let again = registry.seen();
    let sent = again[before..]
        .iter()
        .filter(|seen| seen.line.starts_with("POST"));
    assert_eq!(sent.count(), 0);
    assert_eq!(desk.read("images.lock"), lock);
}

#[test]
fn documents_refer_to_the_image_in_a_registry_that_knows_no_referrers() {
    let desk = desk();
    let registry = Registry::start(Wants::Nothing);
    push(&desk, &registry, ":1");
    push(&desk, &registry, ":2");
    let content = registry.content();
    let at = |path: &str| {
        let bytes = &content[&format!("/v2/team/app/{path}")];
        json(std::str::from_utf8(bytes).unwrap())
    };
    assert_eq!(at("manifests/1"), at("manifests/2"));
    let tag = content
        .keys()
        .find(|path| path.contains("manifests/sha256-"))
        .unwrap();
    let digest = tag.rsplit_once('-').unwrap().1;
    let index = at(&format!("manifests/sha256-{digest}"));
    let listed = index["manifests"].as_array().unwrap();
    let types: Vec<_> = listed
        .iter()
        .map(|one| one["artifactType"].as_str().unwrap())
        .collect();
    assert_eq!(
        types,
        [
            "application/vnd.cyclonedx+json",
            "application/vnd.in-toto+json"
        ]
    );
    for one in listed {
        let manifest = at(&format!("manifests/{}", one["digest"].as_str().unwrap()));
        assert_eq!(manifest["subject"]["digest"], format!("sha256:{digest}"));
        let document = at(&format!(
            "blobs/{}",
            manifest["layers"][0]["digest"].as_str().unwrap()
        ));
        assert!(document.is_object());
    }
}

/// Pushes with the login that `variable` leads to, in the file that it then means.
fn push_with_login(desk: &Desk, registry: &Registry, variable: &str, file: &str) -> String {
    let host = &registry.host;
    let login = format!(r#"{{"auths": {{"{host}": {{"auth": "{LOGIN}"}}}}}}"#);
    desk.write("logins/config.json", login);
    let place = format!("{host}/team/app");
    let mut command = desk.command(&["image", "--program", "program", "--push", &place]);
    command.env(variable, desk.path(file));
    shown(&command.output().unwrap()).replace(host, "HOST")
}

#[test]
fn a_login_is_sent_where_it_is_asked_for_and_never_shown() {
    for wants in [Wants::Basic(LOGIN), Wants::Token(LOGIN)] {
        let desk = desk();
        let registry = Registry::start(wants);
        let said = push_with_login(&desk, &registry, "DOCKER_CONFIG", "logins");
        assert!(said.contains("Pushed it as"), "{said}");
        assert!(!said.contains(LOGIN) && !said.contains("secret") && !said.contains("TOKEN"));
        assert!(!desk.read("images.lock").contains(LOGIN));
        let first = &registry.seen()[0];
        assert_eq!((first.status, &first.authorization), (401, &None));
    }
}

#[test]
fn a_registry_that_refuses_is_told_and_nothing_is_written() {
    let desk = desk();
    let before = desk.files("");
    let refused = |wants| push(&desk, &Registry::start(wants), "");
    insta::assert_snapshot!(refused(Wants::Basic(LOGIN)), @"
    [err]
    error: HOST wants a login before it takes `team/app` (401), and none is kept for it.
      `docker login HOST` or `podman login HOST` keeps a login where it is looked for: in $REGISTRY_AUTH_FILE, $DOCKER_CONFIG/config.json or ~/.docker/config.json.
    [exit 1]
    ");
    insta::assert_snapshot!(refused(Wants::Token(LOGIN)), @"
    [err]
    error: HOST wants a login before it takes `team/app` (401), and none is kept for it.
      `docker login HOST` or `podman login HOST` keeps a login where it is looked for: in $REGISTRY_AUTH_FILE, $DOCKER_CONFIG/config.json or ~/.docker/config.json.
    [exit 1]
    ");
    insta::assert_snapshot!(refused(Wants::Nobody), @"
    [err]
    error: HOST does not allow `team/app` to be pushed (403).
      Ask who runs the registry for the right to push `team/app`, or name another place.
    [exit 1]
    ");
    insta::assert_snapshot!(refused(Wants::Luck), @"
    [err]
    error: HOST did not take a new blob: it answered 500 (the disk is full).
    [exit 1]
    ");
    let place = "127.0.0.1:1/team/app";
    insta::assert_snapshot!(desk.run(&["image", "--program", "program", "--push", place]), @"
    [err]
    error: Can't reach 127.0.0.1:1 : io: Connection refused (os error 111).
      Registries on this machine are spoken to by http, all others by https; `HTTPS_PROXY` names a proxy. `--output FILE.tar` makes an archive that another tool can push.
    [exit 1]
    ");
    let arguments = [
        "image",
        "--program",
        "program",
        "--push",
        place,
        "--output",
        "a.tar",
    ];
    assert_eq!(desk.code(&arguments), 1);
    assert_eq!(desk.files(""), before);
}

#[test]
fn a_login_that_is_refused_is_told() {
    let desk = desk();
    let registry = Registry::start(Wants::Basic("b3RoZXI="));
    let said = push_with_login(&desk, &registry, "REGISTRY_AUTH_FILE", "logins/config.json");
    insta::assert_snapshot!(said, @"
    [err]
    error: HOST does not accept the login that is kept for it, and so does not take `team/app` (401).
      `docker login HOST` or `podman login HOST` keeps a login where it is looked for: in $REGISTRY_AUTH_FILE, $DOCKER_CONFIG/config.json or ~/.docker/config.json.
    [exit 1]
    ");
}

#[test]
fn the_model_is_the_master_of_the_image() {
    let desk = Desk::small();
    let digest = format!("sha256:{}", "0".repeat(64));
    desk.write(
        "images.lock",
        format!("verification: localhost:5000/app:1@{digest}\n"),
    );
    let model = desk.read("environments/base.yaml");
    desk.write(
        "environments/base.yaml",
        format!("{model}verification: {{listener: tls, image: \"localhost:5000/app:2\"}}\n"),
    );
    insta::assert_snapshot!(desk.run(&["check", "prod", "--today", "2026-01-01"]), @r#"
    [out]
    advice[environment/image-lock]: the image that was pushed last is `localhost:5000/app:1@sha256:0000000000000000000000000000000000000000000000000000000000000000`, and this names another one, which is rendered as it stands
      --> environments/base.yaml:33:38
       |
    33 | verification: {listener: tls, image: "localhost:5000/app:2"}
       |                                      ^^^^^^^^^^^^^^^^^^^^^^
       |
       = help: leave `verification.image` out to take what images.lock has, or push to the name that it says
       = more: blueprint explain environment/image-lock

    1 piece of advice in base and prod.
    [exit 0]
    "#);
    desk.write("images.lock", "verification: localhost:5000/app:1\n");
    insta::assert_snapshot!(desk.run(&["check", "prod", "--today", "2026-01-01"]), @"
    [out]
    error[environment/image-lock]: `localhost:5000/app:1` has no digest
    --> images.lock:1:1
     = help: restore it from git, or let `blueprint image --push` write it again
     = more: blueprint explain environment/image-lock

    1 error in base and prod.
    [exit 2]
    ");
}
