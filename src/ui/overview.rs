//! The strip that shows where in the text the labels are; a click goes to the nearest.
//! For the pointer alone: the list and the keys `n` and `p` lead to the same places.

use crate::model::action::Action;
use crate::model::annotation::Annotation;
use crate::model::label::LabelSet;
use crate::model::overview::{Band, PLACES, bands, nearest};
use crate::ui::elements::{element, label_number};
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

/// The bands of a label as a path's data.
fn outline(bands: &[Band], label: usize) -> String {
    let mut data = String::new();
    for band in bands.iter().filter(|band| band.label == label) {
        for (step, length) in [("M0 ", band.from), ("h8v", band.to - band.from)] {
            data += step;
            data += &length.to_string();
        }
        data += "H0z";
    }
    data
}

impl Component for Overview {
    type Message = ();
    type Properties = OverviewProps;

    fn create(_: &Context<Self>) -> Self {
        Self { strip: NodeRef::default() }
    }

    fn view(&self, context: &Context<Self>) -> Html {
        let OverviewProps { all, labels, length, send } = context.props();
        let bands = bands(all, *length, labels);
        // One path a label, not one rectangle a band: a few elements are soon made, and changed.
        let paths = (0..=labels.as_slice().len()).map(|label| {
            let class = match label {
                label if label < labels.as_slice().len() => label_number(label).into(),
                _ => AttrValue::Static("label-unknown"),
            };
            element("path", &["class", "d"], vec![Some(class), Some(outline(&bands, label).into())], Vec::new())
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
                <svg viewBox={shape} preserveAspectRatio="none">{for paths}</svg>
            </div>
        }
    }
}
