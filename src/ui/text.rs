//! The interface's sentences: words of a language with what they speak of put into them.

use crate::model::annotation::Anchoring;
use crate::model::configuration::{Asked, Requirement};
use crate::model::effect::{Announcement, ImportReport};
use crate::model::label::{LabelSet, UsualWords};
use crate::model::phrases::fill;
use crate::ui::language::{Language, Part};
use crate::ui::screen::{SentenceLabel, SentenceOption};
use crate::ui::words;

/// Keys; those that are pressed together are joined by "+". What they do is the list `KEYS_DO`.
pub(crate) const KEYS: &[&[&str]] = &[
    &["↓", "↑", "j", "k"],
    &["Home", "End"],
    &["n", "p"],
    &["Shift+↓", "Shift+↑"],
    &["0", "Delete"],
    &["Enter"],
    &["[", "]"],
    &["Shift+[", "Shift+]"],
    &["+"],
    &["/"],
    &["Ctrl+Z"],
    &["Ctrl+Shift+Z"],
    &["?"],
    &["c"],
    &["Esc"],
];

/// A label's name; the id of one that is not in the set.
pub(crate) fn label_name<'a>(labels: &'a LabelSet, id: &'a str) -> &'a str {
    labels.get(id).map_or(id, |label| &label.name)
}

impl Language {
    /// "label as claim"
    pub(crate) fn key_labels(self, label: &str) -> String {
        self.with(words::KEY_LABELS, "label", &self.lowered(label))
    }

    /// "3 sentences"
    #[inline(never)]
    pub(crate) fn sentences(self, count: usize) -> String {
        self.counted(words::SENTENCE_COUNT, count)
    }

    /// "12 labels"
    #[inline(never)]
    pub(crate) fn labels(self, count: usize) -> String {
        self.counted(words::LABEL_COUNT, count)
    }

    /// "12 of 41 sentences labelled or judged"
    #[must_use]
    pub fn progress(self, judged: usize, judgeable: usize) -> String {
        self.counted_with(words::PROGRESS, judgeable, ("done", &self.number(judged)))
    }

    /// "12 of 40", in the words of `word`.
    #[inline(never)]
    pub(crate) fn out_of(self, word: words::Word, count: usize, all: usize) -> String {
        self.tell(word, &[("n", Part::Count(count)), ("all", Part::Count(all))])
    }

    /// "Sentence 12 of 41", "3 sentences, at 12 of 41"
    pub(crate) fn position(self, index: usize, total: usize, covered: usize) -> String {
        if covered > 1 {
            let (n, all) = (Part::Count(index + 1), Part::Count(total));
            let parts = [("sentences", Part::Text(&self.sentences(covered))), ("n", n), ("all", all)];
            self.tell(words::POSITION_OF_SEVERAL, &parts)
        } else {
            self.out_of(words::POSITION, index + 1, total)
        }
    }

    /// "Claim: 3"
    #[inline(never)]
    pub(crate) fn named(self, name: &str, what: &str) -> String {
        self.fill(words::NAMED, &[("name", name), ("what", what)])
    }

    /// "claim, please check, note"
    #[inline(never)]
    pub(crate) fn listed(self, texts: &[String]) -> String {
        let mut all = String::new();
        for text in texts {
            all =
                if all.is_empty() { text.clone() } else { self.fill(words::LISTED, &[("one", &all), ("more", text)]) };
        }
        all
    }

    /// One sentence after the other; none ends with its stop.
    #[inline(never)]
    pub(crate) fn both(self, one: &str, more: &str) -> String {
        self.fill(words::SENTENCES_JOINED, &[("one", one), ("more", more)])
    }

    /// "Claim 3, Evidence 1, Opinion 0"
    pub(crate) fn counts(self, labels: &LabelSet, counts: &[usize]) -> String {
        let each = labels.as_slice().iter().zip(counts);
        let each: Vec<_> = each.map(|(label, count)| [&*label.name, " ", &self.number(*count)].concat()).collect();
        self.listed(&each)
    }

    /// What a state badge says; nothing for the very text at the very place.
    pub(crate) fn anchoring(self, anchoring: Anchoring) -> Option<&'static str> {
        match anchoring {
            Anchoring::Exact => None,
            Anchoring::Moved => Some(self.say(words::MOVED)),
            Anchoring::Changed(_) => Some(self.say(words::CHANGED)),
            Anchoring::Check(_) => Some(self.say(words::CHECK)),
        }
    }

    /// "Claim: 1 of 3"
    pub(crate) fn asked(self, requirement: &Requirement, labels: &LabelSet) -> String {
        let Requirement { asked, have, need } = requirement;
        match asked {
            Asked::Name => self.say(words::YOUR_NAME).to_owned(),
            Asked::Answer(question, _) => self.isolated(question),
            Asked::Label(id) => self.named(label_name(labels, id), &self.out_of(words::OUT_OF, *have, *need)),
        }
    }

    /// An instructor's words inside ours: in a language from right to left in the two marks (FSI, PDI of
    /// Unicode) that let them have their own direction.
    pub(crate) fn isolated(self, theirs: &str) -> String {
        if self.say(words::DIRECTION) == "rtl" { ["\u{2068}", theirs, "\u{2069}"].concat() } else { theirs.to_owned() }
    }

    /// "Not exported: 14 labels, for 3 days"
    pub(crate) fn not_exported(self, count: usize, days: usize) -> String {
        let word = if days == 0 { words::NOT_EXPORTED } else { words::NOT_EXPORTED_FOR };
        self.fill(word, &[("labels", &self.labels(count)), ("days", &self.counted(words::DAYS, days))])
    }

    /// What a sentence is, after its text: "claim, please check, note".
    pub(crate) fn sentence_state(self, option: &SentenceOption, labels: &LabelSet) -> String {
        let label = match &option.label {
            SentenceLabel::Open => self.say(words::STATE_OPEN).to_owned(),
            SentenceLabel::NoLabel => self.say(words::STATE_NONE).to_owned(),
            SentenceLabel::Label(id) => self.lowered(label_name(labels, id)),
        };
        let mut state = vec![label];
        if let Some(badge) = self.anchoring(option.anchoring) {
            state.push(badge.to_owned());
        }
        if option.note {
            state.push(self.say(words::STATE_NOTE).to_owned());
        }
        self.listed(&state)
    }

    /// The rows of an import report.
    pub(crate) fn report_rows(self, report: &ImportReport) -> impl Iterator<Item = (&'static str, usize)> {
        self.list(words::REPORT_ROWS).into_iter().zip(report_counts(report))
    }

    fn imported(self, report: &ImportReport) -> String {
        let rows = self.list(words::REPORT_SAID).into_iter().zip(report_counts(report)).filter(|(_, count)| *count > 0);
        let rows: Vec<_> = rows.map(|(row, count)| fill(row, &[("n", &self.number(count))])).collect();
        match self.listed(&rows) {
            none if none.is_empty() => self.say(words::IMPORTED_NOTHING).to_owned(),
            rows => self.with(words::IMPORTED, "what", &rows),
        }
    }

    /// What assistive technology is told.
    #[must_use]
    pub fn announcement(self, what: &Announcement, labels: &LabelSet) -> String {
        let several = |what: &str, count: usize| {
            if count > 1 { self.listed(&[what.to_owned(), self.sentences(count)]) } else { what.to_owned() }
        };
        let with_skipped = |what, skipped: usize| match skipped {
            0 => self.say(what).to_owned(),
            _ => self.both(self.say(what), &self.counted(words::SKIPPED, skipped)),
        };
        let about = |word, text: &str| self.with(word, "text", text);
        let fixed = match what {
            Announcement::Labelled(label, count) => return several(label_name(labels, label), *count),
            Announcement::JudgedNone(count) => return several(self.say(words::NO_LABEL), *count),
            Announcement::Unlabelled(count) => return several(self.say(words::REMOVED), *count),
            Announcement::Joined(count) if *count > 1 => {
                return self.with(words::JOINED_SEVERAL, "sentences", &self.sentences(*count + 1));
            }
            Announcement::Joined(_) => words::JOINED,
            Announcement::CannotJoin => words::CANNOT_JOIN,
            Announcement::SplitMark(text, begins) => {
                // A sentence follows, which brings its own full stop before it.
                let mark = about(words::SPLIT_MARK, beginning(text, 60).trim_end_matches('.'));
                return if *begins { self.both(&mark, self.say(words::SPLIT_MARK_HELP)) } else { mark };
            }
            Announcement::Split => words::SPLIT_DONE,
            Announcement::CannotSplit => words::CANNOT_SPLIT,
            Announcement::CannotMerge => words::CANNOT_MERGE,
            Announcement::Merged(text) => return about(words::MERGED, text),
            Announcement::LabelSplit => words::LABEL_SPLIT,
            Announcement::NotSplit => words::NOT_SPLIT,
            Announcement::Narrowed(text) => return about(words::NARROWED, text),
            Announcement::Extended(count) => return self.sentences(*count),
            Announcement::Cycled(number, of, label, text) => {
                let label = label_name(labels, label).to_owned();
                return self.listed(&[self.out_of(words::OUT_OF, *number, *of), label, text.to_string()]);
            }
            Announcement::Undone(skipped) => return with_skipped(words::UNDONE, *skipped),
            Announcement::Redone(skipped) => return with_skipped(words::REDONE, *skipped),
            Announcement::Imported(report) => return self.imported(report),
            Announcement::Cleared(count) => return self.counted(words::CLEARED, *count),
            Announcement::Text(text) => return text.to_string(),
            Announcement::Reattached(text) => return about(words::REATTACHED, text),
            Announcement::Accepted => words::ACCEPTED,
            Announcement::Detached => words::DETACHED,
            Announcement::NoSentence => words::NO_SENTENCE,
            Announcement::NothingHere => words::NOTHING_HERE,
            Announcement::CannotNarrow => words::CANNOT_NARROW,
            Announcement::NoMore => words::NO_MORE,
            Announcement::NoteSaved => words::NOTE_SAVED,
            Announcement::NoteRemoved => words::NOTE_REMOVED,
            Announcement::NothingToUndo => words::NOTHING_TO_UNDO,
            Announcement::NothingToRedo => words::NOTHING_TO_REDO,
            Announcement::Finished => words::MARKED_FINISHED,
            Announcement::Unfinished => words::MARKED_UNFINISHED,
            Announcement::Exported => words::EXPORTED,
            Announcement::ReadOnly => words::READ_ONLY,
        };
        self.say(fixed).to_owned()
    }

    /// The usual labels' names, letters and definitions.
    #[must_use]
    pub fn usual_labels(self) -> UsualWords<'static> {
        [
            [words::CLAIM, words::CLAIM_LETTER, words::CLAIM_MEANS],
            [words::EVIDENCE, words::EVIDENCE_LETTER, words::EVIDENCE_MEANS],
            [words::OPINION, words::OPINION_LETTER, words::OPINION_MEANS],
        ]
        .map(|label| label.map(|word| self.say(word)))
    }

    /// A label's name inside a sentence. Letter by letter: the library's way for whole texts
    /// knows the Greek final sigma, at kilobytes of wasm.
    #[inline(never)]
    fn lowered(self, name: &str) -> String {
        if self.say(words::LOWERED) == "yes" {
            name.chars().flat_map(char::to_lowercase).collect()
        } else {
            name.to_owned()
        }
    }
}

/// In the order of the lists `REPORT_ROWS` and `REPORT_SAID`.
fn report_counts(report: &ImportReport) -> [usize; 5] {
    [report.added, report.updated, report.orphaned, report.unchanged, report.refused.len()]
}

/// The beginning of `text`, at most `most` characters, for views that clamp it:
/// laying out a note of 100,000 characters takes the browser longer than a frame.
pub(crate) fn beginning(text: &str, most: usize) -> &str {
    text.char_indices().nth(most).and_then(|(at, _)| text.get(..at)).unwrap_or(text)
}
