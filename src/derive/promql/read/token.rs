//! The words of an expression (Prometheus: `promql/parser/lex.go`).

use super::Unreadable;

/// A word.
#[derive(Clone, Debug, PartialEq)]
pub enum Token {
    /// A name, which may hold colons.
    Name(String),
    /// A number.
    Number(f64),
    /// A length of time in seconds.
    Time(f64),
    /// A text in quotes.
    Text(String),
    /// An operator or a bracket.
    Sign(&'static str),
}

/// A word and the byte at which it begins.
pub type Placed = (usize, Token);

/// The signs, longer ones before those that they begin with.
const SIGNS: [&str; 25] = [
    "==", "=~", "!=", "!~", "<=", ">=", "=", "<", ">", "+", "-", "*", "/", "%", "^", "(", ")", "{",
    "}", "[", "]", ",", ":", "@", "!",
];

/// The units of a length of time in seconds, in the order in which they may follow each other.
const UNITS: [(&str, f64); 7] = [
    ("y", 31_536_000.0),
    ("w", 604_800.0),
    ("d", 86_400.0),
    ("h", 3_600.0),
    ("m", 60.0),
    ("s", 1.0),
    ("ms", 0.001),
];

/// Returns the words of a text, without spaces and comments.
pub fn tokens(text: &str) -> Result<Vec<Placed>, Unreadable> {
    let mut tokens = Vec::new();
    let mut at = 0;
    let mut square = false;
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        if matches!(first, ' ' | '\t' | '\r' | '\n') {
            at += 1;
            continue;
        }
        if first == '#' {
            at += rest.find('\n').unwrap_or(rest.len());
            continue;
        }
        // Within `[…]` a colon stands between two times; elsewhere it is part of a name.
        let (token, length) = match first {
            '"' | '\'' => quoted(rest, first, at)?,
            '`' => raw(rest, at)?,
            '0'..='9' => number(rest, at)?,
            '.' if rest[1..].starts_with(|c: char| c.is_ascii_digit()) => number(rest, at)?,
            _ if is_name(first) && !(square && first == ':') => name(rest),
            _ => sign(rest, at)?,
        };
        match token {
            Token::Sign("[") => square = true,
            Token::Sign("]") => square = false,
            _ => {}
        }
        tokens.push((at, token));
        at += length;
    }
    Ok(tokens)
}

const fn is_name(c: char) -> bool {
    c.is_ascii_alphabetic() || c == '_' || c == ':'
}

fn name(rest: &str) -> (Token, usize) {
    let inside = |c: char| is_name(c) || c.is_ascii_digit();
    let length = rest.find(|c| !inside(c)).unwrap_or(rest.len());
    let name = &rest[..length];
    let token = match name.to_ascii_lowercase().as_str() {
        "inf" => Token::Number(f64::INFINITY),
        "nan" => Token::Number(f64::NAN),
        _ => Token::Name(name.to_owned()),
    };
    (token, length)
}

fn sign(rest: &str, at: usize) -> Result<(Token, usize), Unreadable> {
    let sign = SIGNS.into_iter().find(|sign| rest.starts_with(sign));
    match sign {
        Some(sign) if sign != "!" => Ok((Token::Sign(sign), sign.len())),
        _ => Err(Unreadable::new(at, "PromQL has no such sign")),
    }
}

/// Reads a number such as `1.5e-3` or `0x1F`, or a length of time such as `1h30m`.
fn number(rest: &str, at: usize) -> Result<(Token, usize), Unreadable> {
    let hex = rest
        .get(..2)
        .is_some_and(|it| it.eq_ignore_ascii_case("0x"));
    if hex {
        let digits = rest[2..]
            .find(|c: char| !c.is_ascii_alphanumeric())
            .unwrap_or(rest.len() - 2);
        let number = u32::from_str_radix(&rest[2..2 + digits], 16)
            .map_err(|_| Unreadable::new(at, "this is no number"))?;
        return Ok((Token::Number(f64::from(number)), 2 + digits));
    }
    let length = decimal(rest);
    let is_word = |rest: &str| rest.starts_with(|c| is_name(c) && c != ':');
    if !is_word(&rest[length..]) {
        let number = rest[..length]
            .parse()
            .map_err(|_| Unreadable::new(at, "this is no number"))?;
        return Ok((Token::Number(number), length));
    }
    time(rest).ok_or_else(|| {
        Unreadable::new(
            at,
            "this is neither a number nor a length of time such as `5m` or `1h30m`",
        )
    })
}

/// Returns how long the decimal number at the beginning is, its exponent included.
fn decimal(rest: &str) -> usize {
    let digits = |from: usize| {
        rest[from..]
            .find(|c: char| !c.is_ascii_digit())
            .map_or(rest.len(), |length| from + length)
    };
    let mut end = digits(0);
    if rest[end..].starts_with('.') {
        end = digits(end + 1);
    }
    if rest[end..].starts_with(['e', 'E']) {
        let signed = rest[end + 1..].starts_with(['+', '-']);
        let from = end + 1 + usize::from(signed);
        if digits(from) > from {
            end = digits(from);
        }
    }
    end
}

/// Reads whole numbers with units, each unit smaller than the one before.
fn time(rest: &str) -> Option<(Token, usize)> {
    let mut units = UNITS.as_slice();
    let (mut seconds, mut at) = (0.0, 0);
    loop {
        let digits = rest[at..].bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 {
            break;
        }
        let number: f64 = rest[at..at + digits].parse().ok()?;
        let letters = rest[at + digits..]
            .find(|c: char| !c.is_ascii_alphabetic())
            .unwrap_or(rest.len() - at - digits);
        let unit = &rest[at + digits..at + digits + letters];
        let position = units.iter().position(|(known, _)| *known == unit)?;
        seconds += number * units[position].1;
        units = &units[position + 1..];
        at += digits + letters;
    }
    let ends = !rest[at..].starts_with(|c: char| is_name(c) && c != ':');
    (at > 0 && ends).then_some((Token::Time(seconds), at))
}

fn raw(rest: &str, at: usize) -> Result<(Token, usize), Unreadable> {
    let end = rest[1..]
        .find('`')
        .ok_or_else(|| Unreadable::new(at, "this text has no closing quote"))?;
    Ok((Token::Text(rest[1..=end].to_owned()), end + 2))
}

/// Reads a text in quotes, with the escapes of Go (Prometheus: `util/strutil/quote.go`).
fn quoted(rest: &str, quote: char, at: usize) -> Result<(Token, usize), Unreadable> {
    let mut text = String::new();
    let mut characters = rest.char_indices().skip(1);
    while let Some((offset, c)) = characters.next() {
        match c {
            '\n' => break,
            _ if c == quote => return Ok((Token::Text(text), offset + 1)),
            '\\' => {
                let escape = Unreadable::new(
                    at + offset,
                    "PromQL has no such escape; a backslash of a regular expression is written \
                     twice in quotes",
                );
                let (_, kind) = characters.next().ok_or_else(|| escape.clone())?;
                let digits = match kind {
                    'u' => 4,
                    'U' => 8,
                    'x' | '0'..='7' => 2,
                    _ => {
                        text.push(plain(kind, quote).ok_or(escape)?);
                        continue;
                    }
                };
                let octal = kind.is_ascii_digit();
                let mut code = if octal { kind.to_digit(8) } else { Some(0) };
                let radix = if octal { 8 } else { 16 };
                for _ in 0..digits {
                    let digit = characters.next().and_then(|(_, c)| c.to_digit(radix));
                    let more = |code: u32| code.checked_mul(radix)?.checked_add(digit?);
                    code = code.and_then(more);
                }
                text.push(code.and_then(char::from_u32).ok_or(escape)?);
            }
            _ => text.push(c),
        }
    }
    Err(Unreadable::new(at, "this text has no closing quote"))
}

fn plain(escape: char, quote: char) -> Option<char> {
    Some(match escape {
        'a' => '\u{7}',
        'b' => '\u{8}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'v' => '\u{b}',
        '\\' => '\\',
        _ if escape == quote => quote,
        _ => return None,
    })
}
