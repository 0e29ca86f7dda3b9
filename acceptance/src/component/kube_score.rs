//! kube-score: an opinion on how workloads, services and network policies should be.

use std::fmt;
use std::path::PathBuf;

use serde_json::Value;

use crate::cache::Cache;
use crate::error::{Error, Result};
use crate::go_module::GoProgram;
use crate::process::Call;

/// The version is pinned in `acceptance/go/kube-score/go.mod`.
const KUBE_SCORE: GoProgram = GoProgram {
    module: "kube-score",
    name: "kube-score",
    package: "github.com/zegl/kube-score/cmd/kube-score",
    variables: &[],
};

/// The grade that kube-score shows as CRITICAL; 5 is a warning, 10 is all well.
const CRITICAL: u64 = 1;

/// The Kubernetes version that the API server of the harness has too.
const KUBERNETES: &str = "v1.34";

/// kube-score's program.
#[derive(Clone, Debug)]
pub struct KubeScore(PathBuf);

/// One thing that kube-score holds against an object.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The check's identifier, as `kube-score list` shows it.
    pub check: String,
    /// The object, as `Kind name`.
    pub object: String,
    /// What it said, with the container or field that it means.
    pub message: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} of {}: {}", self.check, self.object, self.message)
    }
}

/// What kube-score said of some files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// How many checks it made that came out well or ill.
    pub checks: usize,
    /// The findings of its error grade.
    pub critical: Vec<Finding>,
}

impl KubeScore {
    /// Builds the program.
    pub fn new(cache: &Cache) -> Result<Self> {
        KUBE_SCORE.build(cache).map(Self)
    }

    /// Scores the files of a set as a whole: a check of one object looks at the others.
    pub fn score(&self, files: &[PathBuf]) -> Result<Score> {
        let call = Call::new(&self.0)
            .args(["score", "--output-format", "json", "--kubernetes-version"])
            .args([KUBERNETES, "--disable-ignore-checks-annotations"])
            .args(files);
        // Critical findings end it with 1, which is an answer too.
        let output = call.output()?;
        let report: Value = serde_json::from_str(&output.stdout)
            .map_err(|_| Error::form(call.to_string(), output.last_words()))?;
        Ok(score(&report))
    }
}

fn score(report: &Value) -> Score {
    let mut score = Score::default();
    for object in report.as_array().into_iter().flatten() {
        for check in object["checks"].as_array().into_iter().flatten() {
            if check["skipped"] == Value::Bool(true) {
                continue;
            }
            score.checks += 1;
            if check["grade"]
                .as_u64()
                .is_some_and(|grade| grade <= CRITICAL)
            {
                score.critical.push(finding(object, check));
            }
        }
    }
    score.critical.sort();
    score
}

fn finding(object: &Value, check: &Value) -> Finding {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let comments = check["comments"].as_array().into_iter().flatten();
    let message: Vec<_> = comments
        .map(|comment| format!("{} {}", text(&comment["path"]), text(&comment["summary"])))
        .map(|comment| comment.trim().to_owned())
        .collect();
    Finding {
        check: text(&check["check"]["id"]),
        object: format!(
            "{} {}",
            text(&object["type_meta"]["kind"]),
            text(&object["object_meta"]["name"])
        ),
        message: message.join("; "),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn findings_of_error_grade_are_told_and_others_counted() {
        let check = |id: &str, grade: u8, skipped: bool| {
            json!({
                "check": {"id": id}, "grade": grade, "skipped": skipped,
                "comments": [{"path": "app", "summary": "why"}],
            })
        };
        let checks = [
            check("a", 1, false),
            check("b", 5, false),
            check("c", 0, true),
        ];
        let report = json!([{
            "type_meta": {"kind": "Deployment"},
            "object_meta": {"name": "ui"},
            "checks": checks,
        }]);
        let score = score(&report);
        assert_eq!(score.checks, 2);
        let critical = Finding {
            check: "a".to_owned(),
            object: "Deployment ui".to_owned(),
            message: "app why".to_owned(),
        };
        assert_eq!(score.critical, [critical]);
    }
}
