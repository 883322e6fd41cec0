//! The search as a series of short steps, so that a page stays responsive.

use super::align::{self, Item, Landing, Page};
use super::chain::Link;
use super::compare::Compare;
use super::diff::Matching;
use super::first::First;
use super::fit::marks;
use super::index::Index;
use super::pieces::Piece;
use super::place::all_there;
use super::quote::{Occurrence, places, with_marks};
use super::snapshot::{Snapshot, all_unknown, hash, may_be_foreign};
use super::words::Vocabulary;
use super::{Basis, Reattached, Wanted, WithoutSnapshot};
use crate::model::annotation::{Place, Quote};
use crate::model::article::ArticleText;
use crate::model::ordering;
use crate::model::sentences::Sentences;
use crate::model::span::Span;
use std::ops::Range;
use std::rc::Rc;

/// So many words in the same order are no chance …
const LONG: usize = 4;
/// … if together they are worth this.
const TELLING: f32 = 2.0;
/// Sentences hashed or read between two looks at the clock.
const AT_ONCE: usize = 64;
/// Labels whose first words are looked for between two looks at the clock.
const SOUGHT_AT_ONCE: usize = 4;

/// How far a search is.
#[derive(Clone, Debug)]
pub enum Progress {
    /// To be continued; about this part is done, 0–1.
    Working(f32),
    /// Finished.
    Done(Reattached),
}

/// What is done next.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Stage {
    Hash,
    Match,
    Read,
    Post,
    Occur,
    Anchor,
    Propose,
    Settle,
    Far,
    Place,
    Back,
    Done,
}

/// A search under way. It owns what it needs; the article is handed to every step.
#[derive(Debug)]
pub struct Reattachment {
    /// What is wanted, in the order of the old places: what keeps that order is found by it.
    pub(super) wanted: Vec<Wanted>,
    /// Their numbers as they came.
    numbers: Vec<usize>,
    /// What those were made on that are looked for by what they stood on last.
    pub(super) first: Vec<Option<First>>,
    /// The old snapshot's hashes and the new ones.
    pub(super) old: Vec<u64>,
    pub(super) new: Vec<u64>,
    pub(super) basis: Basis,
    pub(super) stage: Stage,
    /// How far the stage is.
    pub(super) at: usize,
    pub(super) places: Vec<Option<Place>>,
    pub(super) matching: Matching,
    pub(super) pieces: Vec<Piece>,
    pub(super) items: Vec<Item>,
    pub(super) vocabulary: Vocabulary,
    pub(super) index: Index,
    pub(super) compare: Compare,
    /// Without a snapshot: where each quote stands word for word.
    pub(super) found: Vec<Vec<Occurrence>>,
    /// Whose turn it is to be looked for, and all places of the last quote.
    pub(super) turns: Vec<usize>,
    pub(super) hits: Vec<Span>,
    pub(super) hits_of: Option<Quote>,
    /// Proposed pairs of items and new sentences.
    links: Vec<Link>,
    /// For every new sentence, whether it is somebody's.
    claimed: Vec<bool>,
    /// What items far from their neighbours may have become.
    distant: Vec<(usize, Landing)>,
}

impl Reattachment {
    /// Begins a search; nothing is done yet.
    #[must_use]
    pub fn new(old: Option<Snapshot>, wanted: Vec<Wanted>) -> Self {
        let mut wanted: Vec<(usize, Wanted)> = wanted.into_iter().enumerate().collect();
        ordering::sort(&mut wanted, |(_, one), (_, other)| one.position.cmp(&other.position));
        let (numbers, mut wanted): (Vec<usize>, Vec<Wanted>) = wanted.into_iter().unzip();
        let first = wanted.iter_mut().map(First::of).collect();
        let spoken_of = wanted.iter().filter_map(|wanted| wanted.sentences.as_ref()).map(|range| range.end).max();
        let basis = Basis::of(old.as_ref(), spoken_of.unwrap_or(0));
        let old = old.map(|old| old.hashes).unwrap_or_default();
        let hashes_tell = match basis {
            Basis::Snapshot => true,
            Basis::Quotes(why) => why == WithoutSnapshot::Damaged && may_be_foreign(&old),
        };
        Self {
            places: vec![None; wanted.len()],
            found: vec![Vec::new(); wanted.len()],
            turns: Vec::new(),
            hits: Vec::new(),
            hits_of: None,
            wanted,
            numbers,
            first,
            stage: if hashes_tell { Stage::Hash } else { Stage::Read },
            old,
            basis,
            new: Vec::new(),
            at: 0,
            matching: Matching::default(),
            pieces: Vec::new(),
            items: Vec::new(),
            vocabulary: Vocabulary::default(),
            index: Index::default(),
            compare: Compare::default(),
            links: Vec::new(),
            claimed: Vec::new(),
            distant: Vec::new(),
        }
    }

    /// Works until done or until `time_is_up` says so; it is asked after every
    /// small piece of work. `article` and `sentences` must be the same every time.
    pub fn step(
        &mut self,
        article: &ArticleText,
        sentences: &Sentences,
        time_is_up: &mut dyn FnMut() -> bool,
    ) -> Progress {
        loop {
            if self.stage == Stage::Done {
                let mut places = vec![Place::Orphan { last: None }; self.wanted.len()];
                let found = std::mem::take(&mut self.places).into_iter().zip(&self.wanted);
                for (((place, wanted), &number), first) in found.zip(&self.numbers).zip(&self.first) {
                    if let Some(slot) = places.get_mut(number) {
                        let place = place.unwrap_or(Place::Orphan { last: wanted.position });
                        let place = all_there(place, article, &wanted.quote.exact);
                        *slot = first.as_ref().map_or(place, |first| first.since(place));
                    }
                }
                let sentence_map = std::mem::take(&mut self.matching).into_map();
                return Progress::Done(Reattached { places, sentence_map, basis: self.basis });
            }
            self.work(article, sentences);
            if time_is_up() {
                return Progress::Working(self.progress(sentences));
            }
        }
    }

    fn progress(&self, sentences: &Sentences) -> f32 {
        let (before, span, all) = match self.stage {
            Stage::Hash => (0.0, 0.1, sentences.len()),
            Stage::Match => (0.1, 0.0, 1),
            Stage::Read => (0.1, 0.3, sentences.len()),
            Stage::Post | Stage::Anchor => (0.4, 0.0, 1),
            Stage::Occur => (0.4, 0.2, self.wanted.len()),
            Stage::Propose => (0.6, 0.2, self.items.len()),
            Stage::Settle => (0.8, 0.0, 1),
            Stage::Far => (0.8, 0.1, self.items.len()),
            Stage::Place => (0.9, 0.05, self.pieces.len()),
            Stage::Back => (0.95, 0.05, self.wanted.len()),
            Stage::Done => (1.0, 0.0, 1),
        };
        before + span * self.at as f32 / all.max(1) as f32
    }

    /// Goes through `count` things in runs of `run`, then on to the next stage.
    fn run(&mut self, count: usize, run: usize, next: Stage) -> Range<usize> {
        let range = self.at..count.min(self.at + run);
        self.at = range.end;
        if self.at >= count {
            (self.at, self.stage) = (0, next);
        }
        range
    }

    fn work(&mut self, article: &ArticleText, sentences: &Sentences) {
        match self.stage {
            Stage::Hash => {
                for number in self.run(sentences.len(), AT_ONCE, Stage::Match) {
                    let text = sentences.get(number).map_or("", |sentence| article.slice(sentence.span));
                    self.new.push(hash(text));
                }
            }
            Stage::Match if self.basis == Basis::Snapshot => self.compare_hashes(article, sentences),
            Stage::Match => {
                // Nothing is found by damaged hashes; they only tell whose they are.
                if all_unknown(&std::mem::take(&mut self.old), &std::mem::take(&mut self.new)) {
                    self.basis = Basis::Quotes(WithoutSnapshot::OtherArticle);
                }
                self.stage = Stage::Read;
            }
            Stage::Read => {
                for number in self.run(sentences.len(), AT_ONCE, Stage::Post) {
                    if let Some(sentence) = sentences.get(number) {
                        let base = sentence.span.start().get();
                        self.index.add(&mut self.vocabulary, article.slice(sentence.span), base);
                    }
                }
            }
            Stage::Post => {
                self.read_items();
                self.index.post(&mut self.vocabulary);
                self.vocabulary.weigh(sentences.len());
                self.index.total_up(&self.vocabulary);
                self.stage = if self.basis == Basis::Snapshot { Stage::Propose } else { Stage::Occur };
            }
            Stage::Occur => {
                for turn in self.run(self.wanted.len(), 1, Stage::Anchor) {
                    self.occur(article, turn);
                }
            }
            Stage::Anchor => {
                self.anchor(article, sentences);
                self.stage = Stage::Propose;
            }
            Stage::Propose => {
                for number in self.run(self.items.len(), 1, Stage::Settle) {
                    let page = page(&self.vocabulary, &self.index, &self.matching, &self.new);
                    if let Some(item) = self.items.get(number) {
                        align::propose(&page, &mut self.compare, number, item, &mut self.links);
                    }
                }
            }
            Stage::Settle => {
                let page = page(&self.vocabulary, &self.index, &self.matching, &self.new);
                align::settle(&page, &mut self.compare, &mut self.items, &mut self.links);
                self.claimed.clone_from(&self.matching.taken);
                let landed: Vec<_> = self.items.iter().filter_map(|item| item.landing.clone()).collect();
                landed.iter().for_each(|landing| self.claim(landing));
                self.stage = Stage::Far;
            }
            Stage::Far => {
                for number in self.run(self.items.len(), 1, Stage::Place) {
                    self.far(article, sentences, number);
                }
                if self.stage != Stage::Far {
                    self.settle_distant();
                }
            }
            Stage::Place => {
                for number in self.run(self.pieces.len(), 1, Stage::Back) {
                    self.place(article, sentences, number);
                }
            }
            Stage::Back => {
                // To a text of the same words only those can have come back that stood on others than their first.
                let same = self.basis == Basis::Snapshot && self.old == self.new;
                for number in self.run(self.wanted.len(), SOUGHT_AT_ONCE, Stage::Done) {
                    if !same || self.first.get(number).is_some_and(Option::is_some) {
                        self.come_back(article, number);
                    }
                }
            }
            Stage::Done => {}
        }
    }

    fn claim(&mut self, landing: &Landing) {
        for claimed in self.claimed.get_mut(landing.new.clone()).into_iter().flatten() {
            *claimed = true;
        }
    }

    fn far(&mut self, article: &ArticleText, sentences: &Sentences, number: usize) {
        let page = page(&self.vocabulary, &self.index, &self.matching, &self.new);
        let Some(item) = self.items.get(number).filter(|item| item.landing.is_none() && !item.words.is_empty()) else {
            return;
        };
        let mut landing = align::far(&page, &mut self.compare, item, &self.claimed);
        if landing.is_none()
            && item.words.len() >= LONG
            && page.vocabulary.total(&item.words) >= TELLING
            && let Some(text) = self.items.get(number).and_then(|item| item.text.clone())
        {
            let found = verbatim(article, sentences, &self.index, &item.words, text);
            landing = found.filter(|found| found.new.clone().all(|new| self.matching.free(new)));
        }
        self.distant.extend(landing.map(|landing| (number, landing)));
    }

    /// Of several old sentences that may have become the same one, the most alike has it.
    fn settle_distant(&mut self) {
        let mut distant = std::mem::take(&mut self.distant);
        ordering::sort(&mut distant, |(_, one), (_, other)| other.likeness.total_cmp(&one.likeness));
        for (number, landing) in distant {
            let taken = self.claimed.get(landing.new.clone()).is_none_or(|claimed| claimed.contains(&true));
            if landing.part || !taken {
                self.claim(&landing);
                if let Some(item) = self.items.get_mut(number) {
                    item.landing = Some(landing);
                }
            }
        }
    }
}

/// What the alignment works on.
fn page<'a>(vocabulary: &'a Vocabulary, index: &'a Index, matching: &'a Matching, hashes: &'a [u64]) -> Page<'a> {
    Page { vocabulary, index, taken: &matching.taken, hashes }
}

/// A sentence that is now a part of another, word for word, wherever that is.
fn verbatim(
    article: &ArticleText,
    sentences: &Sentences,
    index: &Index,
    words: &[u32],
    exact: Rc<str>,
) -> Option<Landing> {
    let quote = Quote { prefix: "".into(), exact, suffix: "".into() };
    let found = places(article, index, &quote, words);
    let [only] = found.as_slice() else { return None };
    let only = with_marks(article, marks(&quote.exact), *only)?;
    Some(Landing { new: sentences.touching(only), likeness: 1.0, part: true, in_order: false })
}
