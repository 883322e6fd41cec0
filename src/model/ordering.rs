//! The one sort of the crate: every instance of the standard library's is kilobytes of wasm.
//!
//! A merge sort over the items' numbers, told by a function which of two comes
//! first, and then the items are swapped into their places. What differs between
//! uses is only these two small functions.

use std::cmp::Ordering;

/// Sorts `list`; equal items keep their order. O(n log n), O(n) where it is sorted already.
pub fn sort<T>(list: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let order = order(list.len(), &|one, other| match (list.get(one as usize), list.get(other as usize)) {
        (Some(one), Some(other)) => compare(one, other),
        _ => Ordering::Equal,
    });
    arrange(order, &mut |one, other| list.swap(one, other));
}

/// The numbers below `length` in the order in which `compare` wants their items;
/// none if they stand so already.
#[inline(never)]
pub fn order(length: usize, compare: &dyn Fn(u32, u32) -> Ordering) -> Vec<u32> {
    let length = u32::try_from(length).unwrap_or(u32::MAX);
    if (1..length).all(|at| compare(at - 1, at) != Ordering::Greater) {
        return Vec::new();
    }
    merged(length, compare)
}

// Not inlined: little is sorted as a page is opened.
#[inline(never)]
fn merged(length: u32, compare: &dyn Fn(u32, u32) -> Ordering) -> Vec<u32> {
    let mut sorted: Vec<u32> = (0..length).collect();
    let mut merged = sorted.clone();
    let mut width = 1;
    while width < sorted.len() {
        for (pair, room) in sorted.chunks(2 * width).zip(merged.chunks_mut(2 * width)) {
            let (mut left, mut right) = pair.split_at(width.min(pair.len()));
            for slot in room {
                let from = match (left.first(), right.first()) {
                    (Some(&one), Some(&other)) if compare(one, other) == Ordering::Greater => &mut right,
                    (Some(_), _) => &mut left,
                    _ => &mut right,
                };
                let Some((&first, rest)) = from.split_first() else { break };
                (*slot, *from) = (first, rest);
            }
        }
        std::mem::swap(&mut sorted, &mut merged);
        width *= 2;
    }
    sorted
}

/// Swaps items so that the one that had the number `order[n]` gets the number `n`.
#[inline(never)]
fn arrange(mut order: Vec<u32>, swap: &mut dyn FnMut(usize, usize)) {
    for start in 0..order.len() {
        let mut at = start;
        while let Some(slot) = order.get_mut(at) {
            let from = std::mem::replace(slot, at as u32) as usize;
            if from == start {
                break;
            }
            swap(at, from);
            at = from;
        }
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sorts_as_the_standard_library_does(keys in prop::collection::vec(0_u8..40, 0..200)) {
            let mut list: Vec<(u8, usize)> = keys.into_iter().enumerate().map(|(at, key)| (key, at)).collect();
            let mut expected = list.clone();
            expected.sort_by_key(|item| item.0);
            sort(&mut list, |one, other| one.0.cmp(&other.0));
            prop_assert_eq!(list, expected);
        }
    }

    #[test]
    fn what_is_sorted_stays() {
        assert!(order(0, &|_, _| Ordering::Greater).is_empty());
        assert!(order(3, &|one, other| one.cmp(&other)).is_empty());
        assert_eq!(order(3, &|one, other| other.cmp(&one)), [2, 1, 0]);
    }
}
