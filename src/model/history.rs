//! Undo and redo: steps of changes, each knowing what it found and what it left.

use crate::model::annotation::{Annotation, Annotator, Relation};
use crate::model::offsets::ByteOffset;
use crate::model::sentences::mending::Edit;
use crate::model::sentences::{Sentence, Sentences};
use crate::model::span::Span;
use std::rc::Rc;

/// One change that can be taken back.
#[derive(Clone, Debug)]
pub enum Change {
    /// An annotation came, went or became another.
    Annotation {
        /// Its id.
        id: Rc<str>,
        /// As it was before; `None`: it was not there.
        before: Option<Rc<Annotation>>,
        /// As it was after.
        after: Option<Rc<Annotation>>,
    },
    /// A sentence was judged "no label", or not any more.
    Judgement {
        /// By whom.
        annotator: Rc<str>,
        /// The sentence: its place, since numbers change as sentences are joined and split.
        sentence: Span,
        /// Whether it is judged after the change.
        none: bool,
    },
    /// A sentence boundary was set or removed.
    Mended {
        /// Which.
        edit: Edit,
        /// Who had judged "no label" only one of two joined sentences, and whether the
        /// first: a judgement that the joined one does not have.
        one_sided: Vec<(Rc<str>, bool)>,
    },
    /// Someone came, was named, or finished.
    Annotators {
        /// As they were.
        before: Vec<Annotator>,
        /// As they are after.
        after: Vec<Annotator>,
    },
    /// Relations came or went.
    Relations {
        /// As they were.
        before: Vec<Relation>,
        /// As they are after.
        after: Vec<Relation>,
    },
    /// Something was changed whose sentence is no longer in the article: nobody can take it
    /// back, and whoever tries is told so.
    OutOfReach,
}

impl Change {
    /// The change that takes this one back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        match self.clone() {
            Self::Annotation { id, before, after } => Self::Annotation { id, before: after, after: before },
            Self::Judgement { annotator, sentence, none } => Self::Judgement { annotator, sentence, none: !none },
            Self::Mended { edit, one_sided } => Self::Mended { edit: edit.inverse(), one_sided },
            Self::Annotators { before, after } => Self::Annotators { before: after, after: before },
            Self::Relations { before, after } => Self::Relations { before: after, after: before },
            Self::OutOfReach => Self::OutOfReach,
        }
    }
}

/// What the reader did at one stroke.
#[derive(Clone, Debug)]
pub struct Step {
    /// In the order in which they were made.
    pub changes: Vec<Change>,
    /// Which reading of the article the places in it belong to.
    pub reading: u32,
}

impl Step {
    /// The step that takes this one back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        Self { changes: self.changes.iter().rev().map(Change::inverse).collect(), reading: self.reading }
    }
}

/// How many steps are kept; the oldest go first.
const STEPS: usize = 10_000;

/// The steps that can be taken back, and those that can be done again.
#[derive(Clone, Debug, Default)]
pub struct History {
    done: Vec<Step>,
    undone: Vec<Step>,
}

impl History {
    /// A new step was done: what was taken back before can't be done again.
    pub fn push(&mut self, step: Step) {
        if step.changes.is_empty() {
            return;
        }
        self.undone.clear();
        if self.done.len() >= STEPS {
            self.done.drain(..STEPS / 10);
        }
        self.done.push(step);
    }

    /// Takes the last step for undoing; give the outcome back with [`Self::undone`].
    pub fn pop_done(&mut self) -> Option<Step> {
        self.done.pop()
    }

    /// Takes the last undone step; give the outcome back with [`Self::redone`].
    pub fn pop_undone(&mut self) -> Option<Step> {
        self.undone.pop()
    }

    /// A step was taken back; `step` is what redoing it would do.
    pub fn undone(&mut self, step: Step) {
        if !step.changes.is_empty() {
            self.undone.push(step);
        }
    }

    /// A step was done again; `step` is what was done.
    pub fn redone(&mut self, step: Step) {
        if !step.changes.is_empty() {
            self.done.push(step);
        }
    }

    /// Whether there is a step to take back, and one to do again.
    #[must_use]
    pub fn can(&self) -> (bool, bool) {
        (!self.done.is_empty(), !self.undone.is_empty())
    }

    /// The article was read anew: judgements and mended boundaries go with their sentence from
    /// `old` to `new` through `map`. What has no place there any more is out of reach.
    pub fn carry_over(&mut self, old: &Sentences, new: &Sentences, map: &[Option<usize>]) {
        let carried = |number: usize| new.get(map.get(number).copied().flatten()?);
        for change in self.done.iter_mut().chain(&mut self.undone).flat_map(|step| &mut step.changes) {
            let new = match change {
                Change::Judgement { annotator, sentence, none } => {
                    let now = old.exactly(*sentence).and_then(carried);
                    now.map(|now| Change::Judgement {
                        annotator: Rc::clone(annotator),
                        sentence: now.span,
                        none: *none,
                    })
                }
                Change::Mended { edit, one_sided } => boundary(edit.at, old, new, &carried)
                    .map(|at| Change::Mended { edit: Edit { at, ..*edit }, one_sided: std::mem::take(one_sided) }),
                _ => continue,
            };
            *change = new.unwrap_or(Change::OutOfReach);
        }
    }
}

/// Where a boundary is now that is or was at `at`: in its sentence, before the one that follows
/// on its first half, or where the same edit was made again.
fn boundary<'a>(
    at: ByteOffset,
    old: &Sentences,
    new: &Sentences,
    carried: &impl Fn(usize) -> Option<&'a Sentence>,
) -> Option<ByteOffset> {
    let number = old.at(at)?;
    let before = old.get(number)?.span;
    let within = at.get().checked_sub(before.start().get())?;
    if let Some(now) = carried(number).filter(|now| now.span.bytes().len() == before.bytes().len()) {
        return Some(ByteOffset::new(now.span.start().get() + within));
    }
    if within == 0
        && let Some(first) = number.checked_sub(1).and_then(carried)
    {
        let second = new.get(new.at(first.span.start())? + 1)?;
        return (second.block == first.block).then_some(second.span.start());
    }
    let kinds = |sentences: &Sentences| sentences.edits().iter().map(|edit| edit.kind).collect::<Vec<_>>();
    let edit = old.edits().iter().position(|edit| edit.at == at).filter(|_| kinds(old) == kinds(new))?;
    new.edits().get(edit).map(|edit| edit.at)
}
