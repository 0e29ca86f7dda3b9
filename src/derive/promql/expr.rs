//! Expressions over series.

use std::fmt;

use super::Series;

/// An expression of PromQL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expr {
    /// The series themselves.
    Series(Series),
    /// A number.
    Number(u64),
    /// A function of an expression, such as `rate`.
    Call(&'static str, Vec<Self>),
    /// Series put together, one for each combination of labels.
    Aggregate {
        /// How, such as `sum`.
        operator: &'static str,
        /// The labels that stay.
        by: Vec<&'static str>,
        /// What is put together.
        of: Box<Self>,
    },
    /// Two expressions, matched by all of their labels.
    Binary {
        /// The left one, whose labels the result has.
        left: Box<Self>,
        /// What is done, such as `/`, `>` or `or`.
        operator: &'static str,
        /// The right one.
        right: Box<Self>,
    },
}

impl Expr {
    /// Puts series together, one for each combination of the labels `by`.
    #[must_use]
    pub fn aggregate(self, operator: &'static str, by: &[&'static str]) -> Self {
        Self::Aggregate {
            operator,
            by: by.to_vec(),
            of: Box::new(self),
        }
    }

    /// Adds series up, one for each combination of the labels `by`.
    #[must_use]
    pub fn sum_by(self, by: &[&'static str]) -> Self {
        self.aggregate("sum", by)
    }

    /// Applies a function.
    #[must_use]
    pub fn call(self, function: &'static str) -> Self {
        Self::Call(function, vec![self])
    }

    /// Applies an operator.
    #[must_use]
    pub fn binary(self, operator: &'static str, right: Self) -> Self {
        Self::Binary {
            left: Box::new(self),
            operator,
            right: Box::new(right),
        }
    }

    /// Keeps what compares so with a number.
    #[must_use]
    pub fn compared(self, operator: &'static str, number: u64) -> Self {
        self.binary(operator, Self::Number(number))
    }

    /// Returns every selection of series in it, from left to right.
    #[must_use]
    pub fn series(&self) -> Vec<&Series> {
        match self {
            Self::Series(series) => vec![series],
            Self::Number(_) => Vec::new(),
            Self::Call(_, arguments) => arguments.iter().flat_map(Self::series).collect(),
            Self::Aggregate { of, .. } => of.series(),
            Self::Binary { left, right, .. } => [left.series(), right.series()].concat(),
        }
    }
}

impl fmt::Display for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Series(series) => series.fmt(f),
            Self::Number(number) => number.fmt(f),
            Self::Call(function, arguments) => {
                let arguments: Vec<String> = arguments.iter().map(ToString::to_string).collect();
                write!(f, "{function}({})", arguments.join(", "))
            }
            Self::Aggregate { operator, by, of } if by.is_empty() => write!(f, "{operator}({of})"),
            Self::Aggregate { operator, by, of } => {
                write!(f, "{operator} by ({}) ({of})", by.join(", "))
            }
            Self::Binary {
                left,
                operator,
                right,
            } => {
                operand(f, left, operator)?;
                // A chain of alternatives stands below each other.
                let space = if *operator == "or" { "\n" } else { " " };
                write!(f, "{space}{operator} ")?;
                operand(f, right, operator)
            }
        }
    }
}

/// A chain of `or` reads better without brackets, and everything binds closer than `or`.
fn operand(f: &mut fmt::Formatter<'_>, operand: &Expr, operator: &str) -> fmt::Result {
    match operand {
        Expr::Binary { .. } if operator != "or" => write!(f, "({operand})"),
        _ => write!(f, "{operand}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::metrics::Exporter;

    #[test]
    fn brackets_stand_where_promql_would_read_something_else() {
        let up = || Series::of(Exporter::Scrape, "up").expr();
        let share = up().binary("/", up()).compared("<", 15);
        assert_eq!(share.to_string(), "(up / up) < 15");
        let either = up().compared("==", 0).binary("or", up().call("absent"));
        assert_eq!(either.to_string(), "up == 0\nor absent(up)");
        assert_eq!(up().sum_by(&["pod"]).to_string(), "sum by (pod) (up)");
        assert_eq!(either.series().len(), 2);
    }
}
