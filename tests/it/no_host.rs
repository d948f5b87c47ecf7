//! The crate knows no host: a program that depends on it gets rules, and nothing of the npm package or of a browser.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::sources::{code_of, sources};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// A program of somebody else's that links all that the crate has, and exports one function of its own.
const PROGRAM: &str = r#"
use powens_users::check::check;
use powens_users::model::User;
use powens_users::webhook::sign;
use powens_users::api::{Call, Client, Clock, Collected, Decision, Exchange, Head, UserId};

#[unsafe(no_mangle)]
pub extern "C" fn own_export(client: &Client, status: u16) -> u32 {
    let Ok(mut exchange) = Exchange::new(client.clone(), Call::Delete(UserId::ME), None, None) else { return 0 };
    exchange.answered(Head::new(status));
    exchange.feed(b"{}", true);
    let clock = Clock { remaining: Default::default(), random: 0.5 };
    let decision = exchange.decide_collected(Collected::Bytes(b"{}"), clock);
    u32::from(decision == Decision::Accept) + exchange.url().len() as u32 + check(b"{}", User::SHAPE, 1).is_ok() as u32 + sign as *const () as u32
}
"#;

fn cargo(arguments: &[&str], folder: &Path) -> String {
    let output = Command::new(env!("CARGO")).args(arguments).current_dir(folder).output().unwrap();
    assert!(output.status.success(), "cargo {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Builds the program for WebAssembly, with the versions of our own lock file.
fn built() -> Vec<u8> {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap().to_path_buf();
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("dependent");
    fs::create_dir_all(folder.join("src")).unwrap();
    let manifest = format!(
        "[package]\nname = \"dependent\"\nedition = \"2024\"\n\n[lib]\ncrate-type = [\"cdylib\"]\n\n[dependencies]\npowens-users = {{ path = {ROOT:?} }}\n\n[workspace]\n"
    );
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    fs::write(folder.join("src/lib.rs"), PROGRAM).unwrap();
    fs::copy(Path::new(ROOT).join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    let target_dir = format!("--target-dir={}", target.display());
    cargo(&["build", "--offline", "--quiet", "--target=wasm32-unknown-unknown", &target_dir], &folder);
    fs::read(target.join("wasm32-unknown-unknown/debug/dependent.wasm")).unwrap()
}

/// Reads the binary format of WebAssembly, as far as it names things.
struct Wasm<'a>(&'a [u8]);

impl<'a> Wasm<'a> {
    /// A number in LEB128.
    fn number(&mut self) -> usize {
        let (mut number, mut shift) = (0, 0);
        loop {
            let (byte, rest) = self.0.split_first().unwrap();
            self.0 = rest;
            number |= usize::from(byte & 0x7F) << shift;
            shift += 7;
            if byte & 0x80 == 0 {
                return number;
            }
        }
    }

    fn bytes(&mut self, length: usize) -> &'a [u8] {
        let (bytes, rest) = self.0.split_at(length);
        self.0 = rest;
        bytes
    }

    fn name(&mut self) -> &'a str {
        let length = self.number();
        std::str::from_utf8(self.bytes(length)).unwrap()
    }

    /// The contents of all sections of a kind.
    fn sections(module: &'a [u8], wanted: usize) -> Vec<Self> {
        assert!(module.starts_with(b"\0asm\x01\0\0\0"));
        let mut rest = Wasm(module.get(8..).unwrap());
        let mut found = Vec::new();
        while !rest.0.is_empty() {
            let (kind, length) = (rest.number(), rest.number());
            let section = Wasm(rest.bytes(length));
            if kind == wanted {
                found.push(section);
            }
        }
        found
    }
}

const CUSTOM: usize = 0;
const IMPORTS: usize = 2;
const EXPORTS: usize = 7;

#[test]
fn a_wasm_program_that_depends_on_the_crate_exports_nothing_of_ours() {
    let module = built();
    let mut exports = Vec::new();
    for mut section in Wasm::sections(&module, EXPORTS) {
        for _ in 0..section.number() {
            exports.push(section.name());
            section.bytes(1);
            section.number();
        }
    }
    exports.sort_unstable();
    // What the linker gives each such program, and its own.
    assert_eq!(exports, ["__data_end", "__heap_base", "memory", "own_export"]);

    let imports: Vec<String> = Wasm::sections(&module, IMPORTS)
        .into_iter()
        .filter_map(|mut section| (section.number() > 0).then(|| format!("{} {}", section.name(), section.name())))
        .collect();
    assert_eq!(imports, [""; 0]);
    for mut section in Wasm::sections(&module, CUSTOM) {
        let name = section.name();
        assert!(!name.starts_with("__wasm_bindgen"), "{name}");
    }
}

/// All that a package is compiled with for WebAssembly.
fn dependencies(package: &str) -> Vec<String> {
    let tree =
        ["tree", "--offline", "--edges=normal", "--target=wasm32-unknown-unknown", "--prefix=none", "--format={p}"];
    let listed = cargo(&[&tree[..], &["--package", package]].concat(), Path::new(ROOT));
    listed.lines().filter_map(|line| line.split(' ').next()).map(str::to_owned).collect()
}

#[test]
fn the_crate_is_compiled_with_nothing_of_a_host() {
    let is_of_a_host = |name: &String| {
        ["js-sys", "web-sys", "reqwest", "tokio", "getrandom", "libc"].contains(&name.as_str())
            || ["wasm-bindgen", "gloo", "serde-wasm", "napi", "wasi"].iter().any(|host| name.starts_with(host))
    };
    let found: Vec<String> = dependencies("powens-users").into_iter().filter(is_of_a_host).collect();
    assert_eq!(found, [""; 0]);
    // They would be seen.
    assert!(dependencies("powens-users-bindings").iter().any(is_of_a_host));
}

#[test]
fn the_sources_name_no_host() {
    let words = [
        "js_sys",
        "wasm_bindgen",
        "web_sys",
        "JsValue",
        "SystemTime::now",
        "Instant",
        "std::net",
        "std::fs",
        "std::env",
        "std::process",
        "std::thread",
        "std::io",
        "println!",
        "eprintln!",
        "no_mangle",
        "extern \"",
    ];
    let mut files = 0;
    // Where hosts are known, and nowhere else.
    let client = Path::new(ROOT).join("src/client");
    for (path, source) in sources().into_iter().filter(|(path, _)| !path.starts_with(&client)) {
        files += 1;
        let code = code_of(&source);
        // Inflating is a reader over bytes that are there: the trait is named, and no source of bytes.
        let inflates = path.ends_with("webhook/gzip.rs");
        for word in words.into_iter().filter(|word| !(inflates && *word == "std::io")) {
            assert!(!code.contains(word), "{} has {word}", path.display());
        }
    }
    assert!(files > 50, "only {files} sources were looked at");
}
