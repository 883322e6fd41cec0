//! Paints labels, cursor and hover over the article through custom highlights:
//! the article's DOM is never changed.
//!
//! Only blocks near the viewport are painted (an observer says which), so that
//! adding one label to 4,000 costs a few ranges and not all of them.

use crate::dom::article_reader::{BlockBoxes, ReadArticle};
use crate::dom::highlight_rules::{Emphasis, Style};
use crate::dom::highlights::{Highlights, PaintError};
use crate::dom::node_map::NodeMap;
use crate::model::span::Span;
use std::cell::RefCell;
use std::ops::Range as Numbers;
use std::rc::{Rc, Weak};
use wasm_bindgen::prelude::*;
use web_sys::Range;

/// Two to three screens of text on each side, so that scrolling shows no bare text.
const MARGIN: f64 = 1500.0;

#[wasm_bindgen(module = "/src/dom/page.js")]
extern "C" {
    #[derive(Debug)]
    type NearBlocks;
    #[wasm_bindgen(constructor)]
    fn new(elements: &js_sys::Array, margin: f64, changed: &Closure<dyn FnMut(Vec<u32>, Vec<u32>)>) -> NearBlocks;
    #[wasm_bindgen(method)]
    fn stop(this: &NearBlocks);
}

/// A stretch of the article and how it is to look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// In bytes of the article's text; the part outside the block that was asked for is not painted there.
    pub span: Span,
    /// Its style.
    pub style: Style,
}

/// Tells the marks that overlap a span of the article: one block, or a part of a huge one.
pub type MarksIn = Rc<dyn Fn(Span) -> Vec<Mark>>;

/// Takes the numbers of the watched elements that came near, and of those that left.
type NearChanged = Closure<dyn FnMut(Vec<u32>, Vec<u32>)>;

/// A mark that stands in the registry.
#[derive(Debug)]
struct Painted {
    mark: Mark,
    range: Range,
}

/// The painting of one instance; dropping it takes its highlights away.
pub struct Painter {
    canvas: Rc<Canvas>,
    watch: Option<(NearBlocks, NearChanged)>,
}

struct Canvas {
    highlights: Highlights,
    map: Rc<NodeMap>,
    boxes: BlockBoxes,
    marks_in: MarksIn,
    state: RefCell<State>,
}

#[derive(Default)]
struct State {
    /// For each watched element, whether it is near the viewport.
    near: Vec<bool>,
    /// For each block, what is painted in it.
    blocks: Vec<Vec<Painted>>,
    /// Marks that stand apart from the blocks: cursor, hover, pending selection.
    single: Vec<(Style, Painted)>,
}

impl Painter {
    /// Begins to watch the article's blocks; `marks_in` is asked for each block that comes near.
    ///
    /// # Errors
    /// Where the browser has no custom highlights; everything else goes on without them.
    pub fn new(article: &ReadArticle, marks_in: MarksIn) -> Result<Self, PaintError> {
        let state = State {
            near: vec![false; article.boxes.elements.length() as usize],
            blocks: article.boxes.of_block.iter().map(|_| Vec::new()).collect(),
            single: Vec::new(),
        };
        let canvas = Rc::new(Canvas {
            highlights: Highlights::of_page()?,
            map: Rc::clone(&article.map),
            boxes: article.boxes.clone(),
            marks_in,
            state: RefCell::new(state),
        });
        let weak: Weak<Canvas> = Rc::downgrade(&canvas);
        let changed = Closure::new(move |entered: Vec<u32>, left: Vec<u32>| {
            if let Some(canvas) = weak.upgrade() {
                canvas.near_changed(&entered, &left);
            }
        });
        let observer = NearBlocks::new(&article.boxes.elements, MARGIN, &changed);
        Ok(Self { canvas, watch: Some((observer, changed)) })
    }

    /// Asks anew for the marks of the blocks that overlap `span`, as far as they are near.
    pub fn repaint(&self, span: Span) {
        let blocks = self.canvas.map.article().blocks();
        let first = blocks.partition_point(|block| block.span.end() <= span.start());
        let end = blocks.partition_point(|block| block.span.start() < span.end());
        for block in first..end {
            self.canvas.repaint(block);
        }
    }

    /// Asks anew for the marks of all blocks that are near.
    pub fn repaint_all(&self) {
        for block in 0..self.canvas.boxes.of_block.len() {
            self.canvas.repaint(block);
        }
    }

    /// Paints an emphasis (cursor, hover, pending) over `span`, tinting `bare`, the parts of
    /// it without a label; or takes it away. It stays painted however far it is scrolled away.
    pub fn emphasise(&self, emphasis: &Emphasis, span: Option<Span>, bare: &[Span]) {
        self.set(&emphasis.line, span.as_slice());
        self.set(&emphasis.tint, bare);
    }

    /// Paints `style` over `span` as long, or takes it away.
    pub fn mark(&self, style: &Style, span: Option<Span>) {
        self.set(style, span.as_slice());
    }

    fn set(&self, style: &Style, spans: &[Span]) {
        let mut state = self.canvas.state.borrow_mut();
        let painted = |single: &&(Style, Painted)| single.0 == *style;
        if state.single.iter().filter(painted).map(|(_, painted)| painted.mark.span).eq(spans.iter().copied()) {
            return;
        }
        self.replace(&mut state, style, spans);
    }

    // Not inlined: as a page is opened nothing is painted yet, and nothing to be taken away.
    #[inline(never)]
    fn replace(&self, state: &mut State, style: &Style, spans: &[Span]) {
        state.single.retain(|(single, painted)| {
            let stays = single != style;
            if !stays {
                self.canvas.highlights.remove(style.name(), &painted.range);
            }
            stays
        });
        let marks = spans.iter().map(|span| Mark { span: *span, style: style.clone() });
        state.single.extend(marks.filter_map(|mark| Some((style.clone(), self.canvas.paint(mark)?))));
    }

    /// How many ranges this instance has in the registry.
    #[must_use]
    pub fn painted(&self) -> usize {
        let state = self.canvas.state.borrow();
        state.blocks.iter().map(Vec::len).sum::<usize>() + state.single.len()
    }
}

impl Drop for Painter {
    fn drop(&mut self) {
        if let Some((observer, _closure)) = self.watch.take() {
            observer.stop();
        }
        let state = self.canvas.state.take();
        for painted in state.blocks.iter().flatten().chain(state.single.iter().map(|(_, painted)| painted)) {
            self.canvas.highlights.remove(painted.mark.style.name(), &painted.range);
        }
    }
}

impl Canvas {
    fn near_changed(&self, entered: &[u32], left: &[u32]) {
        for (elements, is_near) in [(left, false), (entered, true)] {
            for &element in elements {
                if let Some(near) = self.state.borrow_mut().near.get_mut(element as usize) {
                    *near = is_near;
                }
                for block in self.blocks_in(element) {
                    self.repaint(block);
                }
            }
        }
    }

    fn blocks_in(&self, element: u32) -> Numbers<usize> {
        let of_block = &self.boxes.of_block;
        of_block.partition_point(|&other| other < element)..of_block.partition_point(|&other| other <= element)
    }

    /// Makes what is painted in the block what it should be: nothing if it is far.
    fn repaint(&self, number: usize) {
        let Some(block) = self.map.article().blocks().get(number) else { return };
        let is_near = self
            .boxes
            .of_block
            .get(number)
            .is_some_and(|&element| self.state.borrow().near.get(element as usize).copied().unwrap_or(false));
        let wanted = if is_near { (self.marks_in)(block.span) } else { Vec::new() };
        let Some(old) = self.state.borrow_mut().blocks.get_mut(number).map(std::mem::take) else { return };
        if !old.is_empty() || !wanted.is_empty() {
            self.exchange(number, block.span, old, wanted);
        }
    }

    /// Has a block, which is `old`, look as it is `wanted`.
    #[inline(never)]
    fn exchange(&self, number: usize, block: Span, mut old: Vec<Painted>, wanted: Vec<Mark>) {
        let mut painted = Vec::with_capacity(wanted.len());
        for mark in wanted {
            let Some(span) = within(mark.span, block) else { continue };
            let mark = Mark { span, style: mark.style };
            match old.iter().position(|there| there.mark == mark) {
                Some(at) => painted.push(old.swap_remove(at)),
                None => painted.extend(self.paint(mark)),
            }
        }
        for gone in old {
            self.highlights.remove(gone.mark.style.name(), &gone.range);
        }
        if let Some(slot) = self.state.borrow_mut().blocks.get_mut(number) {
            *slot = painted;
        }
    }

    fn paint(&self, mark: Mark) -> Option<Painted> {
        let range = self.map.range(mark.span)?;
        self.highlights.add(mark.style.name(), mark.style.priority(), &range);
        Some(Painted { mark, range })
    }
}

fn within(span: Span, block: Span) -> Option<Span> {
    Span::new(span.start().max(block.start()), span.end().min(block.end()))
}
