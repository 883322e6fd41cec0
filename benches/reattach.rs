//! Time to find 1,000 annotations again on a page of about 300 KB: unchanged, lightly
//! and heavily edited, and with all of its sentences gone. And what nobody should write:
//! a sentence that occurs 10,000 times, quotes of 100 KB, as many boundaries as sentences.

#![allow(missing_docs, reason = "criterion's macros write functions without")]

use criterion::{Criterion, criterion_group, criterion_main};
use reading_annotator::model::annotation::Quote;
use reading_annotator::model::article::ArticleText;
use reading_annotator::model::reattach::edits::{Trace, find_edits};
use reading_annotator::model::reattach::{Snapshot, Wanted, reattach};
use reading_annotator::model::sentences::Sentences;
use reading_annotator::model::sentences::mending::EditKind;
use std::hint::black_box;

const SENTENCES: usize = 3_000;
const ANNOTATIONS: usize = 1_000;

/// Numbers that look random and are the same every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }
}

/// A made-up word; low numbers stand for frequent, short ones.
fn word(number: usize) -> String {
    const SYLLABLES: [&str; 16] =
        ["ta", "ri", "mo", "ken", "sal", "vi", "dor", "pa", "lu", "che", "ban", "so", "fer", "ni", "gat", "we"];
    let mut word = String::new();
    let mut rest = number + 1;
    while rest > 0 {
        word.push_str(SYLLABLES.get(rest % 16).copied().unwrap_or("o"));
        rest /= 16;
    }
    word
}

fn sentence(dice: &mut Dice) -> Vec<String> {
    let length = 8 + dice.roll(16);
    // The product of two rolls makes low numbers frequent, as in a language.
    (0..length).map(|_| word(dice.roll(90) * dice.roll(90) / 8)).collect()
}

/// The page with a share of its words replaced.
fn edited(page: &[Vec<String>], percent: usize, dice: &mut Dice) -> ArticleText {
    let mut text = String::new();
    for (number, sentence) in page.iter().enumerate() {
        let words =
            sentence.iter().map(|old| if dice.roll(100) < percent { word(dice.roll(4_000)) } else { old.clone() });
        let mut line = words.collect::<Vec<_>>().join(" ");
        if let Some(first) = line.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        text.push_str(&line);
        text.push_str(if number % 6 == 5 { ".\n\n" } else { ". " });
    }
    ArticleText::from_plain(&text, "en")
}

fn reattaching(criterion: &mut Criterion) {
    let mut dice = Dice(7);
    let page: Vec<Vec<String>> = (0..SENTENCES).map(|_| sentence(&mut dice)).collect();
    let other: Vec<Vec<String>> = (0..SENTENCES).map(|_| sentence(&mut dice)).collect();
    let old = edited(&page, 0, &mut dice);
    let old_sentences = Sentences::of(&old);
    let snapshot = Snapshot::of(&old, &old_sentences);
    let step = (old_sentences.len() / ANNOTATIONS).max(1);
    let mut wanted = labels(&old, &old_sentences, 1, step);
    wanted.truncate(ANNOTATIONS);
    let pages = [
        ("unchanged", edited(&page, 0, &mut dice)),
        ("light", edited(&page, 1, &mut dice)),
        ("heavy", edited(&page, 25, &mut dice)),
        ("gone", edited(&other, 0, &mut dice)),
    ];
    for (name, new) in &pages {
        let sentences = Sentences::of(new);
        for (mode, saved) in [("snapshot", Some(&snapshot)), ("quote", None)] {
            criterion.bench_function(&format!("reattach/{mode}/{name}"), |bencher| {
                bencher.iter(|| reattach(black_box(saved), &wanted, new, &sentences));
            });
        }
    }
}

/// What is saved of every `step`th run of `run` sentences.
fn labels(old: &ArticleText, sentences: &Sentences, run: usize, step: usize) -> Vec<Wanted> {
    let list = sentences.as_slice();
    let spans = list.windows(run).step_by(step).filter_map(|run| Some(run.first()?.span.join(run.last()?.span)));
    let wanted = spans.map(|span| Wanted {
        quote: Quote::of(old, span),
        standing: None,
        position: old.code_points_of(span),
        sentences: Some(sentences.touching(span)),
    });
    wanted.collect()
}

fn worst_cases(criterion: &mut Criterion) {
    let mut dice = Dice(7);
    let page: Vec<Vec<String>> = (0..SENTENCES).map(|_| sentence(&mut dice)).collect();
    let refrain = "Yes. ".repeat(10_000);
    let plain = |text: &str| ArticleText::from_plain(text, "en");
    let (few, long) = (edited(&page, 0, &mut dice), edited(&page, 1, &mut dice));
    for (name, old, new, run, step) in [
        ("10000 hits, 1000 labels", plain(&refrain), plain(&format!("No. {refrain}")), 1, 10),
        ("10000 hits, 5000 labels", plain(&refrain), plain(&format!("No. {refrain}")), 1, 2),
        ("100 KB quotes", few.clone(), few.clone(), 1_000, 400),
        ("100 KB quotes, changed", few, long, 1_000, 400),
    ] {
        let (before, now) = (Sentences::of(&old), Sentences::of(&new));
        let (snapshot, wanted) = (Snapshot::of(&old, &before), labels(&old, &before, run, step));
        for (mode, saved) in [("snapshot", Some(&snapshot)), ("quote", None)] {
            criterion.bench_function(&format!("reattach/{mode}/{name}"), |bencher| {
                bencher.iter(|| reattach(black_box(saved), &wanted, &new, &now));
            });
        }
    }
    let article = edited(&page, 0, &mut dice);
    let sentences = Sentences::of(&article);
    let snapshot = Snapshot::of(&article, &sentences);
    let splits = snapshot.hashes.iter().map(|&first| Trace { kind: EditKind::Split, first, second: 3, copy: (1, 1) });
    let traces: Vec<Trace> = splits.collect();
    criterion.bench_function("reattach/edits/3000 splits", |bencher| {
        bencher.iter(|| find_edits(black_box(&traces), &snapshot, &article, &sentences));
    });
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(10);
    targets = reattaching, worst_cases
}
criterion_main!(benches);
