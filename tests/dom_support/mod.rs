//! An article in the test page, taken away again when dropped.
#![allow(dead_code, missing_docs)]

use gloo_timers::future::TimeoutFuture;
use reading_annotator::dom::article_reader::ReadArticle;
use reading_annotator::model::span::Span;
use wasm_bindgen::JsValue;
use web_sys::{Document, Element};

pub(crate) struct Page {
    pub(crate) article: Element,
    style: Element,
}

impl Drop for Page {
    fn drop(&mut self) {
        self.article.remove();
        self.style.remove();
    }
}

pub(crate) fn document() -> Document {
    web_sys::window().unwrap().document().unwrap()
}

/// Runs a script's body with one value, `given`. Not as a module of its own: the test
/// runner's server may leave a page waiting that asks for more than four at a time.
pub(crate) fn script(body: &str, given: &JsValue) -> JsValue {
    js_sys::Function::new_with_args("given", body).call1(&JsValue::UNDEFINED, given).unwrap()
}

/// Puts `<article lang=en>` with this content at the end of the page.
pub(crate) fn mount(html: &str) -> Page {
    let document = document();
    let body = document.body().unwrap();
    let style = document.create_element("style").unwrap();
    style.set_text_content(Some(
        ".block{display:block}.inline{display:inline}.contents{display:contents}.flex{display:flex}\
         .inline-block{display:inline-block}.float{float:left}.none{display:none}.invisible{visibility:hidden}\
         .visible{visibility:visible}.pre-line{white-space:pre-line}.pre-wrap{white-space:pre-wrap}\
         .sr-only{position:absolute;width:1px;height:1px;overflow:hidden}",
    ));
    body.append_child(&style).unwrap();
    let article = document.create_element("article").unwrap();
    article.set_attribute("lang", "en").unwrap();
    article.set_inner_html(html);
    body.append_child(&article).unwrap();
    Page { article, style }
}

pub(crate) fn span_of_text(read: &ReadArticle, quote: &str) -> Span {
    let at = read.text.as_str().find(quote).unwrap();
    Span::from_bytes(at, at + quote.len()).unwrap()
}

pub(crate) async fn wait(milliseconds: u32) {
    TimeoutFuture::new(milliseconds).await;
}

/// Waits until `done`, for at most five seconds.
pub(crate) async fn until(mut done: impl FnMut() -> bool) -> bool {
    for _ in 0..250 {
        if done() {
            return true;
        }
        wait(20).await;
    }
    false
}
