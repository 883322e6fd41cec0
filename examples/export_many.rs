//! Writes what a course hands in: many people's exports of many texts, labelled at random but the same
//! each time, as `docs/datasets.md` reads them:
//! `cargo run --example export_many -- DIRECTORY TEXTS PEOPLE`.

#[path = "../tests/support/mod.rs"]
mod support;

use reading_annotator::model::annotation::{Annotation, Annotator};
use reading_annotator::model::span::Span;
use reading_annotator::wire::AnnotatorRecord;
use reading_annotator::wire::formats::{Options, Source, format};
use reading_annotator::wire::native::{Limits, read_own};
use std::error::Error;
use std::path::Path;
use std::{env, fs};
use support::{Sample, annotation, text_of, texts};

const FORMATS: [&str; 3] = ["native", "hf.sentences.jsonl", "hf.documents.jsonl"];
const LABELS: [&str; 3] = ["claim", "evidence", "opinion"];

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [directory, texts, people] = arguments.as_slice() else {
        return Err("usage: export_many DIRECTORY TEXTS PEOPLE".into());
    };
    let (directory, texts, people) = (Path::new(directory), texts.parse()?, people.parse()?);
    fs::create_dir_all(directory)?;
    let mut chance = Chance(1);
    for text in 0..texts {
        let mut empty = unlabelled(text, &mut chance);
        for person in 0..people {
            empty.annotators = vec![reader(person)];
            write(&labelled(empty.clone(), &mut chance), directory, &format!("text-{text}_person-{person}"))?;
        }
    }
    Ok(())
}

/// Numbers that look random (Steele and Vigna's SplitMix64).
struct Chance(u64);

impl Chance {
    /// One below `limit`.
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % limit as u64) as usize
    }
}

fn unlabelled(number: usize, chance: &mut Chance) -> Sample {
    let paragraphs: Vec<&str> = texts::PARAGRAPHS.concat();
    let blocks: Vec<&str> =
        (0..2 + chance.below(6)).filter_map(|_| paragraphs.get(chance.below(paragraphs.len())).copied()).collect();
    let mut sample = Sample::of(text_of(&blocks));
    sample.annotations.clear();
    sample.article.id = format!("https://example.org/texts/{number}");
    sample.article.url = Some(sample.article.id.clone());
    sample
}

fn reader(person: usize) -> AnnotatorRecord {
    let id = format!("urn:uuid:00000000-0000-4000-a000-{person:012x}");
    let annotator = Annotator { id: id.into(), name: None, completed_at: None };
    AnnotatorRecord { annotator, judged_none: Vec::new(), extra: None }
}

/// Whole sentences, parts of them, the same label twice in one, judgements “no label”; some hand in nothing.
fn labelled(mut sample: Sample, chance: &mut Chance) -> Sample {
    if chance.below(12) == 0 {
        return sample;
    }
    let spans: Vec<Span> = sample.sentences.as_slice().iter().map(|sentence| sentence.span).collect();
    for (number, span) in spans.into_iter().enumerate() {
        match chance.below(5) {
            0 => {}
            1 => sample.annotators.iter_mut().for_each(|person| person.judged_none.push(number)),
            _ => {
                add(&mut sample, span, chance);
                let start = span.bytes().start;
                let part = sample.text.slice(span).find(' ').and_then(|at| Span::from_bytes(start, start + at));
                if let Some(part) = part.filter(|_| chance.below(4) == 0) {
                    add(&mut sample, part, chance);
                }
            }
        }
    }
    sample
}

fn add(sample: &mut Sample, span: Span, chance: &mut Chance) {
    let label = LABELS.get(chance.below(LABELS.len())).copied().unwrap_or_default();
    let number = sample.annotations.len();
    let mut made: Annotation = annotation(number, &sample.text, span, label);
    if let Some(person) = sample.annotators.first() {
        made.annotator = person.annotator.id.clone();
    }
    sample.annotations.push(made);
}

fn write(sample: &Sample, directory: &Path, stem: &str) -> Result<(), Box<dyn Error>> {
    let native = texts::export(sample);
    let file = read_own(&native, &Limits::default())?;
    let source = Source::new(&native, &file);
    for name in FORMATS {
        for file in format(name).ok_or(name)?.files(&source, Options::default()) {
            fs::write(directory.join(format!("{stem}.{}", file.name)), file.text)?;
        }
    }
    Ok(())
}
