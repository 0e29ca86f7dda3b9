//! The form in which serializers of Confluent's kind write a value: a zero, the id of its schema
//! as four bytes, and then the value (Confluent: "Wire format").

/// The byte that every such value begins with.
const MAGIC: u8 = 0;

/// Returns a value in this form.
#[must_use]
pub fn encoded(schema: u32, value: &[u8]) -> Vec<u8> {
    let mut bytes = vec![MAGIC];
    bytes.extend(schema.to_be_bytes());
    bytes.extend(value);
    bytes
}

/// Returns the id of the schema and the value, or why the bytes have another form.
pub fn decoded(bytes: &[u8]) -> Result<(u32, &[u8]), String> {
    match bytes {
        [MAGIC, a, b, c, d, value @ ..] => Ok((u32::from_be_bytes([*a, *b, *c, *d]), value)),
        [MAGIC, ..] => Err(format!("{} bytes are too few", bytes.len())),
        [other, ..] => Err(format!("it begins with the byte {other}")),
        [] => Err("it is empty".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_what_it_was_and_nothing_else_is_taken_for_one() {
        let bytes = encoded(258, b"{}");
        assert_eq!(bytes, [0, 0, 0, 1, 2, b'{', b'}']);
        assert_eq!(decoded(&bytes), Ok((258, &b"{}"[..])));
        for other in [&b"{\"a\": 1}"[..], &[0, 0, 1], &[]] {
            assert!(decoded(other).is_err(), "{other:?}");
        }
    }
}
