//! TEI P5: a `<p>` for each block, an `<s>` for each sentence, the labels as a taxonomy.

use super::{XML, numbered};
use crate::wire::formats::source::Person;
use crate::wire::formats::{Options, Source, TextFile, xml};

pub(in crate::wire::formats) fn document(source: &Source<'_>, _: Options) -> Vec<TextFile> {
    let file = |(number, person): (usize, &Person<'_>)| TextFile {
        name: numbered("tei", number, "xml"),
        media_type: XML,
        text: edition(source, person),
    };
    source.people.iter().enumerate().map(file).collect()
}

fn edition(source: &Source<'_>, person: &Person<'_>) -> String {
    let article = &source.file.article.record;
    let mut out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"".to_owned();
    if let Some(language) = &article.language {
        xml::attribute(&mut out, "xml:lang", language);
    }
    out.push_str(">\n<teiHeader>\n<fileDesc>\n<titleStmt><title>");
    xml::content(&mut out, &article.title);
    out.push_str("</title>");
    if let Some(name) = person.name.filter(|name| !name.is_empty()) {
        out.push_str("<respStmt><resp>labels</resp><name>");
        xml::content(&mut out, name);
        out.push_str("</name></respStmt>");
    }
    out.push_str("</titleStmt>\n<publicationStmt><p>Exported from annotations.</p></publicationStmt>\n<sourceDesc><p>");
    xml::content(&mut out, article.url.as_deref().unwrap_or(&article.id));
    out.push_str("</p></sourceDesc>\n</fileDesc>\n<encodingDesc><classDecl><taxonomy>\n");
    for label in &source.file.labels {
        out.push_str("<category");
        xml::attribute(&mut out, "xml:id", &xml::name(&label.id));
        out.push_str("><catDesc>");
        xml::content(&mut out, &label.name);
        if let Some(description) = label.description.as_deref().filter(|words| !words.is_empty()) {
            out.push_str(": ");
            xml::content(&mut out, description);
        }
        out.push_str("</catDesc></category>\n");
    }
    out.push_str("</taxonomy></classDecl></encodingDesc>\n</teiHeader>\n<text><body>\n");
    body(&mut out, source, person);
    out.push_str("</body></text>\n</TEI>\n");
    out
}

fn body(out: &mut String, source: &Source<'_>, person: &Person<'_>) {
    // Labels may be called “s1” too.
    let stem = if source.label_ids().any(|id| id.starts_with("s") && id.len() > 1) { "sentence-" } else { "s" };
    let labels = person.by_sentence(source.sentences.len());
    let mut before: Option<&crate::wire::formats::source::Piece<'_>> = None;
    let mut notes = String::new();
    let end = |out: &mut String, notes: &mut String| {
        out.push_str(notes);
        out.push_str("</p>\n");
        notes.clear();
    };
    for (number, (sentence, label)) in source.sentences.iter().zip(labels).enumerate() {
        match before {
            Some(before) if before.paragraph == sentence.paragraph => {
                xml::content(out, source.text.get(before.bytes.end..sentence.bytes.start).unwrap_or_default());
            }
            Some(_) => {
                end(out, &mut notes);
                out.push_str("<p>");
            }
            None => out.push_str("<p>"),
        }
        let id = format!("{stem}{}", number + 1);
        out.push_str("<s");
        xml::attribute(out, "xml:id", &id);
        if let Some(label) = label {
            xml::attribute(out, "ana", &format!("#{}", xml::name(&label.record.label)));
            if let Some(note) = &label.record.note {
                notes.push_str("<note type=\"annotator\"");
                xml::attribute(&mut notes, "target", &format!("#{id}"));
                notes.push('>');
                xml::content(&mut notes, note);
                notes.push_str("</note>");
            }
        }
        out.push('>');
        xml::content(out, sentence.text);
        out.push_str("</s>");
        before = Some(sentence);
    }
    if before.is_some() {
        end(out, &mut notes);
    } else {
        out.push_str("<p/>\n");
    }
}
