//! Markdown as HTML, which the page takes apart as it does a file of HTML.

use crate::model::markup::Markup;
use crate::wire::html::Html;
use crate::wire::json_writer::JsonWriter;
use pulldown_cmark::{Options, Parser, html};

/// The column that what stands before a text about it is kept in.
const FRONT_MATTER: &str = "front_matter";

/// CommonMark with the tables, notes and struck-out words that most programs write, and its columns. Raw
/// HTML stays as it is: nobody may take the result for safe.
pub(super) fn to_html(text: &str) -> (String, String) {
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    let (about, text) = front_matter(text).unwrap_or(("", text));
    let mut body = String::with_capacity(text.len() + text.len() / 4);
    html::push_html(&mut body, Parser::new_ext(text, options));
    // A note's number is no sentence.
    let body = body.replace("<sup class=\"footnote-definition-label\">", "<sup data-annotate=\"off\">");
    if about.is_empty() {
        return (body, String::new());
    }
    let mut page = Html::default();
    page.open("html", &[("lang", value_of(about, &["lang", "language"]))]);
    page.open("title", &[]);
    page.text(value_of(about, &["title"]));
    page.close();
    page.raw(&body);
    let mut columns = JsonWriter::default();
    columns.open('{');
    columns.text(FRONT_MATTER, about);
    columns.close('}');
    (page.finish(), columns.finish())
}

/// What stands at the top between two rules (YAML, TOML) is about the text, not of it: that, and the text.
/// The parser's own option takes what stands between any two rules for such, and words would be lost.
fn front_matter(text: &str) -> Option<(&str, &str)> {
    let (first, rest) = text.split_once('\n')?;
    let rule = Some(first.trim_end()).filter(|rule| matches!(*rule, "---" | "+++"))?;
    let is_field = |line: &str| line.split_once([':', '=']).is_some_and(|(name, _)| !name.trim_end().contains(' '));
    let mut end = 0;
    for line in rest.split_inclusive('\n') {
        let after = end + line.len();
        if line.trim_end() == rule || rule == "---" && line.trim_end() == "..." {
            let about = rest.get(..end)?.trim_end();
            let begins = about.lines().find(|line| !line.starts_with('#')).is_some_and(is_field);
            return begins.then_some((about, rest.get(after..)?));
        }
        end = after;
    }
    None
}

/// The value of the first of these names, where it stands on one line: `name: value`, `name = value`.
fn value_of<'a>(about: &'a str, names: &[&str]) -> &'a str {
    let of_line = |line: &'a str| {
        let (name, value) = line.split_once([':', '='])?;
        names.contains(&name.trim_end()).then(|| value.trim())
    };
    let value = about.lines().find_map(of_line).unwrap_or_default();
    let quoted = |mark: char| value.strip_prefix(mark)?.strip_suffix(mark);
    match quoted('"').or_else(|| quoted('\'')) {
        Some(words) => words,
        // A comment, a value on the lines below, a list.
        None => {
            value.split(" #").next().filter(|value| !value.starts_with(['|', '>', '[', '{', '#'])).unwrap_or_default()
        }
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use std::time::{Duration, Instant};

    #[test]
    fn what_is_no_plain_commonmark() {
        for (markdown, expected) in [
            ("---\ntitle: x\n---\n# One\n", "<h1>One</h1>\n"),
            ("One.\n\n---\ntitle: x\n---\n", "<h2>title: x</h2>"),
            ("| a | b |\n|---|---|\n| c | d |", "<td>c</td><td>d</td>"),
            ("It ~~was~~ is.", "<p>It <del>was</del> is.</p>\n"),
            ("So it is.[^1]\n\n[^1]: Is it?", "So it is.<sup class=\"footnote-reference\"><a href=\"#1\">1</a></sup>"),
            ("One.[^n]\n\n[^n]: Two.", "<sup data-annotate=\"off\">1</sup>"),
            ("“Quoted” -- as \"it\" is...", "<p>“Quoted” -- as \"it\" is...</p>\n"),
            ("a <b>raw</b> word", "<p>a <b>raw</b> word</p>\n"),
        ] {
            let (html, columns) = to_html(markdown);
            assert!(html.contains(expected), "{markdown}: {html}");
            assert_eq!(columns.is_empty(), !markdown.starts_with('-'), "{markdown}");
        }
    }

    #[test]
    fn what_stands_before_a_text_is_a_column() {
        for (markdown, html, columns) in [
            (
                "---\ntitle: \"A & b\"\nlang: de\n---\nOne.",
                "<html lang=\"de\"><title>A &amp; b</title>\n<p>One.</p>\n",
                r#"{"front_matter":"title: \"A & b\"\nlang: de"}"#,
            ),
            (
                "+++\ntitle = 'x'\n+++\nOne.",
                "<html><title>x</title>\n<p>One.</p>\n",
                r#"{"front_matter":"title = 'x'"}"#,
            ),
            (
                "---\ntitle: >\n  long\ntags: [a]\n---\nOne.",
                "<html><title></title>\n<p>One.</p>\n",
                r#"{"front_matter":"title: >\n  long\ntags: [a]"}"#,
            ),
            (
                "---\nsubtitle: y\ntitle: x # or z\n---\nOne.",
                "<html><title>x</title>\n<p>One.</p>\n",
                r#"{"front_matter":"subtitle: y\ntitle: x # or z"}"#,
            ),
            ("---\nIt is so. As: this.\n---\n", "<hr />\n<h2>It is so. As: this.</h2>\n", ""),
            ("---\nIt is so\n---\nx: y", "<hr />\n<h2>It is so</h2>\n<p>x: y</p>\n", ""),
            ("---\ntitle: x\nOne.", "<hr />\n<p>title: x\nOne.</p>\n", ""),
            ("---\n---\nOne.", "<hr />\n<hr />\n<p>One.</p>\n", ""),
        ] {
            assert_eq!(to_html(markdown), (html.to_owned(), columns.to_owned()), "{markdown}");
        }
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
