//! The configuration of a page as JSON; its schema stands in `schema/`. What is wrong is told
//! with its key, such as `labels[2].key`; keys that are unknown are listed, not refused.

use crate::model::configuration::{Configuration, Given, NameField, Question, Seat};
use crate::model::label::{Colours, Label, LabelSet, LineStyle, MOST_LABELS, USUAL, is_colour, usual_colours};
use crate::wire::fields::{Fields, shortened};
use crate::wire::json::{Fault, Json, SyntaxError};
use crate::wire::problem::{FieldProblem, RefusalReason};
use std::rc::Rc;

/// Why a configuration cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConfigurationProblem {
    /// Not JSON.
    #[error("The configuration is not JSON: line {line}: {what}.")]
    NotJson {
        /// From 1.
        line: usize,
        /// What was found or expected there.
        what: &'static str,
    },
    /// JSON, but no object.
    #[error("The configuration is not a JSON object.")]
    NotAnObject,
    /// A key with a wrong value.
    #[error("The configuration cannot be used: {0}.")]
    Field(#[from] FieldProblem),
}

const KEYS: [&str; 16] = [
    "$schema",
    "id",
    "version",
    "title",
    "instructions",
    "due",
    "document_id",
    "annotator",
    "ui_language",
    "theme",
    "labels",
    "snapping",
    "questions",
    "minimum",
    "readonly",
    "annotations",
];
const LABEL_KEYS: [&str; 9] =
    ["id", "name", "definition", "examples", "hard_cases", "letter", "key", "line", "colours"];
const QUESTION_KEYS: [&str; 4] = ["id", "text", "sentence", "quote"];
const SCHEMES: [&str; 2] = ["light", "dark"];
const COLOUR_KEYS: [&str; 2] = ["fill", "line"];
/// The variables of the panel's looks, after `--reading-annotator-`.
const THEME_KEYS: [&str; 11] =
    ["paper", "raised", "sunken", "ink", "quiet", "rule", "edge", "accent", "on-accent", "font", "radius"];
const LINES: [&str; 5] = ["solid", "double", "wavy", "dashed", "dotted"];

/// Labels inside a configuration nest as deep as in a file, and two levels more.
const DEPTH: usize = 64;

type Found<T> = Result<T, FieldProblem>;

/// Reads a configuration; also gives the keys that are unknown.
///
/// # Errors
/// Where something is wrong: with its key. Nothing of it is used then.
pub fn read(text: &str) -> Result<(Configuration, Vec<String>), ConfigurationProblem> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let json = Json::parse(text, DEPTH).map_err(|SyntaxError { at, fault }| ConfigurationProblem::NotJson {
        line: text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1,
        what: match fault {
            Fault::Grammar(what) => what,
            Fault::TooDeep => "it is nested too deep",
        },
    })?;
    if json.members().is_none() {
        return Err(ConfigurationProblem::NotAnObject);
    }
    let top = Object::of(json, String::new())?;
    let mut unknown = Vec::new();
    let configuration = read_top(&top, &mut unknown)?;
    Ok((configuration, unknown))
}

fn read_top(top: &Object<'_>, unknown: &mut Vec<String>) -> Found<Configuration> {
    top.note_unknown(&KEYS, unknown);
    let labels = match top.fields.get("labels").filter(|list| !list.is_null()) {
        Some(list) => Some(Rc::new(read_labels(list, unknown)?)),
        None => None,
    };
    let read_only = top.truth("readonly")?;
    let given = read_given(top)?;
    if given.is_some() && !read_only {
        return Err(top.wrong("annotations", "left out, unless “readonly” is true"));
    }
    Ok(Configuration {
        task: read_task(top)?,
        title: top.text("title")?,
        instructions: top.text("instructions")?,
        due: top.text("due")?,
        document_id: top.text("document_id")?,
        name_field: match top.text("annotator")?.as_deref() {
            None | Some("free") => NameField::Free,
            Some("required") => NameField::Required,
            Some("hidden") => NameField::Hidden,
            Some(_) => return Err(top.wrong("annotator", "“free”, “required” or “hidden”")),
        },
        ui_language: top.text("ui_language")?,
        theme: read_theme(top, unknown)?,
        whole_sentences: match top.text("snapping")?.as_deref() {
            None | Some("word") => false,
            Some("sentence") => true,
            Some(_) => return Err(top.wrong("snapping", "“word” or “sentence”")),
        },
        questions: read_questions(top, unknown)?,
        minimum: read_minimum(top, labels.as_deref())?,
        labels,
        read_only,
        given,
    })
}

/// The members of an object and the key that leads to it.
struct Object<'a> {
    fields: Fields<'a>,
    path: String,
}

impl<'a> Object<'a> {
    fn of(json: Json<'a>, path: String) -> Found<Self> {
        match Fields::of(json) {
            Ok(fields) => Ok(Self { fields, path }),
            Err(RefusalReason::Field(FieldProblem::Repeated(name))) => {
                Err(FieldProblem::Repeated(joined(&path, &name)))
            }
            Err(_) => Err(FieldProblem::Wrong { field: path, expected: "an object" }),
        }
    }

    fn path_of(&self, name: &str) -> String {
        joined(&self.path, name)
    }

    fn wrong(&self, name: &str, expected: &'static str) -> FieldProblem {
        FieldProblem::Wrong { field: self.path_of(name), expected }
    }

    fn note_unknown(&self, known: &[&str], unknown: &mut Vec<String>) {
        let names = self.fields.names().filter(|name| !known.contains(name));
        unknown.extend(names.map(|name| self.path_of(&shortened(name))));
    }

    /// A text with something in it. Missing and null are the same, here and below.
    fn text(&self, name: &str) -> Found<Option<Rc<str>>> {
        let text =
            self.fields.text_or_null(name).ok().filter(|text| text.as_ref().is_none_or(|text| !text.trim().is_empty()));
        let text = text.ok_or_else(|| self.wrong(name, "a string that is not empty"))?;
        Ok(text.map(Rc::from))
    }

    fn need(&self, name: &str) -> Found<Rc<str>> {
        self.text(name)?.ok_or_else(|| FieldProblem::Missing(self.path_of(name)))
    }

    fn truth(&self, name: &str) -> Found<bool> {
        match self.fields.get(name).map_or("null", Json::raw) {
            "true" => Ok(true),
            "false" | "null" => Ok(false),
            _ => Err(self.wrong(name, "true or false")),
        }
    }

    fn object(&self, name: &str) -> Found<Option<Object<'a>>> {
        let value = self.fields.get(name).filter(|value| !value.is_null());
        value.map(|value| Self::of(value, self.path_of(name))).transpose()
    }
}

fn joined(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { [path, ".", name].concat() }
}

fn read_task(top: &Object<'_>) -> Found<Option<(Rc<str>, Rc<str>)>> {
    let version = top.text("version")?;
    if version.is_none() && top.text("id")?.is_none() {
        return Ok(None);
    }
    Ok(Some((top.need("id")?, version.unwrap_or_else(|| "1".into()))))
}

fn read_given(top: &Object<'_>) -> Found<Option<Given>> {
    let Some(value) = top.fields.get("annotations").filter(|value| !value.is_null()) else { return Ok(None) };
    if value.members().is_some() {
        return Ok(Some(Given::Inline(value.raw().into())));
    }
    let path = top.text("annotations").ok().flatten().map(Given::File);
    path.map(Some).ok_or_else(|| top.wrong("annotations", "a file's path or an exported object"))
}

fn read_theme(top: &Object<'_>, unknown: &mut Vec<String>) -> Found<Vec<(&'static str, Rc<str>)>> {
    let Some(object) = top.object("theme")? else { return Ok(Vec::new()) };
    object.note_unknown(&THEME_KEYS, unknown);
    let mut theme = Vec::new();
    for name in THEME_KEYS {
        theme.extend(object.text(name)?.map(|value| (name, value)));
    }
    Ok(theme)
}

fn read_minimum(top: &Object<'_>, labels: Option<&LabelSet>) -> Found<Vec<(Rc<str>, usize)>> {
    let Some(object) = top.object("minimum")? else { return Ok(Vec::new()) };
    let known = |id: &str| match labels {
        Some(own) => own.get(id).map(|label| Rc::clone(&label.id)),
        None => USUAL.iter().find(|usual| **usual == id).map(|usual| Rc::from(*usual)),
    };
    let mut minimum = Vec::new();
    for (number, id) in object.fields.names().enumerate() {
        let Some(label) = known(id) else {
            return Err(object.wrong(&shortened(id), "the id of a label"));
        };
        let need = object.fields.get(id).and_then(Json::whole).filter(|need| *need > 0 && number < MOST_LABELS);
        let need = need.ok_or_else(|| object.wrong(id, "a whole number, 1 or more"))?;
        minimum.push((label, need));
    }
    Ok(minimum)
}

fn read_questions(top: &Object<'_>, unknown: &mut Vec<String>) -> Found<Vec<Question>> {
    let Some(list) = top.fields.get("questions").filter(|list| !list.is_null()) else { return Ok(Vec::new()) };
    // Exports carry them as the task's.
    top.need("id")?;
    let mut questions: Vec<Question> = Vec::new();
    for (number, json) in list.items().ok_or_else(|| top.wrong("questions", "a list"))?.enumerate() {
        let object = Object::of(json, ["questions[", &number.to_string(), "]"].concat())?;
        object.note_unknown(&QUESTION_KEYS, unknown);
        let id = object.need("id")?;
        if questions.iter().any(|other| other.id == id) {
            return Err(object.wrong("id", "one that no question before it has"));
        }
        let sentence = object.fields.get("sentence").filter(|value| !value.is_null());
        let seat = match (sentence, object.text("quote")?) {
            (Some(number), None) => {
                let number = number.whole().and_then(|number| number.checked_sub(1));
                Seat::Sentence(number.ok_or_else(|| object.wrong("sentence", "a whole number, 1 or more"))?)
            }
            (None, Some(quote)) => Seat::Quote(quote),
            (None, None) => return Err(FieldProblem::Missing(object.path_of("sentence"))),
            (Some(_), Some(_)) => return Err(object.wrong("quote", "left out where there is “sentence”")),
        };
        questions.push(Question { id, text: object.need("text")?, seat });
    }
    Ok(questions)
}

fn read_labels(list: Json<'_>, unknown: &mut Vec<String>) -> Found<LabelSet> {
    let wrong = |expected| FieldProblem::Wrong { field: "labels".to_owned(), expected };
    let mut labels: Vec<Label> = Vec::new();
    for (number, json) in list.items().ok_or_else(|| wrong("a list"))?.enumerate() {
        if number == MOST_LABELS {
            return Err(wrong("a list of at most 9 labels"));
        }
        let object = Object::of(json, ["labels[", &number.to_string(), "]"].concat())?;
        object.note_unknown(&LABEL_KEYS, unknown);
        let label = read_label(&object, &labels, unknown)?;
        labels.push(label);
    }
    if labels.is_empty() { Err(wrong("a list of at least one label")) } else { Ok(LabelSet::own(labels)) }
}

/// One label; `before` are those that stand before it.
fn read_label(object: &Object<'_>, before: &[Label], unknown: &mut Vec<String>) -> Found<Label> {
    let id = object.need("id")?;
    let sign = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b'-');
    if !id.bytes().all(sign) || !id.starts_with(|first: char| first.is_ascii_lowercase()) || &*id == "none" {
        return Err(
            object.wrong("id", "of lower-case letters, digits, “_” and “-”, with a letter first, and not “none”")
        );
    }
    if before.iter().any(|other| other.id == id) {
        return Err(object.wrong("id", "one that no label before it has"));
    }
    let name = object.need("name")?;
    let (mut light, mut dark) = usual_colours(before.len());
    if let Some(colours) = object.object("colours")? {
        colours.note_unknown(&SCHEMES, unknown);
        read_colours(&colours, "light", &mut light, unknown)?;
        read_colours(&colours, "dark", &mut dark, unknown)?;
    }
    let usual_line = LineStyle::ALL.iter().cycle().nth(before.len()).copied().unwrap_or(LineStyle::Solid);
    Ok(Label {
        letter: read_letter(object, &name, before)?,
        key: read_key(object, before)?,
        definition: object.text("definition")?.unwrap_or_default(),
        examples: read_list(object, "examples")?,
        hard_cases: read_list(object, "hard_cases")?,
        line: match object.text("line")? {
            None => usual_line,
            Some(line) => LINES
                .iter()
                .zip(LineStyle::ALL)
                .find(|(known, _)| **known == &*line)
                .map(|(_, style)| style)
                .ok_or_else(|| object.wrong("line", "“solid”, “double”, “wavy”, “dashed” or “dotted”"))?,
        },
        id,
        name,
        light,
        dark,
    })
}

/// The first letter of the name that no label before it has, unless one is given.
fn read_letter(object: &Object<'_>, name: &str, before: &[Label]) -> Found<Rc<str>> {
    let free = |letter: &str| !before.iter().any(|other| &*other.letter == letter);
    if let Some(letter) = object.text("letter")? {
        let fits = letter.chars().count() <= 2 && free(&letter);
        return if fits {
            Ok(letter)
        } else {
            Err(object.wrong("letter", "one or two characters that no label before it has"))
        };
    }
    let capitals = name.chars().filter(|sign| sign.is_alphanumeric()).map(|sign| sign.to_uppercase().to_string());
    let letter = capitals.into_iter().find(|letter| free(letter));
    Ok(letter.unwrap_or_else(|| (before.len() + 1).to_string()).into())
}

/// Its place in the list, unless a digit is given.
fn read_key(object: &Object<'_>, before: &[Label]) -> Found<char> {
    let given = object.text("key")?;
    let usual = before.len() + 1;
    let digit = given.as_deref().map_or_else(
        || u8::try_from(usual).ok().map(|place| char::from(b'0' + place)),
        |text| text.parse::<char>().ok(),
    );
    let digit = digit.filter(|digit| matches!(digit, '1'..='9'));
    let digit = digit.ok_or_else(|| object.wrong("key", "a string of one digit from “1” to “9”"))?;
    if before.iter().any(|other| other.key == digit) {
        return Err(object.wrong("key", "a digit that no label before it has"));
    }
    Ok(digit)
}

fn read_list(object: &Object<'_>, name: &str) -> Found<Vec<Rc<str>>> {
    let wrong = || object.wrong(name, "a list of strings");
    let list = object.fields.list_or_none(name).map_err(|_| wrong())?;
    list.map(|one| one.text().map(Rc::from).ok_or_else(wrong)).collect()
}

fn read_colours(object: &Object<'_>, scheme: &str, colours: &mut Colours, unknown: &mut Vec<String>) -> Found<()> {
    let Some(object) = object.object(scheme)? else { return Ok(()) };
    object.note_unknown(&COLOUR_KEYS, unknown);
    for (name, colour) in COLOUR_KEYS.into_iter().zip([&mut colours.fill, &mut colours.line]) {
        if let Some(given) = object.text(name)? {
            if !is_colour(&given) {
                return Err(object.wrong(name, "a colour such as “#a8d1ff”"));
            }
            *colour = given;
        }
    }
    Ok(())
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
