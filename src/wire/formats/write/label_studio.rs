//! Label Studio's task list, and the labelling configuration that it fits.

use crate::wire::formats::source::links_among;
use crate::wire::formats::{Options, Source, TextFile, xml};
use crate::wire::json_writer::JsonWriter;

pub(in crate::wire::formats) fn annotations(source: &Source<'_>, _: Options) -> Vec<TextFile> {
    files(source, "annotations")
}

pub(in crate::wire::formats) fn predictions(source: &Source<'_>, _: Options) -> Vec<TextFile> {
    files(source, "predictions")
}

fn files(source: &Source<'_>, kind: &str) -> Vec<TextFile> {
    let file = |name: String, media_type, text| TextFile { name, media_type, text };
    vec![
        file(format!("labelstudio.{kind}.json"), "application/json", tasks(source, kind)),
        file("labelstudio.config.xml".to_owned(), super::XML, config(source)),
    ]
}

fn tasks(source: &Source<'_>, kind: &str) -> String {
    let mut json = JsonWriter::default();
    json.open('[');
    json.open('{');
    json.name("data");
    json.open('{');
    json.text("text", source.text);
    json.text("article_id", &source.file.article.record.id);
    json.text("title", &source.file.article.record.title);
    // Who made each of the sets below, in their order: a user of the server cannot be named.
    json.name("annotators");
    json.open('[');
    for person in &source.people {
        json.item(person.id);
    }
    json.close(']');
    json.close('}');
    json.name(kind);
    json.open('[');
    for person in &source.people {
        json.line();
        json.open('{');
        if kind == "predictions" {
            json.text("model_version", concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION")));
            json.raw("score", "1.0");
        }
        json.name("result");
        json.open('[');
        for label in &person.labels {
            json.line();
            json.open('{');
            json.text("id", &label.record.id);
            json.text("from_name", "label");
            json.text("to_name", "text");
            json.text("type", "labels");
            json.name("value");
            json.open('{');
            json.whole("start", label.piece.start);
            json.whole("end", label.piece.end);
            json.text("text", label.piece.text);
            list(&mut json, "labels", &label.record.label);
            json.close('}');
            if let Some(note) = &label.record.note {
                json.name("meta");
                json.open('{');
                list(&mut json, "text", note);
                json.close('}');
            }
            json.close('}');
        }
        let labels: Vec<_> = person.labels.iter().collect();
        for (link, _, _) in links_among(&source.relations, &labels) {
            json.line();
            json.open('{');
            json.text("from_id", link.source);
            json.text("to_id", link.target);
            json.text("type", "relation");
            json.text("direction", "right");
            list(&mut json, "labels", &link.kind);
            json.close('}');
        }
        json.close_lines(']');
        json.close('}');
    }
    json.close_lines(']');
    json.close('}');
    json.close(']');
    let mut text = json.finish();
    text.push('\n');
    text
}

fn list(json: &mut JsonWriter, name: &str, only: &str) {
    json.name(name);
    json.open('[');
    json.item(only);
    json.close(']');
}

fn config(source: &Source<'_>) -> String {
    let mut out = "<View>\n  <Relations>\n".to_owned();
    let mut kinds: Vec<&str> = source.relations.iter().map(|link| &*link.kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    for kind in kinds {
        out.push_str("    <Relation");
        xml::attribute(&mut out, "value", kind);
        out.push_str("/>\n");
    }
    out.push_str("  </Relations>\n  <Labels name=\"label\" toName=\"text\">\n");
    for label in &source.file.labels {
        out.push_str("    <Label");
        xml::attribute(&mut out, "value", &label.id);
        xml::attribute(&mut out, "hint", label.description.as_deref().unwrap_or(&label.name));
        if let Some(colour) = &label.color {
            xml::attribute(&mut out, "background", colour);
        }
        out.push_str("/>\n");
    }
    out.push_str("  </Labels>\n  <Text name=\"text\" value=\"$text\"/>\n</View>\n");
    out
}
