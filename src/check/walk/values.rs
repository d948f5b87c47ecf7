//! The values that hold no others.

use super::super::cursor::{Cursor, Halt, is_whitespace};
use super::super::frame::{Expected, Frame, Place};
use super::super::issue::IssueCode;
use super::super::{number, object_text};
use super::{Broken, LONG_TEXT, Step, Walk};

impl Walk {
    #[inline(always)]
    pub(super) fn value(&mut self, cursor: &mut Cursor<'_>) -> Step {
        match cursor.peek() {
            Some(b'"') => {
                cursor.eat(b'"');
                self.text(cursor)?;
            }
            Some(b'-' | b'0'..=b'9') => self.number(cursor)?,
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
        match self.expected {
            Expected::Anything => {}
            Expected::Value(rule) | Expected::ValueOrNull { rule, .. } if rule.text => {}
            _ => self.refuse("text"),
        }
    }

    pub(super) fn long_text(&mut self, cursor: &mut Cursor<'_>) -> Step {
        cursor.text().map_err(|halt| (halt, Place::Value))?;
        if self.options.strict {
            // What it says does not count any more: it is longer than all that is documented.
            self.compare_text(&[b' '; LONG_TEXT]);
        }
        self.end_of_value();
        Ok(())
    }

    #[inline(always)]
    pub(super) fn number(&mut self, cursor: &mut Cursor<'_>) -> Step {
        let text = cursor.number().map_err(|halt| (halt, Place::Value))?;
        let Some(rule) = self.expected.rule() else {
            if !matches!(self.expected, Expected::Anything) {
                self.refuse("a number");
            }
            return Ok(());
        };
        let Some(numbers) = rule.number else {
            self.refuse("a number");
            return Ok(());
        };
        if let Some(code) = number::refuse(text, numbers) {
            let wanted = rule.expected;
            self.add(code, Place::Value, format_args!("must be {wanted}, but is another number"));
        } else if self.frames.len() == 1 {
            self.capture(text);
        }
        Ok(())
    }

    /// Keeps the id of a webhook's payload, so that nobody has to make an object for it.
    #[cold]
    pub(super) fn capture(&mut self, number: &[u8]) {
        if let Some(Frame::Object(object)) = self.frames.last()
            && self.keys.last_of(object) == b"id_webhook_data"
        {
            self.id_webhook_data = number::safe_integer(number);
        }
    }

    #[inline(always)]
    pub(super) fn null(&mut self) {
        match self.expected {
            Expected::Anything => {}
            Expected::ValueOrNull { documented, .. } => {
                if self.options.strict && !documented {
                    self.warn(IssueCode::UnexpectedNull, format_args!("is null, which is not documented"));
                }
            }
            Expected::Value(_) | Expected::Root(_) => self.refuse("null"),
        }
    }

    pub(super) fn boolean(&mut self, cursor: &mut Cursor<'_>, text: &[u8]) -> Step {
        literal(cursor, text)?;
        if !matches!(self.expected, Expected::Anything) && !self.expected.rule().is_some_and(|rule| rule.boolean) {
            self.refuse("true or false");
        }
        Ok(())
    }

    #[cold]
    fn mark(&mut self, cursor: &mut Cursor<'_>) -> Step {
        let [_, reason, rest @ ..] = cursor.rest() else {
            return Err((Halt::Starved("expected a value"), Place::Value));
        };
        cursor.go_to(rest);
        let what = object_text::meaning(*reason);
        self.add(IssueCode::NotJson, Place::Value, format_args!("is no JSON: {what}"));
        Ok(())
    }
}

#[inline(always)]
fn literal(cursor: &mut Cursor<'_>, text: &[u8]) -> Step {
    cursor.literal(text).map_err(|halt| (halt, Place::Value))
}

#[cold]
fn expected_value(cursor: &Cursor<'_>) -> Broken {
    (cursor.missing("expected a value"), Place::Value)
}
