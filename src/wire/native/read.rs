//! Reads a native file. The whole is refused where nothing can be made of it;
//! otherwise each bad entry is left out alone, with its reason.

use super::file::{ImportFile, ImportedAnnotation, ImportedArticle, ImportedLabel, ImportedSentence, Limits};
use super::{FORMAT, NOBODY, OFFSET_UNIT, sniff};
use crate::model::annotation::Relation;
use crate::model::label::LabelSet;
use crate::model::offsets::{ByteOffset, CodePointOffset, OffsetIndex};
use crate::wire::annotation::AnnotationRecord;
use crate::wire::fields::{Fields, shortened};
use crate::wire::json::Json;
use crate::wire::meta::{AnnotatorRecord, ArticleRecord, Assignment, Extras, Segmentation};
use crate::wire::problem::{FieldProblem, FileProblem, Part, Refusal, RefusalReason};
use crate::wire::seen::Seen;
use std::borrow::Cow;
use std::rc::Rc;

/// Every field of the top level that is read or written anew.
const TOP_FIELDS: [&str; 15] = [
    "format",
    "version",
    "generator",
    "exported_at",
    "offset_unit",
    "article",
    "labels",
    "segmentation",
    "sentences",
    "annotators",
    "annotations",
    "relations",
    "orphans",
    "orphan_relations",
    "assignment",
];

/// Reads a native file; annotations must have one of `labels`.
///
/// # Errors
/// A [`FileProblem`] where the file is refused whole.
pub fn read(text: &str, labels: &LabelSet, limits: &Limits) -> Result<ImportFile, FileProblem> {
    read_with(text, Some(labels), limits)
}

/// Reads a native file as it is: annotations must have one of its own labels.
///
/// # Errors
/// A [`FileProblem`] where the file is refused whole.
pub fn read_own(text: &str, limits: &Limits) -> Result<ImportFile, FileProblem> {
    read_with(text, None, limits)
}

fn read_with(text: &str, labels: Option<&LabelSet>, limits: &Limits) -> Result<ImportFile, FileProblem> {
    limits.check_size(text.len())?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let json = Json::parse(text, limits.depth).map_err(|error| sniff::unreadable(text, error, limits.depth))?;
    let top = match Fields::of(json) {
        Ok(top) => top,
        Err(RefusalReason::Field(problem)) => return Err(damaged("the file")(problem)),
        Err(_) => return Err(FileProblem::OtherFormat(sniff::other_format(json))),
    };
    if top.get("format").and_then(Json::text).as_deref() != Some(FORMAT) {
        return Err(FileProblem::OtherFormat(sniff::other_format(json)));
    }
    let version = readable_version(&top)?;
    Reader { top, labels, refused: Vec::new() }.read(version)
}

fn damaged(part: &'static str) -> impl Fn(FieldProblem) -> FileProblem {
    move |problem| FileProblem::Damaged { part, problem }
}

fn readable_version(top: &Fields<'_>) -> Result<String, FileProblem> {
    let version = top.text("version").map_err(damaged("the file"))?;
    let number = |text: &str| -> bool { !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) };
    match version.split_once('.') {
        Some(("1", minor)) if number(minor) => Ok(version.into_owned()),
        Some((major, minor)) if number(major) && number(minor) && !major.starts_with('0') => {
            Err(FileProblem::NewerVersion(shortened(&version)))
        }
        _ => Err(damaged("the file")(FieldProblem::Wrong {
            field: "version".to_owned(),
            expected: "a version such as “1.0”",
        })),
    }
}

struct Reader<'a> {
    top: Fields<'a>,
    /// `None` where the file's own count.
    labels: Option<&'a LabelSet>,
    refused: Vec<Refusal>,
}

impl<'a> Reader<'a> {
    fn read(mut self, version: String) -> Result<ImportFile, FileProblem> {
        let whole = damaged("the file");
        if self.top.text("offset_unit").map_err(&whole)? != OFFSET_UNIT {
            let field = "offset_unit".to_owned();
            return Err(whole(FieldProblem::Wrong { field, expected: "“unicode-code-point”" }));
        }
        let mut extras = Extras { top: self.top.others(&TOP_FIELDS), ..Extras::default() };
        let fields = self.top.object("article").map_err(&whole)?;
        let article;
        (article, extras.article) = read_article(&fields).map_err(damaged("“article”"))?;
        let assignment = self.top.object_or_null("assignment").map_err(&whole)?;
        let assignment = assignment.map(|fields| Assignment::read(&fields)).transpose();
        let assignment = assignment.map_err(damaged("“assignment”"))?;
        let fields = self.top.object("segmentation").map_err(&whole)?;
        let (segmentation, extra) =
            Segmentation::read(&fields, &mut |number, reason| self.refuse(Part::Edit, number, None, reason))
                .map_err(damaged("“segmentation”"))?;
        extras.segmentation = extra;

        let mut labels = Vec::new();
        self.entries("labels", Part::Label, &mut Seen::default(), &mut |fields| {
            labels.push(read_label(fields)?);
            Ok(())
        })?;
        let index = OffsetIndex::new(&article.text);
        let (sentences, numbers) = self.sentences(index.code_points().get())?;
        let mut people = Seen::default();
        let mut annotators = self.annotators(&mut people, &numbers)?;
        let nobody = AnnotatorRecord::unnamed(&NOBODY.into());
        annotators.retain(|one| *one != nobody);
        let (annotations, orphans) = self.annotations(&article.text, &index, &labels)?;
        let (relations, relating) = self.relations()?;

        let records = annotations.iter().map(|annotation| &annotation.record).chain(&orphans);
        for id in records.map(|record| &record.annotator).chain(&relating) {
            if people.add(Cow::Owned(id.to_string())) {
                annotators.push(AnnotatorRecord::unnamed(id));
            }
        }
        Ok(ImportFile {
            version,
            article,
            labels,
            sentences,
            segmentation,
            annotators,
            annotations,
            orphans,
            relations,
            assignment,
            extras,
            refused: self.refused,
        })
    }

    /// Gives every entry of a list to `take`; what it refuses is listed. Ids are
    /// kept in `seen` with their number among the entries taken.
    fn entries(
        &mut self,
        name: &str,
        part: Part,
        seen: &mut Seen<'a>,
        take: &mut dyn FnMut(&Fields<'a>) -> Result<(), RefusalReason>,
    ) -> Result<(), FileProblem> {
        for (number, json) in self.top.list(name).map_err(damaged("the file"))?.enumerate() {
            let fields = match Fields::of(json) {
                Ok(fields) => fields,
                Err(reason) => {
                    self.refuse(part, number, None, reason);
                    continue;
                }
            };
            let id = fields.text("id").unwrap_or_default();
            let taken = if seen.number(&id).is_some() { Err(RefusalReason::RepeatedId) } else { take(&fields) };
            match taken {
                Ok(()) => drop(seen.add(id)),
                Err(reason) => self.refuse(part, number, Some(&id), reason),
            }
        }
        Ok(())
    }

    fn refuse(&mut self, part: Part, number: usize, id: Option<&str>, reason: RefusalReason) {
        let id = id.filter(|id| !id.is_empty()).map(shortened);
        self.refused.push(Refusal { part, number: number + 1, id, reason });
    }

    /// The sentences, and their numbers by id.
    fn sentences(&mut self, length: usize) -> Result<(Vec<ImportedSentence>, Seen<'a>), FileProblem> {
        let (mut sentences, mut numbers) = (Vec::<ImportedSentence>::new(), Seen::default());
        self.entries("sentences", Part::Sentence, &mut numbers, &mut |fields| {
            let sentence = read_sentence(fields, length)?;
            if sentences.last().is_some_and(|last| sentence.start < last.end) {
                return Err(RefusalReason::Overlap);
            }
            sentences.push(sentence);
            Ok(())
        })?;
        Ok((sentences, numbers))
    }

    fn annotators(&mut self, people: &mut Seen<'a>, numbers: &Seen<'_>) -> Result<Vec<AnnotatorRecord>, FileProblem> {
        let mut annotators = Vec::new();
        let mut unknown = Vec::new();
        self.entries("annotators", Part::Annotator, people, &mut |fields| {
            let (record, ids) = AnnotatorRecord::read(fields, &|id| numbers.number(id))?;
            unknown.extend(ids.into_iter().map(|id| (annotators.len(), Rc::clone(&record.annotator.id), id)));
            annotators.push(record);
            Ok(())
        })?;
        for (number, person, id) in unknown {
            self.refuse(Part::Annotator, number, Some(&person), RefusalReason::UnknownSentence(shortened(&id)));
        }
        Ok(annotators)
    }

    fn annotations(
        &mut self,
        text: &str,
        index: &OffsetIndex,
        own: &[ImportedLabel],
    ) -> Result<(Vec<ImportedAnnotation>, Vec<AnnotationRecord>), FileProblem> {
        let (mut annotations, mut orphans, mut seen) = (Vec::new(), Vec::new(), Seen::default());
        let labels = self.labels;
        let read = |fields: &Fields<'_>, attached| {
            let record = AnnotationRecord::read(fields, Some(attached))?;
            let known = match labels {
                Some(labels) => labels.get(&record.label).is_some(),
                None => own.iter().any(|label| *label.id == *record.label),
            };
            if known { Ok(record) } else { Err(RefusalReason::UnknownLabel(shortened(&record.label))) }
        };
        let byte = |at| index.byte_of_code_point(text, CodePointOffset::new(at)).map(ByteOffset::get);
        self.entries("annotations", Part::Annotation, &mut seen, &mut |fields| {
            let record = read(fields, true)?;
            let (start, end) = record.position.unwrap_or_default();
            let length = index.code_points().get();
            let (Some(from), Some(to)) = (byte(start), byte(end)) else {
                return Err(RefusalReason::PastTheEnd { end, length });
            };
            let claimed = record.current_quote.as_ref().unwrap_or(&record.quote);
            let position_contradicts_quote = text.get(from..to) != Some(&claimed.exact);
            annotations.push(ImportedAnnotation { record, position_contradicts_quote });
            Ok(())
        })?;
        if self.top.get("orphans").is_some() {
            self.entries("orphans", Part::Orphan, &mut seen, &mut |fields| {
                orphans.push(read(fields, false)?);
                Ok(())
            })?;
        }
        Ok((annotations, orphans))
    }

    /// The relations, and who made them.
    fn relations(&mut self) -> Result<(Vec<Relation>, Vec<Rc<str>>), FileProblem> {
        let (mut relations, mut people, mut seen) = (Vec::new(), Vec::new(), Seen::default());
        let mut take = |fields: &Fields<'_>| {
            let (relation, person) = read_relation(fields)?;
            relations.push(relation);
            people.push(person);
            Ok(())
        };
        self.entries("relations", Part::Relation, &mut seen, &mut take)?;
        if self.top.get("orphan_relations").is_some() {
            self.entries("orphan_relations", Part::Relation, &mut seen, &mut take)?;
        }
        Ok((relations, people))
    }
}

fn read_article(fields: &Fields<'_>) -> Result<(ImportedArticle, Option<Rc<str>>), FieldProblem> {
    let text = fields.text("text")?.into_owned();
    let sha256 = fields.text_or_null("sha256")?.map(Into::into);
    let (record, extra) = ArticleRecord::read(fields)?;
    Ok((ImportedArticle { record, text, sha256 }, extra))
}

fn read_label(fields: &Fields<'_>) -> Result<ImportedLabel, RefusalReason> {
    Ok(ImportedLabel {
        id: fields.filled("id")?.into_owned(),
        name: fields.filled("name")?.into_owned(),
        description: fields.text_or_null("description")?.map(Into::into),
        color: fields.text_or_null("color")?.map(Into::into),
    })
}

fn read_sentence(fields: &Fields<'_>, length: usize) -> Result<ImportedSentence, RefusalReason> {
    let id = fields.filled("id")?.into_owned();
    let (paragraph, start, end) = (fields.whole("paragraph")?, fields.whole("start")?, fields.whole("end")?);
    if start >= end {
        return Err(RefusalReason::EmptySpan { start, end });
    }
    if end > length {
        return Err(RefusalReason::PastTheEnd { end, length });
    }
    Ok(ImportedSentence { id, paragraph, start, end })
}

/// Since a relation is written back as it came, it must be wholly valid.
pub(in crate::wire) fn read_relation(fields: &Fields<'_>) -> Result<(Relation, Rc<str>), RefusalReason> {
    let wrong = |field: &str, expected| FieldProblem::Wrong { field: field.to_owned(), expected };
    fields.filled("type")?;
    fields.time("created")?;
    let created = fields.text("created")?;
    if created.as_bytes().get(10) != Some(&b'T') || !created.ends_with('Z') {
        return Err(wrong("created", "a point in time that ends in “Z”").into());
    }
    if fields.iri("source")? == fields.iri("target")? {
        return Err(wrong("target", "another annotation than “source”").into());
    }
    let person = fields.iri("annotator")?.into();
    let (source, target) = (fields.iri("source")?.into(), fields.iri("target")?.into());
    Ok((Relation { id: fields.iri("id")?.into(), source, target, json: fields.raw().into() }, person))
}
