//! The screen in a real browser: what is in the page, what it is called, what keys
//! ask for. Layout is real too, since the list depends on it.

#![cfg(target_arch = "wasm32")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a failing test may panic"
)]
#![allow(missing_docs)]

use gloo_timers::future::TimeoutFuture;
use reading_annotator::model::action::{Action, Dialog, Foreign, Input, Keeping, Motion, Source};
use reading_annotator::model::annotation::{Anchoring, Annotation, Annotator, Place, Quote};
use reading_annotator::model::article::ArticleText;
use reading_annotator::model::effect::Announcement;
use reading_annotator::model::label::LabelSet;
use reading_annotator::model::sentences::{Sentence, Sentences};
use reading_annotator::model::span::Span;
use reading_annotator::model::state::State;
use reading_annotator::model::time::Timestamp;
use reading_annotator::ui::{
    App, AppProps, CURSOR, Extras, Intent, LATER_STYLES, Language, Live, STYLES, Screen, label_css,
};
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Document, Element, Event, HtmlElement, HtmlTextAreaElement, ShadowRoot, ShadowRootInit, ShadowRootMode};
use yew::{AppHandle, Callback};

wasm_bindgen_test_configure!(run_in_browser);

fn document() -> Document {
    web_sys::window().unwrap().document().unwrap()
}

/// An article of `count` blocks, a sentence each.
fn state(count: usize) -> State {
    let text: Vec<_> = (0..count).map(|number| format!("Sentence {number} stands here.")).collect();
    let article = ArticleText::from_plain(&text.join("\n\n"), "en");
    let blocks = article.blocks().iter().enumerate();
    let list = blocks.map(|(block, place)| Sentence { span: place.span, block, counts: true }).collect();
    let reader = Annotator { id: "urn:uuid:reader".into(), name: None, completed_at: None };
    State::new(Rc::new(article), Rc::new(Sentences::from_list(list)), Rc::new(LabelSet::default()), reader)
}

fn annotation(state: &State, number: usize, note: Option<&str>) -> Annotation {
    let span: Span = state.sentences().get(number).unwrap().span;
    Annotation {
        id: format!("urn:uuid:{number}").into(),
        annotator: "urn:uuid:reader".into(),
        label: "claim".into(),
        note: note.map(Into::into),
        quote: Quote::of(state.article(), span),
        place: Place::At { span, anchoring: Anchoring::Exact },
        created: Timestamp::from_millis(1),
        modified: Timestamp::from_millis(1),
        extra: None,
    }
}

/// The widget, shown in a shadow root as in real pages, and what it asked for.
struct Shown {
    state: State,
    handle: AppHandle<App>,
    root: ShadowRoot,
    host: Element,
    send: Callback<Intent>,
    asked: Rc<RefCell<Vec<Intent>>>,
    live: Live,
}

impl Shown {
    async fn new(state: State) -> Self {
        let host = document().create_element("div").unwrap();
        let frame = document().create_element("div").unwrap();
        let style = host.unchecked_ref::<HtmlElement>().style();
        style.set_property("height", "600px").unwrap();
        style.set_property("width", "340px").unwrap();
        frame.append_child(&host).unwrap();
        document().body().unwrap().append_child(&frame).unwrap();
        let root = host.attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open)).unwrap();
        let sheet = document().create_element("style").unwrap();
        sheet.set_text_content(Some(&(STYLES.to_owned() + LATER_STYLES + &label_css(state.labels()))));
        root.append_child(&sheet).unwrap();
        let mount = document().create_element("div").unwrap();
        root.append_child(&mount).unwrap();
        let asked = Rc::new(RefCell::new(Vec::new()));
        let send = {
            let asked = Rc::clone(&asked);
            Callback::from(move |intent| asked.borrow_mut().push(intent))
        };
        let props = AppProps { screen: Screen::of(&state, Extras::default()), send: send.clone() };
        let handle = yew::Renderer::<App>::with_root_and_props(mount, props).render();
        let shown = Self { state, handle, root, host, send, asked, live: Live::default() };
        settle().await;
        shown
    }

    async fn act(&mut self, action: Action) {
        self.state.apply(Input { action, source: Source::User, now: Timestamp::from_millis(9), entropy: 9 });
        self.update().await;
    }

    async fn update(&mut self) {
        let extras = Extras { live: self.live.clone(), ..Extras::default() };
        self.handle.update(AppProps { screen: Screen::of(&self.state, extras), send: self.send.clone() });
        settle().await;
    }

    fn all(&self, selector: &str) -> Vec<Element> {
        let found = self.root.query_selector_all(selector).unwrap();
        (0..found.length()).map(|at| found.item(at).unwrap().unchecked_into()).collect()
    }

    fn one(&self, selector: &str) -> Element {
        self.root.query_selector(selector).unwrap().unwrap_or_else(|| panic!("no {selector}"))
    }

    fn press(&self, selector: &str, code: &str, key: &str) -> bool {
        let init = js_sys::Object::new();
        for (name, value) in [("code", JsValue::from(code)), ("key", key.into())] {
            js_sys::Reflect::set(&init, &name.into(), &value).unwrap();
        }
        for name in ["bubbles", "composed", "cancelable"] {
            js_sys::Reflect::set(&init, &name.into(), &true.into()).unwrap();
        }
        let class = js_sys::Reflect::get(&js_sys::global(), &"KeyboardEvent".into()).unwrap();
        let arguments = js_sys::Array::of2(&"keydown".into(), &init);
        let event = js_sys::Reflect::construct::<fn() -> JsValue>(class.unchecked_ref(), &arguments).unwrap();
        self.one(selector).dispatch_event(event.unchecked_ref()).unwrap()
    }

    fn actions(&self) -> Vec<String> {
        let asked = self.asked.borrow();
        asked
            .iter()
            .filter_map(|intent| if let Intent::Do(action) = intent { Some(format!("{action:?}")) } else { None })
            .collect()
    }

    fn end(self) {
        self.handle.destroy();
        self.host.parent_element().unwrap().remove();
    }
}

async fn settle() {
    TimeoutFuture::new(30).await;
}

fn with_annotations(count: usize) -> State {
    let mut state = state(count);
    let put = (0..count).map(|number| annotation(&state, number, None)).collect();
    let action = Action::Adopt(Foreign { put, delete: Vec::new(), people: None, sentences: None, complete: true });
    state.apply(Input { action, source: Source::Tab, now: Timestamp::from_millis(2), entropy: 1 });
    state
}

#[wasm_bindgen_test]
async fn only_cards_in_sight_are_in_the_page_and_all_are_reached_by_scrolling() {
    let shown = Shown::new(with_annotations(400)).await;
    let list: HtmlElement = shown.one(".list").unchecked_into();
    let mut seen = BTreeSet::new();
    let mut top = 0;
    loop {
        let cards = shown.all("[role=listitem]");
        assert!(cards.len() < 30, "{} cards at {top}", cards.len());
        for card in cards {
            assert_eq!(card.get_attribute("aria-setsize").as_deref(), Some("400"));
            let number: usize = card.get_attribute("aria-posinset").unwrap().parse().unwrap();
            assert!(card.text_content().unwrap().contains(&format!("Sentence {} stands", number - 1)));
            seen.insert(number);
        }
        list.set_scroll_top(top);
        settle().await;
        if top > list.scroll_height() {
            break;
        }
        top += 400;
    }
    assert_eq!(seen.len(), 400);
    assert_eq!(list.scroll_height(), 400 * 72 + 16, "rows.rs and list.css agree on heights");
    shown.end();
}

#[wasm_bindgen_test]
async fn selecting_far_away_scrolls_there_and_opens_the_card() {
    let mut shown = Shown::new(with_annotations(2000)).await;
    shown.act(Action::Select("urn:uuid:1500".into())).await;
    settle().await;
    let card = shown.one(".row-open");
    assert_eq!(card.get_attribute("aria-posinset").as_deref(), Some("1501"));
    let (list, card) = (shown.one(".list").get_bounding_client_rect(), card.get_bounding_client_rect());
    let places = (list.top(), card.top(), card.bottom(), list.bottom());
    assert!(card.top() >= list.top() && card.bottom() <= list.bottom(), "in sight: {places:?}");
    let names: Vec<_> = shown.all(".actions button").iter().map(|button| button.text_content().unwrap()).collect();
    assert_eq!(names, ["Claim", "Evidence", "Opinion", "Add a note", "Show in text", "Split", "Remove"]);
    shown.end();
}

#[wasm_bindgen_test]
async fn the_cursor_is_one_listbox_of_named_sentences() {
    let mut shown = Shown::new(state(20)).await;
    let cursor = shown.one(CURSOR);
    assert_eq!(cursor.get_attribute("role").as_deref(), Some("listbox"));
    assert_eq!(cursor.get_attribute("tabindex").as_deref(), Some("0"));
    assert_eq!(cursor.get_attribute("aria-activedescendant"), None);
    for _ in 0..8 {
        shown.act(Action::Move(Motion::Next, false)).await;
    }
    shown.act(Action::Label("evidence".into())).await;
    let active = cursor.get_attribute("aria-activedescendant").unwrap();
    let option = shown.one(&("#".to_owned() + &active));
    assert_eq!(option.get_attribute("aria-label").as_deref(), Some("Sentence 7 stands here., evidence"));
    assert_eq!(option.get_attribute("aria-posinset").as_deref(), Some("8"));
    assert_eq!(option.get_attribute("aria-setsize").as_deref(), Some("20"));
    assert_eq!(option.get_attribute("lang").as_deref(), Some("en"));
    assert_eq!(shown.all("[role=option]").len(), 11);
    assert_eq!(shown.all("[role=option][aria-selected=true]").len(), 1);
    shown.act(Action::Move(Motion::Next, false)).await;
    shown.act(Action::JudgeNone).await;
    shown.act(Action::Move(Motion::Next, true)).await;
    let names = shown.all("[role=option][aria-selected=true]");
    let names: Vec<_> = names.iter().map(|option| option.get_attribute("aria-label").unwrap()).collect();
    assert_eq!(names, ["Sentence 8 stands here., no label", "Sentence 9 stands here., not labelled"]);
    assert_eq!(cursor.get_attribute("aria-multiselectable").as_deref(), Some("true"));
    shown.end();
}

#[wasm_bindgen_test]
async fn keys_ask_for_actions_and_stay_inside() {
    let mut shown = Shown::new(state(3)).await;
    let heard = Rc::new(Cell::new(0));
    let listener = {
        let heard = Rc::clone(&heard);
        Closure::<dyn Fn(Event)>::new(move |_| heard.set(heard.get() + 1))
    };
    document().add_event_listener_with_callback("keydown", listener.as_ref().unchecked_ref()).unwrap();
    for (code, key) in
        [("ArrowDown", "ArrowDown"), ("Digit2", "é"), ("Digit4", "4"), ("KeyN", "n"), ("BracketLeft", "[")]
    {
        assert!(!shown.press(CURSOR, code, key), "{code} does nothing else");
    }
    assert!(shown.press(CURSOR, "Tab", "Tab"), "Tab leaves as ever");
    assert_eq!(
        shown.actions(),
        ["Move(Next, false)", "Label(\"evidence\")", "JudgeNone", "Move(NextLabelled, false)", "Narrow(Start, false)"]
    );
    assert_eq!(heard.get(), 0, "the host page's shortcuts hear nothing");
    // Single keys act in the cursor alone (WCAG 2.1.4).
    assert!(shown.press(".head button", "Digit1", "1"));
    assert_eq!(shown.actions().len(), 5);
    document().remove_event_listener_with_callback("keydown", listener.as_ref().unchecked_ref()).unwrap();
    shown.act(Action::TogglePanel).await;
    shown.end();
}

#[wasm_bindgen_test]
async fn folding_the_panel_keeps_the_cursors_control() {
    let mut shown = Shown::new(state(3)).await;
    let cursor = shown.one(CURSOR);
    cursor.unchecked_ref::<HtmlElement>().focus().unwrap();
    shown.act(Action::Move(Motion::Next, false)).await;
    shown.act(Action::TogglePanel).await;
    assert!(shown.one(CURSOR).is_same_node(Some(&cursor)));
    assert!(shown.root.active_element().is_some_and(|active| active.is_same_node(Some(&cursor))));
    let tab = shown.one(".tab .hidden").text_content().unwrap();
    assert_eq!(tab, "Open the annotation panel: Claim 0, Evidence 0, Opinion 0");
    shown.end();
}

#[wasm_bindgen_test]
async fn the_same_words_are_told_again() {
    let mut shown = Shown::new(state(3)).await;
    let region = shown.one("[aria-live]");
    let text: Rc<str> =
        Language::default().announcement(&Announcement::Labelled("claim".into(), 1), shown.state.labels()).into();
    shown.live = Live { count: 1, text: Rc::clone(&text), refusal: false };
    shown.update().await;
    let first = region.first_element_child().unwrap();
    shown.live = Live { count: 2, text, refusal: false };
    shown.update().await;
    let second = region.first_element_child().unwrap();
    assert_eq!(region.text_content().as_deref(), Some("Claim"));
    assert_eq!(region.child_element_count(), 1);
    assert!(!first.is_same_node(Some(&second)), "a new node is told");
    assert!(shown.one("[aria-live]").is_same_node(Some(&region)), "in the same region");
    assert!(shown.all(".refusal").is_empty());
    shown.live = Live { count: 3, text: "It cannot be split there".into(), refusal: true };
    shown.update().await;
    assert_eq!(shown.one(".refusal").text_content().as_deref(), Some("It cannot be split there"), "all see it");
    assert_eq!(region.text_content().as_deref(), Some("It cannot be split there"));
    shown.end();
}

#[wasm_bindgen_test]
async fn what_readers_write_is_text_and_isolated() {
    let mut state = state(3);
    let note = format!("<script>alert(1)</script>\u{202e}{}", "x".repeat(100_000));
    let put = vec![annotation(&state, 1, Some(&note))];
    let action = Action::Adopt(Foreign { put, delete: Vec::new(), people: None, sentences: None, complete: true });
    state.apply(Input { action, source: Source::Tab, now: Timestamp::from_millis(2), entropy: 1 });
    let mut shown = Shown::new(state).await;
    assert!(shown.all("script").is_empty());
    let shown_note = shown.one("bdi.note").text_content().unwrap();
    assert!(shown_note.starts_with("<script>alert(1)</script>\u{202e}xxx"));
    assert!(shown_note.len() < 1000, "a closed card shows the beginning");
    assert_eq!(shown.one(".quote").tag_name(), "BDI");
    shown.act(Action::Select("urn:uuid:1".into())).await;
    assert_eq!(shown.one("bdi.note").text_content().unwrap(), note, "an open one shows all");
    shown.end();
}

#[wasm_bindgen_test]
async fn a_note_that_is_being_written_is_never_lost() {
    let mut shown = Shown::new(with_annotations(3)).await;
    shown.act(Action::Select("urn:uuid:1".into())).await;
    shown.act(Action::EditNote(None)).await;
    let field: HtmlTextAreaElement = shown.one(".note-field").unchecked_into();
    field.set_value("half a thou");
    let event = web_sys::InputEvent::new("input").unwrap();
    field.dispatch_event(&event).unwrap();
    // A new screen meanwhile leaves the typing alone.
    shown.act(Action::Keeping(Keeping::Full)).await;
    assert_eq!(field.value(), "half a thou");
    shown.asked.borrow_mut().clear();
    shown.act(Action::Move(Motion::Next, false)).await;
    assert!(shown.all(".note-field").is_empty());
    let asked = format!("{:?}", shown.asked.borrow());
    assert_eq!(asked.matches("KeepNote(\"urn:uuid:1\", \"half a thou\")").count(), 1, "{asked}");
    shown.end();
}

#[wasm_bindgen_test]
async fn escape_keeps_the_note_and_asks_once() {
    let mut shown = Shown::new(with_annotations(2)).await;
    shown.act(Action::Select("urn:uuid:0".into())).await;
    shown.act(Action::EditNote(None)).await;
    let field: HtmlTextAreaElement = shown.one(".note-field").unchecked_into();
    field.set_value("kept");
    field.dispatch_event(&web_sys::InputEvent::new("input").unwrap()).unwrap();
    shown.asked.borrow_mut().clear();
    assert!(!shown.press(".note-field", "Escape", "Escape"));
    // Giving the focus back, as the embedder does, must not ask again.
    shown.one(CURSOR).unchecked_ref::<HtmlElement>().focus().unwrap();
    let asked = format!("{:?}", shown.asked.borrow());
    assert!(asked.starts_with("[Do(SetNote(\"urn:uuid:0\", \"kept\"))"), "{asked}");
    assert!(!asked.contains("KeepNote"), "{asked}");
    shown.end();
}

#[wasm_bindgen_test]
async fn the_picker_names_its_buttons_and_asks_to_be_placed() {
    let mut shown = Shown::new(with_annotations(3)).await;
    shown.act(Action::Select("urn:uuid:1".into())).await;
    shown.act(Action::OpenPicker).await;
    let name = |button: &Element| {
        let letters = button.query_selector("span:not(.badge)").unwrap().and_then(|span| span.text_content());
        button.get_attribute("aria-label").or(letters).unwrap()
    };
    let names: Vec<_> = shown.all(".picker button").iter().map(name).collect();
    assert_eq!(
        names,
        ["Claim", "Evidence", "Opinion", "No label", "Add a note", "Split this sentence", "Remove the label"]
    );
    let pressed: Vec<_> = shown.all(".picker [aria-pressed=true]").iter().map(name).collect();
    assert_eq!(pressed, ["Claim"]);
    assert!(shown.asked.borrow().iter().any(|intent| matches!(intent, Intent::PlacePicker(_))));
    assert!(!shown.press(".picker button", "Digit3", "3"));
    assert_eq!(shown.actions().last().unwrap(), "Label(\"opinion\")");
    shown.end();
}

#[wasm_bindgen_test]
async fn dialogs_are_modal_and_tell_when_they_close() {
    let mut shown = Shown::new(state(2)).await;
    shown.act(Action::Show(Some(Dialog::Keys))).await;
    assert!(shown.one("dialog").matches(":modal").unwrap());
    assert_eq!(shown.one("dialog h2").text_content().as_deref(), Some("Keys"));
    assert!(shown.all("dialog kbd").len() > 20);
    shown.one("dialog button").unchecked_ref::<HtmlElement>().click();
    settle().await;
    assert_eq!(shown.actions(), ["Show(None)"]);
    shown.act(Action::Show(None)).await;
    assert!(shown.all("dialog").is_empty());
    shown.end();
}

#[wasm_bindgen_test]
async fn unsaved_work_is_said_and_handed_out() {
    let mut shown = Shown::new(state(2)).await;
    shown.act(Action::Keeping(Keeping::Blocked)).await;
    assert!(shown.one(".unsaved").text_content().unwrap().contains("Not saved – download your work"));
    for button in shown.all(".unsaved button") {
        button.unchecked_ref::<HtmlElement>().click();
    }
    let asked = format!("{:?}", shown.asked.borrow());
    assert!(asked.contains("Export, CopyWork"), "{asked}");
    shown.end();
}

#[wasm_bindgen_test]
fn the_short_style_sheets_have_the_rules_of_the_long_ones() {
    let rules = "const rules = text => { const sheet = new CSSStyleSheet(); sheet.replaceSync(text); \
        return [...sheet.cssRules].map(rule => rule.cssText).join('\\n').replace(/\\s+/g, ' ').replace(/, /g, ','); }; return rules(text)";
    let rules = |text: &str| {
        let rules = js_sys::Function::new_with_args("text", rules).call1(&JsValue::NULL, &text.into());
        rules.unwrap().as_string().unwrap()
    };
    let opening = concat!(
        include_str!("../styles/widget/base.css"),
        include_str!("../styles/widget/panel.css"),
        include_str!("../styles/widget/list.css"),
        include_str!("../styles/widget/foot.css"),
        include_str!("../styles/widget/surroundings.css"),
    );
    let later = concat!(
        include_str!("../styles/widget/cards.css"),
        include_str!("../styles/widget/in_article.css"),
        include_str!("../styles/widget/dialogs.css"),
    );
    for (short, long) in [(STYLES, opening), (LATER_STYLES, later)] {
        assert!(short.len() < long.len() * 9 / 10);
        assert!(!short.contains("/*"));
        assert!(rules(long).len() > 1000);
        assert_eq!(rules(short), rules(long));
    }
}
