//! Names and values that would act where they are shown: in no format do they.

use crate::blueprint::Desk;

const VALUES: [&str; 13] = [
    "\\u001b[2Jgone",
    "<script>alert(1)</script>",
    "<img src=x onerror=document.documentElement.dataset.acted=1>",
    "' onfocus=document.documentElement.dataset.acted=1 autofocus x='",
    "[click](https://evil.example)",
    "@everyone #1 https://evil.example",
    "x\\n::add-mask::secret\\n##[error]x",
    "`rm -rf /` $(reboot) ${IFS}",
    "\\u202etxt.exe",
    "\\u2066a\\u2069 \\u200f\\u061cb",
    "::error file=a.yaml,line=1::x",
    "a\\r\\n::stop-commands::x",
    "| a | b |\\n\\n<!-- x --> ![i](javascript:x) @team/a",
];

/// Two directories whose objects differ in hostile values.
pub fn desk() -> Desk {
    let desk = Desk::empty();
    for (index, value) in VALUES.iter().enumerate() {
        let object = |text: &str| {
            format!(
                r#"{{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {{"name": "{value}"}}, "data": {{"{value}": "{text}"}}}}"#
            )
        };
        desk.write(&format!("before/{index}.json"), object("a"));
        desk.write(&format!("after/{index}.json"), object(value));
    }
    desk
}

#[test]
fn nothing_acts_in_any_format() {
    let desk = desk();
    for format in ["text", "markdown", "json", "github", "html"] {
        let output = desk
            .command(&["diff", "./before", "./after", "--format", format])
            .output()
            .unwrap();
        let said = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success() && !said.is_empty(), "{format}");
        let acts = |c: char| {
            let bidirectional = ['\u{200e}', '\u{200f}', '\u{61c}'].contains(&c)
                || ('\u{202a}'..='\u{202e}').contains(&c)
                || ('\u{2066}'..='\u{2069}').contains(&c);
            c.is_control() && c != '\n' || bidirectional
        };
        assert!(!said.contains(acts), "{format}: {said}");
        for line in said.lines() {
            let ours = ["::error title=", "::warning title=", "::notice title="];
            let command = line.trim_start().starts_with("::");
            assert!(
                !command || ours.iter().any(|begin| line.starts_with(begin)),
                "{line}"
            );
            assert!(!line.contains("##["), "{line}");
        }
        if format == "markdown" {
            let outside = outside_of_fences(&said);
            for raw in ["<script", "](", "@everyone", "@team", "https://", "<!--"] {
                assert!(!outside.contains(raw), "{raw}: {outside}");
            }
        }
        if format == "json" {
            assert!(!said.contains("<script"), "{said}");
        }
    }
}

/// Markdown without what stands in code blocks, where nothing is markup.
fn outside_of_fences(text: &str) -> String {
    let mut fence: Option<usize> = None;
    let mut outside = String::new();
    for line in text.lines() {
        let ticks = line.chars().take_while(|c| *c == '`').count();
        match fence {
            None if ticks >= 3 => fence = Some(ticks),
            Some(open) if ticks >= open && line.len() == ticks => fence = None,
            None => outside.extend([line, "\n"]),
            Some(_) => {}
        }
    }
    assert!(fence.is_none(), "a block is not closed: {text}");
    outside
}
