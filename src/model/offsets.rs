//! The three units in which a place in a text is counted, and the one converter.
//!
//! Inside the crate a place is a [`ByteOffset`] (UTF-8 bytes), the DOM counts
//! [`Utf16Offset`]s (UTF-16 code units), files count [`CodePointOffset`]s
//! (Unicode code points, as Python does). An offset that falls inside a
//! character converts to `None`, never to a rounded value.

/// A place in a text, in UTF-8 bytes from its start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ByteOffset(usize);

/// A place in a text, in UTF-16 code units from its start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Utf16Offset(usize);

/// A place in a text, in Unicode code points from its start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CodePointOffset(usize);

macro_rules! offset {
    ($name:ident) => {
        impl $name {
            /// The offset `units` units after the start of the text.
            #[must_use]
            pub const fn new(units: usize) -> Self {
                Self(units)
            }

            /// The number of units before this place.
            #[must_use]
            pub const fn get(self) -> usize {
                self.0
            }
        }
    };
}
offset!(ByteOffset);
offset!(Utf16Offset);
offset!(CodePointOffset);

/// Distance in bytes between two checkpoints: a conversion walks at most this
/// far, and a checkpoint is 12 bytes, so the table costs 5 % of the text.
const STRIDE: usize = 256;

#[derive(Clone, Copy, Debug)]
struct Checkpoint {
    byte: u32,
    utf16: u32,
    code_point: u32,
}

/// Converts places of one text between the three units in constant time.
///
/// Built once for a text (linear); every call must be given that same text.
#[derive(Clone, Debug, Default)]
pub struct OffsetIndex {
    checkpoints: Vec<Checkpoint>,
    end: Option<Checkpoint>,
}

impl OffsetIndex {
    /// Walks `text` once and remembers every 256th byte's counts.
    /// Texts of 4 GiB and more are not supported; the reader refuses them earlier.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut checkpoints = Vec::with_capacity(text.len() / STRIDE + 1);
        let (mut at, mut utf16, mut code_point) = (0, 0_u32, 0_u32);
        while at < text.len() {
            checkpoints.push(Checkpoint { byte: narrow(at), utf16, code_point });
            let next = text.ceil_char_boundary(at + STRIDE);
            let (characters, pairs) = count(text.as_bytes().get(at..next).unwrap_or_default());
            (at, utf16, code_point) = (next, utf16 + characters + pairs, code_point + characters);
        }
        let end = Some(Checkpoint { byte: narrow(text.len()), utf16, code_point });
        Self { checkpoints, end }
    }

    /// The length of the text in code points.
    #[must_use]
    pub fn code_points(&self) -> CodePointOffset {
        CodePointOffset(self.end.map_or(0, |end| end.code_point as usize))
    }

    /// The length of the text in UTF-16 code units.
    #[must_use]
    pub fn utf16_units(&self) -> Utf16Offset {
        Utf16Offset(self.end.map_or(0, |end| end.utf16 as usize))
    }

    /// Bytes to UTF-16 units; `None` past the end or inside a character.
    #[must_use]
    pub fn utf16(&self, text: &str, at: ByteOffset) -> Option<Utf16Offset> {
        self.seek_byte(text, at).map(|found| Utf16Offset(found.utf16 as usize))
    }

    /// Bytes to code points; `None` past the end or inside a character.
    #[must_use]
    pub fn code_point(&self, text: &str, at: ByteOffset) -> Option<CodePointOffset> {
        self.seek_byte(text, at).map(|found| CodePointOffset(found.code_point as usize))
    }

    /// UTF-16 units to bytes; `None` past the end or inside a surrogate pair.
    #[must_use]
    pub fn byte_of_utf16(&self, text: &str, at: Utf16Offset) -> Option<ByteOffset> {
        self.seek(text, at.0, |point| point.utf16).map(|found| ByteOffset(found.byte as usize))
    }

    /// Code points to bytes; `None` past the end.
    #[must_use]
    pub fn byte_of_code_point(&self, text: &str, at: CodePointOffset) -> Option<ByteOffset> {
        self.seek(text, at.0, |point| point.code_point).map(|found| ByteOffset(found.byte as usize))
    }

    fn seek_byte(&self, text: &str, at: ByteOffset) -> Option<Checkpoint> {
        self.seek(text, at.0, |point| point.byte)
    }

    /// Finds the place whose count `unit` is exactly `wanted`.
    fn seek(&self, text: &str, wanted: usize, unit: impl Fn(&Checkpoint) -> u32) -> Option<Checkpoint> {
        let wanted = u32::try_from(wanted).ok()?;
        let after = self.checkpoints.partition_point(|point| unit(point) <= wanted);
        let mut here = match after.checked_sub(1) {
            Some(before) => *self.checkpoints.get(before)?,
            None => return self.end.filter(|end| unit(end) == wanted),
        };
        let next = self.checkpoints.get(after).copied().or(self.end)?;
        // As many characters as bytes: ASCII, in which a place is as far in every unit.
        if next.byte - here.byte == next.code_point - here.code_point {
            let far = wanted - unit(&here);
            let within = far <= next.byte - here.byte;
            let (byte, utf16, code_point) = (here.byte + far, here.utf16 + far, here.code_point + far);
            return within.then_some(Checkpoint { byte, utf16, code_point });
        }
        let mut rest = text.get(here.byte as usize..)?.chars();
        while unit(&here) < wanted {
            let character = rest.next()?;
            here.byte += narrow(character.len_utf8());
            here.utf16 += narrow(character.len_utf16());
            here.code_point += 1;
        }
        (unit(&here) == wanted).then_some(here)
    }
}

/// How many characters `bytes` are, and how many of them are surrogate pairs in UTF-16.
fn count(bytes: &[u8]) -> (u32, u32) {
    const NOT_ASCII: u64 = 0x8080_8080_8080_8080;
    let (mut characters, mut pairs) = (0, 0);
    let mut one_by_one = |bytes: &[u8]| {
        for byte in bytes {
            // Every byte but those that continue a character begins one; four bytes make a pair.
            characters += u32::from(byte & 0xC0 != 0x80);
            pairs += u32::from(*byte >= 0xF0);
        }
    };
    let (words, rest) = bytes.as_chunks::<8>();
    let mut ascii = 0;
    for word in words {
        if u64::from_le_bytes(*word) & NOT_ASCII == 0 {
            ascii += 8;
        } else {
            one_by_one(word);
        }
    }
    one_by_one(rest);
    (characters + ascii, pairs)
}

fn narrow(units: usize) -> u32 {
    u32::try_from(units).unwrap_or(u32::MAX)
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_boundary_round_trips(text in "(\\PC|\\r\\n|👩‍🏫|é|\u{301}|\u{10FFFF}){0,400}") {
            let index = OffsetIndex::new(&text);
            let (mut utf16, mut code_point) = (0, 0);
            for byte in 0..=text.len() {
                if !text.is_char_boundary(byte) {
                    prop_assert_eq!(index.utf16(&text, ByteOffset(byte)), None);
                    continue;
                }
                if byte > 0 {
                    let last = text[..byte].chars().next_back().unwrap();
                    utf16 += last.len_utf16();
                    code_point += 1;
                }
                prop_assert_eq!(index.utf16(&text, ByteOffset(byte)), Some(Utf16Offset(utf16)));
                prop_assert_eq!(index.code_point(&text, ByteOffset(byte)), Some(CodePointOffset(code_point)));
                prop_assert_eq!(index.byte_of_utf16(&text, Utf16Offset(utf16)), Some(ByteOffset(byte)));
                prop_assert_eq!(index.byte_of_code_point(&text, CodePointOffset(code_point)), Some(ByteOffset(byte)));
            }
            prop_assert_eq!(index.byte_of_code_point(&text, CodePointOffset(code_point + 1)), None);
        }
    }

    #[test]
    fn long_stretches_of_ascii_and_of_anything_else_round_trip() {
        let text = ["plain words ".repeat(90), "“naïve” 👩‍🏫 ".repeat(70), "x".repeat(300), "🎉".repeat(100)].concat();
        let index = OffsetIndex::new(&text);
        let (mut utf16, mut code_point) = (0, 0);
        for byte in 0..=text.len() + 3 {
            if !text.is_char_boundary(byte) {
                assert_eq!(index.utf16(&text, ByteOffset(byte)), None);
                continue;
            }
            assert_eq!(index.utf16(&text, ByteOffset(byte)), Some(Utf16Offset(utf16)));
            assert_eq!(index.code_point(&text, ByteOffset(byte)), Some(CodePointOffset(code_point)));
            assert_eq!(index.byte_of_utf16(&text, Utf16Offset(utf16)), Some(ByteOffset(byte)));
            assert_eq!(index.byte_of_code_point(&text, CodePointOffset(code_point)), Some(ByteOffset(byte)));
            if let Some(next) = text[byte..].chars().next() {
                utf16 += next.len_utf16();
                code_point += 1;
            }
        }
        assert_eq!(index.utf16_units(), Utf16Offset(utf16));
        assert_eq!(index.code_points(), CodePointOffset(code_point));
    }

    #[test]
    fn the_middle_of_a_surrogate_pair_is_no_place() {
        let index = OffsetIndex::new("a🎉b");
        assert_eq!(index.byte_of_utf16("a🎉b", Utf16Offset(2)), None);
        assert_eq!(index.byte_of_utf16("a🎉b", Utf16Offset(3)), Some(ByteOffset(5)));
    }
}
