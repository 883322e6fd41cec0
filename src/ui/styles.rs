//! The style sheets as they travel in the wasm: without its comments, and without white
//! space that means nothing. In the sheets themselves, strings and selectors hold no such
//! comment, and no space after `{`, `}`, `;`, `:` or `,`.

/// One file a piece of screen; what adapts the others to the surroundings comes last.
const OPENING: &[u8] = concat!(
    include_str!("../../styles/widget/base.css"),
    include_str!("../../styles/widget/panel.css"),
    include_str!("../../styles/widget/list.css"),
    include_str!("../../styles/widget/foot.css"),
    include_str!("../../styles/widget/surroundings.css"),
)
.as_bytes();
const LATER: &[u8] = concat!(
    include_str!("../../styles/widget/cards.css"),
    include_str!("../../styles/widget/in_article.css"),
    include_str!("../../styles/widget/dialogs.css"),
)
.as_bytes();
const COPY: &[u8] = include_bytes!("../../styles/annotated_copy.css");

/// The sheets' bytes, zeros after them, and how many they are.
const SHORT_OPENING: ([u8; OPENING.len()], usize) = shorten(OPENING);
const SHORT_LATER: ([u8; LATER.len()], usize) = shorten(LATER);
const SHORT_COPY: ([u8; COPY.len()], usize) = shorten(COPY);

/// The widget's style sheet, for its shadow root: of what a page without labels is opened with.
pub const STYLES: &str = text(SHORT_OPENING.0.split_at(SHORT_OPENING.1).0);

/// That of all else: cards, dialogs, what stands in the article.
pub const LATER_STYLES: &str = text(SHORT_LATER.0.split_at(SHORT_LATER.1).0);

/// The annotated copy's, without the labels.
pub const COPY_STYLES: &str = text(SHORT_COPY.0.split_at(SHORT_COPY.1).0);

/// What is left of a text of which whole characters were left out.
pub(crate) const fn text(short: &[u8]) -> &str {
    match str::from_utf8(short) {
        Ok(text) => text,
        Err(_) => "",
    }
}

#[allow(long_running_const_eval, reason = "it runs over some twenty thousand bytes and ends")]
const fn shorten<const LONG: usize>(source: &[u8]) -> ([u8; LONG], usize) {
    let mut short = [0; LONG];
    let mut left: &mut [u8] = &mut short;
    let mut rest = source;
    let (mut last, mut space, mut comment) = (b';', false, false);
    while let [first, after @ ..] = rest {
        rest = after;
        match (comment, *first, after) {
            (false, b'/', [b'*', ..]) => comment = true,
            (true, b'*', [b'/', after @ ..]) => {
                rest = after;
                comment = false;
                space = true;
            }
            (true, ..) => {}
            (false, b' ' | b'\n' | b'\r' | b'\t', _) => space = true,
            (false, byte, _) => {
                let apart = !matches!(last, b'{' | b'}' | b';' | b':' | b',') && !matches!(byte, b'{' | b'}');
                if space && apart {
                    left = put(left, b' ');
                }
                left = put(left, byte);
                last = byte;
                space = false;
            }
        }
    }
    let unused = left.len();
    (short, LONG - unused)
}

/// Writes a byte and gives what is left to write into.
pub(crate) const fn put(left: &mut [u8], byte: u8) -> &mut [u8] {
    match left {
        [slot, left @ ..] => {
            *slot = byte;
            left
        }
        none => none,
    }
}
