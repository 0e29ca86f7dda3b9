//! The answer in which a broker tells the versions of the requests that it takes.

/// `ApiVersions`, by its number (Kafka: `ApiKeys`).
pub(super) const API_VERSIONS: i16 = 18;

/// `AddPartitionsToTxn`, by its number, and the newest version of it that Kafka 3 takes from
/// clients: those above are for brokers (KIP-890; Kafka: `AddPartitionsToTxnRequest.json`).
const ADD_PARTITIONS_TO_TXN: i16 = 24;
const FOR_CLIENTS: i16 = 3;

/// The version from which on the answer is written in the compact way.
const COMPACT: i16 = 3;

/// Takes out of an answer to `ApiVersions`, which begins behind its correlation id, what a broker
/// takes from brokers alone. What can't be read stays as it is, for the client to judge.
pub(super) fn to_clients(answer: &mut [u8], version: i16) {
    let refused = answer.get(..2) != Some(&[0, 0]);
    // A broker that does not know the version answers in the first one.
    let compact = version >= COMPACT && !refused;
    let _ = capped(answer, compact);
}

fn capped(answer: &mut [u8], compact: bool) -> Option<()> {
    let mut at = 2;
    let count = if compact {
        varint(answer, &mut at)?.checked_sub(1)?
    } else {
        let count = answer.get(at..at + 4)?.try_into().ok()?;
        at += 4;
        u32::from_be_bytes(count)
    };
    for _ in 0..count {
        let [key, _, newest] = [at, at + 2, at + 4].map(|place| number(answer, place));
        if key? == ADD_PARTITIONS_TO_TXN && newest? > FOR_CLIENTS {
            let newest = answer.get_mut(at + 4..at + 6)?;
            newest.copy_from_slice(&FOR_CLIENTS.to_be_bytes());
        }
        at += 6;
        if compact {
            tags(answer, &mut at)?;
        }
    }
    Some(())
}

fn number(answer: &[u8], at: usize) -> Option<i16> {
    let bytes = answer.get(at..at + 2)?.try_into().ok()?;
    Some(i16::from_be_bytes(bytes))
}

/// Passes over the fields that later versions added with tags.
fn tags(answer: &[u8], at: &mut usize) -> Option<()> {
    for _ in 0..varint(answer, at)? {
        varint(answer, at)?;
        let length = varint(answer, at)?;
        *at = at.checked_add(usize::try_from(length).ok()?)?;
    }
    Some(())
}

/// Reads an unsigned number of variable length (seven bits a byte, the lowest first).
fn varint(answer: &[u8], at: &mut usize) -> Option<u32> {
    let mut value = 0_u32;
    for shift in (0..32).step_by(7) {
        let byte = *answer.get(*at)?;
        *at += 1;
        value |= u32::from(byte & 0x7f).checked_shl(shift)?;
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An answer that offers some requests, and the same behind it.
    fn answer(offers: &[[i16; 3]], compact: bool) -> Vec<u8> {
        let mut bytes = vec![0, 0];
        if compact {
            bytes.push(u8::try_from(offers.len()).unwrap() + 1);
        } else {
            bytes.extend(i32::try_from(offers.len()).unwrap().to_be_bytes());
        }
        for offer in offers {
            bytes.extend(offer.iter().flat_map(|number| number.to_be_bytes()));
            if compact {
                // One field with a tag: number 1, two bytes.
                bytes.extend([1, 1, 2, 24, 24]);
            }
        }
        // How long the broker held the request back.
        bytes.extend([0; 4]);
        bytes
    }

    #[test]
    fn a_version_for_brokers_alone_is_not_offered_to_clients() {
        for (version, compact) in [(0, false), (2, false), (3, true), (4, true)] {
            let mut told = answer(&[[0, 0, 9], [24, 0, 4], [26, 0, 3]], compact);
            to_clients(&mut told, version);
            assert_eq!(told, answer(&[[0, 0, 9], [24, 0, 3], [26, 0, 3]], compact));
        }
    }

    #[test]
    fn what_clients_may_send_stays() {
        let own = answer(&[[24, 0, 3], [25, 0, 4]], true);
        let mut told = own.clone();
        to_clients(&mut told, 3);
        assert_eq!(told, own);
    }

    #[test]
    fn a_refusal_is_read_in_the_first_version_and_half_an_answer_is_left_alone() {
        let mut told = answer(&[[24, 0, 4]], false);
        told[1] = 35;
        to_clients(&mut told, 3);
        assert_eq!(number(&told, 10), Some(3));
        for length in 0..20 {
            let mut half = answer(&[[24, 0, 4], [25, 0, 4]], true);
            half.truncate(length);
            to_clients(&mut half, 3);
        }
    }
}
