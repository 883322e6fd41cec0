//! A zip archive of texts, stored as they are (PKWARE APPNOTE 4.3). The same files give
//! the same bytes: no clock is asked.

use crate::wire::formats::TextFile;

/// 1980-01-01, the first day that the format knows.
const DATE: u16 = 0x21;
/// Names are UTF-8.
const UTF8: u16 = 1 << 11;
/// Checksum and size follow the file, since they were not known before it.
const SIZE_FOLLOWS: u16 = 1 << 3;
/// The version of the format that is needed to read it.
const VERSION: u16 = 20;

/// An archive on its way: what is returned is written in that order, the files' own bytes
/// between.
#[derive(Debug, Default)]
pub(in crate::wire) struct Archive {
    directory: Vec<u8>,
    count: usize,
    /// Bytes written so far.
    at: usize,
}

/// A file whose bytes come piece by piece.
#[derive(Debug)]
pub(in crate::wire) struct Growing {
    name: String,
    crc: u32,
    size: usize,
    start: usize,
}

impl Archive {
    /// What stands before the bytes of a file.
    pub(in crate::wire) fn file(&mut self, name: &str, bytes: &[u8]) -> Vec<u8> {
        let header = header(name, 0, !crc32(!0, bytes), bytes.len());
        self.note(name, &header, self.at);
        let out = local(&header, name);
        self.at += out.len() + bytes.len();
        out
    }

    /// What stands before a file that is not known yet.
    pub(in crate::wire) fn begin(&mut self, name: String) -> (Vec<u8>, Growing) {
        let out = local(&header(&name, SIZE_FOLLOWS, 0, 0), &name);
        let start = self.at;
        self.at += out.len();
        (out, Growing { name, crc: !0, size: 0, start })
    }

    /// More bytes of it.
    pub(in crate::wire) fn grow(&mut self, file: &mut Growing, bytes: &[u8]) {
        file.crc = crc32(file.crc, bytes);
        file.size += bytes.len();
        self.at += bytes.len();
    }

    /// What stands after it.
    pub(in crate::wire) fn end(&mut self, file: &Growing) -> Vec<u8> {
        let size = narrow(file.size);
        let mut out = b"PK\x07\x08".to_vec();
        for word in [!file.crc, size, size] {
            out.extend(word.to_le_bytes());
        }
        self.at += out.len();
        self.note(&file.name, &header(&file.name, SIZE_FOLLOWS, !file.crc, file.size), file.start);
        out
    }

    /// Whether it has become larger than the format can tell, with so many files still to come. The
    /// largest number means that the true one stands elsewhere, which is not written here.
    pub(in crate::wire) fn is_too_large(&self, more: usize) -> bool {
        self.count + more >= usize::from(u16::MAX) || u32::try_from(self.at + self.directory.len()).is_err()
    }

    /// What stands after all files.
    pub(in crate::wire) fn finish(self) -> Vec<u8> {
        let (start, length) = (narrow(self.at), narrow(self.directory.len()));
        let mut out = self.directory;
        out.extend(b"PK\x05\x06\0\0\0\0");
        let count = u16::try_from(self.count).unwrap_or(u16::MAX);
        for half in [count, count] {
            out.extend(half.to_le_bytes());
        }
        for word in [length, start] {
            out.extend(word.to_le_bytes());
        }
        out.extend([0; 2]);
        out
    }

    fn note(&mut self, name: &str, header: &[u8], start: usize) {
        self.directory.extend(b"PK\x01\x02");
        self.directory.extend(VERSION.to_le_bytes());
        self.directory.extend(header);
        // No comment, first disk, no attributes.
        self.directory.extend([0; 10]);
        self.directory.extend(narrow(start).to_le_bytes());
        self.directory.extend(name.as_bytes());
        self.count += 1;
    }
}

fn header(name: &str, flags: u16, crc: u32, size: usize) -> Vec<u8> {
    let mut header = Vec::new();
    for half in [VERSION, UTF8 | flags, 0, 0, DATE] {
        header.extend(half.to_le_bytes());
    }
    let size = narrow(size);
    for word in [crc, size, size, narrow(name.len())] {
        // The last word is the name's length and that of no extra field.
        header.extend(word.to_le_bytes());
    }
    header
}

fn local(header: &[u8], name: &str) -> Vec<u8> {
    [b"PK\x03\x04", header, name.as_bytes()].concat()
}

pub(super) fn archive(files: &[TextFile]) -> Vec<u8> {
    let mut archive = Archive::default();
    let mut out = Vec::new();
    for file in files {
        out.extend(archive.file(&file.name, file.text.as_bytes()));
        out.extend(file.text.as_bytes());
    }
    out.extend(archive.finish());
    out
}

/// The native file is at most 64 MB, and nothing that is made of it a hundred times as long;
/// who writes more asks [`Archive::is_too_large`].
fn narrow(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// The checksum of four bits each.
const NIBBLES: [u32; 16] = {
    let mut table = [0; 16];
    let mut at = 0;
    while at < 16 {
        let (mut value, mut bit) = (at as u32, 0);
        while bit < 4 {
            value = if value & 1 == 1 { value >> 1 ^ 0xedb8_8320 } else { value >> 1 };
            bit += 1;
        }
        #[allow(clippy::indexing_slicing, reason = "at is below 16, and this runs when it is compiled")]
        {
            table[at] = value;
        }
        at += 1;
    }
    table
};

/// Goes on from `crc`: begins with all ones, and is inverted at the end.
fn crc32(crc: u32, bytes: &[u8]) -> u32 {
    let half = |crc: u32| crc >> 4 ^ NIBBLES.get((crc & 15) as usize).copied().unwrap_or_default();
    bytes.iter().fold(crc, |crc, byte| half(half(crc ^ u32::from(*byte))))
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn limits() {
        let mut archive = Archive::default();
        for number in 0..65_533 {
            archive.file(&number.to_string(), b"");
        }
        assert!(!archive.is_too_large(1));
        assert!(archive.is_too_large(2));
        archive.file("last", b"");
        assert!(!archive.is_too_large(0));
        let mut long = Growing { name: String::new(), crc: 0, size: 0, start: 0 };
        archive.at = u32::MAX as usize - archive.directory.len();
        assert!(!archive.is_too_large(0));
        archive.grow(&mut long, b"1");
        assert!(archive.is_too_large(0));
    }

    #[test]
    fn the_check_value_of_the_standard() {
        assert_eq!(!crc32(!0, b"123456789"), 0xcbf4_3926);
        assert_eq!(!crc32(!0, b""), 0);
        assert_eq!(!crc32(crc32(!0, b"1234"), b"56789"), 0xcbf4_3926);
    }
}
