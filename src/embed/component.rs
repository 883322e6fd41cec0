//! The annotator as a component of a Yew application: wasm32 only, without the custom
//! element (`default-features = false`).
//!
//! ```toml
//! [dependencies]
//! reading-annotator = { version = "0.1", default-features = false }
//! yew = { version = "=0.23.0", features = ["csr"] }
//! ```
//!
//! [`Annotator`] is the panel. It stands where the application puts it, in a `<div>` whose open
//! shadow root keeps the styles of both sides apart, and reads the article that a [`NodeRef`]
//! names. What happens is told as an [`AnnotatorEvent`]; an [`AnnotatorHandle`] gives out the
//! work and takes it in. Files are read and written by [`crate::wire::native`].
//!
//! - The panel is a renderer of its own inside the application's. A click in it is handled there
//!   only: `onclick` of an element around the component does not see it.
//! - The panel speaks English, or what the prop [`AnnotatorProps::language`] says.
//! - The component sets no panic hook; the application's own holds for it.
//! - The `<div>` has the attribute `panel` (`open` or `closed`), so that the application can lay
//!   it out by [`AnnotatorProps::class`] and a style sheet, and dispatches the DOM events of the
//!   custom element, too.
//!
//! # A complete application
//!
//! ```ignore
//! use reading_annotator::component::{Annotator, AnnotatorEvent, AnnotatorHandle};
//! use yew::prelude::*;
//!
//! const ESSAYS: [(&str, &str, &str); 2] = [
//!     (
//!         "reading-hour",
//!         "The reading hour",
//!         "Closing the reading hour would save $9,100 a year. A quiet room is a kindness.",
//!     ),
//!     ("night-bus", "The night bus", "The last bus leaves at nine. Forty people a night walk home."),
//! ];
//!
//! pub enum Message {
//!     Happened(AnnotatorEvent),
//!     NextEssay,
//!     TogglePanel,
//!     Export,
//! }
//!
//! pub struct App {
//!     /// Which of the essays is open.
//!     essay: usize,
//!     article: NodeRef,
//!     annotator: AnnotatorHandle,
//!     is_shown: bool,
//!     /// What the reader did last.
//!     said: String,
//! }
//!
//! impl Component for App {
//!     type Message = Message;
//!     type Properties = ();
//!
//!     fn create(_: &Context<Self>) -> Self {
//!         let (article, annotator) = (NodeRef::default(), AnnotatorHandle::default());
//!         Self { essay: 0, article, annotator, is_shown: true, said: String::new() }
//!     }
//!
//!     fn update(&mut self, _: &Context<Self>, message: Message) -> bool {
//!         match message {
//!             Message::Happened(AnnotatorEvent::Created { annotation, .. }) => {
//!                 self.said = format!("{}: {}", annotation.label, annotation.quote.exact);
//!             }
//!             Message::Happened(AnnotatorEvent::Removed { .. }) => self.said = "A label was removed.".to_owned(),
//!             Message::Happened(AnnotatorEvent::Failed { message, .. }) => self.said = message.to_string(),
//!             // Events may be added in later versions.
//!             Message::Happened(_) => return false,
//!             Message::NextEssay => self.essay = (self.essay + 1) % ESSAYS.len(),
//!             Message::TogglePanel => self.is_shown = !self.is_shown,
//!             Message::Export => match self.annotator.export() {
//!                 Some(file) => self.said = format!("{}: {} bytes", file.name, file.text.len()),
//!                 None => self.said = "There is nothing to export yet.".to_owned(),
//!             },
//!         }
//!         true
//!     }
//!
//!     fn view(&self, ctx: &Context<Self>) -> Html {
//!         let link = ctx.link();
//!         let Some((id, title, text)) = ESSAYS.get(self.essay) else { return Html::default() };
//!         html! {
//!             <>
//!                 <nav>
//!                     <button id="next" onclick={link.callback(|_| Message::NextEssay)}>{ "Next essay" }</button>
//!                     <button id="toggle" onclick={link.callback(|_| Message::TogglePanel)}>{ "Labels" }</button>
//!                     <button id="export" onclick={link.callback(|_| Message::Export)}>{ "Export" }</button>
//!                     <output>{ &self.said }</output>
//!                 </nav>
//!                 <div class="beside">
//!                     <article key={*id} ref={&self.article}>
//!                         <h1>{ *title }</h1>
//!                         <p>{ *text }</p>
//!                     </article>
//!                     if self.is_shown {
//!                         <Annotator
//!                             class="labels"
//!                             article={&self.article}
//!                             document_id={*id}
//!                             handle={&self.annotator}
//!                             on_event={link.callback(Message::Happened)}
//!                         />
//!                     }
//!                 </div>
//!             </>
//!         }
//!     }
//! }
//! ```

mod event;
mod handle;
mod mounted;
mod props;

use mounted::Mounted;
use yew::prelude::*;

pub use crate::model::action::Source;
pub use crate::model::effect::ImportReport;
pub use crate::wire::AnnotationRecord;
pub use event::AnnotatorEvent;
pub use handle::{AnnotatorHandle, ExportedFile, ImportRefused};
pub use props::{AnnotatorProps, InterfaceLanguage, Panel, Theme};

/// The panel beside an article: see the [module](self).
pub struct Annotator {
    host: NodeRef,
    mounted: Option<Mounted>,
}

impl Component for Annotator {
    type Message = ();
    type Properties = AnnotatorProps;

    fn create(_: &Context<Self>) -> Self {
        Self { host: NodeRef::default(), mounted: None }
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        html! { <div ref={self.host.clone()} class={ctx.props().class.clone()} /> }
    }

    fn rendered(&mut self, ctx: &Context<Self>, _: bool) {
        match &mut self.mounted {
            Some(mounted) => mounted.follow(ctx.props()),
            None => self.mounted = self.host.cast().map(|host| Mounted::new(host, ctx.props())),
        }
    }

    fn destroy(&mut self, _: &Context<Self>) {
        if let Some(mounted) = self.mounted.take() {
            mounted.end();
        }
    }
}
