//! `js/model/` and `docs/payloads.md` are what the declarations of the model say.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use powens_users::internals::{tables, typescript};

use crate::generated_file::{assert_generated, is_update};

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
