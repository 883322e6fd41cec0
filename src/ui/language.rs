//! The interface's language: its words, and numbers and plurals as the browser knows them.

use crate::model::phrases::{self, fill, form};
use crate::ui::styles::{put, text};
use crate::ui::words::{self, Word};
use std::cell::RefCell;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = Intl)]
    type PluralRules;
    #[wasm_bindgen(constructor, catch, js_namespace = Intl)]
    fn new(tag: &str) -> Result<PluralRules, JsValue>;
    #[wasm_bindgen(method, js_namespace = Intl)]
    fn select(this: &PluralRules, number: f64) -> String;

    #[wasm_bindgen(js_namespace = Intl)]
    type NumberFormat;
    #[wasm_bindgen(constructor, catch, js_namespace = Intl)]
    fn new(tag: &str) -> Result<NumberFormat, JsValue>;
    #[wasm_bindgen(method, js_namespace = Intl)]
    fn format(this: &NumberFormat, number: f64) -> String;
}

const ENGLISH_FILE: &[u8] = include_bytes!("languages/en.txt");
const FIRST_LONG: usize = shorten::<{ ENGLISH_FILE.len() }>(ENGLISH_FILE, true).1;
const LATER_LONG: usize = shorten::<{ ENGLISH_FILE.len() }>(ENGLISH_FILE, false).1;
const FIRST_SHORT: [u8; FIRST_LONG] = shorten(ENGLISH_FILE, true).0;
const LATER_SHORT: [u8; LATER_LONG] = shorten(ENGLISH_FILE, false).0;

/// The words that the wasm brings along, a line each: those that are said as a page is opened, and an empty line
/// for each of the others.
const FIRST: &str = text(&FIRST_SHORT);

/// The other way round.
const LATER: &str = text(&LATER_SHORT);

/// The languages that were asked for: each is made once and stays, so that it can be handed
/// about like a number.
struct Table {
    /// As the page names it, with its region.
    tag: String,
    words: Vec<&'static str>,
    file: &'static str,
    plurals: Option<PluralRules>,
    numbers: Option<NumberFormat>,
}

thread_local! {
    static KNOWN: RefCell<Vec<Language>> = const { RefCell::new(Vec::new()) };
    static LATER_WORDS: Vec<&'static str> = LATER.split('\n').collect();
}

// Not inlined: the first part of the wasm has only the words that are said as a page is opened.
#[inline(never)]
fn later(word: Word) -> &'static str {
    LATER_WORDS.with(|words| words.get(word.line()).copied().unwrap_or_default())
}

/// What is put into a sentence.
#[derive(Clone, Copy, Debug)]
pub enum Part<'a> {
    /// As it is.
    Text(&'a str),
    /// How many there are: as the language writes it.
    Count(usize),
    /// A number in a file: digits alone.
    Number(usize),
}

impl Part<'_> {
    fn text(self, language: Language) -> String {
        match self {
            Self::Text(text) => text.to_owned(),
            Self::Count(count) => language.number(count),
            Self::Number(number) => number.to_string(),
        }
    }
}

/// A language of the interface. What is called from a hundred places is never inlined: that
/// costs kilobytes of wasm.
#[derive(Clone, Copy)]
pub struct Language(&'static Table);

impl PartialEq for Language {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}

impl std::fmt::Debug for Language {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.0.tag)
    }
}

/// English.
impl Default for Language {
    fn default() -> Self {
        Self::of("en", FIRST)
    }
}

impl Language {
    /// The language that was made for this tag (BCP 47), if it was.
    #[must_use]
    #[inline(never)]
    pub fn known(tag: &str) -> Option<Self> {
        KNOWN.with_borrow(|known| known.iter().find(|one| one.0.tag == tag).copied())
    }

    /// The language of a page's `tag` with the words of its file, a line each (see
    /// [`phrases::stripped`]). What these lack is English.
    #[inline(never)]
    #[must_use]
    pub fn of(tag: &str, file: &'static str) -> Self {
        if let Some(known) = Self::known(tag) {
            return known;
        }
        let mut own = file.split('\n');
        let word = |english| own.next().filter(|own| !own.is_empty()).unwrap_or(english);
        let words = FIRST.split('\n').map(word).collect();
        let (plurals, numbers) = (PluralRules::new(tag).ok(), NumberFormat::new(tag).ok());
        let made = Self(Box::leak(Box::new(Table { tag: tag.to_owned(), words, file, plurals, numbers })));
        KNOWN.with_borrow_mut(|known| known.push(made));
        made
    }

    /// A text as it stands.
    #[must_use]
    #[inline(never)]
    pub fn say(self, word: Word) -> &'static str {
        match self.0.words.get(word.line()).copied() {
            None | Some("") => later(word),
            Some(text) => text,
        }
    }

    /// Whether it is written from right to left.
    #[must_use]
    #[inline(never)]
    pub fn is_rtl(self) -> bool {
        self.say(words::DIRECTION) == "rtl"
    }

    /// A sentence with what is put into it.
    #[must_use]
    #[inline(never)]
    pub fn fill(self, word: Word, parts: &[(&str, &str)]) -> String {
        fill(self.say(word), parts)
    }

    /// A sentence with texts and numbers put into it. (One place where numbers become texts: a
    /// hundred would be kilobytes of wasm.)
    #[inline(never)]
    #[must_use]
    pub fn tell(self, word: Word, parts: &[(&str, Part<'_>)]) -> String {
        let texts: Vec<String> = parts.iter().map(|(_, part)| part.text(self)).collect();
        let parts: Vec<(&str, &str)> = parts.iter().zip(&texts).map(|((name, _), text)| (*name, &**text)).collect();
        fill(self.say(word), &parts)
    }

    /// A sentence into which one thing is put.
    #[inline(never)]
    pub(crate) fn with(self, word: Word, name: &str, text: &str) -> String {
        self.fill(word, &[(name, text)])
    }

    /// 12345 as "12,345"
    #[must_use]
    #[inline(never)]
    pub fn number(self, number: usize) -> String {
        match &self.0.numbers {
            Some(numbers) => numbers.format(number as f64),
            None => number.to_string(),
        }
    }

    /// The plural form for a number, which stands as `{n}` in it.
    #[inline(never)]
    pub(crate) fn counted(self, word: Word, number: usize) -> String {
        self.counted_with(word, number, ("", ""))
    }

    /// As [`Self::counted`], with something else put into it, too.
    #[inline(never)]
    pub(crate) fn counted_with(self, word: Word, number: usize, part: (&str, &str)) -> String {
        let category = self.0.plurals.as_ref().map(|plurals| plurals.select(number as f64)).unwrap_or_default();
        fill(form(self.say(word), &category), &[("n", &self.number(number)), part])
    }

    /// The members of a list.
    #[must_use]
    #[inline(never)]
    pub fn list(self, word: Word) -> Vec<&'static str> {
        phrases::list(self.say(word)).collect()
    }

    /// One member of a list, from 0.
    #[must_use]
    #[inline(never)]
    pub fn member(self, word: Word, at: usize) -> &'static str {
        phrases::list(self.say(word)).nth(at).unwrap_or_default()
    }

    /// A fixed English phrase, such as what a reader of files expected somewhere, in this language.
    #[must_use]
    #[inline(never)]
    pub fn phrase(self, english: &str) -> &str {
        phrases::translated(self.0.file, english).unwrap_or(english)
    }
}

/// A language's file without comments and keys, zeros after that, and how long it is: with the words that are said
/// `first`, or with all others. It ends where the phrases begin: in English they are what they are.
#[allow(long_running_const_eval, reason = "it runs over some twenty thousand bytes and ends")]
const fn shorten<const LONG: usize>(source: &[u8], first_ones: bool) -> ([u8; LONG], usize) {
    let mut short = [0; LONG];
    let mut left: &mut [u8] = &mut short;
    let mut rest = source;
    // Of a line: whether its text has begun, and whether it is none.
    let (mut begun, mut skipped, mut start) = (false, false, true);
    let (mut line, mut wanted) = (0, words::is_first(0) == first_ones);
    while let [first, after @ ..] = rest {
        rest = after;
        if start {
            begun = false;
            skipped = matches!(*first, b'#' | b'\n');
            if *first == b'[' {
                break;
            }
        }
        start = *first == b'\n';
        if skipped {
            continue;
        }
        match (begun, after) {
            (true, _) if *first == b'\n' => {
                left = put(left, *first);
                line += 1;
                wanted = words::is_first(line) == first_ones;
            }
            (true, _) if wanted => left = put(left, *first),
            (false, [b' ', text @ ..]) if *first == b'=' => {
                rest = text;
                begun = true;
            }
            _ => {}
        }
    }
    let unused = left.len();
    (short, LONG - unused)
}
