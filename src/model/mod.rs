//! The pure core: text, sentences, annotations, state. No serde, DOM, clock or
//! randomness; nothing from a sibling module.

pub mod annotation;
pub mod article;
pub mod label;
pub mod offsets;
pub mod reattach;
pub mod sentences;
pub mod span;
pub mod time;
