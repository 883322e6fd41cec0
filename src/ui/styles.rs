//! The style sheet as it travels in the wasm: without its comments, and without white
//! space that means nothing. In the sheet itself, strings and selectors hold no such
//! comment, and no space after `{`, `}`, `;`, `:` or `,`.

const SOURCE: &[u8] = include_bytes!("../../styles/widget.css");

/// The sheet's bytes, zeros after them, and how many they are.
const SHORT: ([u8; SOURCE.len()], usize) = shorten();

/// The widget's style sheet, for its shadow root.
pub const STYLES: &str = match str::from_utf8(SHORT.0.split_at(SHORT.1).0) {
    Ok(styles) => styles,
    Err(_) => "",
};

#[allow(long_running_const_eval, reason = "it runs over some twenty thousand bytes and ends")]
const fn shorten() -> ([u8; SOURCE.len()], usize) {
    let mut short = [0; SOURCE.len()];
    let mut left: &mut [u8] = &mut short;
    let mut rest = SOURCE;
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
    (short, SOURCE.len() - unused)
}

/// Writes a byte and gives what is left to write into.
const fn put(left: &mut [u8], byte: u8) -> &mut [u8] {
    match left {
        [slot, left @ ..] => {
            *slot = byte;
            left
        }
        none => none,
    }
}
