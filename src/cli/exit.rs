//! How a command ends, as a number that scripts may rely on.

use std::process::ExitCode;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// The work is done; warnings alone end like this too.
    Done = 0,
    /// The tool could not do it: wrong arguments, or files that it could not read or write.
    Unable = 1,
    /// The answer is no: error findings, or output that is not fresh.
    No = 2,
    /// A change would destroy something and nobody has acknowledged it.
    Unacknowledged = 3,
}

impl Exit {
    /// Returns the number that the process ends with.
    #[must_use]
    pub const fn code(self) -> u8 {
        self as u8
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}

#[cfg(test)]
mod tests {
    use super::Exit;

    #[test]
    fn the_numbers_are_a_contract() {
        let codes = [Exit::Done, Exit::Unable, Exit::No, Exit::Unacknowledged].map(Exit::code);
        assert_eq!(codes, [0, 1, 2, 3]);
    }
}
