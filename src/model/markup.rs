//! Markup as it is told, piece by piece: one telling is written as text or made as nodes.

/// What is told. Names of elements and attributes are ours, all else may be anyone's.
pub trait Markup {
    /// Begins an element. An attribute without a value is left out.
    fn open(&mut self, tag: &'static str, attributes: &[(&'static str, &str)]);

    /// A text inside the element that was begun last.
    fn text(&mut self, text: &str);

    /// Ends the element that was begun last.
    fn close(&mut self);
}

impl dyn Markup + '_ {
    /// An element that holds a text and nothing else.
    pub fn leaf(&mut self, tag: &'static str, attributes: &[(&'static str, &str)], text: &str) {
        self.open(tag, attributes);
        self.text(text);
        self.close();
    }
}
