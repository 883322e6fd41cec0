//! The desk: many texts in, the whole set out. Pure: files come as bytes, texts leave as
//! bodies (reading structure as JSON), the set leaves as pieces of one file.
//!
//! Nothing here is reached from the widget's own wasm: `src/bin/desk.rs` is made of it.

mod adopt;
mod body;
mod columns;
mod decode;
mod entry;
mod export;
mod kinds;
mod labelled;
mod lines;
mod losses;
mod markdown;
mod native;
mod open;
mod rows;
mod untaken;

pub use adopt::{Adopted, KeptRecords, adopt};
pub use body::{headings, read as read_body};
pub use columns::Columns;
pub use decode::{Decoder, Refused};
pub use entry::Entry;
pub use export::SetExport;
pub use losses::Losses;
pub use native::{About, of_body, of_records, with_columns};
pub use open::{FILE_LIMIT, Found, Opening, TEXT_LIMIT};
