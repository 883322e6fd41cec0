//! The page: reading the article, painting, pointing, scrolling, storage, files.
//! Knows the model and the browser, nothing of the panel or of file formats.

pub mod article_reader;
pub mod background;
pub mod clipboard;
pub mod clock;
pub mod configuration;
pub mod download;
pub mod file_reading;
pub mod highlight_rules;
pub mod highlights;
pub mod hit_test;
pub mod layout_watch;
pub mod node_map;
mod page;
pub mod page_watch;
pub mod painter;
pub mod print;
pub mod records;
pub mod rescue;
pub mod scroll;
pub mod slices;
pub mod store;
pub mod tabs;
