//! One annotation in the list: its quote, label, state and note; what can be done
//! with it where it is the selected one.

use crate::model::action::Action;
use crate::model::annotation::{Anchoring, Annotation, Place, Quote};
use crate::model::article::ArticleText;
use crate::model::label::LabelSet;
use crate::model::word_difference::{Stretch, difference};
use crate::ui::elements::{self, element, fixed, keyed, label_number, lang, number, press, text, truth};
use crate::ui::icons;
use crate::ui::intent::{Intent, act_on};
use crate::ui::label_colours::label_class;
use crate::ui::language::Language;
use crate::ui::note_editor::note_editor;
use crate::ui::text::{beginning, label_name};
use crate::ui::words;
use std::rc::Rc;
use yew::prelude::*;

/// Characters of a quote or a note in a closed card, more than its lines hold …
const SHOWN: usize = 400;
/// … and of a quote in an open one: Chromium lays out all that its lines cut off.
const SHOWN_OPEN: usize = 4000;

/// A card.
pub(crate) struct Card<'a> {
    pub(crate) annotation: &'a Annotation,
    pub(crate) labels: &'a LabelSet,
    pub(crate) article: &'a ArticleText,
    pub(crate) lang: &'a Rc<str>,
    pub(crate) language: Language,
    /// Whether it is open with its actions.
    pub(crate) open: bool,
    /// Whether the active one has a neighbour to be merged with.
    pub(crate) mergeable: bool,
    /// Whether its note is being written here.
    pub(crate) writing: bool,
    /// Whether Tab comes to it: one card of the list is enough, arrows lead to the others.
    pub(crate) stop: bool,
    /// Its number in its list, from 0.
    pub(crate) index: usize,
    /// How many the list has.
    pub(crate) total: usize,
    pub(crate) send: &'a Callback<Intent>,
    /// Says that it was chosen.
    pub(crate) choose: &'a Callback<Rc<str>>,
}

/// What the state badge says, if there is one.
pub(crate) fn badge(annotation: &Annotation, language: Language) -> Option<&'static str> {
    match annotation.place {
        Place::At { anchoring, .. } => language.anchoring(anchoring),
        Place::Orphan { .. } => Some(language.say(words::GONE)),
    }
}

/// Whether there is a state badge.
pub(crate) fn has_badge(annotation: &Annotation) -> bool {
    !matches!(annotation.place, Place::At { anchoring: Anchoring::Exact, .. })
}

/// The card.
pub(crate) fn card(props: &Card) -> Html {
    let Card { annotation, labels, open, language, .. } = props;
    let name = label_name(labels, &annotation.label);
    let letter = labels.get(&annotation.label).map_or("?", |label| &*label.letter);
    let state = badge(annotation, *language);
    let two_lines = state.is_some() || annotation.note.is_some();
    let shown = |text: &str| if *open { text.to_owned() } else { beginning(text, SHOWN).to_owned() };
    let note = annotation.note.as_ref().filter(|_| !props.writing);
    let choose = {
        let (choose, id) = (props.choose.clone(), annotation.id.clone());
        Callback::from(move |_: MouseEvent| choose.emit(id.clone()))
    };
    let row = match (open, two_lines) {
        (true, _) => "row row-open",
        (false, true) => "row row-more",
        (false, false) => "row row-bare",
    };
    let compared = match annotation.place {
        Place::At { span, anchoring: Anchoring::Changed(_) | Anchoring::Check(_) } if *open => {
            let (first, now) = (&annotation.quote, props.article.slice(span));
            Some(match now == &*first.exact {
                // Only its place is in doubt: what stands around tells that.
                true => compare(&around(first), &around(&Quote::of(props.article, span)), props),
                false => compare(&first.exact, now, props),
            })
        }
        _ => None,
    };
    // What is shown below need not be seen here, too.
    let quote = element(
        "bdi",
        &["class", "lang"],
        vec![fixed(if compared.is_some() { "quote hidden" } else { "quote" }), lang(props.lang)],
        vec![text(beginning(&annotation.quote.exact, if *open { SHOWN_OPEN } else { SHOWN }).to_owned())],
    );
    let below = html! {
        <span class="below">
            if let Some(state) = state { <span class="state">{state}</span> }
            if let Some(note) = note { <span class="hidden">{language.named(language.say(words::NOTE), "")}</span><bdi class="note">{shown(note)}</bdi> }
        </span>
    };
    let mut content = vec![elements::badge(letter), elements::span("hidden", &language.named(name, ""), false), quote];
    content.extend(two_lines.then_some(below));
    let main = press(
        choose,
        &["type", "class", "aria-current", "tabindex"],
        vec![fixed("button"), fixed("card-main"), truth(true).filter(|_| *open), fixed("-1").filter(|_| !props.stop)],
        content,
    );
    let more = if props.writing {
        note_editor(&annotation.id, annotation.note.as_ref(), *language, props.send)
    } else if *open {
        actions(props)
    } else {
        Html::default()
    };
    let class = "card ".to_owned() + &label_class(labels, &annotation.label);
    let card = element(
        "div",
        &["class"],
        vec![Some(class.into())],
        vec![html! { <span class="edge" /> }, main, compared.unwrap_or_default(), more],
    );
    keyed(
        annotation.id.clone().into(),
        &["class", "role", "aria-posinset", "aria-setsize"],
        vec![fixed(row), fixed("listitem"), number(props.index + 1), number(props.total)],
        vec![card],
    )
}

/// A quote among the whole words that stood around it.
fn around(Quote { prefix, exact, suffix }: &Quote) -> String {
    let prefix = prefix.split_once(' ').map_or(&**prefix, |(_, words)| words);
    let suffix = suffix.rsplit_once(' ').map_or(&**suffix, |(words, _)| words);
    ["… ", prefix, exact, suffix, " …"].concat()
}

/// The old and the new text side by side, the words that differ marked.
fn compare(old: &str, new: &str, Card { lang: of_text, language, .. }: &Card) -> Html {
    let (old, new) = difference(old, new);
    let line = |name: &'static str, mark: &'static str, stretches: Vec<Stretch>| {
        let words = stretches.into_iter().map(|stretch| match stretch.differs {
            true => element(mark, &[], Vec::new(), vec![text(stretch.text.to_owned())]),
            false => text(stretch.text.to_owned()),
        });
        let words = element("bdi", &["lang"], vec![lang(of_text)], words.collect());
        element("p", &[], Vec::new(), vec![elements::span("quiet", name, false), words])
    };
    let lines = vec![line(language.say(words::BEFORE), "del", old), line(language.say(words::NOW), "ins", new)];
    element("div", &["class"], vec![fixed("compare")], lines)
}

fn actions(props: &Card) -> Html {
    let Card { annotation, labels, language, send, .. } = props;
    let id = &annotation.id;
    let choices = labels.as_slice().iter().enumerate().map(|(at, label)| {
        let on = annotation.label == label.id;
        let relabel = {
            let (send, id, label) = (props.send.clone(), id.clone(), label.id.clone());
            Callback::from(move |_| send.emit(Intent::Do(Action::Relabel(id.clone(), label.clone()))))
        };
        let class = "choice ".to_owned() + &label_number(at);
        press(
            relabel,
            &["type", "class", "aria-pressed"],
            vec![fixed("button"), Some(class.into()), truth(on)],
            vec![text(label.name.clone())],
        )
    });
    let button = |name, path, make| elements::button("button quiet", Some(path), name, act_on(send, id, make));
    let remove = button(language.say(words::REMOVE), icons::TRASH, Action::Remove);
    let in_doubt = matches!(annotation.place, Place::At { anchoring: Anchoring::Check(_), .. });
    let gone = annotation.span().is_none();
    let note = if annotation.note.is_some() { language.say(words::EDIT_NOTE) } else { language.say(words::ADD_NOTE) };
    html! {
        <div class="actions">
            if in_doubt || gone {
                // What it is open for comes first.
                <div class="card-buttons settles">
                    if in_doubt {
                        {elements::button("button", Some(icons::ACCEPT), language.say(words::ACCEPT), act_on(send, id, Action::Accept))}
                        {button(language.say(words::DETACH), icons::DETACH, Action::Detach)}
                    }
                    {button(language.say(words::REATTACH), icons::ATTACH, Action::Reattach)}
                    {remove.clone()}
                </div>
            }
            <div class="choices" role="group" aria-label={language.say(words::CHANGE_LABEL)}>{for choices}</div>
            <div class="card-buttons">
                {button(note, icons::NOTE, |id| Action::EditNote(Some(id)))}
                if !gone {
                    {elements::button("button quiet shows", Some(icons::LOCATE), language.say(words::SHOW_IN_TEXT), act_on(send, id, Action::Select))}
                    {button(language.say(words::SPLIT_LABEL), icons::SPLIT, Action::SplitLabel)}
                }
                if props.mergeable {
                    {button(language.say(words::MERGE), icons::JOIN, Action::Merge)}
                }
                if !(in_doubt || gone) { {remove} }
            </div>
        </div>
    }
}
