//! PromQL, as far as alerts and dashboards need it: expressions that know their labels.
//!
//! An expression is built from series of the catalogue, so it can say which metric or label of
//! it nothing writes, and is written as text only at the end.

mod expr;
mod labels;
pub mod read;
mod series;

pub use self::{
    expr::Expr,
    labels::{STRIMZI as STRIMZI_LABELS, Unknown},
    series::{Comparison, Matcher, Series, one_of},
};
