//! The native format as serde types, as a program in Rust would read it. They have the fields that the
//! schema has, each as needed as there, and what is written comes out of them as it went in.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a failing test may panic")]

mod support;

use serde::de::value::Error;
use serde::de::{Deserializer, Error as _, Visitor};
use serde::{Deserialize, Serialize, forward_to_deserialize_any};
use serde_json::{Number, Value};
use std::collections::BTreeSet;
use support::{Sample, texts};

/// A type of the format: fields that may be absent are marked with `?`, those that may be null are options.
macro_rules! object {
    ($name:ident { $($field:ident: $kind:ty,)* $(? $optional:ident: $other:ty,)* }) => {
        #[derive(Default, Deserialize, Serialize)]
        struct $name {
            $($field: $kind,)*
            $(#[serde(skip_serializing_if = "Option::is_none")] $optional: Option<$other>,)*
        }
    };
}

object! { File {
    format: String, version: String, generator: Generator, exported_at: String, offset_unit: String,
    article: Article, labels: Vec<Label>, segmentation: Segmentation, sentences: Vec<Sentence>,
    annotators: Vec<Annotator>, annotations: Vec<Annotation>, relations: Vec<Relation>,
    ? orphans: Vec<Orphan>, ? assignment: Assignment,
} }
object! { Generator { name: String, version: String, } }
object! { Article {
    id: String, title: String, url: Option<String>, language: Option<String>, text: String, length: u64, sha256: String,
} }
object! { Label { id: String, name: String, ? description: String, ? color: String, } }
object! { Segmentation { method: String, version: String, ? hashes: String, ? edits: Vec<Edit>, } }
object! { Edit { kind: String, at: u64, } }
object! { Sentence { id: String, index: u64, paragraph: u64, start: u64, end: u64, } }
object! { Annotator { id: String, name: Option<String>, completed_at: Option<String>, ? judged_none: Vec<String>, } }
object! { Quote { exact: String, prefix: String, suffix: String, } }
object! { Annotation {
    id: String, annotator: String, start: u64, end: u64, quote: Quote, label: String, sentences: Vec<String>,
    note: Option<String>, created: String, modified: String,
    ? state: String, ? similarity: Number, ? original_quote: Quote,
} }
object! { Orphan {
    id: String, annotator: String, quote: Quote, label: String, note: Option<String>, created: String, modified: String,
    ? last_start: u64, ? last_end: u64,
} }
object! { Relation { id: String, annotator: String, r#type: String, source: String, target: String, created: String, } }
object! { Assignment { id: String, version: String, } }

/// Takes down the fields that a type asks for.
struct Asked<'a>(&'a mut &'static [&'static str]);

impl<'de> Deserializer<'de> for Asked<'_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        Err(Error::custom("no object"))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Error> {
        *self.0 = fields;
        Err(Error::custom("only asked"))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

fn agrees<T: for<'de> Deserialize<'de> + Default + Serialize>(at: &str) {
    let schema: Value = serde_json::from_str(include_str!("../schema/reading-annotations-1.schema.json")).unwrap();
    let object = schema.pointer(at).unwrap_or_else(|| panic!("the schema has no {at}"));
    let mut fields: &[&str] = &[];
    assert!(T::deserialize(Asked(&mut fields)).is_err());
    let of_type: BTreeSet<&str> = fields.iter().copied().collect();
    let of_schema: BTreeSet<&str> = object["properties"].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(of_type, of_schema, "fields of {at}");
    let smallest = serde_json::to_value(T::default()).unwrap();
    let needed: BTreeSet<&str> = smallest.as_object().unwrap().keys().map(String::as_str).collect();
    let required: BTreeSet<&str> =
        object["required"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect();
    assert_eq!(needed, required, "required fields of {at}");
}

#[test]
fn types_have_the_fields_of_the_schema() {
    agrees::<File>("");
    agrees::<Generator>("/properties/generator");
    agrees::<Article>("/properties/article");
    agrees::<Label>("/properties/labels/items");
    agrees::<Segmentation>("/properties/segmentation");
    agrees::<Edit>("/properties/segmentation/properties/edits/items");
    agrees::<Sentence>("/properties/sentences/items");
    agrees::<Annotator>("/properties/annotators/items");
    agrees::<Annotation>("/properties/annotations/items");
    agrees::<Quote>("/properties/annotations/items/properties/quote");
    agrees::<Quote>("/properties/annotations/items/properties/original_quote");
    agrees::<Orphan>("/properties/orphans/items");
    agrees::<Quote>("/properties/orphans/items/properties/quote");
    agrees::<Relation>("/properties/relations/items");
    agrees::<Assignment>("/properties/assignment");
}

/// What the schema leaves open: relations of labels whose text is gone, and strangers’ fields that are carried along.
const FOREIGN: [&str; 10] =
    ["orphan_relations", "weight", "future", "another", "confidence", "tags", "role", "due", "authors", "locale"];

/// Whether both are the same but for [`FOREIGN`] fields, which no type has.
fn same(written: &Value, typed: &Value, at: &str) {
    match (written, typed) {
        (Value::Object(written), Value::Object(typed)) => {
            let own: BTreeSet<&String> = written.keys().filter(|name| !FOREIGN.contains(&name.as_str())).collect();
            assert_eq!(own, typed.keys().collect(), "{at}");
            for name in own {
                same(&written[name], &typed[name], &format!("{at}/{name}"));
            }
        }
        (Value::Array(written), Value::Array(typed)) => {
            assert_eq!(written.len(), typed.len(), "{at}");
            for (number, (written, typed)) in written.iter().zip(typed).enumerate() {
                same(written, typed, &format!("{at}/{number}"));
            }
        }
        _ => assert_eq!(written, typed, "{at}"),
    }
}

#[test]
fn what_is_written_comes_out_of_the_types_as_it_went_in() {
    let full = texts::export(&Sample::full());
    for (name, native) in texts::all().into_iter().chain([("full", full)]) {
        let file: File = serde_json::from_str(&native).unwrap_or_else(|error| panic!("{name}: {error}"));
        same(&serde_json::from_str(&native).unwrap(), &serde_json::to_value(file).unwrap(), name);
    }
}
