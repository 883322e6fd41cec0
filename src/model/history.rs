//! Undo and redo: steps of changes, each knowing what it found and what it left.

use crate::model::annotation::{Annotation, Annotator, Relation};
use crate::model::article::ArticleText;
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
    /// Judgements of sentences that are not in the text came or went, see [`Away`](super::reattach::Away).
    JudgedAway {
        /// As they were.
        before: Vec<(Rc<str>, u64)>,
        /// As they are after.
        after: Vec<(Rc<str>, u64)>,
    },
    /// Something was changed whose sentence is no longer in the article: until that is back nobody can take
    /// it back, and whoever tries is told so.
    OutOfReach {
        /// What was changed.
        change: Box<Change>,
        /// The sentence's words.
        sentence: Rc<str>,
        /// Where in it a boundary was changed, in bytes.
        within: usize,
    },
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
            Self::JudgedAway { before, after } => Self::JudgedAway { before: after, after: before },
            Self::OutOfReach { change, sentence, within } => {
                Self::OutOfReach { change: Box::new(change.inverse()), sentence, within }
            }
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
    /// `old` to `new` (article and sentences) through `map`. What has no place there any more is out of reach
    /// until its sentence is back.
    pub fn carry_over(
        &mut self,
        old: (&ArticleText, &Sentences),
        new: (&ArticleText, &Sentences),
        map: &[Option<usize>],
    ) {
        let carried = |number: usize| new.1.get(map.get(number).copied().flatten()?);
        let come: Vec<Span> = new.1.newcomers(map).map(|(_, one)| one.span).collect();
        for change in self.done.iter_mut().chain(&mut self.undone).flat_map(|step| &mut step.changes) {
            let place = match &*change {
                Change::Judgement { sentence, .. } => sentence.start(),
                Change::Mended { edit, .. } => edit.at,
                Change::OutOfReach { change: gone, sentence, within } => {
                    let mut back = come.iter().filter(|span| new.0.slice(**span) == &**sentence);
                    // Of two that are the same nobody could tell which it was.
                    if let (Some(back), None) = (back.next(), back.next()) {
                        *change = gone.at(ByteOffset::new(back.start().get() + within));
                    }
                    continue;
                }
                _ => continue,
            };
            let number = old.1.at(place).unwrap_or_default();
            let Some(here) = old.1.get(number).map(|sentence| sentence.span) else { continue };
            let within = place.get() - here.start().get();
            let now = match &mut *change {
                // All of a sentence, also where that has other words now.
                Change::Judgement { sentence, .. } if *sentence == here => carried(number).map(|now| {
                    *sentence = now.span;
                    now.span.start()
                }),
                _ => boundary(place, old.1, new.1, &carried),
            };
            *change = match now {
                Some(at) => change.at(at),
                None => {
                    let sentence = old.0.slice(here).into();
                    Change::OutOfReach { change: Box::new(change.clone()), sentence, within }
                }
            };
        }
    }
}

impl Change {
    /// The judgement or the boundary put at `at`.
    fn at(&self, at: ByteOffset) -> Self {
        match self.clone() {
            Self::Judgement { annotator, sentence, none } => {
                let now = Span::from_bytes(at.get(), at.get() + sentence.bytes().len());
                Self::Judgement { annotator, sentence: now.unwrap_or(sentence), none }
            }
            Self::Mended { edit, one_sided } => Self::Mended { edit: Edit { at, ..edit }, one_sided },
            change => change,
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
