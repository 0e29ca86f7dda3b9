//! crane: what others read images with, in archives and in registries.

use crate::cache::Cache;
use crate::error::Result;
use crate::go_module::GoProgram;
use crate::process::Call;

/// The version is pinned in `acceptance/go/crane/go.mod`.
const CRANE: GoProgram = GoProgram {
    module: "crane",
    name: "crane",
    package: "github.com/google/go-containerregistry/cmd/crane",
    variables: &[],
};

/// Builds crane and returns a call of it without arguments.
pub fn call(cache: &Cache) -> Result<Call> {
    CRANE.build(cache).map(Call::new)
}
