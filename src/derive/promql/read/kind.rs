//! What an expression gives: series, a number, series over a time, or a text.

use std::fmt;

use super::Query;

/// What an expression gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One number.
    Scalar,
    /// Series with one number each.
    Vector,
    /// Series with the numbers of a time.
    Range,
    /// A text.
    Text,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Scalar => "a number",
            Self::Vector => "series",
            Self::Range => "series over a time",
            Self::Text => "a text",
        })
    }
}

/// Returns what an expression gives.
pub fn of(query: &Query) -> Kind {
    match query {
        Query::Number(_) => Kind::Scalar,
        Query::Text(_) => Kind::Text,
        Query::Selector(selector) if selector.range => Kind::Range,
        Query::Selector(_) | Query::Aggregate { .. } => Kind::Vector,
        Query::Subquery(_) => Kind::Range,
        Query::Call(function, _) => function.gives,
        Query::Negative(inside) => of(inside),
        Query::Binary(binary) => match (of(&binary.left), of(&binary.right)) {
            (Kind::Scalar, Kind::Scalar) => Kind::Scalar,
            _ => Kind::Vector,
        },
    }
}
