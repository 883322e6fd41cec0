//! Everything that is shown, as values.

use crate::model::annotation::{Anchoring, Annotation, Place};
use crate::model::article::ArticleText;
use crate::model::backlog::Backlog;
use crate::model::configuration::{Asked, Configuration, Requirement};
use crate::model::label::LabelSet;
use crate::model::offsets::ByteOffset;
use crate::model::span::Span;
use crate::model::state::State;
use crate::model::time::Timestamp;
use crate::model::view::View;
use crate::ui::language::Language;
use crate::ui::shared::Shared;
use std::rc::Rc;

/// How many sentences before and after the cursor assistive technology finds in
/// the cursor's control.
const AROUND: usize = 5;

/// Characters that are shown before the mark while a sentence is being split: the mark
/// must be seen where long sentences are cut off.
const BEFORE_MARK: usize = 40;

/// What is shown besides the state.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Extras {
    /// The language of the interface.
    pub language: Language,
    /// The article's title.
    pub title: Rc<str>,
    /// Whether the surroundings are dark.
    pub dark: bool,
    /// What assistive technology is told last.
    pub live: Live,
    /// Why there is nothing to annotate: one sentence. Takes the place of the list.
    pub fatal: Option<Rc<str>>,
    /// How far the search for the labels is, in per cent, while it takes long.
    pub progress: Option<u32>,
    /// Whether other tools' formats can be had: they come with a wasm of their own, which not
    /// every form of the widget has.
    pub formats: bool,
    /// What time it is.
    pub now: Timestamp,
    /// What an instructor set.
    pub configuration: Rc<Configuration>,
    /// The work as text, for the dialog that lets it be copied by hand.
    pub work_text: Option<Rc<str>>,
}

/// The last announcement. `count` goes up with each one, so that a repeated text is told again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Live {
    /// How many announcements there were.
    pub count: u32,
    /// The words.
    pub text: Rc<str>,
    /// Whether they say why nothing was done: they are shown, too.
    pub refusal: bool,
}

/// What a sentence is labelled with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SentenceLabel {
    /// The reader has not judged it yet.
    Open,
    /// The reader judged it "no label".
    NoLabel,
    /// A label's id.
    Label(Rc<str>),
}

/// One sentence near the cursor.
#[derive(Clone, Debug, PartialEq)]
pub struct SentenceOption {
    /// Its number, from 0.
    pub index: usize,
    /// Its text.
    pub text: Rc<str>,
    /// Its language as the page gives it, or empty.
    pub lang: Rc<str>,
    /// Its label.
    pub label: SentenceLabel,
    /// How surely the label's annotation stands there.
    pub anchoring: Anchoring,
    /// Whether there is a note.
    pub note: bool,
    /// Whether the cursor covers it.
    pub selected: bool,
    /// What the task asks there, or empty.
    pub question: Rc<str>,
}

/// The sentences around the cursor, or the first ones where there is none.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// The sentences.
    pub options: Vec<SentenceOption>,
    /// The number of the one that has the cursor.
    pub focus: Option<usize>,
    /// How many sentences the article has.
    pub total: usize,
    /// How many the cursor covers.
    pub covered: usize,
    /// Whether it, or what the cursor covers, can be joined, and split. Not asked without a picker.
    pub mendable: (bool, bool),
    /// The part of the sentence that is, or will be, labelled, where it is not the whole;
    /// while it is being split, both halves with the mark.
    pub part: Option<Rc<str>>,
}

/// Who reads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reader {
    /// Name or pseudonym.
    pub name: Option<Rc<str>>,
    /// Whether they said that they had finished.
    pub finished: bool,
}

/// The whole screen.
#[derive(Clone, Debug, PartialEq)]
pub struct Screen {
    /// What does not come from the state.
    pub extras: Extras,
    /// The labels.
    pub labels: Shared<LabelSet>,
    /// Annotations per label, in the labels' order.
    pub counts: Vec<usize>,
    /// Sentences that are labelled or judged "no label", headings aside.
    pub judged: usize,
    /// Sentences that can be judged, headings aside.
    pub judgeable: usize,
    /// The article's text.
    pub article: Shared<ArticleText>,
    /// The attached annotations in reading order, without the doubtful ones.
    pub placed: List,
    /// All attached ones.
    pub all: List,
    /// Whether the active label has a neighbour to be merged with.
    pub mergeable: bool,
    /// Those whose place is to be looked at, then those whose text is gone.
    pub doubtful: List,
    /// The language of the article's first block, or empty.
    pub lang: Rc<str>,
    /// The sentences around the cursor.
    pub reading: Reading,
    /// The annotation that the cursor works on.
    pub active: Option<Shared<Annotation>>,
    /// What is open.
    pub view: View,
    /// Whether there is a step to take back.
    pub can_undo: bool,
    /// Whether there is a step to do again.
    pub can_redo: bool,
    /// Who reads.
    pub reader: Reader,
    /// What has no copy outside of this browser.
    pub backlog: Option<Backlog>,
    /// What the task asks for.
    pub requirements: Vec<Requirement>,
}

impl Screen {
    /// What `state` looks like.
    #[must_use]
    pub fn of(state: &State, extras: Extras) -> Self {
        let (can_undo, can_redo) = state.can_undo_redo();
        let requirements = extras.configuration.requirements(state);
        let reading = reading(state, &requirements);
        let labels = state.labels();
        let reader = state.reader();
        let (placed, doubtful) = listed(state);
        Self {
            extras,
            counts: labels.as_slice().iter().map(|label| state.tally().of_label(&label.id)).collect(),
            judged: state.tally().judged(),
            judgeable: state.sentences().counted(),
            // What is only shown is nobody's work.
            backlog: state.backlog().filter(|_| !state.is_read_only()),
            requirements,
            all: Shared::new(state.annotations().placed()),
            mergeable: state.own_active().is_some_and(|(active, _)| state.neighbour(active).is_some()),
            labels: Shared::new(labels),
            article: Shared::new(state.article()),
            placed,
            doubtful,
            lang: state.article().blocks().first().map(|block| Rc::clone(&block.lang)).unwrap_or_default(),
            reading,
            active: state.active().map(Shared::new),
            view: state.view().clone(),
            can_undo,
            can_redo,
            reader: Reader {
                name: reader.and_then(|reader| reader.name.clone()),
                finished: reader.is_some_and(|reader| reader.completed_at.is_some()),
            },
        }
    }
}

/// Annotations that the list shows.
pub(super) type List = Shared<Vec<Rc<Annotation>>>;

/// The annotations as they are listed: those that stand where they should, and those
/// that the reader should look at, the lost ones last.
fn listed(state: &State) -> (List, List) {
    let (placed, orphans) = (state.annotations().placed(), state.annotations().orphans());
    let in_doubt = |one: &Rc<Annotation>| matches!(one.place, Place::At { anchoring: Anchoring::Check(_), .. });
    if placed.iter().any(in_doubt) {
        listed_apart(placed, orphans, in_doubt)
    } else {
        (Shared::new(placed), Shared::new(orphans))
    }
}

// Not inlined, as what else needs annotations or a cursor: opening a page does without it, and so does the first
// part of the wasm.
#[inline(never)]
fn listed_apart(
    placed: &[Rc<Annotation>],
    orphans: &[Rc<Annotation>],
    in_doubt: impl Fn(&Rc<Annotation>) -> bool,
) -> (List, List) {
    let (mut doubtful, sure): (Vec<_>, Vec<_>) = placed.iter().cloned().partition(in_doubt);
    doubtful.extend(orphans.iter().cloned());
    (Shared::new(&Rc::new(sure)), Shared::new(&Rc::new(doubtful)))
}

/// What is asked at a sentence; the first question, if there are several.
fn question_at(sentence: usize, asked: &[Requirement]) -> Rc<str> {
    let question = asked.iter().find_map(|one| match &one.asked {
        Asked::Answer(text, Some(at)) if *at == sentence => Some(Rc::clone(text)),
        _ => None,
    });
    question.unwrap_or_default()
}

fn reading(state: &State, asked: &[Requirement]) -> Reading {
    let cursor = state.cursor();
    let total = state.sentences().len();
    let covered = cursor.map(|cursor| cursor.range());
    let middle = cursor.map_or(0, |cursor| cursor.focus);
    let around = middle.saturating_sub(AROUND)..(middle + AROUND + 1).min(total);
    let options = around.filter_map(|index| {
        let sentence = state.sentences().get(index)?;
        // A narrowed label does not lie on the whole sentence, yet the sentence has it.
        let annotation = state
            .active()
            .filter(|_| index == middle)
            .or_else(|| state.annotation_of_sentence(index))
            .or_else(|| state.annotations().touching(sentence.span).next());
        let label = match annotation {
            Some(annotation) => SentenceLabel::Label(Rc::clone(&annotation.label)),
            None if state.is_judged_none(index) => SentenceLabel::NoLabel,
            None => SentenceLabel::Open,
        };
        let anchoring = match annotation.map(|annotation| annotation.place) {
            Some(Place::At { anchoring, .. }) => anchoring,
            _ => Anchoring::Exact,
        };
        Some(SentenceOption {
            index,
            text: state.article().slice(sentence.span).into(),
            lang: state.article().blocks().get(sentence.block).map(|block| Rc::clone(&block.lang)).unwrap_or_default(),
            label,
            anchoring,
            note: annotation.is_some_and(|annotation| annotation.note.is_some()),
            question: question_at(index, asked),
            selected: covered.as_ref().is_some_and(|covered| covered.contains(&index)),
        })
    });
    let whole = state.sentences().get(middle).map(|sentence| sentence.span);
    let worked_on = state.active().and_then(|active| active.span()).or_else(|| cursor?.part);
    let part = worked_on.filter(|span| Some(*span) != whole).map(|span| state.article().slice(span).into());
    let mends = state.view().picker;
    Reading {
        mendable: (mends && state.joints().is_some(), mends && !state.split_places().is_empty()),
        options: options.collect(),
        focus: cursor.map(|cursor| cursor.focus),
        total,
        covered: covered.map_or(0, Iterator::count),
        part: state.view().split.and_then(|mark| halves(mark, state)).or(part),
    }
}

/// What is being split, with the mark.
#[inline(never)]
fn halves(mark: ByteOffset, state: &State) -> Option<Rc<str>> {
    let whole = state.split_span()?;
    let half = |from, to| Some(state.article().slice(Span::new(from, to)?).trim_end());
    let before = half(whole.start(), mark)?;
    let cut = before.char_indices().rev().nth(BEFORE_MARK).and_then(|(at, _)| before.get(at..));
    let (dots, before) = cut.map_or(("", before), |cut| ("…", cut));
    Some([dots, before, " ‖ ", half(mark, whole.end())?].concat().into())
}
