//! The field tables of the documentation.

use std::fmt::Write;

use super::interface::{Interface, Presence, Property, Source};
use super::nouns;

const HEAD: &str = "# Payloads

Generated from `src/model` by `UPDATE=1 cargo test --features internals --test it generated`: change the declarations there, not this file.

What Powens sends, object by object. A check requires the fields marked **required**, and that documented fields which are there and not null have their type; it looks at no other field. *or null* is what the documentation says; in practice every other field may be absent or null as well. Fields marked *seen* are not documented: they were seen in practice.
";

/// The text of `docs/payloads.md`.
///
/// ```
/// assert!(powens_users::internals::tables::payloads().contains("## User\n"));
/// ```
#[must_use]
pub fn payloads() -> String {
    let mut text = HEAD.to_owned();
    for noun in nouns::all() {
        push_interface(&mut text, &noun.interface);
        for enumeration in noun.enumerations {
            let values: Vec<String> = enumeration.known.iter().map(|value| format!("`{value}`")).collect();
            let _ = write!(text, "\n**{}**, known values: {}.\n", enumeration.name, values.join(", "));
        }
    }
    text
}

fn push_interface(text: &mut String, interface: &Interface) {
    let _ = write!(text, "\n## {}\n\n{}\n\n", interface.name, sentence(interface.doc));
    text.push_str("| field | type | | meaning |\n|---|---|---|---|\n");
    for property in interface.properties.iter().filter(|property| property.source != Source::Ours) {
        let name = property.name;
        let _ =
            writeln!(text, "| `{name}` | {} | {} | {} |", type_of(property), remarks(property), sentence(property.doc));
    }
}

fn type_of(property: &Property) -> String {
    format!("`{}`", property.value.replace('|', "\\|"))
}

fn remarks(property: &Property) -> String {
    let presence = match property.presence {
        Presence::Required => "required",
        Presence::OrNull => "or null",
        Presence::Undocumented => "seen",
        Presence::Documented => "",
    };
    let deprecated = if property.deprecated { "deprecated" } else { "" };
    [presence, deprecated].into_iter().filter(|remark| !remark.is_empty()).collect::<Vec<_>>().join(", ")
}

/// The first paragraph, on one line.
fn sentence(doc: &[&str]) -> String {
    let lines = doc.iter().map(|line| line.trim()).take_while(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join(" ").replace('|', "\\|")
}
