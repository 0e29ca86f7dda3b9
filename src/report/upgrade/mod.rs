//! The way to a newer release: one file for each format, and the words that they share.

pub mod json;
pub mod text;
mod wording;

use crate::change::upgrade::{State, Step};

/// The way of one environment.
#[derive(Clone, Copy, Debug)]
pub struct Plan<'a> {
    /// The environment.
    pub environment: &'a str,
    /// What runs now.
    pub from: State,
    /// What the model leaves to the operator until now: paths and the values that hold.
    pub unset: &'a [(&'static str, String)],
    /// The steps.
    pub steps: &'a [Told<'a>],
}

/// A step with what the rules say of the model after it.
#[derive(Clone, Debug)]
pub struct Told<'a> {
    /// The step.
    pub step: &'a Step,
    /// What `check` refuses then; nothing where the model is right.
    pub refused: Vec<String>,
}
