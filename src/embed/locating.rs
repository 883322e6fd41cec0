//! Which element is the article, and which document it is.

use crate::dom::article_reader::read;
use crate::dom::page_watch::PageWatch;
use crate::embed::session::Session;
use crate::ui::words;
use crate::wire::iri::article_id;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, ShadowRoot};

/// Calls `there` once an article with text is found after a change in `place`: pages made by scripts fill late.
pub(super) fn wait_for(session: &Rc<Session>, place: &Element, there: impl Fn(&Rc<Session>) + 'static) {
    let weak = Rc::downgrade(session);
    let watch = PageWatch::start(place, Some(&session.host), move |_| {
        let Some(session) = weak.upgrade() else { return };
        let is_there = find_article(&session).is_ok_and(|root| !read(&root, Some(&session.host)).text.is_empty());
        if is_there {
            there(&session);
        }
    });
    session.waiting.replace(Some(watch));
}

/// The node that the session's owner gives; the element that `for` names, else the nearest
/// article, main or the body.
pub(super) fn find_article(session: &Session) -> Result<Element, String> {
    if let Some(owner) = &session.owner {
        return owner.article().ok_or_else(|| session.say(words::NO_ARTICLE_YET).to_owned());
    }
    let page = session.host.owner_document().ok_or_else(String::new)?;
    let Some(id) = session.host.get_attribute("for").filter(|id| !id.is_empty()) else {
        let around = |tag: &str| session.host.closest(tag).ok().flatten();
        let anywhere = |tag: &str| page.query_selector(tag).ok().flatten();
        let found =
            around("article").or_else(|| anywhere("article")).or_else(|| around("main")).or_else(|| anywhere("main"));
        return found.or_else(|| page.body().map(Into::into)).ok_or_else(|| session.say(words::NO_BODY).to_owned());
    };
    let within =
        session.host.get_root_node().dyn_into::<ShadowRoot>().ok().and_then(|root| root.get_element_by_id(&id));
    within
        .or_else(|| page.get_element_by_id(&id))
        .ok_or_else(|| session.language.get().fill(words::NO_ELEMENT, &[("id", &id)]))
}

/// Notes which document it is; returns the id it is stored under.
pub(super) fn describe(session: &Session, root: &Element) -> String {
    let page = session.host.owner_document();
    // `href` as an attribute may be relative: only a full address names a document.
    let canonical = |page: &Document| -> Option<String> {
        let link = page.query_selector("link[rel=canonical]").ok().flatten()?;
        link.get_attribute("href").filter(|address| address.contains("://"))
    };
    let address = page.as_ref().and_then(|page| canonical(page).or_else(|| page.document_uri().ok()));
    let address = address.unwrap_or_default();
    let several = page
        .as_ref()
        .and_then(|page| page.query_selector_all("reading-annotator").ok())
        .is_some_and(|all| all.length() > 1);
    let part = session.host.get_attribute("for").filter(|_| several);
    let given = session.host.get_attribute("document-id").filter(|id| !id.is_empty());
    let given = given.or_else(|| session.configuration.borrow().document_id.as_deref().map(ToOwned::to_owned));
    let id = match given {
        Some(given) => article_id(&given, None),
        None => article_id(&address, part.as_deref()),
    };
    let heading = root.query_selector("h1, h2").ok().flatten().and_then(|heading| heading.text_content());
    let title =
        heading.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|text| !text.is_empty());
    let title = title.or_else(|| page.map(|page| page.title())).unwrap_or_default();
    let language = root.closest("[lang]").ok().flatten().and_then(|element| element.get_attribute("lang"));
    // Somebody's folders, or a page that only shows the article, are not where it is from.
    let url = session.host.get_attribute("article-url").unwrap_or(address);
    let url = url.split('#').next().filter(|url| url.starts_with("http")).map(ToOwned::to_owned);
    let mut meta = session.meta.borrow_mut();
    meta.article.id.clone_from(&id);
    meta.article.title = title;
    meta.article.url = url;
    meta.article.language = language.filter(|language| !language.is_empty());
    session.shell.set_document(&id);
    id
}
