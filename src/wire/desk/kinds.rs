//! What the values of one column are, over all texts of a set. Programs that read JSON lines guess
//! a column's type from the first lines, and fail where later ones have another.

use crate::wire::json::Json;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Kind {
    /// Null, or none at all.
    #[default]
    Nothing,
    Truth,
    /// A number without a fraction, as 64 bits hold it.
    Whole,
    Number,
    Text,
    List(Box<Kind>),
    /// Objects with these members, in this order.
    Object(Vec<(String, Kind)>),
    /// Of several kinds.
    Mixed,
}

impl Kind {
    pub(super) fn of(json: Json<'_>) -> Self {
        if let Some(items) = json.items() {
            return Self::List(Box::new(items.fold(Self::Nothing, |kind, item| kind.with(Self::of(item)))));
        }
        if let Some(members) = json.members() {
            return Self::Object(members.map(|(name, value)| (name.into_owned(), Self::of(value))).collect());
        }
        match json.raw() {
            "null" => Self::Nothing,
            "true" | "false" => Self::Truth,
            raw if raw.starts_with('"') => Self::Text,
            raw if raw.parse::<i64>().is_ok() => Self::Whole,
            raw if raw.contains(['.', 'e', 'E']) && raw.parse::<f64>().is_ok_and(f64::is_finite) => Self::Number,
            // No reader's type holds it.
            _ => Self::Mixed,
        }
    }

    /// What holds values of both kinds.
    pub(super) fn with(self, other: Self) -> Self {
        match (self, other) {
            (Self::Nothing, kind) | (kind, Self::Nothing) => kind,
            (Self::Whole | Self::Number, Self::Number) | (Self::Number, Self::Whole) => Self::Number,
            (Self::List(one), Self::List(other)) => Self::List(Box::new(one.with(*other))),
            (Self::Object(one), Self::Object(other)) => Self::of_objects(one, other),
            (one, other) if one == other => one,
            _ => Self::Mixed,
        }
    }

    fn of_objects(one: Vec<(String, Self)>, other: Vec<(String, Self)>) -> Self {
        if one.len() != other.len() || one.iter().zip(&other).any(|((one, _), (other, _))| one != other) {
            return Self::Mixed;
        }
        let members = one.into_iter().zip(other);
        Self::Object(members.map(|((name, one), (_, other))| (name, one.with(other))).collect())
    }

    /// Whether a reader that has seen values of this kind first takes all that are of the kind `all`,
    /// where whole numbers are written as others are.
    pub(super) fn leads(&self, all: &Self) -> bool {
        (self == all || *self == Self::Whole && *all == Self::Number) && !all.is_doubtful()
    }

    fn is_doubtful(&self) -> bool {
        match self {
            Self::Mixed | Self::Nothing => true,
            Self::List(items) => items.is_doubtful(),
            Self::Object(members) => members.iter().any(|(_, kind)| kind.is_doubtful()),
            _ => false,
        }
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    fn kind(json: &str) -> Kind {
        Kind::of(Json::parse(json, 9).unwrap())
    }

    #[test]
    fn the_first_value_leads_those_of_its_kind() {
        for (first, later, leads) in [
            ("1", "2", true),
            ("1", "2.5", true),
            ("2.5", "1", true),
            ("true", "null", true),
            (r#"["a"]"#, "[]", true),
            (r#"{"a":1,"b":["x"]}"#, r#"{"a":2,"b":["y"]}"#, true),
            ("null", "1", false),
            ("1", r#""1""#, false),
            ("[]", r#"["a"]"#, false),
            ("[1]", "[1.5]", false),
            ("[]", "[]", false),
            (r#"["a",1]"#, r#"["a"]"#, false),
            (r#"{"a":1}"#, r#"{"b":1}"#, false),
            (r#"{"a":null}"#, r#"{"a":null}"#, false),
        ] {
            assert_eq!(kind(first).leads(&kind(first).with(kind(later))), leads, "{first} {later}");
        }
        for (number, expected) in [
            ("-7", Kind::Whole),
            ("1.5e3", Kind::Number),
            ("12345678901234567890", Kind::Mixed),
            ("1e400", Kind::Mixed),
        ] {
            assert_eq!(kind(number), expected, "{number}");
        }
    }
}
