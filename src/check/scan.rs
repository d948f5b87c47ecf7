//! A check that takes the body in windows.

use super::capture::Captured;
use super::detail::Detail;
use super::format;
use super::issue::{Issue, IssueCode, Refusal};
use super::shape::ObjectShape;
use super::walk::{Options, Walk};
use super::{BOM, cursor};

/// A check under way. A body may come in windows of any size: what is found is the same. It may be begun again for another
/// body: what it remembers of keys makes it faster then, and changes nothing else.
///
/// ```
/// # #[cfg(feature = "internals")] {
/// use powens_users::internals::{Options, Scan};
/// use powens_users::model::User;
///
/// let mut scan = Scan::default();
/// scan.begin(User::SHAPE, Options { max_issues: 10, ..Options::default() });
/// assert_eq!(scan.feed(br#"{"id":42,"sig"#, false), 9);
/// assert_eq!(scan.feed(br#""signin":null}"#, true), 14);
/// assert!(scan.finish().refusal.is_none());
/// # }
/// ```
#[derive(Default)]
pub struct Scan {
    walk: Walk,
    /// Bytes of the body that were read.
    done: usize,
    is_recognised: bool,
    has_beyond_ascii: bool,
}

/// What a check found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Why the body is refused, if it is.
    pub refusal: Option<Refusal>,
    /// How an accepted body deviates from the documentation, if the check was strict.
    pub warnings: Vec<Issue>,
    /// The values that the tables say are to be captured.
    pub captured: Captured,
    /// Whether the body was nothing but ASCII, as far as it was read.
    pub is_ascii: bool,
}

impl Scan {
    /// Begins with a body of this shape.
    pub fn begin(&mut self, shape: &'static ObjectShape, options: Options) {
        self.walk.begin(shape, options);
        self.done = 0;
        self.is_recognised = false;
        self.has_beyond_ascii = false;
    }

    /// Reads the next bytes of the body, and gives how many are done with. The others must come again, at the start of the
    /// next window; where none are done with, the next window must be a longer one.
    pub fn feed(&mut self, window: &[u8], is_last: bool) -> usize {
        if self.is_recognised {
            return self.read(window, is_last);
        }
        // White space in front of a body says nothing of its format, however much there is and however it is cut.
        let spaces = window.iter().take_while(|byte| cursor::is_whitespace(**byte)).count();
        let start = window.get(spaces..).unwrap_or_default();
        let is_start_of_body = self.done == 0 && spaces == 0;
        self.done = self.done.saturating_add(spaces);
        if !self.recognise(start, is_start_of_body, is_last) {
            return spaces;
        }
        self.read(start, is_last).saturating_add(spaces)
    }

    fn read(&mut self, window: &[u8], is_last: bool) -> usize {
        if self.walk.is_stopped() {
            return window.len();
        }
        // Mostly it is, and looking for ASCII is faster than looking for UTF-8.
        let is_ascii = is_ascii(window);
        self.has_beyond_ascii |= !is_ascii;
        let utf8 = if is_ascii { Ok(()) } else { std::str::from_utf8(window).map(|_| ()) };
        let done = match utf8 {
            Ok(()) => self.walk.read(window, self.done, is_last),
            Err(error) => {
                let valid = window.get(..error.valid_up_to()).unwrap_or_default();
                let done = self.walk.read(valid, self.done, false);
                let is_cut = error.error_len().is_none() && !is_last;
                if is_cut {
                    done
                } else {
                    self.walk.abandon_value(valid.get(done..).unwrap_or_default());
                    self.refuse_utf8(error.valid_up_to());
                    window.len()
                }
            }
        };
        self.done = self.done.saturating_add(done);
        done
    }

    /// Whether the verdict is clear, so that the rest of the body need not be fed.
    #[must_use]
    pub const fn is_stopped(&self) -> bool {
        self.walk.is_stopped()
    }

    /// Whether the rest of an object already parsed need not be fed: another issue would not be kept, and only warnings would
    /// be missed. An array may be much longer than what is in it, and each hole would repeat the same issue.
    #[cfg(feature = "internals")]
    #[must_use]
    pub const fn issues_full(&self) -> bool {
        self.walk.is_stopped() || self.walk.issues_full()
    }

    /// Refuses the body as a whole, for a reason that is not in its bytes.
    pub fn refuse(&mut self, code: IssueCode, detail: Detail) {
        self.walk.refuse_body(code, detail);
    }

    /// The verdict. The last window was fed, or [`Self::is_stopped`], or [`Self::issues_full`]; a body that was not read to its
    /// end is refused.
    #[must_use]
    pub fn finish(&mut self) -> Report {
        let (issues, warnings, captured) = self.walk.take_findings();
        Report { refusal: issues.into_result().err(), warnings, captured, is_ascii: !self.has_beyond_ascii }
    }

    /// Looks at the first bytes that are no white space; false where more of them must be there.
    fn recognise(&mut self, start: &[u8], is_start_of_body: bool, is_last: bool) -> bool {
        self.is_recognised = is_last || format::is_enough(start);
        if !self.is_recognised {
            return false;
        }
        if start.first() == Some(&b'{') {
            // JSON, almost always.
        } else if start.is_empty() {
            self.walk.refuse_body(IssueCode::Empty, Detail::None);
        } else if is_start_of_body && start.starts_with(BOM) {
            self.walk.refuse_body(IssueCode::Bom, Detail::None);
        } else if let Some(format) = format::recognise(start) {
            self.walk.refuse_body(IssueCode::OtherFormat, Detail::Format(format));
        }
        true
    }

    #[cold]
    fn refuse_utf8(&mut self, valid: usize) {
        if !self.walk.is_stopped() {
            let at = self.done.saturating_add(valid);
            self.walk.refuse_body(IssueCode::InvalidUtf8, Detail::At(at as u64));
        }
    }
}

/// The same as that of the standard library, which looks at only four bytes at a time in WebAssembly.
fn is_ascii(bytes: &[u8]) -> bool {
    const HIGH_BITS: u64 = u64::from_ne_bytes([0x80; 8]);
    let (chunks, rest) = bytes.as_chunks::<64>();
    let is_plain = |chunk: &[u8; 64]| {
        let (words, _) = chunk.as_chunks::<8>();
        words.iter().fold(0, |all, word| all | u64::from_ne_bytes(*word)) & HIGH_BITS == 0
    };
    chunks.iter().all(is_plain) && rest.is_ascii()
}
