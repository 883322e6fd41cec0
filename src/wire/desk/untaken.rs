//! What could not be taken of an earlier export as it stands there, in sentences.

use crate::wire::fields::{counted, grouped, shortened};
use crate::wire::problem::{Refusal, RefusalReason};

/// Counted while a file is adopted.
#[derive(Debug, Default)]
pub(super) struct Untaken {
    /// Labels whose words are not in the text.
    pub(super) lost: usize,
    /// “No label” judgements on what is no sentence here.
    pub(super) judgements: usize,
    /// Another name of somebody: the one that is kept, and that one.
    pub(super) names: Vec<(String, String)>,
}

impl Untaken {
    /// With what the file's reader has refused.
    pub(super) fn told(&self, refused: &[Refusal]) -> Vec<String> {
        let lost = counted(
            self.lost,
            "1 label was not found in its text, and is kept as “text gone”",
            "labels were not found in their text, and are kept as “text gone”",
        );
        let judgements = counted(
            self.judgements,
            "1 “no label” judgement is left out: its sentence was cut differently",
            "“no label” judgements are left out: their sentences were cut differently",
        );
        let names = self.names.iter().map(|(kept, other)| {
            let (kept, other) = (shortened(kept), shortened(other));
            format!(
                "“{other}” has the id of “{kept}”, and so the labels of both are taken as those of one person, “{kept}”"
            )
        });
        told(refused).into_iter().chain(lost).chain(judgements).chain(names).collect()
    }
}

/// One sentence for all annotations with the same unknown label, since mostly a file has many.
fn told(refused: &[Refusal]) -> Vec<String> {
    let mut told: Vec<(&Refusal, usize)> = Vec::new();
    for refusal in refused {
        let is_label = matches!(refusal.reason, RefusalReason::UnknownLabel(_));
        match told.iter_mut().find(|(known, _)| is_label && known.reason == refusal.reason) {
            Some((_, count)) => *count += 1,
            None => told.push((refusal, 1)),
        }
    }
    let sentence = |(refusal, count): (&Refusal, usize)| match count {
        1 => refusal.to_string(),
        _ => format!("{} annotations are left out: {}", grouped(count), refusal.reason),
    };
    told.into_iter().map(sentence).collect()
}
