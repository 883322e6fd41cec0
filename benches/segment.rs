//! Throughput of the sentence scanner: 5 MB of English, and inputs that are
//! unkind to scanners.
#![expect(missing_docs, reason = "criterion's macros write a function without documentation")]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use reading_annotator::model::sentences::split;
use std::hint::black_box;

/// A page of English prose with the usual stops, quotations, numbers and brackets.
const PAGE: &str = "The harbour froze in January, and for six weeks nobody in the town went out to fish. \
    “We had never seen it so thick,” said Dr. Ines Howell, who has measured the ice since 1987. \
    At 6 a.m. the thermometer at St. Brannock's stood at 3.5 degrees below zero; by noon it had risen to 1.2. \
    The council met twice (the second time behind closed doors) and spent $4.5 million on coal. \
    Was it enough? Most people thought not! The mayor's letter, printed in full by the Gazette [2], blamed the U.S. Coast Guard. \
    Others, e.g. the fishermen of the lower town, blamed the mayor... and each other. \
    Visit www.example.org/ice for the figures. Nobody has disputed them, although many have tried to. \
    In the weeks that followed, the older people of the upper town began to speak again of the winter in which the lighthouse \
    keeper had walked across the bay to buy tobacco, and the younger ones, who had heard the story more often than they cared to, \
    went down to the quay after school to see for themselves whether the ice would bear a sledge. It would, as it turned out, and \
    by the end of the month there was a path from the customs house to the island, marked with fir branches and used by half of \
    the parish. The school teacher kept a record of everything that crossed it, from handcarts to a piano, which she later read \
    aloud at the meeting of the historical society. Her figures suggest that more goods reached the island in those six weeks than \
    in the whole of the summer before, although she was careful to add that the summer had been a poor one for trade. ";

fn megabytes(piece: &str, megabytes: usize) -> String {
    piece.repeat(megabytes * 1_000_000 / piece.len())
}

fn prose(criterion: &mut Criterion) {
    let text = megabytes(PAGE, 5);
    let mut group = criterion.benchmark_group("segment");
    group.throughput(Throughput::Bytes(text.len() as u64)).sample_size(20);
    group.bench_function("english, one block of 5 MB", |bencher| bencher.iter(|| split(black_box(&text), "en", &[])));
    let blocks: Vec<&str> = vec![PAGE; text.len() / PAGE.len()];
    group.bench_function("english, 5 MB in paragraphs", |bencher| {
        bencher.iter(|| blocks.iter().map(|block| split(black_box(block), "en", &[]).len()).sum::<usize>());
    });
    group.finish();
}

fn unkind(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("unkind, 1 MB");
    group.sample_size(10);
    for piece in [".", "(", "\"", "a", ". . ", "A. ", "a.B", ".)", "😀"] {
        let text = megabytes(piece, 1);
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(format!("{piece:?}"), |bencher| bencher.iter(|| split(black_box(&text), "en", &[])));
    }
    group.finish();
}

criterion_group!(benches, prose, unkind);
criterion_main!(benches);
