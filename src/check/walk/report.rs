//! What is reported of a body.

use super::super::capture::Slot;
use super::super::detail::{Detail, Kind, Wanted};
use super::super::frame::{Frame, Place, pointer};
use super::super::issue::IssueCode;
use super::super::keys::OpenObject;
use super::super::shape::{Field, SameIds};
use super::super::strict;
use super::{Next, Step, Walk};

impl Walk {
    /// Reports the fields that an object lacks which has ended: those that are required, and in a strict check all others.
    pub(super) fn report_missing(&mut self, object: &OpenObject) {
        let fields = object.shape.map_or(&[][..], |shape| shape.fields);
        let is_strict = self.options.strict;
        // The required ones stand first.
        for (index, field) in fields.iter().enumerate().take_while(|(_, field)| field.required || is_strict) {
            if !self.keys.has(object, field, index) {
                self.missing(field);
            }
        }
    }

    #[cold]
    fn missing(&mut self, field: &Field) {
        let at = || pointer(&self.frames, &self.keys, Place::Value, [field.name.as_bytes()]);
        if field.required {
            let detail = Detail::Value { wanted: field.rule.wanted, found: Kind::Absent };
            self.issues.add(IssueCode::Required, at, detail);
        } else {
            self.warnings.add(IssueCode::MissingField, at, Detail::None);
        }
    }

    /// Reports an id of an object that must be the same as another one, and is not.
    #[inline(always)]
    pub(super) fn compare_ids(&mut self, object: &OpenObject) {
        if let Some(same) = object.shape.and_then(|shape| shape.same_ids.as_ref()) {
            self.compare_same(same);
        }
    }

    #[cold]
    fn compare_same(&mut self, SameIds { slots, path }: &SameIds) {
        let [one, other] = slots.map(|slot: Slot| self.captured.integer(slot));
        if one.zip(other).is_some_and(|(one, other)| one != other) {
            let at = || pointer(&self.frames, &self.keys, Place::Value, path.map(str::as_bytes));
            let detail = Detail::Value { wanted: Wanted::UserId, found: Kind::OtherNumber };
            self.issues.add(IssueCode::IdMismatch, at, detail);
        }
    }

    /// Reports the duplicate keys of an object that has ended.
    pub(super) fn report_duplicates(&mut self, duplicates: &[Box<[u8]>]) {
        for key in duplicates {
            let at = || pointer(&self.frames, &self.keys, Place::Value, [&**key]);
            self.issues.add(IssueCode::DuplicateKey, at, Detail::None);
        }
    }

    /// Ends the walk in an object with a key too many.
    #[cold]
    pub(super) fn too_many_keys(&mut self) -> Step {
        if let Some(Frame::Object(object, _)) = self.frames.last() {
            let limit = self.keys.limit(object);
            self.add(IssueCode::TooManyKeys, Place::Container, Detail::Keys(limit));
        }
        self.next = Next::Stopped;
        Ok(())
    }

    /// Warns of a key in no table.
    #[cold]
    pub(super) fn compare_key(&mut self) {
        let Some(Frame::Object(object, _)) = self.frames.last() else { return };
        let key = self.keys.last_of(object);
        if object.shape.is_some_and(|shape| shape.is_undocumented(key)) {
            self.warn(IssueCode::UndocumentedKey, Detail::None);
        }
    }

    /// Warns of text that is not as documented.
    #[cold]
    pub(super) fn compare_text(&mut self, raw: &[u8]) {
        let Some(rule) = self.expected.rule() else { return };
        if let Some((code, detail)) = strict::deviation(rule.form, raw) {
            self.warn(code, detail);
        }
    }

    #[cold]
    pub(super) fn refuse(&mut self, found: Kind) {
        let wanted = self.expected.rule().map_or(Wanted::Object, |rule| rule.wanted);
        self.add(IssueCode::WrongType, Place::Value, Detail::Value { wanted, found });
    }

    #[cold]
    pub(super) fn add(&mut self, code: IssueCode, place: Place, detail: Detail) {
        self.issues.add(code, || pointer(&self.frames, &self.keys, place, []), detail);
    }

    #[cold]
    pub(super) fn warn(&mut self, code: IssueCode, detail: Detail) {
        self.warnings.add(code, || pointer(&self.frames, &self.keys, Place::Value, []), detail);
    }
}
