//! Goes through a body once, token by token, and reports what is wrong with it.
//!
//! Its state is in its fields and not on the stack, so that it can stop wherever a window of the body ends. A step that the end
//! of a window interrupts is done again from its beginning, so it changes nothing before it has all it needs.

mod report;
mod values;

use super::MAX_DEPTH;
use super::capture::Captured;
use super::cursor::{Cursor, Halt, is_whitespace};
use super::detail::{Detail, JsonPart, Kind};
use super::frame::{Expected, Frame, Place};
use super::issue::{Issue, IssueCode, Issues};
use super::keys::Keys;
use super::order::Found;
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
    captured: Captured,
    /// How many bytes of the body came before the window.
    before: usize,
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
    /// Stopped: the issues already hold a fatal one.
    Stopped,
}

/// Why a step ends early, and what that is about.
type Broken = (Halt, Place);
type Step = Result<(), Broken>;

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
            captured: Captured::default(),
            before: 0,
        }
    }
}

impl Walk {
    /// Begins with a body of this shape.
    pub fn begin(&mut self, shape: &'static ObjectShape, options: Options) {
        self.frames.clear();
        self.keys.reset();
        self.next = Next::Value;
        self.expected = Expected::Root(shape);
        self.options = options;
        self.issues = Issues::new(options.max_issues);
        self.warnings = Issues::new(options.max_issues);
        self.captured = Captured::default();
    }

    pub const fn is_stopped(&self) -> bool {
        matches!(self.next, Next::Stopped)
    }

    /// Whether no further issue of an object already parsed would be kept.
    #[cfg(feature = "internals")]
    pub const fn issues_full(&self) -> bool {
        self.options.from_object && self.issues.is_full()
    }

    /// Ends the walk; gives the issues, the warnings and what was captured.
    pub fn take_findings(&mut self) -> (Issues, Vec<Issue>, Captured) {
        if self.next != Next::End && !self.issues.is_refusal() {
            self.refuse_body(IssueCode::Syntax, Detail::Unfinished);
        }
        self.next = Next::Stopped;
        let take = |issues: &mut Issues| std::mem::replace(issues, Issues::new(0));
        let captured = std::mem::take(&mut self.captured);
        (take(&mut self.issues), take(&mut self.warnings).into_mismatches(), captured)
    }

    /// Ends the walk with an issue about the whole body.
    pub fn refuse_body(&mut self, code: IssueCode, detail: Detail) {
        self.next = Next::Stopped;
        self.frames.clear();
        self.add(code, Place::Value, detail);
    }

    /// Reads a window as far as it goes, and gives how many of its bytes are done with: the others must come again, at the
    /// start of the next window. `before` is how many bytes of the body came before it.
    pub fn read(&mut self, window: &[u8], before: usize, is_last: bool) -> usize {
        self.before = before;
        let mut cursor = Cursor::new(window, is_last);
        while !matches!(self.next, Next::End | Next::Stopped) {
            match self.step(&mut cursor) {
                Ok(()) => cursor.commit(),
                Err((Halt::Partial(_), _)) if !is_last => return self.done_with(&cursor, window),
                Err((Halt::Partial(expected) | Halt::Fault(expected), place)) => {
                    let detail = Detail::Grammar { expected, at: self.at(&cursor) as u64, ends: cursor.is_at_end() };
                    self.add(IssueCode::Syntax, place, detail);
                    self.next = Next::Stopped;
                }
            }
        }
        cursor.skip_whitespace();
        if self.next == Next::End && !cursor.is_at_end() {
            self.refuse_body(IssueCode::TrailingData, Detail::At(self.at(&cursor) as u64));
        }
        window.len()
    }

    /// Where in the body the cursor stands.
    const fn at(&self, cursor: &Cursor<'_>) -> usize {
        self.before.saturating_add(cursor.offset())
    }

    /// Reports what is known of a value whose rest cannot be read; `rest` is what was not read.
    #[cold]
    pub fn abandon_value(&mut self, rest: &[u8]) {
        if self.next == Next::Value && rest.first() == Some(&b'"') {
            self.text_begins();
        }
    }

    /// How many bytes were read where the end of the window interrupts a token. A text that fills the window is read piece by
    /// piece.
    #[cold]
    fn done_with(&mut self, cursor: &Cursor<'_>, window: &[u8]) -> usize {
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
        if self.next == Next::Separator {
            self.separator(cursor)?;
            cursor.commit();
        }
        match self.next {
            Next::Value => self.value(cursor),
            Next::LongText => self.long_text(cursor),
            Next::Key => self.key(cursor),
            Next::FirstKey => self.first_key(cursor),
            Next::FirstItem => self.first_item(cursor),
            // There was nothing but white space, or the last value has ended.
            Next::Separator | Next::End | Next::Stopped => Ok(()),
        }
    }

    #[inline(always)]
    fn separator(&mut self, cursor: &mut Cursor<'_>) -> Step {
        match self.frames.last_mut() {
            Some(Frame::Object(object, _)) => {
                if let Some((found, rest)) = object.expected(cursor.rest()) {
                    cursor.go_to(rest);
                    self.member(found);
                } else if cursor.eat(b',') {
                    self.next = Next::Key;
                } else if cursor.eat(b'}') {
                    self.end_of_object(cursor);
                } else {
                    return whitespace_or(cursor, JsonPart::CommaOrBrace);
                }
            }
            Some(Frame::Array { items, index }) => {
                if cursor.eat(b',') {
                    *index = index.saturating_add(1);
                    self.expected = *items;
                    self.next = Next::Value;
                } else if cursor.eat(b']') {
                    self.end_of_frame();
                } else {
                    return whitespace_or(cursor, JsonPart::CommaOrBracket);
                }
            }
            None => self.next = Next::End,
        }
        Ok(())
    }

    fn first_item(&mut self, cursor: &mut Cursor<'_>) -> Step {
        if cursor.peek().is_none_or(is_whitespace) {
            return whitespace_or(cursor, JsonPart::Value);
        }
        if cursor.eat(b']') {
            self.end_of_frame();
        } else {
            self.next = Next::Value;
        }
        Ok(())
    }

    fn first_key(&mut self, cursor: &mut Cursor<'_>) -> Step {
        if let Some(Frame::Object(object, _)) = self.frames.last_mut()
            && let Some((found, rest)) = object.expected_first(cursor.rest())
        {
            cursor.go_to(rest);
            self.member(found);
            return Ok(());
        }
        if cursor.eat(b'}') {
            self.end_of_object(cursor);
            return Ok(());
        }
        self.key(cursor)
    }

    fn key(&mut self, cursor: &mut Cursor<'_>) -> Step {
        if !cursor.eat(b'"') {
            return whitespace_or(cursor, JsonPart::Key);
        }
        let Some(Frame::Object(object, _)) = self.frames.last_mut() else { return Ok(()) };
        self.keys.count(object);
        let start = cursor.offset();
        let text = match cursor.text() {
            Ok(text) => text,
            // Seen before its end, so that no window has to hold it.
            Err(_) if self.keys.is_too_long(cursor.offset().saturating_sub(start)) => {
                self.keys.count_too_long();
                return self.too_many_keys();
            }
            Err(halt) => return Err((halt, Place::Container)),
        };
        cursor.skip_whitespace();
        let has_colon = cursor.eat(b':');
        let missing = || (cursor.missing(JsonPart::Colon), Place::Value);
        if !has_colon && cursor.is_at_end() && !cursor.is_last() {
            return Err(missing());
        }
        let Some(found) = self.keys.find(object, text) else { return self.too_many_keys() };
        self.member(found);
        if has_colon { Ok(()) } else { Err(missing()) }
    }

    #[inline(always)]
    fn member(&mut self, found: Found) {
        self.expected = Expected::of(found);
        self.next = Next::Value;
        if found.duplicate {
            self.add(IssueCode::DuplicateKey, Place::Value, Detail::None);
        }
        if self.options.strict && found.field.is_none() {
            self.compare_key();
        }
    }

    fn object(&mut self, cursor: &mut Cursor<'_>) -> Step {
        if !self.enter() {
            return Ok(());
        }
        let shape = match (self.expected, self.expected.rule().map(|rule| rule.object)) {
            (Expected::Root(shape), _) | (_, Some(Some(ObjectRule::Shape(shape)))) => Some(shape),
            (_, Some(None)) => {
                self.refuse(Kind::Object);
                None
            }
            _ => None,
        };
        let capture = if shape.is_some() { self.expected.capture() } else { None };
        if let Some(slot) = capture {
            self.captured.begin_object(slot, self.at(cursor));
        }
        cursor.eat(b'{');
        let object = self.keys.open(shape, self.frames.len());
        self.frames.push(Frame::Object(object, capture));
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
            self.refuse(Kind::Array);
        }
        let items = items.map_or(Expected::Anything, Expected::Item);
        self.frames.push(Frame::Array { items, index: 0 });
        self.expected = items;
        self.next = Next::FirstItem;
        Ok(())
    }

    /// Prepares for an object or array; false where it is nested too deep.
    #[inline(always)]
    fn enter(&mut self) -> bool {
        if self.frames.len() < MAX_DEPTH {
            if let Some(Frame::Object(object, _)) = self.frames.last_mut() {
                self.keys.count(object);
            }
            return true;
        }
        self.add(IssueCode::TooDeep, Place::Value, Detail::TOO_DEEP);
        self.next = Next::Stopped;
        false
    }

    #[inline(always)]
    fn end_of_value(&mut self) {
        self.next = if self.frames.is_empty() { Next::End } else { Next::Separator };
    }

    fn end_of_object(&mut self, cursor: &Cursor<'_>) {
        if let Some(Frame::Object(object, capture)) = self.frames.last() {
            let shape = object.shape;
            if let Some(slot) = *capture {
                self.captured.end_object(slot, self.at(cursor));
            }
            if let Some(shape) = shape {
                self.report_missing(shape);
            }
        }
        // It stays where it is until then: to move it takes as long as all of this.
        if let Some(Frame::Object(object, _)) = self.frames.last_mut() {
            let duplicates = self.keys.close(object, self.issues.room());
            if !duplicates.is_empty() {
                self.report_duplicates(&duplicates);
            }
        }
        self.end_of_frame();
    }

    /// Leaves an object or array that has ended.
    #[inline(always)]
    fn end_of_frame(&mut self) {
        self.frames.truncate(self.frames.len().saturating_sub(1));
        self.end_of_value();
    }
}

/// Takes white space, where there is some; else something of the container is missing.
fn whitespace_or(cursor: &mut Cursor<'_>, expected: JsonPart) -> Step {
    if !cursor.peek().is_some_and(is_whitespace) {
        return Err((cursor.missing(expected), Place::Container));
    }
    cursor.skip_whitespace();
    Ok(())
}
