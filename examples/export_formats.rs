//! Writes all formats of a native file, each file by its plain name and archives of several, for other programs' readers:
//! `cargo run --example export_formats NATIVE.json DIRECTORY`; with `--samples DIRECTORY` the
//! texts of the tests instead, each in a folder of its own with its native file.

#[path = "../tests/support/mod.rs"]
mod support;

use reading_annotator::wire::formats::{FORMATS, Options, Source, export};
use reading_annotator::wire::native::{Limits, read_own};
use std::error::Error;
use std::path::Path;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match arguments.iter().map(|one| &**one).collect::<Vec<_>>().as_slice() {
        ["--samples", directory] => {
            for (name, native) in support::texts::all() {
                write(&native, &Path::new(directory).join(name))?;
            }
            Ok(())
        }
        [native, directory] => write(&fs::read_to_string(native)?, Path::new(directory)),
        _ => Err("usage: export_formats NATIVE.json DIRECTORY | --samples DIRECTORY".into()),
    }
}

fn write(native: &str, directory: &Path) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(directory)?;
    let file = read_own(native, &Limits::default())?;
    let source = Source::new(native, &file);
    for format in &FORMATS {
        for file in format.files(&source, Options::default()) {
            fs::write(directory.join(file.name), file.text)?;
        }
        let download = export(native, format.name, Options::default())?;
        if download.media_type == "application/zip" {
            fs::write(directory.join(download.suffix), download.bytes)?;
        }
    }
    Ok(())
}
