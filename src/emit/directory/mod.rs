//! The owner of `out/`.
