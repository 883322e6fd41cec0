//! UIMA CAS XMI and its type system, as INCEpTION imports them. Offsets count UTF-16 units.

use super::{XML, numbered};
use crate::wire::formats::source::Person;
use crate::wire::formats::{Options, Source, TextFile, xml};

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier">
  <types>
    <typeDescription>
      <name>de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence</name>
      <description/>
      <supertypeName>uima.tcas.Annotation</supertypeName>
    </typeDescription>
    <typeDescription>
      <name>webanno.custom.ArgumentLabel</name>
      <description/>
      <supertypeName>uima.tcas.Annotation</supertypeName>
      <features>
        <featureDescription>
          <name>label</name>
          <description/>
          <rangeTypeName>uima.cas.String</rangeTypeName>
        </featureDescription>
        <featureDescription>
          <name>note</name>
          <description/>
          <rangeTypeName>uima.cas.String</rangeTypeName>
        </featureDescription>
      </features>
    </typeDescription>
  </types>
</typeSystemDescription>
"#;

pub(in crate::wire::formats) fn xmi(source: &Source<'_>, _: Options) -> Vec<TextFile> {
    let mut files: Vec<TextFile> = source
        .people
        .iter()
        .enumerate()
        .map(|(number, person)| TextFile {
            name: numbered("inception", number, "xmi"),
            media_type: XML,
            text: cas(source, person),
        })
        .collect();
    files.push(TextFile { name: "TypeSystem.xml".to_owned(), media_type: XML, text: TYPES.to_owned() });
    files
}

fn cas(source: &Source<'_>, person: &Person<'_>) -> String {
    let mut out = concat!(
        r#"<?xml version="1.0" encoding="UTF-8"?>"#,
        "\n",
        r#"<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore""#,
        r#" xmlns:segmentation="http:///de/tudarmstadt/ukp/dkpro/core/api/segmentation/type.ecore""#,
        r#" xmlns:custom="http:///webanno/custom.ecore" xmi:version="2.0">"#,
        "\n<cas:NULL xmi:id=\"0\"/>\n"
    )
    .to_owned();
    let mut members = Vec::new();
    // The sofa has the first number.
    let mut open = |out: &mut String, tag: &str, (start, end): (usize, usize)| {
        let id = (members.len() + 2).to_string();
        out.push_str(&format!("<{tag} xmi:id=\"{id}\" sofa=\"1\" begin=\"{start}\" end=\"{end}\""));
        members.push(id);
    };
    for sentence in &source.sentences {
        open(&mut out, "segmentation:Sentence", source.utf16(sentence));
        out.push_str("/>\n");
    }
    for label in &person.labels {
        open(&mut out, "custom:ArgumentLabel", source.utf16(&label.piece));
        xml::attribute(&mut out, "label", &label.record.label);
        if let Some(note) = &label.record.note {
            xml::attribute(&mut out, "note", note);
        }
        out.push_str("/>\n");
    }
    out.push_str("<cas:Sofa xmi:id=\"1\" sofaNum=\"1\" sofaID=\"_InitialView\" mimeType=\"text\"");
    xml::attribute(&mut out, "sofaString", source.text);
    out.push_str(&format!("/>\n<cas:View sofa=\"1\" members=\"{}\"/>\n</xmi:XMI>\n", members.join(" ")));
    out
}
