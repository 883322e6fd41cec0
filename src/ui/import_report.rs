//! What an import did: counts, and what was refused and why.

use crate::model::effect::ImportReport;
use crate::ui::text::{self, words};
use yew::prelude::*;

/// Refused annotations that are listed; a file of thousands would freeze the page.
const LISTED: usize = 200;

/// The report.
pub(crate) fn import_report(report: &ImportReport) -> Html {
    let counts = text::report_rows(report).into_iter().map(|(name, count)| {
        html! { <tr><th scope="row">{name}</th><td>{text::number(count)}</td></tr> }
    });
    let refused = report.refused.iter().take(LISTED).map(|(id, why)| {
        let id = id.as_deref().unwrap_or(words::NO_ID).to_owned();
        html! { <li><bdi>{why.clone()}</bdi><br /><bdi class="id">{id}</bdi></li> }
    });
    html! {
        <>
            <table class="report-counts"><tbody>{for counts}</tbody></table>
            if !report.refused.is_empty() {
                <h3>{words::REFUSED}</h3>
                <ul class="refused">
                    {for refused}
                    if report.refused.len() > LISTED { <li>{"… "}{text::number(report.refused.len() - LISTED)}</li> }
                </ul>
            }
        </>
    }
}
