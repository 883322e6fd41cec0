//! The root: puts the pieces together and keeps what no other place needs to know
//! (the sheet's stop, whether a file hovers over the panel).

use crate::model::action::Dialog;
use crate::model::keys::KeyCommand;
use crate::ui::banner::{Banners, is_unsaved};
use crate::ui::card_list::CardList;
use crate::ui::codebook::codebook;
use crate::ui::copy_work::CopyWork;
use crate::ui::cursor_control::CursorControl;
use crate::ui::dialog::DialogFrame;
use crate::ui::drop_zone;
use crate::ui::footer::Footer;
use crate::ui::head::Head;
use crate::ui::import_report::import_report;
use crate::ui::intent::Intent;
use crate::ui::key_commands;
use crate::ui::keys_help::keys_help;
use crate::ui::live_region::LiveRegion;
use crate::ui::picker::Picker;
use crate::ui::screen::{Screen, SentenceLabel};
use crate::ui::sheet_stop::SheetStop;
use crate::ui::tab::Tab;
use crate::ui::text::words;
use crate::ui::toolbar::Toolbar;
use yew::prelude::*;

/// Props of [`App`].
#[derive(Clone, PartialEq, Properties)]
pub struct AppProps {
    /// What is shown.
    pub screen: Screen,
    /// Takes what the reader asks for. Keep the same one: another one renders all anew.
    pub send: Callback<Intent>,
}

/// The whole widget.
#[component]
pub fn App(props: &AppProps) -> Html {
    let AppProps { screen, send } = props;
    let view = &screen.view;
    let stop = use_state_eq(SheetStop::default);
    let hovering = use_state_eq(|| false);
    use_effect_with((view.collapsed, *stop), {
        let send = send.clone();
        move |_| send.emit(Intent::PanelResized)
    });
    // A note that is written in its card must be seen.
    let note_in_card = view.note.clone().filter(|_| !view.picker && !view.collapsed);
    use_effect_with(note_in_card.is_some(), {
        let stop = stop.clone();
        move |writing| {
            if *writing && *stop == SheetStop::Peek {
                stop.set(SheetStop::Half);
            }
        }
    });
    let next_stop = use_callback(*stop, {
        let stop = stop.setter();
        move |_: MouseEvent, now| stop.set(now.next())
    });

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
        let hovering = hovering.setter();
        Callback::from(move |event: DragEvent| {
            if drop_zone::brings_files(&event) {
                event.prevent_default();
                hovering.set(true);
            }
        })
    };
    let ondragleave = {
        let hovering = hovering.setter();
        Callback::from(move |_: DragEvent| hovering.set(false))
    };
    let ondrop = {
        let (send, hovering) = (send.clone(), hovering.setter());
        Callback::from(move |event: DragEvent| {
            hovering.set(false);
            if let Some(intent) = drop_zone::of_drop(&event) {
                event.prevent_default();
                send.emit(intent);
            }
        })
    };
    let title = [words::PANEL, ": ", &screen.extras.title].concat();
    html! {
        <div class="root" lang={words::LANGUAGE} dir="ltr" data-scheme={if screen.extras.dark { "dark" } else { "light" }} data-stop={stop.name()}
            data-folded={view.collapsed.then_some("")}
            {onkeydown} onkeyup={stop_key.clone()} onkeypress={stop_key} {onpaste} {ondragover} {ondragleave} {ondrop}>
            <LiveRegion live={screen.extras.live.clone()} />
            <section class="panel" aria-label={title}>
                {panel(props, &next_stop)}
            </section>
            if *hovering { <p class="drop">{words::DROP}</p> }
            {dialog(props)}
        </div>
    }
}

/// The panel's pieces. Their keys keep the cursor's control in the page, with its
/// focus, when the panel is folded away.
fn panel(props: &AppProps, next_stop: &Callback<MouseEvent>) -> Html {
    let AppProps { screen, send } = props;
    let (view, labels) = (&screen.view, &screen.labels);
    let (open, fatal) = (!view.collapsed, screen.extras.fatal.as_ref());
    let working = open && fatal.is_none();
    let writing =
        view.note.as_ref().is_some_and(|note| screen.active.as_ref().is_some_and(|active| active.id == *note));
    // Folded away, the panel has no card in which a note could be written.
    let picker = view.picker || (view.collapsed && writing);
    let focus = screen.reading.focus.filter(|_| picker);
    let here = screen.reading.options.iter().find(|option| Some(option.index) == focus);
    html! {
        <>
            if open {
                <Head key="head" labels={labels.clone()} counts={screen.counts.clone()} judged={screen.judged}
                    judgeable={screen.judgeable} send={send.clone()} next_stop={next_stop.clone()} />
            } else {
                <Tab key="tab" labels={labels.clone()} counts={screen.counts.clone()} unsaved={is_unsaved(view.keeping)}
                    send={send.clone()} />
            }
            if working {
                <Toolbar key="toolbar" can_undo={screen.can_undo} can_redo={screen.can_redo} send={send.clone()} />
            }
            if open {
                <Banners key="banners" keeping={view.keeping} report={view.report.clone()} send={send.clone()} />
            }
            if let Some(fatal) = fatal.filter(|_| open) {
                <div key="fatal" class="fatal" role="alert"><h3>{words::FATAL_TITLE}</h3><p><bdi>{fatal.clone()}</bdi></p></div>
            }
            if fatal.is_none() {
                <CursorControl key="cursor" reading={screen.reading.clone()} labels={labels.clone()} send={send.clone()} />
            }
            if let Some(here) = here {
                <Picker key="picker" labels={labels.clone()} active={screen.active.clone()} sentence={here.index}
                    judged_none={here.label == SentenceLabel::NoLabel} covered={screen.reading.covered} {writing}
                    send={send.clone()} />
            }
            if working {
                <CardList key="list" placed={screen.placed.clone()} orphans={screen.orphans.clone()} labels={labels.clone()}
                    lang={screen.lang.clone()} active={screen.active.clone()} note={view.note.clone().filter(|_| !view.picker)}
                    send={send.clone()} />
                <Footer key="foot" reader={screen.reader.clone()} keeping={view.keeping} send={send.clone()} />
            }
        </>
    }
}

fn dialog(props: &AppProps) -> Html {
    let AppProps { screen, send } = props;
    let Some(dialog) = screen.view.dialog else {
        return html! {};
    };
    let (title, body) = match dialog {
        Dialog::Keys => (words::KEYS, keys_help(&screen.labels)),
        Dialog::Codebook => (words::CODEBOOK, codebook(&screen.labels)),
        Dialog::ImportReport => {
            (words::REPORT_TITLE, screen.view.import_report.as_ref().map(import_report).unwrap_or_default())
        }
        Dialog::CopyWork => {
            (words::COPY_TITLE, html! { <CopyWork work={screen.extras.work_text.clone()} send={send.clone()} /> })
        }
    };
    html! { <DialogFrame key={title} {title} send={send.clone()}>{body}</DialogFrame> }
}
