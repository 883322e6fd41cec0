//! What an import did: counts, and what was refused and why.

use crate::model::effect::ImportReport;
use crate::ui::language::Language;
use crate::ui::words;
use yew::prelude::*;

/// Refused annotations that are listed; a file of thousands would freeze the page.
const LISTED: usize = 200;

/// The report.
pub(crate) fn import_report(report: &ImportReport, language: Language) -> Html {
    let counts = language.report_rows(report).map(|(name, count)| {
        html! { <tr><th scope="row">{name}</th><td>{language.number(count)}</td></tr> }
    });
    let refused = report.refused.iter().take(LISTED).map(|(id, why)| {
        let id = id.as_deref().unwrap_or(language.say(words::NO_ID)).to_owned();
        html! { <li><bdi>{why.clone()}</bdi><br /><bdi class="id">{id}</bdi></li> }
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
