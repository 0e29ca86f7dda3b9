//! The Kafka UI: it answers, and says that it is ready.

use crate::{
    observe::Answer,
    observed::Seen,
    outcome::{Check, Difference},
};

const NAME: &str = "ui/answers";

/// Judges what the UI answered.
#[must_use]
pub fn ui(answer: Option<&Seen<Answer>>) -> Check {
    let found = match answer {
        None => return Check::not_made(NAME, "no address of a Kafka UI was given"),
        Some(Err(why)) => why.clone(),
        Some(Ok(answer)) if answer.status == 200 && answer.text.contains("\"UP\"") => {
            return Check::of(NAME, "it is ready", Vec::new());
        }
        Some(Ok(answer)) => {
            let text: String = answer.text.chars().take(200).collect();
            format!("status {}: {text}", answer.status)
        }
    };
    let silent = Difference::new("the Kafka UI", "it says that it is ready", found);
    Check::of(NAME, "", vec![silent])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_ui_that_says_so_is_ready() {
        let of = |status, text: &str| {
            let text = text.to_owned();
            ui(Some(&Ok(Answer { status, text }))).has_failed()
        };
        assert!(!of(200, r#"{"status":"UP"}"#));
        assert!(of(503, r#"{"status":"OUT_OF_SERVICE"}"#));
        assert!(of(200, "<html>somebody else</html>"));
        assert!(ui(Some(&Err("refused".to_owned()))).has_failed());
        assert!(!ui(None).has_failed());
    }
}
