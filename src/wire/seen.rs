//! Ids or names met so far, each with its number.

use crate::model::numbers::Numbers;
use std::borrow::Cow;

/// Strings numbered in the order in which they came, from 0.
#[derive(Debug, Default)]
pub(super) struct Seen<'a> {
    numbers: Numbers,
    names: Vec<Cow<'a, str>>,
}

impl<'a> Seen<'a> {
    /// Adds a string; tells whether it is new.
    pub(super) fn add(&mut self, name: Cow<'a, str>) -> bool {
        let (key, known) = self.look_up(&name);
        if known.is_none() {
            self.numbers.number(key);
            self.names.push(name);
        }
        known.is_none()
    }

    /// The string's number.
    pub(super) fn number(&self, name: &str) -> Option<usize> {
        self.look_up(name).1
    }

    /// The key under which the string stands or would stand, and its number.
    fn look_up(&self, name: &str) -> (u64, Option<usize>) {
        // FNV-1a.
        let hash = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        let mut key = name.bytes().fold(0xcbf2_9ce4_8422_2325, hash);
        loop {
            let number = self.numbers.find(key);
            match number.and_then(|number| self.names.get(number)) {
                // Another string with the same hash: this one stands under a key made from it.
                Some(other) if *other != name => key = hash(key, 0),
                _ => return (key, number),
            }
        }
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn every_string_is_new_once() {
        let mut seen = Seen::default();
        let names: Vec<String> = (0..500).map(|number| format!("s{number}")).collect();
        assert!(names.iter().all(|name| seen.add(Cow::Borrowed(name))));
        assert!(!names.iter().any(|name| seen.add(Cow::Borrowed(name))));
        assert_eq!((seen.number("s0"), seen.number("s499"), seen.number("s500")), (Some(0), Some(499), None));
    }
}
