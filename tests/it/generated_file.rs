//! Files that are written from what the crate declares.

use std::fs;
use std::path::Path;

/// Whether they are to be written, rather than compared.
pub fn is_update() -> bool {
    std::env::var_os("UPDATE").is_some()
}

/// Compares a file with what it should be, or makes it so.
pub fn assert_generated(path: &str, wanted: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if is_update() {
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, wanted).unwrap();
    }
    let found = fs::read_to_string(file).unwrap_or_default();
    assert!(
        found == wanted,
        "{path} is out of date. Run `UPDATE=1 cargo test --features internals --test it generated` and commit the file."
    );
}
