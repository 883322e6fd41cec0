//! The article as text: blocks in document order, joined by one "\n".

use crate::model::offsets::{ByteOffset, CodePointOffset, OffsetIndex, Utf16Offset};
use crate::model::span::Span;
use std::ops::Range;
use std::rc::Rc;

/// What a block is in the page; decides whether it counts for progress.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// Running text.
    Paragraph,
    /// A heading or the title of a figure or table: not counted in the progress.
    Heading,
    /// An item of a list.
    ListItem,
    /// Text of a block quotation.
    Quotation,
    /// A caption or table cell.
    Caption,
    /// Preformatted text: white space is kept.
    Preformatted,
}

/// What the page says of a stretch inside a block and plain text does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HintKind {
    /// A `<br>`: the "\n" in this range ends the sentence.
    Break,
    /// A `<sup>` reference mark: belongs to the sentence before it.
    Reference,
    /// Inline code: no sentence ends inside.
    Code,
    /// A `<q>` quotation.
    Quotation,
    /// An `<abbr>`: its stop is no full stop of its own.
    Abbreviation,
}

/// A hint and the stretch it speaks of, in bytes of the *block's* text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// Bytes from the start of the block.
    pub range: Range<usize>,
    /// What the page says of it.
    pub kind: HintKind,
}

/// A paragraph, heading, list item … of the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Where it stands in the article's text, without the "\n" that joins blocks.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
    /// The nearest `lang` of the page, as written there; empty if there is none.
    pub lang: Rc<str>,
    /// What the page says of its parts, ordered by start.
    pub hints: Vec<Hint>,
}

/// The visible reading text of an article (never with "\r").
#[derive(Clone, Debug, Default)]
pub struct ArticleText {
    text: String,
    blocks: Vec<Block>,
    offsets: OffsetIndex,
}

/// One block on its way into an [`ArticleText`].
#[derive(Clone, Debug)]
pub struct BlockSource {
    /// The block's text, white space already collapsed; empty blocks are skipped.
    pub text: String,
    /// What it is.
    pub kind: BlockKind,
    /// The nearest `lang`.
    pub lang: Rc<str>,
    /// What the page says of its parts.
    pub hints: Vec<Hint>,
}

impl ArticleText {
    /// Plain text: each line is a paragraph in `lang`.
    #[must_use]
    pub fn of_lines(text: &str, lang: &str) -> Self {
        Self::new(text.split('\n').map(|line| BlockSource {
            text: line.to_owned(),
            kind: BlockKind::Paragraph,
            lang: lang.into(),
            hints: Vec::new(),
        }))
    }

    /// Joins `sources` with "\n".
    pub fn new(sources: impl IntoIterator<Item = BlockSource>) -> Self {
        let mut text = String::new();
        let mut blocks = Vec::new();
        for source in sources {
            if source.text.is_empty() {
                continue;
            }
            if !text.is_empty() {
                text.push('\n');
            }
            let start = text.len();
            text.push_str(&source.text);
            if let Some(span) = Span::from_bytes(start, text.len()) {
                blocks.push(Block { span, kind: source.kind, lang: source.lang, hints: source.hints });
            }
        }
        let offsets = OffsetIndex::new(&text);
        Self { text, blocks, offsets }
    }

    /// A text that is joined already, with its blocks in order and the index of its offsets.
    #[must_use]
    pub fn of_blocks(text: String, offsets: OffsetIndex, blocks: Vec<Block>) -> Self {
        Self { text, blocks, offsets }
    }

    /// Plain text: a blank line ends a block, a single newline is white space.
    #[must_use]
    pub fn from_plain(text: &str, lang: &str) -> Self {
        let lang: Rc<str> = lang.into();
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        Self::new(text.split("\n\n").map(|block| BlockSource {
            text: block.trim_matches('\n').to_owned(),
            kind: BlockKind::Paragraph,
            lang: Rc::clone(&lang),
            hints: Vec::new(),
        }))
    }

    /// The whole text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The blocks in document order.
    #[must_use]
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// The text of a span; empty if the span is not of this article.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.bytes()).unwrap_or_default()
    }

    /// The number of the block that holds `at`, or of the last one before it.
    #[must_use]
    pub fn block_at(&self, at: ByteOffset) -> Option<usize> {
        self.blocks.partition_point(|block| block.span.start() <= at).checked_sub(1)
    }

    /// Whether the article has no text at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Its length in code points.
    #[must_use]
    pub fn code_points(&self) -> CodePointOffset {
        self.offsets.code_points()
    }

    /// Bytes to UTF-16 units.
    #[must_use]
    pub fn utf16(&self, at: ByteOffset) -> Option<Utf16Offset> {
        self.offsets.utf16(&self.text, at)
    }

    /// Bytes to code points.
    #[must_use]
    pub fn code_point(&self, at: ByteOffset) -> Option<CodePointOffset> {
        self.offsets.code_point(&self.text, at)
    }

    /// UTF-16 units to bytes; `None` inside a surrogate pair or past the end.
    #[must_use]
    pub fn byte_of_utf16(&self, at: Utf16Offset) -> Option<ByteOffset> {
        self.offsets.byte_of_utf16(&self.text, at)
    }

    /// A span from code points; `None` if it is empty, reversed or past the end.
    #[must_use]
    pub fn span_of_code_points(&self, start: usize, end: usize) -> Option<Span> {
        let start = self.offsets.byte_of_code_point(&self.text, CodePointOffset::new(start))?;
        let end = self.offsets.byte_of_code_point(&self.text, CodePointOffset::new(end))?;
        Span::new(start, end)
    }

    /// A span's ends in code points; `None` if it is not of this article.
    #[must_use]
    pub fn code_points_of(&self, span: Span) -> Option<(usize, usize)> {
        Some((self.code_point(span.start())?.get(), self.code_point(span.end())?.get()))
    }
}
