//! Which characters end sentences, which close, open, or hang on to the end.

/// How strongly a mark ends a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Strength {
    /// A single `.`: ends a sentence unless the word before it is an abbreviation.
    Period,
    /// `...`, `…`, `. . .`: ends one if a capital follows.
    Ellipsis,
    /// `!`, `?` and their kin.
    Strong,
    /// Full stops of scripts that need no space after them: `。`, `।`, `።`.
    Full,
}

/// What a character is as the end of a sentence, if it can be one at all.
///
/// From the Unicode property `Sentence_Terminal`, without marks that are rare in
/// prose. `:` is the full stop of Armenian and `;` the question mark of Greek:
/// the letter before tells the script. In Armenian `.` is a colon. Ethiopic `፡` parts
/// words, two of them sentences.
pub(super) fn terminator(character: char, before: Option<char>) -> Option<Strength> {
    Some(match character {
        '.' if before.is_some_and(is_armenian) => return None,
        '.' => Strength::Period,
        '…' | '‥' => Strength::Ellipsis,
        '!' | '?' | '‼' | '⁇' | '⁈' | '⁉' | '‽' | '؟' | '⸮' => Strength::Strong,
        '。' | '！' | '？' | '．' | '｡' | '।' | '॥' | '۔' | '։' | '።' | '፧' | '፨' | '။' | '។' | '៕' | '᠃' | '᠉' => {
            Strength::Full
        }
        '፡' if before == Some('፡') => Strength::Full,
        ';' | '\u{37E}' if before.is_some_and(is_greek) => Strength::Strong,
        ':' if before.is_some_and(is_armenian) => Strength::Full,
        _ => return None,
    })
}

/// Letters of Armenian.
pub(super) fn is_armenian(character: char) -> bool {
    matches!(character, '\u{531}'..='\u{587}')
}

fn is_greek(character: char) -> bool {
    matches!(character, '\u{370}'..='\u{3FF}' | '\u{1F00}'..='\u{1FFF}')
}

/// Marks that only close. `“` and `«` close in German and Danish: the place tells.
pub(super) fn is_closer(character: char) -> bool {
    matches!(character, ')' | ']' | '}' | '”' | '’' | '»' | '›' | '］' | '｝' | '】' | '〕' | '"' | '\'' | '＂')
        || closing_bracket_of_cjk(character)
}

/// Marks that may close although they more often open.
pub(super) fn may_close(character: char) -> bool {
    matches!(character, '“' | '‘' | '«' | '‹' | '„')
}

/// Marks that open a quotation or a bracket, and the Spanish `¿` and `¡`.
pub(super) fn is_opener(character: char) -> bool {
    matches!(
        character,
        '(' | '['
            | '{'
            | '"'
            | '\''
            | '“'
            | '”'
            | '‘'
            | '’'
            | '«'
            | '»'
            | '‹'
            | '›'
            | '„'
            | '‚'
            | '¿'
            | '¡'
            | '［'
            | '【'
    ) || opening_bracket_of_cjk(character)
}

/// Chinese and Japanese quotation marks and brackets that open.
pub(super) fn opening_bracket_of_cjk(character: char) -> bool {
    matches!(character, '「' | '『' | '《' | '〈' | '（')
}

/// Chinese and Japanese quotation marks and brackets that close.
pub(super) fn closing_bracket_of_cjk(character: char) -> bool {
    matches!(character, '」' | '』' | '》' | '〉' | '）')
}

/// Quotation marks that may stand at the end of a quoted sentence.
pub(super) fn is_quote(character: char) -> bool {
    matches!(character, '"' | '\'' | '”' | '’' | '“' | '‘' | '»' | '«' | '›' | '‹' | '＂' | '」' | '』')
}

/// Footnote signs: `*†‡§¶`, superscript digits, their brackets and dashes, and
/// superscript letters.
pub(super) fn is_footnote_sign(character: char) -> bool {
    matches!(character, '*' | '†' | '‡' | '§' | '¶' | '¹' | '²' | '³' | '⁰'..='\u{207E}' | 'ᴬ'..='ᵡ')
}

/// Bullets that begin list items.
pub(super) fn is_bullet(character: char) -> bool {
    matches!(character, '•' | '⁃' | '‣' | '◦' | '▪' | '●' | '■' | '○' | '∙')
}

/// Pictures, without hands and arrows that point at what follows.
pub(super) fn is_emoji(character: char) -> bool {
    matches!(character, '\u{1F000}'..='\u{1FAFF}' | '\u{2600}'..='\u{27BF}' | '\u{231A}'..='\u{23FA}' | '\u{2B1B}'..='\u{2B55}')
        && !matches!(character, '👉' | '👇' | '➡' | '➤' | '➜')
}

/// Faces and gestures, which readers of chats take for the end of a sentence.
pub(super) fn is_face(character: char) -> bool {
    matches!(character, '\u{1F600}'..='\u{1F64F}' | '\u{1F90C}'..='\u{1F92F}' | '\u{1F970}'..='\u{1F97A}')
}

/// What belongs to the picture before it: skin tones, joiners, variation selectors.
pub(super) fn continues_emoji(character: char) -> bool {
    matches!(character, '\u{1F3FB}'..='\u{1F3FF}' | '\u{200D}' | '\u{FE0F}' | '\u{FE0E}' | '\u{20E3}' | '\u{E0020}'..='\u{E007F}')
}

/// Capitals: what has a small letter. The standard library's own tables of capitals and
/// small letters would be 1 KB of wasm, for mathematical and circled letters.
pub(super) fn is_capital(character: char) -> bool {
    character.to_lowercase().next() != Some(character)
}

/// Small letters of the scripts that have capitals.
pub(super) fn is_small(character: char) -> bool {
    character.is_alphabetic() && is_of_cased_script(character) && !is_capital(character)
}

/// Letters of scripts without capitals: Arabic, Hebrew, Indic, Ethiopic, Chinese …
pub(super) fn is_caseless(character: char) -> bool {
    character.is_alphabetic() && !is_of_cased_script(character)
}

/// Latin without clicks and glottal stops, Greek, Cyrillic, Armenian, Coptic and Glagolitic. Georgian
/// has capitals that no text begins a sentence with; with a letter of the seldom scripts that have
/// some (Adlam, Cherokee, Osage …) a sentence may begin.
fn is_of_cased_script(character: char) -> bool {
    matches!(character, '\0'..='\u{1BA}' | '\u{1C4}'..='\u{293}' | '\u{370}'..='\u{58F}' | '\u{1C80}'..='\u{1C8F}' | '\u{1D00}'..='\u{1FFF}'
        | '\u{2C00}'..='\u{2CFF}' | '\u{A640}'..='\u{A69D}' | '\u{A720}'..='\u{A7FF}' | '\u{AB30}'..='\u{AB6F}'
        | '\u{FB00}'..='\u{FB17}' | '\u{FF21}'..='\u{FF5A}')
}

/// Letters of scripts that are written without spaces between words.
pub(super) fn is_unspaced(character: char) -> bool {
    matches!(character, '\u{2E80}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF01}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}')
}
