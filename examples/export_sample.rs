//! Prints a native export of a small built-in text, to try other programs' readers on:
//! `cargo run --example export_sample > native.json`.

#[path = "../tests/support/mod.rs"]
mod support;

use reading_annotator::model::time::Timestamp;
use reading_annotator::wire::native;
use std::io::Write;

fn main() -> std::io::Result<()> {
    let sample = support::Sample::full();
    let text = native::write(&sample.document(), Timestamp::from_millis(1_772_409_600_000));
    std::io::stdout().write_all(text.as_bytes())
}
