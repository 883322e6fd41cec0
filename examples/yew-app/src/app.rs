use reading_annotator::component::{Annotator, AnnotatorEvent, AnnotatorHandle};
use yew::prelude::*;

const ESSAYS: [(&str, &str, &str); 2] = [
    (
        "reading-hour",
        "The reading hour",
        "Closing the reading hour would save $9,100 a year. A quiet room is a kindness.",
    ),
    ("night-bus", "The night bus", "The last bus leaves at nine. Forty people a night walk home."),
];

pub enum Message {
    Happened(AnnotatorEvent),
    NextEssay,
    TogglePanel,
    Export,
}

pub struct App {
    /// Which of the essays is open.
    essay: usize,
    article: NodeRef,
    annotator: AnnotatorHandle,
    is_shown: bool,
    /// What the reader did last.
    said: String,
}

impl Component for App {
    type Message = Message;
    type Properties = ();

    fn create(_: &Context<Self>) -> Self {
        let (article, annotator) = (NodeRef::default(), AnnotatorHandle::default());
        Self { essay: 0, article, annotator, is_shown: true, said: String::new() }
    }

    fn update(&mut self, _: &Context<Self>, message: Message) -> bool {
        match message {
            Message::Happened(AnnotatorEvent::Created { annotation, .. }) => {
                self.said = format!("{}: {}", annotation.label, annotation.quote.exact);
            }
            Message::Happened(AnnotatorEvent::Removed { .. }) => self.said = "A label was removed.".to_owned(),
            Message::Happened(AnnotatorEvent::Failed { message, .. }) => self.said = message.to_string(),
            // Events may be added in later versions.
            Message::Happened(_) => return false,
            Message::NextEssay => self.essay = (self.essay + 1) % ESSAYS.len(),
            Message::TogglePanel => self.is_shown = !self.is_shown,
            Message::Export => match self.annotator.export() {
                Some(file) => self.said = format!("{}: {} bytes", file.name, file.text.len()),
                None => self.said = "There is nothing to export yet.".to_owned(),
            },
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let link = ctx.link();
        let Some((id, title, text)) = ESSAYS.get(self.essay) else { return Html::default() };
        html! {
            <>
                <nav>
                    <button id="next" onclick={link.callback(|_| Message::NextEssay)}>{ "Next essay" }</button>
                    <button id="toggle" onclick={link.callback(|_| Message::TogglePanel)}>{ "Labels" }</button>
                    <button id="export" onclick={link.callback(|_| Message::Export)}>{ "Export" }</button>
                    <output>{ &self.said }</output>
                </nav>
                <div class="beside">
                    <article key={*id} ref={&self.article}>
                        <h1>{ *title }</h1>
                        <p>{ *text }</p>
                    </article>
                    if self.is_shown {
                        <Annotator
                            class="labels"
                            article={&self.article}
                            document_id={*id}
                            handle={&self.annotator}
                            on_event={link.callback(Message::Happened)}
                        />
                    }
                </div>
            </>
        }
    }
}
