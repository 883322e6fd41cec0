//! What the component is told: its props, and what they are made of.

use crate::embed::component::{AnnotatorEvent, AnnotatorHandle};
use yew::prelude::*;

/// What [`Annotator`](super::Annotator) is told.
#[derive(Clone, Debug, Properties)]
pub struct AnnotatorProps {
    /// The element whose sentences are labelled. While it names none, the panel says so and waits.
    /// Another element under the same [`document_id`](Self::document_id) is the article rendered
    /// anew: labels look for their places in it.
    pub article: NodeRef,
    /// What the work is kept under in the reader's browser; another one opens another document.
    /// Two mounted annotators need two ids. Empty: the page's address.
    pub document_id: AttrValue,
    /// Called with all that happens.
    #[prop_or_default]
    pub on_event: Callback<AnnotatorEvent>,
    /// The reader's name, as exports have it; without one the panel asks for it.
    #[prop_or_default]
    pub annotator: Option<AttrValue>,
    /// Light, dark, or as the article's background asks for.
    #[prop_or_default]
    pub theme: Theme,
    /// How the panel stands at first; another value moves it. The reader may move it at any time.
    #[prop_or_default]
    pub panel: Panel,
    /// What the interface is written in; English without it.
    #[prop_or_default]
    pub language: Option<InterfaceLanguage>,
    /// For exports and imports by the application.
    #[prop_or_default]
    pub handle: AnnotatorHandle,
    /// Classes of the `<div>`: the panel takes its width and height.
    #[prop_or_default]
    pub class: Classes,
}

/// Never equal. What a [`NodeRef`] named before cannot be seen from it, so every rendering of the
/// application lets the component look; that costs one `<div>`, not the panel.
impl PartialEq for AnnotatorProps {
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

/// The colours of panel and highlights.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the article's background asks for.
    #[default]
    Auto,
    /// For a light background.
    Light,
    /// For a dark background.
    Dark,
}

/// The whole panel, or a slim tab with the counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Panel {
    /// The whole panel.
    #[default]
    Open,
    /// The tab.
    Closed,
}

/// What the interface is written in. An application links the words of those that it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InterfaceLanguage {
    /// As in `lang`.
    pub(super) tag: &'static str,
    /// Its file of words.
    pub(super) words: &'static str,
}

impl InterfaceLanguage {
    /// العربية, from right to left.
    pub const ARABIC: Self = Self { tag: "ar", words: include_str!("../../ui/languages/ar.txt") };
    /// Simplified Chinese, 简体中文.
    pub const CHINESE: Self = Self { tag: "zh", words: include_str!("../../ui/languages/zh.txt") };
    /// Français.
    pub const FRENCH: Self = Self { tag: "fr", words: include_str!("../../ui/languages/fr.txt") };
    /// Deutsch.
    pub const GERMAN: Self = Self { tag: "de", words: include_str!("../../ui/languages/de.txt") };
    /// Español.
    pub const SPANISH: Self = Self { tag: "es", words: include_str!("../../ui/languages/es.txt") };
}

impl yew::html::ImplicitClone for InterfaceLanguage {}
