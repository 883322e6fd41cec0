//! All annotations of a document: by id, and in reading order.

use crate::model::annotation::Annotation;
use crate::model::offsets::ByteOffset;
use crate::model::ordering::sort;
use crate::model::span::Span;
use std::cmp::{Ordering, Reverse};
use std::rc::Rc;

/// Annotations shared with the screen: cloning the list costs a pointer each.
pub type AnnotationList = Rc<Vec<Rc<Annotation>>>;

/// All annotations of a document.
#[derive(Clone, Debug, Default)]
pub struct AnnotationSet {
    /// By id.
    by_id: Vec<Rc<Annotation>>,
    placed: AnnotationList,
    orphans: AnnotationList,
    /// The longest span in bytes: how far back an overlap can begin.
    longest: usize,
}

/// Reading order: by start, the longer first, then by age; orphans by their last
/// place, then by age. Total, since ids differ.
fn reading_order(one: &Annotation, other: &Annotation) -> Ordering {
    let key = |annotation: &Annotation| match annotation.place {
        crate::model::annotation::Place::At { span, .. } => (span.start().get(), Reverse(span.end().get())),
        crate::model::annotation::Place::Orphan { last } => {
            last.map_or((usize::MAX, Reverse(0)), |(start, end)| (start, Reverse(end)))
        }
    };
    key(one).cmp(&key(other)).then_with(|| one.created.cmp(&other.created)).then_with(|| one.id.cmp(&other.id))
}

impl AnnotationSet {
    /// How many there are, orphans included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.by_id.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_id.is_empty()
    }

    fn place(&self, id: &str) -> Result<usize, usize> {
        self.by_id.binary_search_by(|annotation| (*annotation.id).cmp(id))
    }

    /// The annotation with this id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Rc<Annotation>> {
        self.by_id.get(self.place(id).ok()?)
    }

    /// All of them, by id.
    pub fn iter(&self) -> impl Iterator<Item = &Rc<Annotation>> {
        self.by_id.iter()
    }

    /// The attached ones in reading order.
    #[must_use]
    pub fn placed(&self) -> &AnnotationList {
        &self.placed
    }

    /// Those whose text is gone.
    #[must_use]
    pub fn orphans(&self) -> &AnnotationList {
        &self.orphans
    }

    /// Adds or replaces one; returns the one that had this id.
    pub fn insert(&mut self, annotation: Rc<Annotation>) -> Option<Rc<Annotation>> {
        let before = self.remove(&annotation.id);
        if let Some(span) = annotation.span() {
            self.longest = self.longest.max(span.bytes().len());
        }
        let list = Rc::make_mut(if annotation.span().is_some() { &mut self.placed } else { &mut self.orphans });
        let at = list.partition_point(|other| reading_order(other, &annotation) == Ordering::Less);
        list.insert(at, Rc::clone(&annotation));
        let at = self.place(&annotation.id).unwrap_or_else(|at| at);
        self.by_id.insert(at, annotation);
        before
    }

    /// Adds or replaces many at once: sorts once instead of shifting for each.
    pub fn extend(&mut self, annotations: impl IntoIterator<Item = Rc<Annotation>>) {
        self.by_id.extend(annotations);
        // Of several with one id the last one counts: the sort keeps their order.
        self.by_id.reverse();
        sort(&mut self.by_id, |one, other| one.id.cmp(&other.id));
        self.by_id.dedup_by(|one, other| one.id == other.id);
        let (mut placed, mut orphans) = (Vec::new(), Vec::new());
        for annotation in &self.by_id {
            let span = annotation.span();
            self.longest = self.longest.max(span.map_or(0, |span| span.bytes().len()));
            let list = if span.is_some() { &mut placed } else { &mut orphans };
            list.push(Rc::clone(annotation));
        }
        for list in [&mut placed, &mut orphans] {
            sort(list, |one, other| reading_order(one, other));
        }
        self.placed = Rc::new(placed);
        self.orphans = Rc::new(orphans);
    }

    /// Takes one out.
    pub fn remove(&mut self, id: &str) -> Option<Rc<Annotation>> {
        let annotation = self.by_id.remove(self.place(id).ok()?);
        let list = Rc::make_mut(if annotation.span().is_some() { &mut self.placed } else { &mut self.orphans });
        if let Ok(at) = list.binary_search_by(|other| reading_order(other, &annotation)) {
            list.remove(at);
        }
        Some(annotation)
    }

    /// Where the annotation stands in reading order.
    #[must_use]
    pub fn position(&self, annotation: &Annotation) -> Option<usize> {
        self.placed.binary_search_by(|other| reading_order(other, annotation)).ok()
    }

    /// The attached ones that share text with `span`, in reading order.
    pub fn touching(&self, span: Span) -> impl Iterator<Item = &Rc<Annotation>> {
        let earliest = ByteOffset::new(span.start().get().saturating_sub(self.longest));
        let starts_before = |limit: ByteOffset| {
            move |annotation: &Rc<Annotation>| annotation.start().is_some_and(|start| start < limit)
        };
        let from = self.placed.partition_point(starts_before(earliest));
        let to = self.placed.partition_point(starts_before(span.end()));
        self.placed
            .get(from..to)
            .unwrap_or_default()
            .iter()
            .filter(move |annotation| annotation.span().is_some_and(|other| other.overlaps(span)))
    }

    /// The attached ones over the character at `at`, the innermost (shortest) first.
    #[must_use]
    pub fn over(&self, at: ByteOffset) -> Vec<Rc<Annotation>> {
        let Some(point) = Span::from_bytes(at.get(), at.get() + 1) else {
            return Vec::new();
        };
        let mut found: Vec<_> = self.touching(point).cloned().collect();
        let length = |annotation: &Annotation| annotation.span().map_or(0, |span| span.bytes().len());
        sort(&mut found, |one, other| length(one).cmp(&length(other)));
        found
    }
}
