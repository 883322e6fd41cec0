//! CoNLL columns: a token and its IOB2 tag on each line, a blank line after each sentence.

use super::numbered;
use crate::wire::formats::tokens::tokens;
use crate::wire::formats::{Options, Source, TextFile};

pub(in crate::wire::formats) fn iob2(source: &Source<'_>, _: Options) -> Vec<TextFile> {
    let file = |(number, person): (usize, &crate::wire::formats::source::Person<'_>)| {
        let mut out = String::new();
        for (sentence, label) in source.sentences.iter().zip(person.by_sentence(source.sentences.len())) {
            for (at, token) in tokens(sentence.text).into_iter().enumerate() {
                out.push_str(token);
                out.push('\t');
                match label {
                    Some(label) => {
                        out.push_str(if at == 0 { "B-" } else { "I-" });
                        out.push_str(&label.record.label);
                    }
                    None => out.push('O'),
                }
                out.push('\n');
            }
            out.push('\n');
        }
        TextFile { name: numbered("sentences", number, "conll"), media_type: "text/plain", text: out }
    };
    source.people.iter().enumerate().map(file).collect()
}
