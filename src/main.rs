//! The demo page's wasm: the library, linked as a program.
//!
//! A program gets link-time optimisation across all crates. The library itself
//! does not, since it is built as `rlib` and `cdylib` at once, and would be half
//! as large again.

use reading_annotator as _;

fn main() {}
