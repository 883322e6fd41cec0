//! Every word that readers see or hear, in one place, so that other languages can follow.

use crate::model::annotation::Anchoring;
use crate::model::configuration::{Asked, Requirement};
use crate::model::effect::{Announcement, ImportReport};
use crate::model::label::LabelSet;
use crate::ui::screen::{SentenceLabel, SentenceOption};

/// Names of things and short texts.
pub(crate) mod words {
    macro_rules! words {
        ($($name:ident = $text:literal;)*) => { $(pub(crate) const $name: &str = $text;)* };
    }
    words! {
        LANGUAGE = "en";
        PANEL = "Annotations";
        OPEN_PANEL = "Open the annotation panel";
        CLOSE_PANEL = "Close the annotation panel";
        RESIZE_PANEL = "Resize the panel";
        TASK = "Your task";
        READ_ONLY = "These labels are shown to be read. They cannot be changed.";
        MET = "met";
        NOT_MET = "not yet met";
        UNDO = "Undo";
        REDO = "Redo";
        IMPORT = "Import";
        IMPORT_FILE = "Import a file";
        EXPORT = "Export";
        FORMATS = "Export for other tools";
        FORMAT_SAVED = "Saved";
        FORMATS_FAILED = "The other formats could not be loaded or saved.";
        KEYS = "Keys";
        CODEBOOK = "What the labels mean";
        TOOLS = "Tools";
        SENTENCES = "Sentences";
        CURSOR_IDLE = "Click a sentence, or come here with Tab";
        CURSOR_HELP = "Arrow keys move. Digits label. Question mark shows all keys.";
        PICKER = "Label this sentence";
        NO_LABEL = "No label";
        NOT_LABELLED = "Not labelled yet";
        ADD_NOTE = "Add a note";
        EDIT_NOTE = "Edit the note";
        NOTE = "Note";
        NOTE_HELP = "Kept when you leave. Undo brings the old one back.";
        DONE = "Done";
        REMOVE = "Remove";
        REMOVE_LABEL = "Remove the label";
        CHANGE_LABEL = "Change the label";
        JOIN_NEXT = "Join with the next sentence";
        JOIN = "Join these sentences";
        SPLIT = "Split this sentence";
        SPLIT_WHERE = "Click where the second sentence begins";
        WORD_BACK = "One word back";
        WORD_ON = "One word on";
        SPLIT_HERE = "Split here";
        DO_NOT_SPLIT = "Do not split";
        SHOW_IN_TEXT = "Show in text";
        CLOSE = "Close";
        LIST = "Labelled sentences";
        SEARCH = "Search quotes and notes";
        FILTER = "Filter and sort";
        WHICH_LABEL = "Label";
        ALL_LABELS = "All labels";
        WHICH_STATE = "State";
        ORDER = "Order";
        BY_PLACE = "By place";
        BY_TIME = "Newest";
        SHOW_ALL = "Show all";
        SPLIT_LABEL = "Split";
        MERGE = "Merge with next";
        ACCEPT = "Accept";
        REATTACH = "Attach to the cursor's sentence";
        DETACH = "Keep as gone";
        BEFORE = "Before";
        NOW = "Now";
        GONE = "text gone";
        FINDING = "Finding your labels in the changed text";
        DOUBTFUL = "Please look";
        DOUBTFUL_HELP = "The article was edited. Do these labels still fit? Those without a place are kept and exported.";
        ORPHANS = "No longer in the text";
        ORPHANS_HELP = "The article was edited and these sentences are gone. They are kept and exported.";
        EMPTY_CLICK = "Click a sentence to label it.";
        EMPTY_KEYS_MOVE = "move through the sentences,";
        EMPTY_KEYS_LABEL = "label.";
        EMPTY_EXPORT = "hands your labels out as a file. They stay in this browser until then.";
        FINISHED = "I have finished this text";
        YOUR_NAME = "Your name in exports";
        OPTIONAL = "optional";
        REQUIRED = "asked for";
        MORE = "More";
        SAVE_COPY = "Save annotated copy";
        PRINT = "Print…";
        COPY_SAVED = "Annotated copy saved";
        COPY_FAILED = "The annotated copy could not be saved: this page may not save files. Print it instead.";
        PRINT_FAILED = "This page does not let the panel print. Save the annotated copy and print that.";
        COPY_KIND = "Annotated copy";
        ANNOTATED_BY = "Annotated by";
        SAVED = "Saved in this browser";
        OPENING = "Opening what you kept…";
        NOT_SAVED = "Not saved – download your work";
        BLOCKED = "This browser keeps nothing for this page. Your work is lost when you close it.";
        FULL = "This browser's storage is full. What you change now is lost when you close the page.";
        UNWANTED = "You chose to keep nothing on this computer. Your work is gone when you close this page.";
        DATA = "Data…";
        DATA_TITLE = "Your data";
        DATA_HELP = "Your labels stay in this browser. Nothing is sent anywhere.";
        SHARED = "This is a shared computer";
        SHARED_HELP = "Nothing is kept when you close this page, and what is stored for this text is deleted now.";
        CLEAR = "Remove all labels…";
        CLEAR_HELP = " with their notes and every “no label” are removed from this text. Undo brings them back, all at once. Sentences that you joined or split stay so.";
        CLEAR_NOW = "Remove them all";
        FORGET = "Delete what is stored for this text…";
        FORGET_HELP = " with their notes, every “no label”, joined and split sentences and whether you have finished are deleted from this browser. This cannot be undone: export first what you want to keep.";
        FORGET_NOW = "Delete this text's data";
        FORGET_ALL = "Delete what is stored for all texts…";
        FORGET_ALL_HELP = "Labels, notes, judgements and names for every text that was annotated with this tool on this site, in this browser, are deleted. This cannot be undone: export first what you want to keep.";
        FORGET_ALL_NOW = "Delete everything";
        FORGOTTEN = "Deleted from this browser";
        NOT_FORGOTTEN = "This browser did not delete it. Delete this site's data in the browser's settings.";
        DOWNLOAD = "Download";
        COPY = "Copy as JSON";
        DISMISS = "Dismiss";
        COPY_TITLE = "Copy your work";
        COPY_HELP = "This is the file. Copy all of it and keep it somewhere safe.";
        PREPARING = "Being prepared…";
        DROP = "Drop the file to import it";
        REPORT_TITLE = "Import";
        REFUSED = "Refused";
        NO_ID = "without id";
        KEY = "Key";
        DOES = "What it does";
        KEYS_WHERE = "They act while a sentence is current: click one, or go there with Tab.";
        NO_LABEL_MEANS = "Headings, greetings, real questions, background that nobody contests. It is kept as a judgement.";
        DECIDE = "Ask in this order and stop at the first answer";
        DECIDE_1 = "Does it assert something contestable, or report support? If not: no label.";
        DECIDE_2 = "Can you point to the claim it supports, and does it report rather than judge? Evidence.";
        DECIDE_3 = "Could public evidence settle it, or does the text argue for it? Claim.";
        DECIDE_4 = "Otherwise: opinion.";
        FATAL_TITLE = "Nothing to annotate";
    }
}

/// The keys and what they do; keys that are pressed together are joined by "+".
pub(crate) const KEYS: &[(&[&str], &str)] = &[
    (&["↓", "↑", "j", "k"], "next, previous sentence"),
    (&["Home", "End"], "first, last sentence"),
    (&["n", "p"], "next, previous labelled sentence"),
    (&["Shift+↓", "Shift+↑"], "extend over several sentences"),
    (&["0", "Delete"], "remove the label"),
    (&["Enter"], "edit the note"),
    (&["[", "]"], "narrow the label by a word, at its start, at its end"),
    (&["Shift+[", "Shift+]"], "widen it again"),
    (&["+"], "join with the next sentence"),
    (&["/"], "split the sentence: arrows move the mark, Enter splits"),
    (&["Ctrl+Z"], "undo"),
    (&["Ctrl+Shift+Z"], "redo"),
    (&["?"], "show the keys"),
    (&["c"], "show what the labels mean"),
    (&["Esc"], "leave"),
];

/// "label as claim"
pub(crate) fn key_labels_as(label: &str) -> String {
    "label as ".to_owned() + &lowered(label)
}

/// What the "no label" key does.
pub(crate) const KEY_NO_LABEL: &str = "judge “no label”";

/// "1 sentence", "3 sentences"
pub(crate) fn counted(count: usize, one: &str, many: &str) -> String {
    number(count) + " " + if count == 1 { one } else { many }
}

/// 12345 as "12,345"
pub(crate) fn number(count: usize) -> String {
    let digits = count.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// "3 sentences"
pub(crate) fn sentences(count: usize) -> String {
    counted(count, "sentence", "sentences")
}

/// "12 of 41 sentences labelled or judged"
pub(crate) fn progress(judged: usize, judgeable: usize) -> String {
    number(judged) + " of " + &sentences(judgeable) + " labelled or judged"
}

/// "Sentence 12 of 41", "3 sentences, up to 12 of 41"
pub(crate) fn position(index: usize, total: usize, covered: usize) -> String {
    let place = number(index + 1) + " of " + &number(total);
    if covered > 1 { sentences(covered) + ", at " + &place } else { "Sentence ".to_owned() + &place }
}

/// "Claim 3, Evidence 1, Opinion 0"
pub(crate) fn counts(labels: &LabelSet, counts: &[usize]) -> String {
    let each =
        labels.as_slice().iter().zip(counts).map(|(label, count)| label.name.to_string() + " " + &number(*count));
    each.collect::<Vec<_>>().join(", ")
}

/// A label's name; the id of one that is not in the set.
pub(crate) fn label_name<'a>(labels: &'a LabelSet, id: &'a str) -> &'a str {
    labels.get(id).map_or(id, |label| &label.name)
}

/// What a state badge says; nothing for the very text at the very place.
pub(crate) fn anchoring(anchoring: Anchoring) -> Option<&'static str> {
    match anchoring {
        Anchoring::Exact => None,
        Anchoring::Moved => Some("moved"),
        Anchoring::Changed(_) => Some("text changed"),
        Anchoring::Check(_) => Some("please check"),
    }
}

/// What the list can be asked for: any state, then as in [`crate::model::listing::Standing::ALL`].
pub(crate) const STANDINGS: [&str; 6] =
    ["Any state", "As labelled", "Moved", "Text changed", "Please check", "Text gone"];

/// "Due: 1 December"
pub(crate) fn due(when: &str) -> String {
    "Due: ".to_owned() + when
}

/// "2 of 3 met"
pub(crate) fn met(met: usize, all: usize) -> String {
    number(met) + " of " + &number(all) + " " + words::MET
}

/// "Claim: 1 of 3"
pub(crate) fn asked(requirement: &Requirement, labels: &LabelSet) -> String {
    let Requirement { asked, have, need } = requirement;
    match asked {
        Asked::Name => words::YOUR_NAME.to_owned(),
        Asked::Answer(question, _) => question.to_string(),
        Asked::Label(id) => label_name(labels, id).to_owned() + ": " + &number(*have) + " of " + &number(*need),
    }
}

/// "12 labels"
pub(crate) fn labels(count: usize) -> String {
    counted(count, "label", "labels")
}

/// "Not exported: 14 labels, for 3 days"
pub(crate) fn not_exported(count: usize, days: usize) -> String {
    let since = if days == 0 { String::new() } else { ", for ".to_owned() + &counted(days, "day", "days") };
    "Not exported: ".to_owned() + &labels(count) + &since
}

/// "12 of 40 shown"
pub(crate) fn found(shown: usize, total: usize) -> String {
    number(shown) + " of " + &number(total) + " shown"
}

/// What a sentence is, after its text: "claim, please check, note".
pub(crate) fn sentence_state(option: &SentenceOption, labels: &LabelSet) -> String {
    let mut state = match &option.label {
        SentenceLabel::Open => "not labelled".to_owned(),
        SentenceLabel::NoLabel => "no label".to_owned(),
        SentenceLabel::Label(id) => lowered(label_name(labels, id)),
    };
    if let Some(badge) = anchoring(option.anchoring) {
        state.push_str(", ");
        state.push_str(badge);
    }
    if option.note {
        state.push_str(", note");
    }
    state
}

/// The rows of an import report that say something.
pub(crate) fn report_rows(report: &ImportReport) -> [(&'static str, usize); 5] {
    [
        ("Added", report.added),
        ("Updated", report.updated),
        ("Already here", report.unchanged),
        ("Not found in this text", report.orphaned),
        ("Refused", report.refused.len()),
    ]
}

fn imported(report: &ImportReport) -> String {
    let rows = report_rows(report).into_iter().filter(|(_, count)| *count > 0);
    let rows: Vec<_> = rows.map(|(name, count)| number(count) + " " + &lowered(name)).collect();
    if rows.is_empty() {
        "Imported: nothing in the file".to_owned()
    } else {
        "Imported: ".to_owned() + &rows.join(", ")
    }
}

/// What assistive technology is told.
#[must_use]
pub fn announcement(what: &Announcement, labels: &LabelSet) -> String {
    let several = |what: String, count: usize| if count > 1 { what + ", " + &sentences(count) } else { what };
    let with_skipped = |what: &str, skipped: usize| match skipped {
        0 => what.to_owned(),
        _ => {
            what.to_owned()
                + ". "
                + &counted(skipped, "change was", "changes were")
                + " left, being changed elsewhere since"
        }
    };
    let fixed = match what {
        Announcement::Labelled(label, count) => return several(label_name(labels, label).to_owned(), *count),
        Announcement::JudgedNone(count) => return several(words::NO_LABEL.to_owned(), *count),
        Announcement::Unlabelled(count) => return several("Removed".to_owned(), *count),
        Announcement::Joined(count) if *count > 1 => return "Joined, ".to_owned() + &sentences(*count + 1),
        Announcement::Joined(_) => "Joined with the next sentence",
        Announcement::CannotJoin => "There is no next sentence in this paragraph",
        Announcement::SplitMark(text, begins) => {
            let how = if *begins { ". Arrow keys move, Enter splits, Escape leaves" } else { "" };
            return "Split before: ".to_owned() + beginning(text, 60) + how;
        }
        Announcement::Split => "Split into two sentences",
        Announcement::CannotSplit => "It cannot be split there",
        Announcement::CannotMerge => "There is no such label beside it",
        Announcement::Merged(text) => return "Merged: ".to_owned() + text,
        Announcement::LabelSplit => "Split into two labels",
        Announcement::NotSplit => "Not split",
        Announcement::Narrowed(text) => return "Now: ".to_owned() + text,
        Announcement::Extended(count) => return sentences(*count),
        Announcement::Cycled(number, of, label, text) => {
            let place = number.to_string() + " of " + &of.to_string();
            return [&*place, label_name(labels, label), text].join(", ");
        }
        Announcement::Undone(skipped) => return with_skipped("Undone", *skipped),
        Announcement::Redone(skipped) => return with_skipped("Redone", *skipped),
        Announcement::Imported(report) => return imported(report),
        Announcement::Cleared(count) => return "Removed ".to_owned() + &counted(*count, "annotation", "annotations"),
        Announcement::Text(text) => return text.to_string(),
        Announcement::Reattached(text) => return "Attached to: ".to_owned() + text,
        Announcement::Accepted => "Accepted",
        Announcement::Detached => "Kept without a place in the text",
        Announcement::NoSentence => "Go to a sentence first",
        Announcement::NothingHere => "Nothing to remove here",
        Announcement::CannotNarrow => "Cannot be changed further",
        Announcement::NoMore => "No more labels that way",
        Announcement::NoteSaved => "Note saved",
        Announcement::NoteRemoved => "Note removed",
        Announcement::NothingToUndo => "Nothing to undo",
        Announcement::NothingToRedo => "Nothing to redo",
        Announcement::Finished => "Marked as finished",
        Announcement::Unfinished => "Marked as not finished",
        Announcement::Exported => "Exported",
        Announcement::ReadOnly => words::READ_ONLY,
    };
    fixed.to_owned()
}

/// The beginning of `text`, at most `most` characters, for views that clamp it:
/// laying out a note of 100,000 characters takes the browser longer than a frame.
pub(crate) fn beginning(text: &str, most: usize) -> &str {
    text.char_indices().nth(most).and_then(|(at, _)| text.get(..at)).unwrap_or(text)
}

/// Letter by letter: the library's way for whole texts knows the Greek final sigma,
/// at kilobytes of wasm.
fn lowered(name: &str) -> String {
    name.chars().flat_map(char::to_lowercase).collect()
}
