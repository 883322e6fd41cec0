//! The list of annotations: first, in a section of their own, those whose place the
//! reader should look at or whose text is gone; then all others in reading order. Only the cards near what is seen are in the page, so that ten thousand
//! scroll like ten; each says its number of how many.

use crate::model::action::Action;
use crate::model::annotation::Annotation;
use crate::model::article::ArticleText;
use crate::model::label::LabelSet;
use crate::ui::card::{Card, card};
use crate::ui::empty::empty;
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

/// Above the first and below the last row, as in `styles/widget/list.css`.
const PADDING: i32 = 8;

/// Props of [`CardList`].
#[derive(PartialEq, Properties)]
pub(crate) struct ListProps {
    pub(crate) placed: Shared<Vec<Rc<Annotation>>>,
    pub(crate) doubtful: Shared<Vec<Rc<Annotation>>>,
    pub(crate) article: Shared<ArticleText>,
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

/// What the list learns.
pub(crate) enum Seen {
    /// It was scrolled.
    Scrolled,
    /// It got another size, or its cards must be placed anew.
    Resized,
    /// A card was chosen.
    Chosen(Rc<str>),
}

/// The list.
pub(crate) struct CardList {
    list: NodeRef,
    above: NodeRef,
    below: NodeRef,
    rows: Rows,
    /// The rows that are in the page.
    range: Range<usize>,
    /// How much higher the open row is than closed.
    more: i32,
    /// The doubtful one that was chosen: it stays open while the cursor goes to where it may belong.
    doubtful: Option<Rc<str>>,
    /// The open row that was brought into sight last.
    followed: Open,
    choose: Callback<Rc<str>>,
    resize: Option<(ResizeObserver, Closure<dyn Fn()>)>,
}

/// Which card is open: its number among the placed or the doubtful ones, and the row.
struct Opened {
    placed: Option<usize>,
    doubtful: Option<usize>,
    row: Open,
}

impl CardList {
    fn opened(&self, props: &ListProps) -> Opened {
        let number = |id: &Option<Rc<str>>| id.as_ref().and_then(|id| number_of(&props.doubtful, id));
        let active = props.active.as_ref();
        let selected = |list: &[Rc<Annotation>]| active.and_then(|active| list.iter().position(|one| active.is(one)));
        let placed = selected(&props.placed);
        let doubtful = number(&self.doubtful).or_else(|| number(&props.note)).or_else(|| selected(&props.doubtful));
        let row = doubtful.map(Rows::of_doubtful).or(placed.map(|number| self.rows.of_placed(number)));
        Opened { placed: placed.filter(|_| doubtful.is_none()), doubtful, row: row.map(|row| (row, self.more)) }
    }

    /// The rows that are in the page and exist.
    fn shown(&self) -> Range<usize> {
        self.range.start.min(self.rows.len())..self.range.end.min(self.rows.len())
    }

    /// Finds how much of the list is seen now, and whether that is news.
    fn look(&mut self, open: Open) -> bool {
        let Some(list) = self.list.cast::<HtmlElement>() else {
            return false;
        };
        let range = self.rows.near(list.scroll_top(), list.client_height(), open);
        let news = range != self.range;
        self.range = range;
        news
    }

    /// Brings the open card into sight.
    fn follow(&self, list: &HtmlElement, row: usize, open: Open) {
        let (top, end) = (self.rows.start(row, open), self.rows.start(row + 1, open));
        let bottom = end + 2 * PADDING;
        let (seen, height) = (list.scroll_top(), list.client_height());
        if top < seen || bottom - top > height {
            list.set_scroll_top(top);
        } else if bottom > seen + height {
            list.set_scroll_top(bottom - height);
        }
    }

    /// Has the list rendered again when it gets another size.
    fn observe(&mut self, context: &Context<Self>) {
        let (link, first) = (context.link().clone(), Cell::new(true));
        let changed = Closure::<dyn Fn()>::new(move || {
            if !first.replace(false) {
                link.send_message(Seen::Resized);
            }
        });
        let observer = ResizeObserver::new(changed.as_ref().unchecked_ref()).ok();
        if let (Some(observer), Some(list)) = (observer, self.list.cast::<HtmlElement>()) {
            observer.observe(&list);
            self.resize = Some((observer, changed));
        }
    }

    fn cards(&self, props: &ListProps, all: &[Rc<Annotation>], numbers: Range<usize>, open: Option<usize>) -> Html {
        let near = all.get(numbers.clone()).unwrap_or_default();
        let cards = numbers.zip(near).map(|(index, annotation)| {
            card(&Card {
                annotation,
                labels: &props.labels,
                article: &props.article,
                lang: &props.lang,
                open: open == Some(index),
                writing: props.note.as_ref() == Some(&annotation.id),
                index,
                total: all.len(),
                send: &props.send,
                choose: &self.choose,
            })
        });
        cards.collect()
    }
}

impl Component for CardList {
    type Message = Seen;
    type Properties = ListProps;

    fn create(context: &Context<Self>) -> Self {
        Self {
            list: NodeRef::default(),
            above: NodeRef::default(),
            below: NodeRef::default(),
            rows: Rows::of(&context.props().doubtful, &context.props().placed),
            range: 0..AT_FIRST,
            more: 0,
            doubtful: None,
            followed: None,
            choose: context.link().callback(Seen::Chosen),
            resize: None,
        }
    }

    fn changed(&mut self, context: &Context<Self>, old: &ListProps) -> bool {
        let props = context.props();
        if props.placed != old.placed || props.doubtful != old.doubtful {
            self.rows = Rows::of(&props.doubtful, &props.placed);
        }
        true
    }

    fn update(&mut self, context: &Context<Self>, seen: Seen) -> bool {
        let props = context.props();
        match seen {
            Seen::Scrolled => self.look(self.opened(props).row),
            Seen::Resized => true,
            Seen::Chosen(id) => {
                let before = self.doubtful.take();
                let doubtful = number_of(&props.doubtful, &id).and_then(|number| props.doubtful.get(number));
                if doubtful.is_some() {
                    self.doubtful = Some(Rc::clone(&id));
                }
                if doubtful.is_none_or(|annotation| annotation.span().is_some()) {
                    props.send.emit(Intent::Do(Action::Select(id)));
                }
                self.doubtful != before
            }
        }
    }

    fn view(&self, context: &Context<Self>) -> Html {
        let props = context.props();
        let ListProps { placed, doubtful, .. } = props;
        let (heading, help) = match doubtful.iter().all(|annotation| annotation.span().is_none()) {
            true => (words::ORPHANS, words::ORPHANS_HELP),
            false => (words::DOUBTFUL, words::DOUBTFUL_HELP),
        };
        let (rows, shown) = (&self.rows, self.shown());
        if rows.len() == 0 {
            return html! { <div ref={&self.list} class="list">{empty(&props.labels)}</div> };
        }
        let opened = self.opened(props);
        html! {
            <div ref={&self.list} class="list" onscroll={context.link().callback(|_| Seen::Scrolled)}>
                <div ref={&self.above} />
                if rows.heading_in(&shown) {
                    <div class="row row-heading"><h3>{heading}</h3><p>{help}</p></div>
                }
                if !rows.doubtful_in(&shown).is_empty() {
                    <div role="list" aria-label={heading}>
                        {self.cards(props, doubtful, rows.doubtful_in(&shown), opened.doubtful)}
                    </div>
                }
                if !placed.is_empty() {
                    <div role="list" aria-label={words::LIST}>
                        {self.cards(props, placed, rows.placed_in(&shown), opened.placed)}
                    </div>
                }
                <div ref={&self.below} />
            </div>
        }
    }

    fn rendered(&mut self, context: &Context<Self>, first: bool) {
        let (open, shown) = (self.opened(context.props()).row, self.shown());
        set_height(&self.above, self.rows.start(shown.start, open));
        set_height(&self.below, self.rows.start(self.rows.len(), open) - self.rows.start(shown.end, open));
        let list = self.list.cast::<HtmlElement>();
        let card = list.as_ref().and_then(|list| list.query_selector(".row-open").ok().flatten());
        let mut again = false;
        if let (Some(card), Some((row, more))) = (card.and_then(|card| card.dyn_into::<HtmlElement>().ok()), open) {
            self.more = card.offset_height() - self.rows.closed_height(row);
            again = self.more != more;
        }
        again |= self.look(open);
        // Again when the card's height is known or changes.
        if let (Some(list), Some((row, _))) = (list, open.filter(|_| open != self.followed)) {
            self.follow(&list, row, open);
        }
        self.followed = open;
        if first {
            self.observe(context);
        }
        if again {
            context.link().send_message(Seen::Resized);
        }
    }

    fn destroy(&mut self, _: &Context<Self>) {
        if let Some((observer, _)) = &self.resize {
            observer.disconnect();
        }
    }
}
