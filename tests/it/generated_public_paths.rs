//! All that is public, as a file: nothing becomes so by accident. `UPDATE=1 cargo test --features internals --test it generated`
//! writes it anew.
//!
//! Read from the sources, as rustfmt writes them: names of items, and of each its methods and fields. Not those of the model's
//! objects, which `docs/payloads.md` has, and no variants.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::generated_file::assert_generated;
use crate::sources::sources;

const FILE: &str = "tests/public-api.txt";

/// An item in front of what is said of it.
struct Item<'a> {
    line: &'a str,
    /// The attributes and comments above it.
    above: Vec<&'a str>,
}

impl Item<'_> {
    fn is_hidden(&self) -> bool {
        self.above.iter().any(|line| line.trim() == "#[doc(hidden)]")
    }

    /// The feature that it needs.
    fn feature(&self) -> Option<&str> {
        let cfg = self.above.iter().find(|line| line.trim().starts_with("#[cfg("))?;
        cfg.split_once("feature = \"")?.1.split('"').next()
    }
}

/// The lines of this depth that are no comments and no attributes.
fn items<'a>(lines: &[&'a str], indent: &str) -> Vec<Item<'a>> {
    let (mut items, mut above) = (Vec::new(), Vec::new());
    for line in lines {
        match line.strip_prefix(indent) {
            Some(text) if text.starts_with("#[") || text.starts_with("//") => above.push(*line),
            Some(text) if !text.starts_with([' ', '}', ')']) && !text.is_empty() => {
                items.push(Item { line: text, above: std::mem::take(&mut above) });
            }
            _ => above.clear(),
        }
    }
    items
}

/// The name of what a line declares with this word.
fn declared<'a>(line: &'a str, words: &[&str]) -> Option<&'a str> {
    let mut rest = line;
    for word in ["const ", "async "] {
        if let Some(behind) = rest.strip_prefix(word).filter(|behind| behind.starts_with("fn ")) {
            rest = behind;
        }
    }
    let rest = words.iter().find_map(|word| rest.strip_prefix(word)?.strip_prefix(' '))?;
    rest.split(|character: char| !character.is_alphanumeric() && character != '_').next()
}

#[derive(Default)]
struct Scan {
    /// All paths, with the feature that they need.
    paths: BTreeSet<String>,
    /// Those of items.
    items: BTreeSet<String>,
}

impl Scan {
    fn add(&mut self, path: &str, feature: Option<&str>) {
        let needs = feature.map_or(String::new(), |feature| format!(" ({feature})"));
        self.paths.insert(format!("{path}{needs}"));
    }

    fn add_item(&mut self, module: &str, name: &str, feature: Option<&str>) {
        let path = format!("{module}::{name}");
        self.add(&path, feature);
        self.items.insert(path);
    }

    /// Reads a module: what it declares, what it gives the names of others to, and the modules in it.
    fn module(&mut self, file: &Path, module: &str, needed: Option<&str>) {
        let text = fs::read_to_string(file).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        for item in items(&join_uses(&lines).iter().map(String::as_str).collect::<Vec<_>>(), "") {
            let Some(line) = item.line.strip_prefix("pub ").filter(|_| !item.is_hidden()) else { continue };
            let feature = item.feature().or(needed);
            if let Some(name) = declared(line, &["mod"]) {
                self.add(&format!("{module}::{name}"), feature);
                let folder = file.parent().unwrap();
                let inner = [format!("{name}/mod.rs"), format!("{name}.rs")].map(|path| folder.join(path));
                let inner = inner.into_iter().find(|path| path.exists()).unwrap();
                self.module(&inner, &format!("{module}::{name}"), feature);
            } else if let Some(used) = line.strip_prefix("use ") {
                let names = used.trim_end_matches(';').rsplit("::").next().unwrap().trim_matches(['{', '}']);
                for name in names.split(',').map(str::trim).filter(|name| !name.is_empty()) {
                    assert_ne!(name, "*", "{}: each name is to be said", file.display());
                    self.add_item(module, name.rsplit(' ').next().unwrap(), feature);
                }
            } else if let Some(name) = declared(line, &["fn", "const", "struct", "enum", "trait", "type", "static"]) {
                self.add_item(module, name, feature);
            }
        }
    }

    /// Adds methods and fields of the items of a module that are public.
    fn members(&mut self, module: &str, text: &str) {
        let lines: Vec<&str> = text.lines().collect();
        for (at, line) in lines.iter().enumerate() {
            let Some((name, is_trait)) = block(line) else { continue };
            let path = format!("{module}::{name}");
            if !self.items.contains(&path) {
                continue;
            }
            let end = lines.iter().skip(at).position(|line| *line == "}").unwrap();
            for item in items(&lines[at + 1..at + end], "    ") {
                let declaration = if is_trait { Some(item.line) } else { item.line.strip_prefix("pub ") };
                let Some(declaration) = declaration.filter(|_| !item.is_hidden()) else { continue };
                let member = if let Some(method) = declared(declaration, &["fn"]) {
                    format!("{path}::{method}()")
                } else if let Some(other) = declared(declaration, &["const", "type"]) {
                    format!("{path}::{other}")
                } else if let Some((field, _)) = declaration.split_once(": ") {
                    format!("{path}.{field}")
                } else {
                    continue;
                };
                self.add(&member, item.feature());
            }
        }
    }
}

/// The name of the type whose block begins here, and whether it is a trait.
fn block(line: &str) -> Option<(&str, bool)> {
    if !line.ends_with('{') || line.contains(" for ") {
        return None;
    }
    if let Some(name) = line.strip_prefix("pub ").and_then(|line| declared(line, &["struct"])) {
        return Some((name, false));
    }
    if let Some(name) = line.strip_prefix("pub ").and_then(|line| declared(line, &["trait"])) {
        return Some((name, true));
    }
    let rest = line.strip_prefix("impl")?;
    // Behind its parameters.
    let rest = if rest.starts_with('<') { rest.split_once("> ")?.1 } else { rest.trim_start() };
    rest.split(|character: char| !character.is_alphanumeric()).next().map(|name| (name, false))
}

/// The same lines, each `use` on one.
fn join_uses(lines: &[&str]) -> Vec<String> {
    let mut joined: Vec<String> = Vec::new();
    let mut is_open = false;
    for line in lines {
        match joined.last_mut() {
            Some(last) if is_open => last.push_str(line.trim()),
            _ => joined.push((*line).to_owned()),
        }
        let last = joined.last().unwrap();
        is_open = last.starts_with("pub use") && !last.ends_with(';');
    }
    joined
}

fn public() -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut scan = Scan::default();
    scan.module(&root.join("lib.rs"), "powens_users", None);
    for (path, text) in sources() {
        let path = path.strip_prefix(&root).unwrap();
        let folder = path.parent().unwrap().iter().next().map(|folder| folder.to_string_lossy());
        scan.members(&folder.map_or("powens_users".to_owned(), |folder| format!("powens_users::{folder}")), &text);
    }
    scan.paths
}

#[test]
fn nothing_is_public_by_accident() {
    let text: String = public().iter().map(|path| format!("{path}\n")).collect();
    assert_generated(FILE, &text);
}
