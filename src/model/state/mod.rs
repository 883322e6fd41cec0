//! A document and its reader's place in it; [`State::apply`] is the only way to change them.

mod changing;
mod editing;
mod incoming;
mod judging;
mod labelling;
mod mending;
#[cfg(all(test, not(target_arch = "wasm32")))]
mod mending_tests;
mod moving;
#[cfg(all(test, not(target_arch = "wasm32")))]
mod read_only_tests;
mod settling;
#[cfg(all(test, not(target_arch = "wasm32")))]
pub(crate) mod tests;

use crate::model::action::{Action, Input, People, Source};
use crate::model::annotation::{Annotation, Annotator, Relation};
use crate::model::annotation_set::AnnotationSet;
use crate::model::article::ArticleText;
use crate::model::backlog::Backlog;
use crate::model::cursor::Cursor;
use crate::model::effect::{Announcement, Effect, Event, Focus, Save, Update};
use crate::model::history::History;
use crate::model::judgements::Judgements;
use crate::model::label::LabelSet;
use crate::model::reattach::Away;
use crate::model::reattach::edits::{Trace, traces};
use crate::model::sentences::Sentences;
use crate::model::tally::Tally;
use crate::model::time::Timestamp;
use crate::model::view::{Report, View};
use std::rc::Rc;

/// One open document.
#[derive(Clone, Debug)]
pub struct State {
    article: Rc<ArticleText>,
    sentences: Rc<Sentences>,
    labels: Rc<LabelSet>,
    annotations: AnnotationSet,
    /// The reader first; never empty.
    annotators: Vec<Annotator>,
    reader: Rc<str>,
    judged_none: Judgements,
    away: Away,
    relations: Vec<Relation>,
    /// When the work was handed out last.
    exported: Option<Timestamp>,
    tally: Tally,
    cursor: Option<Cursor>,
    history: History,
    /// Counts how often the article was read.
    reading: u32,
    view: View,
    /// Whether labels are only shown.
    read_only: bool,
    /// Whether labels keep to whole sentences.
    whole_sentences: bool,
}

/// The last of a UUID's five groups.
const LAST_GROUP: u128 = (1 << 48) - 1;

/// What one action may use besides the state.
struct Moment {
    source: Source,
    now: Timestamp,
    entropy: u128,
    ids: u64,
    update: Update,
}

impl Moment {
    /// A new `urn:uuid:` (RFC 9562, version 4): the action's random bits, the last 48 counted on from
    /// there. Labels that are made at once so follow each other, and the storage deletes them at once.
    fn new_id(&mut self) -> Rc<str> {
        let counted = self.entropy.wrapping_add(u128::from(self.ids)) & LAST_GROUP;
        self.ids += 1;
        uuid(self.entropy & !LAST_GROUP | counted)
    }

    fn effect(&mut self, effect: Effect) {
        self.update.effects.push(effect);
    }

    fn announce(&mut self, announcement: Announcement) {
        self.effect(Effect::Announce(announcement));
    }
}

/// 128 random bits as an IRI (RFC 9562, version 4).
#[must_use]
pub fn uuid(bits: u128) -> Rc<str> {
    let bits = bits & !(0xf << 76) & !(0x3 << 62) | (4 << 76) | (2 << 62);
    let mut iri = "urn:uuid:".to_owned();
    for (at, byte) in bits.to_be_bytes().into_iter().enumerate() {
        if matches!(at, 4 | 6 | 8 | 10) {
            iri.push('-');
        }
        // Digit by digit: the library's ways of writing numbers are a lot of wasm, and a reader gets an id as a
        // page is opened.
        iri.extend([byte >> 4, byte & 0xf].into_iter().filter_map(|digit| char::from_digit(digit.into(), 16)));
    }
    iri.into()
}

impl State {
    /// An article that nothing is known about yet.
    #[must_use]
    pub fn new(article: Rc<ArticleText>, sentences: Rc<Sentences>, labels: Rc<LabelSet>, reader: Annotator) -> Self {
        Self {
            tally: Tally::new(&sentences),
            article,
            sentences,
            labels,
            annotations: AnnotationSet::default(),
            reader: Rc::clone(&reader.id),
            annotators: vec![reader],
            judged_none: Judgements::default(),
            away: Away::default(),
            relations: Vec::new(),
            exported: None,
            cursor: None,
            history: History::default(),
            reading: 0,
            view: View::default(),
            read_only: false,
            whole_sentences: false,
        }
    }

    /// Labels are only shown from now on: what would change them is refused.
    pub fn set_read_only(&mut self) {
        self.read_only = true;
    }

    /// From now on the reader's labels begin and end with sentences, not at any word.
    pub fn keep_to_sentences(&mut self, whole: bool) {
        self.whole_sentences = whole;
    }

    /// Whether labels are only shown.
    #[must_use]
    pub fn is_read_only(&self) -> bool {
        self.read_only
    }

    /// Does what `input` says and returns what is to be done outside.
    pub fn apply(&mut self, input: Input) -> Update {
        let mut moment =
            Moment { source: input.source, now: input.now, entropy: input.entropy, ids: 0, update: Update::default() };
        if self.read_only && input.action.is_work() {
            moment.announce(Announcement::ReadOnly);
        } else {
            self.dispatch(input.action, &mut moment);
        }
        // It offers what would be refused.
        self.view.picker &= !self.read_only;
        if moment.update.changed {
            self.view.unexported = true;
        }
        moment.update
    }

    fn dispatch(&mut self, action: Action, moment: &mut Moment) {
        let Some(action) = self.while_splitting(action, moment) else { return };
        match action {
            Action::Adopt(foreign) => self.adopt(foreign, moment),
            Action::Keeping(keeping) => self.view.keeping = keeping,
            Action::TogglePanel => self.view.collapsed = !self.view.collapsed,
            action => self.perform(action, moment),
        }
    }

    // Not inlined, here and in the files beside this one: opening a page does without it, and so does the first
    // part of the wasm.
    #[inline(never)]
    fn perform(&mut self, action: Action, moment: &mut Moment) {
        match action {
            Action::Move(motion, extend) => self.move_cursor(motion, extend, moment),
            Action::PointAt(at) => self.point_at(at, moment),
            Action::Drag(from, to) => self.drag(from, to, moment),
            Action::EnterCursor(at) => self.enter_cursor(at, moment),
            Action::Escape => self.escape(moment),
            Action::OpenPicker => self.view.picker = self.cursor.is_some(),
            Action::ClosePicker => self.view.picker = false,
            Action::Select(id) => self.select(&id, moment),
            Action::Label(label) => self.label_cursor(&label, moment),
            Action::Unlabel => self.unlabel_cursor(moment),
            Action::Narrow(edge, widen) => self.narrow(edge, widen, moment),
            Action::JoinNext => self.join_next(moment),
            Action::Split => {
                self.view.split_label &= self.view.split.is_some();
                self.begin_split(moment);
            }
            Action::SplitLabel(id) => self.begin_label_split(&id, moment),
            Action::SetEdge(edge, at) => self.set_edge(edge, at, moment),
            Action::Merge(id) => self.merge(&id, moment),
            Action::SplitAt(at) => self.split_at(at, moment),
            Action::Relabel(id, label) => self.relabel(&id, &label, moment),
            Action::Annotate(spans, label, note) => self.annotate(&spans, &label, note, moment),
            Action::Update(id, patch) => self.update(&id, patch, moment),
            Action::EditNote(id) => self.edit_note(id, moment),
            Action::CloseNote => self.close_note(moment),
            Action::SetNote(id, text) => self.set_note(&id, &text, moment),
            Action::JudgeNone => self.judge_cursor_none(moment),
            Action::JudgeNoneAt(sentences) => self.judge_none(&sentences, moment),
            Action::Remove(id) => self.remove(&id, moment),
            Action::Accept(id) => self.accept(&id, moment),
            Action::Reattach(id) => self.reattach_to_cursor(&id, moment),
            Action::Detach(id) => self.detach(&id, moment),
            Action::Clear => self.clear(moment),
            Action::Undo => self.undo(moment),
            Action::Redo => self.redo(moment),
            Action::Finish(finished) => self.finish(finished, moment),
            Action::SetName(name) => self.set_name(&name, moment),
            Action::Import(incoming) => self.import(incoming, moment),
            Action::RefuseImport(why) => {
                moment.effect(Effect::Emit(Event::Failed { code: "import-refused", message: Rc::clone(&why) }));
                self.report(why, false, moment);
            }
            Action::Reread(reread) => self.reread(reread, moment),
            Action::Exported => self.note_export(moment),
            // Done as it was dispatched.
            Action::Adopt(_) | Action::Keeping(_) | Action::TogglePanel => {}
            Action::Show(dialog) => self.show(dialog, moment),
            Action::Report(text) => self.report(text, false, moment),
            Action::ReportLost(text) => self.report(text, true, moment),
            Action::DismissReport => self.view.report = None,
        }
    }

    fn report(&mut self, text: Rc<str>, copies: bool, moment: &mut Moment) {
        moment.announce(Announcement::Text(Rc::clone(&text)));
        self.view.report = Some(Report { text, copies });
    }

    fn note_export(&mut self, moment: &mut Moment) {
        self.view.unexported = false;
        // There is a copy now.
        self.view.report.take_if(|report| report.copies);
        self.exported = Some(moment.now);
        // A text that is only read takes no room.
        if !self.annotations.is_empty() {
            moment.effect(Effect::Save(Save { people: true, ..Save::default() }));
        }
        moment.announce(Announcement::Exported);
    }

    /// What has no copy outside of this browser.
    #[must_use]
    pub fn backlog(&self) -> Option<Backlog> {
        Backlog::of(self.annotations.iter(), self.exported)
    }

    fn show(&mut self, dialog: Option<crate::model::action::Dialog>, moment: &mut Moment) {
        let closes = self.view.dialog.is_some() && dialog.is_none();
        self.view.dialog = dialog;
        if closes && self.cursor.is_some() {
            moment.effect(Effect::Focus(Focus::Cursor));
        }
    }

    /// The article's text.
    #[must_use]
    pub fn article(&self) -> &Rc<ArticleText> {
        &self.article
    }

    /// Its sentences.
    #[must_use]
    pub fn sentences(&self) -> &Rc<Sentences> {
        &self.sentences
    }

    /// The same labels in other words: ids, keys and colours stay.
    pub fn reword_labels(&mut self, labels: Rc<LabelSet>) {
        self.labels = labels;
    }

    /// The labels.
    #[must_use]
    pub fn labels(&self) -> &Rc<LabelSet> {
        &self.labels
    }

    /// All annotations.
    #[must_use]
    pub fn annotations(&self) -> &AnnotationSet {
        &self.annotations
    }

    /// The people; the reader first.
    #[must_use]
    pub fn annotators(&self) -> &[Annotator] {
        &self.annotators
    }

    /// The reader.
    #[must_use]
    pub fn reader(&self) -> Option<&Annotator> {
        self.annotators.first()
    }

    /// Links between annotations.
    #[must_use]
    pub fn relations(&self) -> &[Relation] {
        &self.relations
    }

    /// What the boundaries set by hand are known by in another text, here and away.
    #[must_use]
    pub fn edit_traces(&self) -> Vec<Trace> {
        let mut all = traces(&self.article, &self.sentences);
        all.extend_from_slice(&self.away.edits);
        all
    }

    /// What waits for sentences to come back.
    #[must_use]
    pub fn away(&self) -> &Away {
        &self.away
    }

    /// Annotators, judgements, relations, as storage keeps them.
    #[must_use]
    pub fn people(&self) -> People {
        People {
            annotators: self.annotators.clone(),
            judged_none: self.judged_none.as_slice().to_vec(),
            relations: self.relations.clone(),
            exported: self.exported,
            away: self.away.clone(),
        }
    }

    /// Whether the reader judged this sentence "no label".
    #[must_use]
    pub fn is_judged_none(&self, sentence: usize) -> bool {
        self.judged_none.contains(&self.reader, sentence)
    }

    /// The counts.
    #[must_use]
    pub fn tally(&self) -> &Tally {
        &self.tally
    }

    /// The sentence cursor.
    #[must_use]
    pub fn cursor(&self) -> Option<&Cursor> {
        self.cursor.as_ref()
    }

    /// The screen.
    #[must_use]
    pub fn view(&self) -> &View {
        &self.view
    }

    /// Whether there is a step to take back, and one to do again.
    #[must_use]
    pub fn can_undo_redo(&self) -> (bool, bool) {
        self.history.can()
    }

    /// The reader's own annotation that is exactly this sentence, else the one of
    /// anyone else.
    #[must_use]
    pub fn annotation_of_sentence(&self, sentence: usize) -> Option<&Rc<Annotation>> {
        let span = self.sentences.get(sentence)?.span;
        let mut exact = self.annotations.touching(span).filter(|annotation| annotation.span() == Some(span));
        let first = exact.next()?;
        if first.annotator == self.reader {
            return Some(first);
        }
        Some(exact.find(|annotation| annotation.annotator == self.reader).unwrap_or(first))
    }

    /// The annotation that the cursor works on: one that stands in its sentence. The page, another tab or an undo
    /// may have taken it elsewhere since.
    #[must_use]
    pub fn active(&self) -> Option<&Rc<Annotation>> {
        let cursor = self.cursor.as_ref()?;
        let active = self.annotations.get(cursor.active.as_ref()?)?;
        let here = self.sentences.get(cursor.focus)?.span;
        active.span().filter(|span| span.overlaps(here)).map(|_| active)
    }
}
