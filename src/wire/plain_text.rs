//! The part of a text that JSON takes as it is: looked for in all that is read and written.

/// How many bytes come before the first that cannot stand in a string as it is: its end, an
/// escape, a control character. By eights: strings are long and seldom have one.
pub(super) fn plain_length(bytes: &[u8]) -> usize {
    let (words, _) = bytes.as_chunks::<8>();
    let plain = 8 * words.iter().take_while(|word| !has_special(u64::from_le_bytes(**word))).count();
    let special = |byte: &u8| *byte < b' ' || *byte == b'"' || *byte == b'\\';
    let rest = bytes.get(plain..).unwrap_or_default();
    plain + rest.iter().position(special).unwrap_or(rest.len())
}

fn has_special(word: u64) -> bool {
    const EACH: u64 = 0x0101_0101_0101_0101;
    const HIGH_BITS: u64 = 0x80 * EACH;
    // A byte below `limit` borrows from its high bit, which it does not have itself.
    let below = |word: u64, limit: u64| word.wrapping_sub(limit * EACH) & !word & HIGH_BITS;
    let equal = |byte: u8| below(word ^ (u64::from(byte) * EACH), 1);
    below(word, u64::from(b' ')) | equal(b'"') | equal(b'\\') != 0
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn finds_the_first_special_byte(bytes in proptest::collection::vec(prop_oneof![Just(b'a'), Just(0xff), any::<u8>()], 0..40)) {
            let special = |byte: &u8| *byte < 0x20 || matches!(byte, b'"' | b'\\');
            prop_assert_eq!(plain_length(&bytes), bytes.iter().position(special).unwrap_or(bytes.len()));
        }
    }
}
