//! Merged sentences: an old one that is now a part of what its neighbour has become.

use super::align::{Item, Landing, Page};
use super::compare::Compare;

/// How far away the neighbour may be.
const NEIGHBOURS: usize = 3;
/// Least share of the old words that is left and not the neighbour's …
const LEFT: f32 = 0.42;
/// … and how much more for every sentence between the two.
const BETWEEN: f32 = 0.06;
/// What is left is worth so much at least: a few frequent words in a long sentence are chance …
const WORTH: f32 = 1.6;
/// … but where most of a short sentence is left.
const MOST: f32 = 0.6;
/// Least likeness of the stretch where the words stand …
const STRETCH: f32 = 0.50;
/// … and the fewest words that are left.
const FEWEST: usize = 3;

/// Gives items that have none a part of the sentence a neighbour has become.
pub(super) fn merge(page: &Page, compare: &mut Compare, items: &mut [Item]) {
    for number in 0..items.len() {
        let Some(item) = items.get(number).filter(|item| item.landing.is_none() && !item.words.is_empty()) else {
            continue;
        };
        let neighbours = (number.saturating_sub(NEIGHBOURS)..number).rev().chain(number + 1..=number + NEIGHBOURS);
        let mut best: Option<Landing> = None;
        for other in neighbours.filter_map(|other| items.get(other)) {
            let found = part_of(page, compare, item, other);
            if let Some(found) = found
                && best.as_ref().is_none_or(|best| found.likeness > best.likeness)
            {
                best = Some(found);
            }
        }
        if let Some(item) = items.get_mut(number) {
            item.landing = best;
        }
    }
}

/// The part of the sentence `other` has become that `item` is, if it is one.
fn part_of(page: &Page, compare: &mut Compare, item: &Item, other: &Item) -> Option<Landing> {
    let landing = other.landing.as_ref()?;
    let (place, neighbour) = item.order.zip(other.order)?;
    let distance = place.abs_diff(neighbour) as usize;
    if distance > NEIGHBOURS || landing.new.start < item.range.start || landing.new.end > item.range.end {
        return None;
    }
    let words = page.index.span(landing.new.clone());
    compare.words(page.vocabulary, &other.words, words);
    let theirs: Vec<usize> = compare.pairs().map(|(_, new, _)| new).collect();
    let shared = compare.words(page.vocabulary, &item.words, words);
    let own: Vec<(usize, f32)> = compare
        .pairs()
        .map(|(_, new, weight)| (new, weight))
        .filter(|(new, _)| theirs.binary_search(new).is_err())
        .collect();
    let worth: f32 = own.iter().map(|own| own.1).sum();
    let left = if shared.old > 0.0 { worth / shared.old } else { 0.0 };
    let stretch = compare.window(page.vocabulary, &shared, words).map_or(0.0, |stretch| stretch.2);
    // Who came first in the old text comes first in the sentence; compared are the mean places.
    let (one, two) =
        (own.iter().map(|own| own.0).sum::<usize>() * theirs.len(), theirs.iter().sum::<usize>() * own.len());
    let in_order = theirs.is_empty() || (one > two) == (place > neighbour);
    let enough = left >= LEFT + BETWEEN * (distance.saturating_sub(1)) as f32 && (worth >= WORTH || left >= MOST);
    let is_part = enough && in_order && stretch >= STRETCH && own.len() >= FEWEST.min(item.words.len());
    is_part.then(|| Landing { new: landing.new.clone(), likeness: left, part: true, in_order: true })
}
