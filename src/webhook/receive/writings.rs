//! The ways in which common libraries write JSON.

use std::fmt;

use serde::Deserialize;
use serde::de::{MapAccess, SeqAccess, Visitor};

/// A value whose keys keep their order.
pub(super) enum Json {
    Null,
    Boolean(bool),
    /// As it is written.
    Number(String),
    Text(String),
    Array(Vec<Json>),
    Object(Vec<(String, Json)>),
}

/// Where a library puts white space.
#[derive(Clone, Copy)]
enum Style {
    /// Nowhere.
    Compact,
    /// Behind each comma and colon, as Python does.
    Spaced,
    /// A line for each value, indented by so many spaces a level.
    Lines(usize),
}

/// The texts that common libraries write for a value: four styles, each with characters beyond ASCII as they are and as escapes,
/// and with escaped slashes.
pub(super) fn writings(value: &Json) -> impl Iterator<Item = String> {
    let styles = [Style::Compact, Style::Spaced, Style::Lines(2), Style::Lines(4)];
    styles.into_iter().flat_map(|style| {
        let mut text = String::new();
        write(&mut text, value, style, 0);
        let (escaped, slashed) = (escaped(&text), text.replace('/', "\\/"));
        [text, escaped, slashed]
    })
}

fn write(text: &mut String, value: &Json, style: Style, depth: usize) {
    match value {
        Json::Null => text.push_str("null"),
        Json::Boolean(value) => text.push_str(if *value { "true" } else { "false" }),
        Json::Number(number) => text.push_str(number),
        Json::Text(value) => write_text(text, value),
        Json::Array(items) => write_items(text, ['[', ']'], items, style, depth, |text, item, depth| {
            write(text, item, style, depth);
        }),
        Json::Object(members) => write_items(text, ['{', '}'], members, style, depth, |text, (key, value), depth| {
            write_text(text, key);
            text.push_str(if matches!(style, Style::Compact) { ":" } else { ": " });
            write(text, value, style, depth);
        }),
    }
}

fn write_items<T>(
    text: &mut String,
    [open, close]: [char; 2],
    items: &[T],
    style: Style,
    depth: usize,
    write_item: impl Fn(&mut String, &T, usize),
) {
    let inner = depth.saturating_add(1);
    let new_line = |text: &mut String, depth: usize| {
        if let Style::Lines(indent) = style {
            text.push('\n');
            text.extend(std::iter::repeat_n(' ', indent.saturating_mul(depth)));
        }
    };
    text.push(open);
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            text.push_str(if matches!(style, Style::Spaced) { ", " } else { "," });
        }
        new_line(text, inner);
        write_item(text, item, inner);
    }
    if !items.is_empty() {
        new_line(text, depth);
    }
    text.push(close);
}

fn write_text(text: &mut String, value: &str) {
    // Of a text this cannot fail.
    text.push_str(&serde_json::to_string(value).unwrap_or_default());
}

/// With every character beyond ASCII as escapes of its UTF-16 units.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_ascii() {
            escaped.push(character);
        } else {
            for unit in character.encode_utf16(&mut [0; 2]) {
                escaped.push_str(&format!("\\u{unit:04x}"));
            }
        }
    }
    escaped
}

/// A float as most libraries write it: an integer without a point, and an exponent only where it is far from 1.
fn number_text(number: f64) -> String {
    let magnitude = number.abs();
    if number == 0.0 {
        "0".to_owned()
    } else if (1e-6..1e21).contains(&magnitude) {
        number.to_string()
    } else {
        let text = format!("{number:e}");
        if magnitude < 1.0 { text } else { text.replace('e', "e+") }
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(JsonVisitor)
    }
}

struct JsonVisitor;

impl<'de> Visitor<'de> for JsonVisitor {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Boolean(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
        #[allow(clippy::cast_precision_loss)] // As a library that has floats alone reads it.
        Ok(Json::Number(number_text(value as f64)))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
        #[allow(clippy::cast_precision_loss)]
        Ok(Json::Number(number_text(value as f64)))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Json, E> {
        Ok(Json::Number(number_text(value)))
    }

    fn visit_str<E>(self, value: &str) -> Result<Json, E> {
        Ok(Json::Text(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Json, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = sequence.next_element()? {
            items.push(item);
        }
        Ok(Json::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(Json::Object(members))
    }
}
