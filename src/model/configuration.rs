//! What an instructor sets for a page: the task, the labels, what is asked for. A pure value;
//! how it is written as JSON is `wire::configuration`'s affair.

use crate::model::annotation::Annotation;
use crate::model::label::LabelSet;
use crate::model::offsets::ByteOffset;
use crate::model::state::State;
use std::rc::Rc;

/// Whether readers say who they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NameField {
    /// They may.
    #[default]
    Free,
    /// The task asks for it.
    Required,
    /// There is no field.
    Hidden,
}

/// Labels that come with the configuration, as a native export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// In a file: its address, relative to the configuration's.
    File(Rc<str>),
    /// Inside the configuration: its text.
    Inline(Rc<str>),
}

/// Where a question is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seat {
    /// At the sentence with this number, from 0.
    Sentence(usize),
    /// At the first sentence that has these words, or in which they begin.
    Quote(Rc<str>),
}

/// A question that an instructor asks at a sentence. It is answered by judging the sentence:
/// with a label, with a note if words are wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Its id, which exports carry.
    pub id: Rc<str>,
    /// What is asked.
    pub text: Rc<str>,
    /// Where.
    pub seat: Seat,
}

impl Question {
    /// The sentence's number, if the article has it.
    #[must_use]
    pub fn sentence(&self, state: &State) -> Option<usize> {
        let sentences = state.sentences();
        match &self.seat {
            Seat::Sentence(number) => Some(*number).filter(|number| *number < sentences.len()),
            Seat::Quote(quote) => sentences.at(ByteOffset::new(state.article().as_str().find(&**quote)?)),
        }
    }

    /// The reader's own labels on the sentence or a part of it.
    #[must_use]
    pub fn answers<'a>(&self, state: &'a State) -> Vec<&'a Rc<Annotation>> {
        let sentence = self.sentence(state).and_then(|number| state.sentences().get(number));
        let Some((sentence, reader)) = sentence.zip(state.reader()) else { return Vec::new() };
        state.annotations().touching(sentence.span).filter(|one| one.annotator == reader.id).collect()
    }
}

/// All that can be set. The default is the widget as it is without a configuration.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Configuration {
    /// Id and version of the task, which exports carry.
    pub task: Option<(Rc<str>, Rc<str>)>,
    /// Above the list.
    pub title: Option<Rc<str>>,
    /// Plain text; each line is a paragraph.
    pub instructions: Option<Rc<str>>,
    /// When it is due, in the instructor's words.
    pub due: Option<Rc<str>>,
    /// Names the article where its address does not.
    pub document_id: Option<Rc<str>>,
    /// The field for the reader's name.
    pub name_field: NameField,
    /// The language of the interface (BCP 47), where the page's own does not decide.
    pub ui_language: Option<Rc<str>>,
    /// The panel's looks: names of variables, after `--reading-annotator-`, and their values as CSS has them.
    pub theme: Vec<(&'static str, Rc<str>)>,
    /// The labels, where they are not the usual ones.
    pub labels: Option<Rc<LabelSet>>,
    /// Label ids, and how many of each are asked for.
    pub minimum: Vec<(Rc<str>, usize)>,
    /// What is asked at sentences.
    pub questions: Vec<Question>,
    /// Whether labels begin and end with sentences, not at any word.
    pub whole_sentences: bool,
    /// Whether labels are only shown.
    pub read_only: bool,
    /// The labels to show.
    pub given: Option<Given>,
}

/// What a task asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// So many annotations with the label of this id.
    Label(Rc<str>),
    /// The reader's name.
    Name,
    /// A judgement of the sentence at which this is asked: its number, if the article has it.
    Answer(Rc<str>, Option<usize>),
}

/// One thing that is asked for, and how far the reader is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requirement {
    /// What.
    pub asked: Asked,
    /// How many there are.
    pub have: usize,
    /// How many there must be.
    pub need: usize,
}

impl Requirement {
    /// Whether that is done.
    #[must_use]
    pub fn met(&self) -> bool {
        self.have >= self.need
    }
}

impl Configuration {
    /// What is asked for. Only the reader's own labels count, and only those that stand in the text.
    #[must_use]
    pub fn requirements(&self, state: &State) -> Vec<Requirement> {
        if self.minimum.is_empty() && self.questions.is_empty() && self.name_field != NameField::Required {
            return Vec::new();
        }
        self.required(state)
    }

    // Not inlined: most pages are opened without a task, and so without this.
    #[inline(never)]
    fn required(&self, state: &State) -> Vec<Requirement> {
        let reader = state.reader();
        let own = |id: &Rc<str>| {
            let placed = state.annotations().placed().iter();
            let mine = placed.filter(|one| one.label == *id && reader.is_some_and(|reader| reader.id == one.annotator));
            mine.count()
        };
        let label = |(id, need): &(Rc<str>, usize)| Requirement {
            asked: Asked::Label(Rc::clone(id)),
            have: own(id),
            need: *need,
        };
        let question = |question: &Question| {
            let sentence = question.sentence(state);
            let judged = sentence.is_some_and(|number| state.is_judged_none(number));
            let answered = judged || !question.answers(state).is_empty();
            let asked = Asked::Answer(Rc::clone(&question.text), sentence);
            Requirement { asked, have: usize::from(answered), need: 1 }
        };
        let mut all: Vec<_> = self.minimum.iter().map(label).collect();
        all.extend(self.questions.iter().map(question));
        if self.name_field == NameField::Required {
            let named = reader.is_some_and(|reader| reader.name.is_some());
            all.push(Requirement { asked: Asked::Name, have: usize::from(named), need: 1 });
        }
        all
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::model::action::{Action, Motion};
    use crate::model::state::tests::{act, state};

    fn question(seat: Seat) -> Question {
        Question { id: "q".into(), text: "Why?".into(), seat }
    }

    /// "Roses cost €4.50 each. I like them." is sentences 4 and 5.
    #[test]
    fn a_question_is_answered_by_judging_its_sentence() {
        let mut state = state();
        let total = state.sentences().len();
        for (seat, expected) in [
            (Seat::Sentence(4), Some(4)),
            (Seat::Sentence(total), None),
            (Seat::Quote("cost €4".into()), Some(4)),
            (Seat::Quote("each. I like".into()), Some(4)),
            (Seat::Quote("I like".into()), Some(5)),
            (Seat::Quote("nowhere".into()), None),
        ] {
            assert_eq!(question(seat.clone()).sentence(&state), expected, "{seat:?}");
        }
        let seats = [Seat::Sentence(4), Seat::Quote("I like".into()), Seat::Quote("nowhere".into())];
        let configuration = Configuration { questions: seats.map(question).to_vec(), ..Configuration::default() };
        let met = |state: &State| configuration.requirements(state).iter().map(Requirement::met).collect::<Vec<_>>();
        assert_eq!(met(&state), [false, false, false]);
        act(&mut state, Action::Move(Motion::To(4), false));
        assert_eq!(state.cursor().map(|cursor| cursor.focus), Some(4));
        act(&mut state, Action::Label("claim".into()));
        assert_eq!(met(&state), [true, false, false]);
        let answers: Vec<_> = configuration.questions.iter().map(|one| one.answers(&state).len()).collect();
        assert_eq!(answers, [1, 0, 0]);
        act(&mut state, Action::Move(Motion::To(usize::MAX), false));
        assert_eq!(state.cursor().map(|cursor| cursor.focus), Some(total - 1));
        act(&mut state, Action::Move(Motion::To(5), false));
        act(&mut state, Action::JudgeNone);
        assert_eq!(met(&state), [true, true, false]);
        act(&mut state, Action::Undo);
        act(&mut state, Action::Undo);
        assert_eq!(met(&state), [false, false, false]);
    }
}
