//! The TypeScript of the model.

use std::fmt::Write;

use super::open_union::OpenUnion;
use super::{User, UsersList, user};

/// Where a field is known from.
pub(crate) enum Source {
    Documentation,
    SeenInPractice,
    Ours,
}

impl Source {
    const fn sentence(&self) -> &'static str {
        match self {
            Self::Documentation => "Source: Powens documentation.",
            Self::SeenInPractice => "Seen in practice, not documented: not checked.",
            Self::Ours => "Source: our decision; it is no field of Powens.",
        }
    }
}

/// An interface; documentation is as `///` leaves it, a line each.
pub(crate) struct Interface {
    pub name: &'static str,
    pub doc: &'static [&'static str],
    pub example: &'static str,
    pub properties: Vec<Property>,
}

/// A property of an interface.
pub(crate) struct Property {
    pub name: &'static str,
    pub doc: &'static [&'static str],
    pub source: Source,
    /// Whether it may be null or absent.
    pub nullable: bool,
    pub value: String,
}

/// The text of `js/model.ts`.
///
/// ```
/// assert!(powens_users::model::typescript::module().contains("export interface User {"));
/// ```
///
/// Source: our decision.
#[must_use]
pub fn module() -> String {
    let mut text = String::from(
        "// Generated from src/model by `UPDATE=1 cargo test --test model_typescript`: change the declarations there, not this file.\n",
    );
    for part in [open_union(&user::PLATFORM), interface(&User::interface()), interface(&UsersList::interface())] {
        text.push('\n');
        text.push_str(&part);
    }
    text
}

fn open_union(union: &OpenUnion) -> String {
    let mut text = comment("", union.doc, Some((union.name, union.example)));
    let _ = write!(text, "export type {} =", union.name);
    for value in union.values {
        let _ = write!(text, "\n\t| \"{value}\"");
    }
    // Keeps the known values in an editor's suggestions, which `string` alone would swallow.
    text.push_str("\n\t| (string & {});\n");
    text
}

fn interface(interface: &Interface) -> String {
    let mut text = comment("", interface.doc, Some((interface.name, interface.example)));
    let _ = writeln!(text, "export interface {} {{", interface.name);
    for property in &interface.properties {
        let doc: Vec<&str> = property.doc.iter().copied().chain(["", property.source.sentence()]).collect();
        text.push_str(&comment("\t", &doc, None));
        let (optional, or_null) = if property.nullable { ("?", " | null") } else { ("", "") };
        let _ = writeln!(text, "\t{}{optional}: {}{or_null};", property.name, property.value);
    }
    text.push_str("}\n");
    text
}

fn comment(indent: &str, doc: &[&str], example: Option<(&str, &str)>) -> String {
    let mut lines: Vec<String> = doc.iter().map(|line| line.trim().to_owned()).collect();
    if let Some((name, code)) = example {
        let import = format!("import type {{ {name} }} from \"powens-users\";");
        lines.extend(["", "@example", "```ts", &import, "", code, "```"].map(str::to_owned));
    }
    let mut text = format!("{indent}/**\n");
    for line in lines {
        let _ = writeln!(text, "{}", format!("{indent} * {line}").trim_end());
    }
    let _ = writeln!(text, "{indent} */");
    text
}
