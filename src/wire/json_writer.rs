//! Writes JSON text: compact values, a line of its own where a person looks for one.

use crate::wire::plain_text::plain_length;

/// A JSON text on its way. Commas are set by looking at what was written last.
#[derive(Default)]
pub(super) struct JsonWriter {
    out: String,
}

impl JsonWriter {
    /// A writer with room for `bytes`: a long text would be copied each time it outgrows its room.
    pub(super) fn with_room(bytes: usize) -> Self {
        Self { out: String::with_capacity(bytes) }
    }

    /// The text.
    pub(super) fn finish(self) -> String {
        self.out
    }

    fn separate(&mut self) {
        if !matches!(self.out.as_bytes().last(), None | Some(b'{' | b'[' | b'\n')) {
            self.out.push(',');
        }
    }

    /// Begins the next member or item on a new line.
    pub(super) fn line(&mut self) {
        self.separate();
        self.out.push('\n');
    }

    /// A member's name; its value comes next.
    pub(super) fn name(&mut self, name: &str) {
        self.separate();
        self.quote(name);
        self.out.push(':');
    }

    /// Opens a container as an item or after a name.
    pub(super) fn open(&mut self, bracket: char) {
        if !self.out.ends_with(':') {
            self.separate();
        }
        self.out.push(bracket);
    }

    /// Closes a container.
    pub(super) fn close(&mut self, bracket: char) {
        self.out.push(bracket);
    }

    /// Closes a container whose items stood on lines of their own.
    pub(super) fn close_lines(&mut self, bracket: char) {
        if !self.out.ends_with(['{', '[']) {
            self.out.push('\n');
        }
        self.out.push(bracket);
    }

    /// A string as an item of a list.
    pub(super) fn item(&mut self, value: &str) {
        self.separate();
        self.quote(value);
    }

    /// A member that is a string.
    pub(super) fn text(&mut self, name: &str, value: &str) {
        self.name(name);
        self.quote(value);
    }

    /// A member that is a string or null.
    pub(super) fn text_or_null(&mut self, name: &str, value: Option<&str>) {
        match value {
            Some(value) => self.text(name, value),
            None => self.raw(name, "null"),
        }
    }

    /// A member that is a whole number.
    pub(super) fn whole(&mut self, name: &str, value: usize) {
        self.name(name);
        self.digits(value);
    }

    /// JSON text and whole numbers by turns, for what is written ten thousand times.
    pub(super) fn by_turns(&mut self, pieces: &[(&str, usize)]) {
        for (json, number) in pieces {
            self.out.push_str(json);
            self.digits(*number);
        }
    }

    /// In decimal, without a string of its own.
    fn digits(&mut self, value: usize) {
        if value > 9 {
            self.digits(value / 10);
        }
        self.out.push(char::from(b'0'.wrapping_add((value % 10) as u8)));
    }

    /// A member whose value is JSON text already.
    pub(super) fn raw(&mut self, name: &str, json: &str) {
        self.name(name);
        self.out.push_str(json);
    }

    /// An item of a list that is JSON text already.
    pub(super) fn raw_item(&mut self, json: &str) {
        self.separate();
        self.out.push_str(json);
    }

    /// The members of an object that is JSON text already: unknown fields that were kept.
    pub(super) fn members_of(&mut self, object: Option<&str>) {
        let inner = object.and_then(|text| text.trim().strip_prefix('{')?.strip_suffix('}')).unwrap_or_default().trim();
        if !inner.is_empty() {
            self.raw_item(inner);
        }
    }

    fn quote(&mut self, value: &str) {
        self.out.push('"');
        let mut rest = value;
        loop {
            let at = plain_length(rest.as_bytes());
            self.out.push_str(rest.get(..at).unwrap_or_default());
            match rest.as_bytes().get(at) {
                None => break,
                Some(b'\n') => self.out.push_str("\\n"),
                Some(byte @ (b'"' | b'\\')) => {
                    self.out.push('\\');
                    self.out.push(char::from(*byte));
                }
                Some(byte) => {
                    let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0');
                    self.out.push_str("\\u00");
                    self.out.push(digit(byte >> 4));
                    self.out.push(digit(byte & 15));
                }
            }
            rest = rest.get(at + 1..).unwrap_or_default();
        }
        self.out.push('"');
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_string_is_read_back_by_others(value in any::<String>()) {
            let mut writer = JsonWriter::default();
            writer.open('{');
            writer.text("a", &value);
            writer.close('}');
            let read: serde_json::Value = serde_json::from_str(&writer.finish()).unwrap();
            prop_assert_eq!(read["a"].as_str(), Some(&*value));
        }
    }

    #[test]
    fn commas_and_lines_fall_into_place() {
        let mut writer = JsonWriter::default();
        writer.open('{');
        writer.line();
        writer.name("a");
        writer.open('[');
        for value in ["x", "y"] {
            writer.line();
            writer.item(value);
        }
        writer.close_lines(']');
        writer.name("b");
        writer.open('[');
        writer.close_lines(']');
        writer.members_of(Some("{ \"c\": 1 }"));
        writer.members_of(Some("{ }"));
        writer.members_of(None);
        for (name, number) in [("d", 7), ("e", 0), ("f", 10), ("g", usize::MAX)] {
            writer.whole(name, number);
        }
        writer.by_turns(&[(",\"h\":\"s", 1), ("\",\"i\":", 20)]);
        writer.close_lines('}');
        assert_eq!(
            writer.finish(),
            "{\n\"a\":[\n\"x\",\n\"y\"\n],\"b\":[],\"c\": 1,\"d\":7,\"e\":0,\"f\":10,\"g\":18446744073709551615,\"h\":\"s1\",\"i\":20\n}"
        );
    }
}
