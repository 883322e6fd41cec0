//! A native file whose labels are of another set: the same file with labels of the set that is in
//! use here. All else stays as it came, and what is wrong with it is the ordinary import's to say.

use super::labels::Labels;
use super::{Converted, Kind, Mapping, json_of};
use crate::wire::fields::Fields;
use crate::wire::json::Json;
use crate::wire::json_writer::JsonWriter;
use crate::wire::native::ImportFile;

/// The file with its labels mapped, without the annotations that are to be left out.
pub(super) fn relabelled(text: &str, open: &ImportFile, mapping: &[Mapping]) -> Result<Converted, String> {
    let file = Fields::of(json_of(text)?).map_err(|reason| reason.to_string())?;
    let mut labels = Labels::new(open, mapping);
    let mut out = JsonWriter::default();
    out.open('{');
    for (name, value) in file.names().filter_map(|name| Some((name, file.get(name)?))) {
        let annotations = if matches!(name, "annotations" | "orphans") { value.items() } else { None };
        let Some(annotations) = annotations else {
            out.raw(name, value.raw());
            continue;
        };
        out.name(name);
        out.open('[');
        for annotation in annotations {
            write(annotation, &mut labels, &mut out);
        }
        out.close(']');
    }
    out.close('}');
    Ok(Converted {
        kind: Kind::Native,
        native: out.finish(),
        problems: labels.left_out().collect(),
        beside: Vec::new(),
        unknown: labels.unknown,
    })
}

/// An annotation with its own label of here, unless it is to be left out.
fn write(annotation: Json<'_>, labels: &mut Labels<'_>, out: &mut JsonWriter) {
    let labelled = Fields::of(annotation).ok().and_then(|fields| Some((fields.text("label").ok()?, fields)));
    let Some((foreign, fields)) = labelled else { return out.raw_item(annotation.raw()) };
    let quote = fields.object("quote").ok().and_then(|quote| quote.text("exact").ok()).unwrap_or_default();
    let Some(own) = labels.own(&foreign, &quote) else { return };
    if own == foreign {
        return out.raw_item(annotation.raw());
    }
    out.open('{');
    for (name, value) in fields.names().filter_map(|name| Some((name, fields.get(name)?))) {
        if name == "label" {
            out.text(name, &own);
        } else {
            out.raw(name, value.raw());
        }
    }
    out.close('}');
}
