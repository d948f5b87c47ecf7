//! The TypeScript of the model.

use std::fmt::Write;

use super::enumeration::Enumeration;
use super::interface::{Interface, Presence, Property, Source};
use super::nouns::{self, Noun};

/// A file of TypeScript.
pub struct Module {
    /// Its name, such as `user.ts`.
    pub file: String,
    /// What is in it.
    pub text: String,
}

const HEAD: &str = "// Generated from src/model by `UPDATE=1 cargo test --features internals --test it generated`: change the declarations there, not this file.\n";

/// The files of `js/model/`.
///
/// ```
/// let modules = powens_users::internals::typescript::modules();
/// assert!(modules.iter().any(|module| module.file == "user.ts" && module.text.contains("export interface User {")));
/// ```
#[must_use]
pub fn modules() -> Vec<Module> {
    let nouns = nouns::all();
    let mut modules: Vec<Module> =
        nouns.iter().map(|noun| Module { file: format!("{}.ts", noun.file), text: module(noun, &nouns) }).collect();
    modules.push(Module { file: "index.ts".to_owned(), text: index(&nouns) });
    modules
}

fn module(noun: &Noun, nouns: &[Noun]) -> String {
    let mut parts: Vec<String> = noun.enumerations.iter().map(enumeration).collect();
    parts.push(interface(&noun.interface));
    let mut text = HEAD.to_owned();
    for (file, names) in imports(noun, nouns) {
        let _ = writeln!(text, "import type {{ {} }} from \"./{file}.js\";", names.join(", "));
    }
    for part in parts {
        text.push('\n');
        text.push_str(&part);
    }
    text
}

/// The names that a noun's properties take from other files, by file.
fn imports<'a>(noun: &Noun, nouns: &'a [Noun]) -> Vec<(&'a str, Vec<&'a str>)> {
    let is_word = |character: char| character.is_alphanumeric() || character == '_';
    let used: Vec<&str> = noun
        .interface
        .properties
        .iter()
        .flat_map(|property| property.value.split(|character| !is_word(character)))
        .collect();
    let others = nouns.iter().filter(|other| other.file != noun.file);
    let mut imports: Vec<(&str, Vec<&str>)> = others
        .map(|other| {
            let mut names: Vec<&str> = other.names().into_iter().filter(|name| used.contains(name)).collect();
            names.sort_unstable();
            (other.file, names)
        })
        .filter(|(_, names)| !names.is_empty())
        .collect();
    imports.sort_unstable();
    imports
}

fn index(nouns: &[Noun]) -> String {
    let mut text = HEAD.to_owned();
    let mut files: Vec<&str> = nouns.iter().map(|noun| noun.file).collect();
    files.sort_unstable();
    for file in files {
        let _ = writeln!(text, "export * from \"./{file}.js\";");
    }
    text
}

fn enumeration(enumeration: &Enumeration) -> String {
    let Enumeration { name, known, .. } = enumeration;
    let known_name = format!("Known{name}");
    let mut list = name.to_string();
    if let Some(first) = list.get_mut(..1) {
        first.make_ascii_lowercase();
    }
    let open = ["", " The list is open: any other text may come."];
    let doc: Vec<&str> = enumeration.doc.iter().copied().chain(open).collect();
    let mut text = comment("", &doc, Some((name, "import type", enumeration.example)));
    let _ = writeln!(text, "export type {name} = {known_name} | (string & {{}});\n");
    let values: Vec<String> = known.iter().map(|value| format!("\"{value}\"")).collect();
    let one_line = format!("const {list}Values = [{}] as const;", values.join(", "));
    if one_line.len() <= MAX_LINE {
        let _ = writeln!(text, "{one_line}\n");
    } else {
        let _ = writeln!(text, "const {list}Values = [\n\t{},\n] as const;\n", values.join(",\n\t"));
    }
    let doc = format!(" The values of {{@link {name}}} that are known.");
    text.push_str(&comment("", &[&doc], None));
    let _ = writeln!(text, "export type {known_name} = (typeof {list}Values)[number];\n");
    let doc = format!(" Whether a value is a {{@link {known_name}}}.");
    let example = format!("console.log(is{known_name}(\"{}\"));", known.first().copied().unwrap_or_default());
    let guard = format!("is{known_name}");
    text.push_str(&comment("", &[&doc], Some((&guard, "import", &example))));
    let _ = writeln!(
        text,
        "export function {guard}(value: unknown): value is {known_name} {{\n\treturn ({list}Values as readonly unknown[]).includes(value);\n}}"
    );
    text
}

/// As the formatter of the JavaScript has it.
const MAX_LINE: usize = 130;

fn interface(interface: &Interface) -> String {
    let mut text = comment("", interface.doc, Some((interface.name, "import type", interface.example)));
    let _ = writeln!(text, "export interface {} {{", interface.name);
    for property in &interface.properties {
        text.push_str(&comment("\t", &property_doc(property), None));
        let (optional, or_null) = match property.presence {
            Presence::Required => ("", ""),
            // The linter forbids `unknown | null`.
            _ if property.value == "unknown" => ("?", ""),
            _ => ("?", " | null"),
        };
        let _ = writeln!(text, "\t{}{optional}: {}{or_null};", property.name, property.value);
    }
    text.push_str("}\n");
    text
}

fn property_doc(property: &Property) -> Vec<&str> {
    let source = match property.source {
        Source::Documentation => "Source: Powens documentation.",
        Source::SeenInPractice => "Seen in practice, not documented: not checked.",
        Source::Ours => "Added by this library: no field of Powens.",
    };
    let deprecated: &[&str] = if property.deprecated { &["", "@deprecated by Powens."] } else { &[] };
    property.doc.iter().copied().chain(["", source]).chain(deprecated.iter().copied()).collect()
}

fn comment(indent: &str, doc: &[&str], example: Option<(&str, &str, &str)>) -> String {
    let mut lines: Vec<String> = doc.iter().map(|line| line.trim().to_owned()).collect();
    if let Some((name, import, code)) = example {
        let import = format!("{import} {{ {name} }} from \"powens-users\";");
        lines.extend(["", "@example", "```ts", &import, "", code, "```"].map(str::to_owned));
    }
    let mut text = format!("{indent}/**\n");
    for line in lines {
        let _ = writeln!(text, "{}", format!("{indent} * {line}").trim_end());
    }
    let _ = writeln!(text, "{indent} */");
    text
}
