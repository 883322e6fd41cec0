//! The second wasm: other tools' formats, fetched when somebody asks for one of them.
//!
//! It knows no widget and no page, only texts: the page's script hands it a native
//! file and gets a `File`, or hands it a foreign file and gets a native one.

#[cfg(target_arch = "wasm32")]
#[path = "shared/foreign.rs"]
mod foreign;

#[cfg(target_arch = "wasm32")]
#[allow(unreachable_pub, reason = "wasm-bindgen exports only what is public")]
mod exports {
    use js_sys::{Array, Error, Object, Reflect, TypeError, Uint8Array};
    use reading_annotator::wire::formats::{ExportProblem, FORMATS, Options, Source, export};
    use reading_annotator::wire::native::{Limits, read_own};
    use wasm_bindgen::prelude::*;

    #[wasm_bindgen(module = "/src/bin/dialogs.js")]
    extern "C" {
        #[wasm_bindgen(js_name = chooseFormat)]
        async fn choose_format(root: &JsValue, words: &JsValue, formats: &Array, say: &JsValue) -> JsValue;
        #[wasm_bindgen(js_name = assignLabels)]
        async fn assign_labels(
            root: &JsValue,
            words: &JsValue,
            unknown: &JsValue,
            labels: &Array,
            say: &JsValue,
        ) -> JsValue;
        async fn remembered() -> JsValue;
        async fn remember(labels: &JsValue);
    }

    /// An object of texts.
    fn words(pairs: &[(&str, &str)]) -> JsValue {
        let object = Object::new();
        for (name, text) in pairs {
            // A new object takes every field.
            let _ = Reflect::set(&object, &(*name).into(), &(*text).into());
        }
        object.into()
    }

    /// The menu of all formats in the widget's shadow root; where something was saved, what it leaves
    /// out in words, perhaps none. `say` leads from English phrases to the interface's language.
    #[wasm_bindgen]
    pub async fn menu(root: JsValue, native: String, native_name: String, say: JsValue) -> Result<JsValue, JsValue> {
        let words = words(&[
            ("title", "Export for other tools"),
            ("close", "Close"),
            ("save", "Save"),
            ("leftOut", "Left out: {what}."),
            ("spreadsheet", "To be opened in a spreadsheet: formulas disarmed, with a byte order mark"),
        ]);
        let answer = choose_format(&root, &words, &formats(&native)?, &say).await;
        let Some(answer) = answer.dyn_ref::<Array>() else { return Ok(JsValue::NULL) };
        let file = export_as(&native, &native_name, &answer.get(0), &answer.get(1))?;
        reading_annotator::dom::download::download(&file)?;
        Ok(answer.get(2))
    }

    /// As [`to_native`] for somebody who can be asked what unknown labels mean, which is
    /// remembered where the browser `keeps` anything; null where they want no import.
    #[wasm_bindgen(js_name = toNativeAsking)]
    pub async fn to_native_asking(
        root: JsValue,
        text: String,
        native: String,
        keeps: bool,
        say: JsValue,
    ) -> Result<JsValue, JsValue> {
        let known = remembered().await;
        let made = converted(&text, &native, &JsValue::NULL, &known)?;
        let unknown: Array = made.get(2).unchecked_into();
        if unknown.length() == 0 {
            return Ok(made.into());
        }
        let file = read_own(&native, &Limits::default()).map_err(|problem| error(&problem.to_string()))?;
        let pair = |id: &str, name: &str| Array::of2(&JsValue::from_str(id), &JsValue::from_str(name));
        let labels: Array = file.labels.iter().map(|label| pair(&label.id, &label.name)).collect();
        let words = words(&[
            ("title", "What do these labels mean here?"),
            ("cancel", "Do not import"),
            (
                "help",
                match keeps {
                    true => "The file has labels that are not known here. The answer is remembered in this browser.",
                    false => "The file has labels that are not known here.",
                },
            ),
            ("leaveOut", "leave out"),
            ("none", "without a label"),
            ("import", "Import"),
        ]);
        let answer = assign_labels(&root, &words, &unknown, &labels, &say).await;
        if answer.is_null() {
            return Ok(JsValue::NULL);
        }
        if keeps {
            remember(&answer).await;
        }
        Ok(converted(&text, &native, &answer, &known)?.into())
    }

    fn error(why: &str) -> JsValue {
        Error::new(why).into()
    }

    /// What can be exported: name, title, a line about it, and what would be left out: how many of what.
    #[wasm_bindgen]
    pub fn formats(native: &str) -> Result<Array, JsValue> {
        let file = read_own(native, &Limits::default()).map_err(|problem| error(&problem.to_string()))?;
        let source = Source::new(native, &file);
        let text = |text: &str| JsValue::from_str(text);
        let entry = |format: &reading_annotator::wire::formats::Format| {
            let left_out = format.left_out(&source);
            let counted = |one: &reading_annotator::wire::formats::LeftOut| {
                let (name, names) = one.what.names();
                Array::of3(&(one.count as f64).into(), &text(name), &text(names))
            };
            let left_out: Array = left_out.iter().map(counted).collect();
            Array::of4(&text(format.name), &text(format.title), &text(format.description), &left_out)
        };
        Ok(FORMATS.iter().map(entry).collect())
    }

    /// A native file in another format; `native_name` is what the native file is called. The file's
    /// `leftOut` says what it leaves out, in English.
    #[wasm_bindgen(js_name = exportAs)]
    pub fn export_as(
        native: &str,
        native_name: &str,
        format: &JsValue,
        options: &JsValue,
    ) -> Result<web_sys::File, JsValue> {
        let chosen = |name: &str| Reflect::get(options, &name.into()).is_ok_and(|value| value.is_truthy());
        let options = Options { spreadsheet_safe: chosen("spreadsheetSafe"), bom: chosen("bom") };
        let made = export(native, &format.as_string().unwrap_or_default(), options).map_err(|problem| {
            let words = problem.to_string();
            match problem {
                ExportProblem::UnknownFormat => TypeError::new(&words).into(),
                ExportProblem::Source(_) => error(&words),
            }
        })?;
        let name = [native_name.strip_suffix(".json").unwrap_or(native_name), ".", &made.suffix].concat();
        let about = web_sys::FilePropertyBag::new();
        about.set_type(made.media_type);
        let bytes = Array::of1(&Uint8Array::from(&*made.bytes));
        let file = web_sys::File::new_with_u8_array_sequence_and_options(&bytes, &name, &about)?;
        let left_out: Array = made.left_out.iter().map(|one| JsValue::from_str(&one.to_string())).collect();
        Reflect::set(&file, &"leftOut".into(), &left_out)?;
        Ok(file)
    }

    /// A foreign text as a native file for the text that is open: the native file, what was not
    /// taken, and the labels that nobody knows with their numbers. `mapping` is an object from
    /// foreign labels to ours, or to null for those to be left out.
    #[wasm_bindgen(js_name = toNative)]
    pub fn to_native(text: &str, native: &str, mapping: &JsValue) -> Result<Array, JsValue> {
        converted(text, native, mapping, &JsValue::NULL)
    }

    /// The same, with what was told of other files.
    fn converted(text: &str, native: &str, told: &JsValue, remembered: &JsValue) -> Result<Array, JsValue> {
        crate::foreign::to_native(text, native, told, remembered, false)
            .map_err(|problem| error(format!("The file was not imported: {problem}").trim_end_matches('.')))
    }

    /// Whether a text is of a format that [`to_native`] reads.
    #[wasm_bindgen]
    pub fn recognised(text: &str) -> bool {
        reading_annotator::wire::formats::read::recognise(text).is_some()
    }
}

fn main() {}
