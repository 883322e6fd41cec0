//! What the list is asked to show: search, label, state, order. The fields are not bound to
//! the state: they are read when one of them changes, and emptied by the form's own reset.

use crate::model::label::LabelSet;
use crate::model::listing::{Listing, Standing};
use crate::ui::elements::{self, Field, button, element, fixed, text, truth};
use crate::ui::icons::{self, icon};
use crate::ui::language::Language;
use crate::ui::words;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use yew::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// `HTMLFormElement`
    type Form;

    #[wasm_bindgen(method)]
    fn reset(this: &Form);
}

/// The fields.
#[derive(Default)]
pub(crate) struct ListFilter {
    form: NodeRef,
    words: NodeRef,
    label: NodeRef,
    standing: NodeRef,
    order: NodeRef,
    /// Whether label, state and order are shown.
    pub(crate) open: bool,
}

/// What the fields ask of the list.
pub(crate) struct Asked {
    /// A field changed.
    pub(crate) changed: Callback<InputEvent>,
    /// Label, state and order are to be shown, or not.
    pub(crate) toggled: Callback<MouseEvent>,
    /// Everything is to be shown again.
    pub(crate) all: Callback<MouseEvent>,
}

impl ListFilter {
    /// What the fields say now.
    pub(crate) fn read(&self, labels: &LabelSet) -> Listing {
        let field = |field: &NodeRef| field.get().map(|field| field.unchecked_into::<Field>());
        // The first choice leaves nothing out.
        let chosen =
            |choice: &NodeRef| field(choice).and_then(|choice| (choice.selected_index() as usize).checked_sub(1));
        Listing {
            label: chosen(&self.label).and_then(|at| labels.as_slice().get(at)).map(|label| Rc::clone(&label.id)),
            standing: chosen(&self.standing).and_then(|at| Standing::ALL.get(at)).copied(),
            words: field(&self.words).map(|field| field.value()).unwrap_or_default(),
            newest_first: chosen(&self.order).is_some(),
        }
    }

    /// Empties the fields.
    pub(crate) fn clear(&self) {
        if let Some(form) = self.form.get() {
            form.unchecked_ref::<Form>().reset();
        }
    }

    // Not inlined: there are no fields as a page without annotations is opened.
    /// The fields; `shown` of `total` annotations are listed, if not all.
    #[inline(never)]
    pub(crate) fn view(
        &self,
        labels: &LabelSet,
        language: Language,
        shown: Option<usize>,
        total: usize,
        asked: &Asked,
    ) -> Html {
        let choice = |field: &NodeRef, name: &'static str, choices: Vec<AttrValue>| {
            // The page gets the options one by one, the last one first, and would choose that.
            let first = |at: usize| fixed("").filter(|_| at == 0);
            let choices = choices.into_iter().enumerate();
            let choices =
                choices.map(|(at, choice)| element("option", &["selected"], vec![first(at)], vec![text(choice)]));
            html! { <select ref={field} aria-label={name} autocomplete="off">{for choices}</select> }
        };
        let of_label = labels.as_slice().iter().map(|label| AttrValue::from(Rc::clone(&label.name)));
        let of_label = std::iter::once(language.say(words::ALL_LABELS).into()).chain(of_label).collect();
        let fixed_choices = |choices: &[&'static str]| choices.iter().map(|choice| AttrValue::Static(choice)).collect();
        let toggle = elements::press(
            asked.toggled.clone(),
            &["type", "class", "aria-label", "title", "aria-expanded"],
            vec![
                fixed("button"),
                fixed("icon-button"),
                fixed(language.say(words::FILTER)),
                fixed(language.say(words::FILTER)),
                truth(self.open),
            ],
            vec![icon(icons::FILTER)],
        );
        html! {
            <form ref={&self.form} class="filter" role="search" aria-label={language.say(words::SEARCH)} oninput={&asked.changed}
                onsubmit={Callback::from(|event: SubmitEvent| event.prevent_default())}>
                <input ref={&self.words} type="search" dir="auto" autocomplete="off" aria-label={language.say(words::SEARCH)}
                    placeholder={language.say(words::SEARCH)} />
                {toggle}
                <div class="choose" hidden={!self.open}>
                    {choice(&self.label, language.say(words::WHICH_LABEL), of_label)}
                    {choice(&self.standing, language.say(words::WHICH_STATE), fixed_choices(&language.list(words::STANDINGS)))}
                    {choice(&self.order, language.say(words::ORDER), fixed_choices(&[language.say(words::BY_PLACE), language.say(words::BY_TIME)]))}
                </div>
                if let Some(shown) = shown {
                    <p class="found">
                        <span>{language.out_of(words::FOUND, shown, total)}</span>
                        {button("button quiet", None, language.say(words::SHOW_ALL), asked.all.clone())}
                    </p>
                }
            </form>
        }
    }
}
