//! A request: its key, its version and its fields in their order.

/// A request that grows by its fields.
#[derive(Clone, Debug)]
pub(super) struct Question {
    key: i16,
    version: i16,
    body: Vec<u8>,
}

impl Question {
    /// A request with header version 1.
    pub(super) fn new(key: i16, version: i16) -> Self {
        Self {
            key,
            version,
            body: Vec::new(),
        }
    }

    pub(super) fn flag(mut self, value: bool) -> Self {
        self.body.push(u8::from(value));
        self
    }

    pub(super) fn number(mut self, value: i32) -> Self {
        self.body.extend(value.to_be_bytes());
        self
    }

    /// Text longer than a name of Kafka can be is cut, so that the request stays readable.
    pub(super) fn text(mut self, value: &str) -> Self {
        text(&mut self.body, value);
        self
    }

    pub(super) fn texts(mut self, values: &[String]) -> Self {
        let count = i32::try_from(values.len()).unwrap_or(i32::MAX);
        self.body.extend(count.to_be_bytes());
        for value in values {
            text(&mut self.body, value);
        }
        self
    }

    pub(super) fn bytes(&self, number: i32) -> Vec<u8> {
        let mut bytes = Vec::new();
        bytes.extend(self.key.to_be_bytes());
        bytes.extend(self.version.to_be_bytes());
        bytes.extend(number.to_be_bytes());
        text(&mut bytes, "kafka-verification");
        bytes.extend(&self.body);
        let length = i32::try_from(bytes.len()).unwrap_or(i32::MAX);
        let mut framed = length.to_be_bytes().to_vec();
        framed.extend(bytes);
        framed
    }
}

fn text(bytes: &mut Vec<u8>, value: &str) {
    let length = i16::try_from(value.len()).unwrap_or(i16::MAX);
    bytes.extend(length.to_be_bytes());
    bytes.extend(value.bytes().take(length.unsigned_abs().into()));
}
