//! Expressions out of words, by the precedence of their operators (Prometheus:
//! `promql/parser/generated_parser.y`).

use super::{
    Binary, Group, Grouping, Query, Unreadable,
    function::{self, Function},
    kind::{self, Kind},
    selector,
    token::{Placed, Token, tokens},
};
use crate::finding::nearest;

/// How deep brackets, functions and signs may be nested; the stack holds many times as many.
const DEEPEST: usize = 64;
/// How many operators may follow each other, which nest to the left.
const MOST_OPERATORS: usize = 400;

/// The binary operators with how closely they bind.
const OPERATORS: [(&str, u8); 16] = [
    ("or", 1),
    ("and", 2),
    ("unless", 2),
    ("==", 3),
    ("!=", 3),
    ("<=", 3),
    (">=", 3),
    ("<", 3),
    (">", 3),
    ("+", 4),
    ("-", 4),
    ("*", 5),
    ("/", 5),
    ("%", 5),
    ("atan2", 5),
    ("^", POWER),
];

/// A power binds closest, and to the right; a sign before it holds for the whole power.
const POWER: u8 = 6;

/// The words that are not read yet.
pub struct Words<'a> {
    placed: &'a [Placed],
    end: usize,
    deep: usize,
    operators: usize,
}

/// Reads a whole text.
pub fn read(text: &str) -> Result<Query, Unreadable> {
    let placed = tokens(text)?;
    let mut words = Words {
        placed: &placed,
        end: text.len(),
        deep: 0,
        operators: 0,
    };
    let query = expression(&mut words, 0)?;
    match words.placed {
        [] => Ok(query),
        _ => Err(words.wrong("an operator belongs here, or nothing")),
    }
}

impl Words<'_> {
    /// Returns where the next word begins.
    pub fn at(&self) -> usize {
        self.placed.first().map_or(self.end, |(at, _)| *at)
    }

    /// Takes the next word.
    pub fn next(&mut self) -> Option<Token> {
        let ((_, token), rest) = self.placed.split_first()?;
        self.placed = rest;
        Some(token.clone())
    }

    /// Takes the next word if it is this sign.
    pub fn take(&mut self, sign: &str) -> bool {
        let is = matches!(self.placed, [(_, Token::Sign(next)), ..] if *next == sign);
        if is {
            self.placed = &self.placed[1..];
        }
        is
    }

    /// Takes a sign that must be next.
    pub fn expect(&mut self, sign: &str) -> Result<(), Unreadable> {
        if self.take(sign) {
            return Ok(());
        }
        Err(self.wrong(format!("`{sign}` belongs here")))
    }

    /// Returns that the next word is wrong.
    pub fn wrong(&self, reason: impl Into<String>) -> Unreadable {
        Unreadable::new(self.at(), reason)
    }

    /// Takes the next word if it is this keyword; keywords are written in any case.
    fn keyword(&mut self, keyword: &str) -> bool {
        let is = self.is_keyword(keyword);
        if is {
            self.placed = &self.placed[1..];
        }
        is
    }

    fn is_keyword(&self, keyword: &str) -> bool {
        matches!(self.placed, [(_, Token::Name(next)), ..] if next.eq_ignore_ascii_case(keyword))
    }

    fn operator(&self) -> Option<(&'static str, u8)> {
        OPERATORS.into_iter().find(|(operator, _)| {
            self.is_keyword(operator)
                || matches!(self.placed, [(_, Token::Sign(next)), ..] if next == operator)
        })
    }
}

fn expression(words: &mut Words<'_>, least: u8) -> Result<Query, Unreadable> {
    words.deep += 1;
    if words.deep > DEEPEST {
        let reason = format!("this is nested more than {DEEPEST} deep");
        return Err(Unreadable::too_large(words.at(), reason));
    }
    let mut left = signed(words)?;
    while let Some((operator, binds)) = words.operator().filter(|(_, binds)| *binds >= least) {
        words.operators += 1;
        if words.operators > MOST_OPERATORS {
            let reason = format!("this has more than {MOST_OPERATORS} operators");
            return Err(Unreadable::too_large(words.at(), reason));
        }
        let at = words.at();
        words.next();
        left = binary(words, left, operator, binds, at)?;
    }
    words.deep -= 1;
    Ok(left)
}

fn binary(
    words: &mut Words<'_>,
    left: Query,
    operator: &'static str,
    binds: u8,
    at: usize,
) -> Result<Query, Unreadable> {
    let bool = words.keyword("bool");
    let matching = grouping(words, "on", "ignoring")?;
    let group = if matching.is_some() {
        group(words)?
    } else {
        None
    };
    let above = if binds == POWER { binds } else { binds + 1 };
    let binary = Binary {
        left,
        operator,
        bool,
        matching,
        group,
        right: expression(words, above)?,
    };
    match misfit(&binary, binds) {
        None => Ok(Query::Binary(Box::new(binary))),
        Some(reason) => Err(Unreadable::new(at, reason)),
    }
}

/// Returns why the two sides of an operator do not fit (Prometheus: `parser.checkAST`).
fn misfit(binary: &Binary, binds: u8) -> Option<&'static str> {
    let kinds = [kind::of(&binary.left), kind::of(&binary.right)];
    let (set, comparison) = (binds < 3, binds == 3);
    let twice = || match (&binary.matching, &binary.group) {
        (Some(Grouping::By(on)), Some(group)) => on.iter().any(|it| group.labels.contains(it)),
        _ => false,
    };
    if binary.bool && !comparison {
        Some("`bool` belongs to comparisons alone")
    } else if kinds.contains(&Kind::Range) || kinds.contains(&Kind::Text) {
        Some("on both sides must be series or a number")
    } else if set && kinds.contains(&Kind::Scalar) {
        Some("on both sides must be series")
    } else if comparison && kinds == [Kind::Scalar; 2] && !binary.bool {
        Some("two numbers are compared with `bool`")
    } else if binary.matching.is_some() && kinds.contains(&Kind::Scalar) {
        Some("labels are matched between series alone")
    } else if set && binary.group.is_some() {
        Some("`and`, `or` and `unless` take no `group_left` or `group_right`")
    } else if twice() {
        Some("a label stands in `on` and in the group")
    } else {
        None
    }
}

fn group(words: &mut Words<'_>) -> Result<Option<Group>, Unreadable> {
    let left = words.keyword("group_left");
    if !left && !words.keyword("group_right") {
        return Ok(None);
    }
    let listed = matches!(words.placed, [(_, Token::Sign("(")), ..]);
    let labels = if listed {
        selector::labels(words)?
    } else {
        Vec::new()
    };
    Ok(Some(Group { left, labels }))
}

fn grouping(
    words: &mut Words<'_>,
    by: &str,
    without: &str,
) -> Result<Option<Grouping>, Unreadable> {
    Ok(if words.keyword(by) {
        Some(Grouping::By(selector::labels(words)?))
    } else if words.keyword(without) {
        Some(Grouping::Without(selector::labels(words)?))
    } else {
        None
    })
}

fn signed(words: &mut Words<'_>) -> Result<Query, Unreadable> {
    let at = words.at();
    let negative = words.take("-");
    if !negative && !words.take("+") {
        let bracket = matches!(words.placed, [(_, Token::Sign("(")), ..]);
        let primary = primary(words)?;
        return behind(words, primary, bracket);
    }
    let of = expression(words, POWER)?;
    if matches!(kind::of(&of), Kind::Range | Kind::Text) {
        return Err(Unreadable::new(
            at,
            "a sign stands before series or a number",
        ));
    }
    Ok(if negative {
        Query::Negative(Box::new(of))
    } else {
        of
    })
}

fn primary(words: &mut Words<'_>) -> Result<Query, Unreadable> {
    let at = words.at();
    if words.take("(") {
        let inside = expression(words, 0)?;
        words.expect(")")?;
        return Ok(inside);
    }
    if let [(_, Token::Sign("{")), ..] = words.placed {
        return Ok(Query::Selector(selector::matchers(words, None, at)?));
    }
    match words.next() {
        Some(Token::Number(number)) => Ok(Query::Number(number)),
        Some(Token::Text(text)) => Ok(Query::Text(text)),
        Some(Token::Name(name)) => named(words, name, at),
        _ => Err(Unreadable::new(at, "an expression belongs here")),
    }
}

/// Reads what begins with a name: series put together, a function or a metric.
fn named(words: &mut Words<'_>, name: String, at: usize) -> Result<Query, Unreadable> {
    let opens = matches!(words.placed, [(_, Token::Sign("(")), ..]);
    if let Some((operator, takes)) = function::aggregation(&name)
        && (opens || words.is_keyword("by") || words.is_keyword("without"))
    {
        return aggregate(words, operator, takes, at);
    }
    if opens {
        let Some(function) = function::find(&name) else {
            let known = function::ALL.iter().map(|function| function.name);
            let near = nearest(&name, known).map(|near| format!(", and `{near}` is near"));
            let reason = format!(
                "PromQL has no function `{name}`{}",
                near.unwrap_or_default()
            );
            return Err(Unreadable::new(at, reason));
        };
        return call(words, function, at);
    }
    Ok(Query::Selector(selector::matchers(words, Some(name), at)?))
}

fn aggregate(
    words: &mut Words<'_>,
    operator: &'static str,
    takes: Option<Kind>,
    at: usize,
) -> Result<Query, Unreadable> {
    let before = grouping(words, "by", "without")?;
    let mut arguments = arguments(words)?;
    let grouping = match before {
        Some(before) => Some(before),
        None => grouping(words, "by", "without")?,
    };
    let wanted: Vec<Kind> = takes.into_iter().chain([Kind::Vector]).collect();
    let kinds: Vec<Kind> = arguments.iter().map(kind::of).collect();
    let (Some(of), true) = (arguments.pop(), kinds == wanted) else {
        let wanted: Vec<String> = wanted.iter().map(ToString::to_string).collect();
        let reason = format!("`{operator}` takes {}", wanted.join(" and "));
        return Err(Unreadable::new(at, reason));
    };
    Ok(Query::Aggregate {
        operator,
        grouping,
        parameter: arguments.pop().map(Box::new),
        of: Box::new(of),
    })
}

fn call(
    words: &mut Words<'_>,
    function: &'static Function,
    at: usize,
) -> Result<Query, Unreadable> {
    let arguments = arguments(words)?;
    let least = function.takes.len() - function.optional - usize::from(function.repeats);
    let many = arguments.len() > function.takes.len() && !function.repeats;
    let fits = |(number, argument): (usize, &Query)| {
        let repeated = function.takes.last();
        function.takes.get(number).or(repeated) == Some(&kind::of(argument))
    };
    if many || arguments.len() < least || !arguments.iter().enumerate().all(fits) {
        let takes: Vec<String> = function.takes.iter().map(ToString::to_string).collect();
        let takes = match takes.as_slice() {
            [] => "nothing".to_owned(),
            _ => takes.join(", then "),
        };
        let less = match function.optional {
            0 => "",
            _ => ", the last of which may be left out",
        };
        let reason = format!("`{}` takes {takes}{less}", function.name);
        return Err(Unreadable::new(at, reason));
    }
    Ok(Query::Call(function, arguments))
}

fn arguments(words: &mut Words<'_>) -> Result<Vec<Query>, Unreadable> {
    words.expect("(")?;
    let mut arguments = Vec::new();
    if words.take(")") {
        return Ok(arguments);
    }
    loop {
        arguments.push(expression(words, 0)?);
        if words.take(")") {
            return Ok(arguments);
        }
        if !words.take(",") {
            return Err(words.wrong("`,` or `)` belongs here"));
        }
    }
}

/// Reads what may stand behind an expression: a range, a subquery, an offset or a moment.
fn behind(words: &mut Words<'_>, mut query: Query, bracket: bool) -> Result<Query, Unreadable> {
    let start = words.at();
    let (mut plain, mut moved) = (!bracket, false);
    for _ in 0..DEEPEST {
        let at = words.at();
        if words.take("[") {
            query = range(words, query, plain && !moved, at)?;
            (plain, moved) = (true, false);
        } else if words.keyword("offset") {
            moved = true;
            let signed = words.take("-") || words.take("+");
            time(words, if signed { "" } else { " or a sign" })?;
        } else if words.take("@") {
            moved = true;
            moment(words)?;
        } else {
            return Ok(query);
        }
        let movable = matches!(query, Query::Selector(_) | Query::Subquery(_));
        if moved && !(plain && movable) {
            let reason = "`offset` and `@` stand behind a selection of series or a subquery";
            return Err(Unreadable::new(at, reason));
        }
    }
    let reason = "this has too many ranges behind it".to_owned();
    Err(Unreadable::too_large(start, reason))
}

fn range(words: &mut Words<'_>, query: Query, plain: bool, at: usize) -> Result<Query, Unreadable> {
    time(words, "")?;
    if words.take(":") {
        if !words.take("]") {
            time(words, " or `]`")?;
            words.expect("]")?;
        }
        if matches!(kind::of(&query), Kind::Range | Kind::Text) {
            return Err(Unreadable::new(at, "a subquery is of series or a number"));
        }
        return Ok(Query::Subquery(Box::new(query)));
    }
    words.expect("]")?;
    match query {
        Query::Selector(selector) if !selector.range && plain => {
            Ok(Query::Selector(super::Selector {
                range: true,
                ..selector
            }))
        }
        _ => Err(Unreadable::new(
            at,
            "a range stands right behind a selection of series; elsewhere it is a subquery such \
             as `[5m:1m]`",
        )),
    }
}

fn time(words: &mut Words<'_>, or: &str) -> Result<(), Unreadable> {
    let at = words.at();
    match words.next() {
        Some(Token::Time(seconds)) if seconds > 0.0 || !or.is_empty() => Ok(()),
        _ => {
            let reason = format!("a length of time such as `5m`{or} belongs here");
            Err(Unreadable::new(at, reason))
        }
    }
}

fn moment(words: &mut Words<'_>) -> Result<(), Unreadable> {
    let at = words.at();
    if words.keyword("start") || words.keyword("end") {
        words.expect("(")?;
        return words.expect(")");
    }
    let _ = words.take("-") || words.take("+");
    match words.next() {
        Some(Token::Number(_)) => Ok(()),
        _ => Err(Unreadable::new(
            at,
            "a time in seconds, `start()` or `end()` belongs here",
        )),
    }
}
