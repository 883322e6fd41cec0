//! Bytes of a file to text, piece by piece: UTF-8, or UTF-16 with its mark. What is no text is
//! refused with the place where that shows. Every end of a line becomes "\n".

/// Why a file is not read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Too large to be read.
    #[error("it has {} MB; files of this kind are read up to {} MB", .bytes.div_ceil(1 << 20), .limit >> 20)]
    TooLarge {
        /// Its size.
        bytes: usize,
        /// The largest that is read.
        limit: usize,
    },
    /// A zip archive, whatever it is called.
    #[error(
        "it is a zip archive (as .docx, .odt and .epub are inside), and archives are not opened: unpack it and open the folder, or save its text as .txt or .html"
    )]
    Zip,
    /// Known by its first bytes.
    #[error("it is {0}, not text: save its text as .txt or .html")]
    Known(&'static str),
    /// A character that no text has.
    #[error("it is not text: byte {at} is {value:#04x}")]
    NotText {
        /// From 1.
        at: usize,
        /// What stands there.
        value: u8,
    },
    /// Bytes above 127 that are no UTF-8.
    #[error(
        "it is not in UTF-8: byte {at} is {value:#04x}{}; save it as UTF-8 and open it again",
        if *.latin { ", so it is probably in Latin-1 or Windows-1252" } else { "" }
    )]
    NotUtf8 {
        /// From 1.
        at: usize,
        /// What stands there.
        value: u8,
        /// Whether it would be a letter of a word in Latin-1.
        latin: bool,
    },
    /// UTF-16 that is broken.
    #[error("it is broken UTF-16 near byte {at}")]
    BrokenUtf16 {
        /// From 1.
        at: usize,
    },
    /// Not one of the kinds that are read.
    #[error("it is none of .txt, .md, .html, .jsonl, .json, .csv, .tsv and .ann (beside its .txt)")]
    UnknownKind,
    /// Nothing that can be seen.
    #[error("there is no text in it")]
    Empty,
    /// A text with the character U+0000, which files of text cannot have.
    #[error("its text has the character U+0000")]
    Nul,
    /// JSON of the wrong kind, or broken.
    #[error("{0}")]
    Unusable(String),
}

/// First bytes of what people take for text.
const KNOWN: [(&[u8], &str); 11] = [
    (b"%PDF-", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"7z\xbc\xaf", "an archive"),
    (b"Rar!\x1a", "an archive"),
    (b"\xfd7zXZ", "a compressed file"),
    (b"\x28\xb5\x2f\xfd", "a compressed file"),
    (b"{\\rtf", "a document in Rich Text Format"),
    (b"\xd0\xcf\x11\xe0", "an older Office document"),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Encoding {
    Utf8,
    LittleUtf16,
    BigUtf16,
}

/// A file on its way to text.
#[derive(Debug, Default)]
pub struct Decoder {
    /// Known after the first bytes.
    encoding: Option<Encoding>,
    /// Bytes that are not decoded yet.
    waiting: Vec<u8>,
    /// How many bytes came before those.
    at: usize,
    /// The last character was a letter of ASCII.
    letter: bool,
    /// The last piece ended with a carriage return, which may be half a line end.
    returned: bool,
}

impl Decoder {
    /// The next bytes; as much text as they complete.
    ///
    /// # Errors
    /// [`Refused`] where this is no text; the file is given up then.
    pub fn push(&mut self, bytes: &[u8]) -> Result<String, Refused> {
        self.waiting.extend_from_slice(bytes);
        if self.encoding.is_none() && self.waiting.len() < 5 {
            return Ok(String::new());
        }
        self.decode(false)
    }

    /// There are no more bytes.
    ///
    /// # Errors
    /// As [`Decoder::push`].
    pub fn finish(&mut self) -> Result<String, Refused> {
        let mut text = self.decode(true)?;
        if std::mem::take(&mut self.returned) {
            text.push('\n');
        }
        Ok(text)
    }

    fn decode(&mut self, last: bool) -> Result<String, Refused> {
        let encoding = match self.encoding {
            Some(encoding) => encoding,
            None => self.recognise()?,
        };
        let text = match encoding {
            Encoding::Utf8 => self.utf8(last)?,
            _ => self.utf16(encoding == Encoding::BigUtf16, last)?,
        };
        Ok(self.lines(text))
    }

    fn recognise(&mut self) -> Result<Encoding, Refused> {
        let start = &*self.waiting;
        if [&b"PK\x03\x04"[..], b"PK\x05\x06"].iter().any(|magic| start.starts_with(magic)) {
            return Err(Refused::Zip);
        }
        if let Some((_, what)) = KNOWN.iter().find(|(magic, _)| start.starts_with(magic)) {
            return Err(Refused::Known(what));
        }
        let (encoding, mark) = match start {
            [0xef, 0xbb, 0xbf, ..] => (Encoding::Utf8, 3),
            [0xff, 0xfe, ..] => (Encoding::LittleUtf16, 2),
            [0xfe, 0xff, ..] => (Encoding::BigUtf16, 2),
            _ => (Encoding::Utf8, 0),
        };
        self.waiting.drain(..mark);
        self.at = mark;
        self.encoding = Some(encoding);
        Ok(encoding)
    }

    fn utf8(&mut self, last: bool) -> Result<String, Refused> {
        let waiting = std::mem::take(&mut self.waiting);
        let (valid, broken) = match std::str::from_utf8(&waiting) {
            Ok(text) => (text.len(), false),
            Err(error) => (error.valid_up_to(), last || error.error_len().is_some()),
        };
        let (text, rest) = waiting.split_at_checked(valid).unwrap_or_default();
        let text = std::str::from_utf8(text).unwrap_or_default();
        if let Some(place) = text.bytes().position(|byte| byte == 0) {
            return Err(Refused::NotText { at: self.at + place + 1, value: 0 });
        }
        if let (true, Some(&value)) = (broken, rest.first()) {
            let letter = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphabetic() || *byte >= 0xc0);
            let latin = value >= 0xa0
                && (letter(rest.get(1)) || text.as_bytes().last().map_or(self.letter, |last| letter(Some(last))));
            return Err(Refused::NotUtf8 { at: self.at + valid + 1, value, latin });
        }
        self.at += valid;
        self.letter = text.bytes().last().map_or(self.letter, |last| last.is_ascii_alphabetic());
        self.waiting = rest.to_vec();
        Ok(text.to_owned())
    }

    fn utf16(&mut self, big: bool, last: bool) -> Result<String, Refused> {
        let (pairs, odd) = self.waiting.as_chunks::<2>();
        let unit = |pair: &[u8; 2]| if big { u16::from_be_bytes(*pair) } else { u16::from_le_bytes(*pair) };
        let mut units: Vec<u16> = pairs.iter().map(unit).collect();
        let mut rest = odd.to_vec();
        if !last && units.last().is_some_and(|unit| (0xd800..0xdc00).contains(unit)) {
            units.pop();
            rest = self.waiting.split_off(units.len() * 2);
        }
        let mut text = String::with_capacity(units.len());
        let mut at = self.at;
        for letter in char::decode_utf16(units) {
            match letter {
                Ok('\0') => return Err(Refused::NotText { at: at + 1, value: 0 }),
                Ok(letter) => {
                    at += letter.len_utf16() * 2;
                    text.push(letter);
                }
                Err(_) => return Err(Refused::BrokenUtf16 { at: at + 1 }),
            }
        }
        if last && !rest.is_empty() {
            return Err(Refused::BrokenUtf16 { at: at + 1 });
        }
        self.at = at;
        self.waiting = rest;
        Ok(text)
    }

    /// "\r\n" and "\r" become "\n", also where a piece ends between them.
    fn lines(&mut self, text: String) -> String {
        if !self.returned && !text.contains('\r') {
            return text;
        }
        let mut out = String::with_capacity(text.len() + 1);
        for letter in text.chars() {
            if std::mem::take(&mut self.returned) {
                out.push('\n');
                if letter == '\n' {
                    continue;
                }
            }
            if letter == '\r' { self.returned = true } else { out.push(letter) }
        }
        out
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn decoded(bytes: &[u8], piece: usize) -> Result<String, Refused> {
        let mut decoder = Decoder::default();
        let mut text = String::new();
        for piece in bytes.chunks(piece) {
            text.push_str(&decoder.push(piece)?);
        }
        text.push_str(&decoder.finish()?);
        Ok(text)
    }

    fn utf16(text: &str, big: bool) -> Vec<u8> {
        let unit = |unit: u16| if big { unit.to_be_bytes() } else { unit.to_le_bytes() };
        std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(unit).collect()
    }

    #[test]
    fn what_is_no_text_is_refused_with_its_place() {
        for (bytes, expected) in [
            (&b"PK\x03\x04whatever"[..], Refused::Zip),
            (b"%PDF-1.7 stream", Refused::Known("a PDF")),
            (b"abc\0def", Refused::NotText { at: 4, value: 0 }),
            (b"Caf\xe9 am Ufer", Refused::NotUtf8 { at: 4, value: 0xe9, latin: true }),
            (b"\xef\xbb\xbfGr\xfc\xdfe", Refused::NotUtf8 { at: 6, value: 0xfc, latin: true }),
            (b"abcde \x81 x", Refused::NotUtf8 { at: 7, value: 0x81, latin: false }),
            (b"broken at the end \xe2\x82", Refused::NotUtf8 { at: 19, value: 0xe2, latin: false }),
            (b"\xff\xfea\0\x00\xd8b\0", Refused::BrokenUtf16 { at: 5 }),
            (b"\xff\xfea\0b", Refused::BrokenUtf16 { at: 5 }),
        ] {
            for piece in [1, 3, 100] {
                assert_eq!(decoded(bytes, piece), Err(expected.clone()), "{bytes:?} by {piece}");
            }
        }
    }

    #[test]
    fn latin_1_is_said_to_be_that() {
        let words = decoded(b"Caf\xe9 am Ufer", 100).unwrap_err().to_string();
        assert!(words.contains("byte 4 is 0xe9") && words.contains("Latin-1"), "{words}");
    }

    proptest! {
        #[test]
        fn however_it_is_cut(text in "[a-zé🌌\r\n]{0,40}", piece in 1_usize..7) {
            let expected = text.replace("\r\n", "\n").replace('\r', "\n");
            let marked = format!("\u{feff}{text}");
            let (big, little) = (utf16(&text, true), utf16(&text, false));
            for bytes in [text.as_bytes(), marked.as_bytes(), &big, &little] {
                prop_assert_eq!(&decoded(bytes, piece).unwrap(), &expected);
            }
        }
    }
}
