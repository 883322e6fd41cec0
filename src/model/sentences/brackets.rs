//! Open brackets: a sentence does not end inside a matched pair that opened in
//! the middle of it. Bounded: a bracket that stays open for long counts for nothing.

/// How far apart, in bytes, the two brackets of a pair may be.
const FARTHEST: usize = 300;

/// How many open brackets are remembered; more of them are no brackets but faces.
const DEEPEST: usize = 8;

/// Which brackets make a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pair {
    /// `(…)`
    Round,
    /// `「…」`, `《…》` and their kin.
    Corner,
}

/// An open bracket.
#[derive(Clone, Copy, Debug)]
pub(super) struct Open {
    /// Which closing bracket it waits for.
    pair: Pair,
    /// Its byte.
    at: usize,
    /// How many sentences had ended before it.
    pub sentences: usize,
    /// Whether it began a sentence.
    pub began_sentence: bool,
}

/// The open brackets, innermost last.
#[derive(Debug, Default)]
pub(super) struct Brackets {
    open: Vec<Open>,
}

impl Brackets {
    /// Notes that a bracket opens.
    pub(super) fn open(&mut self, pair: Pair, at: usize, sentences: usize, began_sentence: bool) {
        if self.open.len() == DEEPEST {
            self.open.clear();
        }
        self.open.push(Open { pair, at, sentences, began_sentence });
    }

    /// The bracket that closes at `at`, if it is not too far back.
    pub(super) fn close(&mut self, pair: Pair, at: usize) -> Option<Open> {
        let index = self.open.iter().rposition(|open| open.pair == pair)?;
        let open = self.open.get(index).copied();
        self.open.truncate(index);
        open.filter(|open| at - open.at <= FARTHEST)
    }

    /// Whether a round bracket that opened a short way before `at` is still open.
    pub(super) fn is_open(&self, at: usize) -> bool {
        self.open.last().is_some_and(|open| at - open.at <= FARTHEST)
    }
}
