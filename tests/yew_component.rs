//! The component in a Yew application, which is the example of its documentation.

#![cfg(target_arch = "wasm32")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a failing test may panic"
)]
#![allow(missing_docs)]

#[path = "../examples/yew-app/src/app.rs"]
#[allow(unreachable_pub, reason = "it is the documentation's")]
mod app;

use app::App;
use gloo_timers::future::TimeoutFuture;
use reading_annotator::component::{Annotator, AnnotatorEvent, AnnotatorHandle, AnnotatorProps, Panel, Source};
use reading_annotator::model::label::LabelSet;
use reading_annotator::wire::native::{Limits, read};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Document, Element, HtmlElement, ShadowRoot};
use yew::prelude::*;

wasm_bindgen_test_configure!(run_in_browser);

fn document() -> Document {
    web_sys::window().unwrap().document().unwrap()
}

/// Waits until `there` gives something, at most for ten seconds.
async fn until<T>(what: &str, mut there: impl FnMut() -> Option<T>) -> T {
    for _ in 0..500 {
        if let Some(found) = there() {
            return found;
        }
        TimeoutFuture::new(20).await;
    }
    panic!("waited in vain for {what}");
}

/// Long enough for what must not happen.
async fn a_while() {
    TimeoutFuture::new(400).await;
}

fn place() -> Element {
    let place = document().create_element("div").unwrap();
    document().body().unwrap().append_child(&place).unwrap();
    place
}

fn one(root: &Element, selector: &str) -> Option<HtmlElement> {
    root.query_selector(selector).unwrap().map(JsCast::unchecked_into)
}

fn shadow(root: &Element) -> Option<ShadowRoot> {
    one(root, ".labels")?.shadow_root()
}

fn inside(root: &Element, selector: &str) -> Option<HtmlElement> {
    shadow(root)?.query_selector(selector).unwrap().map(JsCast::unchecked_into)
}

fn text_inside(root: &Element) -> String {
    inside(root, ".root").and_then(|inner| inner.text_content()).unwrap_or_default()
}

/// Presses a key in the control of the sentence cursor.
fn press(root: &Element, code: &str, key: &str) {
    let init = js_sys::Object::new();
    for (name, value) in [("code", code), ("key", key)] {
        js_sys::Reflect::set(&init, &name.into(), &value.into()).unwrap();
    }
    for name in ["bubbles", "composed", "cancelable"] {
        js_sys::Reflect::set(&init, &name.into(), &true.into()).unwrap();
    }
    let class = js_sys::Reflect::get(&js_sys::global(), &"KeyboardEvent".into()).unwrap();
    let arguments = js_sys::Array::of2(&"keydown".into(), &init);
    let event = js_sys::Reflect::construct::<fn() -> wasm_bindgen::JsValue>(class.unchecked_ref(), &arguments).unwrap();
    inside(root, "[role=listbox]").unwrap().dispatch_event(event.unchecked_ref()).unwrap();
}

/// Puts the cursor on the `number`th sentence, counted from 1, and labels it a claim.
async fn label(root: &Element, number: usize) {
    until("the cursor's control", || inside(root, "[role=listbox]")).await.focus().unwrap();
    // Entering may put the cursor somewhere: from the first sentence on.
    press(root, "Home", "Home");
    for _ in 1..number {
        press(root, "ArrowDown", "ArrowDown");
    }
    press(root, "Digit1", "1");
}

/// Another name at every call: what an earlier test stored is not there.
fn fresh_id() -> String {
    format!("component-{}", js_sys::Math::random())
}

#[wasm_bindgen_test]
async fn the_documented_application_works() {
    let root = place();
    let app = yew::Renderer::<App>::with_root(root.clone()).render();
    let said = || one(&root, "output").and_then(|output| output.text_content()).unwrap_or_default();
    label(&root, 2).await;
    until("the event", || said().starts_with("claim: Closing the reading hour").then_some(())).await;
    one(&root, "#export").unwrap().click();
    until("the application's button", || said().contains(".json: ").then_some(())).await;
    one(&root, "#next").unwrap().click();
    until("the other essay is open", || text_inside(&root).contains("0 of 2 sentences").then_some(())).await;
    label(&root, 2).await;
    until("its event", || (said() == "claim: The last bus leaves at nine.").then_some(())).await;
    one(&root, "#toggle").unwrap().click();
    until("the panel is gone", || one(&root, ".labels").is_none().then_some(())).await;
    one(&root, "#toggle").unwrap().click();
    until("the panel is back", || text_inside(&root).contains("1 of 2 sentences").then_some(())).await;
    app.destroy();
    root.remove();
}

/// What a test changes in its application, and what that was told.
#[derive(Clone, Default, PartialEq, Properties)]
struct Given {
    id: String,
    /// Which of two articles, both always in the page, the component gets.
    second: bool,
    is_shown: bool,
    panel: Option<bool>,
    told: Told,
    outer_clicks: Told,
    handle: AnnotatorHandle,
}

#[derive(Clone, Default)]
struct Told(Rc<RefCell<Vec<AnnotatorEvent>>>);

impl PartialEq for Told {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Told {
    fn has(&self, wanted: impl Fn(&AnnotatorEvent) -> bool) -> Option<AnnotatorEvent> {
        self.0.borrow().iter().find(|event| wanted(event)).cloned()
    }

    fn count(&self) -> usize {
        self.0.borrow().len()
    }
}

#[component]
fn Page(given: &Given) -> Html {
    let article = use_node_ref();
    let (first, second) =
        if given.second { (NodeRef::default(), article.clone()) } else { (article.clone(), NodeRef::default()) };
    let on_event = {
        let told = given.told.clone();
        Callback::from(move |event| told.0.borrow_mut().push(event))
    };
    let onclick = {
        let clicks = given.outer_clicks.clone();
        Callback::from(move |_: MouseEvent| clicks.0.borrow_mut().push(AnnotatorEvent::Ready))
    };
    html! {
        <div>
            <article ref={first} class="first"><h1>{ "One" }</h1><p>{ "Gulls are loud. They know it." }</p></article>
            <article ref={second} class="second"><h1>{ "Two" }</h1><p>{ "They know it. The sea is louder. It rains." }</p></article>
            <button class="outer" onclick={onclick.clone()}>{ "Outer" }</button>
            <section {onclick}>
                if given.is_shown {
                    <Annotator class="labels" {article} document_id={given.id.clone()} {on_event} handle={&given.handle}
                        panel={if given.panel == Some(false) { Panel::Closed } else { Panel::Open }} />
                }
            </section>
        </div>
    }
}

struct Shown {
    root: Element,
    app: AppHandle<Page>,
    given: Given,
}

impl Shown {
    async fn new() -> Self {
        let given = Given { id: fresh_id(), is_shown: true, ..Given::default() };
        let root = place();
        let app = yew::Renderer::<Page>::with_root_and_props(root.clone(), given.clone()).render();
        let shown = Self { root, app, given };
        shown.ready(1).await;
        shown
    }

    /// Waits until a document was opened for the `times`th time.
    async fn ready(&self, times: usize) {
        until("ready", || {
            let told = self.given.told.0.borrow();
            (told.iter().filter(|event| **event == AnnotatorEvent::Ready).count() == times).then_some(())
        })
        .await;
    }

    fn change(&mut self, change: impl FnOnce(&mut Given)) {
        change(&mut self.given);
        self.app.update(self.given.clone());
    }

    fn end(self) {
        self.app.destroy();
        self.root.remove();
    }

    /// Labels and quotes of what an export has.
    fn exported(&self) -> Vec<(String, String)> {
        let file = self.given.handle.export().expect("an article is open");
        let read = read(&file.text, &LabelSet::default(), &Limits::default()).unwrap();
        let pair =
            |one: &reading_annotator::component::AnnotationRecord| (one.label.to_string(), one.quote.exact.to_string());
        read.annotations.iter().map(|one| pair(&one.record)).chain(read.orphans.iter().map(pair)).collect()
    }
}

#[wasm_bindgen_test]
async fn labels_are_told_once_and_are_there_again_after_a_remount() {
    let mut shown = Shown::new().await;
    label(&shown.root, 2).await;
    let created = |event: &AnnotatorEvent| matches!(event, AnnotatorEvent::Created { .. });
    let event = until("the event", || shown.given.told.has(created)).await;
    let AnnotatorEvent::Created { annotation, source } = event else { unreachable!() };
    assert_eq!((&*annotation.label, source, &*annotation.quote.exact), ("claim", Source::User, "Gulls are loud."));
    assert_eq!((annotation.position, annotation.sentences), (Some((4, 19)), Some(1..2)));
    a_while().await;
    assert_eq!(shown.given.told.count(), 2, "ready and one event: {:?}", shown.given.told.0.borrow());

    let host = one(&shown.root, ".labels").unwrap();
    shown.change(|given| given.is_shown = false);
    until("the panel is gone", || one(&shown.root, ".labels").is_none().then_some(())).await;
    assert_eq!(shown.given.handle.export(), None);
    a_while().await;
    assert!(host.shadow_root().unwrap().query_selector(".root").unwrap().is_none(), "its interface has ended");
    shown.change(|given| given.is_shown = true);
    shown.ready(2).await;
    assert_eq!(shown.exported(), [("claim".to_owned(), "Gulls are loud.".to_owned())]);
    shown.end();
}

#[wasm_bindgen_test]
async fn a_click_in_the_panel_is_handled_once_and_there_only() {
    let shown = Shown::new().await;
    let panel = || one(&shown.root, ".labels").unwrap().get_attribute("panel");
    assert_eq!(panel().as_deref(), Some("open"));
    let fold = until("the panel's button", || {
        inside(&shown.root, "[aria-label='Close the annotation panel'], [title='Close the annotation panel']")
    })
    .await;
    let clicks = shown.given.outer_clicks.clone();
    fold.click();
    until("the panel folds", || (panel().as_deref() == Some("closed")).then_some(())).await;
    a_while().await;
    assert_eq!(panel().as_deref(), Some("closed"), "twice would have opened it again");
    assert_eq!(clicks.count(), 0, "no click of the application");
    one(&shown.root, ".outer").unwrap().click();
    a_while().await;
    assert_eq!(clicks.count(), 1, "the application's own button, once");
    assert_eq!(panel().as_deref(), Some("closed"));
    shown.end();
}

#[wasm_bindgen_test]
async fn other_props_are_followed() {
    let mut shown = Shown::new().await;
    label(&shown.root, 3).await;
    until("the label", || (shown.exported().len() == 1).then_some(())).await;
    // Another node for the same document: labels look for their places in it.
    shown.change(|given| given.second = true);
    until("the other article", || text_inside(&shown.root).contains("1 of 3 sentences").then_some(())).await;
    assert_eq!(shown.exported(), [("claim".to_owned(), "They know it.".to_owned())]);
    // Another document in the same node.
    let other = fresh_id();
    let first = std::mem::replace(&mut shown.given.id, other);
    shown.change(|_| ());
    shown.ready(2).await;
    assert_eq!(shown.exported(), []);
    // Both at once.
    shown.change(|given| (given.id, given.second) = (first, false));
    shown.ready(3).await;
    assert_eq!(shown.exported(), [("claim".to_owned(), "They know it.".to_owned())]);
    until("it is shown", || text_inside(&shown.root).contains("1 of 2 sentences").then_some(())).await;
    // The panel follows a value that changes, and only that.
    let root = shown.root.clone();
    let panel = || one(&root, ".labels").unwrap().get_attribute("panel");
    shown.change(|given| given.panel = Some(false));
    until("it is closed", || (panel().as_deref() == Some("closed")).then_some(())).await;
    shown.end();
}

#[wasm_bindgen_test]
async fn files_are_given_out_and_taken_in() {
    let shown = Shown::new().await;
    label(&shown.root, 2).await;
    until("the label", || (shown.exported().len() == 1).then_some(())).await;
    let file = shown.given.handle.export().unwrap();
    assert!(file.name.ends_with(".json"), "{}", file.name);
    shown.end();

    let shown = Shown::new().await;
    assert_eq!(shown.exported(), []);
    shown.given.handle.import(&file.text).await.unwrap();
    let imported = shown.given.told.has(|event| matches!(event, AnnotatorEvent::Imported(_)));
    let Some(AnnotatorEvent::Imported(report)) = imported else { panic!("no report") };
    assert_eq!((report.added, report.orphaned), (1, 0));
    assert_eq!(shown.exported().len(), 1);
    let refused = shown.given.handle.import("no file of ours").await.unwrap_err();
    assert!(refused.to_string().contains("not imported"), "{refused}");
    let handle = shown.given.handle.clone();
    shown.end();
    a_while().await;
    assert!(handle.import(&file.text).await.is_err(), "nothing is mounted any more");
}

#[wasm_bindgen_test]
fn what_the_component_is_told_is_never_the_same() {
    let props = yew::props!(AnnotatorProps { article: NodeRef::default(), document_id: "one" });
    assert!(props != props.clone(), "the node may be another");
}
