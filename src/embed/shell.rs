//! The element's shadow root: style sheets, the mounted interface, focus.

use crate::dom::clock;
use crate::dom::highlight_rules::Scheme;
use crate::dom::scroll::reveal;
use crate::embed::session::Session;
use crate::embed::{exporting, forgetting, importing};
use crate::model::action::{Dialog, Edge};
use crate::model::effect::{Announcement, Focus};
use crate::model::label::LabelSet;
use crate::ui::{self, App, AppProps, Extras, Intent, Language, Live, Screen};
use gloo_timers::callback::Timeout;
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use wasm_bindgen::prelude::*;
use web_sys::{HtmlElement, ShadowRoot, ShadowRootInit, ShadowRootMode};
use yew::prelude::*;

#[wasm_bindgen(module = "/src/embed/element.js")]
extern "C" {
    /// Adopts constructed sheets: a strict policy forbids `<style>`.
    #[wasm_bindgen(js_name = adoptStyles)]
    fn adopt_styles(root: &ShadowRoot, sheets: Vec<String>);
    /// Another text for one of them.
    #[wasm_bindgen(js_name = changeStyles)]
    fn change_styles(root: &ShadowRoot, sheet: u32, css: &str);
    /// Whether there is a wasm of other tools' formats.
    #[wasm_bindgen(js_name = knowsFormats)]
    fn knows_formats(root: &ShadowRoot) -> bool;
    /// For the element's own rescue path, which runs without wasm.
    #[wasm_bindgen(js_name = rememberDocument)]
    fn remember_document(host: &HtmlElement, id: &str);
}

/// What the reader sees of one element.
pub(super) struct Shell {
    host: HtmlElement,
    root: ShadowRoot,
    session: Weak<Session>,
    /// The same one at every render, so that Yew sees that it has not changed.
    send: Callback<Intent>,
    app: RefCell<Option<yew::AppHandle<App>>>,
    /// Whether the interface was taken away for good.
    ended: Cell<bool>,
    live: RefCell<Live>,
    fatal: RefCell<Option<Rc<str>>>,
    /// How far the search for the labels is, in per cent.
    progress: Cell<Option<u32>>,
    /// The label picker's element while it is shown.
    picker: RefCell<Option<HtmlElement>>,
    /// Focus effects are dropped while the reader has already gone elsewhere.
    pub(super) keep_focus: Cell<bool>,
}

impl Shell {
    /// Makes the shadow root and its style sheets; the interface is mounted by the first
    /// [`Self::render`].
    pub(super) fn new(host: &HtmlElement, labels: &LabelSet, session: Weak<Session>) -> Self {
        let root = host.shadow_root().or_else(|| host.attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open)).ok());
        // attachShadow fails only where a shadow root exists, and then it was found.
        let root = root.unwrap_or_else(|| JsValue::from(host.clone()).unchecked_into());
        adopt_styles(&root, vec![ui::STYLES.to_owned(), String::new(), ui::label_css(labels)]);
        let weak = session.clone();
        let send = Callback::from(move |intent| {
            if let Some(session) = weak.upgrade() {
                follow(&session, intent);
            }
        });
        Self {
            host: host.clone(),
            root,
            session,
            send,
            app: RefCell::new(None),
            ended: Cell::new(false),
            live: RefCell::default(),
            fatal: RefCell::default(),
            progress: Cell::new(None),
            picker: RefCell::default(),
            keep_focus: Cell::new(false),
        }
    }

    /// The shadow root.
    pub(super) fn root(&self) -> &ShadowRoot {
        &self.root
    }

    /// Shows the state as it is now.
    pub(super) fn render(&self, session: &Session) {
        if self.ended.get() {
            return;
        }
        let state = session.state.borrow();
        self.reflect_collapsed(state.view().collapsed);
        if !state.view().picker {
            self.picker.take();
        }
        let work_text = if state.view().dialog == Some(Dialog::CopyWork) { work_text(session) } else { None };
        let extras = Extras {
            language: session.language.get(),
            title: session.meta.borrow().article.title.as_str().into(),
            dark: session.scheme.get() == Scheme::Dark,
            live: self.live.borrow().clone(),
            fatal: self.fatal.borrow().clone(),
            progress: self.progress.get(),
            configuration: Rc::clone(&session.configuration.borrow()),
            work_text,
            formats: knows_formats(&self.root),
            now: clock::now(),
        };
        let screen = Screen::of(&state, extras);
        drop(state);
        let props = AppProps { screen, send: self.send.clone() };
        let Ok(mut app) = self.app.try_borrow_mut() else {
            return self.render_again();
        };
        match &mut *app {
            Some(app) => app.update(props),
            None => {
                let page = self.host.owner_document();
                if let Some(Ok(mount)) = page.map(|page| page.create_element("div")) {
                    // A fresh div can always be appended to a shadow root.
                    let _ = self.root.append_child(&mount);
                    *app = Some(yew::Renderer::<App>::with_root_and_props(mount, props).render());
                }
            }
        }
    }

    /// Called out of a render: once more when that has ended.
    #[inline(never)]
    fn render_again(&self) {
        let weak = self.session.clone();
        Timeout::new(0, move || {
            if let Some(session) = weak.upgrade() {
                session.show();
            }
        })
        .forget();
    }

    /// Takes the interface away: what is still being written shows nothing any more.
    pub(super) fn end(&self) {
        self.ended.set(true);
        // Borrowed only while props are handed over, which calls nothing of ours.
        let app = self.app.try_borrow_mut().ok().and_then(|mut app| app.take());
        if let Some(app) = app {
            app.destroy();
        }
        // What it was mounted in. A child can always be removed.
        while let Some(child) = self.root.first_child() {
            let _ = self.root.remove_child(&child);
        }
    }

    /// The host page lays the panel out by this attribute.
    fn reflect_collapsed(&self, collapsed: bool) {
        let wanted = if collapsed { "closed" } else { "open" };
        if self.host.get_attribute("panel").as_deref() != Some(wanted) {
            // A valid attribute name cannot be refused.
            let _ = self.host.set_attribute("panel", wanted);
        }
    }

    /// Other labels have other colours.
    pub(super) fn restyle(&self, labels: &LabelSet) {
        change_styles(&self.root, 2, &ui::label_css(labels));
    }

    /// The styles of what opening a page does not show.
    #[inline(never)]
    pub(super) fn style_the_rest(&self) {
        change_styles(&self.root, 1, ui::LATER_STYLES);
    }

    /// What takes the place of the list: why there is nothing to label.
    pub(super) fn set_fatal(&self, message: Option<Rc<str>>) {
        self.fatal.replace(message);
    }

    /// How far the search for the labels is, in per cent, while it takes long.
    pub(super) fn set_progress(&self, percent: Option<u32>) {
        self.progress.set(percent);
    }

    /// Tells which document a rescue without wasm would hand out.
    pub(super) fn set_document(&self, id: &str) {
        remember_document(&self.host, id);
    }

    /// Tells assistive technology what came of one action, and everybody why nothing did; shown with the next render.
    pub(super) fn announce<'a>(
        &self,
        announcements: impl Iterator<Item = &'a Announcement>,
        labels: &LabelSet,
        language: Language,
    ) {
        let mut refusal = false;
        let texts: Vec<String> = announcements
            .map(|announcement| {
                refusal |= announcement.is_refusal();
                language.announcement(announcement, labels)
            })
            .collect();
        if !texts.is_empty() {
            self.say(&texts.join(" "));
            self.live.borrow_mut().refusal = refusal;
        }
    }

    /// Tells assistive technology this; shown with the next render.
    pub(super) fn say(&self, words: &str) {
        let mut live = self.live.borrow_mut();
        live.count += 1;
        live.text = words.into();
        live.refusal = false;
    }

    /// Puts the focus somewhere, once what the action shows is there.
    pub(super) fn focus(&self, focus: Focus) {
        if self.keep_focus.get() {
            return;
        }
        let root = self.root.clone();
        let put = move |selector: &str| {
            let found = root.query_selector(selector).ok().flatten();
            if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
                let options = web_sys::FocusOptions::new();
                options.set_prevent_scroll(true);
                let _ = element.focus_with_options(&options);
            }
        };
        match focus {
            // Always there: at once, so that the next key already arrives.
            Focus::Cursor => keeping_selection(|| put(ui::CURSOR)),
            // Rendered after this: Yew renders in a microtask.
            Focus::Note => {
                Timeout::new(0, move || put(ui::NOTE_FIELD)).forget();
            }
            Focus::Leave => put(ui::FIRST_CONTROL),
        }
    }

    /// CSS pixels at the window's lower edge that the panel covers as a bottom sheet.
    pub(super) fn covered_height(&self) -> f64 {
        let window = web_sys::window();
        let height = window.and_then(|window| window.inner_height().ok()?.as_f64()).unwrap_or_default();
        let panel = self.root.query_selector(".panel").ok().flatten();
        panel.map(|panel| panel.get_bounding_client_rect()).map_or(0.0, |panel| {
            let is_sheet = panel.top() > 1.0 && panel.bottom() >= height - 1.0 && panel.left() < 1.0;
            if is_sheet { height - panel.top() } else { 0.0 }
        })
    }

    /// The bar beside the cursor's sentence; there once the interface was rendered.
    pub(super) fn bar(&self) -> Option<HtmlElement> {
        self.root.query_selector(".bar-at-cursor").ok().flatten()?.dyn_into().ok()
    }

    /// What an end of the label is dragged by.
    pub(super) fn handle(&self, edge: Edge) -> Option<HtmlElement> {
        let selector = if edge == Edge::Start { ".handle-start" } else { ".handle-end" };
        self.root.query_selector(selector).ok().flatten()?.dyn_into().ok()
    }

    /// The label picker's element while it is shown.
    pub(super) fn picker(&self) -> Option<HtmlElement> {
        self.picker.borrow().clone()
    }
}

/// WebKit empties the page's selection when the focus goes into a shadow root; the
/// reader may still want to copy it.
fn keeping_selection(focus: impl FnOnce()) {
    let selection = web_sys::window().and_then(|window| window.get_selection().ok().flatten());
    let ends = selection.as_ref().filter(|selection| !selection.is_collapsed()).and_then(|selection| {
        let (anchor, end) = (selection.anchor_node()?, selection.focus_node()?);
        Some((anchor, selection.anchor_offset(), end, selection.focus_offset()))
    });
    focus();
    if let (Some(selection), Some((anchor, from, end, to))) = (selection, ends)
        && selection.is_collapsed()
    {
        // Refused only if the nodes have just left the page: then there is nothing to keep.
        let _ = selection.set_base_and_extent(&anchor, from, &end, to);
    }
}

#[inline(never)]
fn work_text(session: &Session) -> Option<Rc<str>> {
    exporting::native(session).map(|(_, text)| text.into())
}

/// Does what the interface asks for.
fn follow(session: &Rc<Session>, intent: Intent) {
    match intent {
        Intent::PanelResized => panel_resized(session),
        intent => obey(session, intent),
    }
}

fn panel_resized(session: &Session) {
    session.place_picker();
    // The sheet must not cover the sentence that is being labelled.
    if let (Some(span), Some(article)) = (session.cursor_span(), &*session.article.borrow()) {
        // Asked for last: the page has to be laid out for it.
        let covered = session.shell.covered_height();
        if covered > 0.0 {
            reveal(&article.read.map, span, covered);
        }
    }
}

// Not inlined: nobody has asked for anything as a page is opened, and so nothing of it is in the first part of
// the wasm.
#[inline(never)]
fn obey(session: &Rc<Session>, intent: Intent) {
    match intent {
        Intent::Do(action) => session.act(action),
        Intent::KeepNote(id, text) => {
            session.shell.keep_focus.set(true);
            session.act(crate::model::action::Action::SetNote(id, text));
            session.shell.keep_focus.set(false);
        }
        Intent::Say(words) => {
            session.shell.say(&words);
            session.show();
        }
        Intent::Export => exporting::once_loaded(session, exporting::save_file),
        Intent::Formats => exporting::once_loaded(session, exporting::show_formats),
        Intent::SaveCopy => exporting::once_loaded(session, exporting::save_copy),
        Intent::Print => exporting::once_loaded(session, exporting::print),
        Intent::CopyWork => exporting::once_loaded(session, exporting::copy),
        Intent::Forget(everything) => forgetting::forget(session, everything),
        Intent::KeepNothing(nothing) => forgetting::keep_nothing(session, nothing),
        Intent::ImportFiles(files) => importing::import_files(session, files),
        Intent::ImportText(text) => importing::import_pasted(session, text),
        Intent::CursorFocused => session.enter_cursor(),
        // The first of these needs nothing, the second was followed already.
        Intent::CursorBlurred | Intent::PanelResized => {}
        Intent::PlacePicker(picker) => {
            session.shell.picker.replace(Some(picker));
            session.place_picker();
        }
        Intent::Grab(edge) => session.grab(edge),
    }
}
