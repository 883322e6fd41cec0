//! The third wasm: what the desk's worker asks for. Files come as bytes and leave as texts,
//! the set leaves as pieces of one file.

#[cfg(target_arch = "wasm32")]
#[path = "shared/foreign.rs"]
mod foreign;

#[cfg(target_arch = "wasm32")]
#[allow(unreachable_pub, reason = "wasm-bindgen exports only what is public")]
mod exports {
    use js_sys::{Array, Error, Reflect, Uint8Array};
    use reading_annotator::model::label::LabelSet;
    use reading_annotator::model::time::Timestamp;
    use reading_annotator::wire::desk::{
        About, Columns, Entry, Found, KeptRecords, Losses, Opening, SetExport, adopt, headings, of_body, of_records,
        with_columns,
    };
    use reading_annotator::wire::formats::{ExportProblem, FORMATS, Options};
    use reading_annotator::wire::native::{Limits, read};
    use std::rc::Rc;
    use wasm_bindgen::prelude::*;

    /// A panic becomes an error with its words: without, the worker would only hear “unreachable”.
    #[wasm_bindgen(start)]
    pub fn begin() {
        std::panic::set_hook(Box::new(|panic| wasm_bindgen::throw_str(&format!("fault: {panic}"))));
    }

    fn error(why: impl ToString) -> JsValue {
        Error::new(&why.to_string()).into()
    }

    fn text(text: &str) -> JsValue {
        JsValue::from_str(text)
    }

    fn strings(list: Array) -> Vec<String> {
        list.iter().filter_map(|text| text.as_string()).collect()
    }

    fn now() -> Timestamp {
        Timestamp::from_millis(js_sys::Date::now() as i64)
    }

    /// The stored id of a document that is called so.
    #[wasm_bindgen(js_name = articleId)]
    pub fn article_id(name: &str) -> String {
        reading_annotator::wire::iri::article_id(name, None)
    }

    /// All formats: name, title, a line about it.
    #[wasm_bindgen]
    pub fn formats() -> Array {
        let entry = |format: &reading_annotator::wire::formats::Format| {
            Array::of3(&text(format.name), &text(format.title), &text(format.description))
        };
        FORMATS.iter().map(entry).collect()
    }

    /// id, title, language, hash, length, body in UTF-8, columns, native file or null, foreign labels or null, the
    /// article that it says it is, SHA-256 of the text in the file.
    fn entry(entry: Entry) -> Array {
        let Entry { given, title, language, hash, length, body, columns, native, foreign, article, exact } = entry;
        let or_null = |words: Option<String>| words.map_or(JsValue::NULL, |words| text(&words));
        [
            text(&given),
            text(&title),
            text(&language),
            text(&hash),
            (length as f64).into(),
            Uint8Array::from(body.as_bytes()).into(),
            text(&columns),
            or_null(native),
            or_null(foreign),
            text(&article),
            text(&exact),
        ]
        .into_iter()
        .collect()
    }

    fn object(fields: &[(&str, &str)]) -> JsValue {
        let object = js_sys::Object::new();
        for (name, value) in fields {
            // A new object takes every field.
            let _ = Reflect::set(&object, &text(name), &text(value));
        }
        object.into()
    }

    /// A text is an array, HTML and labels an object, a problem a string.
    fn found(found: Vec<Found>) -> Array {
        let one = |found| match found {
            Found::Text(text) => entry(*text).into(),
            Found::Problem(words) => text(&words),
            Found::Html { html, columns } => object(&[("html", &html), ("columns", &columns)]),
            Found::Labels { hash, article, table } => {
                object(&[("hash", &hash), ("article", &article), ("table", &table)])
            }
        };
        found.into_iter().map(one).collect()
    }

    /// The text that the page has made of an HTML file.
    #[wasm_bindgen(js_name = ofBody)]
    pub fn of_page(title: &str, body: String, language: &str, columns: String) -> Result<Array, JsValue> {
        Entry::of_body(title, body, language, columns).map(entry).map_err(error)
    }

    /// A file being read.
    #[wasm_bindgen]
    pub struct Reading {
        opening: Opening,
    }

    #[wasm_bindgen]
    impl Reading {
        /// Refuses what is too large.
        #[wasm_bindgen(constructor)]
        pub fn new(name: &str, bytes: f64) -> Result<Reading, JsValue> {
            Ok(Self { opening: Opening::new(name, bytes as usize).map_err(error)? })
        }

        /// What the next bytes complete.
        pub fn push(&mut self, bytes: &[u8]) -> Result<Array, JsValue> {
            self.opening.push(bytes).map(found).map_err(error)
        }

        /// What is left.
        pub fn finish(&mut self) -> Result<Array, JsValue> {
            self.opening.finish().map(found).map_err(error)
        }
    }

    /// What the texts are labelled with.
    #[wasm_bindgen]
    pub struct Labels {
        labels: Rc<LabelSet>,
    }

    #[wasm_bindgen]
    impl Labels {
        /// Those of a configuration, or the usual ones.
        #[wasm_bindgen(constructor)]
        pub fn new(configuration: Option<String>) -> Result<Labels, JsValue> {
            let read = |text: String| reading_annotator::wire::configuration::read(&text);
            let read = configuration.map(read).transpose().map_err(error)?;
            Ok(Self { labels: read.and_then(|(configuration, _)| configuration.labels).unwrap_or_default() })
        }

        /// Whether all labels of a native file are these.
        pub fn knows(&self, native: &str) -> bool {
            read(native, &self.labels, &Limits::default()).is_ok_and(|file| !file.has_unknown_labels())
        }

        /// The labels of a native file, taken into what is kept of a text: document, head,
        /// people, relations, fingerprint, ids, records, which of them are orphans, problems.
        pub fn adopt(
            &self,
            about: Array,
            document: String,
            annotations: Array,
            theirs: &str,
        ) -> Result<Array, JsValue> {
            let fields = strings(about);
            let kept = KeptRecords { document, annotations: strings(annotations) };
            let new = adopt(&about_of(&fields), &self.labels, &kept, theirs).map_err(error)?;
            let ids: Array = new.put.iter().map(|(id, _, _)| text(id)).collect();
            let records: Array = new.put.iter().map(|(_, record, _)| text(record)).collect();
            let orphans: Array = new.put.iter().map(|(_, _, orphan)| JsValue::from_bool(*orphan)).collect();
            let problems: Array = new.problems.iter().map(|words| text(words)).collect();
            let fields = [&new.document, &new.head, &new.people, &new.relations, &new.fingerprint];
            let fields = fields.into_iter().map(|field| text(field));
            Ok(fields.chain([ids.into(), records.into(), orphans.into(), problems.into()]).collect())
        }

        /// The native file of a text that nobody has begun, without its snapshot.
        #[wasm_bindgen(js_name = untouchedNative)]
        pub fn untouched_native(&self, about: Array) -> String {
            of_body(&about_of(&strings(about)), &self.labels, false, now())
        }

        /// Ids and names.
        #[wasm_bindgen(getter)]
        pub fn names(&self) -> Array {
            self.labels.as_slice().iter().map(|label| Array::of2(&text(&label.id), &text(&label.name))).collect()
        }

        /// Begins an export of the set; `columns` are those of each text, in their order.
        pub fn export(&self, format: &str, options: &JsValue, columns: Array) -> Result<Export, JsValue> {
            let chosen = |name: &str| Reflect::get(options, &name.into()).is_ok_and(|value| value.is_truthy());
            let options = Options { spreadsheet_safe: chosen("spreadsheetSafe"), bom: chosen("bom") };
            let set = SetExport::new(format, options, columns_of(columns)).map_err(error)?;
            Ok(Export { set, labels: Rc::clone(&self.labels), waiting: Vec::new() })
        }
    }

    fn columns_of(texts: Array) -> Columns {
        Columns::of(strings(texts).iter().map(|columns| &**columns))
    }

    /// How many columns there are in texts that have these.
    #[wasm_bindgen(js_name = countOfColumns)]
    pub fn count_of_columns(columns: Array) -> usize {
        columns_of(columns).len()
    }

    /// id, title, language, body, columns, hash.
    fn about_of(fields: &[String]) -> About<'_> {
        let field = |at: usize| fields.get(at).map_or("", |field| &**field);
        About {
            document: field(0),
            title: field(1),
            language: field(2),
            body: field(3),
            columns: field(4),
            hash: field(5),
        }
    }

    /// An export of the set. What it has made waits here until the browser takes it out of this
    /// wasm's memory: pieces that were copied into the page's would lie there until it cleans up.
    #[wasm_bindgen]
    pub struct Export {
        set: SetExport,
        labels: Rc<LabelSet>,
        waiting: Vec<u8>,
    }

    #[wasm_bindgen]
    impl Export {
        /// A text that nobody has begun, its body in UTF-8 apart.
        pub fn untouched(&mut self, name: &str, about: Array, body: &[u8]) -> Result<(), JsValue> {
            let fields = strings(about);
            let about = About { body: str::from_utf8(body).map_err(error)?, ..about_of(&fields) };
            let piece = self.set.add_untouched(name, &about, &self.labels, now());
            self.take(piece)
        }

        /// A text of which the widget keeps records: head, people, relations; annotations; orphans.
        pub fn begun(
            &mut self,
            name: &str,
            parts: Array,
            attached: Array,
            orphans: Array,
            columns: &str,
        ) -> Result<(), JsValue> {
            let native = kept_native(parts, attached, orphans, columns);
            let piece = self.set.add(name, &native);
            self.take(piece)
        }

        /// A text whose native file is at hand.
        pub fn native(&mut self, name: &str, native: String, columns: &str) -> Result<(), JsValue> {
            let piece = self.set.add(name, &with_columns(native, columns));
            self.take(piece)
        }

        fn take(&mut self, piece: Result<Vec<u8>, ExportProblem>) -> Result<(), JsValue> {
            self.waiting.extend(piece.map_err(error)?);
            Ok(())
        }

        /// The last piece.
        pub fn finish(&mut self) {
            self.waiting.extend(self.set.finish());
        }

        /// So many bytes wait.
        #[wasm_bindgen(getter)]
        pub fn waiting(&self) -> usize {
            self.waiting.len()
        }

        /// Where in this wasm's memory they are, until something else is called.
        #[wasm_bindgen(getter)]
        pub fn address(&self) -> usize {
            self.waiting.as_ptr() as usize
        }

        /// They are taken.
        pub fn taken(&mut self) {
            self.waiting.clear();
        }

        /// Whether the archive has grown past what its format can hold.
        #[wasm_bindgen(getter, js_name = tooLarge)]
        pub fn too_large(&self) -> bool {
            self.set.is_too_large()
        }

        /// What was left out, with numbers.
        #[wasm_bindgen(getter, js_name = leftOut)]
        pub fn left_out(&self) -> Array {
            self.set.left_out().iter().map(|one| text(one)).collect()
        }

        /// What the file's name ends with.
        #[wasm_bindgen(getter)]
        pub fn suffix(&self) -> String {
            self.set.suffix().to_owned()
        }

        /// The file's media type.
        #[wasm_bindgen(getter, js_name = mediaType)]
        pub fn media_type(&self) -> String {
            self.set.media_type().to_owned()
        }
    }

    /// Labels of another format as a native file for the text with the native file `native`: that
    /// file, what was left out, the labels that nobody knows with their numbers.
    #[wasm_bindgen]
    pub fn translated(foreign: &str, native: &str, told: &JsValue, remembered: &JsValue) -> Result<Array, JsValue> {
        crate::foreign::to_native(foreign, native, told, remembered, true).map_err(error)
    }

    /// How much of each kind that some format lacks is in a native file.
    #[wasm_bindgen(js_name = lossesOf)]
    pub fn losses_of(native: &str) -> Result<Vec<u32>, JsValue> {
        Losses::of_native(native).map(|losses| losses.counts()).map_err(error)
    }

    /// The same of a text that nobody has begun.
    #[wasm_bindgen(js_name = lossesOfBody)]
    pub fn losses_of_body(body: &str) -> Vec<u32> {
        Losses::of_body(body).counts()
    }

    /// The numbers of a text's blocks that are headings.
    #[wasm_bindgen(js_name = headingsIn)]
    pub fn headings_in(body: &str) -> Vec<u32> {
        headings(body)
    }

    /// What each format would leave out of texts that have so much together, and so many columns.
    #[wasm_bindgen(js_name = leftOut)]
    pub fn left_out(counts: &[u32], columns: usize) -> Array {
        let losses = Losses::of_counts(counts);
        let told = |format| losses.of_format(format, columns).iter().map(|one| text(one)).collect::<Array>();
        FORMATS.iter().map(told).collect()
    }

    /// The native file of what the widget keeps.
    #[wasm_bindgen(js_name = keptNative)]
    pub fn kept_native(parts: Array, attached: Array, orphans: Array, columns: &str) -> String {
        let parts = strings(parts);
        let part = |at: usize| parts.get(at).map_or("", |part| &**part);
        of_records([part(0), part(1), part(2)], strings(attached), &strings(orphans), columns, now())
    }
}

fn main() {}
