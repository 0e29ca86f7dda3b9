//! Objects become bytes, and bytes become files: the last stage of the pipeline.

pub mod directory;
pub mod kustomize;
pub mod output;
pub mod whole_file;
pub mod yaml;
