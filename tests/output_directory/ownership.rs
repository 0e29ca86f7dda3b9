//! Which files a render writes, removes and leaves.

use std::os::unix::fs::{PermissionsExt, symlink};

use kafka_blueprint::emit::directory::{
    DirectoryError, MANIFEST_NAME, OutputDirectory, STAGE_NAME, Tree,
};

use crate::deployment::{Repository, files, path, scopes, times, tree};

#[test]
fn a_first_render_makes_the_directory_and_its_manifest() {
    let repository = Repository::new();
    let tree = tree(&[
        ("prod/topics.yaml", "t"),
        ("prod/crds/kustomization.yaml", "k"),
    ]);
    let written = repository
        .output()
        .write(&tree, &scopes(&["prod"]))
        .unwrap();
    let added = [
        "prod/.blueprint-files",
        "prod/crds/kustomization.yaml",
        "prod/topics.yaml",
    ];
    let mut paths: Vec<_> = written
        .added
        .iter()
        .map(|path| path.as_str().to_owned())
        .collect();
    paths.sort();
    assert_eq!(paths, added);
    insta::assert_snapshot!(repository.read("prod/.blueprint-files").unwrap(), @r"
    # The files below that `blueprint render` wrote and may replace or remove.
    crds/kustomization.yaml
    topics.yaml
    ");
    assert!(!repository.out().join(STAGE_NAME).exists());
}

#[test]
fn nothing_to_render_makes_no_directory() {
    let repository = Repository::new();
    repository
        .output()
        .write(&Tree::default(), &scopes(&["prod"]))
        .unwrap();
    repository
        .output()
        .compare(&tree(&[("prod/a", "a")]), &scopes(&["prod"]))
        .unwrap();
    repository.output().recover().unwrap();
    assert!(!repository.out().exists());
}

#[test]
fn equal_bytes_are_not_written() {
    let repository = Repository::new();
    let wanted = [("prod/a", "a"), ("prod/b/c", "c"), ("prod/empty", "")];
    repository.render(&wanted);
    let before = times(&repository.out());
    let written = repository
        .output()
        .write(&tree(&wanted), &scopes(&["prod"]))
        .unwrap();
    let compared = repository
        .output()
        .compare(&tree(&wanted), &scopes(&["prod"]))
        .unwrap();
    assert_eq!(times(&repository.out()), before);
    assert_eq!((written.unchanged, compared.unchanged), (4, 4));
    assert!(compared.is_current());
}

#[test]
fn only_what_differs_is_written() {
    let repository = Repository::new();
    repository.render(&[
        ("prod/same", "a"),
        ("prod/same-size", "a"),
        ("prod/longer", "a"),
    ]);
    let before = times(&repository.out());
    let wanted = tree(&[
        ("prod/same", "a"),
        ("prod/same-size", "b"),
        ("prod/longer", "ab"),
    ]);
    let written = repository
        .output()
        .write(&wanted, &scopes(&["prod"]))
        .unwrap();
    assert_eq!(
        written.changed,
        [path("prod/longer"), path("prod/same-size")]
    );
    let same = std::path::Path::new("prod/same");
    assert_eq!(times(&repository.out())[same], before[same]);
    assert_eq!(repository.read("prod/same-size").as_deref(), Some("b"));
}

#[test]
fn leftovers_go_with_their_directories_and_foreign_files_stay() {
    let repository = Repository::new();
    repository.render(&[
        ("prod/a", "a"),
        ("prod/gone/deep/b", "b"),
        ("prod/kept/c", "c"),
    ]);
    repository.put("prod/kept/notes.txt", "mine");
    repository.put("prod/mine.txt", "mine");
    let written = repository
        .output()
        .write(&tree(&[("prod/a", "a")]), &scopes(&["prod"]))
        .unwrap();
    assert_eq!(
        written.removed,
        [path("prod/gone/deep/b"), path("prod/kept/c")]
    );
    assert!(!repository.out().join("prod/gone").exists());
    assert_eq!(
        repository.read("prod/kept/notes.txt").as_deref(),
        Some("mine")
    );
    assert_eq!(repository.read("prod/mine.txt").as_deref(), Some("mine"));
}

#[test]
fn an_environment_without_files_leaves_no_trace_but_the_directory() {
    let repository = Repository::new();
    repository.render(&[("prod/a/b", "b")]);
    repository
        .output()
        .write(&Tree::default(), &scopes(&["prod"]))
        .unwrap();
    assert!(repository.out().is_dir());
    assert_eq!(std::fs::read_dir(repository.out()).unwrap().count(), 0);
}

#[test]
fn other_scopes_are_left_alone() {
    let repository = Repository::new();
    let both = tree(&[
        ("dev/a", "dev"),
        ("kustomize/overlays/dev/a", "dev"),
        ("prod/a", "prod"),
    ]);
    let all = scopes(&["dev", "kustomize/overlays/dev", "prod"]);
    repository.output().write(&both, &all).unwrap();
    let dev = times(&repository.out().join("dev"));
    let prod = scopes(&["prod", "kustomize/overlays/prod"]);
    let wanted = tree(&[("prod/b", "prod"), ("kustomize/overlays/prod/a", "prod")]);
    let written = repository.output().write(&wanted, &prod).unwrap();
    assert_eq!(written.removed, [path("prod/a")]);
    assert_eq!(times(&repository.out().join("dev")), dev);
    assert_eq!(
        repository.read("kustomize/overlays/dev/a").as_deref(),
        Some("dev")
    );
}

#[test]
fn a_lost_manifest_is_written_again_where_the_bytes_are_right() {
    let repository = Repository::new();
    repository.render(&[("prod/a", "a")]);
    let before = files(&repository.out());
    std::fs::remove_file(repository.out().join("prod").join(MANIFEST_NAME)).unwrap();
    let wanted = tree(&[("prod/a", "a")]);
    let written = repository
        .output()
        .write(&wanted, &scopes(&["prod"]))
        .unwrap();
    assert_eq!(written.added, [path("prod/.blueprint-files")]);
    assert_eq!(files(&repository.out()), before);
}

#[test]
fn a_damaged_manifest_stops_the_render() {
    let repository = Repository::new();
    repository.render(&[("prod/a", "a")]);
    repository.put("prod/.blueprint-files", "a\n<<<<<<< HEAD\n");
    repository.put("b", "not ours");
    for text in ["a\n<<<<<<< HEAD\n", "a\n../b\n"] {
        repository.put("prod/.blueprint-files", text);
        let refused = repository
            .output()
            .write(&tree(&[("prod/a", "b")]), &scopes(&["prod"]));
        assert!(matches!(
            refused,
            Err(DirectoryError::DamagedManifest { line: 2, .. })
        ));
    }
    assert_eq!(repository.read("prod/a").as_deref(), Some("a"));
    assert_eq!(repository.read("b").as_deref(), Some("not ours"));
}

#[test]
fn comparing_tells_each_kind_of_difference_and_changes_nothing() {
    let repository = Repository::new();
    repository.render(&[("prod/a", "a"), ("prod/b", "b"), ("prod/c", "c")]);
    repository.put("prod/d", "foreign");
    let before = times(&repository.out());
    let wanted = tree(&[
        ("prod/a", "a"),
        ("prod/b", "B"),
        ("prod/d", "d"),
        ("prod/e", "e"),
    ]);
    let compared = repository
        .output()
        .compare(&wanted, &scopes(&["prod"]))
        .unwrap();
    assert_eq!(times(&repository.out()), before);
    assert_eq!(compared.missing, [path("prod/e")]);
    assert_eq!(
        compared.stale,
        [path("prod/b"), path("prod/.blueprint-files")]
    );
    assert_eq!(compared.left_over, [path("prod/c")]);
    assert_eq!(compared.foreign[0].path, path("prod/d"));
    assert_eq!(compared.unchanged, 1);
    assert!(!compared.is_current());
}

#[test]
fn out_may_be_a_link() {
    let repository = Repository::new();
    let elsewhere = tempfile::tempdir().unwrap();
    symlink(elsewhere.path(), repository.out()).unwrap();
    repository.render(&[("prod/a", "a")]);
    assert_eq!(
        std::fs::read(elsewhere.path().join("prod/a")).unwrap(),
        b"a"
    );
    assert!(repository.out().is_symlink());
    repository
        .output()
        .write(&Tree::default(), &scopes(&["prod"]))
        .unwrap();
    assert!(elsewhere.path().is_dir());
}

#[test]
fn modes_follow_the_umask() {
    let repository = Repository::new();
    repository.render(&[("prod/a", "a")]);
    let mode = |path| std::fs::metadata(path).unwrap().permissions().mode();
    // What the standard library asks for is 0666 and 0777, less the umask.
    std::fs::create_dir(repository.out().join("directory")).unwrap();
    repository.put("directory/file", "");
    assert_eq!(
        mode(repository.out().join("prod/a")),
        mode(repository.out().join("directory/file"))
    );
    assert_eq!(
        mode(repository.out().join("prod")),
        mode(repository.out().join("directory"))
    );
}

#[test]
fn a_place_that_can_be_no_directory_is_refused_at_once() {
    let repository = Repository::new();
    symlink("nowhere", repository.root().join("out-link")).unwrap();
    let open = |name: &str| OutputDirectory::open(repository.root().join(name));
    assert!(matches!(
        open("out.yaml"),
        Err(DirectoryError::NotADirectory { .. })
    ));
    assert!(matches!(
        open("out-link"),
        Err(DirectoryError::DanglingLink { .. })
    ));
    assert!(matches!(
        open("nowhere/out"),
        Err(DirectoryError::NoParent { .. })
    ));
    std::fs::remove_file(repository.root().join("out-link")).unwrap();
}
