//! What a change does to the cluster: two sets of objects become changes, and changes become
//! consequences.
//!
//! Everything here is computed from objects alone, offline and without printing. Objects are the
//! same when kind, namespace and name agree, lists of named things are matched by those names, and
//! so an order never is a change. Two equal sets give no change at all, and no field that differs
//! is left without a consequence: what no rule knows is told as unknown.

mod class;
pub mod compare;
mod comparison;
mod consequence;
mod field;
mod object;
mod objects;
pub mod origin;
mod path;
pub mod picture;
pub mod side;
pub mod steps;
mod unit;
pub mod upgrade;

pub use self::{
    class::{Class, UnknownClass},
    comparison::{Comparison, Report},
    consequence::{Acknowledged, Consequence, Expired, Fact, Restart, Written, judge::judge},
    field::FieldChange,
    object::{Event, ObjectChange},
    objects::{NotComparable, Objects},
    path::{FieldPath, Step},
    picture::Picture,
};
