//! Edited sentences: which new sentence each old one has become.
//!
//! Between two unchanged sentences old and new ones are put side by side so that no
//! pair crosses another and the likeness of all pairs is greatest; then split and
//! merged sentences are looked for, at last edited ones that moved far away.

use super::chain::{Chain, Link, sort};
use super::compare::{Compare, Shared};
use super::index::Index;
use super::merge::merge;
use super::snapshot::resemblance;
use super::words::{Vocabulary, narrow};
use std::ops::Range;
use std::rc::Rc;

/// Least likeness of a pair in order.
const NEAR: f32 = 0.37;
/// The same where exactly one old and one new sentence stand between two unchanged ones.
const ALONE: f32 = 0.31;
/// Least likeness of an edited sentence found somewhere else …
const FAR: f32 = 0.5;
/// … and where the other old sentences are not known, which it may be one of.
const FAR_UNKNOWN: f32 = 0.56;
/// How much better than the second best it must be.
const MARGIN: f32 = 0.16;
/// The same for a sentence known by its sketch alone.
const SKETCHED_NEAR: f32 = 0.42;
/// A further sentence is taken in when it makes the likeness better by this …
const GROWTH: f32 = 0.03;
/// … and so much of it comes from the old one: otherwise it was added, not split off.
const SPLIT_OFF: f32 = 0.5;
/// Least likeness where only the quote is known and its surroundings are strange …
const STRANGE: f32 = 0.60;
/// … and by how much less does where they are the same.
const FAMILIAR: f32 = 0.28;
/// What a likeness judged by a sketch is worth of one judged by the words.
const SKETCHY: f32 = 0.9;
/// A pair less alike than this gives way to an old sentence …
const WEAK: f32 = 0.5;
/// … whose sketch resembles the new one so much.
const OWNER: f32 = 0.65;
/// Pairs of sketches that are compared for it at most.
const OWNERS: usize = 4_000_000;
/// Candidates that are compared word by word.
const NEAR_CANDIDATES: usize = 10;
const FAR_CANDIDATES: usize = 6;
/// A sentence known by its sketch alone is compared with so many new ones on each side.
const SKETCHED: usize = 200;

/// An old sentence, or the part of it that is known, that does not stand unchanged
/// in the new text.
#[derive(Clone, Debug, Default)]
pub(super) struct Item {
    /// Its place among the old sentences; `None` if unknown.
    pub(super) order: Option<u32>,
    /// Its words; empty if only the sketch is known.
    pub(super) words: Vec<u32>,
    /// The text of these words, with a snapshot.
    pub(super) text: Option<Rc<str>>,
    /// Its hash in the snapshot.
    pub(super) sketch: Option<u64>,
    /// The new sentences between the unchanged ones around it.
    pub(super) range: Range<usize>,
    /// Whether it may be a part of a sentence: compared with the best stretch.
    pub(super) loose: bool,
    /// Words before and after it in the old text, where no neighbours are known.
    pub(super) context: Option<(Vec<u32>, Vec<u32>)>,
    /// Whether it is the only old sentence and `range` has only one.
    pub(super) alone: bool,
    /// What it has become.
    pub(super) landing: Option<Landing>,
}

/// The new sentences that an old one has become.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Landing {
    /// Their numbers.
    pub(super) new: Range<usize>,
    /// How much is left, 0–1.
    pub(super) likeness: f32,
    /// Whether it is a part of a sentence that others have become, too.
    pub(super) part: bool,
    /// Whether it is still between its neighbours.
    pub(super) in_order: bool,
}

/// What the steps below work on.
pub(super) struct Page<'a> {
    pub(super) vocabulary: &'a Vocabulary,
    pub(super) index: &'a Index,
    /// For every new sentence, whether it has its old one.
    pub(super) taken: &'a [bool],
    /// The new sentences' hashes.
    pub(super) hashes: &'a [u64],
}

impl Page<'_> {
    fn free(&self, new: usize) -> bool {
        self.taken.get(new).is_some_and(|taken| !taken)
    }
}

/// Adds to `links` the new sentences that item `number` may have become, in order.
pub(super) fn propose(page: &Page, compare: &mut Compare, number: usize, item: &Item, links: &mut Vec<Link>) {
    let least = if item.alone { ALONE } else { NEAR };
    let mut push = |new: usize, likeness: f32, least: f32| {
        if likeness >= least {
            links.push(Link { old: narrow(number), new: narrow(new), weight: likeness * likeness });
        }
    };
    if item.words.is_empty() {
        let Some(sketch) = item.sketch else { return };
        let middle = item.range.start.midpoint(item.range.end);
        let range = item.range.start.max(middle.saturating_sub(SKETCHED))..item.range.end.min(middle + SKETCHED);
        for new in range.filter(|&new| page.free(new)) {
            let share = page.hashes.get(new).map_or(0.0, |&hash| resemblance(sketch, hash));
            // Jaccard to Dice, which `likeness` is.
            let likeness = 2.0 * share / (1.0 + share);
            push(new, SKETCHY * likeness, if item.alone { ALONE } else { SKETCHED_NEAR });
        }
        return;
    }
    let pool = (page.vocabulary, page.index);
    for candidate in compare.candidates(pool, &item.words, &item.range, |new| page.free(new), NEAR_CANDIDATES) {
        let new = candidate.new;
        let mut likeness = one_sentence(page, compare, item, new);
        if new + 1 < item.range.end && page.free(new + 1) {
            let one = compare.words(page.vocabulary, &item.words, page.index.sentence(new));
            let two = compare.words(page.vocabulary, &item.words, page.index.span(new..new + 2));
            // Both halves of a split sentence have their part of the words.
            if one.weight > 0.3 * two.weight {
                likeness = likeness.max(two.likeness() - GROWTH);
            }
        }
        let least = match &item.context {
            None => least,
            Some((before, after)) => {
                let (left, right) = surroundings(pool, compare, (before, after), page.index.range(new..new + 1));
                STRANGE - FAMILIAR * (0.75 * left.max(right) + 0.25 * left.min(right))
            }
        };
        push(new, likeness, least);
    }
}

/// How like one new sentence is; of a part the best stretch of it.
fn one_sentence(page: &Page, compare: &mut Compare, item: &Item, new: usize) -> f32 {
    let words = page.index.sentence(new);
    let shared = compare.words(page.vocabulary, &item.words, words);
    let stretch = if item.loose { compare.window(page.vocabulary, &shared, words) } else { None };
    stretch.map_or(0.0, |stretch| stretch.2).max(shared.likeness())
}

/// How much of the words before and after a quote stands before and after a place, given by its
/// words, 0–1 each.
pub(super) fn surroundings(
    (vocabulary, index): (&Vocabulary, &Index),
    compare: &mut Compare,
    (before, after): (&[u32], &[u32]),
    place: Range<usize>,
) -> (f32, f32) {
    let left = index.ids.get(place.start.saturating_sub(before.len() + 2)..place.start).unwrap_or_default();
    let right = place.end..(place.end + after.len() + 2).min(index.ids.len());
    let right = index.ids.get(right).unwrap_or_default();
    (compare.words(vocabulary, before, left).kept(), compare.words(vocabulary, after, right).kept())
}

/// Chooses among the proposals and looks at split and merged sentences.
pub(super) fn settle(page: &Page, compare: &mut Compare, items: &mut [Item], links: &mut [Link]) {
    let mut chain = Chain::default();
    sort(links);
    chain.choose(links, page.taken.len());
    for link in chain.chosen.iter().filter_map(|&number| links.get(number)) {
        if let Some(item) = items.get_mut(link.old as usize) {
            let new = link.new as usize;
            let landing = Landing { new: new..new + 1, likeness: link.weight.sqrt(), part: false, in_order: true };
            item.landing = Some(landing);
        }
    }
    give_way(page, items);
    let mut claimed = page.taken.to_vec();
    for new in items.iter().filter_map(|item| item.landing.as_ref()).map(|landing| landing.new.start) {
        if let Some(claimed) = claimed.get_mut(new) {
            *claimed = true;
        }
    }
    for item in items.iter_mut() {
        grow(page, compare, item, &mut claimed);
    }
    merge(page, compare, items);
}

/// Takes a sentence from a weak pair in order when an old sentence without a place
/// resembles it far more: that one has moved there.
fn give_way(page: &Page, items: &mut [Item]) {
    let lost: Vec<u64> = items.iter().filter(|item| item.landing.is_none()).filter_map(|item| item.sketch).collect();
    let weak = |landing: &Landing| landing.likeness < WEAK;
    let weak: Vec<&mut Item> = items.iter_mut().filter(|item| item.landing.as_ref().is_some_and(weak)).collect();
    if lost.len().saturating_mul(weak.len()) > OWNERS {
        return;
    }
    for item in weak {
        let new = item.landing.as_ref().and_then(|landing| page.hashes.get(landing.new.start));
        if new.is_some_and(|&new| lost.iter().any(|&old| resemblance(old, new) >= OWNER)) {
            item.landing = None;
        }
    }
}

fn likeness(page: &Page, compare: &mut Compare, item: &Item, range: &Range<usize>) -> Shared {
    compare.words(page.vocabulary, &item.words, page.index.span(range.clone()))
}

/// Takes in unclaimed neighbours: the sentence was split.
fn grow(page: &Page, compare: &mut Compare, item: &mut Item, claimed: &mut [bool]) {
    let Some(mut landing) = item.landing.take() else { return };
    if !item.words.is_empty() {
        let mut now = likeness(page, compare, item, &landing.new);
        for _ in 0..4 {
            let mut best = None;
            let before = landing.new.start.checked_sub(1).map(|start| (start, start..landing.new.end));
            let after = Some((landing.new.end, landing.new.start..landing.new.end + 1));
            for (added, wider) in [before, after].into_iter().flatten() {
                if item.range.contains(&added) && claimed.get(added) == Some(&false) {
                    let wide = likeness(page, compare, item, &wider);
                    if wide.likeness() > now.likeness() + GROWTH
                        && wide.weight - now.weight >= SPLIT_OFF * page.index.total(added)
                        && best.as_ref().is_none_or(|(_, _, most): &(usize, Range<usize>, Shared)| {
                            wide.likeness() > most.likeness()
                        })
                    {
                        best = Some((added, wider, wide));
                    }
                }
            }
            let Some((added, wider, wide)) = best else { break };
            (landing.new, now) = (wider, wide);
            if let Some(claimed) = claimed.get_mut(added) {
                *claimed = true;
            }
        }
        landing.likeness = now.likeness();
    }
    item.landing = Some(landing);
}

/// Looks for an edited sentence in the whole text, among sentences nobody has become.
pub(super) fn far(page: &Page, compare: &mut Compare, item: &Item, claimed: &[bool]) -> Option<Landing> {
    let everywhere = 0..page.index.len();
    let free = |new: usize| claimed.get(new) == Some(&false);
    let pool = (page.vocabulary, page.index);
    let (mut best, mut second) = (None, 0.0);
    for candidate in compare.candidates(pool, &item.words, &everywhere, free, FAR_CANDIDATES) {
        let range = candidate.new..candidate.new + 1;
        let likeness = likeness(page, compare, item, &range).likeness();
        match best {
            Some((most, _)) if likeness <= most => second = likeness.max(second),
            _ => second = best.replace((likeness, candidate.new)).map_or(0.0, |(most, _)| most),
        }
    }
    let (best, new) = best?;
    let least = if item.context.is_none() { FAR } else { FAR_UNKNOWN };
    let clear = best >= least && best >= second + MARGIN;
    clear.then_some(Landing { new: new..new + 1, likeness: best, part: false, in_order: false })
}
