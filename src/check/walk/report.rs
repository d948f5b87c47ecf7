//! What is told of a body.

use std::fmt::Arguments;

use super::super::frame::{Frame, Place, pointer, push_key};
use super::super::issue::IssueCode;
use super::super::keys::OpenObject;
use super::super::shape::Field;
use super::super::strict;
use super::{AGAIN, Kind, Walk};

impl Walk {
    /// Tells the fields that an object lacks which has ended: those that are required, and to a strict check all others.
    pub(super) fn tell_absent(&mut self, object: &OpenObject) {
        let fields = object.shape.map_or(&[][..], |shape| shape.fields);
        let is_strict = self.options.strict;
        // The required ones stand first.
        for field in fields.iter().take_while(|field| field.required || is_strict) {
            if !self.keys.has(object, field) {
                self.absent(field);
            }
        }
    }

    #[cold]
    fn absent(&mut self, field: &Field) {
        let (frames, keys) = (&self.frames, &self.keys);
        let at = || child(pointer(frames, keys, Place::Value), field.name.as_bytes());
        if field.required {
            let wanted = field.rule.expected;
            self.issues.add(IssueCode::Required, at, format_args!("must be {wanted}, but is absent"));
        } else {
            self.warnings.add(IssueCode::MissingField, at, format_args!("is documented, but absent"));
        }
    }

    /// Tells the keys that an object has again which has ended.
    pub(super) fn tell_again(&mut self, again: &[Box<[u8]>]) {
        for key in again {
            let (frames, keys) = (&self.frames, &self.keys);
            let at = || child(pointer(frames, keys, Place::Value), key);
            self.issues.add(IssueCode::DuplicateKey, at, format_args!("{AGAIN}"));
        }
    }

    /// Tells a strict check of a key in no table.
    #[cold]
    pub(super) fn compare_key(&mut self) {
        let Some(Frame::Object(object)) = self.frames.last() else { return };
        let key = self.keys.last_of(object);
        if object.shape.is_some_and(|shape| shape.is_news(key)) {
            self.warn(IssueCode::UndocumentedKey, format_args!("is a key that is not documented"));
        }
    }

    /// Tells a strict check of text that is not as documented.
    #[cold]
    pub(super) fn compare_text(&mut self, raw: &[u8]) {
        let Some(rule) = self.expected.rule() else { return };
        if let Some((code, what)) = strict::deviation(rule.form, raw) {
            self.warn(code, format_args!("{what}"));
        }
    }

    #[cold]
    pub(super) fn refuse(&mut self, kind: Kind) {
        let wanted = self.expected.rule().map_or("an object", |rule| rule.expected);
        self.add(IssueCode::WrongType, Place::Value, format_args!("must be {wanted}, but is {kind}"));
    }

    #[cold]
    pub(super) fn add(&mut self, code: IssueCode, place: Place, message: Arguments<'_>) {
        self.issues.add(code, || pointer(&self.frames, &self.keys, place), message);
    }

    #[cold]
    pub(super) fn warn(&mut self, code: IssueCode, message: Arguments<'_>) {
        self.warnings.add(code, || pointer(&self.frames, &self.keys, Place::Value), message);
    }
}

/// The pointer to a key of the object that a pointer names.
fn child(mut pointer: String, key: &[u8]) -> String {
    push_key(&mut pointer, key);
    pointer
}
