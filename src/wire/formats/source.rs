//! A native file as writers want it: people with their labels, each with its place in every unit.

use crate::model::offsets::{ByteOffset, CodePointOffset, OffsetIndex};
use crate::wire::fields::Fields;
use crate::wire::native::{ImportFile, ImportedAnnotation, sha256};
use crate::wire::{AnnotationRecord, AnnotatorRecord};
use std::cell::OnceCell;
use std::ops::Range;

/// A native file and what is looked up in it again and again.
#[derive(Debug)]
pub struct Source<'a> {
    /// The file's own text.
    pub(super) native: &'a str,
    /// What it holds.
    pub(super) file: &'a ImportFile,
    pub(super) text: &'a str,
    pub(super) sentences: Vec<Piece<'a>>,
    /// Never empty: somebody without a name stands for nobody.
    pub(super) people: Vec<Person<'a>>,
    pub(super) relations: Vec<Link<'a>>,
    sha256: OnceCell<String>,
    index: OffsetIndex,
}

/// A stretch of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece<'a> {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) bytes: Range<usize>,
    pub(super) text: &'a str,
    pub(super) paragraph: usize,
}

/// A person and their labels.
#[derive(Debug)]
pub(super) struct Person<'a> {
    /// Empty if there is nobody.
    pub(super) id: &'a str,
    pub(super) name: Option<&'a str>,
    pub(super) judged_none: &'a [usize],
    /// In reading order, the longer of two that begin together first.
    pub(super) labels: Vec<Label<'a>>,
}

/// An annotation at its place.
#[derive(Clone, Debug)]
pub(super) struct Label<'a> {
    pub(super) record: &'a AnnotationRecord,
    pub(super) piece: Piece<'a>,
    /// The sentence that it covers wholly, and nothing else.
    pub(super) sentence: Option<usize>,
}

/// A relation.
#[derive(Clone, Debug)]
pub(super) struct Link<'a> {
    pub(super) source: &'a str,
    pub(super) target: &'a str,
    pub(super) kind: String,
}

impl<'a> Source<'a> {
    /// `native` is the text that `file` was read from.
    #[must_use]
    pub fn new(native: &'a str, file: &'a ImportFile) -> Self {
        let text = &*file.article.text;
        let index = OffsetIndex::new(text);
        let piece = |start, end, paragraph| {
            let byte = |at| index.byte_of_code_point(text, CodePointOffset::new(at)).map(ByteOffset::get);
            let bytes = byte(start)?..byte(end)?;
            Some(Piece { start, end, text: text.get(bytes.clone())?, bytes, paragraph })
        };
        let sentences: Vec<Piece<'a>> =
            file.sentences.iter().filter_map(|one| piece(one.start, one.end, one.paragraph)).collect();
        let place = |one: &'a ImportedAnnotation| {
            let (start, end) = one.record.position?;
            let piece = piece(start, end, 0)?;
            let sentence = sentences
                .binary_search_by_key(&start, |sentence| sentence.start)
                .ok()
                .filter(|number| sentences.get(*number).is_some_and(|sentence| sentence.end == end));
            Some(Label { record: &one.record, piece, sentence })
        };
        let mut people: Vec<Person<'a>> = file.annotators.iter().map(person).collect();
        for label in file.annotations.iter().filter(|one| !one.position_contradicts_quote).filter_map(place) {
            if let Some(person) = people.iter_mut().find(|person| *person.id == *label.record.annotator) {
                person.labels.push(label);
            }
        }
        for person in &mut people {
            person.labels.sort_by_key(|label| (label.piece.start, usize::MAX - label.piece.end));
        }
        let idle = |person: &Person<'_>| person.labels.is_empty() && person.judged_none.is_empty();
        if !people.iter().all(idle) {
            people.retain(|person| !idle(person));
        }
        people.truncate(if people.iter().all(idle) { 1 } else { usize::MAX });
        if people.is_empty() {
            people.push(Person { id: "", name: None, judged_none: &[], labels: Vec::new() });
        }
        let relations = file.relations.iter().map(|relation| {
            let fields = Fields::find(&relation.json, usize::MAX);
            let kind = fields.and_then(|fields| Some(fields.text("type").ok()?.into_owned())).unwrap_or_default();
            Link { source: &relation.source, target: &relation.target, kind }
        });
        let relations = relations.collect();
        Self { native, file, text, sentences, people, relations, sha256: OnceCell::new(), index }
    }

    /// The SHA-256 of the text, in hexadecimal; made for those who ask.
    pub(super) fn sha256(&self) -> &str {
        self.sha256.get_or_init(|| sha256(self.text))
    }

    /// Somebody has made it already.
    pub(in crate::wire) fn know_sha256(&self, sha256: &str) {
        // It is the same where it was known before.
        let _ = self.sha256.set(sha256.to_owned());
    }

    /// A place in UTF-16 code units.
    pub(super) fn utf16(&self, piece: &Piece<'_>) -> (usize, usize) {
        let unit = |byte| self.index.utf16(self.text, ByteOffset::new(byte)).map_or(0, |at| at.get());
        (unit(piece.bytes.start), unit(piece.bytes.end))
    }

    /// The labels' ids and names.
    pub(super) fn label_ids(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.file.labels.iter().map(|label| &*label.id)
    }
}

fn person(record: &AnnotatorRecord) -> Person<'_> {
    Person {
        id: &record.annotator.id,
        name: record.annotator.name.as_deref(),
        judged_none: &record.judged_none,
        labels: Vec::new(),
    }
}

impl<'a> Person<'a> {
    /// For each sentence the label on the whole of it: of several the last, as readers of the
    /// native file see it.
    pub(super) fn by_sentence(&self, sentences: usize) -> Vec<Option<&Label<'a>>> {
        let mut found = vec![None; sentences];
        for label in &self.labels {
            if let Some(slot) = label.sentence.and_then(|number| found.get_mut(number)) {
                *slot = Some(label);
            }
        }
        found
    }

    /// The labels that are left when each gives way to those before it that it overlaps.
    pub(super) fn apart(&self) -> Vec<&Label<'a>> {
        let mut end = 0;
        let mut kept = Vec::new();
        for label in &self.labels {
            if label.piece.start >= end {
                end = label.piece.end;
                kept.push(label);
            }
        }
        kept
    }

    /// “claim”, “none” for a sentence judged and left, nothing for one not judged.
    pub(super) fn judgement(&self, number: usize, label: Option<&Label<'a>>) -> &'a str {
        match label {
            Some(label) => &label.record.label,
            None if self.judged_none.binary_search(&number).is_ok() => "none",
            None => "",
        }
    }
}

/// The relations whose ends are both among `labels`, with the ends' numbers there.
pub(super) fn links_among<'s, 'a>(
    relations: &'s [Link<'a>],
    labels: &[&Label<'a>],
) -> Vec<(&'s Link<'a>, usize, usize)> {
    let number = |id: &str| labels.iter().position(|label| *label.record.id == *id);
    relations.iter().filter_map(|link| Some((link, number(link.source)?, number(link.target)?))).collect()
}
