//! Markdown as reading structure: headings, paragraphs, lists, quotations, code. Marks inside a
//! line are taken away and their words kept; raw HTML is shown as the text that it is.

use super::body::BodyWriter;

/// The body, its blocks' texts, and the first heading.
pub(super) fn convert(text: &str) -> (String, Option<String>) {
    let mut out = Converter::default();
    let mut lines = text.lines().peekable();
    // What stands between two rules at the top is about the text, not of it.
    if lines.peek().is_some_and(|line| line.trim_end() == "---")
        && text.lines().skip(1).any(|line| line.trim_end() == "---")
    {
        lines.next();
        for line in lines.by_ref() {
            if line.trim_end() == "---" {
                break;
            }
        }
    }
    let mut fence: Option<(char, String)> = None;
    for line in lines {
        let bare = line.trim();
        if let Some((mark, code)) = &mut fence {
            if bare.len() >= 3 && bare.chars().all(|letter| letter == *mark) {
                let code = std::mem::take(code);
                fence = None;
                out.preformatted(code.trim_end_matches('\n'));
            } else {
                code.push_str(line);
                code.push('\n');
            }
            continue;
        }
        if let Some(mark) = ["```", "~~~"].iter().find(|mark| bare.starts_with(**mark)) {
            out.end();
            fence = mark.chars().next().map(|mark| (mark, String::new()));
            continue;
        }
        out.line(line, bare);
    }
    if let Some((_, code)) = fence {
        out.preformatted(code.trim_end_matches('\n'));
    }
    out.end();
    (out.body.finish(), out.title)
}

#[derive(Default)]
struct Converter {
    body: BodyWriter,
    title: Option<String>,
    tag: &'static str,
    /// The open block's words.
    words: String,
}

impl Converter {
    fn line(&mut self, line: &str, bare: &str) {
        if bare.is_empty() || is_rule(bare) && self.words.is_empty() {
            return self.end();
        }
        // The line under a heading.
        if !self.words.is_empty() && self.tag == "p" && bare.chars().all(|letter| letter == '=') {
            self.tag = "h1";
            return self.end();
        }
        if !self.words.is_empty() && self.tag == "p" && bare.len() > 1 && bare.chars().all(|letter| letter == '-') {
            self.tag = "h2";
            return self.end();
        }
        let level = bare.bytes().take_while(|byte| *byte == b'#').count();
        if let (1..=6, Some(rest)) =
            (level, bare.get(level..).filter(|rest| rest.is_empty() || rest.starts_with([' ', '\t'])))
        {
            self.end();
            let tag = ["h1", "h2", "h3", "h4", "h5", "h6"].get(level - 1).copied().unwrap_or("h6");
            self.add(tag, rest.trim().trim_end_matches('#').trim_end());
            return self.end();
        }
        if let Some(rest) = bare.strip_prefix('>') {
            if self.tag != "blockquote" {
                self.end();
            }
            return match rest.trim() {
                "" => self.end(),
                rest => self.add("blockquote", rest),
            };
        }
        if let Some(rest) = item(bare) {
            self.end();
            return self.add("li", rest);
        }
        // Four blanks make code, unless a paragraph or item goes on.
        if self.words.is_empty() && (line.starts_with("    ") || line.starts_with('\t')) {
            return self.preformatted(bare);
        }
        let tag = if self.words.is_empty() { "p" } else { self.tag };
        self.add(tag, bare);
    }

    fn add(&mut self, tag: &'static str, words: &str) {
        self.tag = tag;
        if !self.words.is_empty() {
            self.words.push(' ');
        }
        self.words.push_str(words);
    }

    fn end(&mut self) {
        let words = plain(&std::mem::take(&mut self.words));
        if !words.trim().is_empty() {
            if self.title.is_none() && matches!(self.tag, "h1" | "h2") {
                self.title = Some(words.clone());
            }
            self.body.block(self.tag, &words);
        }
        self.tag = "p";
    }

    fn preformatted(&mut self, code: &str) {
        self.end();
        if !code.trim().is_empty() {
            self.body.block("pre", code);
        }
    }
}

fn is_rule(bare: &str) -> bool {
    let mut marks = bare.chars().filter(|letter| !letter.is_whitespace());
    let first = marks.next().filter(|first| "-*_".contains(*first));
    first.is_some_and(|first| marks.clone().count() >= 2 && marks.all(|mark| mark == first))
}

/// What follows the mark of a list's item.
fn item(bare: &str) -> Option<&str> {
    let digits = bare.bytes().take_while(u8::is_ascii_digit).count();
    let rest = match digits {
        0 => bare.strip_prefix(['-', '*', '+'])?,
        1..=9 => bare.get(digits..)?.strip_prefix(['.', ')'])?,
        _ => return None,
    };
    rest.starts_with([' ', '\t']).then(|| rest.trim())
}

/// A line without its marks: emphasis, code, links and pictures; what is escaped stays.
fn plain(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(letter) = rest.chars().next() {
        let after = rest.get(letter.len_utf8()..).unwrap_or_default();
        let word_before = out.chars().next_back().is_some_and(char::is_alphanumeric);
        match letter {
            '\\' if after.starts_with(|next: char| next.is_ascii_punctuation()) => {
                let next = after.chars().next().unwrap_or_default();
                out.push(next);
                rest = after.get(next.len_utf8()..).unwrap_or_default();
                continue;
            }
            '`' => {
                let ticks = rest.bytes().take_while(|byte| *byte == b'`').count();
                let (fence, inner) = rest.split_at_checked(ticks).unwrap_or_default();
                if let Some((code, later)) = inner.split_once(fence) {
                    out.push_str(code.trim());
                    rest = later;
                    continue;
                }
            }
            '!' | '[' => {
                if let Some((words, later)) = link(if letter == '!' { after } else { rest }) {
                    if letter == '[' {
                        out.push_str(&plain(words));
                    }
                    rest = later;
                    continue;
                }
            }
            '*' | '~' => {
                let marks = rest.chars().take_while(|next| *next == letter).count();
                let later = rest.get(marks..).unwrap_or_default();
                let opens = later.starts_with(|next: char| !next.is_whitespace()) && later.contains(letter);
                let closes = out.ends_with(|last: char| !last.is_whitespace())
                    && line.get(..line.len() - rest.len()).is_some_and(|before| before.contains(letter));
                if opens || closes {
                    rest = later;
                    continue;
                }
            }
            // Inside a word it is part of the word.
            '_' => {
                let word_after = after.trim_start_matches('_').starts_with(char::is_alphanumeric);
                if !(word_before && word_after) && (word_before || word_after) {
                    rest = after.trim_start_matches('_');
                    continue;
                }
            }
            '<' => {
                // An address between angle brackets.
                if let Some((address, later)) = after.split_once('>')
                    && (address.contains("://") || address.contains('@'))
                    && !address.contains(char::is_whitespace)
                {
                    out.push_str(address);
                    rest = later;
                    continue;
                }
            }
            _ => {}
        }
        out.push(letter);
        rest = after;
    }
    out
}

/// `[words](address)` or `[words][name]`: the words, and what follows.
fn link(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix('[')?;
    let mut depth = 1_usize;
    let end = inner.char_indices().find_map(|(at, letter)| {
        match letter {
            '[' => depth += 1,
            ']' => depth -= 1,
            _ => {}
        }
        (depth == 0).then_some(at)
    })?;
    let (words, rest) = inner.split_at_checked(end)?;
    let rest = rest.strip_prefix(']')?;
    let (open, close) = if rest.starts_with('(') { ('(', ')') } else { ('[', ']') };
    let (_, later) = rest.strip_prefix(open)?.split_once(close)?;
    Some((words, later))
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn lines_lose_their_marks() {
        for (line, expected) in [
            ("A **bold** and *soft* _word_ in snake_case_name.", "A bold and soft word in snake_case_name."),
            ("See [the *plan*](https://example.org/a_b \"t\") and ![a picture](x.png).", "See the plan and ."),
            ("`a * b` is 2 * 3, \\*not\\* ~~gone~~", "a * b is 2 * 3, *not* gone"),
            ("A note[1] stays, <https://example.org> too, a < b.", "A note[1] stays, https://example.org too, a < b."),
            ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ] {
            assert_eq!(plain(line), expected);
        }
    }

    #[test]
    fn blocks() {
        let text = "---\ntitle: x\n---\n# One #\n\nFirst line\ngoes on.\n\n- item\n- other\n  goes on\n1. third\n\n> said\n> so\n\n```js\n let x;\n\n```\nUnder\n=====\n***\n    code\n<b>raw</b>";
        let (body, title) = convert(text);
        assert_eq!(title.as_deref(), Some("One"));
        let nodes: serde_json::Value = serde_json::from_str(&body).unwrap();
        let told: Vec<String> = nodes
            .as_array()
            .unwrap()
            .iter()
            .map(|node| format!("{}:{}", node[0].as_str().unwrap(), node[2].as_str().unwrap()))
            .collect();
        assert_eq!(
            told,
            [
                "h1:One",
                "p:First line goes on.",
                "li:item",
                "li:other goes on",
                "li:third",
                "blockquote:said so",
                "pre: let x;",
                "h1:Under",
                "pre:code",
                "p:<b>raw</b>"
            ],
        );
    }
}
