//! Everything that can happen to a document, as data.

use crate::model::annotation::{Annotation, Annotator, Relation};
use crate::model::article::ArticleText;
use crate::model::offsets::ByteOffset;
use crate::model::reattach::Away;
use crate::model::sentences::Sentences;
use crate::model::sentences::mending::Edit;
use crate::model::span::Span;
use crate::model::time::Timestamp;
use std::rc::Rc;

/// An action with what the core may not fetch itself.
#[derive(Clone, Debug)]
pub struct Input {
    /// What happens.
    pub action: Action,
    /// Who caused it.
    pub source: Source,
    /// The clock at that moment.
    pub now: Timestamp,
    /// 128 random bits, from which new ids are made.
    pub entropy: u128,
}

/// Who caused a change; named in the element's events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The reader, in the page or the panel.
    User,
    /// The host page, through the element's methods.
    Api,
    /// Undo or redo.
    Undo,
    /// An imported file.
    Import,
    /// The same document in another tab.
    Tab,
}

/// Where the cursor goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Motion {
    /// One sentence on.
    Next,
    /// One sentence back.
    Previous,
    /// The first sentence.
    First,
    /// The last sentence.
    Last,
    /// The next annotation in reading order.
    NextLabelled,
    /// The annotation before.
    PreviousLabelled,
    /// The sentence with this number, or the last one.
    To(usize),
}

/// An end of a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// Its start.
    Start,
    /// Its end.
    End,
}

/// What the reader is looking at beside the article and the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialog {
    /// The keys.
    Keys,
    /// What the labels mean.
    Codebook,
    /// What the last import did.
    ImportReport,
    /// The work as text, where downloads are blocked.
    CopyWork,
    /// What this browser keeps, and how to be rid of it.
    Data,
}

/// One change by the host page, see the element's methods.
#[derive(Clone, Debug, PartialEq)]
pub struct Patch {
    /// A new label.
    pub label: Option<Rc<str>>,
    /// A new note; `Some(None)` removes it.
    pub note: Option<Option<Rc<str>>>,
    /// A new place.
    pub span: Option<Span>,
}

/// What an import brings, already checked and placed.
#[derive(Clone, Debug, Default)]
pub struct Incoming {
    /// Annotations with their places in the open article.
    pub annotations: Vec<Annotation>,
    /// The people who made them.
    pub annotators: Vec<Annotator>,
    /// Sentence boundaries set or removed by hand.
    pub edits: Vec<Edit>,
    /// Sentences judged "no label": annotator, number of the sentence once `edits` are made.
    pub judged_none: Vec<(Rc<str>, usize)>,
    /// Links between annotations.
    pub relations: Vec<Relation>,
    /// What was refused before it came here: id (if it had one) and why.
    pub refused: Vec<(Option<Rc<str>>, Rc<str>)>,
}

/// What another tab (or the storage) says of this document.
#[derive(Clone, Debug, Default)]
pub struct Foreign {
    /// Annotations as they are now.
    pub put: Vec<Annotation>,
    /// Ids of those that are gone.
    pub delete: Vec<Rc<str>>,
    /// The sentences as they are mended now, if they changed; then `people` are there, too.
    pub sentences: Option<Rc<Sentences>>,
    /// People and judgements as they are now, if they changed.
    pub people: Option<People>,
    /// Whether `put` is everything there is.
    pub complete: bool,
}

/// Annotators and judgements of a document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct People {
    /// The reader first.
    pub annotators: Vec<Annotator>,
    /// Annotator, number of the sentence.
    pub judged_none: Vec<(Rc<str>, usize)>,
    /// Links between annotations.
    pub relations: Vec<Relation>,
    /// When the work was handed out last.
    pub exported: Option<Timestamp>,
    /// What waits for sentences to come back.
    pub away: Away,
}

/// The article was read anew, and everything found its place in it.
#[derive(Clone, Debug)]
pub struct Reread {
    /// The new text.
    pub article: Rc<ArticleText>,
    /// Its sentences.
    pub sentences: Rc<Sentences>,
    /// The same annotations with their new places.
    pub annotations: Vec<Annotation>,
    /// For each old sentence the number of the new one, if it is still there.
    pub sentence_map: Vec<Option<usize>>,
}

/// Whether the work is kept in this browser.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keeping {
    /// The storage is being opened.
    #[default]
    Opening,
    /// Every change is kept.
    Kept,
    /// Storage is blocked here.
    Blocked,
    /// Storage is full.
    Full,
    /// The reader wants nothing kept: the computer is shared.
    Unwanted,
}

/// Everything that can happen. What is work on the labels, [`Action::is_work`] tells.
#[derive(Clone, Debug)]
pub enum Action {
    /// Moves the cursor; `extend` keeps the anchor.
    Move(Motion, bool),
    /// A click or tap at a place of the text: the cursor goes there and the
    /// picker opens; again on the same place, the next annotation there is taken.
    PointAt(ByteOffset),
    /// A drag over the text from one place to another.
    Drag(ByteOffset, ByteOffset),
    /// The cursor's control got the focus; where the visible text begins, if known.
    EnterCursor(Option<ByteOffset>),
    /// Esc: closes what is open, then leaves the cursor.
    Escape,
    /// Opens the label picker at the cursor.
    OpenPicker,
    /// Closes the label picker.
    ClosePicker,
    /// Puts a label on what the cursor covers.
    Label(Rc<str>),
    /// Judges what the cursor covers "no label".
    JudgeNone,
    /// Takes label or judgement away from what the cursor covers.
    Unlabel,
    /// Narrows (or widens) the span at one end by a word.
    Narrow(Edge, bool),
    /// Puts one end of the active label at the word there.
    SetEdge(Edge, ByteOffset),
    /// Merges a label with the next one of its kind, if no word is between.
    Merge(Rc<str>),
    /// Begins to split a label; [`Action::Split`] splits it at the mark.
    SplitLabel(Rc<str>),
    /// Joins the cursor's sentence with the next one, or all that the cursor covers.
    JoinNext,
    /// Begins to split the cursor's sentence; the next time, splits it at the mark.
    Split,
    /// Splits a sentence at a place between two of its words.
    SplitAt(ByteOffset),
    /// Makes an annotation the active one and shows its sentence.
    Select(Rc<str>),
    /// Opens the note of the active annotation, or of this one.
    EditNote(Option<Rc<str>>),
    /// Closes the note without a change.
    CloseNote,
    /// Sets a note; empty removes it.
    SetNote(Rc<str>, Rc<str>),
    /// Changes the label of one annotation.
    Relabel(Rc<str>, Rc<str>),
    /// Removes one annotation.
    Remove(Rc<str>),
    /// What was found again with doubt stays where it was found.
    Accept(Rc<str>),
    /// Attaches an annotation to what the cursor covers.
    Reattach(Rc<str>),
    /// Takes an annotation out of the text, as one whose text is gone.
    Detach(Rc<str>),
    /// Takes back the last step.
    Undo,
    /// Does it again.
    Redo,
    /// Says that the text is finished, or not yet.
    Finish(bool),
    /// Sets the reader's name; empty removes it.
    SetName(Rc<str>),
    /// Puts a label on spans, one annotation each (host page).
    Annotate(Vec<Span>, Rc<str>, Option<Rc<str>>),
    /// Judges sentences "no label" (host page).
    JudgeNoneAt(Vec<usize>),
    /// Changes one annotation (host page).
    Update(Rc<str>, Patch),
    /// Removes everything (one step).
    Clear,
    /// Brings in a file (one step).
    Import(Incoming),
    /// A whole file was refused: one sentence saying why.
    RefuseImport(Rc<str>),
    /// Takes over what another tab did, or what the storage held.
    Adopt(Foreign),
    /// The article was read anew.
    Reread(Reread),
    /// The storage says whether it keeps the work.
    Keeping(Keeping),
    /// The work was handed out as a file or copied.
    Exported,
    /// Opens or closes the panel.
    TogglePanel,
    /// Shows a dialog, or none.
    Show(Option<Dialog>),
    /// Something that the reader must know: one sentence.
    Report(Rc<str>),
    /// The same of a file of the work that did not come, or perhaps did not.
    ReportLost(Rc<str>),
    /// The reader has read it.
    DismissReport,
}

impl Action {
    /// Whether a reader or the host page works on the labels by it: refused where labels are only shown.
    #[must_use]
    pub fn is_work(&self) -> bool {
        !matches!(
            self,
            Self::Move(..)
                | Self::PointAt(_)
                | Self::Drag(..)
                | Self::EnterCursor(_)
                | Self::Escape
                | Self::OpenPicker
                | Self::ClosePicker
                | Self::Select(_)
                | Self::CloseNote
                | Self::RefuseImport(_)
                | Self::Adopt(_)
                | Self::Reread(_)
                | Self::Keeping(_)
                | Self::Exported
                | Self::TogglePanel
                | Self::Show(_)
                | Self::Report(_)
                | Self::ReportLost(_)
                | Self::DismissReport
        )
    }
}
