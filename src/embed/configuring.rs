//! What an instructor set: found, read and put to work before the article is opened.

use crate::dom::configuration::{block, fetch};
use crate::embed::problems::field_problem;
use crate::embed::restoring::send_quietly;
use crate::embed::session::Session;
use crate::embed::{Apart, importing, later};
use crate::model::action::{Action, Keeping};
use crate::model::configuration::{Configuration, Given};
use crate::model::label::LabelSet;
use crate::ui::{Language, Part, words};
use crate::wire::Assignment;
use crate::wire::configuration::{ConfigurationProblem, read};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, console};

/// A configuration and the text of the labels that come with it.
pub(super) type Configured = (Configuration, Option<String>);

/// Reads what the attribute `config`, a block in the element or a block in the page says; the
/// first one that is there counts.
///
/// # Errors
/// What is wrong with it: nothing of it is used then.
pub(super) async fn configured(session: &Session) -> Result<Configured, Trouble> {
    let address = session.host.get_attribute("config").filter(|address| !address.is_empty());
    let text = if address.is_none() { block(&session.host) } else { None };
    if address.is_none() && text.is_none() {
        return Ok((Configuration::default(), None));
    }
    later::all_there().await;
    configured_by(address, text).await
}

#[inline(never)]
fn configured_by<'a>(address: Option<String>, text: Option<String>) -> Apart<'a, Result<Configured, Trouble>> {
    Box::pin(read_configuration(address, text))
}

/// What the file at `address` says, else `text`.
async fn read_configuration(address: Option<String>, text: Option<String>) -> Result<Configured, Trouble> {
    let (text, base) = match address {
        Some(address) => {
            let (text, base) = file(&address, None).await?;
            (text, Some(base))
        }
        None => (text.unwrap_or_default(), None),
    };
    let (configuration, unknown) = read(&text).map_err(Trouble::Wrong)?;
    if !unknown.is_empty() {
        let warning = ["reading-annotator: the configuration has unknown keys: ", &unknown.join(", ")].concat();
        console::warn_1(&warning.into());
    }
    let given = match &configuration.given {
        None => None,
        Some(Given::Inline(text)) => Some(text.to_string()),
        Some(Given::File(address)) => Some(file(address, base.as_deref()).await?.0),
    };
    Ok((configuration, given))
}

async fn file(address: &str, base: Option<&str>) -> Result<(String, String), Trouble> {
    fetch(address, base).await.map_err(|why| Trouble::Lost { name: address.to_owned(), why })
}

/// Why there is no configuration.
pub(super) enum Trouble {
    /// Its file, or one that it names, did not come.
    Lost { name: String, why: String },
    /// It cannot be used.
    Wrong(ConfigurationProblem),
}

impl Trouble {
    /// For the reader.
    #[inline(never)]
    pub(super) fn told(&self, language: Language) -> String {
        match self {
            Self::Lost { name, why } => language.fill(words::CONFIGURATION_LOST, &[("name", name), ("why", why)]),
            Self::Wrong(ConfigurationProblem::NotJson { line, what }) => {
                let parts = [("line", Part::Number(*line)), ("what", Part::Text(language.phrase(what)))];
                language.tell(words::CONFIGURATION_NOT_JSON, &parts)
            }
            Self::Wrong(ConfigurationProblem::NotAnObject) => language.say(words::CONFIGURATION_NO_OBJECT).to_owned(),
            Self::Wrong(ConfigurationProblem::Field(problem)) => {
                language.with(words::CONFIGURATION_WRONG, "problem", &field_problem(problem, language))
            }
        }
    }
}

/// Puts it to work; the state with its labels is made after this.
pub(super) fn configure(session: &Session, configuration: Configuration) {
    let task = configuration.task.as_ref();
    let mut meta = session.meta.borrow_mut();
    meta.assignment =
        task.map(|(id, version)| Assignment { id: id.to_string(), version: version.to_string(), extra: None });
    meta.questions.clone_from(&configuration.questions);
    drop(meta);
    let usual = || Rc::new(LabelSet::usual(&session.language.get().usual_labels()));
    let labels = configuration.labels.clone().unwrap_or_else(usual);
    if labels != *session.state.borrow().labels() {
        session.shell.restyle(&labels);
    }
    session.labels.replace(labels);
    let before = session.configuration.replace(Rc::new(configuration));
    if !before.theme.is_empty() || !session.configuration.borrow().theme.is_empty() {
        dress(session, &before);
    }
}

/// Sets the variables of the panel's looks, and takes those away that were set `before`. What is no CSS the
/// browser passes over.
#[inline(never)]
fn dress(session: &Session, before: &Configuration) {
    let Some(host) = session.host.dyn_ref::<HtmlElement>() else { return };
    let (style, variable) = (host.style(), |name: &str| ["--reading-annotator-", name].concat());
    for (name, _) in &before.theme {
        let _ = style.remove_property(&variable(name));
    }
    for (name, value) in &session.configuration.borrow().theme {
        let _ = style.set_property(&variable(name), value);
    }
}

/// Shows the labels that came with it, as nobody's work: nothing is stored, nothing can be changed.
///
/// # Errors
/// What is wrong with their file.
pub(super) async fn show_given(session: &Rc<Session>, given: Option<String>) -> Result<(), String> {
    if let Some(given) = given {
        let foreign = importing::foreign_of_file(session, &given).await;
        let (foreign, refused) =
            foreign.map_err(|why| session.language.get().fill(words::CONFIGURATION_LABELS, &[("why", &why)]))?;
        send_quietly(session, Action::Adopt(foreign));
        if let Some(refused) = refused {
            session.act(Action::Report(refused));
        }
    }
    session.state.borrow_mut().set_read_only();
    session.act(Action::Keeping(Keeping::Kept));
    Ok(())
}
