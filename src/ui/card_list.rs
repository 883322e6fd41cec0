//! The list of annotations: in reading order, orphans in a section of their own at
//! the end. Only the cards near what is seen are in the page, so that ten thousand
//! scroll like ten; each says its number of how many.

use crate::model::action::Action;
use crate::model::annotation::Annotation;
use crate::model::label::LabelSet;
use crate::ui::card::Card;
use crate::ui::empty::Empty;
use crate::ui::intent::Intent;
use crate::ui::rows::{Open, Rows};
use crate::ui::shared::Shared;
use crate::ui::text::words;
use std::cell::Cell;
use std::ops::Range;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{HtmlElement, ResizeObserver};
use yew::prelude::*;

/// Cards in the page before the list's height is known.
const AT_FIRST: usize = 12;

/// Above the first and below the last row, as in `styles/widget.css`.
const PADDING: i32 = 8;

/// Props of [`CardList`].
#[derive(PartialEq, Properties)]
pub(crate) struct ListProps {
    pub(crate) placed: Shared<Vec<Rc<Annotation>>>,
    pub(crate) orphans: Shared<Vec<Rc<Annotation>>>,
    pub(crate) labels: Shared<LabelSet>,
    pub(crate) lang: Rc<str>,
    /// The annotation that the cursor works on.
    pub(crate) active: Option<Shared<Annotation>>,
    /// The annotation whose note is being written in its card.
    pub(crate) note: Option<Rc<str>>,
    pub(crate) send: Callback<Intent>,
}

/// Gives an element a height. (A `style` attribute would be blocked by a strict policy.)
fn set_height(element: &NodeRef, height: i32) {
    if let Some(element) = element.cast::<HtmlElement>() {
        let _ = element.style().set_property("height", &(height.to_string() + "px"));
    }
}

/// The number of the annotation with this id.
fn number_of(list: &[Rc<Annotation>], id: &str) -> Option<usize> {
    list.iter().position(|annotation| &*annotation.id == id)
}

/// The list.
#[component]
pub(crate) fn CardList(props: &ListProps) -> Html {
    let ListProps { placed, orphans, active, note, .. } = props;
    let (list, above, below) = (use_node_ref(), use_node_ref(), use_node_ref());
    let range = use_state_eq(|| 0..AT_FIRST);
    let more = use_state_eq(|| 0);
    // An orphan has no place in the text, so the cursor cannot select it.
    let orphan = use_state_eq(|| None::<Rc<str>>);
    let rows = use_memo((placed.clone(), orphans.clone()), |(placed, orphans)| Rows::of(placed, orphans));
    let written = note.as_ref().and_then(|id| number_of(orphans, id));
    let opened = orphan.as_ref().and_then(|id| number_of(orphans, id)).or(written);
    let selected = active.as_ref().and_then(|active| placed.iter().position(|annotation| active.is(annotation)));
    let open_row = opened.map(|number| rows.of_orphan(number)).or(selected.map(Rows::of_placed));
    let open: Open = open_row.map(|row| (row, *more));
    let shown = range.start.min(rows.len())..range.end.min(rows.len());

    // How much of the list is seen now; the same range does not render again.
    let look = {
        let (list, rows, range) = (list.clone(), rows.clone(), range.setter());
        move || {
            if let Some(list) = list.cast::<HtmlElement>() {
                range.set(rows.near(list.scroll_top(), list.client_height(), open));
            }
        }
    };
    use_effect({
        let (list, above, below, rows, more, look) =
            (list.clone(), above.clone(), below.clone(), rows.clone(), more.setter(), look.clone());
        move || {
            set_height(&above, rows.start(shown.start, open));
            set_height(&below, rows.start(rows.len(), open) - rows.start(shown.end, open));
            let card = list.cast::<HtmlElement>().and_then(|list| list.query_selector(".row-open").ok().flatten());
            if let (Some(card), Some((row, _))) = (card.and_then(|card| card.dyn_into::<HtmlElement>().ok()), open) {
                more.set(card.offset_height() - rows.closed_height(row));
            }
            look();
        }
    });
    // The open card is brought into sight, again when its height is known or changes.
    use_effect_with(open, {
        let (list, rows) = (list.clone(), rows.clone());
        move |open| {
            if let (Some(list), Some((row, more))) = (list.cast::<HtmlElement>(), *open) {
                let top = rows.start(row, *open);
                let bottom = top + rows.closed_height(row) + more + 2 * PADDING;
                let (seen, height) = (list.scroll_top(), list.client_height());
                if top < seen || bottom - top > height {
                    list.set_scroll_top(top);
                } else if bottom > seen + height {
                    list.set_scroll_top(bottom - height);
                }
            }
        }
    });
    use_resize(&list);
    let choose = {
        let (send, orphan, orphans) = (props.send.clone(), orphan.setter(), orphans.clone());
        Callback::from(move |id: Rc<str>| {
            if number_of(&orphans, &id).is_some() {
                orphan.set(Some(id));
            } else {
                orphan.set(None);
                send.emit(Intent::Do(Action::Select(id)));
            }
        })
    };

    if rows.len() == 0 {
        return html! { <div ref={list} class="list"><Empty labels={props.labels.clone()} /></div> };
    }
    let cards = |all: &Shared<Vec<Rc<Annotation>>>, numbers: Range<usize>, open: Option<usize>| {
        let near = all.get(numbers.clone()).unwrap_or_default();
        let cards = numbers.zip(near).map(|(index, annotation)| {
            html! {
                <Card key={annotation.id.clone()} annotation={Shared::new(annotation)} labels={props.labels.clone()}
                    lang={props.lang.clone()} open={open == Some(index)} writing={note.as_ref() == Some(&annotation.id)}
                    {index} total={all.len()} send={props.send.clone()} choose={choose.clone()} />
            }
        });
        cards.collect::<Html>()
    };
    html! {
        <div ref={list} class="list" onscroll={Callback::from(move |_: Event| look())}>
            <div ref={above} />
            if !placed.is_empty() {
                <div role="list" aria-label={words::LIST}>
                    {cards(placed, rows.placed_in(&shown), selected.filter(|_| opened.is_none()))}
                </div>
            }
            if !orphans.is_empty() && rows.heading_in(&shown) {
                <div class="row row-heading"><h3>{words::ORPHANS}</h3><p>{words::ORPHANS_HELP}</p></div>
            }
            if !rows.orphans_in(&shown).is_empty() {
                <div role="list" aria-label={words::ORPHANS}>{cards(orphans, rows.orphans_in(&shown), opened)}</div>
            }
            <div ref={below} />
        </div>
    }
}

/// Renders again when the element gets another size.
#[hook]
fn use_resize(element: &NodeRef) {
    let update = use_force_update();
    let element = element.clone();
    use_effect_with((), move |()| {
        let first = Cell::new(true);
        let changed = Closure::<dyn Fn()>::new(move || {
            if !first.replace(false) {
                update.force_update();
            }
        });
        let observer = ResizeObserver::new(changed.as_ref().unchecked_ref()).ok();
        if let (Some(observer), Some(element)) = (&observer, element.cast::<HtmlElement>()) {
            observer.observe(&element);
        }
        move || {
            if let Some(observer) = observer {
                observer.disconnect();
            }
            drop(changed);
        }
    });
}
