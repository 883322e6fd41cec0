//! Texts that bring their labels in another tool's format, or in one of our own that is not the
//! native one: which fields and tables those are. `formats::read` reads what stands in them.

use crate::wire::csv::write_plain;
use crate::wire::fields::{Fields, counted};
use crate::wire::formats::read::{is_accepted, is_skipped, not_accepted, text_of_task};
use crate::wire::iri;
use crate::wire::json::Json;

/// Of an object with a text: the fields that are no columns of the text, since what they say comes back with its
/// labels, and whether there are labels among them.
pub(super) struct Labels {
    pub(super) fields: Vec<String>,
    pub(super) some: bool,
}

/// Labels that somebody has refused in the tool that they come from: of how many texts. A file tells it once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Refusals {
    /// Tasks that were not accepted.
    prodigy: usize,
    /// Tasks of which all annotations were passed over.
    label_studio: usize,
}

impl Refusals {
    pub(super) fn of_object(fields: &Fields<'_>) -> Self {
        Self { prodigy: usize::from(is_prodigy(fields) && !is_accepted(fields)), label_studio: 0 }
    }

    pub(super) fn some(self) -> bool {
        self != Self::default()
    }

    pub(super) fn add(&mut self, more: Self) {
        self.prodigy += more.prodigy;
        self.label_studio += more.label_studio;
    }

    /// In sentences.
    pub(super) fn told(self) -> impl Iterator<Item = String> {
        let label_studio = counted(
            self.label_studio,
            "A task was skipped in Label Studio; its labels are left out.",
            "tasks were skipped in Label Studio; their labels are left out.",
        );
        not_accepted(self.prodigy).into_iter().chain(label_studio)
    }
}

/// The labels of an object, if it is one that may have some. A column that is only called like
/// that, as the one label of a whole text is, stays one; an empty list is what `lists` say of its file.
pub(super) fn of_object(fields: &Fields<'_>, lists: &Lists) -> Option<Labels> {
    let (ours, prodigy) = (is_ours(fields), is_prodigy(fields));
    let of_list = |(name, is): (&'static str, IsLabel)| {
        let mut items = fields.get(name)?.items()?;
        let first = items.next();
        let some = first.is_some_and(is);
        let own = ours && name != "labels" || prodigy && name == "spans" || lists.labels.contains(&name);
        (some || first.is_none() && own).then(|| {
            let names = [name].into_iter().chain((name == "entities").then_some("relations"));
            let names = names.chain(if prodigy { of_prodigy(fields, some) } else { told_by(fields, some) });
            Labels { fields: names.map(str::to_owned).collect(), some }
        })
    };
    LISTS.into_iter().find_map(of_list).or_else(|| short_task(fields))
}

type IsLabel = fn(Json<'_>) -> bool;

/// The lists in which an object may have its labels, and what one of those is like.
const LISTS: [(&str, IsLabel); 4] = [
    ("spans", |item| has(item, &["start", "end", "label"])),
    ("entities", |item| has(item, &["start_offset", "end_offset", "label"])),
    ("label", is_triple),
    ("labels", is_triple),
];

fn is_ours(fields: &Fields<'_>) -> bool {
    fields.get("article_id").is_some() && fields.get("annotator_id").is_some()
}

fn is_prodigy(fields: &Fields<'_>) -> bool {
    fields.get("_view_id").is_some()
}

/// What the lists of a file are, as far as its objects have told: an empty one, of a text that nobody has labelled,
/// is what the others of its name are.
#[derive(Debug, Default)]
pub(super) struct Lists {
    labels: Vec<&'static str>,
    columns: Vec<&'static str>,
}

impl Lists {
    /// Hears one more object.
    pub(super) fn note(&mut self, fields: &Fields<'_>) {
        for (name, is) in LISTS {
            let Some(value) = fields.get(name).filter(|value| !value.is_null()) else { continue };
            let Some(first) = value.items().map_or(Some(value), |mut items| items.next()) else { continue };
            let known = if is(first) { &mut self.labels } else { &mut self.columns };
            if !known.contains(&name) {
                known.push(name);
            }
        }
    }

    /// The empty lists of an object of which nothing is known yet.
    pub(super) fn unknown(&self, fields: &Fields<'_>) -> Vec<&'static str> {
        if is_ours(fields) || is_prodigy(fields) {
            return Vec::new();
        }
        let is_empty = |name: &str| fields.list(name).is_ok_and(|mut list| list.next().is_none());
        let names = LISTS.into_iter().map(|(name, _)| name);
        names.filter(|name| is_empty(name) && !self.know(name)).collect()
    }

    /// Whether it is known what the lists of this name are.
    pub(super) fn know(&self, name: &str) -> bool {
        self.labels.contains(&name) || self.columns.contains(&name)
    }
}

/// Label Studio's short form (JSON-MIN): a field for each control of the project.
fn short_task(fields: &Fields<'_>) -> Option<Labels> {
    let is_control = |name: &&str| {
        let first = fields.get(name).and_then(|value| value.items()?.next());
        first.is_some_and(|first| has(first, &["start", "end", "labels"]))
    };
    let controls: Vec<&str> = fields.names().filter(is_control).collect();
    let others = ["annotator", "created_at", "updated_at"];
    let names = || controls.iter().copied().chain(others).map(str::to_owned).collect();
    (!controls.is_empty()).then(|| Labels { fields: names(), some: true })
}

/// Which text an object says it is, and whose labels it has, where that is taken from it: an article that is named as
/// ours are, and somebody of whom there are labels.
fn told_by(fields: &Fields<'_>, some: bool) -> Vec<&'static str> {
    let article = fields.text("article_id").is_ok_and(|id| iri::is_iri(&id));
    let person = fields.text("annotator_id").is_ok_and(|id| some || article && (id.is_empty() || iri::is_iri(&id)));
    let names = [(article, "article_id"), (person, "annotator_id")];
    names.into_iter().filter_map(|(is, name)| is.then_some(name)).collect()
}

/// What Prodigy writes beside the labels and what is taken of it. What the makers of a stream wrote into “meta” is a
/// column; ours has who and which text.
fn of_prodigy(fields: &Fields<'_>, some: bool) -> Vec<&'static str> {
    let mut names = vec!["_view_id"];
    if fields.text("answer").is_ok_and(|answer| answer == "accept") {
        names.push("answer");
    }
    let meta = fields.object("meta").ok();
    let ours = meta.as_ref().map(|meta| told_by(meta, some)).unwrap_or_default();
    if meta.as_ref().is_some_and(|meta| ours.contains(&"article_id") && meta.names().all(|name| ours.contains(&name))) {
        names.push("meta");
    }
    let theirs = ["_annotator_id", "_session_id"].map(|name| (name, fields.text(name).ok()));
    let person = theirs.iter().find_map(|(_, id)| id.as_deref()).filter(|_| some);
    let is_ours = meta.is_some_and(|meta| meta.text("annotator_id").is_ok_and(|id| !id.is_empty()));
    if let Some(person) = person.filter(|_| !is_ours) {
        names.extend(theirs.iter().filter(|(_, id)| id.as_deref() == Some(person)).map(|(name, _)| *name));
    }
    names
}

fn has(item: Json<'_>, names: &[&str]) -> bool {
    Fields::of(item).is_ok_and(|fields| names.iter().all(|name| fields.get(name).is_some()))
}

/// Start, end, label.
fn is_triple(item: Json<'_>) -> bool {
    let parts: Vec<_> = item.items().into_iter().flatten().collect();
    matches!(&*parts, [start, end, label] if start.whole().is_some() && end.whole().is_some() && label.text().is_some())
}

/// A Label Studio task.
pub(super) struct Task<'a> {
    pub(super) data: Fields<'a>,
    /// The field of the data that is its text.
    pub(super) text: String,
    pub(super) labels: Labels,
    pub(super) refusals: Refusals,
    /// Columns that stand beside the data.
    pub(super) beside: Vec<(String, Json<'a>)>,
}

/// The task that an object is, if it is one.
pub(super) fn task<'a>(fields: &Fields<'a>) -> Option<Task<'a>> {
    let sets = |name: &str| Some(fields.get(name)?.items()?.filter_map(|set| Fields::of(set).ok()));
    let (annotations, predictions) = (sets("annotations"), sets("predictions"));
    if annotations.is_none() && predictions.is_none() {
        return None;
    }
    let is_labelled = |set: &Fields<'_>| set.list("result").is_ok_and(|mut regions| regions.next().is_some());
    let annotations = annotations.into_iter().flatten().filter(is_labelled);
    let (skipped, handed_in): (Vec<_>, Vec<_>) = annotations.partition(is_skipped);
    let predicted = predictions.into_iter().flatten().any(|set| is_labelled(&set));
    let refused = handed_in.is_empty() && !skipped.is_empty();
    let some = !handed_in.is_empty() || predicted && !refused;
    let data = fields.object("data").ok()?;
    let text = text_of_task(&data)?;
    // Of one that we wrote all of it comes back; another's title and people are theirs.
    let ours = !told_by(&data, false).is_empty();
    let of_ours: &[&str] = if ours { &["article_id", "title", "annotators"] } else { &[] };
    let labels = Labels { fields: of_ours.iter().map(|name| (*name).to_owned()).collect(), some };
    let refusals = Refusals { label_studio: usize::from(refused), ..Refusals::default() };
    let is_said = |value: &Json<'_>| !value.is_null() && value.raw() != "{}";
    let beside = ["id", "meta"].into_iter().filter_map(|name| {
        let value = fields.get(name).filter(is_said)?;
        let mut name = name.to_owned();
        while data.get(&name).is_some() {
            name.insert_str(0, "task_");
        }
        Some((name, value))
    });
    Some(Task { beside: beside.collect(), data, text, labels, refusals })
}

/// Whether a line is one of our sentences for Hugging Face: its text is somewhere else.
pub(super) fn is_sentence(fields: &Fields<'_>) -> bool {
    ["article_id", "annotator_id", "sentence_index", "start", "end"].iter().all(|name| fields.get(name).is_some())
}

/// A line of ours for doccano that may be a sentence with its labels, or a text with spans in it:
/// one without any is like the other.
#[derive(Debug)]
pub(super) struct Classified {
    article: String,
    person: String,
    text: String,
    /// Whether it has a label of all of it.
    labelled: bool,
}

impl Classified {
    pub(super) fn of(fields: &Fields<'_>) -> Option<Self> {
        let word = |name: &str| fields.text(name).ok().map(std::borrow::Cow::into_owned);
        let labels = fields.list("label").ok()?.next();
        Some(Self {
            article: word("article_id")?,
            person: word("annotator_id")?,
            text: word("text")?,
            labelled: labels.is_some_and(|label| label.text().is_some()),
        })
    }

    /// Whether it is a sentence: of one person's work on a text there is only one line with all of it.
    pub(super) fn is_sentence(&self, before: Option<&Self>) -> bool {
        let more =
            |before: &Self| before.article == self.article && before.person == self.person && before.text != self.text;
        self.labelled || before.is_some_and(more)
    }
}

/// The sentences of one text.
#[derive(Debug, Default)]
pub(super) struct OfText {
    /// The SHA-256 of the text.
    pub(super) hash: String,
    /// Which text it is, of those that are the same.
    pub(super) article: String,
    pub(super) table: String,
    /// Whether anybody has judged one of them.
    some: bool,
}

/// Our own table of sentences, cut into those of each text, which is known by its SHA-256.
#[derive(Debug, Default)]
pub(super) struct Sentences {
    /// The columns of the hash and of the label.
    columns: (usize, usize),
    article: Option<usize>,
    header: String,
    text: OfText,
}

impl Sentences {
    /// `None` where the names of the columns are of another table.
    pub(super) fn of(names: &[String]) -> Option<Self> {
        let column = |wanted: &str| names.iter().position(|name| name == wanted);
        let all = ["sentence_index", "start", "end", "text", "label"];
        let columns = column("article_sha256").zip(column("label"));
        let columns = columns.filter(|_| all.iter().all(|name| column(name).is_some()))?;
        let mut header = String::new();
        write(&mut header, names);
        Some(Self { columns, article: column("article_id"), header, text: OfText::default() })
    }

    /// The text that ends before this row, if there are labels in it.
    pub(super) fn push(&mut self, row: &[String]) -> Option<OfText> {
        let cell = |column: usize| row.get(column).map_or("", |cell| &**cell);
        let (hash, article) = (cell(self.columns.0), self.article.map_or("", cell));
        let same = hash == self.text.hash && article == self.text.article;
        let before = if same { None } else { self.finish() };
        if self.text.table.is_empty() {
            hash.clone_into(&mut self.text.hash);
            article.clone_into(&mut self.text.article);
            self.text.table.clone_from(&self.header);
        }
        self.text.some |= !cell(self.columns.1).is_empty();
        write(&mut self.text.table, row);
        before
    }

    /// The last text.
    pub(super) fn finish(&mut self) -> Option<OfText> {
        Some(std::mem::take(&mut self.text)).filter(|text| text.some)
    }
}

fn write(table: &mut String, row: &[String]) {
    for (number, cell) in row.iter().enumerate() {
        table.push_str(if number == 0 { "" } else { "," });
        write_plain(table, cell);
    }
    table.push_str("\r\n");
}
