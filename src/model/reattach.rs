//! Finding a quote again (to be replaced by the full module).
use crate::model::annotation::{Anchoring, Place, Quote};
use crate::model::article::ArticleText;
use crate::model::sentences::Sentences;
use crate::model::span::Span;

/// Place of a quote.
#[must_use]
pub fn by_quote(
    quote: &Quote,
    _position: Option<(usize, usize)>,
    article: &ArticleText,
    _sentences: &Sentences,
) -> Place {
    let found = article.as_str().find(&*quote.exact);
    match found.and_then(|at| Span::from_bytes(at, at + quote.exact.len())) {
        Some(span) => Place::At { span, anchoring: Anchoring::Exact },
        None => Place::Orphan { last: None },
    }
}
