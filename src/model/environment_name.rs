//! Names of environments, which are also names of files and of directories of the output.

use crate::environment::read::Invalid;

crate::text! {
    /// The name of an environment, such as `prod`.
    pub struct EnvironmentName("an environment's name", check);
}

/// Names that mean something else in the output or in the directory of environments.
const TAKEN: [&str; 4] = ["base", "kustomize", "vendor", "schemas"];

fn check(text: &str) -> Result<(), Invalid> {
    super::name::dns_label(text)?;
    if TAKEN.contains(&text) {
        return Err(Invalid::because(
            "this name has a meaning of its own in the output",
        ));
    }
    Ok(())
}
