//! A text's body: its reading structure as JSON, from which the page builds nodes, and the
//! article that the widget reads from them. The rules are those of `dom/article_reader.js`
//! under the desk's own style sheet, so that a text nobody has opened is exported with the
//! same words, blocks and sentences as one that is open.
//!
//! A node is a string, or `[tag, attributes or null, child…]`; a body is a list of nodes.

use crate::model::article::{ArticleText, BlockKind, BlockSource, Hint, HintKind};
use crate::wire::alignment::is_nothing;
use crate::wire::fields::Fields;
use crate::wire::json::Json;
use crate::wire::json_writer::JsonWriter;
use std::rc::Rc;

/// How deep elements may lie in each other; the page flattens what lies deeper.
pub(super) const DEPTH: usize = 100;

/// A body that is written block by block.
#[derive(Default)]
pub(super) struct BodyWriter {
    json: JsonWriter,
    begun: bool,
}

impl BodyWriter {
    /// A block with nothing but text in it.
    pub(super) fn block(&mut self, tag: &str, text: &str) {
        self.open(tag);
        self.json.item(text);
        self.close();
    }

    /// A block with blocks in it, until [`BodyWriter::close`].
    pub(super) fn open(&mut self, tag: &str) {
        if !std::mem::replace(&mut self.begun, true) {
            self.json.open('[');
        }
        self.json.open('[');
        self.json.item(tag);
        self.json.raw_item("null");
    }

    pub(super) fn close(&mut self) {
        self.json.close(']');
    }

    pub(super) fn finish(mut self) -> String {
        if !self.begun {
            self.json.open('[');
        }
        self.json.close(']');
        self.json.finish()
    }
}

/// The article that a body is, in `language`; `None` where it is no body.
#[must_use]
pub fn read(body: &str, language: &str) -> Option<ArticleText> {
    // A node is a list and its attributes are an object.
    let nodes = Json::parse(body, DEPTH + 3).ok()?.items()?;
    let mut walk = Walk { gap: true, ..Walk::default() };
    let frame = Frame { white: false, kind: BlockKind::Paragraph, lang: language.into(), linked: false };
    for node in nodes {
        walk.node(node, &frame);
    }
    walk.close();
    Some(ArticleText::new(walk.blocks))
}

/// The numbers of a body's blocks that are headings: their sentences do not count for the progress.
#[must_use]
pub fn headings(body: &str) -> Vec<u32> {
    let article = read(body, "").unwrap_or_default();
    let numbered = (0..).zip(article.blocks());
    numbered.filter(|(_, block)| block.kind == BlockKind::Heading).map(|(number, _)| number).collect()
}

/// What an element passes on to what is in it.
#[derive(Clone)]
struct Frame {
    /// White space is kept.
    white: bool,
    kind: BlockKind,
    lang: Rc<str>,
    /// Inside a link.
    linked: bool,
}

#[derive(Default)]
struct Walk {
    blocks: Vec<BlockSource>,
    /// The open block: kind and language of where its text began, and whether white space is kept.
    block: Option<Frame>,
    line: String,
    hints: Vec<Hint>,
    /// White space would vanish here.
    gap: bool,
    /// The last character is white space that may yet vanish.
    space: bool,
}

impl Walk {
    fn node(&mut self, node: Json<'_>, parent: &Frame) {
        if let Some(text) = node.text() {
            return self.text(&text, parent);
        }
        let mut parts = node.items().into_iter().flatten();
        let Some(tag) = parts.next().and_then(Json::text) else { return };
        let attributes = parts.next().and_then(|json| Fields::of(json).ok());
        let attribute = |name: &str| attributes.as_ref().and_then(|fields| fields.text(name).ok());
        let says = |name: &str, value: &str| attribute(name).is_some_and(|found| found == value);
        if matches!(&*tag, "rt" | "rp")
            || attribute("hidden").is_some()
            || says("aria-hidden", "true")
            || says("data-annotate", "off")
        {
            return;
        }
        if tag == "br" {
            return self.break_line();
        }
        let boundary = is_block(&tag);
        if boundary {
            self.close();
        }
        let mut frame = parent.clone();
        if tag == "pre" {
            frame.white = true;
        }
        if let Some(lang) = attribute("lang") {
            frame.lang = lang.into();
        }
        frame.linked |= tag == "a";
        if says("role", "heading") {
            frame.kind = BlockKind::Heading;
        } else if boundary && let Some(kind) = kind_of(&tag) {
            frame.kind = kind;
        }
        let children: Vec<Json<'_>> = parts.collect();
        let hint = if says("role", "doc-noteref") || tag == "sup" && self.is_note(&children, parent) {
            Some(HintKind::Reference)
        } else {
            hint_of(&tag)
        };
        let (block, from) = (self.blocks.len(), self.line.len());
        for child in children {
            self.node(child, &frame);
        }
        if boundary {
            self.close();
        } else if let Some(kind) = hint
            && block == self.blocks.len()
        {
            self.hints.push(Hint { range: from..self.line.len(), kind });
        }
    }

    fn text(&mut self, text: &str, frame: &Frame) {
        if text.is_empty() {
            return;
        }
        for letter in text.chars() {
            let white = matches!(letter, ' ' | '\t' | '\n' | '\r' | '\x0c');
            if frame.white || !white {
                self.emit(if letter == '\r' { ' ' } else { letter }, frame);
            } else if !self.gap {
                self.emit(' ', frame);
                self.gap = true;
                self.space = true;
            }
        }
    }

    fn emit(&mut self, letter: char, frame: &Frame) {
        self.block.get_or_insert_with(|| frame.clone());
        self.line.push(letter);
        self.gap = false;
        self.space = false;
    }

    fn break_line(&mut self) {
        if self.block.is_none() {
            return;
        }
        self.trim();
        let at = self.line.len();
        self.hints.push(Hint { range: at..at + 1, kind: HintKind::Break });
        self.line.push('\n');
        self.gap = true;
    }

    fn trim(&mut self) {
        if std::mem::take(&mut self.space) {
            self.line.pop();
        }
    }

    fn close(&mut self) {
        let Some(block) = self.block.take() else { return self.begin() };
        self.trim();
        let mut text = std::mem::take(&mut self.line);
        if !block.white {
            text.truncate(text.trim_end_matches('\n').len());
        }
        if text.chars().any(|letter| !is_nothing(letter)) {
            let mut hints = std::mem::take(&mut self.hints);
            for hint in &mut hints {
                hint.range.end = hint.range.end.min(text.len());
            }
            hints.retain(|hint| hint.range.start < hint.range.end);
            // As they begin; of two that begin together the outer one first.
            hints.sort_by_key(|hint| (hint.range.start, usize::MAX - hint.range.end));
            self.blocks.push(BlockSource { text, kind: block.kind, lang: block.lang, hints });
        }
        self.begin();
    }

    fn begin(&mut self) {
        self.line.clear();
        self.hints.clear();
        self.gap = true;
        self.space = false;
    }

    /// Whether a raised text is the mark of a note, not a power.
    fn is_note(&self, children: &[Json<'_>], parent: &Frame) -> bool {
        let mut mark = String::new();
        let mut linked = parent.linked;
        for child in children {
            collect(*child, &mut mark, &mut linked);
        }
        let mark = mark.trim();
        if mark.encode_utf16().count() > 14 || !is_mark(mark) {
            return false;
        }
        linked || !mark.starts_with(|letter: char| letter.is_ascii_digit()) || !before_power(&self.line)
    }
}

fn collect(node: Json<'_>, out: &mut String, linked: &mut bool) {
    if let Some(text) = node.text() {
        out.push_str(&text);
        return;
    }
    let mut parts = node.items().into_iter().flatten();
    *linked |= parts.next().and_then(Json::text).is_some_and(|tag| tag == "a");
    for child in parts.skip(1) {
        collect(child, out, linked);
    }
}

fn is_mark(mark: &str) -> bool {
    let number =
        |part: &str| matches!(part.trim().len(), 1..=3) && part.trim().bytes().all(|byte| byte.is_ascii_digit());
    let signs = "*†‡§‖¶#";
    let inner = mark.strip_prefix(['[', '(']).and_then(|rest| rest.strip_suffix([']', ')']));
    mark.split([',', '–', '-']).all(number)
        || matches!(mark.chars().count(), 1..=3) && mark.chars().all(|letter| signs.contains(letter))
        || inner.is_some_and(|inner| {
            matches!(inner.chars().count(), 1..=12)
                && inner
                    .chars()
                    .all(|letter| letter.is_alphanumeric() || letter.is_whitespace() || ",–*†‡-".contains(letter))
        })
}

/// “10”, “x”, “km”: what a raised number makes a power of.
fn before_power(line: &str) -> bool {
    let Some(last) = line.chars().next_back() else { return false };
    if last.is_numeric() {
        return true;
    }
    let word: String = line.chars().rev().take_while(|letter| letter.is_alphanumeric()).collect();
    matches!(word.chars().count(), 1) && last.is_alphabetic()
        || ["mc", "mk", "md", "mm", "tf", "ni", "dy", "im"].contains(&&*word)
}

/// Tags that the desk's style sheet leaves inside a line.
fn is_block(tag: &str) -> bool {
    const INLINE: [&str; 29] = [
        "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "i", "img", "ins", "kbd", "mark", "q",
        "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr", "br",
    ];
    !INLINE.contains(&tag)
}

fn kind_of(tag: &str) -> Option<BlockKind> {
    Some(match tag {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "hgroup" => BlockKind::Heading,
        "li" | "dt" | "dd" => BlockKind::ListItem,
        "blockquote" => BlockKind::Quotation,
        "pre" => BlockKind::Preformatted,
        "figcaption" | "caption" | "td" | "th" => BlockKind::Caption,
        _ => return None,
    })
}

fn hint_of(tag: &str) -> Option<HintKind> {
    Some(match tag {
        "code" | "kbd" | "samp" => HintKind::Code,
        "q" => HintKind::Quotation,
        "abbr" => HintKind::Abbreviation,
        _ => return None,
    })
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn bodies_are_read_as_the_page_reads_their_nodes() {
        for (body, expected) in [
            (r#"[["p",null,"One  two\n three "],["p",null," "],["p",null,"four"]]"#, "One two three\nfour"),
            (r#"[["h1",{"data-annotate":"off"},"Title"],["p",null,"Text."]]"#, "Text."),
            (r#"["loose ",["em",null," words "],["div",null,"block"],"end"]"#, "loose words\nblock\nend"),
            (r#"[["p",null,"a ",["br",null]," b",["br",null]]]"#, "a\nb"),
            (r#"[["pre",null,"x  y\n  z"]]"#, "x  y\n  z"),
            (
                r#"[["p",null,["ruby",null,"漢",["rt",null,"kan"]],["span",{"aria-hidden":"true"},"·"],["b",{"hidden":""},"no"]]]"#,
                "漢",
            ),
            (r#"[["ul",null,["li",null,"one"],["li",null,["p",null,"two"],["p",null,"three"]]]]"#, "one\ntwo\nthree"),
            ("[]", ""),
        ] {
            assert_eq!(read(body, "").map(|article| article.as_str().to_owned()).as_deref(), Some(expected), "{body}");
        }
        for broken in ["", "{}", "nonsense", &"[".repeat(9999)] {
            assert!(read(broken, "").is_none());
        }
    }

    #[test]
    fn blocks_keep_what_they_are() {
        let body = r#"[["h2",null,"H"],["blockquote",{"lang":"de"},["p",null,"Z",["sup",null,"1"]," ist."]],["p",null,"x",["sup",null,"2"]," ",["q",null,"q."]]]"#;
        let article = read(body, "en").unwrap();
        let told: Vec<_> = article.blocks().iter().map(|block| (block.kind, &*block.lang, block.hints.len())).collect();
        assert_eq!(
            told,
            [(BlockKind::Heading, "en", 0), (BlockKind::Quotation, "de", 0), (BlockKind::Paragraph, "en", 1)],
        );
        assert_eq!((headings(body), headings("nonsense")), (vec![0], vec![]));
        let marks =
            [("1", true), ("1, 2", true), ("12–14", true), ("†", true), ("[a]", true), ("1234", false), ("th", false)];
        for (mark, expected) in marks {
            assert_eq!(is_mark(mark), expected, "{mark}");
        }
        for (line, expected) in
            [("10", true), ("der x", true), ("30 km", true), ("word", false), ("", false), ("end.", false)]
        {
            assert_eq!(before_power(line), expected, "{line}");
        }
    }
}
