//! Which sentences people have judged to have no label.

use crate::model::ordering::sort;
use std::rc::Rc;

/// A person's id and the sentence's number.
pub type Judgement = (Rc<str>, usize);

/// Judgements "no label" by person, then sentence; none twice.
#[derive(Clone, Debug, Default)]
pub struct Judgements(Vec<Judgement>);

impl Judgements {
    /// From a list in any order.
    #[must_use]
    pub fn of(mut all: Vec<Judgement>) -> Self {
        sort(&mut all, Ord::cmp);
        all.dedup();
        Self(all)
    }

    /// All of them.
    #[must_use]
    pub fn as_slice(&self) -> &[Judgement] {
        &self.0
    }

    /// Whether this person judged this sentence so.
    #[must_use]
    pub fn contains(&self, annotator: &str, sentence: usize) -> bool {
        self.place(annotator, sentence).is_ok()
    }

    /// Notes a judgement, or takes it out.
    pub fn set(&mut self, annotator: &Rc<str>, sentence: usize, none: bool) {
        match self.place(annotator, sentence) {
            Ok(at) if !none => drop(self.0.remove(at)),
            Err(at) if none => self.0.insert(at, (Rc::clone(annotator), sentence)),
            _ => {}
        }
    }

    fn place(&self, annotator: &str, sentence: usize) -> Result<usize, usize> {
        self.0.binary_search_by(|(person, number)| (&**person, *number).cmp(&(annotator, sentence)))
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn judgements_are_noted_once() {
        let (ada, bob): (Rc<str>, Rc<str>) = ("ada".into(), "bob".into());
        let mut judged = Judgements::of(vec![(Rc::clone(&bob), 1), (Rc::clone(&ada), 7), (Rc::clone(&bob), 1)]);
        judged.set(&ada, 2, true);
        judged.set(&ada, 2, true);
        judged.set(&bob, 3, false);
        assert_eq!(judged.as_slice(), [(Rc::clone(&ada), 2), (Rc::clone(&ada), 7), (Rc::clone(&bob), 1)]);
        judged.set(&bob, 1, false);
        assert!(judged.contains("ada", 7) && !judged.contains("ada", 1) && !judged.contains("bob", 1));
    }
}
