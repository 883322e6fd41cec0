//! What an import did: counts, and what was left out and why.

use crate::model::effect::ImportReport;
use crate::ui::language::Language;
use crate::ui::words;
use yew::prelude::*;

/// Entries that are listed; a file of thousands would freeze the page.
const LISTED: usize = 200;

/// The report.
pub(crate) fn import_report(report: &ImportReport, language: Language) -> Html {
    let counts = language.report_rows(report).map(|(name, count)| {
        html! { <tr><th scope="row">{name}</th><td>{language.number(count)}</td></tr> }
    });
    let refused = report.refused.iter().take(LISTED).map(|(id, why)| {
        let id = id.as_ref().map(|id| html! { <><br /><bdi class="id">{id.clone()}</bdi></> });
        html! { <li><bdi>{why.clone()}</bdi>{for id}</li> }
    });
    html! {
        <>
            <table class="report-counts"><tbody>{for counts}</tbody></table>
            if !report.refused.is_empty() {
                <h3>{language.say(words::REFUSED)}</h3>
                <ul class="refused">
                    {for refused}
                    if report.refused.len() > LISTED { <li>{"… "}{language.number(report.refused.len() - LISTED)}</li> }
                </ul>
            }
        </>
    }
}
