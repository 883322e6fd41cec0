//! Places of a text in another that differs from it by white space and byte order marks alone: a text on the
//! desk has neither blank lines nor doubled blanks, and does not begin with a mark; those of other tools do.

/// For each other character, where it stands in both texts, in code points.
#[derive(Debug)]
pub(super) struct Alignment {
    theirs: Vec<usize>,
    ours: Vec<usize>,
}

impl Alignment {
    /// `None` where more than white space differs.
    pub(super) fn of(theirs: &str, ours: &str) -> Option<Self> {
        let letters = |text: &'_ str| {
            let letters: Vec<(usize, char)> =
                text.chars().enumerate().filter(|(_, letter)| !is_nothing(*letter)).collect();
            letters
        };
        let (theirs, ours) = (letters(theirs), letters(ours));
        let same = theirs.len() == ours.len() && theirs.iter().zip(&ours).all(|((_, one), (_, other))| one == other);
        let places = |letters: Vec<(usize, char)>| letters.into_iter().map(|(at, _)| at).collect();
        same.then(|| Self { theirs: places(theirs), ours: places(ours) })
    }

    /// Where a stretch of theirs is in ours, without the white space at its ends.
    pub(super) fn place(&self, (start, end): (usize, usize)) -> Option<(usize, usize)> {
        let (first, after) =
            (self.theirs.partition_point(|at| *at < start), self.theirs.partition_point(|at| *at < end));
        let last = after.checked_sub(1).filter(|last| *last >= first)?;
        Some((*self.ours.get(first)?, *self.ours.get(last)? + 1))
    }
}

/// White space, and the byte order mark, which is no part of a text.
pub(super) fn is_nothing(letter: char) -> bool {
    letter.is_whitespace() || letter == '\u{feff}'
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn places_move_with_the_words() {
        let found = Alignment::of(" One  is\r\n\r\nhere.\n", "One is\nhere.").unwrap();
        for (theirs, ours) in [((1, 4), (0, 3)), ((0, 8), (0, 6)), ((6, 18), (4, 12)), ((12, 16), (7, 11))] {
            assert_eq!(found.place(theirs), Some(ours), "{theirs:?}");
        }
        assert_eq!(found.place((4, 6)), None);
        assert_eq!(found.place((17, 90)), None);
        let marked = Alignment::of("\u{feff}One is here.", "One is here.").unwrap();
        assert_eq!((marked.place((0, 4)), marked.place((5, 7))), (Some((0, 3)), Some((4, 6))));
        assert!(Alignment::of("One.", "One!").is_none());
        assert!(Alignment::of("One.", "One. Two.").is_none());
    }
}
