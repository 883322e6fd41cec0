//! What a format cannot hold: counted before the export, so that nobody finds out afterwards.

use super::write::brat::{is_break, type_name};
use crate::model::annotation::Anchoring;
use crate::wire::formats::source::{Label, Link, Person, Source, links_among};
use std::fmt;

/// A kind of thing that some formats have no place for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// Labels that are not on one whole sentence.
    Parts,
    /// All but the last of a person's labels on the same sentence.
    SecondLabels,
    /// Labels that overlap an earlier one of the same person.
    Overlaps,
    /// Notes.
    Notes,
    /// All relations.
    Relations,
    /// Relations between labels of two people, or with an end whose text is gone.
    LooseRelations,
    /// The same, where overlapping labels are left out too.
    LooseRelationsApart,
    /// Labels whose text is gone.
    Orphans,
    /// Sentences judged to have no label, which look as if nobody had judged them.
    NoneJudgements,
    /// Labels and relations whose names have characters that brat's cannot; “_” stands for them.
    Names,
    /// Tabs and the like in notes; blanks stand for them.
    Tabs,
    /// Characters that XML cannot hold; U+FFFD stands for them.
    Controls,
    /// That a label was found again with doubt; the label itself is written.
    Doubts,
}

/// Something that an export leaves out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// What it is.
    pub what: Lack,
    /// How many there are, never 0.
    pub count: usize,
}

impl fmt::Display for LeftOut {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (one, many) = self.what.names();
        write!(out, "{} {}", self.count, if self.count == 1 { one } else { many })
    }
}

impl Lack {
    /// All kinds.
    pub const ALL: [Self; 13] = [
        Self::Parts,
        Self::SecondLabels,
        Self::Overlaps,
        Self::Notes,
        Self::Relations,
        Self::LooseRelations,
        Self::LooseRelationsApart,
        Self::Orphans,
        Self::NoneJudgements,
        Self::Names,
        Self::Tabs,
        Self::Controls,
        Self::Doubts,
    ];

    /// What one of it, and what several are called.
    #[must_use]
    pub fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Parts => ("label that is not on one whole sentence", "labels that are not on one whole sentence"),
            Self::SecondLabels => ("further label on the same sentence", "further labels on the same sentence"),
            Self::Overlaps => ("label that overlaps another", "labels that overlap another"),
            Self::Notes => ("note", "notes"),
            Self::Relations => ("relation", "relations"),
            Self::LooseRelations | Self::LooseRelationsApart => {
                ("relation to a label that is not there", "relations to labels that are not there")
            }
            Self::Orphans => ("label whose text is gone", "labels whose text is gone"),
            Self::NoneJudgements => ("judgement “no label”", "judgements “no label”"),
            Self::Names => ("name that is written with “_”", "names that are written with “_”"),
            Self::Tabs => ("tab or break in a note, now a blank", "tabs or breaks in notes, now blanks"),
            Self::Controls => ("character that XML cannot hold", "characters that XML cannot hold"),
            Self::Doubts => ("mark that a label is doubtful", "marks that labels are doubtful"),
        }
    }

    /// How much of it there is; `None` if nothing is lost.
    pub(in crate::wire) fn count(self, source: &Source<'_>) -> Option<LeftOut> {
        let count = match self {
            Self::Parts => labels(source).filter(|label| label.sentence.is_none()).count(),
            Self::SecondLabels => {
                let whole = labels(source).filter(|label| label.sentence.is_some()).count();
                let shown = |labels: Vec<Option<&Label<'_>>>| labels.iter().flatten().count();
                let length = source.sentences.len();
                whole - source.people.iter().map(|person| shown(person.by_sentence(length))).sum::<usize>()
            }
            Self::Overlaps => source.people.iter().map(|person| person.labels.len() - person.apart().len()).sum(),
            Self::Notes => notes(source).count(),
            Self::Relations => source.relations.len(),
            Self::LooseRelations => source.relations.len() - held(source, all_of).len(),
            Self::LooseRelationsApart => source.relations.len() - held(source, |person| person.apart()).len(),
            Self::Orphans => source.file.orphans.len() + contradicting(source),
            Self::NoneJudgements => source.people.iter().map(|person| person.judged_none.len()).sum(),
            Self::Names => {
                let other = |name: &str| type_name(name) != *name;
                held(source, all_of).into_iter().filter(|link| other(&link.kind)).count()
                    + labels(source).filter(|label| other(&label.record.label)).count()
            }
            Self::Tabs => {
                notes(source).map(|note| note.chars().filter(|one| *one != '\n' && is_break(*one)).count()).sum()
            }
            Self::Controls => controls(source.text) + notes(source).map(controls).sum::<usize>(),
            Self::Doubts => labels(source).filter(|label| is_doubtful(label)).count(),
        };
        (count > 0).then_some(LeftOut { what: self, count })
    }
}

/// The characters of a text that XML cannot hold.
pub(in crate::wire) fn controls(text: &str) -> usize {
    text.chars().filter(|one| !super::xml::can_hold(*one)).count()
}

fn labels<'s, 'a>(source: &'s Source<'a>) -> impl Iterator<Item = &'s Label<'a>> {
    source.people.iter().flat_map(|person| &person.labels)
}

fn notes<'s>(source: &'s Source<'_>) -> impl Iterator<Item = &'s str> {
    labels(source).filter_map(|label| label.record.note.as_deref())
}

/// The relations whose two ends are both among the labels of one person that are `kept`.
fn held<'s, 'a>(source: &'s Source<'a>, kept: impl Fn(&'s Person<'a>) -> Vec<&'s Label<'a>>) -> Vec<&'s Link<'a>> {
    let of_one = |person| links_among(&source.relations, &kept(person)).into_iter().map(|(link, _, _)| link);
    source.people.iter().flat_map(of_one).collect()
}

fn all_of<'s, 'a>(person: &'s Person<'a>) -> Vec<&'s Label<'a>> {
    person.labels.iter().collect()
}

/// A file of somebody else may say of a label another text than stands at its place.
fn contradicting(source: &Source<'_>) -> usize {
    source.file.annotations.iter().filter(|one| one.position_contradicts_quote).count()
}

fn is_doubtful(label: &Label<'_>) -> bool {
    matches!(label.record.anchoring, Some(Anchoring::Changed(_) | Anchoring::Check(_)))
}
