//! The texts that every format is tried on, as native files.

#![allow(clippy::unwrap_used, reason = "test data")]

use super::{ANA, BEN, Sample, annotation, annotation_id, relation, text_of};
use reading_annotator::model::annotation::{Annotator, Place, Quote};
use reading_annotator::model::offsets::ByteOffset;
use reading_annotator::model::span::Span;
use reading_annotator::model::time::Timestamp;
use reading_annotator::wire::{AnnotatorRecord, native};

const ENGLISH: &[&str] = &[
    "Quiet streets 🎉",
    "“Slow traffic saves lives,” say the 👩‍🏫 teachers. I find that lovely. It is so.",
    "Injuries fell by 38 % in three years, from 412 to 255. It is so.",
    "=SUM(A1) is no formula; nor is -1, +1 or @home. A <b>bold</b> & \"quoted\" claim\\ends here.",
    "It is so.",
];
const GERMAN: &[&str] = &[
    "„Wir haben das Licht nicht abgeschafft“, sagte er. Größe ist keine Tugend.",
    "Straßen für alle: so heißt es, und so soll es sein. Z. B. nachts.",
];
const CHINESE: &[&str] =
    &["𠮷野家在街角。我们喜欢安静的街道！🎉", "速度降低了百分之三十八。𠀀𠀁是古字。我们喜欢安静的街道！"];

/// All of their paragraphs.
pub const PARAGRAPHS: [&[&str]; 3] = [ENGLISH, GERMAN, CHINESE];

/// Name and native file of each.
pub fn all() -> Vec<(&'static str, String)> {
    let rich = |blocks: &[&str]| rich(Sample::of(text_of(blocks)));
    vec![
        ("english", export(&rich(ENGLISH))),
        ("german", export(&rich(GERMAN))),
        ("chinese", export(&rich(CHINESE))),
        ("parts", export(&parts(rich(ENGLISH)))),
        ("overlaps", export(&overlaps(parts(rich(CHINESE))))),
        ("people", export(&people(rich(ENGLISH)))),
        ("unlabelled", export(&unlabelled(ENGLISH))),
        ("nobody", export(&nobody(GERMAN))),
        ("whole", export(&whole(ENGLISH))),
        ("single", export(&Sample::of(text_of(&["Just one."])))),
    ]
}

/// The native file of a sample.
pub fn export(sample: &Sample) -> String {
    native::write(&sample.document(), Timestamp::from_millis(1_772_409_600_000))
}

/// Notes, judgements “no label”, sentences not judged, relations and orphans beside the labels.
fn rich(mut sample: Sample) -> Sample {
    let orphan = annotation_id(90);
    sample.annotators[0].judged_none = vec![1];
    let untouched = sample.sentences.len() - 1;
    let gone = sample.annotations.remove(1);
    sample.annotations.retain(|one| *one.id != *annotation_id(untouched));
    sample.annotations[0].note = Some("A note, with “quotes”, a\nline and a 🎉.".into());
    let old = text_of(&["Nobody says this any more."]);
    let mut lost = gone;
    lost.id = orphan.into();
    lost.quote = Quote::of(&old, old.blocks()[0].span);
    lost.place = Place::Orphan { last: None };
    sample.annotations.push(lost);
    sample.relations = vec![relation(1, 2, 0), relation(2, 90, 0)];
    sample
}

/// Labels on a part of a sentence and over the end of a block.
fn parts(mut sample: Sample) -> Sample {
    let last = sample.sentences.len() - 1;
    let text = sample.text.as_str();
    let sentence = |number: usize| sample.sentences.as_slice()[number].span;
    let inside = |at: usize| text.char_indices().map(|(byte, _)| byte).find(|byte| *byte >= at).unwrap();
    let of = |number, start: usize, end: usize, label| {
        let span = Span::new(ByteOffset::new(inside(start)), ByteOffset::new(inside(end))).unwrap();
        annotation(number, &sample.text, span, label)
    };
    let two = sentence(1);
    let part = of(80, two.bytes().start, two.bytes().end - 4, "evidence");
    let end = sentence(last).bytes().end;
    let across = of(81, end - 9, end - 4, "opinion");
    sample.annotations.insert(1, part);
    sample.annotations.push(across);
    sample.annotators[0].judged_none.clear();
    sample
}

fn overlaps(mut sample: Sample) -> Sample {
    let (one, two) = (sample.sentences.as_slice()[1].span, sample.sentences.as_slice()[2].span);
    let span = Span::new(one.start(), two.end()).unwrap();
    let both = annotation(82, &sample.text, span, "claim");
    sample.annotations.insert(1, both);
    sample
}

/// A second person who labels other sentences, and some of the same.
fn people(mut sample: Sample) -> Sample {
    let ben = Annotator { id: BEN.into(), name: Some("=Ben, “B.”".into()), completed_at: None };
    sample.annotators.push(AnnotatorRecord { annotator: ben, judged_none: vec![0], extra: None });
    for number in [2, 4] {
        let span = sample.sentences.as_slice()[number].span;
        let mut other = annotation(60 + number, &sample.text, span, "opinion");
        other.annotator = BEN.into();
        sample.annotations.push(other);
    }
    sample.relations.push(relation(3, 62, 2));
    sample
}

fn unlabelled(blocks: &[&str]) -> Sample {
    let mut sample = Sample::of(text_of(blocks));
    sample.annotations.clear();
    sample
}

fn nobody(blocks: &[&str]) -> Sample {
    Sample { annotators: Vec::new(), ..unlabelled(blocks) }
}

fn whole(blocks: &[&str]) -> Sample {
    let mut sample = unlabelled(blocks);
    let span = Span::from_bytes(0, sample.text.as_str().len()).unwrap();
    sample.annotations = vec![annotation(1, &sample.text, span, "claim")];
    sample.annotators[0].annotator.id = ANA.into();
    sample
}
