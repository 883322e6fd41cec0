//! The task that an instructor set: title, instructions, due date, what is asked for. It can
//! be folded away, so that the list has room.

use crate::model::action::{Action, Motion};
use crate::model::configuration::{Asked, Configuration, Requirement};
use crate::ui::elements::{element, fixed, press, span, text};
use crate::ui::intent::Intent;
use crate::ui::screen::Screen;
use crate::ui::words;
use yew::prelude::*;

/// The task; nothing where none is set.
pub(crate) fn task(screen: &Screen, send: &Callback<Intent>) -> Html {
    let Configuration { title, instructions, due, read_only, .. } = &*screen.extras.configuration;
    let is_set = *read_only || title.is_some() || instructions.is_some() || due.is_some();
    if is_set || !screen.requirements.is_empty() { set_task(screen, send) } else { Html::default() }
}

#[inline(never)]
fn set_task(screen: &Screen, send: &Callback<Intent>) -> Html {
    let Configuration { title, instructions, due, read_only, .. } = &*screen.extras.configuration;
    let language = screen.extras.language;
    let asked = &screen.requirements;
    let mut content = Vec::new();
    let mut paragraph = |class, words: String| {
        content.push(element("p", &["class", "dir"], vec![fixed(class), fixed("auto")], vec![text(words)]));
    };
    if *read_only {
        paragraph("quiet", language.say(words::READ_ONLY).to_owned());
    }
    if let Some(instructions) = instructions {
        paragraph("instructions", instructions.to_string());
    }
    if let Some(due) = due {
        paragraph("due", language.with(words::DUE, "when", &language.isolated(due)));
    }
    if !asked.is_empty() {
        let rows = asked.iter().map(|one| requirement(one, screen, send)).collect();
        content.push(element("ul", &["class"], vec![fixed("requirements")], rows));
    }
    let name = title.as_deref().unwrap_or(language.say(words::TASK));
    let mut summary = vec![element("bdi", &[], Vec::new(), vec![text(name.to_owned())])];
    if !asked.is_empty() {
        let met = asked.iter().filter(|one| one.met()).count();
        summary.push(text(" "));
        summary.push(span("quiet", &language.out_of(words::MET_COUNT, met, asked.len()), false));
    }
    content.insert(0, element("summary", &[], Vec::new(), summary));
    element("details", &["class", "open"], vec![fixed("task"), fixed("")], content)
}

/// A sign, what is asked for, and in words whether it is done.
fn requirement(one: &Requirement, screen: &Screen, send: &Callback<Intent>) -> Html {
    let language = screen.extras.language;
    let (class, sign, state) = if one.met() {
        ("met", "✓", language.say(words::MET))
    } else {
        ("open", "○", language.say(words::NOT_MET))
    };
    let words = language.fill(words::ASKED, &[("what", &language.asked(one, &screen.labels)), ("state", state)]);
    let words = match one.asked {
        // It leads to its sentence.
        Asked::Answer(_, Some(sentence)) => {
            let send = send.clone();
            let go = Callback::from(move |_| send.emit(Intent::Do(Action::Move(Motion::To(sentence), false))));
            press(
                go,
                &["type", "class", "dir"],
                vec![fixed("button"), fixed("question"), fixed("auto")],
                vec![text(words)],
            )
        }
        _ => text(words),
    };
    element("li", &["class"], vec![fixed(class)], vec![span("sign", sign, true), words])
}
