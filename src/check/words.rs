//! Closed lists, each entry with its words.

/// Declares an enum whose entries have words. Its order is that of the numbers by which a host knows the entries, so new ones
/// go to the end.
macro_rules! words {
    (
        $(#[$enum_doc:meta])*
        $name:ident::$words:ident;
        $($(#[$doc:meta])* $entry:ident = $text:literal,)*
    ) => {
        $(#[$enum_doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name { $($(#[$doc])* $entry,)* }

        impl $name {
            /// Every entry there is.
            pub const ALL: &'static [Self] = &[$(Self::$entry,)*];

            /// The words of every entry, in the same order.
            pub const WORDS: &'static [&'static str] = &[$($text,)*];

            /// Its words.
            #[must_use]
            pub const fn $words(self) -> &'static str {
                match self { $(Self::$entry => $text,)* }
            }
        }
    };
}
