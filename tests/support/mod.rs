//! A small document to export, shared by the tests of the file formats.

#![allow(dead_code, unreachable_pub, clippy::indexing_slicing, reason = "test data; every binary uses its own part")]

pub mod texts;

use reading_annotator::model::annotation::{Anchoring, Annotation, Annotator, Place, Quote, Relation};
use reading_annotator::model::article::{ArticleText, BlockKind, BlockSource};
use reading_annotator::model::label::LabelSet;
use reading_annotator::model::sentences::Sentences;
use reading_annotator::model::span::Span;
use reading_annotator::model::time::Timestamp;
use reading_annotator::wire::native::Document;
use reading_annotator::wire::{
    AnnotatorRecord, ArticleRecord, Assignment, EditKind, Extras, Segmentation, SentenceEdit,
};

pub const ANA: &str = "urn:uuid:00000000-0000-4000-8000-0000000000a1";
pub const BEN: &str = "urn:uuid:00000000-0000-4000-8000-0000000000a2";

pub fn annotation_id(number: usize) -> String {
    format!("urn:uuid:00000000-0000-4000-8000-{number:012x}")
}

/// Owns what a [`Document`] borrows.
#[derive(Clone, Debug)]
pub struct Sample {
    pub article: ArticleRecord,
    pub text: ArticleText,
    pub labels: LabelSet,
    pub sentences: Sentences,
    pub segmentation: Segmentation,
    pub annotators: Vec<AnnotatorRecord>,
    pub annotations: Vec<Annotation>,
    pub relations: Vec<Relation>,
    pub assignment: Option<Assignment>,
    pub extras: Extras,
}

pub fn text_of(blocks: &[&str]) -> ArticleText {
    ArticleText::new(blocks.iter().map(|block| BlockSource {
        text: (*block).to_owned(),
        kind: BlockKind::Paragraph,
        lang: "en".into(),
        hints: Vec::new(),
    }))
}

pub fn annotation(number: usize, text: &ArticleText, span: Span, label: &str) -> Annotation {
    Annotation {
        id: annotation_id(number).into(),
        annotator: ANA.into(),
        label: label.into(),
        note: None,
        quote: Quote::of(text, span),
        place: Place::At { span, anchoring: Anchoring::Exact },
        created: Timestamp::from_millis(1_772_323_200_000),
        modified: Timestamp::from_millis(1_772_323_260_000 + 1000 * number as i64),
        extra: None,
    }
}

pub fn relation(number: usize, source: usize, target: usize) -> Relation {
    let id = format!("urn:uuid:00000000-0000-4000-9000-{number:012x}");
    let (source, target) = (annotation_id(source), annotation_id(target));
    let json = format!(
        r#"{{"id":"{id}","annotator":"{ANA}","type":"supports","source":"{source}","target":"{target}","created":"2026-03-01T00:00:00Z","weight":[1, 2.5]}}"#
    );
    Relation { id: id.into(), source: source.into(), target: target.into(), json: json.into() }
}

impl Sample {
    /// One exact label per sentence of `text`, and nothing else.
    pub fn of(text: ArticleText) -> Self {
        let sentences = Sentences::of(&text);
        let labels = LabelSet::default();
        let label = |number: usize| &*labels.as_slice()[number % 3].id;
        let annotations = sentences
            .as_slice()
            .iter()
            .enumerate()
            .map(|(number, sentence)| annotation(number, &text, sentence.span, label(number)))
            .collect();
        let annotator = Annotator { id: ANA.into(), name: Some("Ana".into()), completed_at: None };
        Self {
            article: ArticleRecord {
                id: "https://example.org/quiet-streets".to_owned(),
                title: "Quiet streets".to_owned(),
                url: Some("https://example.org/quiet-streets".to_owned()),
                language: Some("en".to_owned()),
            },
            text,
            labels,
            sentences,
            segmentation: Segmentation { method: "test".to_owned(), version: "1".to_owned(), ..Default::default() },
            annotators: vec![AnnotatorRecord { annotator, judged_none: Vec::new(), extra: None }],
            annotations,
            relations: Vec::new(),
            assignment: None,
            extras: Extras::default(),
        }
    }

    /// A document that has one of everything.
    pub fn full() -> Self {
        let text = text_of(&[
            "Quiet streets 🎉",
            "Slow traffic saves lives, say the 👩‍🏫 teachers of Zu\u{308}rich.",
            "Injuries fell by 38 % in three years.",
            "I find that lovely.",
            "𝒜 last word – “done”.",
        ]);
        let mut sample = Self::of(text);
        let old = text_of(&["Slow traffic saves life, say teachers."]);
        let old_quote = Quote::of(&old, old.blocks()[0].span);
        sample.annotations.remove(0);
        sample.annotations[0].quote = old_quote.clone();
        sample.annotations[0].place =
            Place::At { span: sample.sentences.as_slice()[1].span, anchoring: Anchoring::Changed(0.873) };
        sample.annotations[0].note = Some("<script>alert(1)</script>\u{202e}\u{0}\"\\\n".into());
        sample.annotations[1].annotator = BEN.into();
        sample.annotations[1].place =
            Place::At { span: sample.sentences.as_slice()[2].span, anchoring: Anchoring::Moved };
        sample.annotations[2].extra = Some(r#"{"confidence":0.5,"tags":["a", {"b":null}]}"#.into());
        let mut orphan = sample.annotations[3].clone();
        orphan.id = annotation_id(99).into();
        orphan.quote = old_quote;
        orphan.place = Place::Orphan { last: Some((900, 950)) };
        sample.annotations.push(orphan.clone());
        orphan.id = annotation_id(98).into();
        orphan.place = Place::Orphan { last: None };
        sample.annotations.push(orphan);
        sample.annotators[0].judged_none = vec![0, 4];
        sample.annotators[0].extra = Some(r#"{"role":"student"}"#.into());
        let ben = Annotator { id: BEN.into(), name: None, completed_at: Some(Timestamp::from_millis(0)) };
        sample.annotators.push(AnnotatorRecord { annotator: ben, judged_none: Vec::new(), extra: None });
        sample.relations = vec![relation(1, 2, 1), relation(2, 99, 1)];
        sample.segmentation.hashes = Some((0..40).collect());
        sample.segmentation.edits =
            vec![SentenceEdit { kind: EditKind::Join, at: 3 }, SentenceEdit { kind: EditKind::Split, at: 7 }];
        sample.assignment =
            Some(Assignment { id: "week 3".to_owned(), version: "2".to_owned(), extra: Some(r#"{"due":1}"#.into()) });
        sample.extras = Extras {
            top: Some(r#"{"future":{"deep":[1,2,{"x":"y"}]},"another":null}"#.into()),
            article: Some(r#"{"authors":["A. N. Author"]}"#.into()),
            segmentation: Some(r#"{"locale":"en"}"#.into()),
        };
        sample
    }

    pub fn document(&self) -> Document<'_> {
        Document {
            article: &self.article,
            text: &self.text,
            sha256: None,
            labels: &self.labels,
            sentences: &self.sentences,
            segmentation: &self.segmentation,
            annotators: &self.annotators,
            annotations: self.annotations.iter().collect(),
            relations: &self.relations,
            assignment: self.assignment.as_ref(),
            extras: &self.extras,
        }
    }
}
