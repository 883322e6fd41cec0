//! Markup as the text of an HTML document.

use crate::model::markup::Markup;

/// A text on its way; what is told is escaped.
#[derive(Default)]
pub(super) struct Html {
    out: String,
    open: Vec<&'static str>,
}

impl Html {
    /// Adds text as it is: only for what is ours.
    pub(super) fn raw(&mut self, markup: &str) {
        self.out.push_str(markup);
    }

    /// The text.
    pub(super) fn finish(self) -> String {
        self.out
    }

    fn escaped(&mut self, text: &str) {
        for character in text.chars() {
            match character {
                '&' => self.out.push_str("&amp;"),
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                '"' => self.out.push_str("&quot;"),
                // Readers of HTML would make a line feed of it.
                '\r' => self.out.push_str("&#13;"),
                // No HTML can hold it.
                '\0' => self.out.push('\u{fffd}'),
                _ => self.out.push(character),
            }
        }
    }
}

impl Markup for Html {
    fn open(&mut self, tag: &'static str, attributes: &[(&'static str, &str)]) {
        self.out.push('<');
        self.out.push_str(tag);
        for (name, value) in attributes.iter().filter(|(_, value)| !value.is_empty()) {
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            self.escaped(value);
            self.out.push('"');
        }
        self.out.push('>');
        if tag == "pre" {
            // The first line feed is not read: a text may begin with one of its own.
            self.out.push('\n');
        }
        self.open.push(tag);
    }

    fn text(&mut self, text: &str) {
        self.escaped(text);
    }

    fn close(&mut self) {
        if let Some(tag) = self.open.pop() {
            self.out.push_str("</");
            self.out.push_str(tag);
            self.out.push('>');
        }
        // So that people can read the file as text, too.
        if self.open.len() < 4 {
            self.out.push('\n');
        }
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn elements_attributes_and_texts() {
        let mut html = Html::default();
        html.open("p", &[("class", "a"), ("lang", ""), ("title", "\"><script>'&")]);
        html.text("<b>&amp;\"\r\n\0");
        html.open("pre", &[]);
        html.text("\nx");
        for _ in 0..2 {
            html.close();
        }
        assert_eq!(
            html.finish(),
            "<p class=\"a\" title=\"&quot;&gt;&lt;script&gt;'&amp;\">&lt;b&gt;&amp;amp;&quot;&#13;\n\u{fffd}<pre>\n\nx</pre>\n</p>\n"
        );
    }

    proptest! {
        #[test]
        fn no_text_is_markup(text in any::<String>()) {
            let mut html = Html::default();
            html.text(&text);
            let out = html.finish();
            prop_assert!(!out.contains(['<', '>', '"', '\0', '\r']));
            let back = out.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#13;", "\r").replace("&amp;", "&");
            prop_assert_eq!(back, text.replace('\0', "\u{fffd}"));
        }
    }
}
