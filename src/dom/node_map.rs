//! From places in the article's text to places in the page's text nodes and back.
//!
//! A piece is a run that node and text share UTF-16 unit for unit; collapsed
//! white space lies between pieces, block joins and `<br>` belong to none.
//! Nodes are looked up late: only positions in the text are kept elsewhere.

use crate::model::article::ArticleText;
use crate::model::offsets::{ByteOffset, Utf16Offset};
use crate::model::span::Span;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Node, Range, Text};

/// A run of text that stands unit for unit in one node; all in UTF-16 units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Where it begins in the article's text.
    pub text: u32,
    /// The node's place in the map's list.
    pub node: u32,
    /// Where it begins in the node.
    pub offset: u32,
    /// How long it is.
    pub length: u32,
}

/// Which way a place outside the kept text goes to the nearest kept text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// It begins something: forward.
    Start,
    /// It ends something: backward.
    End,
}

/// The map of one reading of an article.
#[derive(Debug)]
pub struct NodeMap {
    article: Rc<ArticleText>,
    nodes: js_sys::Array,
    /// Ascending in the text and in the document.
    pieces: Vec<Piece>,
}

impl NodeMap {
    /// `pieces` ascending in text and document; `nodes` are the text nodes they name.
    #[must_use]
    pub fn new(article: Rc<ArticleText>, nodes: js_sys::Array, pieces: Vec<Piece>) -> Self {
        Self { article, nodes, pieces }
    }

    /// The text this map leads from.
    #[must_use]
    pub fn article(&self) -> &ArticleText {
        &self.article
    }

    /// All text nodes in document order, and the pieces in them.
    #[must_use]
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// The node and UTF-16 offset in it where the character at `at` begins (`Side::Start`)
    /// or the one before it ends (`Side::End`); `None` past the text or inside a character.
    #[must_use]
    pub fn point(&self, at: ByteOffset, side: Side) -> Option<(Text, u32)> {
        let at = u32::try_from(self.article.utf16(at)?.get()).ok()?;
        let (piece, at) = match side {
            Side::Start => {
                let piece = self.pieces.get(self.pieces.partition_point(|piece| piece.text + piece.length <= at))?;
                (piece, at.max(piece.text))
            }
            Side::End => {
                let piece = self.pieces.get(self.pieces.partition_point(|piece| piece.text < at).checked_sub(1)?)?;
                (piece, at.min(piece.text + piece.length))
            }
        };
        Some((self.node(piece)?, piece.offset + (at - piece.text)))
    }

    /// A live range around the span's text, its ends inside that text's own nodes.
    /// `None` if the span is not of this article or the page has changed under it.
    #[must_use]
    pub fn range(&self, span: Span) -> Option<Range> {
        let (start_node, start) = self.point(span.start(), Side::Start)?;
        let (end_node, end) = self.point(span.end(), Side::End)?;
        let range = start_node.owner_document()?.create_range().ok()?;
        range.set_start(&start_node, start).ok()?;
        range.set_end(&end_node, end).ok()?;
        (!range.collapsed()).then_some(range)
    }

    /// The place in the text of a DOM point: a text node and a UTF-16 offset, or an element and a
    /// child's number. Points outside the kept text go to the nearest kept text on their side.
    /// `None` if there is none on that side, or the point is in another tree.
    #[must_use]
    pub fn offset_of(&self, container: &Node, offset: u32, side: Side) -> Option<ByteOffset> {
        let point = container.owner_document()?.create_range().ok()?;
        point.set_start(container, offset).ok()?;
        point.collapse_with_to_start(true);
        let (mut low, mut high) = (0, self.pieces.len());
        while low < high {
            let middle = low + (high - low) / 2;
            let piece = self.pieces.get(middle)?;
            // -1 and 0: the piece begins before or at the point. An error: another tree or a changed node.
            let node = self.node(piece)?;
            if point.compare_point(&node, piece.offset).ok()? <= 0 {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        let before = low.checked_sub(1).and_then(|last| self.pieces.get(last));
        if let Some(piece) = before
            && offset <= piece.offset + piece.length
            && container.is_same_node(self.node(piece).as_deref().map(|node| &**node))
        {
            return self.byte(piece.text + (offset - piece.offset), side);
        }
        match side {
            Side::Start => self.byte(self.pieces.get(low)?.text, side),
            Side::End => before.and_then(|piece| self.byte(piece.text + piece.length, side)),
        }
    }

    /// The span of the kept text inside a DOM range; `None` if there is none.
    #[must_use]
    pub fn span_of(&self, range: &Range) -> Option<Span> {
        let (start, end) = (range.start_container().ok()?, range.end_container().ok()?);
        let start = self.offset_of(&start, range.start_offset().ok()?, Side::Start)?;
        let end = self.offset_of(&end, range.end_offset().ok()?, Side::End)?;
        Span::new(start, end)
    }

    fn node(&self, piece: &Piece) -> Option<Text> {
        self.nodes.get(piece.node).dyn_into().ok()
    }

    /// A point inside a surrogate pair takes the whole character in.
    fn byte(&self, at: u32, side: Side) -> Option<ByteOffset> {
        let at = at as usize;
        self.article.byte_of_utf16(Utf16Offset::new(at)).or_else(|| {
            let outward = match side {
                Side::Start => at.checked_sub(1)?,
                Side::End => at + 1,
            };
            self.article.byte_of_utf16(Utf16Offset::new(outward))
        })
    }
}
