//! Ids as IRIs that every consumer accepts: ASCII, as RFC 3986 writes URIs.

/// Schemes that a `document-id` may bring along. Any other colon is part of a
/// name ("week 3: sources"), not the end of a scheme.
const SCHEMES: [&str; 5] = ["http:", "https:", "file:", "urn:", "ni:"];

/// What our own names begin with.
const OWN: &str = "urn:reading-annotations:";

/// The id of an article: `document` is the page's canonical URL or what the host
/// gave as `document-id`, `part` the id of the article's element where a page has several.
///
/// A URL loses its fragment; a name becomes `urn:reading-annotations:` and its percent-encoding.
#[must_use]
pub fn article_id(document: &str, part: Option<&str>) -> String {
    let document = document.trim();
    let known = SCHEMES.iter().any(|scheme| {
        document.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
            && document.len() > scheme.len()
    });
    let mut id = if known {
        tidy(document.split('#').next().unwrap_or_default())
    } else {
        let mut id = OWN.to_owned();
        encode(&mut id, document, |_| false);
        id
    };
    if let Some(part) = part.filter(|part| !part.is_empty()) {
        id.push('#');
        encode(&mut id, part, |byte| b"!$&'()*+,;=:@/?".contains(&byte));
    }
    id
}

/// A URL as browsers show it, made a valid URI: they leave brackets, pipes,
/// quotes and lone percent signs in queries. `None` if it has no scheme.
#[must_use]
pub fn url(text: &str) -> Option<String> {
    let text = tidy(text.trim());
    is_iri(&text).then_some(text)
}

/// Whether `text` is an absolute URI: a scheme, then allowed characters only.
#[must_use]
pub fn is_iri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else { return false };
    let mut letters = scheme.bytes();
    letters.next().is_some_and(|byte| byte.is_ascii_alphabetic())
        && letters.all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
        && !rest.is_empty()
        // Like the many "urn:uuid:…": in these nothing is ever encoded.
        && (rest.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~:".contains(&byte)) || tidy(text) == text)
}

/// Percent-encodes what may not stand where it stands; leaves valid URIs alone.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (before, fragment) = text.split_once('#').map_or((text, None), |(before, after)| (before, Some(after)));
    let query = before.find('?').unwrap_or(before.len());
    let after_scheme = before.find("://").map_or(0, |at| at + 3);
    let path = before.get(after_scheme..query).and_then(|rest| rest.find('/')).map_or(query, |at| after_scheme + at);
    let (authority, rest) = before.split_at_checked(if after_scheme == 0 { 0 } else { path }).unwrap_or(("", before));
    encode(&mut out, authority, |byte| b"!$&'()*+,;=:@/[]%".contains(&byte));
    encode(&mut out, rest, |byte| b"!$&'()*+,;=:@/?%".contains(&byte));
    if let Some(fragment) = fragment {
        out.push('#');
        encode(&mut out, fragment, |byte| b"!$&'()*+,;=:@/?%".contains(&byte));
    }
    out
}

/// Adds `text`, percent-encoded but for unreserved characters and those that
/// `allowed` lets pass. An allowed "%" passes only before two hexadecimal digits.
fn encode(out: &mut String, text: &str, allowed: impl Fn(u8) -> bool) {
    for (at, byte) in text.bytes().enumerate() {
        let escape = || text.as_bytes().get(at + 1..at + 3).is_some_and(|pair| pair.iter().all(u8::is_ascii_hexdigit));
        if byte.is_ascii_alphanumeric()
            || b"-._~".contains(&byte)
            || byte.is_ascii() && allowed(byte) && (byte != b'%' || escape())
        {
            out.push(char::from(byte));
        } else {
            let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0').to_ascii_uppercase();
            out.push('%');
            out.push(digit(byte >> 4));
            out.push(digit(byte & 15));
        }
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn article_ids() {
        for (document, part, id) in [
            ("https://example.org/a?b=1#c", None, "https://example.org/a?b=1"),
            ("https://example.org/a", Some("story 2"), "https://example.org/a#story%202"),
            ("HTTPS://example.org/ü", None, "HTTPS://example.org/%C3%BC"),
            ("urn:isbn:123", None, "urn:isbn:123"),
            ("file:///home/a%20b.html", None, "file:///home/a%20b.html"),
            ("week 3: sources", None, "urn:reading-annotations:week%203%3A%20sources"),
            ("100%", None, "urn:reading-annotations:100%25"),
            ("a#b", None, "urn:reading-annotations:a%23b"),
            ("https:", None, "urn:reading-annotations:https%3A"),
            ("über", Some("x"), "urn:reading-annotations:%C3%BCber#x"),
            ("", None, "urn:reading-annotations:"),
        ] {
            assert_eq!(article_id(document, part), id, "{document}");
        }
    }

    #[test]
    fn urls_become_valid_uris() {
        for (text, expected) in [
            ("https://a.org/[x]?y[]=1|2&z={}#a#b", Some("https://a.org/%5Bx%5D?y%5B%5D=1%7C2&z=%7B%7D#a%23b")),
            ("http://[::1]:8080/", Some("http://[::1]:8080/")),
            ("https://a.org/100%", Some("https://a.org/100%25")),
            ("https://a.org/%e4%BD%A0?q=\"x\"", Some("https://a.org/%e4%BD%A0?q=%22x%22")),
            ("about:blank", Some("about:blank")),
            ("no url", None),
            ("/a/b", None),
            ("", None),
        ] {
            assert_eq!(url(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn what_is_an_iri() {
        for (text, yes) in [
            ("urn:uuid:6ba7b810-9dad-11d1-80b4-00c04fd430c8", true),
            ("https://orcid.org/0000-0002-1825-0097", true),
            ("mailto:a@b.org", true),
            ("bob", false),
            ("bob smith:1", false),
            ("urn:", false),
            (":x", false),
            ("1a:x", false),
            ("urn:a b", false),
            ("urn:é", false),
            ("urn:%zz", false),
            ("urn:a[1]", false),
        ] {
            assert_eq!(is_iri(text), yes, "{text}");
        }
    }
}
