//! A real git repository with environments and their rendered output.
#![allow(dead_code, reason = "each test file uses its own part of this")]

use std::process::Command;

use crate::blueprint::Desk;

/// The day on which everything here happens.
const TODAY: &str = "2026-06-01";

/// A repository whose output is committed.
pub struct Repository(pub Desk);

impl Repository {
    /// Renders `base.yaml` as the environment `prod` and commits all of it.
    pub fn rendered() -> Self {
        let desk = Desk::empty();
        desk.write("environments/base.yaml", include_str!("base.yaml"));
        desk.write("environments/prod.yaml", "description: For everybody\n");
        let repository = Self(desk);
        repository.render();
        repository.git(&["init", "--quiet", "."]);
        repository.commit();
        repository
    }

    /// Makes `prod.yaml` a layer that changes something.
    pub fn layer(&self, layer: &str) {
        self.0
            .write("environments/prod.yaml", format!("{}\n", block(layer)));
    }

    /// Compares what is committed with what the models say now.
    pub fn diff(&self, format: &str) -> String {
        self.0.run(&[
            "diff",
            "prod@HEAD",
            "prod",
            "--format",
            format,
            "--today",
            TODAY,
        ])
    }

    /// Renders everything.
    pub fn render(&self) {
        let said = self.0.run(&["render"]);
        assert!(
            said.ends_with("[exit 0]") || said.contains("Rendered"),
            "{said}"
        );
    }

    /// Commits everything.
    pub fn commit(&self) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message", "A state"]);
    }

    /// Runs git with nothing of our surroundings but the search path.
    pub fn git(&self, arguments: &[&str]) {
        let output = Command::new("git")
            .args(["-c", "user.name=A", "-c", "user.email=a@example.com"])
            .args(arguments)
            .current_dir(self.0.path("."))
            .env_remove("GIT_DIR")
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{said}");
    }
}

/// A flow mapping at the top stands as it is; `description` keeps it from being empty.
fn block(layer: &str) -> String {
    let inner = layer
        .strip_prefix('{')
        .and_then(|rest| rest.strip_suffix('}'));
    match inner.filter(|_| layer.starts_with("{cluster")) {
        Some(_) => layer.to_owned(),
        None => format!("description: For everybody\n{layer}"),
    }
}
