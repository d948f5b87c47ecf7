//! The declaration of an enumeration. Every one may grow, so a check takes any text; what is known of it serves types,
//! documentation and a strict check.

/// An enumeration, for its TypeScript.
#[cfg(feature = "internals")]
pub(crate) struct Enumeration {
    pub name: &'static str,
    pub doc: &'static [&'static str],
    pub example: &'static str,
    pub known: &'static [&'static str],
}

/// Declares an enumeration: its documentation, its name, an example in TypeScript and the values that are known.
macro_rules! enumeration {
    (
        $(#[doc = $doc:literal])*
        $name:ident, example $example:literal;
        $($known:literal,)*
    ) => {
        $(#[doc = $doc])*
        ///
        /// The list is open: any other text may come.
        #[derive(Clone, Debug, PartialEq, Eq, Hash, serde::Deserialize, serde::Serialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// The values that are known.
            pub const KNOWN: &'static [&'static str] = &[$($known,)*];
        }

        impl $name {
            /// The text as it came.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// Whether it is one of [`Self::KNOWN`].
            #[must_use]
            pub fn is_known(&self) -> bool {
                Self::KNOWN.contains(&self.as_str())
            }

            /// What TypeScript is told of it.
            #[cfg(feature = "internals")]
            pub(crate) fn enumeration() -> $crate::model::enumeration::Enumeration {
                $crate::model::enumeration::Enumeration {
                    name: stringify!($name),
                    doc: &[$($doc),*],
                    example: $example,
                    known: Self::KNOWN,
                }
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl $crate::model::object::FieldType for $name {
            const RULE: $crate::check::Rule = $crate::check::Rule::one_of(Self::KNOWN);

            #[cfg(feature = "internals")]
            fn typescript() -> String {
                stringify!($name).to_owned()
            }
        }
    };
}
