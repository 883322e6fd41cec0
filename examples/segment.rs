//! Splits texts into sentences: `segment TEXTS.json`.
//!
//! The file is a list of `{"id", "text", "lang"?}`; printed is one line an item,
//! `{"id", "utf16": [[start, end], …]}`, in UTF-16 code units of the text. A blank
//! line in a text is a block boundary, a single newline is white space.

use reading_annotator::model::offsets::{ByteOffset, OffsetIndex};
use reading_annotator::model::sentences::split;
use serde::{Deserialize, Serialize};
use std::error::Error;
use std::io::{BufWriter, Write};
use std::ops::Range;

#[derive(Deserialize)]
struct Item {
    id: serde_json::Value,
    text: String,
    #[serde(default)]
    lang: String,
}

#[derive(Serialize)]
struct Answer<'a> {
    id: &'a serde_json::Value,
    utf16: Vec<(usize, usize)>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("usage: segment TEXTS.json")?;
    let items: Vec<Item> = serde_json::from_str(&std::fs::read_to_string(&path)?)?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    for item in &items {
        serde_json::to_writer(&mut out, &answer(item))?;
        writeln!(out)?;
    }
    Ok(out.flush()?)
}

fn answer(item: &Item) -> Answer<'_> {
    let offsets = OffsetIndex::new(&item.text);
    let utf16 = |byte| offsets.utf16(&item.text, ByteOffset::new(byte)).map(|offset| offset.get());
    let mut pairs = Vec::new();
    for block in blocks(&item.text) {
        for sentence in split(item.text.get(block.clone()).unwrap_or_default(), &item.lang, &[]) {
            pairs.extend(utf16(block.start + sentence.start).zip(utf16(block.start + sentence.end)));
        }
    }
    Answer { id: &item.id, utf16: pairs }
}

/// The stretches between blank lines, in bytes.
fn blocks(text: &str) -> Vec<Range<usize>> {
    let (mut blocks, mut start, mut at) = (Vec::new(), 0, 0);
    for line in text.split_inclusive('\n') {
        if line.trim().is_empty() {
            blocks.push(start..at);
            start = at + line.len();
        }
        at += line.len();
    }
    blocks.push(start..at);
    blocks
}
