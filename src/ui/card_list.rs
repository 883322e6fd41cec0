//! The list of annotations: first, in a section of their own, those whose place the
//! reader should look at or whose text is gone; then all others. Only the cards near
//! what is seen are in the page, so that ten thousand scroll like ten; each says its
//! number of how many, and arrow keys lead to all of them.

mod cards;

use self::cards::led_to;
use crate::model::annotation::Annotation;
use crate::model::article::ArticleText;
use crate::model::label::LabelSet;
use crate::model::listing::Listing;
use crate::ui::empty::empty;
use crate::ui::intent::Intent;
use crate::ui::language::Language;
use crate::ui::list_filter::{Asked, ListFilter};
use crate::ui::list_window::ListWindow;
use crate::ui::rows::{Open, Rows};
use crate::ui::shared::Shared;
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

    /// How many annotations are listed, of how many.
    fn count(&self, props: &ListProps) -> (usize, usize) {
        (self.listed.0.len() + self.listed.1.len(), props.placed.len() + props.doubtful.len())
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
            self.list_anew(props, old);
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
            Seen::Chosen(id) => self.chosen(id, props),
            Seen::Asked | Seen::ShowAll => {
                if matches!(seen, Seen::ShowAll) {
                    self.filter.clear();
                }
                self.ask(props);
                true
            }
            Seen::Unfolded => {
                self.filter.open = !self.filter.open;
                true
            }
            Seen::Pressed(card, key) => self.led(&card, &key, props),
        }
    }

    fn view(&self, context: &Context<Self>) -> Html {
        let props = context.props();
        let language = props.language;
        let (listed, total) = self.count(props);
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
                    if listed > 0 { {self.rows(props)} }
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
            again |= self.follow(open);
        }
        if let Some(row) = self.heir.take() {
            again |= self.inherit(row, open);
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
