//! What is told of texts and annotations of every kind; the browser's reading of it is
//! tested end to end.

use super::*;
use crate::model::action::{Action, Incoming, Input, Source};
use crate::model::annotation::{Annotator, Place, Quote};
use crate::model::article::{ArticleText, BlockKind, BlockSource, Hint, HintKind};
use crate::model::label::LabelSet;
use crate::model::sentences::Sentences;
use crate::model::span::Span;
use proptest::prelude::*;
use std::rc::Rc;

const FIXED: &str = include_str!("../../../styles/annotated_copy.css");

const WORDS: Words = Words {
    language: "en",
    direction: "ltr",
    title: "Annotated copy",
    by: "by",
    list: "Labelled",
    orphans: "Gone",
    note: "Note",
    anchoring: ["moved", "changed", "to be checked"],
};

/// Start, end, label, note; an orphan where the end is 0.
type Work<'a> = (usize, usize, &'a str, Option<&'a str>);

fn block(kind: BlockKind, text: &str) -> BlockSource {
    BlockSource { text: text.to_owned(), kind, lang: "en".into(), hints: Vec::new() }
}

fn state(blocks: impl IntoIterator<Item = BlockSource>, work: &[Work]) -> State {
    let text = Rc::new(ArticleText::new(blocks));
    let sentences = Rc::new(Sentences::of(&text));
    let ada = Annotator { id: "urn:ada".into(), name: Some("Ada <i>\u{202e}".into()), completed_at: None };
    let mut state = State::new(Rc::clone(&text), sentences, Rc::new(LabelSet::default()), ada);
    let annotation = |(number, &(start, end, label, note)): (usize, &Work)| {
        let span = Span::from_bytes(start, end);
        Annotation {
            id: format!("urn:{number}").into(),
            annotator: "urn:ada".into(),
            label: label.into(),
            note: note.map(Into::into),
            quote: span.map_or(Quote { prefix: "".into(), exact: "was <here>".into(), suffix: "".into() }, |span| {
                Quote::of(&text, span)
            }),
            place: span.map_or(Place::Orphan { last: None }, |span| Place::At { span, anchoring: Anchoring::Exact }),
            created: Timestamp::default(),
            modified: Timestamp::default(),
            extra: None,
        }
    };
    let annotations = work.iter().enumerate().map(annotation).collect();
    let action = Action::Import(Incoming { annotations, ..Incoming::default() });
    state.apply(Input { action, source: Source::Import, now: Timestamp::default(), entropy: 1 });
    state
}

fn file(state: &State, article: &ArticleRecord) -> String {
    let progress = "1 of 2";
    write(&AnnotatedCopy { state, article, date: Timestamp::default(), progress, styles: FIXED, words: &WORDS })
}

/// Between the marks of `from` and `to`.
fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    text.split_once(from).unwrap().1.split_once(to).unwrap().0
}

/// The one paragraph of a text, marks as `[C1 …]`.
fn marked(text: &str, work: &[Work]) -> String {
    let html = file(&state([block(BlockKind::Paragraph, text)], work), &ArticleRecord::default());
    let mut line = between(&html, "<p lang=\"en\" dir=\"auto\">", "</p>").replace("</mark>", "]");
    while let Some(at) = line.find('<') {
        let end = at + line[at..].find('>').unwrap();
        let tag = line[at..=end].to_owned();
        let short = match &*tag {
            mark if mark.starts_with("<mark") => "[",
            "</a>" => " ",
            _ => "",
        };
        line.replace_range(at..=end, short);
    }
    line
}

#[test]
fn marks_never_overlap_and_all_are_named() {
    let cases: [(&[Work], &str); 9] = [
        (&[], "abcdefgh"),
        (&[(0, 8, "claim", None)], "[C1 abcdefgh]"),
        (&[(2, 4, "claim", None), (4, 6, "evidence", None)], "ab[C1 cd][E2 ef]gh"),
        (&[(0, 8, "claim", None), (2, 4, "opinion", None)], "[C1 ab][O2 cd][C1 efgh]"),
        (&[(0, 5, "claim", None), (3, 8, "evidence", None)], "[C1 abc][E2 defgh]"),
        (&[(1, 3, "claim", None), (1, 3, "opinion", None)], "a[C1 O2 bc]defgh"),
        (&[(0, 8, "claim", None), (0, 2, "opinion", None)], "[C1 O2 ab][C1 cdefgh]"),
        (&[(0, 8, "claim", None), (0, 4, "opinion", None), (2, 3, "claim", None)], "[C1 O2 ab][C3 c][O2 d][C1 efgh]"),
        (&[(0, 2, "premise", None)], "[?1 ab]cdefgh"),
    ];
    for (work, expected) in cases {
        assert_eq!(marked("abcdefgh", work), expected, "{work:?}");
    }
}

#[test]
fn what_readers_and_pages_bring_stays_text() {
    let hostile = "</style></p><script>alert(1)</script>\u{202e}\"'&amp;";
    let blocks = [block(BlockKind::Paragraph, hostile)];
    let article = ArticleRecord {
        title: hostile.to_owned(),
        url: Some("https://a.org/?\"><b>".to_owned()),
        ..ArticleRecord::default()
    };
    let html = file(&state(blocks, &[(0, 8, hostile, Some(hostile)), (0, 0, "claim", Some("a\r\nb"))]), &article);
    assert!(!html.contains("<script") && !html.contains("<b>al") && !html.contains("<i>"), "{html}");
    assert_eq!(html.matches("</style>").count(), 1);
    assert!(html.contains("<bdi>Ada &lt;i&gt;\u{202e}</bdi>"), "a name is isolated");
    assert!(html.contains("href=\"https://a.org/?%22%3E%3Cb%3E\""));
    assert!(html.contains("dir=\"auto\" role=\"note\" aria-label=\"Note\">&lt;/style&gt;"), "a note is isolated");
    assert!(html.contains(">a&#13;\nb</p>"));
    assert!(html.contains(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    ));
}

#[test]
fn only_the_web_is_linked() {
    for (url, link) in [
        ("https://a.org/x", true),
        ("HTTP://a.org", true),
        ("javascript:alert(1)", false),
        ("file:///home/me/essay.html", false),
        ("data:text/html,x", false),
        ("no address", false),
    ] {
        let article = ArticleRecord { url: Some(url.to_owned()), ..ArticleRecord::default() };
        let html = file(&state([block(BlockKind::Paragraph, "One.")], &[]), &article);
        let about = between(&html, "<ul class=\"about\">", "</ul>");
        assert_eq!(about.contains("href"), link, "{url}");
        assert!(about.contains(url));
    }
}

#[test]
fn the_article_keeps_its_shape() {
    let mut note = block(BlockKind::Paragraph, "Use x.1 now.");
    note.hints = vec![Hint { range: 4..5, kind: HintKind::Code }, Hint { range: 6..7, kind: HintKind::Reference }];
    let blocks = [
        block(BlockKind::Heading, "Title"),
        note,
        block(BlockKind::ListItem, "one"),
        block(BlockKind::ListItem, "two"),
        block(BlockKind::Quotation, "said"),
        block(BlockKind::Heading, "Part"),
        block(BlockKind::Preformatted, "\n a\n  b"),
        block(BlockKind::Caption, "cap"),
    ];
    let title = |title: &str| ArticleRecord { title: title.to_owned(), ..ArticleRecord::default() };
    let state = state(blocks, &[(0, 5, "claim", None), (8, 15, "opinion", None)]);
    let html = file(&state, &title("Title"));
    let attributes = " lang=\"en\" dir=\"auto\"";
    let article = between(&html, "<article>", "</article>").replace(attributes, "").replace(" dir=\"auto\"", "");
    let tag = between(&article, "<mark class=\"label-2\">", "</a>").to_owned() + "</a>";
    assert_eq!(
        article.replace(&tag, "").replace('\n', "/"),
        "<p>Us<mark class=\"label-2\">e <code>x</code>.<sup>1</sup> n</mark>ow.</p>\
         <ul><li>one</li><li>two</li></ul><blockquote><p>said</p></blockquote>\
         <h2>Part</h2><pre>// a/  b</pre><small>cap</small>"
    );
    assert!(between(&html, "<h1", "</h1>").contains("<mark class=\"label-0\">"), "the title is the article's own");
    let other = file(&state, &title("Another title"));
    assert!(
        other.contains("<h1 dir=\"auto\">Another title</h1>")
            && between(&other, "<article>", "</article>").contains("Title")
    );
    assert!(file(&state, &title("")).contains("<title>Annotated copy</title>"));
}

#[test]
fn the_list_has_all_and_orphans_come_last() {
    let work: [Work; 3] = [(0, 0, "evidence", Some("kept")), (5, 9, "claim", None), (0, 4, "opinion", Some("first"))];
    let html = file(&state([block(BlockKind::Paragraph, "One. Two.")], &work), &ArticleRecord::default());
    let (labelled, orphans) = html.split_once("<h2>Labelled</h2>").unwrap().1.split_once("<h2>Gone</h2>").unwrap();
    let quotes = |part: &str| -> Vec<String> {
        part.split("<li")
            .skip(1)
            .map(|entry| between(entry, "<blockquote", "</blockquote>").rsplit_once('>').unwrap().1.to_owned())
            .collect()
    };
    assert_eq!(quotes(labelled), ["One.", "Two."]);
    assert_eq!(quotes(orphans), ["was &lt;here&gt;"]);
    assert!(orphans.contains("id=\"listed-3\"") && orphans.contains("kept"));
    assert!(html.contains("id=\"in-text-1\"") && html.contains("id=\"in-text-2\"") && !html.contains("in-text-3"));
    let legend = between(&html, "<dl class=\"legend\">", "</dl>");
    let counts: Vec<_> = legend.split("class=\"count\">").skip(1).map(|rest| &rest[..1]).collect();
    assert_eq!(counts, ["1", "0", "1"]);
    let bare = file(&state([block(BlockKind::Paragraph, "One.")], &[]), &ArticleRecord::default());
    assert!(!bare.contains("<section"), "no empty lists");
}

#[test]
fn colours_that_are_none_and_line_styles() {
    let css = styles(FIXED, &LabelSet::default());
    assert!(css.ends_with(
        ".label-0{--style:solid;--fill:#a8d1ff;--line:#0b57a4}\n.label-1{--style:double;--fill:#fff2a0;--line:#7a5c00}\n.label-2{--style:wavy;--fill:#f4aec6;--line:#a0215f}\n"
    ));
    assert!(!css.contains('<') && !css.contains("url("), "it loads nothing and ends nothing");
}

proptest! {
    #[test]
    fn text_is_told_once_and_elements_are_closed(
        texts in prop::collection::vec("[a-c<&\u{5d0}é ]{1,12}", 1..5),
        spans in prop::collection::vec((0_usize..40, 1_usize..20, 0_usize..3), 0..8),
    ) {
        let whole = ArticleText::new(texts.iter().map(|text| block(BlockKind::ListItem, text)));
        let length = whole.as_str().len();
        let at = |at: usize| (0..=at.min(length)).rev().find(|at| whole.as_str().is_char_boundary(*at)).unwrap();
        let work: Vec<Work> = spans.iter()
            .map(|&(start, more, label)| (at(start), at(start + more), ["claim", "opinion", "premise"][label], None))
            .filter(|(start, end, ..)| start < end)
            .collect();
        let html = file(&state(texts.iter().map(|text| block(BlockKind::ListItem, text)), &work), &ArticleRecord::default());
        let article = between(&html, "<article>", "</article>");
        let mut depth: Vec<&str> = Vec::new();
        let (mut told, mut in_tag) = (String::new(), false);
        for piece in article.split('<').skip(1) {
            let (tag, text) = piece.split_once('>').unwrap();
            let name = tag.split(' ').next().unwrap();
            match name.strip_prefix('/') {
                Some(name) => prop_assert_eq!(depth.pop(), Some(name)),
                None => {
                    prop_assert!(name != "mark" || !depth.contains(&"mark"), "a mark in a mark");
                    depth.push(name);
                }
            }
            in_tag = depth.contains(&"a");
            if !in_tag {
                told.push_str(text);
            }
        }
        prop_assert!(!in_tag && depth.is_empty());
        let told = told.replace("&lt;", "<").replace("&amp;", "&").replace('\n', "");
        prop_assert_eq!(told, whole.as_str().replace('\n', ""));
    }
}
