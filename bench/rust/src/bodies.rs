//! The bodies that are measured: those of `bench/bodies.mjs`, which has made them from a seed and written them to files.

use std::path::Path;

/// A body of a name, such as `5 kB French`.
///
/// # Errors
/// A text that says how the bodies are made, where it is not there.
pub fn read(name: &str) -> Result<Vec<u8>, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/bench-bodies");
    let file = folder.join(format!("{name}.json"));
    std::fs::read(&file).map_err(|error| {
        format!(
            "{} cannot be read ({error}). `npm run bench -- rust` makes the bodies, and runs the benches.",
            file.display()
        )
    })
}
