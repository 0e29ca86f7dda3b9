//! The `blueprint` command.

fn main() {}
