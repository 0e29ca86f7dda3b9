//! Kafka's operations as bits (`AclOperation`).

use std::collections::BTreeSet;

/// The operations by the bit that stands for each.
const OPERATIONS: [(u32, &str); 10] = [
    (3, "Read"),
    (4, "Write"),
    (5, "Create"),
    (6, "Delete"),
    (7, "Alter"),
    (8, "Describe"),
    (9, "ClusterAction"),
    (10, "DescribeConfigs"),
    (11, "AlterConfigs"),
    (12, "IdempotentWrite"),
];

/// Returns the names of the operations whose bits are set.
#[must_use]
pub fn of_bits(bits: i32) -> BTreeSet<String> {
    let set = OPERATIONS.iter().filter(|(bit, _)| bits & (1 << bit) != 0);
    set.map(|(_, name)| (*name).to_owned()).collect()
}
