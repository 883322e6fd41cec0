//! What was decided about sentences that have left the text: judgements "no label" and
//! boundaries set by hand. It is kept by the sentences' hashes and comes back with them.

use super::by_hash::ByHash;
use super::edits::{Trace, traces};
use super::snapshot::hash;
use crate::model::article::ArticleText;
use crate::model::judgements::Judgement;
use crate::model::sentences::Sentences;
use std::rc::Rc;

/// What belongs to no sentence of the open text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Away {
    /// Judgements "no label": a person's id, the sentence's hash.
    pub judged: Vec<(Rc<str>, u64)>,
    /// Boundaries.
    pub edits: Vec<Trace>,
}

impl Away {
    /// A sentence that somebody judged is about to leave; `sentence` is its number.
    pub fn leave(&mut self, annotator: &Rc<str>, sentence: usize, article: &ArticleText, sentences: &Sentences) {
        let gone = sentences.get(sentence).map(|sentence| (Rc::clone(annotator), hash(article.slice(sentence.span))));
        self.judged.extend(gone.filter(|gone| !self.judged.contains(gone)));
    }

    /// From now on `known` are the boundaries that are away, but for those that the text has.
    pub fn set_edits(&mut self, mut known: Vec<Trace>, article: &ArticleText, sentences: &Sentences) {
        let here = traces(article, sentences);
        known.retain(|trace| !here.contains(trace));
        known.dedup();
        self.edits = known;
    }

    /// Takes out the judgements whose sentences stand in this text, each only once: whose
    /// twin it is nobody could tell. `stayed` are the sentences that were there before, too: a judged one that
    /// left is none of them.
    pub fn take_returned(
        &mut self,
        article: &ArticleText,
        sentences: &Sentences,
        stayed: &[Option<usize>],
    ) -> Vec<Judgement> {
        let mut returned = Vec::new();
        if self.judged.is_empty() {
            return returned;
        }
        let new = sentences.newcomers(stayed).map(|(number, one)| (hash(article.slice(one.span)), number));
        let new = ByHash::of(new.collect());
        self.judged.retain(|(annotator, hash)| {
            let [(_, number)] = new.all(*hash) else { return true };
            returned.push((Rc::clone(annotator), *number));
            false
        });
        returned
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn a_judgement_comes_back_with_its_sentence_alone() {
        let open = |text: &str| {
            let article = ArticleText::from_plain(text, "en");
            let sentences = Sentences::of(&article);
            (article, sentences)
        };
        let ada: Rc<str> = "ada".into();
        let (article, sentences) = open("The gate was green. We went in.");
        let mut away = Away::default();
        away.leave(&ada, 1, &article, &sentences);
        away.leave(&ada, 1, &article, &sentences);
        assert_eq!(away.judged.len(), 1, "none twice");
        for text in ["The gate was green. We went on.", "We went in. We went in."] {
            let (article, sentences) = open(text);
            assert!(away.take_returned(&article, &sentences, &[]).is_empty(), "{text}");
        }
        let (article, sentences) = open("At noon we ate. Then we slept. We went in.");
        assert!(away.take_returned(&article, &sentences, &[None, Some(2)]).is_empty(), "its twin has stayed");
        assert_eq!(away.take_returned(&article, &sentences, &[Some(0)]), [(ada, 2)]);
        assert_eq!(away, Away::default());
    }
}
