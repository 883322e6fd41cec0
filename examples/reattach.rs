//! Finds annotations again in edited texts and prints where.
//!
//! `reattach DOCS CASES [--mode snapshot|quote]`: DOCS has a JSON object a line with
//! `doc`, `old_text` and `new_text` (blocks joined by "\n"), CASES one with `id`,
//! `doc`, `quote` and `old_start`/`old_end` in code points of the old text. Prints
//! `{"id","start","end","sure","us"}` a line: code points of the new text, `null` for
//! an orphan, `sure` false where the reader is asked to check, `us` the microseconds
//! that one annotation of the document took on average.

use reading_annotator::model::annotation::{Anchoring, Place, Quote};
use reading_annotator::model::article::ArticleText;
use reading_annotator::model::reattach::{Snapshot, Wanted, reattach};
use reading_annotator::model::sentences::Sentences;
use serde_json::Value;
use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::time::Instant;

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [docs, cases, rest @ ..] = arguments.as_slice() else {
        return Err("usage: reattach DOCS CASES [--mode snapshot|quote]".into());
    };
    let snapshot = match rest {
        [] => true,
        [flag, mode] if flag == "--mode" && mode == "snapshot" => true,
        [flag, mode] if flag == "--mode" && mode == "quote" => false,
        _ => return Err("after DOCS and CASES only `--mode snapshot` or `--mode quote` may follow".into()),
    };
    let mut of_doc: HashMap<String, Vec<Value>> = HashMap::new();
    for case in lines(cases)? {
        of_doc.entry(text(&case, "doc")?.to_owned()).or_default().push(case);
    }
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for doc in lines(docs)? {
        let Some(cases) = of_doc.get(text(&doc, "doc")?) else { continue };
        let (old, new) = (article(text(&doc, "old_text")?), article(text(&doc, "new_text")?));
        let old_sentences = Sentences::of(&old);
        let saved = snapshot.then(|| Snapshot::of(&old, &old_sentences));
        let wanted = cases.iter().map(|case| wanted(case, &old, &old_sentences)).collect::<Result<Vec<_>, _>>()?;
        let sentences = Sentences::of(&new);
        let start = Instant::now();
        let found = reattach(saved.as_ref(), &wanted, &new, &sentences);
        let each = start.elapsed().as_micros() / cases.len().max(1) as u128;
        for (case, place) in cases.iter().zip(&found.places) {
            let (span, sure) = match place {
                Place::At { span, anchoring } => (new.code_points_of(*span), !matches!(anchoring, Anchoring::Check(_))),
                Place::Orphan { .. } => (None, true),
            };
            let (start, end) = span.unzip();
            let id = text(case, "id")?;
            let line = serde_json::json!({ "id": id, "start": start, "end": end, "sure": sure, "us": each as u64 });
            writeln!(out, "{line}")?;
        }
    }
    Ok(())
}

fn lines(path: &str) -> Result<Vec<Value>, Failure> {
    let file = BufReader::new(std::fs::File::open(path).map_err(|error| format!("{path}: {error}"))?);
    file.lines().map(|line| Ok(serde_json::from_str(&line?)?)).collect()
}

fn text<'a>(value: &'a Value, field: &str) -> Result<&'a str, Failure> {
    value.get(field).and_then(Value::as_str).ok_or_else(|| format!("a line has no text `{field}`").into())
}

fn article(text: &str) -> ArticleText {
    ArticleText::of_lines(text, "en")
}

fn wanted(case: &Value, old: &ArticleText, sentences: &Sentences) -> Result<Wanted, Failure> {
    let quote = case.get("quote").ok_or("a case has no `quote`")?;
    let number = |field: &str| case.get(field).and_then(Value::as_u64).and_then(|at| usize::try_from(at).ok());
    let position = number("old_start").zip(number("old_end"));
    let span = position.and_then(|(start, end)| old.span_of_code_points(start, end));
    Ok(Wanted {
        quote: Quote {
            prefix: text(quote, "prefix")?.into(),
            exact: text(quote, "exact")?.into(),
            suffix: text(quote, "suffix")?.into(),
        },
        standing: None,
        position,
        sentences: span.map(|span| sentences.touching(span)),
    })
}
