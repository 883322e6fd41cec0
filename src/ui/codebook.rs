//! What the labels mean, and how to decide.

use crate::model::keys::none_key;
use crate::model::label::LabelSet;
use crate::ui::text::words;
use yew::prelude::*;

/// The definitions.
pub(crate) fn codebook(labels: &LabelSet) -> Html {
    let definitions = labels.as_slice().iter().enumerate().map(|(number, label)| {
        html! {
            <div class={"label-".to_owned() + &number.to_string()}>
                <dt><span class="badge" aria-hidden="true">{label.letter.clone()}</span>{label.name.clone()}{" "}<kbd>{label.key}</kbd></dt>
                <dd>{label.definition.clone()}</dd>
            </div>
        }
    });
    html! {
        <>
            <dl class="codebook">
                {for definitions}
                <div>
                    <dt><span class="badge" aria-hidden="true" />{words::NO_LABEL}{" "}<kbd>{none_key(labels)}</kbd></dt>
                    <dd>{words::NO_LABEL_MEANS}</dd>
                </div>
            </dl>
            <h3>{words::DECIDE}</h3>
            <ol>
                <li>{words::DECIDE_1}</li><li>{words::DECIDE_2}</li><li>{words::DECIDE_3}</li><li>{words::DECIDE_4}</li>
            </ol>
        </>
    }
}
