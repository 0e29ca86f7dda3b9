//! A disk that stalls now and then: a library that stands between a program and its writes.

use std::fs;
use std::path::PathBuf;

use crate::cache::{Cache, Recipe};
use crate::error::{Error, Result};
use crate::process::Call;

const SOURCE: &str = include_str!("../../c/slow_disk.c");

/// Compiles the library and returns its file.
pub fn library(cache: &Cache) -> Result<PathBuf> {
    let recipe = Recipe::new("slow-disk").with(SOURCE);
    let entry = cache.get(&recipe, |staging| {
        let source = staging.join("slow_disk.c");
        fs::write(&source, SOURCE).map_err(Error::file("write", &source))?;
        let call = Call::new("cc").args(["-O2", "-Wall", "-Werror", "-shared", "-fPIC", "-o"]);
        let call = call.arg(staging.join("slow_disk.so")).arg(&source);
        call.arg("-ldl").stdout().map(drop)
    })?;
    Ok(entry.join("slow_disk.so"))
}
