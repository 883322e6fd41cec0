//! The pure core: text, sentences, annotations, state. No serde, DOM, clock or
//! randomness; nothing from a sibling module.

pub mod action;
pub mod annotation;
pub mod annotation_set;
pub mod article;
pub mod backlog;
pub mod configuration;
pub mod cursor;
pub mod effect;
pub mod highlight_plan;
pub mod history;
pub mod judgements;
pub mod keys;
pub mod label;
pub mod listing;
pub mod markup;
pub mod numbers;
pub mod offsets;
pub mod ordering;
pub mod overview;
pub mod phrases;
pub mod reattach;
pub mod sentences;
pub mod span;
pub mod state;
pub mod tally;
pub mod time;
pub mod view;
pub mod word_difference;
pub mod words;
