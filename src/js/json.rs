//! Making objects of checked JSON, by JavaScript's own parser.

use std::cell::RefCell;

use wasm_bindgen::prelude::*;

use crate::check::to_ascii;

#[wasm_bindgen]
extern "C" {
    /// A runtime's own way to parse JSON of ASCII bytes.
    pub type AsciiParser;

    #[wasm_bindgen(method, catch)]
    fn parse(this: &AsciiParser, json: &[u8]) -> Result<JsValue, JsValue>;
}

thread_local! {
    static PARSER: RefCell<Option<AsciiParser>> = const { RefCell::new(None) };
}

/// Says how this runtime parses ASCII fastest. Without one, JSON goes by way of `TextDecoder`.
#[wasm_bindgen(js_name = registerAsciiParser)]
pub fn register_ascii_parser(parser: AsciiParser) {
    PARSER.set(Some(parser));
}

/// The object that checked JSON says.
pub fn parse(json: &str) -> Result<JsValue, JsValue> {
    PARSER.with_borrow(|parser| {
        let ascii = parser.as_ref().and_then(|parser| Some((parser, to_ascii(json)?)));
        ascii.map_or_else(|| js_sys::JSON::parse(json), |(parser, ascii)| parser.parse(&ascii))
    })
}
