//! What a strict check says of text: whether it is as documented.

use super::detail::{Detail, Form};
use super::escape;
use super::issue::IssueCode;
use super::shape::TextForm;

/// How a text, as the body has it between its quotes, deviates from its documented form.
pub(super) fn deviation(form: TextForm, raw: &[u8]) -> Option<(IssueCode, Detail)> {
    let text = escape::comparable_bytes(raw);
    let (is_documented, deviation) = match form {
        TextForm::Any => return None,
        TextForm::Undocumented => (false, (IssueCode::OtherForm, Detail::Form(Form::Object))),
        TextForm::DateTime => {
            (has_form(&text, b"0000-00-00 00:00:00"), (IssueCode::OtherForm, Detail::Form(Form::Moment)))
        }
        TextForm::Date => (has_form(&text, b"0000-00-00"), (IssueCode::OtherForm, Detail::Form(Form::Day))),
        TextForm::OneOf(known) => {
            (known.iter().any(|known| known.as_bytes() == text), (IssueCode::UnknownValue, Detail::None))
        }
    };
    (!is_documented).then_some(deviation)
}

/// Whether a text is like a sample, in which 0 stands for any digit.
fn has_form(text: &[u8], sample: &[u8]) -> bool {
    text.len() == sample.len()
        && text
            .iter()
            .zip(sample)
            .all(|(byte, sample)| if *sample == b'0' { byte.is_ascii_digit() } else { byte == sample })
}
