//! Closed lists, most of them with words for each entry.

/// Declares an enumeration without data. `ALL` has its values, in the order of the numbers by which a host knows them: new ones
/// go to the end. Where they have words, `WORDS` has these in the same order, and `as_str` gives those of one.
macro_rules! words {
    ($(#[$meta:meta])* $visibility:vis enum $name:ident { $($(#[$doc:meta])* $variant:ident,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        $visibility enum $name { $($(#[$doc])* $variant,)* }

        impl $name {
            /// Every value there is.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];
        }
    };
    ($(#[$meta:meta])* $visibility:vis enum $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal,)* }) => {
        $crate::words::words! { $(#[$meta])* $visibility enum $name { $($(#[$doc])* $variant,)* } }

        impl $name {
            /// The words of every value, in the same order.
            #[doc(hidden)]
            pub const WORDS: &'static [&'static str] = &[$($word,)*];

            /// Its words. They never change where they are a code.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }
        }
    };
}

pub(crate) use words;
