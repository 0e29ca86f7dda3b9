//! An alternative that has nothing more to say.

crate::record! {
    /// Nothing more to say.
    pub struct Nothing {}
}
