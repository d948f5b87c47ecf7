//! The window, records and numbers, called as JavaScript calls them: nothing that comes may trap.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

use powens_users::ForeignError;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::error::{read_foreign, write_foreign};
use crate::record::{Reader, Writer};
use crate::slab::Slab;
use crate::window;

/// Lengths and numbers that no host of good will gives.
pub const HOSTILE: [usize; 6] = [1, 131_073, usize::MAX / 2, usize::MAX - 31, usize::MAX - 1, usize::MAX];

/// A small generator with 32 bits of state (Tommy Ettinger's mulberry32).
pub struct Random(pub u32);

impl Random {
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x6D2B_79F5);
        let mut mixed = (self.0 ^ (self.0 >> 15)).wrapping_mul(self.0 | 1);
        mixed ^= mixed.wrapping_add((mixed ^ (mixed >> 7)).wrapping_mul(mixed | 61));
        (mixed ^ (mixed >> 14)) as usize % limit
    }

    /// Bytes among which numbers that a record begins a text with are many.
    pub fn record(&mut self) -> Vec<u8> {
        let bytes = [0, 0, 0, 1, 2, 3, 4, 32, 0xFF, 0xFF];
        let length = self.below(200);
        (0..length)
            .map(|_| if self.below(3) == 0 { self.below(256) as u8 } else { bytes[self.below(bytes.len())] })
            .collect()
    }
}

/// The first bytes of the window.
pub fn answer(length: usize) -> Vec<u8> {
    window::read(length, <[u8]>::to_vec)
}

/// What a record of these bytes is sent by.
pub fn send(bytes: &[u8]) -> usize {
    window::write(bytes)
}

#[wasm_bindgen_test]
fn records_are_read_as_they_were_written() {
    let long = "é".repeat(100_000);
    let texts = [None, Some(""), Some("a\0b"), Some("Café 😀"), Some(long.as_str())];
    let numbers = [0.0, -0.0, 1.5, f64::MAX, f64::NEG_INFINITY, 9_007_199_254_740_991.0];
    let mut writer = Writer::default();
    writer.byte(0).byte(255).optional_number(None).optional_number(Some(2.0));
    numbers.iter().for_each(|number| {
        writer.number(*number);
    });
    texts.iter().for_each(|text| {
        writer.text(*text);
    });
    let length = writer.send();
    assert_eq!(length, 2 + 8 * (2 + numbers.len()) + 4 * texts.len() + 3 + 10 + long.len());

    let record = answer(length);
    let mut reader = Reader::new(&record);
    assert_eq!(reader.peek(), Some(0));
    assert_eq!((reader.flag(), reader.byte()), (false, 255));
    assert!(reader.number().is_nan());
    assert_eq!(reader.number().to_bits(), 2.0_f64.to_bits());
    numbers.iter().for_each(|number| assert_eq!(reader.number().to_bits(), number.to_bits()));
    texts.iter().for_each(|text| assert_eq!(reader.text(), *text));
    assert_eq!(reader.peek(), None);
}

#[wasm_bindgen_test]
fn what_is_missing_reads_as_nothing() {
    let mut writer = Writer::default();
    writer.byte(7).number(1.5).text(Some("text"));
    let record = answer(writer.send());
    for length in 0..record.len() {
        let mut reader = Reader::new(&record[..length]);
        let read = (reader.byte(), reader.number(), reader.text());
        assert_eq!(read.0, if length > 0 { 7 } else { 0 }, "{length}");
        assert_eq!(read.1.to_bits(), if length > 8 { 1.5_f64.to_bits() } else { 0 }, "{length}");
        assert_eq!(read.2, Some(""), "{length}");
        assert_eq!((reader.byte(), reader.number().to_bits(), reader.text()), (0, 0, Some("")), "{length}");
    }
}

#[wasm_bindgen_test]
fn a_text_ends_where_its_record_does() {
    for (length, bytes, read) in [
        (u32::MAX, &b"abc"[..], None),
        (u32::MAX - 1, b"abc", Some("")),
        (4, b"abc", Some("")),
        (3, b"abc", Some("abc")),
        (2, b"abc", Some("ab")),
        (2, b"\xFF\xFE", None),
        (1, "é".as_bytes(), None),
    ] {
        let record = [&length.to_le_bytes()[..], bytes].concat();
        assert_eq!(Reader::new(&record).text(), read, "{length}");
    }
}

#[wasm_bindgen_test]
fn the_window_grows_and_keeps_what_it_holds() {
    send(b"kept");
    let mut address = 0;
    for length in [1, 4, 131_072, 1 << 20, 1 << 20, 5] {
        address = window::window_at(length);
        assert_ne!(address, 0, "{length}");
        assert_eq!(answer(4), b"kept", "{length}");
    }
    assert_eq!(window::window_at(1 << 20), address);
    assert!(answer(usize::MAX).len() >= 1 << 20);
}

#[wasm_bindgen_test]
fn a_window_beyond_all_memory_is_none_and_the_next_is_there() {
    for length in [usize::MAX, usize::MAX - 1, 0xF000_0000] {
        assert_eq!(window::window_at(length), 0, "{length}");
        assert_ne!(window::window_at(16), 0);
        assert_eq!(answer(send(b"still here")), b"still here");
    }
}

#[wasm_bindgen_test]
fn bytes_are_moved_within_the_window_only() {
    window::window_at(1000);
    let size = answer(usize::MAX).len();
    for (start, end, left) in [
        (2, 6, &b"cdef"[..]),
        (0, 6, b"abcd"),
        (6, 6, b"abcd"),
        (6, 2, b"abcd"),
        (2, usize::MAX, b"cdef"),
        (size, usize::MAX, b"abcd"),
        (usize::MAX - 1, usize::MAX, b"abcd"),
        (usize::MAX, 0, b"abcd"),
    ] {
        send(b"abcdef");
        window::move_to_start(start, end);
        assert_eq!(answer(4), left, "{start} {end}");
        assert_eq!(answer(usize::MAX).len(), size);
    }
}

#[wasm_bindgen_test]
fn a_number_names_one_value_until_it_is_taken_out() {
    let mut slab = Slab::new();
    assert_eq!([slab.insert('a'), slab.insert('b'), slab.insert('c')], [0, 1, 2]);
    assert_eq!(slab.remove(1), Some('b'));
    assert_eq!((slab.remove(1), slab.get_mut(1).copied()), (None, None));
    assert_eq!((slab.insert('d'), slab.insert('e')), (1, 3));
    assert_eq!([1, 2].map(|number| slab.get_mut(number).copied()), [Some('d'), Some('c')]);
    for number in [4, usize::MAX - 1, usize::MAX] {
        assert_eq!((slab.get_mut(number).copied(), slab.remove(number)), (None, None));
    }
}

/// An error behind so many others.
fn nested(depth: usize, message: &str) -> ForeignError {
    let source = depth.checked_sub(1).map(|depth| Box::new(nested(depth, message)));
    ForeignError { name: format!("Error{depth}"), message: message.to_owned(), source, ..ForeignError::default() }
}

fn depth(error: &ForeignError) -> usize {
    1 + error.source.as_deref().map_or(0, depth)
}

#[wasm_bindgen_test]
fn errors_of_others_are_read_as_they_were_written_so_deep() {
    let mut error = nested(3, "Café");
    (error.code, error.digest) = (Some(String::new()), Some("NEXT".to_owned()));
    for (error, read) in [(Some(&error), 4), (Some(&nested(7, "")), 8), (Some(&nested(100, "")), 8), (None, 0)] {
        let mut writer = Writer::default();
        write_foreign(&mut writer, error);
        let found = read_foreign(&mut Reader::new(&answer(writer.send())));
        assert_eq!(found.as_ref().map_or(0, depth), read);
        if read < 8 {
            assert_eq!(found.as_ref(), error);
        }
    }
}

#[wasm_bindgen_test]
fn no_secret_passes_the_window() {
    let mut writer = Writer::default();
    writer.byte(2).text(Some("s3cr3t-token")).text(Some("an0ther-token"));
    write_foreign(&mut writer, Some(&nested(2, "sent s3cr3t-token and an0ther-token")));
    let length = writer.send();
    let record = answer(crate::redact::redact(length));
    let text = String::from_utf8_lossy(&record);
    assert!(text.contains("Error0") && text.contains("[redacted]"), "{text}");
    assert!(!text.contains("s3cr3t") && !text.contains("an0ther"), "{text}");
    for length in HOSTILE {
        crate::redact::redact(length);
    }
}
