//! The values that hold no others.

use super::super::cursor::{Cursor, Halt, is_whitespace};
use super::super::detail::{Detail, JsonPart, Kind};
use super::super::frame::{Expected, Place};
use super::super::issue::IssueCode;
use super::super::{MAX_NUMBER_BYTES, number, object_text};
use super::{Broken, Next, Step, Walk};

impl Walk {
    #[inline(always)]
    pub(super) fn value(&mut self, cursor: &mut Cursor<'_>) -> Step {
        match cursor.peek() {
            Some(b'"') => {
                cursor.eat(b'"');
                self.text(cursor)?;
            }
            Some(b'-' | b'0'..=b'9') => {
                self.number(cursor)?;
                if self.is_stopped() {
                    return Ok(());
                }
            }
            Some(b'n') => {
                literal(cursor, b"null")?;
                self.null();
            }
            Some(b't') => self.boolean(cursor, b"true")?,
            Some(b'f') => self.boolean(cursor, b"false")?,
            Some(b'{') => return self.object(cursor),
            Some(b'[') => return self.array(cursor),
            Some(object_text::MARK) if self.options.from_object => self.mark(cursor)?,
            _ => {
                cursor.peek().filter(|byte| is_whitespace(*byte)).ok_or_else(|| expected_value(cursor))?;
                cursor.skip_whitespace();
                return Ok(());
            }
        }
        self.end_of_value();
        Ok(())
    }

    #[inline(always)]
    pub(super) fn text(&mut self, cursor: &mut Cursor<'_>) -> Step {
        match cursor.text() {
            Ok(text) => {
                self.text_begins();
                if self.options.strict {
                    self.compare_text(text.bytes);
                }
                Ok(())
            }
            Err(halt) => {
                if cursor.is_last() || matches!(halt, Halt::Fault(_)) {
                    self.text_begins();
                }
                Err((halt, Place::Value))
            }
        }
    }

    /// Refuses text where something else must be.
    #[inline(always)]
    pub(super) fn text_begins(&mut self) {
        let passes = match self.expected {
            Expected::Anything => true,
            Expected::Root(_) => false,
            Expected::Field(field) => field.rule.text,
            Expected::Item(rule) => rule.text,
        };
        if !passes {
            self.refuse(Kind::Text);
        }
    }

    pub(super) fn long_text(&mut self, cursor: &mut Cursor<'_>) -> Step {
        cursor.text().map_err(|halt| (halt, Place::Value))?;
        if self.options.strict {
            // It is longer than all that is documented, which is none of it a space, so what it says does not matter.
            self.compare_text(b" ");
        }
        self.end_of_value();
        Ok(())
    }

    /// A number is read as a whole: one as long as a body would need a window as long.
    #[cold]
    fn refuse_long_number(&mut self) {
        self.add(IssueCode::TooLarge, Place::Value, Detail::Limit(MAX_NUMBER_BYTES as u64));
        self.next = Next::Stopped;
    }

    #[inline(always)]
    pub(super) fn number(&mut self, cursor: &mut Cursor<'_>) -> Step {
        let before = cursor.rest().len();
        let read = cursor.number();
        if before.saturating_sub(cursor.rest().len()) > MAX_NUMBER_BYTES {
            self.refuse_long_number();
            return Ok(());
        }
        let text = read.map_err(|halt| (halt, Place::Value))?;
        let Some(rule) = self.expected.rule() else {
            if !matches!(self.expected, Expected::Anything) {
                self.refuse(Kind::Number);
            }
            return Ok(());
        };
        let Some(numbers) = rule.number else {
            self.refuse(Kind::Number);
            return Ok(());
        };
        match (number::read(text, numbers), self.expected.capture()) {
            (Ok(Some(integer)), Some(slot)) => self.captured.keep_integer(slot, integer),
            (Ok(_), _) => {}
            (Err(code), _) => {
                let detail = Detail::Value { wanted: rule.wanted, found: Kind::OtherNumber };
                self.add(code, Place::Value, detail);
            }
        }
        Ok(())
    }

    #[inline(always)]
    pub(super) fn null(&mut self) {
        match self.expected {
            Expected::Anything => {}
            Expected::Field(field) if !field.required => {
                if self.options.strict && !field.nullable {
                    self.add(IssueCode::UnexpectedNull, Place::Value, Detail::None);
                }
            }
            _ => self.refuse(Kind::Null),
        }
    }

    pub(super) fn boolean(&mut self, cursor: &mut Cursor<'_>, text: &[u8]) -> Step {
        literal(cursor, text)?;
        if !matches!(self.expected, Expected::Anything) && !self.expected.rule().is_some_and(|rule| rule.boolean) {
            self.refuse(Kind::Boolean);
        }
        Ok(())
    }

    #[cold]
    fn mark(&mut self, cursor: &mut Cursor<'_>) -> Step {
        let [_, reason, rest @ ..] = cursor.rest() else {
            return Err((Halt::Partial(JsonPart::Value), Place::Value));
        };
        cursor.go_to(rest);
        self.add(IssueCode::NotJson, Place::Value, Detail::NotJson(object_text::meaning(*reason)));
        Ok(())
    }
}

#[inline(always)]
fn literal(cursor: &mut Cursor<'_>, text: &[u8]) -> Step {
    cursor.literal(text).map_err(|halt| (halt, Place::Value))
}

#[cold]
fn expected_value(cursor: &Cursor<'_>) -> Broken {
    (cursor.missing(JsonPart::Value), Place::Value)
}
