//! Reads a file that the reader has chosen, dropped or pasted, as text.

use wasm_bindgen_futures::JsFuture;
use web_sys::File;

/// Files longer than this, in bytes, are refused before they are read.
pub const LIMIT: f64 = 64.0 * 1024.0 * 1024.0;

/// Why a file could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FileError {
    /// Longer than [`LIMIT`].
    #[error("“{name}” has {megabytes} MB; files up to 64 MB can be read")]
    TooLarge {
        /// The file's name.
        name: String,
        /// Its size, rounded up.
        megabytes: u64,
    },
    /// It is gone, was changed after it was chosen, or may not be read.
    #[error("“{name}” could not be read: {words}")]
    Unreadable {
        /// The file's name.
        name: String,
        /// The browser's own words.
        words: String,
    },
    /// Neither UTF-8 nor UTF-16 with a byte order mark.
    #[error("“{name}” is no text in UTF-8: byte {at} does not belong there")]
    NotText {
        /// The file's name.
        name: String,
        /// The first wrong byte, from 1.
        at: usize,
    },
    /// A zip archive, as exports of several files are.
    #[error("“{name}” is a zip archive: unpack it, and import the files in it")]
    Zip {
        /// The file's name.
        name: String,
    },
}

/// The file's text, without a byte order mark.
///
/// # Errors
/// [`FileError`]; nothing of the file is returned then.
pub async fn read_text(file: &File) -> Result<String, FileError> {
    let name = file.name();
    if file.size() > LIMIT {
        return Err(FileError::TooLarge { name, megabytes: (file.size() / 1_048_576.0).ceil() as u64 });
    }
    match JsFuture::from(file.array_buffer()).await {
        Ok(buffer) => {
            let bytes = js_sys::Uint8Array::new(&buffer).to_vec();
            if bytes.starts_with(b"PK\x03\x04") {
                return Err(FileError::Zip { name });
            }
            decode(bytes).map_err(|at| FileError::NotText { name, at: at + 1 })
        }
        Err(error) => {
            let words = js_sys::Error::from(error).message();
            Err(FileError::Unreadable { name, words: words.into() })
        }
    }
}

/// UTF-8, or UTF-16 if it begins with its byte order mark; the place of the first wrong byte otherwise.
fn decode(bytes: Vec<u8>) -> Result<String, usize> {
    match bytes.as_slice() {
        [0xff, 0xfe, rest @ ..] => decode_utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => decode_utf16(rest, u16::from_be_bytes),
        _ => {
            let mut text = String::from_utf8(bytes).map_err(|error| error.utf8_error().valid_up_to())?;
            if text.starts_with('\u{feff}') {
                text.remove(0);
            }
            Ok(text)
        }
    }
}

fn decode_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, usize> {
    let (units, rest) = bytes.as_chunks::<2>();
    if !rest.is_empty() {
        return Err(bytes.len() + 1);
    }
    let mut text = String::with_capacity(bytes.len() / 2);
    let mut at = 2;
    for character in char::decode_utf16(units.iter().map(|pair| unit(*pair))) {
        let character = character.map_err(|_| at)?;
        at += character.len_utf16() * 2;
        text.push(character);
    }
    Ok(text)
}
