//! Texts that bring their labels in another tool's format, or in one of our own that is not the
//! native one: which fields and tables those are. `formats::read` reads what stands in them.

use crate::wire::csv::write_plain;
use crate::wire::fields::Fields;
use crate::wire::formats::read::text_of_task;
use crate::wire::json::Json;

/// Of an object with a text: the fields that are no columns of the text, and whether there are
/// labels among them.
pub(super) struct Labels {
    pub(super) fields: Vec<String>,
    pub(super) some: bool,
}

/// The labels of an object, if it is one that may have some. A column that is only called like
/// that, as the one label of a whole text is, stays one.
pub(super) fn of_object(fields: &Fields<'_>) -> Option<Labels> {
    let ours = fields.get("article_id").is_some() && fields.get("annotator_id").is_some();
    let list = |name: &str| Some(fields.get(name)?.items()?.collect::<Vec<_>>());
    let found = |name: &str, is: fn(Json<'_>) -> bool, ours: bool, fields: &[&str]| {
        let items = list(name)?;
        let some = items.first().is_some_and(|first| is(*first));
        let fields = || fields.iter().map(|name| (*name).to_owned()).collect();
        (some || items.is_empty() && ours).then(|| Labels { fields: fields(), some })
    };
    let prodigy = fields.get("_view_id").is_some();
    // What the makers of a stream wrote into “meta” is a column; ours has who and which text.
    let our_meta = fields.object("meta").is_ok_and(|meta| meta.get("article_id").is_some());
    let spans: &[&str] = match (prodigy, our_meta) {
        (true, true) => &["spans", "answer", "_view_id", "_annotator_id", "_session_id", "meta"],
        (true, false) => &["spans", "answer", "_view_id", "_annotator_id", "_session_id"],
        (false, _) => &["spans", "article_id", "annotator_id"],
    };
    found("spans", |item| has(item, &["start", "end", "label"]), ours || prodigy, spans)
        .or_else(|| {
            let fields = &["entities", "relations", "article_id", "annotator_id"][..];
            found("entities", |item| has(item, &["start_offset", "end_offset", "label"]), ours, fields)
        })
        .or_else(|| found("label", is_triple, ours, &["label", "article_id", "annotator_id"]))
        .or_else(|| found("labels", is_triple, false, &["labels"]))
        .or_else(|| {
            // Label Studio's short form (JSON-MIN): a field for each control of the project.
            let is_control = |name: &&str| {
                let first = fields.get(name).and_then(|value| value.items()?.next());
                first.is_some_and(|first| has(first, &["start", "end", "labels"]))
            };
            let mut fields: Vec<_> = fields.names().filter(is_control).map(str::to_owned).collect();
            let some = !fields.is_empty();
            let others = ["annotator", "annotation_id", "created_at", "updated_at", "lead_time"];
            fields.extend(others.map(str::to_owned));
            some.then_some(Labels { fields, some })
        })
}

fn has(item: Json<'_>, names: &[&str]) -> bool {
    Fields::of(item).is_ok_and(|fields| names.iter().all(|name| fields.get(name).is_some()))
}

/// Start, end, label.
fn is_triple(item: Json<'_>) -> bool {
    let parts: Vec<_> = item.items().into_iter().flatten().collect();
    matches!(&*parts, [start, end, label] if start.whole().is_some() && end.whole().is_some() && label.text().is_some())
}

/// The data of a Label Studio task, the field that is its text, and whether anybody has labelled it.
pub(super) fn task<'a>(fields: &Fields<'a>) -> Option<(Fields<'a>, String, bool)> {
    let regions = |set: Json<'_>| Some(Fields::of(set).ok()?.list("result").ok()?.count());
    let sets = |name: &str| Some(fields.get(name)?.items()?.filter_map(regions).sum::<usize>());
    let count = match (sets("annotations"), sets("predictions")) {
        (None, None) => return None,
        (annotations, predictions) => annotations.unwrap_or_default() + predictions.unwrap_or_default(),
    };
    let data = fields.object("data").ok()?;
    let text = text_of_task(&data)?;
    Some((data, text, count > 0))
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
