//! Goes through a body once, token by token, and tells what is wrong with it.
//!
//! What it needs to go on is in its fields and not on the stack, so that it may stop wherever a window of the body ends. A
//! step that the end of a window cuts is done again from its beginning, so it changes nothing before it has all it needs.

mod report;
mod values;

use std::fmt::Arguments;

use super::MAX_DEPTH;
use super::cursor::{Cursor, Halt, is_whitespace};
use super::frame::{Expected, Frame, Place};
use super::issue::{Issue, IssueCode, Issues};
use super::keys::{Found, Keys};
use super::shape::{ObjectRule, ObjectShape};

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

const AGAIN: &str = "is a key that the object already has";

/// No text of a documented form, and no value of an enumeration, is as long, even if each of its characters is an escape.
const LONG_TEXT: usize = 256;

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

    /// Whether what is told of an object is complete.
    pub const fn is_told(&self) -> bool {
        self.options.from_object && self.issues.is_complete()
    }

    /// The issues, the warnings and the captured id. Nothing counts any more.
    pub fn take_findings(&mut self) -> (Issues, Vec<Issue>, Option<i64>) {
        if self.next != Next::End && !self.issues.is_refusal() {
            self.refuse_body(IssueCode::Syntax, format_args!("was not read to its end"));
        }
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

    /// Tells what is known of a value that nobody can go on with; `rest` is what was not done with.
    #[cold]
    pub fn give_up(&mut self, rest: &[u8]) {
        if self.next == Next::Value && rest.first() == Some(&b'"') {
            self.text_begins();
        }
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
        if let Some(Frame::Object(object)) = self.frames.last_mut()
            && let Some((found, rest)) = object.expected_first(cursor.rest())
        {
            cursor.go_to(rest);
            self.member(found);
            return Ok(());
        }
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
            self.add(IssueCode::DuplicateKey, Place::Value, format_args!("{AGAIN}"));
        }
        if self.options.strict && found.field.is_none() {
            self.compare_key();
        }
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
        if let Some(Frame::Object(object)) = self.frames.pop() {
            self.tell_absent(&object);
            let again = self.keys.close(object);
            self.tell_again(&again);
        }
        self.end_of_value();
    }
}

/// Takes white space, where there is some; else something of the container is missing.
fn whitespace_or(cursor: &mut Cursor<'_>, expected: &'static str) -> Step {
    if !cursor.peek().is_some_and(is_whitespace) {
        return Err((cursor.missing(expected), Place::Container));
    }
    cursor.skip_whitespace();
    Ok(())
}
