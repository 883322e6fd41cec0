//! JSON lines as Prodigy's `spans.manual` recipe has them; spaCy's `Doc.char_span` takes them.

use super::{JSON_LINES, line, single};
use crate::wire::formats::{Options, Source, TextFile};

pub(in crate::wire::formats) fn spans(source: &Source<'_>, _: Options) -> Vec<TextFile> {
    let mut out = String::new();
    for person in &source.people {
        line(&mut out, |json| {
            json.text("text", source.text);
            json.name("spans");
            json.open('[');
            for label in &person.labels {
                json.open('{');
                json.whole("start", label.piece.start);
                json.whole("end", label.piece.end);
                json.text("label", &label.record.label);
                json.close('}');
            }
            json.close(']');
            json.text("answer", "accept");
            json.text("_view_id", "spans_manual");
            json.name("meta");
            json.open('{');
            json.text("article_id", &source.file.article.record.id);
            json.text("annotator_id", person.id);
            json.close('}');
        });
    }
    single("prodigy.spans.jsonl", JSON_LINES, out)
}
