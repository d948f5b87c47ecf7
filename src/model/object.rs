//! The declaration of a documented object.

use crate::check::Rule;

/// A type that a documented field can have. Each implementation is a kind of field.
pub(crate) trait FieldType {
    /// What a body must hold.
    const RULE: Rule;

    /// What TypeScript calls it.
    #[cfg(feature = "internals")]
    fn typescript() -> String;
}

impl<T: FieldType> FieldType for Vec<T> {
    const RULE: Rule = Rule::array(&T::RULE);

    #[cfg(feature = "internals")]
    fn typescript() -> String {
        format!("{}[]", T::typescript())
    }
}

/// Declares an object. Each group may be left out but `documented`:
///
/// - `required`: fields that must be there and not null; `name: Type`, where `Type` is a [`FieldType`].
/// - `documented`: fields that may be absent or null. `| null` marks those that are documented as "or null",
///   `| deprecated` those that are documented as deprecated.
/// - `seen`: fields that Powens does not document; `name: "TypeScript type"`. A check does not look at them.
/// - `ours`: what the JavaScript API adds to the object; TypeScript only.
///
/// `name as "key"` is for keys that are no good names in Rust. `=> SLOT` behind a type captures the field in that slot, behind the
/// name of the object the object itself, where it is a whole body. `same_ids` names two slots whose ids must be the same, and the
/// keys that lead to the one that is refused.
macro_rules! object {
    (
        $(#[doc = $doc:literal])*
        $object:ident $(=> $own_slot:ident)?, example $example:literal;
        $(required { $($(#[doc = $required_doc:literal])* $required:ident $(as $required_key:literal)?: $required_type:ty $(=> $required_slot:ident)?,)* })?
        documented { $($(#[doc = $documented_doc:literal])* $documented:ident $(as $documented_key:literal)?: $documented_type:ty $(=> $documented_slot:ident)? $(| $mark:ident)*,)* }
        $(seen { $($(#[doc = $seen_doc:literal])* $seen:ident $(as $seen_key:literal)?: $seen_type:literal,)* })?
        $(ours { $($(#[doc = $ours_doc:literal])* $ours:ident: $ours_type:literal,)* })?
        $(same_ids { $one:ident, $other:ident at $outer:literal / $inner:literal })?
    ) => {
        $(#[doc = $doc])*
        ///
        /// Powens adds fields at any time, and so does this crate: what builds one goes by serde, from JSON.
        #[derive(Clone, Debug, PartialEq, serde::Deserialize, serde::Serialize)]
        #[non_exhaustive]
        pub struct $object {
            $($(
                $(#[doc = $required_doc])*
                ///
                /// Source: Powens documentation.
                $(#[serde(rename = $required_key)])?
                pub $required: $required_type,
            )*)?
            $(
                $(#[doc = $documented_doc])*
                $(#[doc = mark!($mark)])*
                ///
                /// Source: Powens documentation.
                $(#[serde(rename = $documented_key)])?
                #[serde(skip_serializing_if = "Option::is_none")]
                pub $documented: Option<$documented_type>,
            )*
            $($(
                $(#[doc = $seen_doc])*
                ///
                /// Seen in practice, not documented: not checked.
                $(#[serde(rename = $seen_key)])?
                #[serde(skip_serializing_if = "Option::is_none")]
                pub $seen: Option<serde_json::Value>,
            )*)?
            /// Keys that no document names.
            #[serde(flatten)]
            pub other: serde_json::Map<String, serde_json::Value>,
        }

        impl $object {
            /// What a check enforces.
            pub const SHAPE: &'static $crate::check::ObjectShape = {
                use $crate::check::{Field, ObjectShape};
                use $crate::model::object::FieldType;
                static SHAPE: ObjectShape = ObjectShape {
                    name: stringify!($object),
                    fields: &[
                        $($(Field {
                            capture: slot!($($required_slot)?),
                            ..Field::required(key!($required $($required_key)?), &<$required_type as FieldType>::RULE)
                        },)*)?
                        $(Field {
                            nullable: is_null!($($mark)*),
                            capture: slot!($($documented_slot)?),
                            ..Field::optional(key!($documented $($documented_key)?), &<$documented_type as FieldType>::RULE)
                        },)*
                    ],
                    seen: &[$($(key!($seen $($seen_key)?),)*)?],
                    capture: slot!($($own_slot)?),
                    same_ids: same_ids!($($one, $other, $outer, $inner)?),
                };
                &SHAPE
            };
        }

        impl $crate::model::object::FieldType for $object {
            const RULE: $crate::check::Rule = $crate::check::Rule::object(Self::SHAPE);

            #[cfg(feature = "internals")]
            fn typescript() -> String {
                stringify!($object).to_owned()
            }
        }

        #[cfg(feature = "internals")]
        impl $object {
            /// The TypeScript interface.
            pub(crate) fn interface() -> $crate::model::interface::Interface {
                use $crate::model::object::FieldType;
                use $crate::model::interface::{Interface, Presence, Property, Source};
                Interface {
                    name: stringify!($object),
                    doc: &[$($doc),*],
                    example: $example,
                    properties: vec![
                        $($(Property {
                            name: key!($required $($required_key)?),
                            doc: &[$($required_doc),*],
                            source: Source::Documentation,
                            presence: Presence::Required,
                            deprecated: false,
                            value: <$required_type>::typescript(),
                        },)*)?
                        $($(Property {
                            name: stringify!($ours),
                            doc: &[$($ours_doc),*],
                            source: Source::Ours,
                            presence: Presence::Required,
                            deprecated: false,
                            value: $ours_type.to_owned(),
                        },)*)?
                        $(Property {
                            name: key!($documented $($documented_key)?),
                            doc: &[$($documented_doc),*],
                            source: Source::Documentation,
                            presence: if is_null!($($mark)*) { Presence::OrNull } else { Presence::Documented },
                            deprecated: is_deprecated!($($mark)*),
                            value: <$documented_type>::typescript(),
                        },)*
                        $($(Property {
                            name: key!($seen $($seen_key)?),
                            doc: &[$($seen_doc),*],
                            source: Source::SeenInPractice,
                            presence: Presence::Undocumented,
                            deprecated: false,
                            value: $seen_type.to_owned(),
                        },)*)?
                    ],
                }
            }
        }
    };
}

/// The key of a field: its own name, or the literal behind it.
macro_rules! key {
    ($name:ident) => {
        stringify!($name)
    };
    ($name:ident $key:literal) => {
        $key
    };
}

/// The slot of a field, if it has one.
macro_rules! slot {
    () => {
        None
    };
    ($slot:ident) => {
        Some($crate::model::slot::$slot)
    };
}

/// The ids that must be the same, if there are any.
macro_rules! same_ids {
    () => {
        None
    };
    ($one:ident, $other:ident, $outer:literal, $inner:literal) => {
        Some($crate::check::SameIds {
            slots: [$crate::model::slot::$one, $crate::model::slot::$other],
            path: [$outer, $inner],
        })
    };
}

/// What a mark of a documented field says.
macro_rules! mark {
    (null) => {
        "Documented as \"or null\"."
    };
    (deprecated) => {
        "Deprecated by Powens."
    };
}

/// Whether `null` is among the marks.
macro_rules! is_null {
    () => {
        false
    };
    (null $($mark:ident)*) => {
        true
    };
    ($other:ident $($mark:ident)*) => {
        is_null!($($mark)*)
    };
}

/// Whether `deprecated` is among the marks.
#[cfg(feature = "internals")]
macro_rules! is_deprecated {
    () => {
        false
    };
    (deprecated $($mark:ident)*) => {
        true
    };
    ($other:ident $($mark:ident)*) => {
        is_deprecated!($($mark)*)
    };
}
