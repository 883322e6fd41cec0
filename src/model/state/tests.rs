//! The state as a reader uses it, and its laws over random use.

use super::*;
use crate::model::action::{Edge, Incoming, Motion, Patch};
use crate::model::annotation::{Anchoring, Place};
use crate::model::article::{ArticleText, BlockKind, BlockSource};
use crate::model::effect::Save;
use crate::model::offsets::ByteOffset;
use crate::model::sentences::Sentence;
use crate::model::span::Span;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Three blocks; sentences are given, not scanned, so that these tests speak of the state alone.
pub(crate) fn state() -> State {
    let texts = [
        ("A garden for all", BlockKind::Heading),
        ("“Come in,” the keeper said. The gate was green. Nobody had locked it 🎉.", BlockKind::Paragraph),
        ("Roses cost €4.50 each. I like them.", BlockKind::Paragraph),
    ];
    let article = ArticleText::new(texts.map(|(text, kind)| BlockSource {
        text: text.into(),
        kind,
        lang: "en".into(),
        hints: Vec::new(),
    }));
    let mut list = Vec::new();
    for part in [
        "A garden for all",
        "“Come in,” the keeper said.",
        "The gate was green.",
        "Nobody had locked it 🎉.",
        "Roses cost €4.50 each.",
        "I like them.",
    ] {
        let start = article.as_str().find(part).unwrap();
        let span = Span::from_bytes(start, start + part.len()).unwrap();
        let block = article.block_at(span.start()).unwrap();
        list.push(Sentence { span, block, counts: block > 0 });
    }
    let reader = Annotator { id: "urn:uuid:reader".into(), name: None, completed_at: None };
    State::new(Rc::new(article), Rc::new(Sentences::from_list(list)), Rc::new(LabelSet::default()), reader)
}

pub(crate) fn act(state: &mut State, action: Action) -> Update {
    act_at(state, action, 1)
}

pub(super) fn act_at(state: &mut State, action: Action, tick: i64) -> Update {
    let entropy = u128::try_from(tick).unwrap().wrapping_mul(0x1234_5678_9abc_def0_0fed_cba9_8765_4321);
    state.apply(Input { action, source: Source::User, now: Timestamp::from_millis(1_000_000 + tick), entropy })
}

pub(super) fn at(sentence: usize) -> ByteOffset {
    state().sentences().get(sentence).unwrap().span.start()
}

pub(super) fn labels(state: &State) -> Vec<(String, String)> {
    let text = |annotation: &Annotation| state.article().slice(annotation.span().unwrap()).to_owned();
    state.annotations().placed().iter().map(|annotation| (annotation.label.to_string(), text(annotation))).collect()
}

pub(super) fn announced(update: &Update) -> Vec<&Announcement> {
    update
        .effects
        .iter()
        .filter_map(|effect| if let Effect::Announce(what) = effect { Some(what) } else { None })
        .collect()
}

#[test]
fn several_sentences_get_one_annotation_each_in_one_step() {
    let mut state = state();
    act(&mut state, Action::Drag(at(1), at(3)));
    let update = act(&mut state, Action::Label("claim".into()));
    assert_eq!(announced(&update), [&Announcement::Labelled("claim".into(), 3)]);
    assert_eq!(state.annotations().len(), 3);
    assert_eq!(state.tally().of_label("claim"), 3);
    assert_eq!(state.tally().judged(), 3);
    let saves: Vec<_> = update.effects.iter().filter(|effect| matches!(effect, Effect::Save(_))).collect();
    assert_eq!(saves.len(), 1);
    act(&mut state, Action::Undo);
    assert_eq!((state.annotations().len(), state.tally().judged()), (0, 0));
    act(&mut state, Action::Redo);
    assert_eq!((state.annotations().len(), state.tally().judged()), (3, 3));
}

#[test]
fn undo_of_many_labels_leaves_the_reader_where_it_can() {
    let mut state = state();
    act(&mut state, Action::Drag(at(1), at(4)));
    act(&mut state, Action::Label("claim".into()));
    for reader in [0, 3, 5] {
        act(&mut state, Action::Move(Motion::To(reader), false));
        act(&mut state, Action::Undo);
        assert_eq!(state.cursor().map(|cursor| cursor.focus), Some(reader.clamp(1, 4)));
        act(&mut state, Action::Redo);
    }
}

#[test]
fn labelling_again_changes_the_label_and_keeps_the_id() {
    let mut state = state();
    act(&mut state, Action::PointAt(at(2)));
    act_at(&mut state, Action::Label("claim".into()), 1);
    let id = Rc::clone(&state.annotations().placed()[0].id);
    act_at(&mut state, Action::Label("opinion".into()), 2);
    assert_eq!(labels(&state), [("opinion".into(), "The gate was green.".into())]);
    assert_eq!(state.annotations().placed()[0].id, id);
    assert!(state.annotations().placed()[0].modified > state.annotations().placed()[0].created);
}

#[test]
fn no_label_is_a_judgement_that_a_label_ends() {
    let mut state = state();
    act(&mut state, Action::PointAt(at(2)));
    act(&mut state, Action::Label("claim".into()));
    let update = act(&mut state, Action::JudgeNone);
    assert_eq!(announced(&update), [&Announcement::JudgedNone(1)]);
    assert!(state.annotations().is_empty() && state.is_judged_none(2));
    assert_eq!(state.tally().judged(), 1);
    act(&mut state, Action::Label("evidence".into()));
    assert!(!state.is_judged_none(2));
    act(&mut state, Action::Undo);
    act(&mut state, Action::Undo);
    assert!(!state.is_judged_none(2));
    assert_eq!(labels(&state), [("claim".into(), "The gate was green.".into())]);
    act(&mut state, Action::Unlabel);
    assert_eq!(announced(&act(&mut state, Action::Unlabel)), [&Announcement::NothingHere]);
}

#[test]
fn a_heading_does_not_count_for_progress() {
    let mut state = state();
    act(&mut state, Action::PointAt(at(0)));
    act(&mut state, Action::Label("claim".into()));
    assert_eq!((state.tally().judged(), state.tally().of_label("claim")), (0, 1));
}

#[test]
fn a_span_is_narrowed_and_widened_word_by_word_within_its_sentence() {
    let mut state = state();
    act(&mut state, Action::PointAt(at(4)));
    let text = |update: &Update| match announced(update).last() {
        Some(Announcement::Narrowed(text)) => text.to_string(),
        other => panic!("{other:?}"),
    };
    assert_eq!(text(&act(&mut state, Action::Narrow(Edge::Start, false))), "cost €4.50 each.");
    assert_eq!(text(&act(&mut state, Action::Narrow(Edge::End, false))), "cost €4.50");
    act(&mut state, Action::Label("evidence".into()));
    assert_eq!(labels(&state), [("evidence".into(), "cost €4.50".into())]);
    assert_eq!(text(&act(&mut state, Action::Narrow(Edge::End, false))), "cost");
    assert_eq!(announced(&act(&mut state, Action::Narrow(Edge::End, false))), [&Announcement::CannotNarrow]);
    for _ in 0..2 {
        act(&mut state, Action::Narrow(Edge::End, true));
    }
    assert_eq!(text(&act(&mut state, Action::Narrow(Edge::Start, true))), "Roses cost €4.50 each.");
    assert_eq!(announced(&act(&mut state, Action::Narrow(Edge::Start, true))), [&Announcement::CannotNarrow]);
    assert_eq!(&*state.annotations().placed()[0].quote.exact, "Roses cost €4.50 each.");
}

#[test]
fn clicks_cycle_through_stacked_annotations() {
    let mut state = state();
    act(&mut state, Action::PointAt(at(4)));
    act_at(&mut state, Action::Label("claim".into()), 1);
    let whole = Rc::clone(&state.annotations().placed()[0].id);
    let part = Span::from_bytes(at(4).get(), at(4).get() + 5).unwrap();
    act_at(&mut state, Action::Annotate(vec![part], "opinion".into(), None), 2);
    act(&mut state, Action::Escape);
    act(&mut state, Action::Escape);
    let active = |state: &State| state.active().map(|active| active.label.to_string());
    act(&mut state, Action::PointAt(at(4)));
    assert_eq!(active(&state), Some("opinion".into()), "the innermost first");
    act(&mut state, Action::PointAt(at(4)));
    assert_eq!(state.active().map(|active| Rc::clone(&active.id)), Some(whole));
    act(&mut state, Action::PointAt(at(4)));
    assert_eq!(active(&state), Some("opinion".into()));
    act(&mut state, Action::Move(Motion::PreviousLabelled, false));
    assert_eq!(active(&state), Some("claim".into()), "keys reach both as well");
}

#[test]
fn undo_leaves_what_another_tab_changed_and_says_so() {
    let mut state = state();
    act(&mut state, Action::Drag(at(1), at(2)));
    act(&mut state, Action::Label("claim".into()));
    let mut theirs = Annotation::clone(&state.annotations().placed()[0]);
    theirs.label = "opinion".into();
    theirs.modified = Timestamp::from_millis(9_000_000);
    let foreign = crate::model::action::Foreign { put: vec![theirs], ..Default::default() };
    act(&mut state, Action::Adopt(foreign));
    let update = act(&mut state, Action::Undo);
    assert_eq!(announced(&update), [&Announcement::Undone(1)]);
    assert_eq!(labels(&state), [("opinion".into(), "“Come in,” the keeper said.".into())]);
}

#[test]
fn an_import_merges_by_id_and_the_newer_wins() {
    let mut state = state();
    act(&mut state, Action::Drag(at(1), at(2)));
    act(&mut state, Action::Label("claim".into()));
    let placed = Rc::clone(state.annotations().placed());
    let mut newer = Annotation::clone(&placed[0]);
    newer.modified = Timestamp::from_millis(2_000_000);
    newer.label = "evidence".into();
    let mut gone = Annotation::clone(&placed[0]);
    gone.id = "urn:uuid:new".into();
    gone.place = Place::Orphan { last: None };
    let refused = vec![(None, "no label".into())];
    let annotations = vec![newer, Annotation::clone(&placed[1]), gone];
    act(&mut state, Action::Import(Incoming { annotations, refused: refused.clone(), ..Incoming::default() }));
    let report = state.view().import_report.clone().unwrap();
    assert_eq!(report, ImportReport { added: 1, updated: 1, unchanged: 1, orphaned: 1, refused });
    act(&mut state, Action::Undo);
    assert_eq!(state.annotations().placed(), &placed);
}

#[test]
fn what_is_told_of_a_lost_file_goes_when_there_is_a_copy() {
    let mut state = state();
    act(&mut state, Action::Report("News".into()));
    act(&mut state, Action::Exported);
    assert_eq!(state.view().report, Some(Report { text: "News".into(), copies: false }), "it is about something else");
    act(&mut state, Action::ReportLost("No file".into()));
    assert!(state.view().report.as_ref().is_some_and(|report| report.copies));
    act(&mut state, Action::Exported);
    assert_eq!(state.view().report, None);
}

#[test]
fn ids_are_version_4_and_count_on_also_past_their_last_group() {
    let mut state = state();
    act(&mut state, Action::Drag(at(0), at(5)));
    let source = Source::User;
    let entropy = 0x0123_4567_89ab_cdef_0123_ffff_ffff_fffe;
    state.apply(Input { action: Action::Label("claim".into()), source, now: Timestamp::from_millis(1), entropy });
    let ids: BTreeSet<_> = state.annotations().iter().map(|annotation| annotation.id.to_string()).collect();
    let last: Vec<_> = ids.iter().map(|id| &id[33..]).collect();
    assert_eq!(last, ["000000000000", "000000000001", "000000000002", "000000000003", "fffffffffffe", "ffffffffffff"]);
    for id in ids {
        assert_eq!((id.len(), id.as_bytes()[23], "89ab".contains(&id[28..29])), (45, b'4', true), "{id}");
    }
}

use crate::model::effect::ImportReport;

/// What is compared after undoing: everything of the document.
pub(super) fn document(state: &State) -> (Vec<Rc<Annotation>>, People, usize, Vec<usize>, Sentences) {
    let counts = state.labels().as_slice().iter().map(|label| state.tally().of_label(&label.id)).collect();
    let all = state.annotations().iter().cloned().collect();
    (all, state.people(), state.tally().judged(), counts, Sentences::clone(state.sentences()))
}

fn any_action() -> impl Strategy<Value = Action> {
    let place = (0_usize..170).prop_map(ByteOffset::new);
    let label = prop_oneof![Just("claim"), Just("evidence"), Just("opinion")].prop_map(Rc::<str>::from);
    let edge = prop_oneof![Just(Edge::Start), Just(Edge::End)];
    prop_oneof![
        place.clone().prop_map(Action::PointAt),
        place.clone().prop_map(Action::SplitAt),
        Just(Action::JoinNext),
        Just(Action::Split),
        (place.clone(), place).prop_map(|(from, to)| Action::Drag(from, to)),
        label.clone().prop_map(Action::Label),
        label.clone().prop_map(Action::Label),
        (0_usize..160, 1_usize..12, label).prop_map(|(start, long, label)| {
            Action::Annotate(Span::from_bytes(start, start + long).into_iter().collect(), label, None)
        }),
        Just(Action::JudgeNone),
        Just(Action::Unlabel),
        (edge, any::<bool>()).prop_map(|(edge, widen)| Action::Narrow(edge, widen)),
        any::<bool>().prop_map(Action::Finish),
        ".{0,3}".prop_map(|name| Action::SetName(name.into())),
        Just(Action::Clear),
        Just(Action::Move(Motion::Next, true)),
        Just(Action::Move(Motion::NextLabelled, false)),
    ]
}

proptest! {
    /// apply∘undo is the identity, step by step back to the start, and redo comes back to the end.
    #[test]
    fn undoing_everything_is_the_identity(actions in prop::collection::vec(any_action(), 1..40)) {
        let mut state = state();
        let mut seen = vec![document(&state)];
        for (tick, action) in actions.into_iter().enumerate() {
            if let Action::Annotate(spans, ..) = &action {
                let text = state.article().as_str();
                if spans.iter().any(|span| text.get(span.bytes()).is_none()) {
                    continue;
                }
            }
            act_at(&mut state, action, i64::try_from(tick).unwrap() + 1);
            let now = document(&state);
            if seen.last() != Some(&now) {
                seen.push(now);
            }
        }
        for expected in seen.iter().rev().skip(1) {
            let update = act(&mut state, Action::Undo);
            prop_assert_eq!(announced(&update)[0], &Announcement::Undone(0));
            prop_assert_eq!(&document(&state), expected);
        }
        let update = act(&mut state, Action::Undo);
        prop_assert_eq!(announced(&update)[0], &Announcement::NothingToUndo);
        for expected in seen.iter().skip(1) {
            act(&mut state, Action::Redo);
            prop_assert_eq!(&document(&state), expected);
        }
    }

    /// Counts kept change by change are those counted from nothing.
    #[test]
    fn counts_are_those_of_the_annotations(actions in prop::collection::vec(any_action(), 1..40)) {
        let mut state = state();
        for (tick, action) in actions.into_iter().enumerate() {
            act_at(&mut state, action, i64::try_from(tick).unwrap() + 1);
        }
        let judged = (0..state.sentences().len()).filter(|index| {
            let sentence = state.sentences().get(*index).unwrap();
            sentence.counts && (state.is_judged_none(*index) || state.annotations().touching(sentence.span).next().is_some())
        });
        prop_assert_eq!(state.tally().judged(), judged.count());
    }
}

#[test]
fn a_changed_span_by_the_host_page_is_the_new_quote() {
    let mut state = state();
    act(&mut state, Action::PointAt(at(5)));
    act(&mut state, Action::Label("opinion".into()));
    let id = Rc::clone(&state.annotations().placed()[0].id);
    let span = state.sentences().get(4).unwrap().span;
    let update =
        act(&mut state, Action::Update(id, Patch { label: None, note: Some(Some("why?".into())), span: Some(span) }));
    let placed = &state.annotations().placed()[0];
    assert_eq!((&*placed.quote.exact, placed.note.as_deref()), ("Roses cost €4.50 each.", Some("why?")));
    assert_eq!(placed.place, Place::At { span, anchoring: Anchoring::Exact });
    assert!(update.effects.iter().any(|effect| matches!(effect, Effect::Save(Save { put, .. }) if put.len() == 1)));
}
