//! Ids made of what they name: the same thing has the same id whenever it is written or read.

use sha2::{Digest, Sha256};

/// A UUID of version 8 (RFC 9562) from a text.
pub(super) fn uuid_of(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.len().to_le_bytes().get(..4).unwrap_or_default());
        hash.update(part);
    }
    let mut out = "urn:uuid:".to_owned();
    for (at, byte) in hash.finalize().into_iter().take(16).enumerate() {
        if matches!(at, 4 | 6 | 8 | 10) {
            out.push('-');
        }
        let byte = match at {
            6 => byte & 0x0f | 0x80,
            8 => byte & 0x3f | 0x80,
            _ => byte,
        };
        out.push_str(&format!("{byte:02x}"));
    }
    out
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn ids_tell_their_parts_apart() {
        let id = uuid_of(&["a", "bc"]);
        assert_eq!(id, uuid_of(&["a", "bc"]));
        assert_ne!(id, uuid_of(&["ab", "c"]));
        assert_eq!((id.len(), id.get(23..24), id.get(9..17).map(str::len)), (45, Some("8"), Some(8)));
        assert!(crate::wire::iri::is_iri(&id));
    }
}
