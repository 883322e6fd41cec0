//! The article reader and the node map, in a browser.
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

use dom_support::{mount, span_of_text, wait};
use reading_annotator::dom::article_reader::{ReadArticle, read};
use reading_annotator::dom::node_map::Side;
use reading_annotator::model::article::{BlockKind, HintKind};
use reading_annotator::model::offsets::ByteOffset;
use reading_annotator::model::span::Span;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::*;
use web_sys::Node;

wasm_bindgen_test_configure!(run_in_browser);

fn text_of(html: &str) -> String {
    let page = mount(html);
    read(&page.article, None).text.as_str().to_owned()
}

#[wasm_bindgen_test]
fn white_space_collapses_as_css_does() {
    for (html, expected) in [
        ("<p>  One\n   two </p>\n<p>three</p>", "One two\nthree"),
        ("<p>One <em> two</em> <b> </b> three </p>", "One two three"),
        ("<p>One<em> two </em>, three</p>", "One two , three"),
        ("<p>One <br> two</p>", "One\ntwo"),
        ("<p><br>One<br><br></p>", "One"),
        ("<p>One<!-- no --> two</p>", "One two"),
        ("<p>One&nbsp; two</p>", "One\u{a0} two"),
        ("<pre>a\n  b\n</pre>", "a\n  b\n"),
        ("<p class='pre-line'>One  two \n three\n</p>", "One two\nthree"),
        ("<p class='pre-wrap'>One  two\n three</p>", "One  two\n three"),
        ("<p> </p><p>&nbsp;</p><p>x</p>", "x"),
        ("<div>bare <p>inner</p> tail</div>", "bare\ninner\ntail"),
    ] {
        assert_eq!(text_of(html), expected, "{html}");
    }
}

#[wasm_bindgen_test]
fn blocks_are_what_the_style_says() {
    for (html, expected) in [
        ("<span class='block'>one</span><span class='block'>two</span>", "one\ntwo"),
        ("<div class='inline'>one </div><div class='inline'>two</div>", "one two"),
        ("<div class='contents'>one </div>two", "one two"),
        ("<div class='flex'><span>one</span><span>two</span></div>", "one\ntwo"),
        ("<p>one <span class='inline-block'>two</span> three</p>", "one two three"),
        ("<p><span class='float'>O</span>nce</p>", "Once"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a\nb"),
        ("<ul><li>one<ul><li>two</li></ul>three</li></ul>", "one\ntwo\nthree"),
    ] {
        assert_eq!(text_of(html), expected, "{html}");
    }
}

#[wasm_bindgen_test]
fn what_is_not_reading_text_is_left_out() {
    for html in [
        "<p>one<script>x()</script><style>p{}</style><template>t</template><noscript>n</noscript></p>",
        "<p>one</p><p hidden>two</p><p aria-hidden='true'>three</p><p class='none'>four</p>",
        "<p>one<span class='invisible'> two</span></p>",
        "<p>one<button>b</button><input value=i><select><option>o</select><textarea>t</textarea></p>",
        "<nav>menu</nav><div role='navigation'>menu</div><p>one</p>",
        "<p>one</p><div data-annotate='off'><p>box</p></div><reading-annotator>me</reading-annotator>",
        "<p>one<span class='sr-only'>opens in a new tab</span></p>",
        "<p>one<svg><text>two</text></svg></p>",
    ] {
        assert_eq!(text_of(html), "one", "{html}");
    }
    assert_eq!(text_of("<p class='invisible'>one<b class='visible'>two</b></p>"), "two");
}

#[wasm_bindgen_test]
fn the_widget_is_left_out_wherever_it_stands() {
    let page = mount("<p>one</p><div id='me'><p>panel</p></div>");
    let own = page.article.query_selector("#me").unwrap().unwrap();
    assert_eq!(read(&page.article, Some(&own)).text.as_str(), "one");
}

#[wasm_bindgen_test]
fn kinds_and_languages() {
    let page = mount(
        "<h2>H</h2><p>p</p><ul lang='de'><li><p>l</p></li></ul><blockquote><p>q</p><h3>h</h3></blockquote>\
         <figure><figcaption lang=''>c</figcaption></figure><pre>k</pre><div role='heading'>r</div>",
    );
    let read = read(&page.article, None);
    let found: Vec<_> = read.text.blocks().iter().map(|block| (block.kind, &*block.lang)).collect();
    assert_eq!(
        found,
        [
            (BlockKind::Heading, "en"),
            (BlockKind::Paragraph, "en"),
            (BlockKind::ListItem, "de"),
            (BlockKind::Quotation, "en"),
            (BlockKind::Heading, "en"),
            (BlockKind::Caption, ""),
            (BlockKind::Preformatted, "en"),
            (BlockKind::Heading, "en"),
        ]
    );
    assert_eq!(read.boxes.of_block.len(), 8);
}

#[wasm_bindgen_test]
fn hints_say_what_plain_text_cannot() {
    let hints = |html: &str| -> Vec<(HintKind, String)> {
        let page = mount(html);
        let read = read(&page.article, None);
        let blocks = read.text.blocks().iter();
        blocks
            .flat_map(|block| {
                let text = read.text.slice(block.span).to_owned();
                block.hints.iter().map(move |hint| (hint.kind, text[hint.range.clone()].to_owned()))
            })
            .collect()
    };
    let one = |kind, text: &str| vec![(kind, text.to_owned())];
    assert_eq!(hints("<p>x</p><p>a🎉 <code>b. c </code></p>"), one(HintKind::Code, "b. c"));
    assert_eq!(hints("<p>a<br>b</p>"), one(HintKind::Break, "\n"));
    assert_eq!(hints("<p>a <q>b</q></p>"), one(HintKind::Quotation, "b"));
    assert_eq!(hints("<p>the <abbr>Co.</abbr> is</p>"), one(HintKind::Abbreviation, "Co."));
    for mark in ["12", "[3]", "*", "†", "<a href='#n'>4</a>", "1,2", "[a]", "[note 7]"] {
        let html = format!("<p>It ended.<sup>{mark}</sup> Then</p>");
        assert_eq!(hints(&html).len(), 1, "{html}");
    }
    for power in ["10<sup>6</sup>", "x<sup>2</sup>", "5 km<sup>2</sup>", "the 4<sup>th</sup>", "M<sup>me</sup>"] {
        assert_eq!(hints(&format!("<p>It is {power} of</p>")), [], "{power}");
    }
    assert_eq!(hints("<p>a <code>b<span class='block'>c</span></code> d</p>"), []);
}

#[wasm_bindgen_test]
fn half_a_surrogate_pair_keeps_the_offsets() {
    let page = mount("<p>one</p>");
    let paragraph = page.article.first_element_child().unwrap();
    js_sys::Function::new_with_args("p", "p.textContent = 'a\\uD83D b\\uDC00c. Next.'; p.append('\\uD83C', '')")
        .call1(&wasm_bindgen::JsValue::NULL, &paragraph)
        .unwrap();
    let read = read(&page.article, None);
    assert_eq!(read.text.as_str(), "a\u{fffd} b\u{fffd}c. Next.\u{fffd}");
    let range = read.map.range(span_of_text(&read, "Next")).unwrap();
    assert_eq!(String::from(range.to_string()), "Next");
}

#[wasm_bindgen_test]
fn a_pair_split_over_two_nodes_is_one_character() {
    let page = mount("<p></p>");
    let paragraph = page.article.first_element_child().unwrap();
    js_sys::Function::new_with_args("p", "p.append('a\\uD83C', '\\uDF89b')")
        .call1(&wasm_bindgen::JsValue::NULL, &paragraph)
        .unwrap();
    let read = read(&page.article, None);
    assert_eq!(read.text.as_str(), "a🎉b");
    assert_round_trips(&read);
}

#[wasm_bindgen_test]
fn a_range_hugs_its_text_and_leads_back() {
    let page =
        mount("<p>One <a href='#'>two</a>\n   three.</p>\n<p>Four</p><div data-annotate=off>no</div><p>five</p>");
    let read = read(&page.article, None);
    assert_eq!(read.text.as_str(), "One two three.\nFour\nfive");
    let range = read.map.range(span_of_text(&read, "two")).unwrap();
    assert_eq!(range.start_container().unwrap().text_content().unwrap(), "two");
    assert_eq!(range.end_container().unwrap().text_content().unwrap(), "two");

    let all = web_sys::window().unwrap().document().unwrap().create_range().unwrap();
    all.select_node_contents(&page.article).unwrap();
    assert_eq!(read.map.span_of(&all), Span::from_bytes(0, read.text.as_str().len()));

    let left_out = page.article.query_selector("[data-annotate]").unwrap().unwrap();
    all.select_node_contents(&left_out).unwrap();
    assert_eq!(read.map.span_of(&all), None, "nothing of it was kept");
    all.set_end_after(&page.article).unwrap();
    assert_eq!(read.map.span_of(&all).map(|span| read.text.slice(span)), Some("five"));
}

#[wasm_bindgen_test]
fn places_in_another_tree_are_none() {
    let page = mount("<p>One</p>");
    let read = read(&page.article, None);
    let stray = web_sys::window().unwrap().document().unwrap().create_text_node("One");
    assert_eq!(read.map.offset_of(&stray, 1, Side::Start), None);
}

#[wasm_bindgen_test]
async fn every_character_round_trips_in_random_documents() {
    let mut random = Random(7);
    for _ in 0..60 {
        wait(0).await; // the driver wants an answer now and then
        let html = random.html(0);
        let page = mount(&html);
        let read = read(&page.article, None);
        let joined: Vec<_> = read.text.blocks().iter().map(|block| read.text.slice(block.span)).collect();
        assert_eq!(joined.join("\n"), read.text.as_str());
        for block in read.text.blocks() {
            for hint in &block.hints {
                assert!(read.text.slice(block.span).get(hint.range.clone()).is_some(), "{html}");
            }
        }
        assert_round_trips(&read);
    }
}

/// Every character leads to its node and back.
fn assert_round_trips(read: &ReadArticle) {
    let text = read.text.as_str();
    for (at, character) in text.char_indices() {
        let span = Span::from_bytes(at, at + character.len_utf8()).unwrap();
        let range = read.map.range(span);
        if character == '\n' && range.is_none() {
            continue; // a join or <br>
        }
        let range = range.unwrap_or_else(|| panic!("no range at {at} of {text:?}"));
        assert_eq!(read.map.span_of(&range), Some(span), "{at} of {text:?}");
        let shown = String::from(range.to_string());
        let same = if character.is_whitespace() { shown.trim().is_empty() } else { shown == character.to_string() };
        assert!(same, "{character:?} became {shown:?} in {text:?}");
        let (node, offset) = read.map.point(ByteOffset::new(at), Side::Start).unwrap();
        assert_eq!(
            read.map.offset_of(node.unchecked_ref::<Node>(), offset, Side::Start),
            Some(ByteOffset::new(at)),
            "{at} of {text:?}"
        );
    }
}

/// A small generator of nested HTML; xorshift, so that a failure repeats.
struct Random(u32);

impl Random {
    fn below(&mut self, limit: u32) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 17;
        self.0 ^= self.0 << 5;
        self.0 % limit
    }

    fn html(&mut self, depth: u32) -> String {
        let mut html = String::new();
        for _ in 0..=self.below(5) {
            let text = ["One. ", " two", "\n\n three  ", "é🎉", "👩‍🏫 ", "", " ", "¡Ah!\t", "a\u{301}"];
            html += text[self.below(9) as usize];
            if depth < 3 {
                let tag = [
                    "p",
                    "div",
                    "em",
                    "span hidden",
                    "span class='pre-wrap'",
                    "code",
                    "li",
                    "sup",
                    "q",
                    "div class='contents'",
                    "pre",
                    "span class='block'",
                ][self.below(12) as usize];
                let name = tag.split(' ').next().unwrap();
                html += &format!("<{tag}>{}</{name}>", self.html(depth + 1));
                if self.below(4) == 0 {
                    html += "<br>";
                }
            }
        }
        html
    }
}
