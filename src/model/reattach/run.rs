//! The search as a series of short steps, so that a page stays responsive.

use super::align::{self, Item, Landing, Page};
use super::chain::{Chain, Link, sort};
use super::compare::Compare;
use super::diff::Matching;
use super::fit;
use super::quote::{Occurrence, occurrences};
use super::snapshot::{Snapshot, hash};
use super::words::{Index, Vocabulary, Word, narrow};
use super::{Basis, Reattached, Wanted, WithoutSnapshot};
use crate::model::annotation::{Anchoring, Place};
use crate::model::article::ArticleText;
use crate::model::sentences::{Sentences, split};
use crate::model::span::Span;
use std::collections::BTreeMap;
use std::ops::Range;

/// Below this likeness an annotation is shown as to be checked.
const SURE: f32 = 0.55;
/// The same for an edited sentence that moved.
const SURE_FAR: f32 = 0.70;
/// With fewer old sentences than this, none unchanged does not mean another article.
const FEW: usize = 8;
/// Sentences hashed or read between two looks at the clock.
const AT_ONCE: usize = 64;

/// How far a search is.
#[derive(Clone, Debug)]
pub enum Progress {
    /// To be continued; about this part is done, 0–1.
    Working(f32),
    /// Finished.
    Done(Reattached),
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Stage {
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
    Done,
}

/// A piece of a wanted annotation: what of it lies in one old sentence.
#[derive(Clone, Debug)]
struct Piece {
    wanted: usize,
    /// The bytes of the quote.
    text: Range<usize>,
    /// The item that is looked for, or the unchanged sentence it is in.
    target: Target,
    /// Whether it is all of its sentence.
    whole: bool,
}

#[derive(Clone, Debug)]
enum Target {
    Unchanged { new: usize, in_order: bool },
    Item(usize),
}

/// A search under way. It owns what it needs; the article is handed to every step.
#[derive(Debug)]
pub struct Reattachment {
    wanted: Vec<Wanted>,
    old: Vec<u64>,
    basis: Basis,
    new: Vec<u64>,
    stage: Stage,
    at: usize,
    places: Vec<Option<Place>>,
    matching: Matching,
    pieces: Vec<Piece>,
    items: Vec<Item>,
    vocabulary: Vocabulary,
    index: Index,
    compare: Compare,
    found: Vec<Vec<Occurrence>>,
    links: Vec<Link>,
    claimed: Vec<bool>,
}

impl Reattachment {
    /// Begins a search; nothing is done yet.
    #[must_use]
    pub fn new(old: Option<Snapshot>, wanted: Vec<Wanted>) -> Self {
        let spoken_of = wanted.iter().filter_map(|wanted| wanted.sentences.as_ref()).map(|range| range.end).max();
        let basis = match &old {
            None => Basis::Quotes(WithoutSnapshot::Missing),
            Some(old) if !old.is_current() => Basis::Quotes(WithoutSnapshot::OtherVersion),
            Some(old) if spoken_of.unwrap_or(0) > old.hashes.len() => Basis::Quotes(WithoutSnapshot::Truncated),
            Some(_) => Basis::Snapshot,
        };
        Self {
            places: vec![None; wanted.len()],
            found: vec![Vec::new(); wanted.len()],
            wanted,
            stage: if basis == Basis::Snapshot { Stage::Hash } else { Stage::Read },
            old: old.map(|old| old.hashes).unwrap_or_default(),
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
                let places = std::mem::take(&mut self.places);
                let places = places.into_iter().zip(&self.wanted);
                let places = places.map(|(place, wanted)| place.unwrap_or(Place::Orphan { last: wanted.position }));
                return Progress::Done(Reattached { places: places.collect(), basis: self.basis });
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
            Stage::Place => (0.9, 0.1, self.wanted.len()),
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
            Stage::Match => self.compare_hashes(article, sentences),
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
                self.stage = if self.basis == Basis::Snapshot { Stage::Propose } else { Stage::Occur };
            }
            Stage::Occur => {
                for number in self.run(self.wanted.len(), 1, Stage::Anchor) {
                    self.occur(article, number);
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
                    self.far(number);
                }
            }
            Stage::Place => {
                for number in self.run(self.pieces.len(), 1, Stage::Done) {
                    self.place(article, sentences, number);
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

    fn far(&mut self, number: usize) {
        let page = page(&self.vocabulary, &self.index, &self.matching, &self.new);
        let Some(item) = self.items.get(number).filter(|item| item.landing.is_none() && !item.words.is_empty()) else {
            return;
        };
        let landing = align::far(&page, &mut self.compare, item, &self.claimed);
        if let Some(landing) = &landing {
            self.claim(landing);
        }
        if let Some(item) = self.items.get_mut(number) {
            item.landing = landing;
        }
    }

    /// Compares the hashes and cuts the annotations into pieces.
    fn compare_hashes(&mut self, article: &ArticleText, sentences: &Sentences) {
        self.matching = Matching::of(&self.old, &self.new);
        if self.old.len() >= FEW && self.matching.of_old.iter().all(Option::is_none) {
            self.basis = Basis::Quotes(WithoutSnapshot::OtherArticle);
            self.stage = Stage::Read;
            return;
        }
        let mut sought: BTreeMap<usize, (String, bool)> = BTreeMap::new();
        let mut pieces = Vec::new();
        for (number, wanted) in self.wanted.iter().enumerate() {
            for (old, text, whole) in cut(wanted, &self.old) {
                let target = match self.matching.of_old.get(old).copied().flatten() {
                    Some(found) => Target::Unchanged { new: found.new, in_order: found.in_order },
                    None => {
                        let words = wanted.quote.exact.get(text.clone()).unwrap_or_default();
                        let known = sought.entry(old).or_default();
                        if !known.1 && (whole || words.len() > known.0.len()) {
                            *known = (words.to_owned(), whole);
                        }
                        Target::Item(old)
                    }
                };
                pieces.push(Piece { wanted: number, text, target, whole });
            }
        }
        let _ = (article, sentences);
        if sought.is_empty() {
            self.pieces = pieces;
            self.at = 0;
            self.stage = Stage::Place;
            return;
        }
        // All old sentences of the gaps take part, the unknown ones by their sketch.
        let mut numbers = vec![usize::MAX; self.old.len()];
        let gaps = gaps(&self.matching);
        for (old, gap) in gaps {
            if let Some(slot) = numbers.get_mut(old) {
                *slot = self.items.len();
            }
            let known = sought.remove(&old);
            let mut item = Item {
                order: Some(narrow(old)),
                sketch: self.old.get(old).copied(),
                alone: gap.old.len() == 1 && gap.new.len() == 1,
                range: gap.new,
                ..Item::default()
            };
            if let Some((text, whole)) = known {
                let mut words = Vec::new();
                self.vocabulary.read(&text, 0, &mut words);
                item.words = words.iter().map(|word: &Word| word.id).collect();
                item.loose = !whole;
            }
            self.items.push(item);
        }
        for piece in &mut pieces {
            if let Target::Item(number) = &mut piece.target {
                *number = numbers.get(*number).copied().unwrap_or(usize::MAX);
            }
        }
        self.pieces = pieces;
        self.stage = Stage::Read;
    }

    /// Without a snapshot every annotation is an item.
    fn read_items(&mut self) {
        if self.basis == Basis::Snapshot {
            return;
        }
        self.items.clear();
        self.pieces.clear();
        for (number, wanted) in self.wanted.iter().enumerate() {
            let mut words = |text: &str| -> Vec<u32> {
                let mut words = Vec::new();
                self.vocabulary.read(text, 0, &mut words);
                words.iter().map(|word| word.id).collect()
            };
            self.items.push(Item {
                words: words(&wanted.quote.exact),
                loose: true,
                context: Some((words(&wanted.quote.prefix), words(&wanted.quote.suffix))),
                ..Item::default()
            });
            let text = 0..wanted.quote.exact.len();
            self.pieces.push(Piece { wanted: number, text, target: Target::Item(number), whole: false });
        }
    }

    fn occur(&mut self, article: &ArticleText, number: usize) {
        let (Some(wanted), Some(item)) = (self.wanted.get(number), self.items.get(number)) else { return };
        let expected = wanted.position.map_or(0, |position| position.0);
        let found = occurrences(article, &self.index, &wanted.quote, &item.words, expected);
        if let Some(slot) = self.found.get_mut(number) {
            *slot = found;
        }
    }

    /// Chooses among the places of every quote, then tells the others where to look.
    fn anchor(&mut self, article: &ArticleText, sentences: &Sentences) {
        let mut order: Vec<usize> = (0..self.wanted.len()).collect();
        order.sort_by_key(|&number| self.wanted.get(number).and_then(|wanted| wanted.position));
        // The sentence-by-sentence order of all places: a chain through them says which
        // of several equal places goes with the neighbours.
        let mut links = Vec::new();
        let mut spans = Vec::new();
        for (rank, &number) in order.iter().enumerate() {
            for found in self.found.get(number).into_iter().flatten() {
                let Some(at) = sentences.at(found.span.start()) else { continue };
                let weight = 1.0 + 3.0 * found.context as f32 / 64.0 + f32::from(u8::from(found.verbatim));
                links.push(Link { old: narrow(rank), new: narrow(at), weight });
                spans.push((rank, at, *found));
            }
        }
        sort(&mut links);
        let mut chain = Chain::default();
        chain.choose(&links, sentences.len());
        let chosen: BTreeMap<usize, usize> = chain
            .chosen
            .iter()
            .filter_map(|&number| links.get(number))
            .map(|link| (link.old as usize, link.new as usize))
            .collect();
        self.matching.taken = vec![false; sentences.len()];
        let mut anchors: Vec<(usize, usize)> = Vec::new();
        for (rank, &number) in order.iter().enumerate() {
            let Some(found) = self.found.get(number) else { continue };
            let in_chain = chosen.get(&rank).copied();
            let best = found.iter().max_by_key(|found| {
                let near = sentences.at(found.span.start()) == in_chain && in_chain.is_some();
                (found.context + 16 * usize::from(near), found.verbatim)
            });
            let Some(best) = best.copied() else { continue };
            for taken in self.matching.taken.get_mut(sentences.touching(best.span)).into_iter().flatten() {
                *taken = true;
            }
            let at = sentences.at(best.span.start());
            let near = at.is_some() && at == in_chain;
            if let Some(at) = at
                && near
            {
                anchors.push((rank, at));
            }
            let position = self.wanted.get(number).and_then(|wanted| wanted.position);
            let here = article.code_points_of(best.span);
            let rivals = found.iter().filter(|other| other.context >= best.context).count();
            let anchoring = if found.len() > 1 && rivals > 1 && !near {
                Anchoring::Check(1.0)
            } else if !best.verbatim {
                Anchoring::Changed(1.0)
            } else if here == position || near && position.is_some() || position.is_none() {
                Anchoring::Exact
            } else {
                Anchoring::Moved
            };
            self.set(number, best.span, anchoring);
        }
        let total = sentences.len();
        for (rank, &number) in order.iter().enumerate() {
            let after = anchors.partition_point(|anchor| anchor.0 < rank);
            let from = after.checked_sub(1).and_then(|at| anchors.get(at)).map_or(0, |anchor| anchor.1);
            let to = anchors.get(after).map_or(total, |anchor| anchor.1 + 1);
            let placed = self.places.get(number).is_some_and(Option::is_some);
            if let Some(item) = self.items.get_mut(number) {
                item.range = from..to.max(from);
                item.order = Some(narrow(rank));
                if placed {
                    item.words.clear();
                }
            }
        }
    }

    fn set(&mut self, number: usize, span: Span, anchoring: Anchoring) {
        if let Some(place) = self.places.get_mut(number) {
            *place = Some(match *place {
                Some(Place::At { span: before, anchoring: other }) => {
                    Place::At { span: before.join(span), anchoring: weaker(other, anchoring) }
                }
                _ => Place::At { span, anchoring },
            });
        }
    }

    /// Puts one piece into the sentences found for it.
    fn place(&mut self, article: &ArticleText, sentences: &Sentences, number: usize) {
        let Some(piece) = self.pieces.get(number).cloned() else { return };
        let Some(wanted) = self.wanted.get(piece.wanted) else { return };
        let quote = wanted.quote.clone();
        let text = quote.exact.get(piece.text.clone()).unwrap_or_default();
        let (range, likeness, in_order, sure) = match piece.target {
            Target::Unchanged { new, in_order } => (new..new + 1, 1.0, in_order, true),
            Target::Item(item) => {
                let Some(landing) = self.items.get(item).and_then(|item| item.landing.clone()) else { return };
                let least = if landing.in_order { SURE } else { SURE_FAR };
                (landing.new, landing.likeness, landing.in_order, landing.likeness >= least)
            }
        };
        let Some(all) = fit::whole(sentences, &range) else { return };
        if article.slice(all) == text || piece.whole && likeness >= 1.0 {
            let anchoring = match (article.slice(all) == text, in_order) {
                (true, true) => Anchoring::Exact,
                (true, false) => Anchoring::Moved,
                _ => Anchoring::Changed(1.0),
            };
            return self.set(piece.wanted, all, anchoring);
        }
        if !piece.whole
            && let Some(span) = fit::verbatim(article, all, &part_of(&quote, text))
        {
            return self.set(piece.wanted, span, if in_order { Anchoring::Exact } else { Anchoring::Moved });
        }
        let part = matches!(piece.target, Target::Item(item) if self.items.get(item).is_some_and(|item| item.landing.as_ref().is_some_and(|landing| landing.part)));
        let (mut span, mut rest) = (all, likeness);
        if !piece.whole || part {
            if self.index.len() == 0 {
                self.read_all(article, sentences);
            }
            let mut words = Vec::new();
            self.vocabulary.read(text, 0, &mut words);
            let words: Vec<u32> = words.iter().map(|word| word.id).collect();
            let pool = (&self.vocabulary, &self.index);
            let fitted = fit::part((article, sentences), pool, &mut self.compare, (text, &words), &range);
            if let Some((fitted, left)) = fitted {
                (span, rest) = (fitted, left);
            }
        }
        let rest = f64::from(rest);
        let sure = sure && rest >= f64::from(SURE);
        self.set(piece.wanted, span, if sure { Anchoring::Changed(rest) } else { Anchoring::Check(rest) });
    }

    fn read_all(&mut self, article: &ArticleText, sentences: &Sentences) {
        for sentence in sentences.as_slice() {
            self.index.add(&mut self.vocabulary, article.slice(sentence.span), sentence.span.start().get());
        }
        self.index.post(&mut self.vocabulary);
        self.vocabulary.weigh(sentences.len());
    }
}

fn page<'a>(vocabulary: &'a Vocabulary, index: &'a Index, matching: &'a Matching, hashes: &'a [u64]) -> Page<'a> {
    Page { vocabulary, index, taken: &matching.taken, hashes }
}

/// A quote of `text` alone; its surroundings only count where it is the whole quote.
fn part_of(quote: &crate::model::annotation::Quote, text: &str) -> crate::model::annotation::Quote {
    if *quote.exact == *text {
        return quote.clone();
    }
    crate::model::annotation::Quote { prefix: "".into(), exact: text.into(), suffix: "".into() }
}

/// The pieces of an annotation: number of the old sentence, bytes of the quote,
/// whether that is the whole sentence.
fn cut(wanted: &Wanted, old: &[u64]) -> Vec<(usize, Range<usize>, bool)> {
    let exact = &*wanted.quote.exact;
    let is = |number: usize, text: &str| old.get(number) == Some(&hash(text));
    let sentences = wanted.sentences.clone().or_else(|| {
        let sought = hash(exact);
        let mut equal = old.iter().enumerate().filter(|&(_, &hash)| hash == sought).map(|(number, _)| number);
        let first = equal.next()?;
        equal.next().is_none().then_some(first..first + 1)
    });
    let Some(sentences) = sentences.filter(|range| !range.is_empty()) else { return Vec::new() };
    if sentences.len() == 1 {
        return vec![(sentences.start, 0..exact.len(), is(sentences.start, exact))];
    }
    let mut parts = Vec::new();
    let mut base = 0;
    for block in exact.split_inclusive('\n') {
        parts.extend(split(block, "", &[]).into_iter().map(|part| base + part.start..base + part.end));
        base += block.len();
    }
    if parts.len() != sentences.len() {
        return vec![(sentences.start, 0..exact.len(), false)];
    }
    let text = |part: &Range<usize>| exact.get(part.clone()).unwrap_or_default();
    sentences.zip(parts).map(|(number, part)| (number, part.clone(), is(number, text(&part)))).collect()
}

struct Gap {
    old: Range<usize>,
    new: Range<usize>,
}

/// Every old sentence without a new one, and the gap between unchanged neighbours it is in.
fn gaps(matching: &Matching) -> Vec<(usize, Gap)> {
    let mut found = Vec::new();
    let (mut first, mut start) = (0, 0);
    let ends = matching.of_old.iter().enumerate().filter_map(|(old, found)| {
        let found = (*found)?;
        found.in_order.then_some((old, found.new))
    });
    for (old, new) in ends.chain([(matching.of_old.len(), matching.taken.len())]) {
        for lost in first..old {
            if matching.of_old.get(lost).is_some_and(Option::is_none) {
                found.push((lost, Gap { old: first..old, new: start..new.max(start) }));
            }
        }
        (first, start) = (old + 1, new + 1);
    }
    found
}

fn weaker(one: Anchoring, other: Anchoring) -> Anchoring {
    let rank = |anchoring: &Anchoring| match *anchoring {
        Anchoring::Exact => (0, 0.0),
        Anchoring::Moved => (1, 0.0),
        Anchoring::Changed(left) => (2, 1.0 - left),
        Anchoring::Check(left) => (3, 1.0 - left),
    };
    let (first, second) = (rank(&one), rank(&other));
    if first.0 > second.0 || first.0 == second.0 && first.1 >= second.1 { one } else { other }
}
