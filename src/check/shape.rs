//! The tables that a body is checked against.

use super::capture::Slot;
use super::detail::Wanted;

/// What is documented of an object: each of the [`model`](crate::model) has one, its `SHAPE`.
#[derive(Debug)]
pub struct ObjectShape {
    /// Its documented name.
    #[doc(hidden)]
    pub name: &'static str,
    /// The documented fields, the required ones first. A check looks at them, and passes all others.
    #[doc(hidden)]
    pub fields: &'static [Field],
    /// Keys that were seen in practice and are not documented: passed like all others, and not reported by a strict check.
    #[doc(hidden)]
    pub seen: &'static [&'static str],
    /// Where to capture such an object if it is the body itself.
    #[doc(hidden)]
    pub capture: Option<Slot>,
    /// Two captured ids of such an object that must be the same.
    #[doc(hidden)]
    pub same_ids: Option<SameIds>,
}

/// Two captured ids that must be the same where both are there.
#[derive(Debug)]
pub struct SameIds {
    /// The slots of the ids.
    pub slots: [Slot; 2],
    /// The keys that lead from the object to the id that is refused: its own, and that of the object inside.
    pub path: [&'static str; 2],
}

impl ObjectShape {
    /// No field at all; for `..ObjectShape::NOTHING` in a new shape.
    #[doc(hidden)]
    pub const NOTHING: Self = Self { name: "object", fields: &[], seen: &[], capture: None, same_ids: None };

    /// The field of this name.
    pub(super) fn field(&self, name: &[u8]) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name.as_bytes() == name)
    }

    /// Whether a key is in no table.
    pub(super) fn is_undocumented(&self, name: &[u8]) -> bool {
        self.field(name).is_none() && !self.seen.iter().any(|seen| seen.as_bytes() == name)
    }
}

/// A documented field.
#[derive(Debug)]
pub struct Field {
    /// Its key.
    pub name: &'static str,
    /// Whether it must be there and not null.
    pub required: bool,
    /// Whether it is documented as "or null". Only a strict check looks at this.
    pub nullable: bool,
    /// What it must be.
    pub rule: &'static Rule,
    /// Where to capture its value, if that is a safe integer or an object.
    pub capture: Option<Slot>,
}

impl Field {
    /// A field that must be there and not null.
    #[must_use]
    pub const fn required(name: &'static str, rule: &'static Rule) -> Self {
        Self { name, required: true, nullable: false, rule, capture: None }
    }

    /// A field that may be absent or null.
    #[must_use]
    pub const fn optional(name: &'static str, rule: &'static Rule) -> Self {
        Self { name, required: false, nullable: false, rule, capture: None }
    }
}

/// Which values a field takes: any of the JSON types that are switched on here.
///
/// A further kind of field is a further constant of this type; "text or an object" switches on two.
#[derive(Debug)]
pub struct Rule {
    /// What is wanted, for an issue.
    pub wanted: Wanted,
    /// Takes anything at all, null too: a field whose type is not documented.
    pub anything: bool,
    /// Takes text, whatever it says.
    pub text: bool,
    /// What documented text looks like. Only a strict check looks at this.
    pub form: TextForm,
    /// Takes true and false.
    pub boolean: bool,
    /// Takes such numbers.
    pub number: Option<NumberRule>,
    /// Takes an array of such items, none of them null.
    pub array: Option<&'static Rule>,
    /// Takes such objects.
    pub object: Option<ObjectRule>,
}

/// What documented text looks like. Source: Powens documentation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextForm {
    /// Nothing is said of it.
    Any,
    /// `2020-06-01 12:34:56`.
    DateTime,
    /// `2020-06-01`.
    Date,
    /// Text is not documented here at all, and passes nevertheless.
    Undocumented,
    /// A value of an enumeration, which may grow.
    OneOf(&'static [&'static str]),
}

/// Which numbers a field takes, each as `JSON.parse` reads it: `7.0` and `7e0` are 7.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberRule {
    /// An integer from 1 to 2^53-1.
    OwnId,
    /// An integer from -(2^53-1) to 2^53-1.
    SafeInteger,
    /// Any number that does not overflow.
    Finite,
}

/// Which objects a field takes.
#[derive(Clone, Copy, Debug)]
pub enum ObjectRule {
    /// Any, its inside is not looked at.
    Opaque,
    /// A documented one.
    Shape(&'static ObjectShape),
}

impl Rule {
    /// Takes nothing; for `..Rule::NOTHING` in a new rule.
    pub const NOTHING: Self = Self {
        wanted: Wanted::Nothing,
        anything: false,
        text: false,
        form: TextForm::Any,
        boolean: false,
        number: None,
        array: None,
        object: None,
    };
    /// Takes anything.
    pub const ANYTHING: Self = Self { wanted: Wanted::Anything, anything: true, ..Self::NOTHING };
    /// Text, whatever it says: dates and enumerations too.
    pub const TEXT: Self = Self { wanted: Wanted::Text, text: true, ..Self::NOTHING };
    /// A moment.
    pub const DATE_TIME: Self = Self { form: TextForm::DateTime, ..Self::TEXT };
    /// A day.
    pub const DATE: Self = Self { form: TextForm::Date, ..Self::TEXT };
    /// True or false.
    pub const BOOLEAN: Self = Self { wanted: Wanted::Boolean, boolean: true, ..Self::NOTHING };
    /// The id by which Powens knows the object itself.
    pub const OWN_ID: Self = Self { wanted: Wanted::OwnId, number: Some(NumberRule::OwnId), ..Self::NOTHING };
    /// A count, or the id of another object.
    pub const INTEGER: Self = Self { wanted: Wanted::Integer, number: Some(NumberRule::SafeInteger), ..Self::NOTHING };
    /// An integer, or true or false.
    pub const INTEGER_OR_BOOLEAN: Self = Self { wanted: Wanted::IntegerOrBoolean, boolean: true, ..Self::INTEGER };
    /// An amount.
    pub const DECIMAL: Self = Self { wanted: Wanted::Number, number: Some(NumberRule::Finite), ..Self::NOTHING };
    /// An object whose inside is not looked at.
    pub const OPAQUE_OBJECT: Self = Self { wanted: Wanted::Object, object: Some(ObjectRule::Opaque), ..Self::NOTHING };

    /// A value of an enumeration.
    #[must_use]
    pub const fn one_of(known: &'static [&'static str]) -> Self {
        Self { form: TextForm::OneOf(known), ..Self::TEXT }
    }

    /// The same, or an object whose inside is not looked at.
    #[must_use]
    pub const fn or_object(self) -> Self {
        Self { wanted: Wanted::TextOrObject, object: Some(ObjectRule::Opaque), ..self }
    }

    /// A documented object.
    #[must_use]
    pub const fn object(shape: &'static ObjectShape) -> Self {
        Self { wanted: Wanted::Object, object: Some(ObjectRule::Shape(shape)), ..Self::NOTHING }
    }

    /// The same, or text, which is not documented.
    #[must_use]
    pub const fn or_undocumented_text(self) -> Self {
        Self { wanted: Wanted::TextOrObject, text: true, form: TextForm::Undocumented, ..self }
    }

    /// An array of such items, none of them null.
    #[must_use]
    pub const fn array(items: &'static Self) -> Self {
        Self { wanted: Wanted::Array, array: Some(items), ..Self::NOTHING }
    }
}
