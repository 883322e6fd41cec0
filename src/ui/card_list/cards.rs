//! What the list does once it has cards. Nothing that it begins with is inlined: a page without annotations is opened
//! without it, and so is the first part of the wasm.

use super::{CardList, ListProps, number_of};
use crate::model::action::Action;
use crate::model::annotation::Annotation;
use crate::ui::card::{Card, card};
use crate::ui::intent::Intent;
use crate::ui::rows::{Open, Rows};
use crate::ui::words;
use std::ops::Range;
use std::rc::Rc;
use web_sys::Element;
use yew::prelude::*;

/// Cards that Page Up and Page Down go by.
const PAGE: usize = 10;

/// The row to which a key leads from `row` of `count`.
pub(super) fn led_to(key: &str, row: usize, count: usize) -> Option<usize> {
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

/// Whether one of the doubtful annotations is no longer among them, or is kept without its place.
fn is_settled(before: &Annotation, now: &[Rc<Annotation>]) -> bool {
    let now = number_of(now, &before.id).and_then(|number| now.get(number));
    now.is_none_or(|now| before.span().is_some() && now.span().is_none())
}

impl CardList {
    /// The heading, the doubtful ones, all others.
    #[inline(never)]
    pub(super) fn rows(&self, props: &ListProps) -> Html {
        let language = props.language;
        let (placed, doubtful) = (&*self.listed.0, &*self.listed.1);
        let (name, help) = match doubtful.iter().all(|annotation| annotation.span().is_none()) {
            true => (language.say(words::ORPHANS), language.say(words::ORPHANS_HELP)),
            false => (language.say(words::DOUBTFUL), language.say(words::DOUBTFUL_HELP)),
        };
        let (rows, shown) = (&self.window.rows, self.window.shown());
        let opened = self.opened(props);
        let stop = self.stop(opened.row);
        let stop_in = |first: usize| stop.and_then(|stop| stop.checked_sub(first));
        html! {
            <>
                if rows.heading_in(&shown) {
                    <div class="row row-heading"><h3>{name}</h3><p>{help}</p></div>
                }
                if !rows.doubtful_in(&shown).is_empty() {
                    <div role="list" aria-label={name}>
                        {self.cards(props, doubtful, rows.doubtful_in(&shown), opened.doubtful, stop_in(1))}
                    </div>
                }
                if !placed.is_empty() {
                    <div role="list" aria-label={language.say(words::LIST)}>
                        {self.cards(props, placed, rows.placed_in(&shown), opened.placed, stop_in(rows.of_placed(0)))}
                    </div>
                }
            </>
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

    /// A card was chosen.
    #[inline(never)]
    pub(super) fn chosen(&mut self, id: Rc<str>, props: &ListProps) -> bool {
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

    /// Lists what the filter's fields ask for, and tells how much that is.
    #[inline(never)]
    pub(super) fn ask(&mut self, props: &ListProps) {
        self.listing = self.filter.read(&props.labels);
        self.list(props);
        self.stop = None;
        self.window.rewind();
        let (shown, total) = self.count(props);
        props.send.emit(Intent::Say(props.language.out_of(words::FOUND, shown, total).into()));
    }

    /// A key that leads to another card was pressed on this one.
    #[inline(never)]
    pub(super) fn led(&mut self, card: &Element, key: &str, props: &ListProps) -> bool {
        let rows = &self.window.rows;
        let Some(row) = self.window.row_of(card).and_then(|row| led_to(key, row, rows.len())) else {
            return false;
        };
        let row = row.max(rows.of_first());
        (self.stop, self.focus) = (Some(row), Some(row));
        let open = self.opened(props).row;
        self.window.follow(row, open);
        true
    }

    /// The annotations are others than they were with `old`.
    #[inline(never)]
    pub(super) fn list_anew(&mut self, props: &ListProps, old: &ListProps) {
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

    /// Follows the row that is open now; whether other rows are needed then.
    #[inline(never)]
    pub(super) fn follow(&mut self, open: Open) -> bool {
        let mut again = false;
        let id = open.and_then(|(row, _)| self.in_row(row)).map(|annotation| &annotation.id);
        if self.settled.as_ref() != id {
            self.settled = None;
        }
        if let Some((row, _)) = open.filter(|_| self.settled.is_none()) {
            again = self.window.follow(row, open);
        }
        if open.map(|(row, _)| row) != self.followed.map(|(row, _)| row) {
            self.stop = None;
        }
        self.followed = open;
        again
    }

    /// Gives the focus to the row that goes on with it, if nothing has it; whether other rows are needed then.
    #[inline(never)]
    pub(super) fn inherit(&mut self, row: usize, open: Open) -> bool {
        if row >= self.window.rows.len() || !self.window.is_unfocused() {
            return false;
        }
        (self.stop, self.focus) = (Some(row), Some(row));
        // The button may have been scrolled to, and WebKit has not told of it yet.
        let scrolled = self.window.scrolled(open);
        self.window.follow(row, open) || scrolled
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
}
