//! Numbers for keys: the one hash table of the crate, open addressing with linear
//! probing. The standard library's map is kilobytes of wasm for every type in it;
//! whatever belongs to a key stands in a list under the key's number instead.

/// Gives every key the next number from 0.
#[derive(Clone, Debug, Default)]
pub struct Numbers {
    /// Key and number + 1, 0 where free; a power of two of them, at most three quarters taken.
    slots: Vec<(u64, u32)>,
    taken: usize,
}

impl Numbers {
    /// The number of `key`, which gets the next one if it has none.
    pub fn number(&mut self, key: u64) -> usize {
        if 4 * self.taken >= 3 * self.slots.len() {
            self.grow();
        }
        let next = u32::try_from(self.taken + 1).unwrap_or(u32::MAX);
        let at = self.slot(key);
        match self.slots.get_mut(at) {
            Some((_, number)) if *number > 0 => *number as usize - 1,
            Some(free) => {
                *free = (key, next);
                self.taken += 1;
                self.taken - 1
            }
            None => 0,
        }
    }

    /// The number of `key`, if it has one.
    #[must_use]
    pub fn find(&self, key: u64) -> Option<usize> {
        (self.slots.get(self.slot(key))?.1 as usize).checked_sub(1)
    }

    /// How many numbers there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.taken
    }

    /// Where the key is or would be.
    fn slot(&self, key: u64) -> usize {
        let mask = self.slots.len().wrapping_sub(1);
        // Fibonacci hashing (Knuth, TAOCP 6.4): similar keys spread, too.
        let mut at = (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize & mask;
        while self.slots.get(at).is_some_and(|slot| slot.1 > 0 && slot.0 != key) {
            at = (at + 1) & mask;
        }
        at
    }

    fn grow(&mut self) {
        let room = vec![(0, 0); (2 * self.slots.len()).max(16)];
        for taken in std::mem::replace(&mut self.slots, room) {
            let at = self.slot(taken.0);
            if let Some(slot) = self.slots.get_mut(at).filter(|_| taken.1 > 0) {
                *slot = taken;
            }
        }
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn keys_keep_their_numbers() {
        let mut numbers = Numbers::default();
        assert_eq!(numbers.find(0), None);
        // Half of the keys end in the same bits, 0 among them.
        let key = |number: u64| if number.is_multiple_of(2) { number << 32 } else { number };
        for number in 0..1000 {
            assert_eq!(numbers.number(key(number)), number as usize);
        }
        assert_eq!(numbers.count(), 1000);
        assert!((0..1000).all(|number| numbers.find(key(number)) == Some(number as usize)));
        assert!((0..1000).all(|number| numbers.number(key(number)) == number as usize));
        assert_eq!(numbers.find(1 << 63), None);
    }
}
