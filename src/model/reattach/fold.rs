//! Folding: what an editor changes without changing the words is made equal.
//!
//! Quotes, dashes, kinds of space, invisible characters, accents and case. Only
//! hashes and words are made from folded text; spans always speak of the real one.

/// Base letters of U+00C0–U+017F after canonical decomposition (UnicodeData.txt,
/// field 5); `.` where there is none.
const LATIN: &[u8] = b"\
    aaaaaa.ceeeeiiii.nooooo..uuuuy..aaaaaa.ceeeeiiii.nooooo..uuuuy.yaaaaaaccccccccdd..eeeeeeeeeegggg\
    gggghh..iiiiiiiii...jjkk.llllll....nnnnnn...oooooo..rrrrrrsssssssstttt..uuuuuuuuuuuuwwyyyzzzzzz.\
";

/// The same for U+1E00–U+1EFF, Latin Extended Additional.
const LATIN_ADDITIONAL: &[u8] = b"\
    aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooopppprrrrrrrr\
    ssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwy......aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee\
    eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy......\
";

/// Hands the folded form of `character` to `put`: nothing, one or several characters.
/// Every kind of white space becomes `' '`.
pub(super) fn fold(character: char, put: &mut impl FnMut(char)) {
    if character.is_ascii() {
        return put(if character.is_ascii_whitespace() { ' ' } else { character.to_ascii_lowercase() });
    }
    let code = u32::from(character);
    match code {
        _ if is_unseen(character) => {}
        // Combining marks.
        0x300..=0x36F | 0x1AB0..=0x1AFF | 0x1DC0..=0x1DFF | 0x20D0..=0x20FF | 0xFE20..=0xFE2F => {}
        0xB4 | 0x2BC | 0x2018..=0x201B | 0x2032 => put('\''),
        0xAB | 0xBB | 0x201C..=0x201F | 0x2033 => put('"'),
        0x2010..=0x2015 | 0x2212 => put('-'),
        0x2026 => (0..3).for_each(|_| put('.')),
        0xC0..=0x17F => letter(character, LATIN.get(code as usize - 0xC0), put),
        0x1E00..=0x1EFF => letter(character, LATIN_ADDITIONAL.get(code as usize - 0x1E00), put),
        // Greek and Cyrillic letters that carry a mark.
        0x386..=0x3CE | 0x400..=0x45E => put(unmarked(lower(character))),
        0xFB00..=0xFB04 => {
            let spelled = ["ff", "fi", "fl", "ffi", "ffl"].get(code as usize - 0xFB00);
            spelled.into_iter().flat_map(|letters| letters.chars()).for_each(put);
        }
        // Full-width forms of ASCII.
        0xFF01..=0xFF5E => put(char::from_u32(code - 0xFEE0).unwrap_or(character).to_ascii_lowercase()),
        // Hangul syllables to their letters (Unicode 3.12).
        0xAC00..=0xD7A3 => {
            let at = code - 0xAC00;
            let letters = [0x1100 + at / 588, 0x1161 + at % 588 / 28, 0x11A7 + at % 28];
            letters.into_iter().filter(|&letter| letter != 0x11A7).filter_map(char::from_u32).for_each(put);
        }
        _ if character.is_whitespace() => put(' '),
        _ => put(lower(character)),
    }
}

/// Soft hyphen, zero-width and direction marks, variation selectors.
pub(super) fn is_unseen(character: char) -> bool {
    matches!(character, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}

/// The folded form of a text, for searching.
#[must_use]
pub fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    text.chars().for_each(|character| fold(character, &mut |folded| out.push(folded)));
    out
}

fn letter(character: char, base: Option<&u8>, put: &mut impl FnMut(char)) {
    match base {
        Some(&base) if base != b'.' => put(char::from(base)),
        _ => put(lower(character)),
    }
}

/// One character is enough: the second of a lower case pair is a mark.
fn lower(character: char) -> char {
    character.to_lowercase().next().unwrap_or(character)
}

fn unmarked(character: char) -> char {
    match character {
        'ά' => 'α',
        'έ' => 'ε',
        'ή' => 'η',
        'ί' | 'ϊ' | 'ΐ' => 'ι',
        'ό' => 'ο',
        'ύ' | 'ϋ' | 'ΰ' => 'υ',
        'ώ' => 'ω',
        'ς' => 'σ',
        'й' | 'ѝ' => 'и',
        'ё' | 'ѐ' => 'е',
        'ї' => 'і',
        'ў' => 'у',
        'ѓ' => 'г',
        'ќ' => 'к',
        _ => character,
    }
}

/// Whether a folded character is part of a word.
pub(super) fn in_word(folded: char) -> bool {
    if folded.is_ascii() { folded.is_ascii_alphanumeric() } else { folded.is_alphanumeric() }
}

/// Whether a folded character is a word of its own: scripts without spaces, and
/// everything beyond punctuation that is no letter (emoji, arrows, symbols).
pub(crate) fn stands_alone(folded: char) -> bool {
    matches!(
        u32::from(folded),
        0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x3040..=0x30FF | 0x3400..=0x9FFF
            | 0x2190..=0x2BFF | 0x1F000..=0x1FAFF | 0x20000..=0x3FFFF
    )
}
