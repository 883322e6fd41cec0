//! The painter, its rules, the watch over the page, pointing and scrolling, in a browser.
#![cfg(target_arch = "wasm32")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a failing test may panic"
)]

mod dom_support;

use dom_support::{document, mount, script, span_of_text, until, wait};
use reading_annotator::dom::article_reader::{ReadArticle, read};
use reading_annotator::dom::background::scheme_of;
use reading_annotator::dom::highlight_rules::{PREFIX, Scheme, Style, Styles};
use reading_annotator::dom::hit_test::place_at;
use reading_annotator::dom::page_watch::{ArticleChange, PageWatch};
use reading_annotator::dom::painter::{Mark, Painter};
use reading_annotator::dom::scroll::{rects, reveal, visible_rect};
use reading_annotator::model::label::LabelSet;
use reading_annotator::model::span::Span;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::*;
use web_sys::HtmlElement;

wasm_bindgen_test_configure!(run_in_browser);

fn texts(name: &str) -> Vec<String> {
    let texts =
        script("return Array.from(CSS.highlights.get(given) ?? [], (range) => range.toString()).sort();", &name.into());
    js_sys::Array::from(&texts).iter().filter_map(|text| text.as_string()).collect()
}

/// Adds a range to our highlight and one of the host's own; the function takes both away.
fn add_foreign(node: &web_sys::Node) -> js_sys::Function {
    let remove = script(
        "const range = document.createRange();
         range.selectNodeContents(given);
         const ours = CSS.highlights.get('reading-annotator-cursor-light');
         ours?.add(range);
         CSS.highlights.set('host', new Highlight(range));
         return () => { ours?.delete(range); CSS.highlights.delete('host'); };",
        node,
    );
    remove.unchecked_into()
}

fn highlight_colour(element: &web_sys::Element, name: &str) -> String {
    let parts = js_sys::Array::of2(element, &name.into());
    let colour = script("return getComputedStyle(given[0], `::highlight(${given[1]})`).backgroundColor;", &parts);
    colour.as_string().unwrap()
}

type Marks = Rc<RefCell<Vec<Mark>>>;

fn painter(article: &ReadArticle, marks: &Marks) -> Painter {
    let marks = Rc::clone(marks);
    Painter::new(
        article,
        Rc::new(move |block: Span| marks.borrow().iter().filter(|mark| mark.span.overlaps(block)).cloned().collect()),
    )
    .unwrap()
}

fn light() -> Styles {
    Styles::new(&LabelSet::default(), Scheme::Light)
}

fn marks(read: &ReadArticle, style: &Style, quotes: &[&str]) -> Marks {
    let marks = quotes.iter().map(|quote| Mark { span: span_of_text(read, quote), style: style.clone() });
    Rc::new(RefCell::new(marks.collect()))
}

#[wasm_bindgen_test]
async fn paints_near_blocks_only_and_never_the_dom() {
    let far = "<p style='height:9000px'>gap</p><p>Far away.</p>";
    let page = mount(&format!("<p>One <em>two</em> three.</p>{far}"));
    let html = page.article.inner_html();
    let article = read(&page.article, None);
    let styles = light();
    let claim = styles.label("claim");
    let wanted = marks(&article, claim, &["two three", "Far away"]);
    let painter = painter(&article, &wanted);
    assert!(until(|| painter.painted() == 1).await);
    assert_eq!(texts(claim.name()), ["two three"]);

    page.article.last_element_child().unwrap().scroll_into_view();
    assert!(until(|| texts(claim.name()) == ["Far away"]).await, "{:?}", texts(claim.name()));
    wanted.borrow_mut().clear();
    painter.repaint(span_of_text(&article, "Far"));
    assert_eq!(painter.painted(), 0);
    assert_eq!(page.article.inner_html(), html);
    web_sys::window().unwrap().scroll_to_with_x_and_y(0.0, 0.0);
}

#[wasm_bindgen_test]
async fn a_changed_mark_is_painted_anew_and_the_rest_stays() {
    let page = mount("<p>One. Two. Three.</p>");
    let article = read(&page.article, None);
    let styles = light();
    let (claim, opinion) = (styles.label("claim"), styles.label("opinion"));
    let wanted = marks(&article, claim, &["One.", "Two."]);
    let painter = painter(&article, &wanted);
    assert!(until(|| painter.painted() == 2).await);
    wanted.borrow_mut()[1].style = opinion.clone();
    painter.repaint_all();
    assert_eq!((texts(claim.name()), texts(opinion.name())), (vec!["One.".to_owned()], vec!["Two.".to_owned()]));
}

#[wasm_bindgen_test]
async fn instances_share_a_highlight_and_remove_only_their_own() {
    let (first, second) = (mount("<p>First.</p>"), mount("<p>Second.</p>"));
    let styles = light();
    let claim = styles.label("claim");
    let (one, two) = (read(&first.article, None), read(&second.article, None));
    let one_painter = painter(&one, &marks(&one, claim, &["First."]));
    let two_painter = painter(&two, &marks(&two, claim, &["Second."]));
    assert!(until(|| texts(claim.name()).len() == 2).await);
    two_painter.emphasise(&styles.cursor, Some(span_of_text(&two, "Second")), &[]);
    let remove_foreign = add_foreign(&first.article);

    drop(one_painter);
    assert_eq!(texts(claim.name()), ["Second."]);
    assert_eq!(texts("host"), ["First."]);
    two_painter.emphasise(&styles.cursor, None, &[]);
    assert_eq!(texts(styles.cursor.line.name()), ["First."], "what others put into our highlight stays");
    remove_foreign.call0(&JsValue::NULL).unwrap();
    drop(two_painter);
    assert_eq!(texts(claim.name()), [""; 0]);
}

#[wasm_bindgen_test]
fn the_cursor_moves_as_one() {
    let page = mount("<p>One. Two.</p>");
    let article = read(&page.article, None);
    let styles = light();
    let painter = painter(&article, &Marks::default());
    painter.emphasise(&styles.cursor, Some(span_of_text(&article, "One.")), &[]);
    painter.emphasise(&styles.cursor, Some(span_of_text(&article, "Two.")), &[]);
    painter.emphasise(&styles.hover, Some(span_of_text(&article, "One.")), &[]);
    assert_eq!(texts(styles.cursor.line.name()), ["Two."]);
    assert_eq!(texts(styles.hover.line.name()), ["One."]);
}

#[wasm_bindgen_test]
fn rules_take_effect_in_the_document_and_in_a_shadow_root() {
    let page = mount("<p>One.</p><div></div>");
    let styles = light();
    let claim = styles.label("claim");
    assert!(claim.name().starts_with(PREFIX));
    assert!(styles.install(&page.article));
    assert!(styles.install(&page.article), "twice does no harm");
    let paragraph = page.article.first_element_child().unwrap();
    assert_eq!(highlight_colour(&paragraph, claim.name()), "rgb(168, 209, 255)");

    let host = page.article.last_element_child().unwrap();
    let shadow = host.attach_shadow(&web_sys::ShadowRootInit::new(web_sys::ShadowRootMode::Open)).unwrap();
    shadow.set_inner_html("<p>Two.</p>");
    let inner = shadow.first_element_child().unwrap();
    assert!(styles.install(&inner));
    assert_eq!(highlight_colour(&inner, claim.name()), "rgb(168, 209, 255)");

    let dark = Styles::new(&LabelSet::default(), Scheme::Dark);
    assert_ne!(dark.label("claim"), claim, "both schemes can stand on one page");
    assert_eq!(styles.label("something else"), &styles.unknown);
}

#[wasm_bindgen_test]
fn the_ground_decides_between_light_and_dark() {
    let page = mount("<div style='background:#111'><p style='background:rgba(255,255,255,.1)'>x</p></div><p>y</p>");
    let dark = page.article.query_selector("div > p").unwrap().unwrap();
    assert_eq!(scheme_of(&dark), Scheme::Dark);
    assert_eq!(scheme_of(&page.article.last_element_child().unwrap()), Scheme::Light);
    page.article.set_attribute("style", "color-scheme: dark").unwrap();
    assert_eq!(scheme_of(&page.article.last_element_child().unwrap()), Scheme::Dark);
}

#[wasm_bindgen_test]
fn a_point_hits_the_character_under_it_or_nothing() {
    let page = mount(
        "<p style='padding:40px;font:20px/40px monospace'>One <a href='#'>two</a> three.</p>\
         <p data-annotate=off>left out</p><div></div>",
    );
    let host = page.article.last_element_child().unwrap();
    page.article.scroll_into_view();
    let article = read(&page.article, None);
    for quote in ["O", "t", "w", "."] {
        let span = span_of_text(&article, quote);
        let rect = rects(&article.map, span)[0];
        let (x, y) = ((rect.left + rect.right) / 2.0, (rect.top + rect.bottom) / 2.0);
        assert_eq!(place_at(&page.article, &article.map, x - 2.0, y), Some(span.start()), "left of {quote}");
        assert_eq!(place_at(&page.article, &article.map, x + 2.0, y), Some(span.start()), "right of {quote}");
        assert_eq!(place_at(&page.article, &article.map, x, rect.bottom + 5.0), Some(span.start()), "below {quote}");
    }
    let end = rects(&article.map, span_of_text(&article, "."))[0];
    assert_eq!(place_at(&page.article, &article.map, end.right + 60.0, end.top + 5.0), None, "past the line's end");
    assert_eq!(place_at(&page.article, &article.map, end.left, end.top - 35.0), None, "on the padding");
    let left_out = page.article.query_selector("[data-annotate]").unwrap().unwrap().get_bounding_client_rect();
    assert_eq!(place_at(&page.article, &article.map, left_out.left() + 9.0, left_out.top() + 9.0), None);

    let shadow = host.attach_shadow(&web_sys::ShadowRootInit::new(web_sys::ShadowRootMode::Open)).unwrap();
    shadow.set_inner_html("<article><p>Inside a shadow.</p></article>");
    let inner = shadow.first_element_child().unwrap();
    let article = read(&inner, None);
    let span = span_of_text(&article, "w.");
    let rect = rects(&article.map, span)[0];
    assert_eq!(place_at(&inner, &article.map, rect.left + 2.0, rect.top + 4.0), Some(span.start()));
}

#[wasm_bindgen_test]
async fn scrolls_clear_of_a_sticky_bar_and_not_without_need() {
    let page = mount(
        "<div style='position:sticky;top:0;height:60px;background:#eee' data-annotate=off>bar</div>\
         <p style='margin-top:3000px'>Target.</p><div style='height:3000px'></div>\
         <div class=box style='height:100px;overflow:auto'><p style='margin:500px 0'>Nested.</p></div><div style='height:2000px'></div>",
    );
    let article = read(&page.article, None);
    let target = span_of_text(&article, "Target.");
    assert_eq!(visible_rect(&article.map, target), None);
    assert!(reveal(&article.map, target, 100.0));
    let height = web_sys::window().unwrap().inner_height().unwrap().as_f64().unwrap();
    let stands = |span, covered: f64| {
        visible_rect(&article.map, span).is_some_and(|rect| rect.top >= 60.0 && rect.bottom <= height - covered)
    };
    assert!(stands(target, 100.0), "a way of more than two windows is jumped");
    assert!(!reveal(&article.map, target, 100.0), "it is visible already");

    let nested = span_of_text(&article, "Nested.");
    reveal(&article.map, nested, 0.0);
    let box_element: HtmlElement = page.article.query_selector(".box").unwrap().unwrap().unchecked_into();
    assert!(until(|| stands(nested, 0.0) && box_element.scroll_top() > 300).await);
    web_sys::window().unwrap().scroll_to_with_x_and_y(0.0, 0.0);
}

#[wasm_bindgen_test]
async fn tells_of_edits_and_removal_once_and_not_of_ourselves() {
    let page = mount("<p>One.</p><div id='me'></div>");
    let own = page.article.query_selector("#me").unwrap().unwrap();
    let seen: Rc<RefCell<Vec<ArticleChange>>> = Rc::default();
    let log = Rc::clone(&seen);
    let watch = PageWatch::start(&page.article, Some(&own), move |change| log.borrow_mut().push(change));

    own.set_text_content(Some("panel"));
    page.article.first_element_child().unwrap().set_attribute("style", "color: red").unwrap();
    wait(600).await;
    assert_eq!(*seen.borrow(), []);

    for _ in 0..3 {
        page.article.append_child(&document().create_text_node(" More.")).unwrap();
        wait(30).await;
    }
    wait(500).await;
    assert_eq!(*seen.borrow(), [ArticleChange::Edited], "one burst, one call");

    let paragraph = page.article.first_element_child().unwrap();
    paragraph.set_attribute("style", "display: none").unwrap();
    assert!(until(|| seen.borrow().len() == 2).await);
    page.article.remove();
    assert!(until(|| seen.borrow().last() == Some(&ArticleChange::Removed)).await);
    drop(watch);
    document().body().unwrap().append_child(&page.article).unwrap();
    wait(500).await;
    assert_eq!(seen.borrow().len(), 3, "a dropped watch is silent");
}
