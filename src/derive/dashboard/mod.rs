//! Dashboards: what people look at, as panels over series of the catalogue.

mod brokers;
mod consumers;
mod kraft;
mod operators;
mod registry;
mod topics;

use super::promql::Expr;
use crate::model::{Deployment, duration::Duration};

/// A page of panels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dashboard {
    /// Its name, which is also that of its file.
    pub name: &'static str,
    /// What people read above it.
    pub title: String,
    /// Its panels, in reading order.
    pub panels: Vec<Panel>,
}

/// A picture of some series.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Panel {
    /// What it shows.
    pub title: String,
    /// How it is shown.
    pub form: Form,
    /// What its numbers count.
    pub unit: Unit,
    /// What is shown.
    pub queries: Vec<Query>,
}

/// How a panel shows its series.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// As lines over time.
    Lines,
    /// As the last number.
    Number,
}

/// What the numbers of a panel count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Things.
    Count,
    /// Things per second.
    PerSecond,
    /// Bytes.
    Bytes,
    /// Bytes per second.
    BytesPerSecond,
    /// A part of one.
    Share,
    /// Milliseconds.
    Milliseconds,
    /// Seconds.
    Seconds,
    /// Days.
    Days,
}

/// Series of a panel with their name in its legend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// The series.
    pub expr: Expr,
    /// Their name; `{{pod}}` stands for a label.
    pub legend: &'static str,
}

/// Returns the dashboards of a deployment; none where nobody monitors it.
#[must_use]
pub fn all(deployment: &Deployment) -> Vec<Dashboard> {
    if deployment.monitoring.is_none() {
        return Vec::new();
    }
    let dashboards = [
        ("brokers", "brokers", brokers::panels(deployment)),
        ("kraft", "KRaft", kraft::panels(deployment)),
        ("topics", "topics", topics::panels(deployment)),
        ("consumers", "consumer lag", consumers::panels(deployment)),
        ("operators", "operators", operators::panels(deployment)),
        ("registry", "schema registry", registry::panels(deployment)),
    ];
    dashboards
        .into_iter()
        .filter(|(_, _, panels)| !panels.is_empty())
        .map(|(name, what, panels)| Dashboard {
            name,
            title: format!("{} / {what}", deployment.cluster.name),
            panels,
        })
        .collect()
}

/// The time over which rates are taken: several scrapes of any usual interval.
const RATE: Duration = Duration::milliseconds(300_000);

fn lines(title: impl Into<String>, unit: Unit, expr: Expr, legend: &'static str) -> Panel {
    panel(title.into(), Form::Lines, unit, expr, legend)
}

fn number(title: impl Into<String>, unit: Unit, expr: Expr) -> Panel {
    panel(title.into(), Form::Number, unit, expr, "")
}

fn panel(title: String, form: Form, unit: Unit, expr: Expr, legend: &'static str) -> Panel {
    Panel {
        title,
        form,
        unit,
        queries: vec![Query { expr, legend }],
    }
}
