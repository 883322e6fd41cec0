//! What an instructor sets for a page: the task, the labels, what is asked for. A pure value;
//! how it is written as JSON is `wire::configuration`'s affair.

use crate::model::label::LabelSet;
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
    /// The labels, where they are not the usual ones.
    pub labels: Option<Rc<LabelSet>>,
    /// Label ids, and how many of each are asked for.
    pub minimum: Vec<(Rc<str>, usize)>,
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
        let mut all: Vec<_> = self.minimum.iter().map(label).collect();
        if self.name_field == NameField::Required {
            let named = reader.is_some_and(|reader| reader.name.is_some());
            all.push(Requirement { asked: Asked::Name, have: usize::from(named), need: 1 });
        }
        all
    }
}
