//! `js/model.ts` is what the declarations of the model say.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::string_slice, clippy::arithmetic_side_effects)]

use powens_users::model::typescript;
#[test]
fn the_typescript_of_the_model_is_up_to_date() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/js/model.ts");
    let wanted = typescript::module();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, &wanted).unwrap();
    }
    let found = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        found == wanted,
        "js/model.ts is not what src/model declares. Run `UPDATE=1 cargo test --test model_typescript` and commit the file."
    );
}
