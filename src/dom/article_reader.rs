//! Reads an article element into its text and the map back to its nodes.
//!
//! The walk itself is `article_reader.js`, which returns flat arrays; this file
//! makes the model's values of them.

use crate::dom::node_map::{NodeMap, Piece};
use crate::model::article::{ArticleText, Block, BlockKind, Hint, HintKind};
use crate::model::offsets::{OffsetIndex, Utf16Offset};
use crate::model::ordering::sort;
use crate::model::span::Span;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::Element;

#[wasm_bindgen(module = "/src/dom/article_reader.js")]
extern "C" {
    #[wasm_bindgen(js_name = ArticleReader)]
    #[derive(Debug)]
    type Walk;
    #[wasm_bindgen(constructor, js_class = "ArticleReader")]
    fn new(root: &Element, own: Option<&Element>) -> Walk;
    #[wasm_bindgen(method)]
    fn step(this: &Walk, budget: u32) -> bool;
    #[wasm_bindgen(method)]
    fn utf8(this: &Walk) -> Vec<u8>;
    #[wasm_bindgen(method)]
    fn blocks(this: &Walk) -> Vec<u32>;
    #[wasm_bindgen(method)]
    fn hints(this: &Walk) -> Vec<u32>;
    #[wasm_bindgen(method)]
    fn pieces(this: &Walk) -> Vec<u32>;
    #[wasm_bindgen(method)]
    fn languages(this: &Walk) -> Vec<String>;
    #[wasm_bindgen(method)]
    fn nodes(this: &Walk) -> js_sys::Array;
    #[wasm_bindgen(method)]
    fn elements(this: &Walk) -> js_sys::Array;
    #[wasm_bindgen(method)]
    fn disturbed(this: &Walk) -> bool;
    #[wasm_bindgen(method)]
    fn stop(this: &Walk);
}

/// The elements whose boxes hold the blocks: what an observer can watch.
#[derive(Clone, Debug)]
pub struct BlockBoxes {
    /// Elements in document order; several blocks may share one.
    pub elements: js_sys::Array,
    /// For each block of the article its element's place in `elements`, ascending.
    pub of_block: Vec<u32>,
}

/// An article as it was read at one moment.
#[derive(Debug)]
pub struct ReadArticle {
    /// Its visible text.
    pub text: Rc<ArticleText>,
    /// From places in that text to the page's nodes and back.
    pub map: Rc<NodeMap>,
    /// Where the blocks are in the page.
    pub boxes: BlockBoxes,
}

/// A reading under way, so that a huge article can be read in slices.
#[derive(Debug)]
pub struct Reading {
    walk: Walk,
}

impl Reading {
    /// Starts at `root`; `own` is the widget's element, left out wherever it stands.
    #[must_use]
    pub fn start(root: &Element, own: Option<&Element>) -> Self {
        Self { walk: Walk::new(root, own) }
    }

    /// Visits at most `nodes` nodes; whether the article is read to its end.
    pub fn step(&self, nodes: u32) -> bool {
        self.walk.step(nodes)
    }

    /// Whether the page has changed the article since the start: what was read may be of no use.
    #[must_use]
    pub fn disturbed(&self) -> bool {
        self.walk.disturbed()
    }

    /// What was read so far.
    #[must_use]
    pub fn finish(&self) -> ReadArticle {
        let walk = &self.walk;
        // The encoder has replaced what is no Unicode, so nothing is lost here.
        let text = String::from_utf8(walk.utf8()).unwrap_or_default();
        let offsets = OffsetIndex::new(&text);
        let byte = |units: u32| offsets.byte_of_utf16(&text, Utf16Offset::new(units as usize)).map(|found| found.get());
        let languages: Vec<Rc<str>> = walk.languages().into_iter().map(Rc::from).collect();

        let mut hints = walk.hints().as_chunks::<4>().0.to_vec().into_iter().peekable();
        let mut blocks = Vec::new();
        let mut of_block = Vec::new();
        for (number, &[start, end, kind, language, element]) in (0_u32..).zip(walk.blocks().as_chunks::<5>().0) {
            let (Some(start), Some(end)) = (byte(start), byte(end)) else { continue };
            let Some(span) = Span::from_bytes(start, end) else { continue };
            let mut found = Vec::new();
            while let Some([_, from, to, kind]) = hints.next_if(|&[block, ..]| block <= number) {
                if let (Some(from), Some(to), Some(kind)) = (byte(from), byte(to), hint_kind(kind))
                    && start <= from
                    && from < to
                    && to <= end
                {
                    found.push(Hint { range: from - start..to - start, kind });
                }
            }
            sort(&mut found, |one, other| one.range.start.cmp(&other.range.start));
            of_block.push(element);
            let lang = languages.get(language as usize).cloned().unwrap_or_default();
            blocks.push(Block { span, kind: block_kind(kind), lang, hints: found });
        }
        // The reader joins blocks as the article does.
        let article = Rc::new(ArticleText::of_blocks(text, offsets, blocks));
        let pieces = walk
            .pieces()
            .as_chunks::<4>()
            .0
            .iter()
            .map(|&[text, node, offset, length]| Piece { text, node, offset, length })
            .collect();
        let map = Rc::new(NodeMap::new(Rc::clone(&article), walk.nodes(), pieces));
        ReadArticle { text: article, map, boxes: BlockBoxes { elements: walk.elements(), of_block } }
    }
}

impl Drop for Reading {
    fn drop(&mut self) {
        self.walk.stop();
    }
}

/// Reads the whole article at once.
#[must_use]
pub fn read(root: &Element, own: Option<&Element>) -> ReadArticle {
    let reading = Reading::start(root, own);
    while !reading.step(u32::MAX) {}
    reading.finish()
}

fn block_kind(number: u32) -> BlockKind {
    match number {
        1 => BlockKind::Heading,
        2 => BlockKind::ListItem,
        3 => BlockKind::Quotation,
        4 => BlockKind::Caption,
        5 => BlockKind::Preformatted,
        _ => BlockKind::Paragraph,
    }
}

fn hint_kind(number: u32) -> Option<HintKind> {
    Some(match number {
        0 => HintKind::Break,
        1 => HintKind::Reference,
        2 => HintKind::Code,
        3 => HintKind::Quotation,
        4 => HintKind::Abbreviation,
        _ => return None,
    })
}
