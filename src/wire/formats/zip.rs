//! A zip archive of a few texts, stored as they are (PKWARE APPNOTE 4.3). The same files give
//! the same bytes: no clock is asked.

use crate::wire::formats::TextFile;

/// 1980-01-01, the first day that the format knows.
const DATE: u16 = 0x21;
/// Names are UTF-8.
const UTF8: u16 = 1 << 11;
/// The version of the format that is needed to read it.
const VERSION: u16 = 20;

pub(super) fn archive(files: &[TextFile]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut directory = Vec::new();
    for file in files {
        let mut header = Vec::new();
        for half in [VERSION, UTF8, 0, 0, DATE] {
            header.extend(half.to_le_bytes());
        }
        let size = narrow(file.text.len());
        for word in [crc32(file.text.as_bytes()), size, size, narrow(file.name.len())] {
            // The last word is the name's length and that of no extra field.
            header.extend(word.to_le_bytes());
        }
        directory.extend(b"PK\x01\x02");
        directory.extend(VERSION.to_le_bytes());
        directory.extend(&header);
        // No comment, first disk, no attributes.
        directory.extend([0; 10]);
        directory.extend(narrow(out.len()).to_le_bytes());
        directory.extend(file.name.as_bytes());
        out.extend(b"PK\x03\x04");
        out.extend(header);
        out.extend(file.name.as_bytes());
        out.extend(file.text.as_bytes());
    }
    let (start, length) = (narrow(out.len()), narrow(directory.len()));
    out.extend(directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    let count = u16::try_from(files.len()).unwrap_or(u16::MAX);
    for half in [count, count] {
        out.extend(half.to_le_bytes());
    }
    for word in [length, start] {
        out.extend(word.to_le_bytes());
    }
    out.extend([0; 2]);
    out
}

/// The native file is at most 64 MB, and nothing that is made of it a hundred times as long.
fn narrow(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 })
    })
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn the_check_value_of_the_standard() {
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
        assert_eq!(crc32(b""), 0);
    }
}
