//! `blueprint explain`: the page of a rule.

use std::collections::BTreeMap;

use clap::Args;

use super::{CliError, Console, Exit, definitions};
use crate::{finding::nearest, report::inert, rules};

/// Explain a rule: what it checks, why, an example and what to do instead
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  blueprint explain                               list all rules
  blueprint explain environment/unknown-field     explain one of them")]
pub struct Explain {
    /// The rule, as findings name it; without it, all rules are listed
    #[arg(value_name = "RULE")]
    rule: Option<String>,
}

/// Returns every rule and its page, of reading and of checking alike.
pub(super) fn pages() -> BTreeMap<&'static str, &'static str> {
    let known = rules::pages().map(|(rule, page)| (rule.as_str(), page));
    let definition = (definitions::RULE.as_str(), definitions::PAGE);
    known.chain([definition]).collect()
}

impl Explain {
    pub(super) fn run(&self, console: &mut Console) -> Result<Exit, CliError> {
        let pages = pages();
        let text = match &self.rule {
            None => list(&pages),
            Some(rule) => match pages.get(rule.as_str()) {
                Some(page) => shown(rule, page, console),
                None => return Err(unknown(rule, &pages)),
            },
        };
        console.result(&text);
        Ok(Exit::Done)
    }
}

fn list(pages: &BTreeMap<&str, &str>) -> String {
    let width = pages
        .keys()
        .map(|rule| rule.len())
        .max()
        .unwrap_or_default();
    let lines = pages
        .iter()
        .map(|(rule, page)| format!("{rule:width$}  {}\n", summary(page)));
    lines.collect()
}

/// Returns the first paragraph of a page on one line.
fn summary(page: &str) -> String {
    let lines: Vec<&str> = page
        .lines()
        .map(str::trim)
        .skip_while(|line| line.is_empty())
        .take_while(|line| !line.is_empty())
        .collect();
    lines.join(" ")
}

fn shown(rule: &str, page: &str, console: &Console) -> String {
    let mut text = format!("{}\n\n", console.heading(rule));
    for line in page.lines() {
        let line = line.strip_prefix(' ').unwrap_or(line).trim_end();
        match line.strip_prefix("# ") {
            Some(heading) => text.push_str(&console.heading(heading)),
            None if line.is_empty() => {}
            None => {
                text.push_str("  ");
                text.push_str(line);
            }
        }
        text.push('\n');
    }
    text
}

fn unknown(rule: &str, pages: &BTreeMap<&str, &str>) -> CliError {
    let error = CliError::request(format!("there is no rule `{}`", inert(rule)));
    match nearest(rule, pages.keys().copied()) {
        Some(near) => error.hint(format!("Did you mean `{near}`?")),
        None => error.hint("`blueprint explain` lists all rules."),
    }
}
