//! `js/model/` and `docs/payloads.md` are what the declarations of the model say.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use powens_users::internals::{tables, typescript};

/// Compares a file with what it should be, or makes it so.
fn assert_generated(path: &str, wanted: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if is_update() {
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, wanted).unwrap();
    }
    let found = fs::read_to_string(file).unwrap_or_default();
    assert!(
        found == wanted,
        "{path} is not what src/model declares. Run `UPDATE=1 cargo test --features internals --test it generated` and commit the file."
    );
}

fn is_update() -> bool {
    std::env::var_os("UPDATE").is_some()
}

#[test]
fn the_typescript_of_the_model_is_up_to_date() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("js/model");
    let modules = typescript::modules();
    if is_update() {
        let _ = fs::remove_dir_all(&folder);
    }
    for module in &modules {
        assert_generated(&format!("js/model/{}", module.file), &module.text);
    }
    let wanted: BTreeSet<String> = modules.iter().map(|module| module.file.clone()).collect();
    let found: BTreeSet<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(found, wanted);
}

#[test]
fn the_field_tables_are_up_to_date() {
    assert_generated("docs/payloads.md", &tables::payloads());
}
