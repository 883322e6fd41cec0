//! The list of annotations: first, in a section of their own, those whose place the
//! reader should look at or whose text is gone; then all others. Only the cards near
//! what is seen are in the page, so that ten thousand scroll like ten; each says its
//! number of how many, and arrow keys lead to all of them.

use crate::model::action::Action;
use crate::model::annotation::Annotation;
use crate::model::article::ArticleText;
use crate::model::label::LabelSet;
use crate::model::listing::Listing;
use crate::ui::card::{Card, card};
use crate::ui::empty::empty;
use crate::ui::intent::Intent;
use crate::ui::list_filter::{Asked, ListFilter};
use crate::ui::rows::{Open, Rows};
use crate::ui::shared::Shared;
use crate::ui::text::{self, words};
use std::cell::Cell;
use std::ops::Range;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, HtmlElement, ResizeObserver};
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
    /// Whether it has a neighbour to be merged with.
    pub(crate) mergeable: bool,
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

/// Cards that Page Up and Page Down go by.
const PAGE: usize = 10;

/// The row to which a key leads from `row` of `count`.
fn led_to(key: &str, row: usize, count: usize) -> Option<usize> {
    let last = count.checked_sub(1)?;
    Some(match key {
        "ArrowDown" => row + 1,
        "ArrowUp" => row.saturating_sub(1),
        "PageDown" => row + PAGE,
        "PageUp" => row.saturating_sub(PAGE),
        "Home" => 0,
        "End" => last,
        _ => return None,
    })
    .map(|row| row.min(last))
}

/// What a key pressed on a card, not on its buttons, asks for.
#[allow(clippy::needless_pass_by_value, reason = "it is an event handler")]
fn pressed(event: KeyboardEvent) -> Option<Seen> {
    let card = event.target_dyn_into::<Element>().filter(|target| target.class_name() == "card-main")?;
    let key = event.key();
    led_to(&key, 0, 1)?;
    event.prevent_default();
    Some(Seen::Pressed(card, key))
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
    /// A field of the filter changed.
    Asked,
    /// The filter's fields are to be shown, or not.
    Unfolded,
    /// Everything is to be listed.
    ShowAll,
    /// A key that leads to another card was pressed on this one.
    Pressed(Element, String),
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
    filter: ListFilter,
    listing: Listing,
    /// What is listed of those that stand where they should, and of the doubtful ones.
    listed: (Lists, Lists),
    /// The row that Tab comes to, while it is in the page.
    stop: Option<usize>,
    /// The row that gets the focus as soon as it is in the page.
    focus: Option<usize>,
    resize: Option<(ResizeObserver, Closure<dyn Fn()>)>,
}

type Lists = Rc<Vec<Rc<Annotation>>>;

/// Which card is open: its number among the placed or the doubtful ones, and the row.
struct Opened {
    placed: Option<usize>,
    doubtful: Option<usize>,
    row: Open,
}

impl CardList {
    fn opened(&self, props: &ListProps) -> Opened {
        let number = |id: &Option<Rc<str>>| id.as_ref().and_then(|id| number_of(&self.listed.1, id));
        let active = props.active.as_ref();
        let selected = |list: &[Rc<Annotation>]| active.and_then(|active| list.iter().position(|one| active.is(one)));
        let placed = selected(&self.listed.0);
        let doubtful = number(&self.doubtful).or_else(|| number(&props.note)).or_else(|| selected(&self.listed.1));
        let row = doubtful.map(Rows::of_doubtful).or(placed.map(|number| self.rows.of_placed(number)));
        Opened { placed: placed.filter(|_| doubtful.is_none()), doubtful, row: row.map(|row| (row, self.more)) }
    }

    /// What is listed now.
    fn list(&mut self, props: &ListProps) {
        let note = props.note.as_deref();
        self.listed = (self.listing.of(props.placed.rc(), note), self.listing.of(props.doubtful.rc(), note));
        self.rows = Rows::of(&self.listed.1, &self.listed.0);
    }

    /// The row that Tab comes to: where the focus was last, else the open one, else the first
    /// card in the page.
    fn stop(&self, open: Open) -> Option<usize> {
        let mut shown = self.shown();
        let heading = self.rows.heading_in(&shown);
        let there = |row: &usize| shown.contains(row) && !(heading && *row == 0);
        let kept = self.stop.filter(there).or(open.map(|(row, _)| row).filter(there));
        kept.or_else(|| shown.find(|row| !(heading && *row == 0)))
    }

    /// Gives the focus to the card of a row, if it is in the page.
    fn focus_row(&self, list: &HtmlElement, row: usize) {
        let number = row.checked_sub(self.shown().start).and_then(|number| u32::try_from(number).ok());
        let rows = list.query_selector_all(".row").ok();
        let row = number.zip(rows).and_then(|(number, rows)| rows.item(number)?.dyn_into::<Element>().ok());
        let card = row.and_then(|row| row.query_selector(".card-main").ok().flatten());
        if let Some(card) = card {
            let _ = card.unchecked_ref::<HtmlElement>().focus();
        }
    }

    /// The row that a card stands in.
    fn row_of(&self, card: &Element) -> Option<usize> {
        let rows = self.list.cast::<HtmlElement>()?.query_selector_all(".row").ok()?;
        let here = card.closest(".row").ok().flatten();
        let same = |at: &u32| rows.item(*at).is_some_and(|row| row.is_same_node(here.as_deref()));
        (0..rows.length()).find(same).map(|number| self.shown().start + number as usize)
    }

    /// How many annotations are listed, of how many.
    fn count(&self, props: &ListProps) -> (usize, usize) {
        (self.listed.0.len() + self.listed.1.len(), props.placed.len() + props.doubtful.len())
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

    fn cards(
        &self,
        props: &ListProps,
        all: &[Rc<Annotation>],
        numbers: Range<usize>,
        open: Option<usize>,
        stop: Option<usize>,
    ) -> Html {
        let near = all.get(numbers.clone()).unwrap_or_default();
        let cards = numbers.zip(near).map(|(index, annotation)| {
            card(&Card {
                annotation,
                labels: &props.labels,
                article: &props.article,
                lang: &props.lang,
                open: open == Some(index),
                mergeable: props.mergeable,
                stop: stop == Some(index),
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
        let mut list = Self {
            list: NodeRef::default(),
            above: NodeRef::default(),
            below: NodeRef::default(),
            rows: Rows::of(&[], &[]),
            range: 0..AT_FIRST,
            more: 0,
            doubtful: None,
            followed: None,
            choose: context.link().callback(Seen::Chosen),
            filter: ListFilter::default(),
            listing: Listing::default(),
            listed: <(Lists, Lists)>::default(),
            stop: None,
            focus: None,
            resize: None,
        };
        list.list(context.props());
        list
    }

    fn changed(&mut self, context: &Context<Self>, old: &ListProps) -> bool {
        let props = context.props();
        if props.placed != old.placed || props.doubtful != old.doubtful || props.note != old.note {
            self.list(props);
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
                let doubtful = number_of(&self.listed.1, &id).and_then(|number| self.listed.1.get(number));
                if doubtful.is_some() {
                    self.doubtful = Some(Rc::clone(&id));
                }
                if doubtful.is_none_or(|annotation| annotation.span().is_some()) {
                    props.send.emit(Intent::Do(Action::Select(id)));
                }
                self.doubtful != before
            }
            Seen::Asked | Seen::ShowAll => {
                if matches!(seen, Seen::ShowAll) {
                    self.filter.clear();
                }
                self.listing = self.filter.read(&props.labels);
                self.list(props);
                self.stop = None;
                if let Some(list) = self.list.cast::<HtmlElement>() {
                    list.set_scroll_top(0);
                }
                let (shown, total) = self.count(props);
                props.send.emit(Intent::Say(text::found(shown, total).into()));
                true
            }
            Seen::Unfolded => {
                self.filter.open = !self.filter.open;
                true
            }
            Seen::Pressed(card, key) => {
                let Some(row) = self.row_of(&card).and_then(|row| led_to(&key, row, self.rows.len())) else {
                    return false;
                };
                let row = row.max(self.rows.of_first());
                (self.stop, self.focus) = (Some(row), Some(row));
                let open = self.opened(props).row;
                if let Some(list) = self.list.cast::<HtmlElement>() {
                    self.follow(&list, row, open);
                }
                self.look(open);
                true
            }
        }
    }

    fn view(&self, context: &Context<Self>) -> Html {
        let props = context.props();
        let (placed, doubtful) = (&*self.listed.0, &*self.listed.1);
        let (heading, help) = match doubtful.iter().all(|annotation| annotation.span().is_none()) {
            true => (words::ORPHANS, words::ORPHANS_HELP),
            false => (words::DOUBTFUL, words::DOUBTFUL_HELP),
        };
        let (rows, shown) = (&self.rows, self.shown());
        let (listed, total) = self.count(props);
        let opened = self.opened(props);
        let stop = self.stop(opened.row);
        let stop_in = |first: usize| stop.and_then(|stop| stop.checked_sub(first));
        let asked = Asked {
            changed: context.link().callback(|_| Seen::Asked),
            toggled: context.link().callback(|_| Seen::Unfolded),
            all: context.link().callback(|_| Seen::ShowAll),
        };
        let filter = match total {
            0 => Html::default(),
            _ => {
                let listed = Some(listed).filter(|_| self.listing.leaves_out());
                self.filter.view(&props.labels, listed, total, &asked)
            }
        };
        html! {
            <>
                {filter}
                <div ref={&self.list} class="list" onscroll={context.link().callback(|_| Seen::Scrolled)}
                    onkeydown={context.link().batch_callback(pressed)}>
                    <div ref={&self.above} />
                    if rows.heading_in(&shown) {
                        <div class="row row-heading"><h3>{heading}</h3><p>{help}</p></div>
                    }
                    if !rows.doubtful_in(&shown).is_empty() {
                        <div role="list" aria-label={heading}>
                            {self.cards(props, doubtful, rows.doubtful_in(&shown), opened.doubtful, stop_in(1))}
                        </div>
                    }
                    if !placed.is_empty() {
                        <div role="list" aria-label={words::LIST}>
                            {self.cards(props, placed, rows.placed_in(&shown), opened.placed, stop_in(rows.of_placed(0)))}
                        </div>
                    }
                    <div ref={&self.below} />
                    if total == 0 { {empty(&props.labels)} }
                </div>
            </>
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
        if open.map(|(row, _)| row) != self.followed.map(|(row, _)| row) {
            self.stop = None;
        }
        self.followed = open;
        if let Some(row) = self.focus.filter(|row| shown.contains(row))
            && let Some(list) = self.list.cast::<HtmlElement>()
        {
            self.focus_row(&list, row);
            self.focus = None;
        }
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
