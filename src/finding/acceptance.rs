//! That people know of a finding and live with it for a while.

/// A waiver's word about one finding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Acceptance {
    /// The name of the waiver.
    pub waiver: String,
    /// Why the finding is accepted.
    pub reason: String,
    /// The last day on which it is accepted, such as `2027-06-30`.
    pub until: String,
}
