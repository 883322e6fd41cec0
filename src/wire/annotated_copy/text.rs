//! The article's text with its marks, block by block.

use super::{AnnotatedCopy, class, tag};
use crate::model::annotation::Annotation;
use crate::model::article::{Block, BlockKind, HintKind};
use crate::model::highlight_plan::annotated_in;
use crate::model::markup::Markup;
use crate::model::offsets::ByteOffset;
use crate::model::span::Span;

/// The title over all: the article's own heading with its marks where it begins with it.
/// Gives how many blocks have been told so.
pub(super) fn heading(copy: &AnnotatedCopy<'_>, out: &mut dyn Markup) -> usize {
    let article = copy.state.article();
    let first = article.blocks().first();
    let same =
        first.filter(|block| block.kind == BlockKind::Heading && article.slice(block.span) == copy.article.title);
    if let Some(block) = same {
        block_of("h1", copy, block, out);
        return 1;
    }
    if !copy.article.title.is_empty() {
        out.leaf("h1", &[("dir", "auto")], &copy.article.title);
    }
    0
}

/// The blocks after the first `told`.
pub(super) fn article(copy: &AnnotatedCopy<'_>, told: usize, out: &mut dyn Markup) {
    out.open("article", &[]);
    let mut around = None;
    for block in copy.state.article().blocks().iter().skip(told) {
        // Neighbours that belong together stand in one list or quotation.
        let container = match block.kind {
            BlockKind::ListItem => Some("ul"),
            BlockKind::Quotation => Some("blockquote"),
            _ => None,
        };
        if around != container {
            if around.is_some() {
                out.close();
            }
            if let Some(container) = container {
                out.open(container, &[("dir", "auto")]);
            }
            around = container;
        }
        let tag = match block.kind {
            BlockKind::Paragraph | BlockKind::Quotation => "p",
            BlockKind::Heading => "h2",
            BlockKind::ListItem => "li",
            BlockKind::Caption => "small",
            BlockKind::Preformatted => "pre",
        };
        block_of(tag, copy, block, out);
    }
    if around.is_some() {
        out.close();
    }
    out.close();
}

fn block_of(name: &'static str, copy: &AnnotatedCopy<'_>, block: &Block, out: &mut dyn Markup) {
    out.open(name, &[("lang", &block.lang), ("dir", "auto")]);
    let mut at = block.span.start();
    for (span, annotation) in annotated_in(copy.state, block.span) {
        let Some(part) = Span::new(span.start().max(at), span.end().min(block.span.end())) else { continue };
        run(copy, block, at, part.start(), out);
        mark(copy, block, part, annotation, out);
        at = part.end();
    }
    run(copy, block, at, block.span.end(), out);
    out.close();
}

/// A stretch on which `annotation` is the innermost. Whatever begins with it and lies
/// below is named, too: it may be seen nowhere else.
fn mark(copy: &AnnotatedCopy<'_>, block: &Block, part: Span, annotation: &Annotation, out: &mut dyn Markup) {
    out.open("mark", &[("class", &class(copy, &annotation.label))]);
    let annotations = copy.state.annotations();
    let mut name = |annotation: &Annotation| {
        if let Some(position) = annotations.position(annotation) {
            let begins = annotation.start() == Some(part.start());
            tag(copy, annotation, position + 1, [if begins { "in-text-" } else { "" }, "listed-"], out);
        }
    };
    for below in annotations.touching(part) {
        if below.start() == Some(part.start()) && below.id != annotation.id {
            name(below);
        }
    }
    name(annotation);
    run(copy, block, part.start(), part.end(), out);
    out.close();
}

/// Text without marks, with what the page says of its parts.
fn run(copy: &AnnotatedCopy<'_>, block: &Block, from: ByteOffset, to: ByteOffset, out: &mut dyn Markup) {
    let article = copy.state.article();
    let text = |from, to| Span::new(from, to).map_or("", |span| article.slice(span));
    let mut at = from;
    for hint in &block.hints {
        let tag = match hint.kind {
            HintKind::Reference => "sup",
            HintKind::Code => "code",
            HintKind::Break | HintKind::Quotation | HintKind::Abbreviation => continue,
        };
        let base = block.span.start().get();
        let start = ByteOffset::new(base + hint.range.start).max(at);
        let end = ByteOffset::new(base + hint.range.end).min(to);
        if start < end {
            out.text(text(at, start));
            out.leaf(tag, &[], text(start, end));
            at = end;
        }
    }
    out.text(text(at, to));
}
