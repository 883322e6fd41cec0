//! Labels that are only shown; and what a task asks for.

use super::tests::{act, announced, at, labels, state};
use super::*;
use crate::model::action::{Dialog, Edge, Motion, Patch};
use crate::model::configuration::{Asked, Configuration, NameField};

#[test]
fn what_would_change_labels_is_refused_and_told() {
    let mut state = state();
    act(&mut state, Action::PointAt(at(1)));
    act(&mut state, Action::Label("claim".into()));
    let id = state.active().unwrap().id.clone();
    let before = labels(&state);
    state.set_read_only();
    for action in [
        Action::Label("opinion".into()),
        Action::JudgeNone,
        Action::Unlabel,
        Action::Narrow(Edge::Start, false),
        Action::JoinNext,
        Action::Split,
        Action::SplitLabel(id.clone()),
        Action::Merge(id.clone()),
        Action::Relabel(id.clone(), "opinion".into()),
        Action::Update(id.clone(), Patch { label: Some("opinion".into()), note: None, span: None }),
        Action::EditNote(Some(id.clone())),
        Action::SetNote(id.clone(), "n".into()),
        Action::JudgeNoneAt(vec![2]),
        Action::Remove(id.clone()),
        Action::Detach(id),
        Action::Clear,
        Action::Undo,
        Action::Redo,
        Action::Finish(true),
        Action::SetName("Ada".into()),
        Action::Import(crate::model::action::Incoming::default()),
    ] {
        let what = format!("{action:?}");
        let update = act(&mut state, action);
        assert!(!update.changed, "{what}");
        assert_eq!(announced(&update), [&Announcement::ReadOnly], "{what}");
        assert_eq!(labels(&state), before, "{what}");
    }
    assert_eq!(state.view().note, None);
    assert!(state.reader().unwrap().name.is_none());
}

#[test]
fn reading_goes_on_without_a_picker() {
    let mut state = state();
    act(&mut state, Action::PointAt(at(1)));
    act(&mut state, Action::Label("claim".into()));
    state.set_read_only();
    for action in [Action::PointAt(at(2)), Action::Drag(at(1), at(3)), Action::OpenPicker] {
        act(&mut state, action);
        assert!(!state.view().picker, "it would offer what is refused");
    }
    act(&mut state, Action::Move(Motion::First, false));
    act(&mut state, Action::Move(Motion::NextLabelled, false));
    assert_eq!(state.cursor().unwrap().focus, 1);
    act(&mut state, Action::Show(Some(Dialog::Codebook)));
    assert_eq!(state.view().dialog, Some(Dialog::Codebook));
}

#[test]
fn what_is_asked_for_counts_the_readers_own_labels() {
    let mut state = state();
    let configuration = Configuration {
        minimum: vec![("claim".into(), 2), ("opinion".into(), 1)],
        name_field: NameField::Required,
        ..Configuration::default()
    };
    let seen = |state: &State| -> Vec<(usize, usize, bool)> {
        configuration.requirements(state).iter().map(|one| (one.have, one.need, one.met())).collect()
    };
    assert_eq!(seen(&state), [(0, 2, false), (0, 1, false), (0, 1, false)]);
    assert_eq!(configuration.requirements(&state)[2].asked, Asked::Name);
    act(&mut state, Action::Drag(at(1), at(2)));
    act(&mut state, Action::Label("claim".into()));
    act(&mut state, Action::SetName("Ada".into()));
    assert_eq!(seen(&state), [(2, 2, true), (0, 1, false), (1, 1, true)]);
    act(&mut state, Action::Undo);
    act(&mut state, Action::Undo);
    assert_eq!(seen(&state), [(0, 2, false), (0, 1, false), (0, 1, false)]);
    // Somebody else's do not count.
    let other = Annotation {
        annotator: "urn:uuid:other".into(),
        ..{
            act(&mut state, Action::PointAt(at(4)));
            act(&mut state, Action::Label("opinion".into()));
            let made = Annotation::clone(state.active().unwrap());
            act(&mut state, Action::Remove(made.id.clone()));
            made
        }
    };
    let incoming = crate::model::action::Incoming { annotations: vec![other], ..Default::default() };
    act(&mut state, Action::Import(incoming));
    assert_eq!(labels(&state).len(), 1);
    assert_eq!(seen(&state)[1], (0, 1, false));
    assert_eq!(Configuration::default().requirements(&state), []);
}
