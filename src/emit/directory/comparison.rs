//! What a render changed in the output directory, or would change.

use super::obstruction::Obstruction;
use super::plan::Plan;
use super::relative_path::RelativePath;
use super::stage::Interruption;
use super::transaction::Recovery;

/// What a render did; manifests count as files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Files that were missing.
    pub added: Vec<RelativePath>,
    /// Files that had other bytes.
    pub changed: Vec<RelativePath>,
    /// Files of earlier renders that are no longer wanted.
    pub removed: Vec<RelativePath>,
    /// The number of files that had the right bytes, and were not touched.
    pub unchanged: usize,
    /// What became of an earlier render that was interrupted.
    pub recovered: Option<Recovery>,
}

impl Written {
    pub(super) fn new(plan: Plan<'_>, recovered: Option<Recovery>) -> Self {
        Self {
            added: plan.written(false),
            changed: plan.written(true),
            unchanged: plan.unchanged,
            removed: plan.removals,
            recovered,
        }
    }
}

/// What a render would do; manifests count as files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// Files that are missing.
    pub missing: Vec<RelativePath>,
    /// Files of ours with other bytes.
    pub stale: Vec<RelativePath>,
    /// Files of ours that are no longer wanted.
    pub left_over: Vec<RelativePath>,
    /// What lies in the way and would stop the render.
    pub foreign: Vec<Obstruction>,
    /// The number of files with the right bytes.
    pub unchanged: usize,
    /// How far a render had come that was interrupted.
    pub interrupted: Option<Interruption>,
}

impl Comparison {
    pub(super) fn new(plan: Plan<'_>, interrupted: Option<Interruption>) -> Self {
        Self {
            missing: plan.written(false),
            stale: plan.written(true),
            left_over: plan.removals,
            foreign: plan.obstructions.into_iter().collect(),
            unchanged: plan.unchanged,
            interrupted,
        }
    }

    /// Tells whether the directory holds exactly what the render wants, and nothing is half done.
    #[must_use]
    pub fn is_current(&self) -> bool {
        let pending = [&self.missing, &self.stale, &self.left_over];
        pending.iter().all(|paths| paths.is_empty())
            && self.foreign.is_empty()
            && self.interrupted.is_none()
    }
}
