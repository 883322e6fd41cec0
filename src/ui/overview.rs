//! The strip that shows where in the text the labels are; a click goes to the nearest.
//! For the pointer alone: the list and the keys `n` and `p` lead to the same places.

use crate::model::action::Action;
use crate::model::annotation::Annotation;
use crate::model::label::LabelSet;
use crate::model::overview::{PLACES, marks, nearest};
use crate::ui::elements::{element, fixed, label_number, number};
use crate::ui::intent::Intent;
use crate::ui::screen::Screen;
use crate::ui::shared::Shared;
use std::rc::Rc;
use web_sys::Element;
use yew::prelude::*;
use yew::virtual_dom::VComp;

/// Props of [`Overview`]: it is drawn anew only where they change.
#[derive(PartialEq, Properties)]
pub(crate) struct OverviewProps {
    all: Shared<Vec<Rc<Annotation>>>,
    labels: Shared<LabelSet>,
    /// The text's length in bytes.
    length: usize,
    send: Callback<Intent>,
}

/// The strip.
pub(crate) struct Overview {
    strip: NodeRef,
}

/// The strip for a screen.
pub(crate) fn overview(screen: &Screen, send: &Callback<Intent>) -> Html {
    let (all, labels) = (screen.all.clone(), screen.labels.clone());
    let props = OverviewProps { all, labels, length: screen.article.as_str().len(), send: send.clone() };
    VComp::new::<Overview>(Rc::new(props), None).into()
}

impl Component for Overview {
    type Message = ();
    type Properties = OverviewProps;

    fn create(_: &Context<Self>) -> Self {
        Self { strip: NodeRef::default() }
    }

    fn view(&self, context: &Context<Self>) -> Html {
        let OverviewProps { all, labels, length, send } = context.props();
        let rects = marks(all, *length, labels).into_iter().map(|(place, label)| {
            let class = match label {
                label if label < labels.as_slice().len() => label_number(label).into(),
                _ => AttrValue::Static("label-unknown"),
            };
            let values = vec![Some(class), number(place), fixed("8"), fixed("2")];
            element("rect", &["class", "y", "width", "height"], values, Vec::new())
        });
        let onclick = {
            let (strip, all, length, send) = (self.strip.clone(), all.clone(), *length, send.clone());
            Callback::from(move |event: MouseEvent| {
                let Some(strip) = strip.cast::<Element>().map(|strip| strip.get_bounding_client_rect()) else { return };
                let share = (f64::from(event.client_y()) - strip.top()) / strip.height().max(1.0) * 1000.0;
                if let Some(found) = nearest(&all, length, share as usize) {
                    send.emit(Intent::Do(Action::Select(Rc::clone(&found.id))));
                }
            })
        };
        let shape = "0 0 8 ".to_owned() + &PLACES.to_string();
        html! {
            <div ref={&self.strip} class="overview" aria-hidden="true" {onclick}>
                <svg viewBox={shape} preserveAspectRatio="none">{for rects}</svg>
            </div>
        }
    }
}
