//! Text to marked documents, over the events of a YAML parser, with limits of our own.
//!
//! The parser's events carry byte offsets; what it understands beyond plain data (aliases,
//! anchors, tags, merge keys) is refused here, and with it every document that grows when read.
//! Only what people wrote for other tools may have anchors, within limits.

use granit_parser::{Event, Parser, ScalarStyle, ScanError, Span};

use super::{
    anchors::{self, Anchors, Refused},
    document::{Entry, Mapping, Node, Scalar, Value},
    rules::{ALIAS, DOCUMENTS, DUPLICATE_KEY, EMPTY, SYNTAX, TAG, TOO_DEEP},
    source::after_mark,
};
use crate::finding::{FileId, Finding, Place, RuleName, Severity, Site};

/// How deep a document may be nested; a deployment needs about ten levels.
pub const MAXIMUM_DEPTH: usize = 64;

/// Reads the only document of a file.
///
/// Mistakes go to `findings`. Nothing is returned when there is no document to go on with;
/// a syntax error hides what follows it in the file.
pub fn document(file: FileId, text: &str, findings: &mut Vec<Finding>) -> Option<Node> {
    let documents = documents(file, text, findings);
    let mut documents = documents.into_iter();
    let first = documents.next();
    if let Some(second) = documents.next() {
        findings.push(
            Finding::at(
                DOCUMENTS,
                Severity::Error,
                Site::Source(second.place),
                "a second document starts here, and a layer is one document",
            )
            .help("put it into a file of its own, or into one document with the first"),
        );
    }
    match first {
        Some(node) if !node.is_null() => Some(node),
        _ => {
            if findings
                .iter()
                .all(|finding| finding.severity != Severity::Error)
            {
                findings.push(
                    Finding::at(
                        EMPTY,
                        Severity::Error,
                        Site::File(file),
                        "the file holds nothing",
                    )
                    .help("write at least one value, or delete the file"),
                );
            }
            None
        }
    }
}

/// Returns why a text is no YAML, if it is none; anchors and the like, which a model may not have,
/// are no reason.
#[must_use]
pub fn syntax_error(text: &str) -> Option<String> {
    let mut events = Parser::new_from_str(text);
    loop {
        match events.next_event()? {
            Ok((Event::StreamEnd, _)) => return None,
            Ok(_) => {}
            Err(error) => return Some(error.info().clone()),
        }
    }
}

/// Reads every document of a file.
pub fn documents(file: FileId, text: &str, findings: &mut Vec<Finding>) -> Vec<Node> {
    read(file, text, None, findings)
}

/// Reads every document of a file that may have anchors, aliases and merge keys.
pub fn foreign_documents(file: FileId, text: &str, findings: &mut Vec<Finding>) -> Vec<Node> {
    read(file, text, Some(Anchors::default()), findings)
}

fn read(
    file: FileId,
    text: &str,
    anchors: Option<Anchors>,
    findings: &mut Vec<Finding>,
) -> Vec<Node> {
    let text_start = after_mark(text);
    let mut reader = Reader {
        events: Parser::new_from_str(&text[text_start..]),
        file,
        text,
        offset: text_start,
        anchors,
        findings,
    };
    let mut documents = Vec::new();
    if let Err(Stop) = reader.stream(&mut documents) {
        // The finding says what stopped it; documents before that are whole.
    }
    documents
}

/// Reading went as far as it could; the finding that says why is recorded.
struct Stop;

struct Reader<'text, 'findings> {
    events: Parser<'text, granit_parser::StrInput<'text>>,
    file: FileId,
    text: &'text str,
    offset: usize,
    /// Where they are read.
    anchors: Option<Anchors>,
    findings: &'findings mut Vec<Finding>,
}

impl<'text> Reader<'text, '_> {
    fn stream(&mut self, documents: &mut Vec<Node>) -> Result<(), Stop> {
        loop {
            match self.next()? {
                None | Some((Event::StreamEnd, _)) => return Ok(()),
                Some((Event::StreamStart | Event::DocumentStart(..) | Event::DocumentEnd, _)) => {}
                Some((event, span)) => documents.push(self.node(event, span, 0)?),
            }
        }
    }

    fn next(&mut self) -> Result<Option<(Event<'text>, Span)>, Stop> {
        match self.events.next_event() {
            None => Ok(None),
            Some(Ok(event)) => Ok(Some(event)),
            Some(Err(error)) => Err(self.syntax(&error)),
        }
    }

    fn expect_next(&mut self) -> Result<(Event<'text>, Span), Stop> {
        self.next()?.ok_or(Stop)
    }

    fn syntax(&mut self, error: &ScanError) -> Stop {
        let marker = error.marker();
        let start = self.byte(marker.byte_offset().unwrap_or_default());
        let place = Place {
            file: self.file,
            start,
            end: start,
        };
        self.findings.push(
            Finding::at(
                SYNTAX,
                Severity::Error,
                Site::Source(place),
                format!("this is no YAML: {}", error.info()),
            )
            .help("mend this first: the rest of the file could not be read"),
        );
        Stop
    }

    fn node(&mut self, event: Event<'text>, span: Span, depth: usize) -> Result<Node, Stop> {
        if depth > MAXIMUM_DEPTH {
            return Err(self.refuse(
                TOO_DEEP,
                span,
                format!("values are nested more than {MAXIMUM_DEPTH} levels deep here"),
                "no deployment needs that: look for a slip in the indentation or a stray bracket",
            ));
        }
        if let (Event::Alias(anchor), Some(anchors)) = (&event, &mut self.anchors) {
            let found = anchors.get(*anchor, MAXIMUM_DEPTH - depth);
            return found.map_err(|why| self.no_alias(span, why));
        }
        let anchor = event.anchor_id();
        if (anchor.is_some() || event.is_alias()) && self.anchors.is_none() {
            return Err(self.refuse(
                ALIAS,
                span,
                "anchors and aliases are not read".to_owned(),
                "write the value where it is meant; what environments share belongs into base.yaml",
            ));
        }
        if event.tag().is_some() {
            return Err(self.refuse(
                TAG,
                span,
                "tags are not read".to_owned(),
                "leave the tag out; every value's type follows from its key",
            ));
        }
        let node = match event {
            Event::Scalar(text, style, ..) => Node {
                place: self.place(span),
                value: Value::Scalar(Scalar {
                    text: text.into_owned(),
                    plain: matches!(style, ScalarStyle::Plain),
                }),
            },
            Event::SequenceStart(..) => self.sequence(span, depth)?,
            Event::MappingStart(..) => self.mapping(span, depth)?,
            _ => return Err(Stop),
        };
        if let (Some(anchor), Some(anchors)) = (anchor, &mut self.anchors) {
            anchors.name(anchor, &node);
        }
        Ok(node)
    }

    fn no_alias(&mut self, span: Span, why: Refused) -> Stop {
        let message = match why {
            Refused::Endless => "this alias stands inside of its own anchor",
            Refused::TooMuch => "the aliases of this file stand for too much",
            Refused::TooDeep => "values are nested too deep where this alias stands",
        };
        let help = "write the value where it is meant";
        self.refuse(ALIAS, span, message.to_owned(), help)
    }

    fn sequence(&mut self, start: Span, depth: usize) -> Result<Node, Stop> {
        let mut items = Vec::new();
        loop {
            match self.expect_next()? {
                (Event::SequenceEnd, end) => {
                    return Ok(Node {
                        place: self.between(start, end),
                        value: Value::Sequence(items),
                    });
                }
                (event, span) => items.push(self.node(event, span, depth + 1)?),
            }
        }
    }

    fn mapping(&mut self, start: Span, depth: usize) -> Result<Node, Stop> {
        let mut mapping = Mapping::default();
        let mut merged = Vec::new();
        loop {
            let (event, span) = self.expect_next()?;
            if matches!(event, Event::MappingEnd) {
                // Only now is it known what the map has itself.
                for node in &merged {
                    self.merge(&mut mapping, node);
                }
                return Ok(Node {
                    place: self.between(start, span),
                    value: Value::Mapping(mapping),
                });
            }
            let key = self.node(event, span, depth + 1)?;
            let (event, span) = self.expect_next()?;
            let node = self.node(event, span, depth + 1)?;
            if self.anchors.is_some() && is_merge_key(&key) {
                merged.push(node);
            } else {
                self.enter(&mut mapping, key, node);
            }
        }
    }

    fn merge(&mut self, mapping: &mut Mapping, node: &Node) {
        if !anchors::merge(mapping, node) {
            let message = "a merge key has a map, or a list of maps";
            let site = Site::Source(node.place);
            self.findings
                .push(Finding::at(ALIAS, Severity::Error, site, message));
        }
    }

    fn enter(&mut self, mapping: &mut Mapping, key: Node, node: Node) {
        let is_merge_key = is_merge_key(&key);
        let Value::Scalar(Scalar { text, .. }) = key.value else {
            self.findings.push(Finding::at(
                SYNTAX,
                Severity::Error,
                Site::Source(key.place),
                "a key must be a single value, not a list or a map",
            ));
            return;
        };
        if is_merge_key {
            self.findings.push(Finding::at(ALIAS, Severity::Error, Site::Source(key.place),
                "merge keys are not read")
                .help("write the values where they are meant; what environments share belongs into base.yaml"));
            return;
        }
        if let Some(first) = mapping.entries.get(&text) {
            self.findings.push(
                Finding::at(
                    DUPLICATE_KEY,
                    Severity::Error,
                    Site::Source(key.place),
                    format!("`{}` stands twice in this map", text.escape_debug()),
                )
                .help(format!(
                    "keep one of the two; the first is in line {}",
                    self.line(first.key)
                )),
            );
            return;
        }
        mapping.entries.insert(
            text,
            Entry {
                key: key.place,
                node,
            },
        );
    }

    fn refuse(&mut self, rule: RuleName, span: Span, message: String, help: &str) -> Stop {
        let place = self.place(span);
        self.findings.push(
            Finding::at(rule, Severity::Error, Site::Source(place), message)
                .help(format!("{help} (the rest of the file was not read)")),
        );
        Stop
    }

    fn line(&self, place: Place) -> usize {
        let before = self.text.get(..place.start as usize).unwrap_or_default();
        before.matches('\n').count() + 1
    }

    fn place(&self, span: Span) -> Place {
        self.between(span, span)
    }

    fn between(&self, start: Span, end: Span) -> Place {
        let first = start.start.byte_offset().unwrap_or_default();
        let last = end.end.byte_offset().unwrap_or(first).max(first);
        Place {
            file: self.file,
            start: self.byte(first),
            end: self.byte(last),
        }
    }

    fn byte(&self, offset: usize) -> u32 {
        u32::try_from(offset + self.offset).unwrap_or(u32::MAX)
    }
}

fn is_merge_key(key: &Node) -> bool {
    matches!(&key.value, Value::Scalar(key) if key.plain && key.text == "<<")
}
