//! Goes through a body once and tells what is wrong with it.

use super::MAX_DEPTH;
use super::cursor::{Cursor, Fault};
use super::issue::{IssueCode, Issues};
use super::key_memory::{Found, KeyMemory, OpenObject};
use super::number;
use super::path::Path;
use super::shape::{NumberRule, ObjectRule, ObjectShape, Rule};

/// The walk.
pub(super) struct Walk<'a> {
    pub cursor: Cursor<'a>,
    keys: KeyMemory<'a>,
    issues: Issues,
}

/// The body cannot be read any further; why is among the issues.
pub(super) struct Stop;

type Step<T = ()> = Result<T, Stop>;

/// What a value must be.
#[derive(Clone, Copy)]
enum Expected {
    Anything,
    Value(&'static Rule),
    ValueOrNull(&'static Rule),
}

/// What a value is, in words.
type Kind = &'static str;

const AGAIN: &str = "is a key that the object already has";

impl Expected {
    fn of(found: &Found<'_>) -> Self {
        match found.field {
            None => Self::Anything,
            Some(field) if field.required => Self::Value(field.rule),
            Some(field) => Self::ValueOrNull(field.rule),
        }
    }

    const fn rule(self) -> Option<&'static Rule> {
        match self {
            Self::Anything => None,
            Self::Value(rule) | Self::ValueOrNull(rule) => Some(rule),
        }
    }
}

impl<'a> Walk<'a> {
    pub const fn new(body: &'a [u8], issues: Issues) -> Self {
        Self { cursor: Cursor::new(body), keys: KeyMemory::new(), issues }
    }

    /// Reads the whole body, an object of this shape; gives what is wrong with it.
    pub fn document(mut self, shape: &'static ObjectShape) -> Issues {
        // The reason of a stop is among the issues.
        let _ = self.only_value(shape);
        self.issues
    }

    fn only_value(&mut self, shape: &'static ObjectShape) -> Step {
        let path = &Path::ROOT;
        self.cursor.skip_whitespace();
        if self.cursor.peek() == Some(b'{') {
            self.object(Some(shape), path)?;
        } else {
            let kind = self.unchecked_value(path)?;
            self.issues.add(IssueCode::WrongType, path, format_args!("must be an object, but is {kind}"));
        }
        self.cursor.skip_whitespace();
        if !self.cursor.is_at_end() {
            let at = self.cursor.offset();
            self.issues.add(IssueCode::TrailingData, path, format_args!("has something after its value, at byte {at}"));
        }
        Ok(())
    }

    fn value(&mut self, expected: Expected, path: &Path<'_>) -> Step {
        self.cursor.skip_whitespace();
        let Some(rule) = expected.rule() else {
            return self.unchecked_value(path).map(|_| ());
        };
        let accepted = match self.cursor.peek() {
            Some(b'"') => rule.text,
            Some(b't' | b'f') => rule.boolean,
            Some(b'n') => matches!(expected, Expected::ValueOrNull(_)),
            Some(b'{') => match rule.object {
                Some(ObjectRule::Shape(shape)) => return self.object(Some(shape), path),
                Some(ObjectRule::Opaque) => true,
                None => false,
            },
            Some(b'[') => match rule.array {
                Some(items) => return self.array(Expected::Value(items), path),
                None => false,
            },
            Some(b'-' | b'0'..=b'9') => match rule.number {
                Some(numbers) => return self.number(numbers, rule, path),
                None => false,
            },
            // No value at all.
            _ => true,
        };
        let kind = self.unchecked_value(path)?;
        if !accepted {
            let wanted = rule.expected;
            self.issues.add(IssueCode::WrongType, path, format_args!("must be {wanted}, but is {kind}"));
        }
        Ok(())
    }

    /// A value of which only the grammar is checked; gives what it is.
    pub fn unchecked_value(&mut self, path: &Path<'_>) -> Step<Kind> {
        let (read, kind) = match self.cursor.peek() {
            Some(b'"') => {
                self.cursor.eat(b'"');
                (self.cursor.text().map(|_| ()), "text")
            }
            Some(b'{') => return self.object(None, path).map(|()| "an object"),
            Some(b'[') => return self.array(Expected::Anything, path).map(|()| "an array"),
            Some(b'n') => (self.cursor.literal(b"null"), "null"),
            Some(b't') => (self.cursor.literal(b"true"), "true or false"),
            Some(b'f') => (self.cursor.literal(b"false"), "true or false"),
            Some(b'-' | b'0'..=b'9') => (self.cursor.number().map(|_| ()), "a number"),
            _ => (Err(Fault("expected a value")), "nothing"),
        };
        match read {
            Ok(()) => Ok(kind),
            Err(fault) => Err(self.stop(&fault, path)),
        }
    }

    fn number(&mut self, numbers: NumberRule, rule: &Rule, path: &Path<'_>) -> Step {
        let text = self.cursor.number().map_err(|fault| self.stop(&fault, path))?;
        if let Some(code) = number::refuse(text, numbers) {
            let wanted = rule.expected;
            self.issues.add(code, path, format_args!("must be {wanted}, but is another number"));
        }
        Ok(())
    }

    fn array(&mut self, items: Expected, path: &Path<'_>) -> Step {
        self.enter(path)?;
        self.cursor.eat(b'[');
        if self.cursor.eat_token(b']') {
            return Ok(());
        }
        for index in 0.. {
            self.value(items, &path.index(index))?;
            if !self.cursor.eat_token(b',') {
                break;
            }
        }
        self.token(b']', "expected a comma or ]", path)
    }

    fn object(&mut self, shape: Option<&'static ObjectShape>, path: &Path<'_>) -> Step {
        self.enter(path)?;
        let mut object = self.keys.open(shape, path.depth);
        self.cursor.eat(b'{');
        if !self.cursor.eat_token(b'}') {
            loop {
                self.member(&mut object, path)?;
                if !self.cursor.eat_token(b',') {
                    break;
                }
            }
            self.token(b'}', "expected a comma or }", path)?;
        }
        self.end_of_object(object, shape, path);
        Ok(())
    }

    fn member(&mut self, object: &mut OpenObject<'a>, path: &Path<'_>) -> Step {
        self.token(b'"', "expected a key in quotes", path)?;
        let found = match object.expected(self.cursor.rest()) {
            Some((found, rest)) => {
                self.cursor.go_to(rest);
                found
            }
            None => {
                let key = self.cursor.text().map_err(|fault| self.stop(&fault, path))?;
                self.keys.find(object, key)
            }
        };
        let path = &path.key(found.raw);
        if found.again {
            self.issues.add(IssueCode::DuplicateKey, path, format_args!("{AGAIN}"));
        }
        self.token(b':', "expected a colon", path)?;
        self.value(Expected::of(&found), path)
    }

    fn end_of_object(&mut self, object: OpenObject<'a>, shape: Option<&'static ObjectShape>, path: &Path<'_>) {
        for field in shape.map_or(&[][..], |shape| shape.fields) {
            if field.required && !self.keys.has(&object, field) {
                let path = &path.key(field.name.as_bytes());
                self.issues.add(
                    IssueCode::Required,
                    path,
                    format_args!("must be {}, but is absent", field.rule.expected),
                );
            }
        }
        let issues = &mut self.issues;
        self.keys.close(object, |key| issues.add(IssueCode::DuplicateKey, &path.key(key), format_args!("{AGAIN}")));
    }

    /// Refuses an object or array that stands too deep.
    fn enter(&mut self, path: &Path<'_>) -> Step {
        if path.depth < MAX_DEPTH {
            return Ok(());
        }
        self.issues.add(IssueCode::TooDeep, path, format_args!("is nested deeper than {MAX_DEPTH} levels"));
        Err(Stop)
    }

    fn token(&mut self, byte: u8, otherwise: &'static str, path: &Path<'_>) -> Step {
        if self.cursor.eat_token(byte) { Ok(()) } else { Err(self.stop(&Fault(otherwise), path)) }
    }

    #[cold]
    fn stop(&mut self, fault: &Fault, path: &Path<'_>) -> Stop {
        let at = self.cursor.offset();
        let what = fault.0;
        if self.cursor.is_at_end() {
            self.issues.add(
                IssueCode::Syntax,
                path,
                format_args!("is no JSON: {what}, but the body ends at byte {at}"),
            );
        } else {
            self.issues.add(IssueCode::Syntax, path, format_args!("is no JSON: {what} at byte {at}"));
        }
        Stop
    }
}
