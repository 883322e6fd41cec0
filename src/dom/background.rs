//! Whether an article stands on light or dark ground: asked of the page's computed
//! background, not of the system's setting, which the page may ignore.

use crate::dom::highlight_rules::Scheme;
use wasm_bindgen::JsCast;
use web_sys::{Element, Node, ShadowRoot};

/// The scheme of the ground behind `article`: the first background above it that is not mostly
/// transparent; if there is none, the scheme the page declares.
#[must_use]
pub fn scheme_of(article: &Element) -> Scheme {
    let window = web_sys::window();
    let computed = |element: &Element, property: &str| {
        let style = window.as_ref()?.get_computed_style(element).ok()??;
        style.get_property_value(property).ok()
    };
    let mut here = Some(article.clone());
    while let Some(element) = here {
        if let Some(luminance) = computed(&element, "background-color").as_deref().and_then(luminance) {
            return if luminance < MIDDLE { Scheme::Dark } else { Scheme::Light };
        }
        here = parent(&element);
    }
    let declared = computed(article, "color-scheme").filter(|scheme| scheme != "normal").or_else(|| {
        // What the page says of itself as a whole is in no style.
        let meta = article.owner_document()?.query_selector("meta[name=color-scheme]").ok()??;
        meta.get_attribute("content")
    });
    let declared = declared.unwrap_or_default();
    let may_be_dark = declared.split_ascii_whitespace().any(|word| word == "dark");
    let may_be_light = declared.split_ascii_whitespace().any(|word| word == "light");
    let system_is_dark = window
        .and_then(|window| window.match_media("(prefers-color-scheme: dark)").ok().flatten())
        .is_some_and(|query| query.matches());
    if may_be_dark && (!may_be_light || system_is_dark) { Scheme::Dark } else { Scheme::Light }
}

/// Relative luminance at which black and white text contrast equally (WCAG 2.2: (L+0.05)² = 1.05 × 0.05).
const MIDDLE: f64 = 0.179;

/// The parent in the composed tree: out of a shadow root to its host.
fn parent(element: &Element) -> Option<Element> {
    element.parent_element().or_else(|| {
        let root: Node = element.get_root_node();
        root.dyn_into::<ShadowRoot>().ok().map(|root| root.host())
    })
}

/// WCAG relative luminance of a computed colour; `None` if it is mostly transparent or in a notation
/// other than `rgb()`, `rgba()` and `color(srgb …)`.
fn luminance(colour: &str) -> Option<f64> {
    let (name, rest) = colour.split_once('(')?;
    let numbers = rest.strip_prefix("srgb ");
    let scale = match name {
        "rgb" | "rgba" => 255.0,
        "color" if numbers.is_some() => 1.0,
        _ => return None,
    };
    let rest = numbers.unwrap_or(rest).trim_end_matches(')');
    let mut parts = rest.split([',', ' ', '/']).filter(|part| !part.is_empty());
    let mut part = || parts.next().map(decimal);
    let (red, green, blue) = (part()??, part()??, part()??);
    if part().flatten().is_some_and(|alpha| alpha < 0.5) {
        return None;
    }
    let linear = |value: f64| {
        let value = value / scale;
        if value <= 0.04045 { value / 12.92 } else { js_sys::Math::pow((value + 0.055) / 1.055, 2.4) }
    };
    Some(0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue))
}

/// `12`, `0.5`, `.25` or `50%` as browsers write them; the library's reader of floats would
/// cost ten kilobytes of wasm.
fn decimal(text: &str) -> Option<f64> {
    let (text, unit) = text.strip_suffix('%').map_or((text, 1.0), |number| (number, 100.0));
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let mut value = 0.0;
    for digit in whole.chars() {
        value = value * 10.0 + f64::from(digit.to_digit(10)?);
    }
    let mut place = 1.0;
    for digit in fraction.chars() {
        place /= 10.0;
        value += place * f64::from(digit.to_digit(10)?);
    }
    Some(value / unit)
}
