//! Joining and splitting as a reader does it; the laws are in `tests`.

use super::tests::{act, act_at, announced, at, document, labels, state};
use super::*;
use crate::model::action::{Edge, Foreign, Incoming, Motion, Reread};
use crate::model::effect::Save;
use crate::model::offsets::ByteOffset;
use crate::model::reattach::edits::find_edits;
use crate::model::reattach::{Snapshot, map_sentences};
use crate::model::sentences::mending::Edit;

fn sentences(state: &State) -> Vec<&str> {
    state.sentences().as_slice().iter().map(|sentence| state.article().slice(sentence.span)).collect()
}

fn place(text: &str) -> ByteOffset {
    ByteOffset::new(state().article().as_str().find(text).unwrap())
}

#[test]
fn joining_keeps_a_judgement_of_both_and_undo_brings_back_that_of_one() {
    let mut state = state();
    act(&mut state, Action::JudgeNoneAt(vec![1, 2, 5]));
    act(&mut state, Action::PointAt(at(1)));
    let update = act(&mut state, Action::JoinNext);
    assert_eq!(announced(&update), [&Announcement::Joined(1)]);
    let save = Save { people: true, text: true, ..Save::default() };
    assert!(update.effects.contains(&Effect::Save(save)) && update.changed);
    assert_eq!(sentences(&state)[1], "“Come in,” the keeper said. The gate was green.");
    assert!(state.is_judged_none(1) && state.is_judged_none(4), "both had been judged; later ones keep theirs");
    assert_eq!(state.tally().judged(), 2);
    act(&mut state, Action::JoinNext);
    assert_eq!((state.is_judged_none(1), state.sentences().len(), state.tally().judged()), (false, 4, 1));
    assert_eq!(state.cursor().map(|cursor| cursor.focus), Some(1));
    assert_eq!(announced(&act(&mut state, Action::JoinNext)), [&Announcement::CannotJoin], "the block ends here");
    act(&mut state, Action::Undo);
    act(&mut state, Action::Undo);
    assert_eq!(state.people().judged_none.iter().map(|(_, number)| *number).collect::<Vec<_>>(), [1, 2, 5]);
    assert_eq!(state.cursor().map(|cursor| cursor.focus), Some(1));
}

#[test]
fn all_that_the_cursor_covers_is_joined_in_one_step() {
    let mut state = state();
    act(&mut state, Action::Drag(at(3), at(1)));
    assert_eq!(announced(&act(&mut state, Action::JoinNext)), [&Announcement::Joined(2)]);
    assert_eq!((state.sentences().len(), state.cursor().unwrap().is_extended()), (4, false));
    act(&mut state, Action::Undo);
    assert_eq!(state.sentences().len(), 6);
    act(&mut state, Action::Drag(at(3), at(4)));
    assert_eq!(announced(&act(&mut state, Action::JoinNext)), [&Announcement::CannotJoin]);
}

#[test]
fn a_sentences_label_follows_its_boundaries() {
    let mut state = state();
    act(&mut state, Action::PointAt(at(4)));
    act_at(&mut state, Action::Label("evidence".into()), 1);
    let before = document(&state);
    act_at(&mut state, Action::SplitAt(place("each")), 2);
    let whole = || ("evidence".to_owned(), "Roses cost €4.50 each.".to_owned());
    let [first, second] = ["Roses cost €4.50", "each."].map(|text| ("evidence".to_owned(), text.to_owned()));
    assert_eq!(labels(&state), [first, second.clone()]);
    assert_eq!((state.tally().judged(), state.cursor().unwrap().focus), (2, 4));
    act(&mut state, Action::Undo);
    assert_eq!(document(&state), before, "one step");
    act(&mut state, Action::Redo);
    act_at(&mut state, Action::Label("claim".into()), 3);
    let first = ("claim".to_owned(), "Roses cost €4.50".to_owned());
    assert_eq!(labels(&state), [first.clone(), second.clone()], "a key labels the half");
    act(&mut state, Action::JoinNext);
    assert_eq!(labels(&state), [first, second], "two labels: which one is meant is the reader's to say");
    act(&mut state, Action::Undo);
    act_at(&mut state, Action::Label("evidence".into()), 4);
    act(&mut state, Action::JoinNext);
    assert_eq!(labels(&state), [whole()]);
    assert_eq!((state.active().map(|active| &*active.label), state.tally().judged()), (Some("evidence"), 1));
    act(&mut state, Action::JoinNext);
    let both = "Roses cost €4.50 each. I like them.";
    assert_eq!(labels(&state), [("evidence".to_owned(), both.to_owned())]);
    act(&mut state, Action::Undo);
    assert_eq!(labels(&state), [whole()]);
}

#[test]
fn a_label_of_a_part_stays_where_it_is() {
    let mut state = state();
    act(&mut state, Action::PointAt(at(4)));
    act(&mut state, Action::Narrow(Edge::End, false));
    act_at(&mut state, Action::Label("claim".into()), 1);
    let part = [("claim".to_owned(), "Roses cost €4.50".to_owned())];
    assert_eq!(labels(&state), part);
    act(&mut state, Action::JoinNext);
    act(&mut state, Action::SplitAt(place("cost")));
    assert_eq!(labels(&state), part);
}

#[test]
fn a_mark_is_moved_word_by_word_and_splits() {
    let mut state = state();
    act(&mut state, Action::PointAt(at(1)));
    act(&mut state, Action::JudgeNone);
    let mark = |update: &Update| match announced(update).last() {
        Some(Announcement::SplitMark(text, _)) => text.to_string(),
        other => panic!("{other:?}"),
    };
    assert_eq!(mark(&act(&mut state, Action::Split)), "keeper said.");
    assert_eq!(mark(&act(&mut state, Action::Move(Motion::Previous, false))), "the keeper said.");
    assert_eq!(mark(&act(&mut state, Action::Move(Motion::First, false))), "in,” the keeper said.");
    assert_eq!(mark(&act(&mut state, Action::Move(Motion::Previous, false))), "in,” the keeper said.");
    assert_eq!(mark(&act(&mut state, Action::Move(Motion::Last, false))), "said.");
    assert_eq!(mark(&act(&mut state, Action::Move(Motion::Next, false))), "said.");
    assert_eq!(announced(&act(&mut state, Action::Escape)), [&Announcement::NotSplit]);
    assert_eq!((state.view().split, state.view().picker, state.sentences().len()), (None, false, 6));
    act(&mut state, Action::Split);
    act(&mut state, Action::Move(Motion::Previous, false));
    assert_eq!(announced(&act(&mut state, Action::EditNote(None))), [&Announcement::Split]);
    assert_eq!(sentences(&state)[1..3], ["“Come in,”", "the keeper said."]);
    assert!(state.is_judged_none(1) && state.is_judged_none(2), "both halves of what was judged");
    assert_eq!((state.view().split, state.cursor().unwrap().focus), (None, 1));
    act(&mut state, Action::Undo);
    assert!(state.is_judged_none(1) && !state.is_judged_none(2));
}

#[test]
fn a_click_chooses_the_word_to_split_at() {
    let mut state = state();
    act(&mut state, Action::PointAt(at(2)));
    act(&mut state, Action::Split);
    let refused = act(&mut state, Action::PointAt(place("The gate")));
    assert_eq!(announced(&refused), [&Announcement::CannotSplit]);
    assert!(refused.effects.contains(&Effect::Focus(Focus::Cursor)), "the keys go on moving the mark");
    act(&mut state, Action::PointAt(place("as green")));
    assert_eq!(sentences(&state)[2..4], ["The gate", "was green."]);
    act(&mut state, Action::Split);
    act(&mut state, Action::PointAt(place("Roses")));
    assert_eq!((state.view().split, state.cursor().unwrap().focus, state.sentences().len()), (None, 5, 7));
    act(&mut state, Action::PointAt(at(0)));
    act(&mut state, Action::Drag(at(0), at(1)));
    assert_eq!(announced(&act(&mut state, Action::Split)), [&Announcement::CannotSplit], "one sentence, not several");
}

#[test]
fn steps_outlive_mending_by_another_tab() {
    let mut state = state();
    act(&mut state, Action::JudgeNoneAt(vec![2]));
    act(&mut state, Action::JudgeNoneAt(vec![5]));
    let sentences = state.sentences().mended(&[Edit::join(place("The gate"))], state.article());
    let mut people = state.people();
    people.judged_none = vec![(Rc::clone(&people.annotators[0].id), 4)];
    let (sentences, people) = (Some(Rc::new(sentences)), Some(people));
    act(&mut state, Action::Adopt(Foreign { sentences, people, ..Default::default() }));
    assert_eq!((state.sentences().len(), state.tally().judged()), (5, 1));
    assert_eq!(announced(&act(&mut state, Action::Undo)), [&Announcement::Undone(0)]);
    assert!(!state.is_judged_none(4), "the same sentence under another number");
    assert_eq!(announced(&act(&mut state, Action::Undo)), [&Announcement::Undone(1)], "that sentence is gone");
}

#[test]
fn an_import_mends_first_and_judges_then() {
    let mut state = state();
    let before = document(&state);
    let reader = Rc::clone(&state.reader);
    let edits = vec![Edit::join(at(2)), Edit::split(place("each"))];
    let judged_none = vec![(reader, 1), (Rc::from("urn:uuid:other"), 4)];
    act(&mut state, Action::Import(Incoming { edits, judged_none, ..Incoming::default() }));
    assert_eq!(state.sentences().edits().len(), 2);
    assert!(state.is_judged_none(1));
    assert_eq!(state.people().judged_none.len(), 2);
    assert_eq!(sentences(&state)[4], "each.");
    act(&mut state, Action::Undo);
    assert_eq!(document(&state), before);
}

#[test]
fn what_was_decided_about_sentences_that_left_comes_back_with_them() {
    let mut state = state();
    act(&mut state, Action::JudgeNoneAt(vec![1, 4, 5]));
    act(&mut state, Action::PointAt(at(4)));
    act(&mut state, Action::JoinNext);
    let (whole, all) = (Rc::clone(&state.article), Rc::clone(&state.sentences));
    let reread = |state: &mut State, article: &Rc<ArticleText>, sentences: &Rc<Sentences>, map: Vec<Option<usize>>| {
        let (article, sentences) = (Rc::clone(article), Rc::clone(sentences));
        let annotations = Vec::new();
        act(state, Action::Reread(Reread { article, sentences, annotations, sentence_map: map }));
    };
    let short = Rc::new(ArticleText::from_plain("“Come in,” the keeper said.", "en"));
    let few = Rc::new(Sentences::of(&short));
    reread(&mut state, &short, &few, vec![None, Some(0), None, None, None]);
    assert_eq!(state.people().judged_none.iter().map(|(_, number)| *number).collect::<Vec<_>>(), [0]);
    assert_eq!((state.away().judged.len(), state.away().edits.len()), (1, 1));
    reread(&mut state, &whole, &all, vec![Some(1)]);
    assert_eq!(state.people().judged_none.iter().map(|(_, number)| *number).collect::<Vec<_>>(), [1, 4]);
    assert_eq!((state.away(), state.tally().judged()), (&Away::default(), 2));
    // And so does the way back.
    for _ in 0..2 {
        assert_eq!(announced(&act(&mut state, Action::Undo)), [&Announcement::Undone(0)]);
    }
    assert_eq!((state.sentences().edits().len(), state.people().judged_none.len()), (0, 0));
    for _ in 0..2 {
        act(&mut state, Action::Redo);
    }
    assert_eq!((state.sentences().edits().len(), state.people().judged_none.len()), (1, 2));
}

#[test]
fn removing_all_can_be_undone_for_sentences_that_are_away_too() {
    let text = "The gate was green. We went in. Nobody spoke.";
    let mut state = state();
    read_anew(&mut state, text);
    act(&mut state, Action::JudgeNoneAt(vec![1]));
    for returned in [false, true] {
        read_anew(&mut state, "The gate was green. Nobody spoke.");
        assert_eq!((state.away().judged.len(), state.people().judged_none.len()), (1, 0));
        act(&mut state, Action::Clear);
        assert_eq!(state.away(), &Away::default());
        if returned {
            read_anew(&mut state, text);
        }
        act(&mut state, Action::Undo);
        if !returned {
            assert_eq!((state.away().judged.len(), state.people().judged_none.len()), (1, 0));
            read_anew(&mut state, text);
        }
        assert_eq!((state.away(), state.is_judged_none(1)), (&Away::default(), true), "{returned}");
    }
}

#[test]
fn a_cursor_whose_sentences_have_gone_stands_on_the_next_one_that_is_there() {
    let text = "It rained. The gate was green. We went in. Nobody spoke. The lamp was lit. A bell rang. All rose.";
    for (edited, cursor) in [
        ("It rained. The lamp was lit. A bell rang. All rose.", 1),
        ("The lamp was lit. A bell rang. All rose.", 0),
        ("It rained. The gate was green. We went in. Somebody spoke. The lamp was lit.", 3),
        ("All rose. It rained. The gate was green. We went in. Somebody spoke.", 4),
        ("It rained. The gate was green.", 1),
    ] {
        let mut state = state();
        read_anew(&mut state, text);
        let fourth = state.sentences().get(3).unwrap().span.start();
        act(&mut state, Action::PointAt(fourth));
        read_anew(&mut state, edited);
        assert_eq!(state.cursor().map(|cursor| cursor.focus), Some(cursor), "{edited}");
    }
}

/// Read anew as `text`, with the reader's boundaries found again in it.
fn read_anew(state: &mut State, text: &str) {
    let article = Rc::new(ArticleText::of_lines(text, "en"));
    let scanned = Sentences::of(&article);
    let snapshot = |article: &ArticleText, sentences: &Sentences| Snapshot::of(article, sentences);
    let edits = find_edits(&state.edit_traces(), &snapshot(&article, &scanned), &article, &scanned);
    let sentences = Rc::new(scanned.mended(&edits, &article));
    let sentence_map = map_sentences(&snapshot(state.article(), state.sentences()), &snapshot(&article, &sentences));
    let annotations = state.annotations().iter().map(|one| Annotation::clone(one)).collect();
    act(state, Action::Reread(Reread { article, sentences, annotations, sentence_map }));
}

#[test]
fn boundaries_can_be_taken_back_after_the_page_was_changed() {
    let text = state().article().as_str().to_owned();
    let far = format!("A new beginning. {text}");
    let gone = text.replace("The gate was green.", "It had no gate at all.");
    for (edited, joined, parted, skipped) in [(&*far, 6, 7, 0), (&text, 5, 6, 0), (&gone, 6, 6, 1)] {
        let mut state = state();
        act(&mut state, Action::PointAt(at(4)));
        act(&mut state, Action::Label("claim".into()));
        act(&mut state, Action::PointAt(at(1)));
        act(&mut state, Action::JoinNext);
        read_anew(&mut state, edited);
        assert_eq!(state.sentences().len(), joined, "{edited}");
        assert_eq!(announced(&act(&mut state, Action::Undo)), [&Announcement::Undone(skipped)], "{edited}");
        assert_eq!((state.sentences().len(), state.annotations().len()), (parted, 1), "{edited}");
        act(&mut state, Action::Redo);
        assert_eq!((state.sentences().len(), state.annotations().len()), (joined, 1), "{edited}");
    }
}
