//! The root: puts the pieces together and keeps what no other place needs to know
//! (the sheet's stop, whether a file hovers over the panel).
//!
//! What is not inlined, here and in the pieces, is not shown as a page is opened: the first part of the
//! wasm does without it.

use crate::model::action::{Dialog, Edge};
use crate::model::keys::KeyCommand;
use crate::ui::banner::{self, banners};
use crate::ui::card_list::{CardList, ListProps};
use crate::ui::codebook::codebook;
use crate::ui::copy_work::copy_work;
use crate::ui::cursor_control::cursor_control;
use crate::ui::data::data;
use crate::ui::dialog;
use crate::ui::drop_zone;
use crate::ui::elements::{Filled, fixed, listening, truth};
use crate::ui::footer::footer;
use crate::ui::head::head;
use crate::ui::import_report::import_report;
use crate::ui::intent::Intent;
use crate::ui::key_commands;
use crate::ui::keys_help::keys_help;
use crate::ui::language::Language;
use crate::ui::live_region::live_region;
use crate::ui::overview::overview;
use crate::ui::picker;
use crate::ui::screen::{Screen, SentenceLabel};
use crate::ui::sheet_stop::SheetStop;
use crate::ui::tab::tab;
use crate::ui::task::task;
use crate::ui::toolbar::toolbar;
use crate::ui::words;
use std::rc::Rc;
use yew::prelude::*;
use yew::virtual_dom::{Listener, VComp};

/// Props of [`App`].
#[derive(Clone, Properties)]
pub struct AppProps {
    /// What is shown.
    pub screen: Screen,
    /// Takes what the reader asks for. Keep the same one: another one renders all anew.
    pub send: Callback<Intent>,
}

/// Never equal: whoever hands over a screen wants it shown, and comparing screens
/// would cost more than it saves.
impl PartialEq for AppProps {
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

/// What the root learns.
#[derive(Debug)]
pub enum Happened {
    /// A file is, or is no longer, held over the panel.
    Hovering(bool),
    /// The sheet is wanted at its next stop.
    NextStop,
}

/// The whole widget.
#[derive(Default)]
pub struct App {
    stop: SheetStop,
    hovering: bool,
    /// Whether the panel was folded away, and the sheet's stop, when it was told last.
    told: Option<(bool, SheetStop)>,
    dialog: NodeRef,
    /// The dialog that was opened last.
    opened: Option<Dialog>,
    picker: NodeRef,
    name: Filled,
    work: Filled,
}

impl Component for App {
    type Message = Happened;
    type Properties = AppProps;

    fn create(context: &Context<Self>) -> Self {
        let mut app = Self::default();
        app.show_note(context.props(), false);
        app
    }

    fn update(&mut self, _: &Context<Self>, happened: Happened) -> bool {
        match happened {
            Happened::Hovering(now) => std::mem::replace(&mut self.hovering, now) != now,
            Happened::NextStop => {
                self.stop = self.stop.next();
                true
            }
        }
    }

    fn changed(&mut self, context: &Context<Self>, old: &AppProps) -> bool {
        self.show_note(context.props(), note_in_card(&old.screen).is_some());
        if self.opened.is_some() && self.opened != context.props().screen.view.dialog {
            self.close_dialog();
        }
        true
    }

    fn view(&self, context: &Context<Self>) -> Html {
        let AppProps { screen, send } = context.props();
        let link = context.link();
        let onkeydown = {
            let (send, labels) = (send.clone(), screen.labels.clone());
            Callback::from(move |event: KeyboardEvent| {
                // Undo works in the whole widget; text fields have their own.
                if !event.default_prevented() && !drop_zone::is_field(&event) {
                    let step = key_commands::pressed(&event, false)
                        .filter(|command| matches!(command, KeyCommand::Undo | KeyCommand::Redo));
                    if let Some(action) = step.and_then(|step| key_commands::action(step, &labels)) {
                        event.prevent_default();
                        send.emit(Intent::Do(action));
                    }
                }
                event.stop_propagation();
            })
        };
        // The host page's shortcuts are not meant here.
        let stop_key = Callback::from(|event: KeyboardEvent| event.stop_propagation());
        let onpaste = {
            let send = send.clone();
            Callback::from(move |event: Event| {
                if let Some(intent) = drop_zone::of_paste(&event) {
                    event.prevent_default();
                    send.emit(intent);
                }
            })
        };
        let ondragover = {
            let link = link.clone();
            Callback::from(move |event: DragEvent| {
                if drop_zone::brings_files(&event) {
                    event.prevent_default();
                    link.send_message(Happened::Hovering(true));
                }
            })
        };
        let ondragleave = link.callback(|_: DragEvent| Happened::Hovering(false));
        let ondrop = {
            let (send, link) = (send.clone(), link.clone());
            Callback::from(move |event: DragEvent| {
                link.send_message(Happened::Hovering(false));
                if let Some(intent) = drop_zone::of_drop(&event) {
                    event.prevent_default();
                    send.emit(intent);
                }
            })
        };
        let language = screen.extras.language;
        let title = language.named(language.say(words::PANEL), &screen.extras.title);
        html! {
            <div class="root" lang={language.say(words::LANGUAGE)} dir={language.say(words::DIRECTION)} data-scheme={if screen.extras.dark { "dark" } else { "light" }} data-stop={self.stop.name()}
                data-read-only={screen.extras.configuration.read_only.then_some("")} data-folded={screen.view.collapsed.then_some("")}
                {onkeydown} onkeyup={stop_key.clone()} onkeypress={stop_key} {onpaste} {ondragover} {ondragleave} {ondrop}>
                {live_region(&screen.extras.live)}
                <div class="bar-at-cursor" hidden=true aria-hidden="true" />
                {handle(Edge::Start, send)}
                {handle(Edge::End, send)}
                <section class="panel" part="panel" aria-label={title}>
                    {self.panel(context)}
                    {overview(screen, send)}
                </section>
                if self.hovering { {drop_hint(language)} }
                {self.dialog(context.props())}
            </div>
        }
    }

    fn rendered(&mut self, context: &Context<Self>, _: bool) {
        let AppProps { screen, send } = context.props();
        if self.opened != screen.view.dialog {
            self.opened = screen.view.dialog;
            dialog::open(&self.dialog);
        }
        self.name.fill(screen.reader.name.as_ref(), "");
        let preparing = screen.extras.language.say(words::PREPARING);
        if let Some(field) = self.work.fill(screen.extras.work_text.as_ref(), preparing) {
            field.select();
        }
        picker::show(&self.picker, send);
        let told = Some((screen.view.collapsed, self.stop));
        if self.told != told {
            self.told = told;
            send.emit(Intent::PanelResized);
        }
    }

    fn destroy(&mut self, _: &Context<Self>) {
        self.close_dialog();
    }
}

#[inline(never)]
fn drop_hint(language: Language) -> Html {
    html! { <p class="drop">{language.say(words::DROP)}</p> }
}

/// Why there is nothing to annotate.
#[inline(never)]
fn fatal_notice(fatal: Rc<str>, language: Language) -> Html {
    html! {
        <div class="fatal" role="alert"><h3>{language.say(words::FATAL_TITLE)}</h3><p><bdi>{fatal}</bdi></p></div>
    }
}

/// What an end of the label is dragged by; placed by the embedder. Keys do the same.
fn handle(edge: Edge, send: &Callback<Intent>) -> Html {
    let onpointerdown = {
        let send = send.clone();
        Callback::from(move |event: PointerEvent| {
            // Neither a selection nor a loss of the focus.
            event.prevent_default();
            send.emit(Intent::Grab(edge));
        })
    };
    let class = if edge == Edge::Start { "handle handle-start" } else { "handle handle-end" };
    let onmousedown = Callback::from(|event: MouseEvent| event.prevent_default());
    let listeners: [Option<Rc<dyn Listener>>; 2] = [
        Some(Rc::new(yew::html::onpointerdown::Wrapper::new(onpointerdown))),
        Some(Rc::new(yew::html::onmousedown::Wrapper::new(onmousedown))),
    ];
    listening(
        &["aria-hidden", "hidden", "class"],
        vec![truth(true), fixed("hidden"), fixed(class)],
        Box::new(listeners),
    )
}

/// The annotation whose note is written in its card.
fn note_in_card(screen: &Screen) -> Option<&Rc<str>> {
    screen.view.note.as_ref().filter(|_| !screen.view.picker && !screen.view.collapsed)
}

impl App {
    /// A note that is written in its card must be seen.
    fn show_note(&mut self, props: &AppProps, before: bool) {
        if !before && self.stop == SheetStop::Peek && note_in_card(&props.screen).is_some() {
            self.stop = SheetStop::Half;
        }
    }

    fn close_dialog(&mut self) {
        self.opened = None;
        dialog::close(&self.dialog);
    }

    /// The panel's pieces. Each has its place in the list, so that the cursor's control
    /// stays in the page, with its focus, when the panel is folded away.
    fn panel(&self, context: &Context<Self>) -> Html {
        let AppProps { screen, send } = context.props();
        let view = &screen.view;
        let language = screen.extras.language;
        let (open, fatal) = (!view.collapsed, screen.extras.fatal.as_ref());
        let working = open && fatal.is_none();
        let writing =
            view.note.as_ref().is_some_and(|note| screen.active.as_ref().is_some_and(|active| active.id == *note));
        // Folded away, the panel has no card in which a note could be written.
        let picks = view.picker || (view.collapsed && writing);
        let focus = screen.reading.focus.filter(|_| picks);
        let here = screen.reading.options.iter().find(|option| Some(option.index) == focus);
        let piece = |there: bool, piece: &dyn Fn() -> Html| if there { piece() } else { Html::default() };
        Html::from_iter([
            if open { head(screen, send, context.link().callback(|_| Happened::NextStop)) } else { tab(screen, send) },
            piece(working, &|| toolbar(screen, send)),
            piece(open, &|| banners(view, language, send)),
            piece(working, &|| task(screen, send)),
            piece(open, &|| fatal.map(|fatal| fatal_notice(Rc::clone(fatal), language)).unwrap_or_default()),
            screen
                .extras
                .progress
                .filter(|_| open)
                .map(|percent| banner::progress(percent, language))
                .unwrap_or_default(),
            piece(fatal.is_none(), &|| cursor_control(screen, send)),
            here.map(|here| picker::picker(screen, here.label == SentenceLabel::NoLabel, writing, &self.picker, send))
                .unwrap_or_default(),
            piece(working, &|| {
                let props = ListProps {
                    placed: screen.placed.clone(),
                    doubtful: screen.doubtful.clone(),
                    article: screen.article.clone(),
                    labels: screen.labels.clone(),
                    language,
                    lang: screen.lang.clone(),
                    active: screen.active.clone(),
                    mergeable: screen.mergeable,
                    note: note_in_card(screen).cloned(),
                    send: send.clone(),
                };
                VComp::new::<CardList>(Rc::new(props), None).into()
            }),
            piece(working, &|| footer(screen, &self.name.field, send)),
        ])
    }

    fn dialog(&self, props: &AppProps) -> Html {
        props.screen.view.dialog.map(|dialog| self.open_dialog(dialog, props)).unwrap_or_default()
    }

    #[inline(never)]
    fn open_dialog(&self, dialog: Dialog, props: &AppProps) -> Html {
        let AppProps { screen, send } = props;
        let language = screen.extras.language;
        let (title, body) = match dialog {
            Dialog::Keys => (language.say(words::KEYS), keys_help(&screen.labels, language)),
            Dialog::Codebook => (language.say(words::CODEBOOK), codebook(&screen.labels, language)),
            Dialog::ImportReport => (
                language.say(words::REPORT_TITLE),
                screen.view.import_report.as_ref().map(|report| import_report(report, language)).unwrap_or_default(),
            ),
            Dialog::Data => (language.say(words::DATA_TITLE), data(screen, send)),
            Dialog::CopyWork => (language.say(words::COPY_TITLE), copy_work(&self.work.field, language, send)),
        };
        dialog::frame(&self.dialog, title, body, language, send)
    }
}
