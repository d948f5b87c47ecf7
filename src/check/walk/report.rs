//! What is reported of a body.

use super::super::detail::{Detail, Kind, Wanted};
use super::super::frame::{Frame, Place, pointer};
use super::super::issue::{Issue, IssueCode};
use super::super::shape::{Field, ObjectShape, SameIds};
use super::super::strict;
use super::{Next, Step, Walk};

impl Walk {
    /// Reports the fields that the innermost object lacks, which has ended and is of this shape: those that are required, and in a
    /// strict check all others. Then an id of it that must be the same as another one, and is not.
    #[inline(always)]
    pub(super) fn report_missing(&mut self, shape: &'static ObjectShape) {
        let mut index = 0;
        // The required ones stand first.
        while let Some(field) = shape.fields.get(index)
            && (field.required || self.options.strict)
        {
            if let Some(Frame::Object(object, _)) = self.frames.last()
                && !self.keys.has(object, field, index)
            {
                self.missing(field);
            }
            index = index.wrapping_add(1);
        }
        if let Some(same) = &shape.same_ids {
            self.compare_same(same);
        }
    }

    #[cold]
    fn missing(&mut self, field: &Field) {
        let path = &[field.name.as_bytes()];
        if field.required {
            let detail = Detail::Value { wanted: field.rule.wanted, found: Kind::Absent };
            self.report(IssueCode::Required, Place::Container, path, detail);
        } else {
            self.report(IssueCode::MissingField, Place::Container, path, Detail::None);
        }
    }

    #[cold]
    fn compare_same(&mut self, SameIds { slots: [one, other], path: [outer, inner] }: &SameIds) {
        let (one, other) = (self.captured.integer(*one), self.captured.integer(*other));
        if one.is_some() && other.is_some() && one != other {
            let detail = Detail::Value { wanted: Wanted::UserId, found: Kind::OtherNumber };
            let path = &[outer.as_bytes(), inner.as_bytes()];
            self.report(IssueCode::IdMismatch, Place::Container, path, detail);
        }
    }

    /// Reports the duplicate keys of the innermost object, which has ended.
    #[cold]
    pub(super) fn report_duplicates(&mut self, duplicates: &[Box<[u8]>]) {
        for key in duplicates {
            self.report(IssueCode::DuplicateKey, Place::Container, &[key], Detail::None);
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
            self.add(IssueCode::UndocumentedKey, Place::Value, Detail::None);
        }
    }

    /// Warns of text that is not as documented.
    #[cold]
    pub(super) fn compare_text(&mut self, raw: &[u8]) {
        let Some(rule) = self.expected.rule() else { return };
        if let Some((code, detail)) = strict::deviation(rule.form, raw) {
            self.add(code, Place::Value, detail);
        }
    }

    #[cold]
    pub(super) fn refuse(&mut self, found: Kind) {
        let wanted = self.expected.rule().map_or(Wanted::Object, |rule| rule.wanted);
        self.add(IssueCode::WrongType, Place::Value, Detail::Value { wanted, found });
    }

    #[cold]
    pub(super) fn add(&mut self, code: IssueCode, place: Place, detail: Detail) {
        self.report(code, place, &[], detail);
    }

    /// Reports what is wrong with the place that `path` leads to from there.
    #[inline(never)]
    fn report(&mut self, code: IssueCode, place: Place, path: &[&[u8]], detail: Detail) {
        let issues = if code.is_warning() { &mut self.warnings } else { &mut self.issues };
        if let Some(list) = issues.add(code) {
            list.push(Issue { pointer: pointer(&self.frames, &self.keys, place, path), code, detail });
        }
    }
}
