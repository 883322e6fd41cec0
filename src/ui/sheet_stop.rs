//! How far the panel is drawn up where it is a sheet at the foot of a small screen.

/// A stop of the sheet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum SheetStop {
    /// The head alone.
    #[default]
    Peek,
    /// Half of the screen.
    Half,
    /// Nearly all of it.
    Full,
}

impl SheetStop {
    /// The next one, round and round.
    pub(crate) fn next(self) -> Self {
        match self {
            Self::Peek => Self::Half,
            Self::Half => Self::Full,
            Self::Full => Self::Peek,
        }
    }

    /// For the style sheet.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Peek => "peek",
            Self::Half => "half",
            Self::Full => "full",
        }
    }
}
