//! The same environments give the same bytes, and a render touches only what it must.
//!
//! All through the real program, because the surroundings are what could get in.

mod blueprint;

use std::{
    collections::BTreeMap,
    fs,
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
};

use blueprint::Desk;
use serde_yaml::Value;

/// Every file of `out` by its path within.
fn out(desk: &Desk) -> BTreeMap<PathBuf, Vec<u8>> {
    let root = desk.path("out");
    let within = |path: PathBuf| path.strip_prefix(&root).unwrap().to_owned();
    let files = desk.files("out").into_iter();
    files.map(|(path, bytes)| (within(path), bytes)).collect()
}

fn rendered(desk: &Desk) -> BTreeMap<PathBuf, Vec<u8>> {
    let said = desk.run(&["render"]);
    assert!(said.ends_with("[exit 0]"), "{said}");
    let files = out(desk);
    assert!(files.len() > 40, "only {} files", files.len());
    files
}

/// Asserts the same files with the same bytes, and names the first that differs.
fn assert_same(one: &BTreeMap<PathBuf, Vec<u8>>, other: &BTreeMap<PathBuf, Vec<u8>>) {
    let names = |files: &BTreeMap<PathBuf, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(one), names(other));
    for (path, bytes) in one {
        assert!(&other[path] == bytes, "{} differs", path.display());
    }
}

#[test]
fn surroundings_do_not_get_into_the_output() {
    let plain = rendered(&Desk::shipped());
    let desk = Desk::shipped();
    // Another place, time zone, language, home and umask, and arguments that say the same.
    let script = format!(
        "umask 077; exec '{}' render --environments \"$PWD/environments\" --out ./x/../out prod dev staging prod",
        env!("CARGO_BIN_EXE_blueprint")
    );
    desk.write("x/empty", "");
    let surroundings = [
        ("TZ", "Pacific/Kiritimati"),
        ("LC_ALL", "tr_TR.UTF-8"),
        ("LANG", "tr_TR.UTF-8"),
        ("HOME", "/nonexistent"),
        ("USER", "somebody"),
        ("COLUMNS", "20"),
        ("CLICOLOR_FORCE", "1"),
        ("KUBECONFIG", "/nonexistent"),
    ];
    let ended = std::process::Command::new("/bin/sh")
        .args(["-c", &script])
        .current_dir(desk.path("."))
        .env_clear()
        .envs(surroundings)
        .output()
        .unwrap();
    assert!(ended.status.success(), "{}", blueprint::shown(&ended));
    assert_same(&plain, &out(&desk));
}

#[test]
fn the_order_of_keys_does_not_get_into_the_output() {
    let plain = rendered(&Desk::shipped());
    let desk = Desk::shipped();
    let mut reversed = 0;
    for (path, bytes) in desk.files("environments") {
        let beside_the_schemas = path.parent() == Some(&desk.path("environments"));
        if beside_the_schemas && path.extension().is_some_and(|it| it == "yaml") {
            fs::write(&path, backwards(&String::from_utf8(bytes).unwrap())).unwrap();
            reversed += 1;
        }
    }
    assert_eq!(reversed, 4, "base and three environments");
    assert_same(&plain, &rendered(&desk));
}

/// Writes the maps of a YAML document with their last key first; scalars keep their text.
fn backwards(text: &str) -> String {
    // A plain scalar such as `3.10` is a number to serde_yaml; the model takes its text.
    let value: Value = serde_yaml::from_str(&texts_quoted(text)).unwrap();
    serde_yaml::to_string(&reversed(value)).unwrap()
}

/// Quotes `1.30`, which serde_yaml would read as the number 1.3.
fn texts_quoted(text: &str) -> String {
    text.replace("kubernetes: 1.30", "kubernetes: '1.30'")
}

fn reversed(value: Value) -> Value {
    match value {
        Value::Mapping(fields) => {
            let mut fields: Vec<(Value, Value)> = fields.into_iter().collect();
            fields.reverse();
            let fields = fields.into_iter();
            Value::Mapping(fields.map(|(key, value)| (key, reversed(value))).collect())
        }
        Value::Sequence(items) => items.into_iter().map(reversed).collect(),
        scalar => scalar,
    }
}

/// Everything below and with a directory, with its inode and the nanoseconds of its last changes.
fn stamps(directory: &Path) -> BTreeMap<PathBuf, [i64; 5]> {
    let mut stamps = BTreeMap::new();
    let mut left = vec![directory.to_owned()];
    while let Some(path) = left.pop() {
        let of = fs::symlink_metadata(&path).unwrap();
        if of.is_dir() {
            left.extend(
                fs::read_dir(&path)
                    .unwrap()
                    .map(|entry| entry.unwrap().path()),
            );
        }
        let inode = i64::try_from(of.ino()).unwrap();
        let changes = [of.mtime(), of.mtime_nsec(), of.ctime(), of.ctime_nsec()];
        stamps.insert(
            path,
            [inode, changes[0], changes[1], changes[2], changes[3]],
        );
    }
    stamps
}

#[test]
fn a_render_with_nothing_to_do_writes_nothing() {
    let desk = Desk::shipped();
    rendered(&desk);
    let before = stamps(&desk.path("."));
    for arguments in [
        &["render"][..],
        &["render", "prod"],
        &["render", "--check"],
        &["check"],
    ] {
        let said = desk.run(arguments);
        assert!(said.ends_with("[exit 0]"), "{said}");
        assert_eq!(before, stamps(&desk.path(".")), "{arguments:?}");
    }
}

#[test]
fn a_render_of_one_environment_leaves_the_others_alone() {
    let desk = Desk::shipped();
    rendered(&desk);
    let before = stamps(&desk.path("out"));
    let base = desk.read("environments/base.yaml");
    desk.write(
        "environments/base.yaml",
        base.replace("retention: 30d", "retention: 31d"),
    );
    let said = desk.run(&["render", "prod"]);
    assert!(said.ends_with("[exit 0]"), "{said}");
    let after = stamps(&desk.path("out"));
    let ours =
        ["prod", "kustomize/overlays/prod", "kustomize/base"].map(|it| desk.path("out").join(it));
    let mut changed = 0;
    for (path, stamp) in &after {
        if before.get(path) == Some(stamp) {
            continue;
        }
        // The lock and the stage live in `out` itself while the render runs.
        let allowed = *path == desk.path("out") || ours.iter().any(|it| path.starts_with(it));
        assert!(allowed, "{} was touched", path.display());
        changed += 1;
    }
    assert!(changed > 3, "only {changed} files and directories changed");
    // A Job's name carries a checksum, so the file of the one before goes.
    let gone = before.keys().filter(|path| !after.contains_key(*path));
    for path in gone {
        let allowed = ours.iter().any(|it| path.starts_with(it));
        assert!(allowed, "{} is gone", path.display());
    }
}
