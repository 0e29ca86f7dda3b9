//! An answer, read field by field; a field that is not there is none.

/// What is left of an answer.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    bytes: Vec<u8>,
    at: usize,
}

impl Answer {
    pub(super) fn new(bytes: Vec<u8>) -> Self {
        Self { bytes, at: 0 }
    }

    fn take(&mut self, count: usize) -> Option<&[u8]> {
        let taken = self.bytes.get(self.at..self.at.checked_add(count)?)?;
        self.at += count;
        Some(taken)
    }

    pub(super) fn skip(&mut self, count: usize) -> Option<()> {
        self.take(count).map(drop)
    }

    pub(super) fn i16(&mut self) -> Option<i16> {
        let bytes = self.take(2)?.try_into().ok()?;
        Some(i16::from_be_bytes(bytes))
    }

    pub(super) fn i32(&mut self) -> Option<i32> {
        let bytes = self.take(4)?.try_into().ok()?;
        Some(i32::from_be_bytes(bytes))
    }

    /// A text; one that is null is empty.
    pub(super) fn text(&mut self) -> Option<String> {
        let length = self.i16()?;
        let bytes = self.take(usize::try_from(length).unwrap_or_default())?;
        Some(String::from_utf8_lossy(bytes).into_owned())
    }

    /// Skips bytes that say their length.
    pub(super) fn skip_bytes(&mut self) -> Option<()> {
        let length = self.i32()?;
        self.skip(usize::try_from(length).unwrap_or_default())
    }

    /// Skips a list of numbers.
    pub(super) fn skip_numbers(&mut self) -> Option<()> {
        let count = usize::try_from(self.i32()?).unwrap_or_default();
        self.skip(count.checked_mul(4)?)
    }

    /// Reads each item of a list.
    pub(super) fn each<T>(
        &mut self,
        mut read: impl FnMut(&mut Self) -> Option<T>,
    ) -> Option<Vec<T>> {
        let count = self.i32()?;
        let mut items = Vec::new();
        for _ in 0..count {
            items.push(read(self)?);
        }
        Some(items)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_that_is_cut_has_no_more_fields() {
        let mut answer = Answer::new(vec![0, 0, 0, 2, 0, 1, b'a', 0, 9]);
        assert_eq!(answer.each(Answer::text), None);
        let mut answer = Answer::new(vec![0, 0, 0, 1, 0, 1, b'a']);
        assert_eq!(answer.each(Answer::text), Some(vec!["a".to_owned()]));
        assert_eq!(answer.i16(), None);
    }
}
