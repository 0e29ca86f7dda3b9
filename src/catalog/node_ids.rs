//! Node ids as Strimzi reads them in an annotation of a node pool: `[1, 5-9, 30-20]`.
//!
//! Source: Strimzi's `NodeIdRange`.

/// The annotation by which a pool asks for ids for its new nodes (Strimzi: `NodeIdAssignor`).
pub const NEXT: &str = "strimzi.io/next-node-ids";

/// More ids than any cluster has; a short text could ask for any number of them.
const MOST: usize = 100_000;

/// Reads ids in their order. Nothing is returned for another form, and for more ids than a cluster
/// has.
#[must_use]
pub fn read(text: &str) -> Option<Vec<u16>> {
    let inside = text.trim().strip_prefix('[')?.strip_suffix(']')?.trim();
    let mut ids = Vec::new();
    if inside.is_empty() {
        return Some(ids);
    }
    for part in inside.split(',').map(str::trim) {
        if ids.len() > MOST {
            return None;
        }
        let (from, to) = part.split_once('-').unwrap_or((part, part));
        let (from, to) = (
            from.trim().parse::<u16>().ok()?,
            to.trim().parse::<u16>().ok()?,
        );
        if from <= to {
            ids.extend(from..=to);
        } else {
            ids.extend((to..=from).rev());
        }
    }
    Some(ids)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_read_as_strimzi_reads_them() {
        assert_eq!(read("[0-2, 10]"), Some(vec![0, 1, 2, 10]));
        assert_eq!(read("[3-1]"), Some(vec![3, 2, 1]));
        assert_eq!(read("[]"), Some(Vec::new()));
        let endless = format!("[{}0]", "0-65535,".repeat(1_000_000));
        for bad in [
            endless.as_str(),
            "0-2",
            "[a]",
            "[1,]",
            "[1-]",
            "[99999]",
            "",
        ] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }
}
