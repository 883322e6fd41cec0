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
use crate::ui::language::Language;
use crate::ui::list_filter::{Asked, ListFilter};
use crate::ui::list_window::ListWindow;
use crate::ui::rows::{Open, Rows};
use crate::ui::shared::Shared;
use crate::ui::words;
use std::ops::Range;
use std::rc::Rc;
use web_sys::Element;
use yew::prelude::*;

/// Props of [`CardList`].
#[derive(PartialEq, Properties)]
pub(crate) struct ListProps {
    pub(crate) placed: Shared<Vec<Rc<Annotation>>>,
    pub(crate) doubtful: Shared<Vec<Rc<Annotation>>>,
    pub(crate) article: Shared<ArticleText>,
    pub(crate) labels: Shared<LabelSet>,
    pub(crate) lang: Rc<str>,
    pub(crate) language: Language,
    /// The annotation that the cursor works on.
    pub(crate) active: Option<Shared<Annotation>>,
    /// Whether it has a neighbour to be merged with.
    pub(crate) mergeable: bool,
    /// The annotation whose note is being written in its card.
    pub(crate) note: Option<Rc<str>>,
    pub(crate) send: Callback<Intent>,
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

/// Whether one of the doubtful annotations is no longer among them, or is kept without its place.
fn is_settled(before: &Annotation, now: &[Rc<Annotation>]) -> bool {
    let now = number_of(now, &before.id).and_then(|number| now.get(number));
    now.is_none_or(|now| before.span().is_some() && now.span().is_none())
}

/// What the list learns.
pub(crate) enum Seen {
    /// It was scrolled.
    Scrolled,
    /// It, or the open card, got another size.
    Measured,
    /// Its cards must be placed anew.
    Again,
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
    window: ListWindow,
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
    /// The row that goes on with the focus where the button that had it has gone with what it did.
    heir: Option<usize>,
    /// The doubtful one that was settled while others are left: the list stays with these.
    settled: Option<Rc<str>>,
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
        let row = doubtful.map(Rows::of_doubtful).or(placed.map(|number| self.window.rows.of_placed(number)));
        Opened {
            placed: placed.filter(|_| doubtful.is_none()),
            doubtful,
            row: row.and_then(|row| self.window.open(row)),
        }
    }

    /// What is listed now.
    fn list(&mut self, props: &ListProps) {
        let note = props.note.as_deref();
        self.listed = (self.listing.of(props.placed.rc(), note), self.listing.of(props.doubtful.rc(), note));
        self.window.rows = Rows::of(&self.listed.1, &self.listed.0);
    }

    /// The row that Tab comes to: where the focus was last, else the open one, else the first
    /// card in the page.
    fn stop(&self, open: Open) -> Option<usize> {
        let mut shown = self.window.shown();
        let heading = self.window.rows.heading_in(&shown);
        let there = |row: &usize| shown.contains(row) && !(heading && *row == 0);
        let kept = self.stop.filter(there).or(open.map(|(row, _)| row).filter(there));
        kept.or_else(|| shown.find(|row| !(heading && *row == 0)))
    }

    fn in_row(&self, row: usize) -> Option<&Rc<Annotation>> {
        let rows = &self.window.rows;
        let first = rows.of_placed(0);
        let doubtful = row.checked_sub(rows.of_first()).filter(|_| row < first);
        let doubtful = doubtful.and_then(|number| self.listed.1.get(number));
        doubtful.or_else(|| self.listed.0.get(row.checked_sub(first)?))
    }

    /// Where the focus goes on from the card of this annotation, which was in this row: to the card itself,
    /// to the next one of those to be settled, to that in its place.
    fn heir_of(&self, row: usize, id: &str) -> usize {
        let rows = &self.window.rows;
        if self.settled.as_deref() == Some(id) {
            return row.min(self.listed.1.len());
        }
        let itself = match number_of(&self.listed.1, id) {
            Some(number) => Some(Rows::of_doubtful(number)),
            None => number_of(&self.listed.0, id).map(|number| rows.of_placed(number)),
        };
        itself.unwrap_or_else(|| row.max(rows.of_first()).min(rows.len().saturating_sub(1)))
    }

    /// How many annotations are listed, of how many.
    fn count(&self, props: &ListProps) -> (usize, usize) {
        (self.listed.0.len() + self.listed.1.len(), props.placed.len() + props.doubtful.len())
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
                language: props.language,
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
            window: ListWindow::default(),
            doubtful: None,
            followed: None,
            choose: context.link().callback(Seen::Chosen),
            filter: ListFilter::default(),
            listing: Listing::default(),
            listed: <(Lists, Lists)>::default(),
            stop: None,
            focus: None,
            heir: None,
            settled: None,
        };
        list.list(context.props());
        list
    }

    fn changed(&mut self, context: &Context<Self>, old: &ListProps) -> bool {
        let props = context.props();
        if props.placed != old.placed || props.doubtful != old.doubtful || props.note != old.note {
            let open = self.opened(old).doubtful;
            let open = open.and_then(|number| self.listed.1.get(number)).cloned();
            let focused = self.window.focused().and_then(|row| Some((row, Rc::clone(&self.in_row(row)?.id))));
            self.list(props);
            let left = &self.listed.1;
            let others = |open: &Annotation| left.iter().any(|one| one.id != open.id);
            let settled = open.filter(|open| others(open) && is_settled(open, left));
            self.settled = settled.map(|open| Rc::clone(&open.id));
            if self.settled.is_some() {
                self.doubtful = None;
            }
            self.heir = focused.map(|(row, id)| self.heir_of(row, &id));
        }
        true
    }

    fn update(&mut self, context: &Context<Self>, seen: Seen) -> bool {
        let props = context.props();
        match seen {
            Seen::Scrolled => {
                let open = self.opened(props).row;
                self.window.scrolled(open)
            }
            Seen::Measured => {
                let open = self.opened(props).row;
                self.window.measured(open);
                true
            }
            Seen::Again => true,
            Seen::Chosen(id) => {
                let before = self.doubtful.take();
                self.settled = None;
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
                self.window.rewind();
                let (shown, total) = self.count(props);
                props.send.emit(Intent::Say(props.language.out_of(words::FOUND, shown, total).into()));
                true
            }
            Seen::Unfolded => {
                self.filter.open = !self.filter.open;
                true
            }
            Seen::Pressed(card, key) => {
                let rows = &self.window.rows;
                let Some(row) = self.window.row_of(&card).and_then(|row| led_to(&key, row, rows.len())) else {
                    return false;
                };
                let row = row.max(rows.of_first());
                (self.stop, self.focus) = (Some(row), Some(row));
                let open = self.opened(props).row;
                self.window.follow(row, open);
                true
            }
        }
    }

    fn view(&self, context: &Context<Self>) -> Html {
        let props = context.props();
        let language = props.language;
        let (placed, doubtful) = (&*self.listed.0, &*self.listed.1);
        let (heading, help) = match doubtful.iter().all(|annotation| annotation.span().is_none()) {
            true => (language.say(words::ORPHANS), language.say(words::ORPHANS_HELP)),
            false => (language.say(words::DOUBTFUL), language.say(words::DOUBTFUL_HELP)),
        };
        let (rows, shown) = (&self.window.rows, self.window.shown());
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
                self.filter.view(&props.labels, language, listed, total, &asked)
            }
        };
        html! {
            <>
                {filter}
                <div ref={&self.window.list} class="list" part="list" onscroll={context.link().callback(|_| Seen::Scrolled)}
                    onkeydown={context.link().batch_callback(pressed)}>
                    <div ref={&self.window.above} />
                    if rows.heading_in(&shown) {
                        <div class="row row-heading"><h3>{heading}</h3><p>{help}</p></div>
                    }
                    if !rows.doubtful_in(&shown).is_empty() {
                        <div role="list" aria-label={heading}>
                            {self.cards(props, doubtful, rows.doubtful_in(&shown), opened.doubtful, stop_in(1))}
                        </div>
                    }
                    if !placed.is_empty() {
                        <div role="list" aria-label={language.say(words::LIST)}>
                            {self.cards(props, placed, rows.placed_in(&shown), opened.placed, stop_in(rows.of_placed(0)))}
                        </div>
                    }
                    <div ref={&self.window.below} />
                    if total == 0 { {empty(&props.labels, language)} }
                </div>
            </>
        }
    }

    fn rendered(&mut self, context: &Context<Self>, first: bool) {
        if first {
            self.window.observe(context.link().callback(|()| Seen::Measured));
        }
        let open = self.opened(context.props()).row;
        let mut again = self.window.rendered(open);
        // Again when the card's height is known or changes.
        if open != self.followed && self.window.is_measured() {
            let id = open.and_then(|(row, _)| self.in_row(row)).map(|annotation| &annotation.id);
            if self.settled.as_ref() != id {
                self.settled = None;
            }
            if let Some((row, _)) = open.filter(|_| self.settled.is_none()) {
                again |= self.window.follow(row, open);
            }
            if open.map(|(row, _)| row) != self.followed.map(|(row, _)| row) {
                self.stop = None;
            }
            self.followed = open;
        }
        if let Some(row) = self.heir.take().filter(|row| *row < self.window.rows.len() && self.window.is_unfocused()) {
            (self.stop, self.focus) = (Some(row), Some(row));
            // The button may have been scrolled to, and WebKit has not told of it yet.
            again |= self.window.scrolled(open);
            again |= self.window.follow(row, open);
        }
        // Not while the rows in the page are others than those that are to be there.
        if !again && self.focus.is_some_and(|row| self.window.focus(row)) {
            self.focus = None;
        }
        if again {
            context.link().send_message(Seen::Again);
        }
    }
}
