//! Values of any type of JavaScript. js/webhooks/value.ts is the other side.

use crate::record::Reader;

/// What a caller gave where one kind of value is wanted and any may come.
pub enum Value<'a> {
    /// Undefined or null.
    Nothing,
    Text(&'a str),
    Number(f64),
    Boolean(bool),
    Other,
}

impl<'a> Value<'a> {
    #[inline(never)]
    pub fn read(reader: &mut Reader<'a>) -> Self {
        match reader.byte() {
            0 => Self::Nothing,
            1 => Self::Text(reader.text().unwrap_or_default()),
            2 => Self::Number(reader.number()),
            3 => Self::Boolean(true),
            4 => Self::Boolean(false),
            _ => Self::Other,
        }
    }
}
