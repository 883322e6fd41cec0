//! Base 64 with padding (RFC 4648 §4), for the snapshot's hashes.

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

pub(super) fn encode(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let group = chunk.iter().fold(0_u32, |group, byte| group << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for place in 0..4 {
            let digit = group >> (18 - 6 * place) & 63;
            let known = ALPHABET.get(digit as usize).filter(|_| place <= chunk.len());
            out.push(char::from(known.copied().unwrap_or(b'=')));
        }
    }
    out
}

/// `None` unless `text` is exactly what [`encode`] writes for some bytes.
pub(super) fn decode(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    for chunk in text.as_bytes().chunks(4) {
        let mut group = 0_u32;
        let mut digits = 0;
        for byte in chunk {
            let digit = match byte {
                b'A'..=b'Z' => byte - b'A',
                b'a'..=b'z' => byte - b'a' + 26,
                b'0'..=b'9' => byte - b'0' + 52,
                b'+' => 62,
                b'/' => 63,
                _ => break,
            };
            group |= u32::from(digit) << (18 - 6 * digits);
            digits += 1;
        }
        out.extend(group.to_be_bytes().get(1..digits).unwrap_or_default());
    }
    // One comparison instead of a rule for every way of being wrong.
    (encode(&out) == text).then_some(out)
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn decoding_undoes_encoding(bytes in proptest::collection::vec(any::<u8>(), 0..40)) {
            prop_assert_eq!(decode(&encode(&bytes)), Some(bytes));
        }
    }

    #[test]
    fn known_values_and_refusals() {
        for (bytes, text) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
            assert_eq!(encode(bytes.as_bytes()), text);
        }
        for text in ["Z", "Zg", "Zg=", "Zh==", "Zg==Zg==", "Zm 9v", "Zm9v\n", "=", "é==="] {
            assert_eq!(decode(text), None, "{text}");
        }
    }
}
