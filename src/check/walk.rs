//! Goes through a body once, token by token, and tells what is wrong with it.
//!
//! What it needs to go on is in its fields and not on the stack, so that it may stop wherever a window of the body ends. A
//! step that the end of a window cuts is done again from its beginning, so it changes nothing before it has all it needs.

use std::fmt::Arguments;

use super::cursor::{Cursor, Halt, is_whitespace};
use super::frame::{Expected, Frame, Place, pointer, push_key};
use super::issue::{Issue, IssueCode, Issues};
use super::keys::{Found, Keys};
use super::shape::{Field, ObjectRule, ObjectShape};
use super::{MAX_DEPTH, number, object_text, strict};

/// The walk.
pub(super) struct Walk {
    frames: Vec<Frame>,
    keys: Keys,
    next: Next,
    /// What the value must be that is next, or being read.
    expected: Expected,
    options: Options,
    issues: Issues,
    warnings: Issues,
    id_webhook_data: Option<i64>,
}

/// What is asked of a walk.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Most issues, and most warnings, that are kept.
    pub max_issues: usize,
    /// Whether deviations from the documentation become warnings.
    pub strict: bool,
    /// Whether the body was written from an object, and may hold the marks of [`object_text`].
    pub from_object: bool,
}

/// What the body must go on with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    Value,
    FirstItem,
    FirstKey,
    Key,
    Separator,
    /// The rest of a text that is longer than a window.
    LongText,
    /// Nothing but white space.
    End,
    /// Nothing counts any more; why is among the issues.
    Stopped,
}

/// Why a step ends early, and what that is about.
type Broken = (Halt, Place);
type Step = Result<(), Broken>;

/// What a value is, in words.
type Kind = &'static str;

/// No text of a documented form, and no value of an enumeration, is as long.
const LONG_TEXT: usize = 64;

impl Default for Walk {
    fn default() -> Self {
        Self {
            frames: Vec::new(),
            keys: Keys::default(),
            next: Next::Stopped,
            expected: Expected::Anything,
            options: Options::default(),
            issues: Issues::new(0),
            warnings: Issues::new(0),
            id_webhook_data: None,
        }
    }
}

impl Walk {
    /// Begins with a body of this shape.
    pub fn begin(&mut self, shape: &'static ObjectShape, options: Options) {
        self.frames.clear();
        self.keys.forget_overflow();
        self.next = Next::Value;
        self.expected = Expected::Root(shape);
        self.options = options;
        self.issues = Issues::new(options.max_issues);
        self.warnings = Issues::new(options.max_issues);
        self.id_webhook_data = None;
    }

    pub const fn is_stopped(&self) -> bool {
        matches!(self.next, Next::Stopped)
    }

    /// The issues, the warnings and the captured id. Nothing counts any more.
    pub fn take_findings(&mut self) -> (Issues, Vec<Issue>, Option<i64>) {
        self.next = Next::Stopped;
        let take = |issues: &mut Issues| std::mem::replace(issues, Issues::new(0));
        (take(&mut self.issues), take(&mut self.warnings).into_mismatches(), self.id_webhook_data)
    }

    /// Ends the walk with an issue about the whole body.
    pub fn refuse_body(&mut self, code: IssueCode, message: Arguments<'_>) {
        self.next = Next::Stopped;
        self.issues.add(code, String::new, message);
    }

    /// Reads a window as far as it goes, and gives how many of its bytes are done with: the others must come again, at the
    /// start of the next window. `before` is how many bytes of the body came before it.
    pub fn read(&mut self, window: &[u8], before: usize, is_last: bool) -> usize {
        let mut cursor = Cursor::new(window, is_last);
        while !matches!(self.next, Next::End | Next::Stopped) {
            match self.step(&mut cursor) {
                Ok(()) => cursor.commit(),
                Err((Halt::Starved(_), _)) if !is_last => return self.cut(&cursor, window),
                Err((Halt::Starved(what) | Halt::Fault(what), place)) => {
                    let at = before.saturating_add(cursor.offset());
                    let ends = if cursor.is_at_end() { ", but the body ends" } else { "" };
                    self.add(IssueCode::Syntax, place, format_args!("is no JSON: {what}{ends} at byte {at}"));
                    self.next = Next::Stopped;
                }
            }
        }
        cursor.skip_whitespace();
        if self.next == Next::End && !cursor.is_at_end() {
            let at = before.saturating_add(cursor.offset());
            self.refuse_body(IssueCode::TrailingData, format_args!("has something after its value, at byte {at}"));
        }
        window.len()
    }

    /// What is done with where the end of the window cuts a token. A text that fills the window is read piece by piece.
    #[cold]
    fn cut(&mut self, cursor: &Cursor<'_>, window: &[u8]) -> usize {
        if self.next == Next::LongText {
            return cursor.offset();
        }
        let is_text = self.next == Next::Value && window.first() == Some(&b'"');
        if cursor.done() > 0 || !is_text || window.len() < LONG_TEXT {
            return cursor.done();
        }
        self.text_begins();
        if self.options.strict {
            self.compare_text(window);
        }
        self.next = Next::LongText;
        cursor.offset()
    }

    #[inline(always)]
    fn step(&mut self, cursor: &mut Cursor<'_>) -> Step {
        match self.next {
            Next::Separator => self.separator(cursor),
            Next::Value => self.value(cursor),
            Next::LongText => self.long_text(cursor),
            Next::Key => self.key(cursor),
            Next::FirstKey => self.first_key(cursor),
            Next::FirstItem => self.first_item(cursor),
            Next::End | Next::Stopped => Ok(()),
        }
    }

    #[inline(always)]
    fn separator(&mut self, cursor: &mut Cursor<'_>) -> Step {
        match self.frames.last_mut() {
            Some(Frame::Object(object)) => {
                if let Some((found, rest)) = object.expected(cursor.rest()) {
                    cursor.go_to(rest);
                    self.member(found);
                    cursor.commit();
                    return self.value(cursor);
                } else if cursor.eat(b',') {
                    self.next = Next::Key;
                } else if cursor.eat(b'}') {
                    self.end_of_object();
                } else {
                    return whitespace_or(cursor, "expected a comma or }");
                }
            }
            Some(Frame::Array { items, index }) => {
                if cursor.eat(b',') {
                    *index = index.saturating_add(1);
                    self.expected = *items;
                    self.next = Next::Value;
                } else if cursor.eat(b']') {
                    self.frames.pop();
                    self.end_of_value();
                } else {
                    return whitespace_or(cursor, "expected a comma or ]");
                }
            }
            None => self.next = Next::End,
        }
        Ok(())
    }

    fn first_item(&mut self, cursor: &mut Cursor<'_>) -> Step {
        if cursor.peek().is_none_or(is_whitespace) {
            return whitespace_or(cursor, "expected a value");
        }
        if cursor.eat(b']') {
            self.frames.pop();
            self.end_of_value();
        } else {
            self.next = Next::Value;
        }
        Ok(())
    }

    fn first_key(&mut self, cursor: &mut Cursor<'_>) -> Step {
        if cursor.eat(b'}') {
            self.end_of_object();
            return Ok(());
        }
        self.key(cursor)
    }

    fn key(&mut self, cursor: &mut Cursor<'_>) -> Step {
        if !cursor.eat(b'"') {
            return whitespace_or(cursor, "expected a key in quotes");
        }
        let text = cursor.text().map_err(|halt| (halt, Place::Container))?;
        cursor.skip_whitespace();
        let has_colon = cursor.eat(b':');
        let missing = || (cursor.missing("expected a colon"), Place::Value);
        if !has_colon && cursor.is_at_end() && !cursor.is_last() {
            return Err(missing());
        }
        if let Some(Frame::Object(object)) = self.frames.last_mut() {
            let found = self.keys.find(object, text);
            self.member(found);
        }
        if has_colon { Ok(()) } else { Err(missing()) }
    }

    #[inline(always)]
    fn member(&mut self, found: Found) {
        self.expected = Expected::of(found);
        self.next = Next::Value;
        if found.again {
            self.add(IssueCode::DuplicateKey, Place::Value, format_args!("is a key that the object already has"));
        }
        if self.options.strict && found.field.is_none() {
            self.compare_key();
        }
    }

    #[inline(always)]
    fn value(&mut self, cursor: &mut Cursor<'_>) -> Step {
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
    fn text(&mut self, cursor: &mut Cursor<'_>) -> Step {
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
    fn text_begins(&mut self) {
        match self.expected {
            Expected::Anything => {}
            Expected::Value(rule) | Expected::ValueOrNull { rule, .. } if rule.text => {}
            _ => self.refuse("text"),
        }
    }

    fn long_text(&mut self, cursor: &mut Cursor<'_>) -> Step {
        cursor.text().map_err(|halt| (halt, Place::Value))?;
        self.end_of_value();
        Ok(())
    }

    #[inline(always)]
    fn number(&mut self, cursor: &mut Cursor<'_>) -> Step {
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
    fn capture(&mut self, number: &[u8]) {
        if let Some(Frame::Object(object)) = self.frames.last()
            && self.keys.last_of(object) == b"id_webhook_data"
        {
            self.id_webhook_data = number::safe_integer(number);
        }
    }

    #[inline(always)]
    fn null(&mut self) {
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

    fn boolean(&mut self, cursor: &mut Cursor<'_>, text: &[u8]) -> Step {
        literal(cursor, text)?;
        if !matches!(self.expected, Expected::Anything) && !self.expected.rule().is_some_and(|rule| rule.boolean) {
            self.refuse("true or false");
        }
        Ok(())
    }

    fn object(&mut self, cursor: &mut Cursor<'_>) -> Step {
        if !self.enter() {
            return Ok(());
        }
        cursor.eat(b'{');
        let shape = match self.expected {
            Expected::Anything => None,
            Expected::Root(shape) => Some(shape),
            Expected::Value(rule) | Expected::ValueOrNull { rule, .. } => match rule.object {
                Some(ObjectRule::Shape(shape)) => Some(shape),
                Some(ObjectRule::Opaque) => None,
                None => {
                    self.refuse("an object");
                    None
                }
            },
        };
        let object = self.keys.open(shape, self.frames.len());
        self.frames.push(Frame::Object(object));
        self.next = Next::FirstKey;
        Ok(())
    }

    fn array(&mut self, cursor: &mut Cursor<'_>) -> Step {
        if !self.enter() {
            return Ok(());
        }
        cursor.eat(b'[');
        let items = self.expected.rule().and_then(|rule| rule.array);
        if items.is_none() && !matches!(self.expected, Expected::Anything) {
            self.refuse("an array");
        }
        let items = items.map_or(Expected::Anything, Expected::Value);
        self.frames.push(Frame::Array { items, index: 0 });
        self.expected = items;
        self.next = Next::FirstItem;
        Ok(())
    }

    /// Whether an object or array does not stand too deep.
    fn enter(&mut self) -> bool {
        if self.frames.len() < MAX_DEPTH {
            return true;
        }
        self.add(IssueCode::TooDeep, Place::Value, format_args!("is nested deeper than {MAX_DEPTH} levels"));
        self.next = Next::Stopped;
        false
    }

    #[inline(always)]
    fn end_of_value(&mut self) {
        self.next = if self.frames.is_empty() { Next::End } else { Next::Separator };
    }

    fn end_of_object(&mut self) {
        let Some(Frame::Object(object)) = self.frames.pop() else { return };
        let fields = object.shape.map_or(&[][..], |shape| shape.fields);
        let is_strict = self.options.strict;
        // The required ones stand first.
        for field in fields.iter().take_while(|field| field.required || is_strict) {
            if !self.keys.has(&object, field) {
                self.absent(field);
            }
        }
        for key in self.keys.close(object) {
            let (frames, keys) = (&self.frames, &self.keys);
            let at = || child(pointer(frames, keys, Place::Value), &key);
            self.issues.add(IssueCode::DuplicateKey, at, format_args!("is a key that the object already has"));
        }
        self.end_of_value();
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

    #[cold]
    fn mark(&mut self, cursor: &mut Cursor<'_>) -> Step {
        let [_, reason, rest @ ..] = cursor.rest() else { return Err(expected_value(cursor)) };
        cursor.go_to(rest);
        let what = object_text::meaning(*reason);
        self.add(IssueCode::NotJson, Place::Value, format_args!("is no JSON: {what}"));
        Ok(())
    }

    /// Tells a strict check of a key in no table.
    #[cold]
    fn compare_key(&mut self) {
        let Some(Frame::Object(object)) = self.frames.last() else { return };
        let key = self.keys.last_of(object);
        if object.shape.is_some_and(|shape| shape.is_news(key)) {
            self.warn(IssueCode::UndocumentedKey, format_args!("is a key that is not documented"));
        }
    }

    /// Tells a strict check of text that is not as documented.
    #[cold]
    fn compare_text(&mut self, raw: &[u8]) {
        let Some(rule) = self.expected.rule() else { return };
        if let Some((code, what)) = strict::deviation(rule.form, raw) {
            self.warn(code, format_args!("{what}"));
        }
    }

    #[cold]
    fn refuse(&mut self, kind: Kind) {
        let wanted = self.expected.rule().map_or("an object", |rule| rule.expected);
        self.add(IssueCode::WrongType, Place::Value, format_args!("must be {wanted}, but is {kind}"));
    }

    #[cold]
    fn add(&mut self, code: IssueCode, place: Place, message: Arguments<'_>) {
        self.issues.add(code, || pointer(&self.frames, &self.keys, place), message);
    }

    #[cold]
    fn warn(&mut self, code: IssueCode, message: Arguments<'_>) {
        self.warnings.add(code, || pointer(&self.frames, &self.keys, Place::Value), message);
    }
}

/// The pointer to a key of the object that a pointer names.
fn child(mut pointer: String, key: &[u8]) -> String {
    push_key(&mut pointer, key);
    pointer
}

#[inline(always)]
fn literal(cursor: &mut Cursor<'_>, text: &[u8]) -> Step {
    cursor.literal(text).map_err(|halt| (halt, Place::Value))
}

#[cold]
fn expected_value(cursor: &Cursor<'_>) -> Broken {
    (cursor.missing("expected a value"), Place::Value)
}

/// Takes white space, where there is some; else something of the container is missing.
fn whitespace_or(cursor: &mut Cursor<'_>, expected: &'static str) -> Step {
    if !cursor.peek().is_some_and(is_whitespace) {
        return Err((cursor.missing(expected), Place::Container));
    }
    cursor.skip_whitespace();
    Ok(())
}
