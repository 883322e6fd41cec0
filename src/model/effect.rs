//! What an action asks of the world, as data.

use crate::model::action::Source;
use crate::model::annotation::Annotation;
use crate::model::span::Span;
use std::rc::Rc;

/// What came of an action.
#[derive(Clone, Debug, Default)]
pub struct Update {
    /// What is to be done outside.
    pub effects: Vec<Effect>,
    /// Whether the document (not only the view) changed.
    pub changed: bool,
}

/// Something to be done outside of the core.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Write to the storage, in one transaction.
    Save(Save),
    /// The text of these spans is to be painted anew.
    Repaint(Vec<Span>),
    /// Everything is to be painted anew.
    RepaintAll,
    /// Tell assistive technology.
    Announce(Announcement),
    /// Tell the host page.
    Emit(Event),
    /// Scroll the article so that this can be read.
    Reveal(Span),
    /// Put the focus somewhere.
    Focus(Focus),
}

/// One transaction.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Save {
    /// Annotations to write.
    pub put: Vec<Rc<Annotation>>,
    /// Ids of annotations to delete.
    pub delete: Vec<Rc<str>>,
    /// Whether people, judgements or relations changed.
    pub people: bool,
    /// Whether the article's text, or where its sentences begin, is another than the storage has.
    pub text: bool,
}

/// Where the focus goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    /// The sentence cursor's control.
    Cursor,
    /// The note field.
    Note,
    /// Out of the cursor: to the panel's first control.
    Leave,
}

/// An event of the element.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// `annotation-created`
    Created(Rc<Annotation>, Source),
    /// `annotation-updated`
    Updated(Rc<Annotation>, Source),
    /// `annotation-removed`
    Removed(Rc<Annotation>, Source),
    /// `annotations-imported`
    Imported(ImportReport),
    /// `annotator-error`
    Failed {
        /// A short constant name.
        code: &'static str,
        /// One sentence for people.
        message: Rc<str>,
    },
}

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportReport {
    /// How many were new.
    pub added: usize,
    /// How many replaced an older version.
    pub updated: usize,
    /// How many were already here.
    pub unchanged: usize,
    /// How many of the added and updated ones found no place in this text.
    pub orphaned: usize,
    /// What was refused: id, if it had one, and why.
    pub refused: Vec<(Option<Rc<str>>, Rc<str>)>,
}

impl ImportReport {
    /// What both did together.
    #[must_use]
    pub fn and(mut self, later: &Self) -> Self {
        self.added += later.added;
        self.updated += later.updated;
        self.unchanged += later.unchanged;
        self.orphaned += later.orphaned;
        self.refused.extend_from_slice(&later.refused);
        self
    }
}

/// What assistive technology is told. The words are the interface's.
#[derive(Clone, Debug, PartialEq)]
pub enum Announcement {
    /// So many sentences were labelled.
    Labelled(Rc<str>, usize),
    /// So many sentences were judged "no label".
    JudgedNone(usize),
    /// So many labels or judgements were taken away.
    Unlabelled(usize),
    /// There was nothing to take away.
    NothingHere,
    /// The span is now this text.
    Narrowed(Rc<str>),
    /// It cannot be made smaller or larger.
    CannotNarrow,
    /// The cursor covers so many sentences.
    Extended(usize),
    /// Another annotation on the same text is the active one: which of how many, label, text.
    Cycled(usize, usize, Rc<str>, Rc<str>),
    /// There is no further annotation that way.
    NoMore,
    /// So many further sentences were joined to the cursor's.
    Joined(usize),
    /// There is no further sentence in this paragraph.
    CannotJoin,
    /// The second sentence would begin with this text; whether the splitting begins.
    SplitMark(Rc<str>, bool),
    /// The sentence was split.
    Split,
    /// It cannot be split there, or at all.
    CannotSplit,
    /// It is not split after all.
    NotSplit,
    /// There is no next label of the same kind beside it.
    CannotMerge,
    /// Two labels are one, on this text.
    Merged(Rc<str>),
    /// A label was split.
    LabelSplit,
    /// A note was kept.
    NoteSaved,
    /// A note was removed.
    NoteRemoved,
    /// A step was taken back; so many of its changes were left, being changed elsewhere since.
    Undone(usize),
    /// A step was done again; likewise.
    Redone(usize),
    /// There is no step to take back.
    NothingToUndo,
    /// There is no step to do again.
    NothingToRedo,
    /// The text is marked as finished.
    Finished,
    /// It is marked as not finished.
    Unfinished,
    /// An import ended.
    Imported(ImportReport),
    /// The work was handed out.
    Exported,
    /// Labels are only shown here.
    ReadOnly,
    /// Everything was removed: so many.
    Cleared(usize),
    /// A doubtful place was accepted.
    Accepted,
    /// An annotation was attached to this text.
    Reattached(Rc<str>),
    /// An annotation is kept without a place.
    Detached,
    /// There is no cursor whose sentence could be meant.
    NoSentence,
    /// A sentence of text, as it is.
    Text(Rc<str>),
}

impl Announcement {
    /// Whether nothing was done, and why: those who see find no other trace of it.
    #[must_use]
    pub fn is_refusal(&self) -> bool {
        matches!(
            self,
            Self::NothingHere
                | Self::CannotNarrow
                | Self::NoMore
                | Self::CannotJoin
                | Self::CannotSplit
                | Self::CannotMerge
                | Self::NothingToUndo
                | Self::NothingToRedo
                | Self::ReadOnly
                | Self::NoSentence
        )
    }
}
