//! Markdown as HTML, which the page takes apart as it does a file of HTML.

use pulldown_cmark::{Options, Parser, html};

/// CommonMark with the tables, notes and struck-out words that most programs write; what
/// stands between two rules at the top is about the text, not of it. Raw HTML stays as it is:
/// nobody may take the result for safe.
pub(super) fn to_html(text: &str) -> String {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut out = String::with_capacity(text.len() + text.len() / 4);
    html::push_html(&mut out, Parser::new_ext(text, options));
    // A note's number is no sentence.
    out.replace("<sup class=\"footnote-definition-label\">", "<sup data-annotate=\"off\">")
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use std::time::{Duration, Instant};

    #[test]
    fn what_is_no_plain_commonmark() {
        for (markdown, expected) in [
            ("---\ntitle: x\n---\n# One\n", "<h1>One</h1>\n"),
            ("| a | b |\n|---|---|\n| c | d |", "<td>c</td><td>d</td>"),
            ("It ~~was~~ is.", "<p>It <del>was</del> is.</p>\n"),
            ("So it is.[^1]\n\n[^1]: Is it?", "So it is.<sup class=\"footnote-reference\"><a href=\"#1\">1</a></sup>"),
            ("One.[^n]\n\n[^n]: Two.", "<sup data-annotate=\"off\">1</sup>"),
            ("“Quoted” -- as \"it\" is...", "<p>“Quoted” -- as \"it\" is...</p>\n"),
            ("a <b>raw</b> word", "<p>a <b>raw</b> word</p>\n"),
        ] {
            let html = to_html(markdown);
            assert!(html.contains(expected), "{markdown}: {html}");
        }
        assert!(!to_html("---\ntitle: x\n---\n# One\n").contains("title"));
    }

    /// Other programs take minutes for some of these.
    #[test]
    fn no_marks_take_long() {
        for marks in ["[", "*a ", "> ", "- ", "`a", "[a](", "![", "|a", "\n- ", "~~a", "<!--", "[^1]: "] {
            let began = Instant::now();
            to_html(&marks.repeat(40_000 / marks.len()));
            assert!(began.elapsed() < Duration::from_secs(5), "{marks}: {:?}", began.elapsed());
        }
    }
}
