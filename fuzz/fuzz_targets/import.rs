//! Any text as a file or a stored record: it is read or refused with a sentence, never
//! with a panic, and what was read has places inside its text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use reading_annotator::model::label::LabelSet;
use reading_annotator::wire::native::{Limits, read};
use reading_annotator::wire::record::{read_annotation_record, read_document_record};

fuzz_target!(|text: &str| {
    match read(text, &LabelSet::default(), &Limits::default()) {
        Ok(file) => {
            let length = file.article.text.chars().count();
            for one in &file.annotations {
                assert!(one.record.position.is_none_or(|(start, end)| start < end && end <= length));
            }
        }
        Err(problem) => assert!(!problem.to_string().is_empty()),
    }
    let _ = read_annotation_record(text);
    let _ = read_document_record(text);
});
